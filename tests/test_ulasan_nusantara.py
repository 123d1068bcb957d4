"""Isi ``mini/ulasan-nusantara`` dan kedua cara memuatnya."""

from collections import Counter

import pytest
from datasets import Dataset, load_dataset

from class_hub.process import default_seed
from recipes.similarity import closest_pair
from recipes.ulasan_nusantara.__main__ import LABELS, LANGUAGES, SPLITS, build, read_meanings, read_rows

FOLDER = default_seed() / "datasets/mini/ulasan-nusantara"
SIZES = {"train": 144, "validation": 36, "test": 72}


def test_stored_files_are_what_the_recipe_builds(tmp_path, capsys):
    build(tmp_path)
    for language in LANGUAGES:
        for split in SPLITS:
            built, stored = (
                Dataset.from_parquet(str(root / language / split / "0000.parquet"), cache_dir=str(tmp_path))
                for root in (tmp_path, FOLDER)
            )
            assert built.features == stored.features
            assert list(built) == list(stored)


def test_labels_are_balanced_in_every_split():
    for split, size in SIZES.items():
        rows = read_rows("ind", split)
        assert Counter(row["label"] for row in rows) == dict.fromkeys(range(len(LABELS)), size // 3)
    assert [row["id"] for row in read_meanings()] == [f"{number:03d}" for number in range(252)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_clean_and_unlike_each_other(language):
    rows = read_meanings()
    texts = [row[language] for row in rows]
    assert all(text == " ".join(text.split()) and 4 <= len(text.split()) <= 45 for text in texts)
    assert closest_pair(texts) < 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_loads_by_folder_and_by_name(language, tmp_path):
    by_folder = load_dataset(str(FOLDER), data_dir=language, split="test", cache_dir=str(tmp_path / "folder"))
    by_name = load_dataset(str(FOLDER), language, split="test", cache_dir=str(tmp_path / "name"))
    assert list(by_folder) == list(by_name) == read_rows(language, "test")
