"""Resep entitas: penyelarasan, nilai per entitas, CRF, kosakata berhuruf besar, dan model jadinya."""

import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline

from course_lib.errors import CourseError
from recipes.bert_ner import __main__ as command
from recipes.bert_ner.baseline import Crf, Dictionary, allowed, partition, shape, viterbi
from recipes.bert_ner.build import split_words
from recipes.bert_ner.cased import natural_lines, old_pieces
from recipes.bert_ner.data import LABELS, Sentence, load_entities
from recipes.bert_ner.measure import piped
from recipes.bert_ner.pieces import align, best_tags, hard
from recipes.bert_ner.spans import intervals, report, spans
from recipes.bert_ner.tuning import Item, mentions, swap_entities
from tests.test_recipes import run_main, toy, write_jsonl  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "class_hub" / "seed" / "models" / "mini" / "bert-entitas-indonesia"
PEOPLE, PLACES = "Dewi Bagus Sari Wayan Togar".split(), "Solo Medan Kupang Ambon".split()


def toy_rows(count: int, rng: random.Random) -> list[dict]:
    """Kalimat mainan: orang sesudah *Bu*, tempat sesudah *di*, akhiran acak agar tidak mirip."""
    rows = []
    for _ in range(count):
        tail = "".join(rng.choices("bdgklmnprst", k=24))
        words = ["Bu", rng.choice(PEOPLE), "tinggal", "di", rng.choice(PLACES), tail]
        rows.append({"tokens": words, "ner_tags": ["O", "B-PERSON", "O", "O", "B-PLACE", "O"]})
    return rows


@pytest.fixture(scope="module")
def data(toy):  # noqa: F811
    """Folder data mainan dengan NERGrit; satu baris latih menyalin baris uji."""
    rng = random.Random(11)
    test = toy_rows(8, rng)
    write_jsonl(toy / "nergrit" / "train.jsonl", [*toy_rows(30, rng), test[0]])
    write_jsonl(toy / "nergrit" / "validation.jsonl", toy_rows(8, rng))
    write_jsonl(toy / "nergrit" / "test.jsonl", test)
    with (toy / "corpus_id.txt").open("a", encoding="utf-8") as stream:
        stream.writelines(" ".join(row["tokens"]) + "\n" for row in toy_rows(30, rng))
    return toy


def test_spans_follow_conll():
    tags = ["I-PLACE", "I-PERSON", "B-PERSON", "I-PERSON", "O", "B-PLACE", "B-PLACE", "I-ORGANISATION"]
    assert spans(tags) == {
        (0, 1, "PLACE"), (1, 2, "PERSON"), (2, 4, "PERSON"), (5, 6, "PLACE"), (6, 7, "PLACE"),
        (7, 8, "ORGANISATION"),
    }  # fmt: skip
    assert spans([]) == set()


def test_only_exact_span_and_type_counts():
    gold = [{(0, 2, "PERSON"), (3, 4, "PLACE")}, set()]
    found = report(gold, [{(0, 1, "PERSON"), (3, 4, "PLACE")}, {(0, 1, "PLACE")}])
    assert found == {
        "precision": pytest.approx(1 / 3),
        "recall": 0.5,
        "f1": pytest.approx(0.4),
        "entities": 2,
    }
    same = intervals(gold, gold, gold)
    assert same["f1"]["value"] == 1.0
    assert same["gap"] == {"difference": 0.0, "low": 0.0, "high": 0.0}


def test_pieces_of_a_word_continue_its_entity():
    word_ids = [None, 0, 0, 1, 2, 2, None]
    target, weight = align(word_ids, hard(["B-PLACE", "I-PLACE", "O"]), 0.5)
    assert best_tags(target[1:6]) == ["B-PLACE", "I-PLACE", "I-PLACE", "O", "O"]
    assert weight.tolist() == [0, 1, 0.5, 1, 1, 0.5, 0]
    assert align(word_ids, hard(["O"] * 3), 0.0)[1].sum() == 3


