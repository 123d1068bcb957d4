"""Menyusun ``mini/ulasan-warung`` dari ``kalimat.csv``.

Pakai::

    python -m recipes.ulasan_warung

Susunan berkasnya meniru cabang parquet NusaX di Hub, ``ind/test/0000.parquet``
dan seterusnya, supaya satu panggilan ``load_dataset`` berlaku untuk keduanya.
"""

import csv
from pathlib import Path

SOURCE = Path(__file__).with_name("kalimat.csv")
TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/ulasan-warung"
LABELS = ["negative", "neutral", "positive"]


def read_splits() -> dict[str, list[dict]]:
    """Baris ``kalimat.csv`` per bagian: kamus ``id``, ``text``, ``label`` (bilangan).

    Contoh::

        >>> len(read_splits()["test"])
        60
    """
    splits: dict[str, list[dict]] = {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = LABELS.index(row["label"])
            splits.setdefault(row["split"], []).append(
                {"id": row["id"], "text": row["text"], "label": label}
            )
    return splits


def build(target: Path = TARGET) -> None:
    """Menulis satu berkas parquet untuk setiap bagian di bawah ``target/ind``."""
    from datasets import ClassLabel, Dataset, Features, Value

    features = Features(
        {"id": Value("string"), "text": Value("string"), "label": ClassLabel(names=LABELS)}
    )
    for split, rows in read_splits().items():
        path = target / "ind" / split / "0000.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        Dataset.from_list(rows, features=features).to_parquet(path)
        print(f"{path.relative_to(target)}: {len(rows)} baris")


if __name__ == "__main__":
    build()
