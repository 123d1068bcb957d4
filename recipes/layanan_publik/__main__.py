"""Menyusun ``mini/layanan-publik`` dari ``laporan.csv``.

Pakai::

    python -m recipes.layanan_publik

Hasilnya sama persis setiap kali dijalankan: laporan bersih ditulis tangan, kotorannya acak
dengan benih tetap.
"""

import csv
import io
import json
import shutil
from pathlib import Path

from recipes.layanan_publik import card
from recipes.layanan_publik.dirt import Row
from recipes.layanan_publik.mess import Messy, make_messy, split

SOURCE = Path(__file__).with_name("laporan.csv")
TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/layanan-publik"


def read_truth() -> list[Row]:
    """Laporan bersih, satu kamus per baris.

    Contoh::

        >>> len(read_truth())
        256
    """
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, messy: list[Messy], encoding: str, delimiter: str) -> None:
    """Menulis baris kotor sebagai CSV dengan ``encoding`` dan pemisah kolom ``delimiter``."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(messy[0].row), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(item.row for item in messy)
    path.write_bytes(text.getvalue().encode(encoding))


def make_notes(files: dict[str, list[Messy]]) -> list[dict]:
    """Catatan setiap baris kotor: berkas, nomor baris data (mulai 1), id, asal, dan kotorannya."""
    return [
        {
            "berkas": name,
            "baris": number,
            "id": item.row["id"],
            "asal": item.source,
            "kotoran": list(item.dirt),
        }
        for name, messy in files.items()
        for number, item in enumerate(messy, start=1)
    ]


def build(target: Path = TARGET) -> None:
    """Menulis kartu, dua berkas mentah, kunci, dan catatannya di bawah ``target``."""
    truth = read_truth()
    first, second = split(make_messy(truth))
    for folder in ("mentah", "kunci"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    write_rows(target / "mentah/laporan_a.csv", first, "utf-8-sig", ",")
    write_rows(target / "mentah/laporan_b.csv", second, "cp1252", ";")
    shutil.copyfile(SOURCE, target / "kunci/laporan.csv")
    notes = make_notes({"laporan_a.csv": first, "laporan_b.csv": second})
    lines = [json.dumps(note, ensure_ascii=False) + "\n" for note in notes]
    (target / "kunci/catatan.jsonl").write_bytes("".join(lines).encode("utf-8"))
    (target / "README.md").write_bytes(card.render(truth, first + second, notes).encode("utf-8"))
    print(f"{len(truth)} laporan bersih, {len(first)} + {len(second)} baris kotor")


if __name__ == "__main__":
    build()
