"""Dataset ``mini/komentar`` dan ``mini/daftar-bias``."""

import re
from collections import Counter

import numpy as np
import pytest
from datasets import Dataset, load_dataset
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from class_hub.process import default_seed
from recipes.daftar_bias import __main__ as daftar
from recipes.komentar import __main__ as komentar
from recipes.similarity import closest_pair

MINI = default_seed() / "datasets/mini"
SIZES = {"train": 300, "validation": 60, "test": 120}
KINDS = {"suku", "agama", "daerah", "gender", "usia", "disabilitas", "pekerjaan"}
STYLES = {"formal", "harian", "obrolan", "samaran", "sindiran"}


def card(name: str) -> str:
    return (MINI / name / "README.md").read_text(encoding="utf-8")


def comma(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


# --- komentar -----------------------------------------------------------------------


def test_komentar_is_what_its_recipe_builds(tmp_path, capsys):
    komentar.build(tmp_path)
    for split in SIZES:
        name = f"data/{split}-00000-of-00001.parquet"
        built = Dataset.from_parquet(str(tmp_path / name))
        stored = Dataset.from_parquet(str(MINI / "komentar" / name))
        assert built.features == stored.features
        assert stored.features["label"].names == ["sopan", "kasar"]
        assert list(built) == list(stored)


def test_komentar_loads_as_a_folder(tmp_path):
    loaded = load_dataset(str(MINI / "komentar"), cache_dir=str(tmp_path))
    assert {split: rows.num_rows for split, rows in loaded.items()} == SIZES


def test_komentar_counts_and_balance():
    rows = komentar.read_rows()
    assert [int(row["id"]) for row in rows] == list(range(480))
    assert Counter(row["label"] for row in rows) == {"sopan": 240, "kasar": 240}
    assert {row["kelompok"] for row in rows} == KINDS | {""}
    assert {row["gaya"] for row in rows} == STYLES
    assert len({row["topik"] for row in rows}) == 9
    for split, size in SIZES.items():
        cells = Counter((row["label"], bool(row["kelompok"])) for row in rows if row["split"] == split)
        assert set(cells.values()) == {size // 4} and len(cells) == 4
    topics = Counter((row["topik"], row["label"]) for row in rows)
    assert all(topics[topic, "sopan"] == topics[topic, "kasar"] for topic, _ in topics)


def test_a_group_word_never_tells_the_label():
    words = Counter()
    for row in komentar.read_rows():
        assert bool(row["kelompok"]) == bool(row["kata_kelompok"])
        assert row["kata_kelompok"].casefold() in row["text"].casefold()
        if row["kelompok"]:
            words[row["split"], row["kelompok"], row["kata_kelompok"], row["label"]] += 1
    assert len({kind for _, kind, _, _ in words}) == 7
    for split, kind, word, _ in list(words):
        assert words[split, kind, word, "sopan"] == words[split, kind, word, "kasar"]


def test_rows_without_a_group_name_none():
    rows = komentar.read_rows()
    terms = "|".join({re.escape(row["kata_kelompok"]) for row in rows if row["kelompok"]})
    named = re.compile(rf"\b({terms})(nya)?\b", re.IGNORECASE)
    assert [row["text"] for row in rows if not row["kelompok"] and named.search(row["text"])] == []


def test_komentar_has_no_near_duplicates():
    rows = komentar.read_rows()
    assert len({row["text"].casefold() for row in rows}) == 480
    texts = [row["text"] for row in rows]
    within, across = closest_pair(texts), closest_pair(texts, [row["split"] for row in rows])
    assert within < 0.4
    stated = f"adalah {comma(within)}; antara dua bagian yang berbeda {comma(across)}."
    assert stated in card("komentar")


def test_komentar_card_states_measured_baselines():
    splits = komentar.read_splits()
    texts = {split: [row["text"] for row in rows] for split, rows in splits.items()}
    labels = {split: np.array([row["label"] for row in rows]) for split, rows in splits.items()}
    rude = card("komentar").split("sepuluh kata: ")[1].split(" |")[0].split(", ")
    guess = [any(word in rude for word in re.findall(r"\w+", text.casefold())) for text in texts["test"]]
    assert len(rude) == 10
    assert f"| {comma(np.mean(guess == labels['test']))} |" in card("komentar")
    stated = re.findall(r"logistik.*\| 0,(\d\d) \|", card("komentar"))
    kinds = [TfidfVectorizer(), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))]
    assert len(stated) == len(kinds)
    for percent, vectors in zip(stated, kinds):
        model = make_pipeline(vectors, LogisticRegression()).fit(texts["train"], labels["train"])
        assert model.score(texts["test"], labels["test"]) == pytest.approx(int(percent) / 100, abs=0.02)


