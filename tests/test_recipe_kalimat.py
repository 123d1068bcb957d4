"""Resep bert-kalimat-nusantara: pasangan, loss, peringkat, selang, dan jalannya utuh."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from recipes.bert_kalimat import __main__ as command
from recipes.bert_kalimat import measure
from recipes.bert_kalimat.encoder import encode, info_nce, pooled
from recipes.bert_kalimat.pairs import HELD, distinct, load_pairs, part
from recipes.bert_mini.data import LANGUAGES, load_folder
from tests.test_recipes import run_main, toy, write_csv  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "class_hub" / "seed" / "models" / "mini" / "bert-kalimat-nusantara"


def test_every_stage_runs_and_is_not_repeated(toy, tmp_path, capsys):  # noqa: F811
    validation = [{"id": "100"} | dict.fromkeys(LANGUAGES, f"kalimat {n}") for n in range(3)]
    write_csv(toy / "nusax_mt" / "validation.csv", validation)
    assert run_main(command, toy, tmp_path) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert set(results["tasks"]) == set(measure.DEPTHS)
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert card.count("\n---\n") == 1 and "{" not in card.split("---")[2]
    capsys.readouterr()
    assert run_main(command, toy, tmp_path) == 0
    assert "Benih 1 sudah selesai" in capsys.readouterr().out


def test_hub_is_no_source_of_data(tmp_path, capsys):
    assert command.main(["--data", "hub", "--work", str(tmp_path), "--quick"]) == 1
    assert "--data FOLDER" in capsys.readouterr().err


def test_batches_hold_one_source_and_no_twins(toy, monkeypatch):  # noqa: F811
    monkeypatch.setitem(HELD, "nusax", 4)
    pairs = load_pairs(load_folder(toy), toy, held=True)
    assert len(pairs.held_groups) == 4 and len(pairs.groups) == 20
    assert not {row["english"] for row in pairs.groups} & {row["english"] for row in pairs.held_groups}
    rng = random.Random(0)
    for name in ("nusax", "words", "swap", "part"):
        batch = pairs.batch({name: 1.0}, 6, rng)
        assert batch and distinct(batch) == batch
    assert pairs.batch({"nusax": 1.0}, 6, random.Random(1)) == pairs.batch(
        {"nusax": 1.0}, 6, random.Random(1)
    )


def test_part_keeps_words_in_order():
    rng = random.Random(3)
    text = "satu dua tiga empat lima enam tujuh delapan"
    for _ in range(50):
        words = part(text, rng).split()
        assert 3 <= len(words) <= 7 and words == sorted(words, key=text.split().index)
    assert part("satu dua", rng) == "satu dua"


def test_loss_is_small_only_when_pairs_match():
    vectors = torch.eye(8)
    assert info_nce(vectors, vectors, 0.05) < 1e-6 < 1 < info_nce(vectors, vectors.roll(1, 0), 0.05)


def test_padding_does_not_change_a_vector():
    model, tokenizer = AutoModel.from_pretrained(SHIPPED), tokenizer_of()
    alone = encode(model, tokenizer, ["Kamarnya lembap."])
    beside = tokenizer(["Kamarnya lembap.", "Kopi tubruknya harum sekali pagi ini."], padding=True)
    with torch.inference_mode():
        both = pooled(model, *(torch.tensor(beside[key]) for key in ("input_ids", "attention_mask")))
    first = torch.nn.functional.normalize(both, dim=-1)[0].numpy()
    np.testing.assert_allclose(first, alone[0], atol=1e-5)


def tokenizer_of():
    return AutoTokenizer.from_pretrained(SHIPPED)


def test_ranks_count_ties_against_us():
    assert measure.ranks(np.zeros((4, 2)), np.zeros((4, 2))).tolist() == [4] * 4
    assert measure.ranks(np.eye(3), np.eye(3)[[1, 0, 2]]).tolist() == [3, 3, 1]
    texts, query = np.eye(3), np.array([[0.1, 0.9, 0.5]])
    assert measure.first_relevant(query, texts, [{0, 2}]).tolist() == [2]


def test_interval_averages_seeds_and_resamples_meanings():
    ours, theirs = np.ones((3, 4, 40), int), np.full((4, 40), 2)
    gap = measure.difference(ours, theirs, 1)
    assert gap["hit"] == pytest.approx({"difference": 1.0, "low": 1.0, "high": 1.0})
    assert gap["mrr"]["difference"] == pytest.approx(0.5)
    half = np.where(np.arange(40) % 2, 1, 3)
    wide = measure.difference(half[None], np.ones(40, int), 1)["hit"]
    assert wide["low"] < -0.5 < wide["high"] < 0


def test_queries_name_existing_reviews():
    rows = {row["id"]: row["ind"] for row in measure.read_csv(measure.SOURCE)}
    queries = measure.read_queries()
    assert len(queries) == len({query for query, _ in queries}) == 40
    assert all(relevant and relevant <= set(rows) for _, relevant in queries)


def test_shipped_model_finds_translations():
    tokenizer = tokenizer_of()
    model = AutoModel.from_pretrained(SHIPPED)
    own = ["Makanannya enak dan murah.", "Kamarnya kotor dan bau.", "Pelayannya sangat ramah."]
    for others in (
        ["The food is delicious and cheap.", "The room is dirty and smelly.", "The waiter is very friendly."],
        ["Panganane enak lan murah.", "Kamare reged lan mambu.", "Pelayane grapyak banget."],
    ):
        assert measure.ranks(encode(model, tokenizer, own), encode(model, tokenizer, others)).max() == 1


def test_word_order_is_not_seen():
    model, tokenizer = AutoModel.from_pretrained(SHIPPED), tokenizer_of()
    found = measure.contrasts(lambda texts: encode(model, tokenizer, texts))
    assert found["order"] > 0.98 and found["negation"] > 0.6


def test_results_are_clear_of_tfidf_across_languages():
    results = json.loads((ROOT / "recipes" / "bert_kalimat" / "results.json").read_text(encoding="utf-8"))
    assert results["tasks"]["reviews"]["gap"]["hit"]["low"] > 0
