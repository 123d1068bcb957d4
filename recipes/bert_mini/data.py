"""Data sebuah resep: contoh berlabel, teks tanpa label, pasangan kalimat, leksikon."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.errors import CourseError
from recipes.bert_mini.overlap import NEAR, STRICT, normalize, overlapping

MIN_LINE = 30
LABELS = ("negative", "neutral", "positive")
LANGUAGES = (
    "indonesian", "acehnese", "balinese", "banjarese", "buginese", "english", "javanese",
    "madurese", "minangkabau", "ngaju", "sundanese", "toba_batak",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """Satu teks berlabel. ``label`` 0 negatif, 1 netral, 2 positif.

    ``group`` sama untuk kalimat sejajar dalam bahasa yang berbeda, sehingga
    pembagian data dan *bootstrap* tidak memisahkan terjemahan satu kalimat.
    """

    text: str
    label: int
    language: str
    domain: str
    group: str


@dataclass
class Corpus:
    """Semua bahan sebuah resep; ``parallel`` berisi baris {bahasa: teks}."""

    train: list[Example]
    validation: list[Example]
    parallel: list[dict[str, str]] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    general: list[str] = field(default_factory=list)
    javanese: list[str] = field(default_factory=list)
    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    lexicon: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)

    def domain(self, name: str, split: str = "train") -> list[Example]:
        """Contoh berlabel dari satu asal (``nusax`` atau ``smsa``)."""
        return [example for example in getattr(self, split) if example.domain == name]


def without_overlap(corpus: Corpus, test: Sequence[str] = ()) -> Corpus:
    """Buang dari bahan latih semua yang hampir sama dengan teks validasi atau ``test``.

    Teks NusaX sendiri tidak disaring: pembagian aslinya menurut kalimat.
    Banyaknya baris yang dibuang dicatat di ``dropped``.
    """
    held = [example.text for example in corpus.validation] + list(test)
    smsa = corpus.domain("smsa")
    marks = overlapping([example.text for example in smsa], held, NEAR)
    corpus.dropped["smsa"] = int(marks.sum())
    corpus.train = corpus.domain("nusax") + [e for e, bad in zip(smsa, marks) if not bad]
    for name, rule in (("reviews", NEAR), ("general", NEAR), ("javanese", STRICT)):
        lines = getattr(corpus, name)
        marks = overlapping(lines, held, rule)
        corpus.dropped[name] = int(marks.sum())
        setattr(corpus, name, [line for line, bad in zip(lines, marks) if not bad])
    for name, rows in corpus.pairs.items():
        marks = overlapping([a for a, _ in rows], held, STRICT)
        marks |= overlapping([b for _, b in rows], held, STRICT)
        corpus.dropped[name] = int(marks.sum())
        corpus.pairs[name] = [row for row, bad in zip(rows, marks) if not bad]
    return corpus


def read_csv(path: Path) -> list[dict[str, str]]:
    """Baca CSV berkepala menjadi daftar baris {kolom: isi}."""
    if not path.is_file():
        raise CourseError(
            f"Berkas data {path} tidak ada. Periksa folder yang diberikan pada --data; "
            "susunannya dijelaskan di README folder data."
        )
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_jsonl(path: Path) -> Iterator[dict]:
    """Baca JSONL baris demi baris."""
    if not path.is_file():
        raise CourseError(f"Berkas data {path} tidak ada. Periksa folder pada --data.")
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def _labelled(root: Path, split: str) -> list[Example]:
    rows = []
    for language in LANGUAGES:
        for row in read_csv(root / "nusax_senti" / language / f"{split}.csv"):
            rows.append(Example(row["text"], LABELS.index(row["label"]), language, "nusax", row["id"]))
    for number, row in enumerate(read_csv(root / "smsa" / f"{split}.csv")):
        rows.append(Example(row["text"], LABELS.index(row["label"]), "indonesian", "smsa", f"smsa{number}"))
    return rows


def load_lexicon(root: Path) -> dict[str, dict[str, list[str]]]:
    """Leksikon NusaX: {bahasa: {kata Indonesia: [terjemahan]}}, huruf kecil."""
    lexicon: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES[1:]:
        words = lexicon.setdefault(language, {})
        for row in read_csv(root / "nusax_lexicon" / f"{language}.csv"):
            source, target = row["indonesian"].lower().strip(), row[language].lower().strip()
            if source and target and source != target:
                words.setdefault(source, []).append(target)
    return lexicon


def load_folder(root: Path) -> Corpus:
    """Muat semua bahan dari folder data dan saring yang bocor ke validasi.

    Raises:
        CourseError: ada berkas yang hilang.
    """
    root = Path(root)
    if not root.is_dir():
        raise CourseError(f"Folder data {root} tidak ada. Beri --data FOLDER yang benar.")
    corpus = Corpus(_labelled(root, "train"), _labelled(root, "validation"))
    corpus.parallel = [
        {language: row[language] for language in LANGUAGES}
        for row in read_csv(root / "nusax_mt" / "train.csv")
    ]
    for name in ("hoasa", "casa"):
        corpus.reviews += [row["text"] for row in read_csv(root / name / "train.csv")]
    # EmoT: pembuatnya pernah mengumumkan lisensi nonkomersial, jadi tidak dipakai.
    skipped = [row["text"] for row in read_csv(root / "emot" / "train.csv")]
    skipped += [example.text for example in corpus.train] + corpus.reviews
    seen = {normalize(text) for text in skipped}
    lines = (root / "corpus_id.txt").read_text(encoding="utf-8").splitlines()
    corpus.general = [line for line in lines if normalize(line) not in seen]
    extra = root / "extra"
    rows = read_jsonl(extra / "tydiqa_goldp_id" / "train.jsonl")
    corpus.general += sorted({row["context"] for row in rows})
    corpus.general += [row["text"] for row in read_jsonl(extra / "ud" / "id_csui_train.jsonl")]
    javanese = (extra / "corpus_jv_wiki.txt").read_text(encoding="utf-8").splitlines()
    corpus.javanese = [line for line in javanese if len(line) >= MIN_LINE]
    corpus.pairs["minangkabau"] = [
        (row["min"], row["ind"]) for row in read_csv(extra / "minang_indonesian_wiki.csv")
    ]
    corpus.pairs["english"] = [
        (row["eng"], row["ind"])
        for path in (extra / "tatoeba_eng_ind_full.csv", root / "parallel" / "pud_eng_ind.csv")
        for row in read_csv(path)
    ]
    corpus.lexicon = load_lexicon(root)
    return without_overlap(corpus)