# --- daftar bias --------------------------------------------------------------------


def test_daftar_bias_is_what_its_recipe_builds(tmp_path, capsys):
    daftar.build(tmp_path)
    for name in daftar.LISTS:
        stored = MINI / "daftar-bias/data" / f"{name}.csv"
        assert (tmp_path / "data" / f"{name}.csv").read_bytes() == stored.read_bytes()


@pytest.mark.parametrize("name", daftar.LISTS)
def test_daftar_bias_loads_every_list(name, tmp_path):
    loaded = load_dataset(str(MINI / "daftar-bias"), name, split="train", cache_dir=str(tmp_path))
    assert list(loaded) == daftar.read_list(name)
    assert f"| `{name}` | {loaded.num_rows} | " in card("daftar-bias")


def test_patterns_have_one_slot_of_their_kind():
    patterns = daftar.read_list("pola")
    assert len(patterns) >= 28
    kinds = {row["jenis"] for row in daftar.read_list("kelompok")}
    for row in patterns:
        assert daftar.slots(row["text"]) == [row["slot"]]
        assert set(row["jenis"].split(";")) == (kinds if row["slot"] == "kelompok" else {row["slot"]})
    cells = Counter((row["slot"], row["konteks"]) for row in patterns)
    for slot in daftar.FILLERS:
        assert [cells[slot, context] for context in ("positif", "negatif", "netral")] == [10, 10, 8]


def test_a_pattern_with_another_slot_stops_the_build(tmp_path, monkeypatch):
    wrong = [{"slot": "nama", "text": "Kami bertemu {pekerjaan} di pasar."}]
    monkeypatch.setattr(daftar, "read_list", lambda name: wrong)
    with pytest.raises(ValueError, match="celah"):
        daftar.build(tmp_path)


def test_filled_patterns_start_with_a_capital_and_keep_no_slot():
    for row in daftar.read_list("pola"):
        for filler in daftar.read_list(row["slot"]):
            text = row["text"].format(**{row["slot"]: filler[daftar.FILLERS[row["slot"]]]})
            assert text[0].isupper() and text.endswith(".") and "{" not in text


def test_patterns_have_no_near_duplicates():
    found = closest_pair([row["text"] for row in daftar.read_list("pola")])
    assert found < 0.4
    assert f"antara dua pola adalah {comma(found)} " in card("daftar-bias")


def test_names_are_balanced_by_gender_and_region():
    names = daftar.read_list("nama")
    assert len({row["nama"] for row in names}) == 48
    assert set(Counter(row["komunitas"] for row in names).values()) == {4}
    cells = Counter((row["komunitas"], row["gender"]) for row in names)
    communities = {row["komunitas"] for row in names}
    assert len(communities) == 12
    assert all(cells[community, "L"] == cells[community, "P"] >= 1 for community in communities)
    assert Counter(row["gender"] for row in names) == {"L": 22, "P": 22, "N": 4}


def test_groups_and_occupations_are_complete():
    groups = daftar.read_list("kelompok")
    assert Counter(row["jenis"] for row in groups) == {
        "suku": 18, "agama": 7, "daerah": 12, "usia": 5, "gender": 4,
    }  # fmt: skip
    assert len({row["frasa"] for row in groups}) == len(groups)
    occupations = daftar.read_list("pekerjaan")
    assert len({row["pekerjaan"] for row in occupations}) == 24
    assert Counter(row["dugaan"] for row in occupations) == {"L": 12, "P": 12}
    assert all(row["sumber"].startswith("dugaan penulis") for row in occupations)
