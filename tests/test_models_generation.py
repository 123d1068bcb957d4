"""Model mini yang menghasilkan teks, dimuat seperti pelajaran memuatnya."""

import json
from pathlib import Path

import pytest
from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer, pipeline, set_seed

from recipes.gpt_pantun.compose import body, prompt
from recipes.gpt_pantun.material import TOPICS
from recipes.gpt_pantun.verse import examine
from recipes.t5_angka.data import Sizes, make
from recipes.t5_angka.measure import SMALL
from recipes.t5_angka.train import answers_of

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "class_hub" / "seed" / "models" / "mini"
ANGKA, PANTUN = SEED / "t5-angka", SEED / "gpt-pantun"

ANSWERS = {
    "terbilang: 4215": "empat ribu dua ratus lima belas",
    "terbilang: 11": "sebelas",
    "terbilang: 0": "nol",
    "terbilang: 1.945": "seribu sembilan ratus empat puluh lima",
    "tanggal: 17/08/2024": "tujuh belas Agustus dua ribu dua puluh empat",
    "tanggal: 2024-08-17": "tujuh belas Agustus dua ribu dua puluh empat",
}


def results_of(package: str) -> dict:
    return json.loads((ROOT / "recipes" / package / "results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def angka():
    return AutoModelForSeq2SeqLM.from_pretrained(ANGKA), AutoTokenizer.from_pretrained(ANGKA)


@pytest.mark.parametrize("text", ANSWERS)
def test_angka_answers_with_default_settings(angka, text):
    model, tokenizer = angka
    output = model.generate(**tokenizer(text, return_tensors="pt"))
    assert tokenizer.decode(output[0], skip_special_tokens=True) == ANSWERS[text]


def test_angka_knows_small_and_held_out_inputs(angka):
    rows = SMALL + make(Sizes()).test[::12]
    found = answers_of(*angka, [pair.text for pair in rows])
    right = sum(answer == pair.answer for answer, pair in zip(found, rows, strict=True))
    assert right >= 0.97 * len(rows)


def test_angka_results_reach_the_target():
    for part in results_of("t5_angka")["tasks"].values():
        assert part["mini"]["low"] >= 0.95 and part["baseline"]["high"] < 0.1
        assert all(seed["value"] >= 0.95 for seed in part["seeds"].values())


def test_pantun_are_mostly_valid():
    model, tokenizer = AutoModelForCausalLM.from_pretrained(PANTUN), AutoTokenizer.from_pretrained(PANTUN)
    set_seed(20)
    texts = []
    for topic in TOPICS:
        rows = tokenizer([prompt(topic)] * 10, return_tensors="pt")
        texts += tokenizer.batch_decode(model.generate(**rows), skip_special_tokens=True)
    assert sum(examine(body(text)).valid for text in texts) >= 24
    assert len(set(texts)) >= 28


def test_pantun_through_the_pipeline():
    write = pipeline("text-generation", model=str(PANTUN))
    set_seed(21)
    texts = [write(prompt("rindu"))[0]["generated_text"] for _ in range(8)]
    assert all(text.startswith("Pantun rindu:\n") for text in texts)
    assert sum(examine(body(text)).valid for text in texts) >= 5


def test_pantun_results_reach_the_target():
    results = results_of("gpt_pantun")
    assert results["pooled"]["valid"]["low"] >= 0.9
    assert results["pooled"]["whole"]["high"] < 0.1
    assert all(part["valid"]["value"] < 0.5 for part in results["baselines"].values())


def test_pantun_samples_on_the_card_are_not_chosen():
    results = results_of("gpt_pantun")
    samples = results["samples"]
    assert len(samples) == 8
    assert [sample["lines"][0] for sample in samples] == [
        prompt(TOPICS[i % len(TOPICS)]).strip() for i in range(8)
    ]
    card = (PANTUN / "README.md").read_text(encoding="utf-8")
    assert all("\n".join(sample["lines"]) in card for sample in samples)
