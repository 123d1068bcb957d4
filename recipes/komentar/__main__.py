"""Menyusun ``mini/komentar`` dari ``komentar.csv``.

Pakai::

    python -m recipes.komentar

Kolom ``kata_kelompok`` hanya ada di ``komentar.csv``: isinya kata yang menyebut
kelompok, dipakai pengujian untuk memeriksa keseimbangan.
"""

import csv
from pathlib import Path

SOURCE = Path(__file__).with_name("komentar.csv")
TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/komentar"
LABELS = ["sopan", "kasar"]
COLUMNS = ["id", "text", "label", "kelompok", "gaya", "topik"]


def read_rows() -> list[dict]:
    """Semua baris ``komentar.csv`` apa adanya; setiap nilai berupa teks.

    Contoh::

        >>> len(read_rows())
        480
    """
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_splits() -> dict[str, list[dict]]:
    """Baris per bagian dengan kolom ``COLUMNS``; ``label`` berupa bilangan.

    Contoh::

        >>> {split: len(rows) for split, rows in read_splits().items()}
        {'train': 300, 'validation': 60, 'test': 120}
    """
    splits: dict[str, list[dict]] = {}
    for row in read_rows():
        kept = {name: row[name] for name in COLUMNS} | {"label": LABELS.index(row["label"])}
        splits.setdefault(row["split"], []).append(kept)
    return splits


def build(target: Path = TARGET) -> None:
    """Menulis satu berkas parquet untuk setiap bagian di bawah ``target/data``."""
    from datasets import ClassLabel, Dataset, Features, Value

    features = Features({name: Value("string") for name in COLUMNS})
    features["label"] = ClassLabel(names=LABELS)
    for split, rows in read_splits().items():
        path = target / "data" / f"{split}-00000-of-00001.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        Dataset.from_list(rows, features=features).to_parquet(path)
        print(f"{path.relative_to(target)}: {len(rows)} baris")


if __name__ == "__main__":
    build()
