"""Dataset yang ditulis untuk kursus ini."""

from collections import Counter

from datasets import Dataset

from class_hub.process import default_seed
from recipes.ulasan_warung.__main__ import LABELS, build, read_splits

FOLDER = default_seed() / "datasets/mini/ulasan-warung"


def test_ulasan_warung_is_what_its_recipe_builds(tmp_path, capsys):
    build(tmp_path)
    for split in ("train", "validation", "test"):
        built = Dataset.from_parquet(str(tmp_path / "ind" / split / "0000.parquet"))
        stored = Dataset.from_parquet(str(FOLDER / "ind" / split / "0000.parquet"))
        assert built.features == stored.features
        assert list(built) == list(stored)


def test_ulasan_warung_is_balanced_and_without_repeats():
    splits = read_splits()
    assert {name: len(rows) for name, rows in splits.items()} == {
        "train": 15, "validation": 15, "test": 60,
    }  # fmt: skip
    for rows in splits.values():
        assert set(Counter(row["label"] for row in rows).values()) == {len(rows) // 3}
    everything = [row for rows in splits.values() for row in rows]
    assert len({row["text"].lower() for row in everything}) == len(everything) == 90
    assert [int(row["id"]) for row in everything] == list(range(90))
    assert {row["label"] for row in everything} == set(range(len(LABELS)))
