"""Kartu dataset: angka-angkanya dihitung dari naskah, kalimatnya dari ``card.md``."""

from pathlib import Path

from recipes.bacaan_nusantara.manuscripts import KINDS, Manuscript, words
from recipes.similarity import closest_pair

TEMPLATE = Path(__file__).with_name("card.md")


def thousands(value: int) -> str:
    """Bilangan dengan titik ribuan: ``thousands(12345)`` menjadi ``12.345``."""
    return f"{value:,}".replace(",", ".")


def kind_table(splits: dict[str, list[Manuscript]]) -> str:
    """Tabel jenis: banyaknya naskah, paragraf, dan kata, serta naskah validasinya."""
    lines = [
        "| jenis | isi | naskah | paragraf | kata | naskah `validation` |",
        "|---|---|---:|---:|---:|---|",
    ]
    for kind, meaning in KINDS.items():
        chosen = [m for part in splits.values() for m in part if m.kind == kind]
        if not chosen:
            continue
        held = ", ".join(f"`{m.slug}`" for m in splits["validation"] if m.kind == kind)
        lines.append(f"| `{kind}` | {meaning} | {totals(chosen)} | {held} |")
    return "\n".join(lines)


def split_table(splits: dict[str, list[Manuscript]]) -> str:
    """Tabel bagian: banyaknya naskah, paragraf, dan kata."""
    lines = ["| bagian | naskah | paragraf | kata |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {totals(chosen)} |" for name, chosen in splits.items()]
    return "\n".join(lines)


def totals(manuscripts: list[Manuscript]) -> str:
    """Tiga sel tabel: naskah, paragraf, dan kata."""
    counts = (
        len(manuscripts),
        sum(len(m.paragraphs) for m in manuscripts),
        sum(len(words(m.text)) for m in manuscripts),
    )
    return " | ".join(map(thousands, counts))


def render(splits: dict[str, list[Manuscript]]) -> str:
    """Isi README.md untuk bagian-bagian ``splits``."""
    everything = [manuscript for part in splits.values() for manuscript in part]
    rows = [row for manuscript in everything for row in manuscript.rows()]
    vocabulary = [word for manuscript in everything for word in words(manuscript.text)]
    return TEMPLATE.read_text(encoding="utf-8").format(
        size="n<1K" if len(rows) < 1000 else "1K<n<10K",
        piece_count=thousands(len(everything)),
        paragraph_count=thousands(len(rows)),
        word_count=thousands(len(vocabulary)),
        vocabulary_size=thousands(len(set(vocabulary))),
        kind_table=kind_table(splits),
        split_table=split_table(splits),
        nearest_pair=f"{closest_pair([row['teks'] for row in rows]):.2f}".replace(".", ","),
    )