def test_partition_equals_the_sum_over_all_sequences():
    torch.manual_seed(0)
    count = len(LABELS)
    scores, moves = torch.randn(2, 3, count), torch.randn(count + 1, count)

    def value(row, path):
        steps = [moves[-1, path[0]]] + [moves[a, b] for a, b in itertools.pairwise(path)]
        return sum(row[i, tag] for i, tag in enumerate(path)) + sum(steps)

    found = partition(scores, torch.tensor([3, 2]), moves)
    for row, length, total in zip(scores, (3, 2), found, strict=True):
        paths = itertools.product(range(count), repeat=length)
        expected = torch.logsumexp(torch.stack([value(row, path) for path in paths]), dim=0)
        torch.testing.assert_close(total, expected)


def test_viterbi_never_breaks_iob2():
    rng = np.random.default_rng(3)
    for _ in range(20):
        path = ["O", *viterbi(rng.normal(size=(9, len(LABELS))))]
        assert all(allowed(a, b) for a, b in itertools.pairwise(path))
    assert viterbi(np.zeros((0, len(LABELS)))) == []


def test_crf_learns_context_the_dictionary_cannot(data):
    entities = load_entities(data)
    crf = Crf(entities.train, 0.1, rounds=30)
    words = ("Bu", "Mawar", "tinggal", "di", "Palu", "sekarang")
    assert crf.tags(words) == ["O", "B-PERSON", "O", "O", "B-PLACE", "O"]
    assert Dictionary(entities.train).tags(words) == ["O"] * 6
    chance = crf.probabilities(words)
    np.testing.assert_allclose(chance.sum(axis=1), 1, atol=1e-6)
    assert best_tags(chance) == crf.tags(words)
    assert crf.tags(()) == [] and crf.probabilities(()).shape == (0, len(LABELS))


def test_shape():
    assert [shape(word) for word in ("Solo", "TNI", "2024", "(")] == ["Aa", "A", "0", "("]


def test_leaked_training_row_is_dropped(data):
    entities = load_entities(data, [load_entities(data).test[2].text + " lalu pergi"])
    assert entities.dropped == 1 and len(entities.train) == 30
    assert [i for i, bad in enumerate(entities.leaked) if bad] == [2]


def test_natural_lines_drop_lower_case_and_copies():
    long = " ".join(["Kota"] * 100)
    held = "Kantor pos di Jalan Melati buka sampai sore."
    assert natural_lines(["huruf kecil semua", held, long], [held]) == [
        " ".join(["Kota"] * n) for n in (80, 20)
    ]
    assert split_words('Kata "Solo", katanya.') == ["Kata", '"', "Solo", '"', ",", "katanya", "."]


def test_swapped_entities_keep_type_and_length():
    item = Item(("Bu", "Dewi", "di", "Solo"), hard(t := ["O", "B-PERSON", "O", "B-PLACE"]), tuple(t))
    known = mentions([item]) | {"PERSON": [("Raden", "Bagus")]}
    words, target = swap_entities(item, known, 1.0, random.Random(0))
    assert words == ["Bu", "Raden", "Bagus", "di", "Solo"]
    assert best_tags(target) == ["O", "B-PERSON", "I-PERSON", "O", "B-PLACE"]
    assert swap_entities(item, known, 0.0, random.Random(0))[0] == list(item.words)


