"""Menyusun ``mini/ulasan-nusantara`` dari ``makna.csv``.

Pakai::

    python -m recipes.ulasan_nusantara

Satu baris ``makna.csv`` adalah satu makna: satu label, satu bagian, dan lima
kolom teks. Setiap bahasa mendapat foldernya sendiri, ``jav/test/0000.parquet``
dan seterusnya; ``id`` yang sama berarti makna yang sama.
"""

import csv
from pathlib import Path

SOURCE = Path(__file__).with_name("makna.csv")
TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/ulasan-nusantara"
LABELS = ["negative", "neutral", "positive"]
LANGUAGES = ["ind", "jav", "sun", "min", "eng"]
SPLITS = ["train", "validation", "test"]


def read_meanings() -> list[dict]:
    """Semua baris ``makna.csv``, apa adanya.

    Contoh::

        >>> len(read_meanings())
        252
    """
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows(language: str, split: str) -> list[dict]:
    """Satu bagian dalam satu bahasa: kamus ``id``, ``text``, ``label`` (bilangan).

    Contoh::

        >>> len(read_rows("jav", "test"))
        72
    """
    return [
        {"id": row["id"], "text": row[language], "label": LABELS.index(row["label"])}
        for row in read_meanings()
        if row["split"] == split
    ]


def build(target: Path = TARGET) -> None:
    """Menulis satu berkas parquet untuk setiap bahasa dan bagian di bawah ``target``."""
    from datasets import ClassLabel, Dataset, Features, Value

    features = Features({"id": Value("string"), "text": Value("string"), "label": ClassLabel(names=LABELS)})
    for language in LANGUAGES:
        for split in SPLITS:
            rows = read_rows(language, split)
            path = target / language / split / "0000.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            Dataset.from_list(rows, features=features).to_parquet(path)
            print(f"{path.relative_to(target)}: {len(rows)} baris")


if __name__ == "__main__":
    build()
