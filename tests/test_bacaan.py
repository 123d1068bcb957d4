"""Dataset ``mini/bacaan-nusantara``: naskahnya, susunannya, dan cara memuatnya."""

import pytest
from datasets import Dataset, load_dataset

from class_hub.process import default_seed
from recipes.bacaan_nusantara.__main__ import SHARDS, build
from recipes.bacaan_nusantara.manuscripts import KINDS, read, read_all, shards, split, words
from recipes.bert_mini.overlap import normalize
from recipes.similarity import closest_pair

FOLDER = default_seed() / "datasets/mini/bacaan-nusantara"


def paragraphs():
    return [row for manuscript in read_all() for row in manuscript.rows()]


def test_files_are_what_the_recipe_builds(tmp_path, capsys):
    build(tmp_path)
    names = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file())
    for name in names:
        if name.suffix != ".parquet":
            assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
            continue
        built, stored = (
            Dataset.from_parquet(str(root / name), cache_dir=str(tmp_path / "cache" / root.name))
            for root in (tmp_path, FOLDER)
        )
        assert built.features == stored.features
        assert list(built) == list(stored)


def test_there_is_enough_to_read_of_every_kind():
    manuscripts = read_all()
    assert sum(len(words(manuscript.text)) for manuscript in manuscripts) >= 20_000
    assert {manuscript.kind for manuscript in manuscripts} == set(KINDS)
    assert len({manuscript.title for manuscript in manuscripts}) == len(manuscripts)


def test_no_paragraph_repeats_another():
    rows = paragraphs()
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({normalize(row["teks"]) for row in rows}) == len(rows)
    assert closest_pair([row["teks"] for row in rows]) < 0.4


def test_every_turn_of_a_dialogue_names_its_speaker():
    turns = [row["teks"] for row in paragraphs() if row["jenis"] == "dialog"]
    assert [turn for turn in turns if not 0 < turn.find(": ") <= 20] == []


def test_splits_and_shards_keep_whole_manuscripts():
    manuscripts = read_all()
    splits = split(manuscripts)
    assert sorted(splits["train"] + splits["validation"]) == manuscripts
    assert [manuscript.kind for manuscript in splits["validation"]] == sorted(KINDS)
    parts = shards(splits["train"], SHARDS["train"])
    assert [manuscript for part in parts for manuscript in part] == splits["train"]
    lengths = [sum(len(manuscript.paragraphs) for manuscript in part) for part in parts]
    assert max(lengths) < 1.3 * min(lengths)


@pytest.mark.parametrize("streaming", [False, True])
def test_both_configurations_load(tmp_path, streaming):
    splits = split(read_all())
    options = {"cache_dir": str(tmp_path), "streaming": streaming}
    default = load_dataset(str(FOLDER), **options)
    whole = load_dataset(str(FOLDER), "naskah", **options)
    assert set(default) == set(whole) == set(splits)
    files = {name: str(FOLDER / "naskah" / f"{name}.jsonl") for name in splits}
    lines = load_dataset("json", data_files=files, **options)
    for name, manuscripts in splits.items():
        assert list(default[name]) == [row for manuscript in manuscripts for row in manuscript.rows()]
        assert list(whole[name]) == list(lines[name]) == [manuscript.row() for manuscript in manuscripts]


@pytest.mark.parametrize(
    "name, text, message",
    [
        ("puisi-hujan.txt", "Judul\n\nIsi.\n", "nama berkas"),
        ("cerita.txt", "Judul\n\nIsi.\n", "nama berkas"),
        ("cerita-hujan.txt", "Judul\nIsi.\n", "satu baris"),
        ("cerita-hujan.txt", "Judul\n\nIsi\nberganti baris.\n", "satu baris"),
        ("cerita-hujan.txt", "Judul\n\n\nIsi.\n", "satu baris"),
        ("cerita-hujan.txt", "Judul\n", "tidak berisi"),
    ],
)
def test_malformed_manuscript_is_refused(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read(tmp_path / name)


def test_words_counts_reduplication_once():
    assert words("Anak-anak makan 2 pisang, lu'at, dan ikan.") == [
        "anak-anak", "makan", "2", "pisang", "lu'at", "dan", "ikan",
    ]  # fmt: skip