@pytest.fixture(scope="module")
def built(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("entitas")
    assert run_main(command, data, folder) == 0
    return folder


def test_recipe_runs_to_the_end_and_reuses_its_stages(built, data, capsys):
    before = json.loads((built / "results.json").read_text(encoding="utf-8"))
    assert before["test"]["sentences"] == 8 and before["data"]["dropped"] == 1
    assert set(before["test"]["seeds"]) == {"1", "2"}
    assert len(before["samples"]) == 10 and set(before["samples"][0]) == {"text", "first", "simple"}
    model = AutoModelForTokenClassification.from_pretrained(built / "model")
    assert model.dtype == torch.float32 and model.config.id2label == dict(enumerate(LABELS))
    tokenizer = AutoTokenizer.from_pretrained(built / "model")
    assert tokenizer("Solo")["input_ids"] != tokenizer("solo")["input_ids"]
    capsys.readouterr()
    assert run_main(command, data, built) == 0
    said = capsys.readouterr().out
    assert said.count("Pralatih sudah selesai") == 2 and "benih-1 sudah selesai" in said
    assert json.loads((built / "results.json").read_text(encoding="utf-8")) == before


def test_old_pieces_read_new_tokens_in_lower_case(built):
    old = AutoTokenizer.from_pretrained(built / "tokenizer")
    vocabulary = old.get_vocab()
    word = next(token for token in vocabulary if token.isalpha() and len(token) > 3)
    assert old_pieces(word.capitalize(), old) == [vocabulary[word]]
    piece = next(token for token in vocabulary if token.startswith("##") and token[2:].isalpha())
    assert old_pieces(piece, old) == [vocabulary[piece]]


def test_hub_is_refused_with_a_reason(tmp_path, capsys):
    with pytest.raises(CourseError, match="tidak ada"):
        load_entities(tmp_path)
    assert command.main(["--data", "hub", "--work", str(tmp_path), "--quick"]) == 1
    assert "folder" in capsys.readouterr().err


def test_piped_spans_are_counted_in_words():
    sentence = Sentence(("Bu", "Dewi", "di", "Kota", "Solo"), ("O",) * 5)
    answer = [
        {"start": 3, "end": 7, "entity_group": "PERSON"},
        {"start": 11, "end": 18, "entity_group": "PLACE"},
    ]
    assert piped(lambda texts: [answer for _ in texts], [sentence]) == [{(1, 2, "PERSON"), (3, 5, "PLACE")}]


@pytest.fixture(scope="module")
def shipped():
    return pipeline("token-classification", model=str(SHIPPED), aggregation_strategy="first")


def named(recognize, text: str) -> list[tuple[str, str]]:
    """Potongan teks dan jenisnya, seperti yang dibaca pembaca."""
    return [(text[e["start"] : e["end"]], e["entity_group"]) for e in recognize(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Siti Rahmawati tinggal di Semarang.", [("Siti Rahmawati", "PERSON"), ("Semarang", "PLACE")]),
        ("Ia belajar di Universitas Indonesia.", [("Universitas Indonesia", "ORGANISATION")]),
        (
            "Kapal itu berlayar dari Pelabuhan Tanjung Perak ke Makassar.",
            [("Pelabuhan Tanjung Perak", "PLACE"), ("Makassar", "PLACE")],
        ),
        ("Hujan turun sejak pagi dan jalanan sepi.", []),
    ],
)
def test_shipped_model_names_plain_entities(shipped, text, expected):
    assert named(shipped, text) == expected


def test_simple_strategy_works_and_its_offsets_fit_the_text():
    recognize = pipeline("token-classification", model=str(SHIPPED), aggregation_strategy="simple")
    text = "Raden Ajeng Kartini lahir di Jepara, Jawa Tengah."
    assert named(recognize, text) == [
        ("Raden Ajeng Kartini", "PERSON"),
        ("Jepara", "PLACE"),
        ("Jawa Tengah", "PLACE"),
    ]


def test_card_does_not_hide_that_the_crf_is_better():
    results = json.loads((ROOT / "recipes" / "bert_ner" / "results.json").read_text(encoding="utf-8"))
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert results["test"]["gap"]["crf"]["verdict"] == "di bawah"
    assert "CRF linear yang jauh lebih sederhana memberi skor lebih tinggi" in card
    assert results["test"]["gap"]["dictionary"]["verdict"] == "di atas"
