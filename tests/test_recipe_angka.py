"""Resep t5-angka: pengeja bilangan, tanggal, pembagian data, tokenizer, dan jalannya utuh."""

import json
import random
from datetime import date

import pytest
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from recipes.intervals import proportion
from recipes.t5_angka.baseline import Nearest, edit_distances, encode
from recipes.t5_angka.data import NEW_YEARS, Pair, Sizes, make
from recipes.t5_angka.dates import FORMATS, MONTHS, spoken, written
from recipes.t5_angka.measure import measure
from recipes.t5_angka.numbers import UNITS, dotted, terbilang
from recipes.t5_angka.tokenizer import make_tokenizer

SPOKEN = {
    0: "nol",
    1: "satu",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    100: "seratus",
    101: "seratus satu",
    110: "seratus sepuluh",
    111: "seratus sebelas",
    200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan",
    1000: "seribu",
    1001: "seribu satu",
    1100: "seribu seratus",
    1945: "seribu sembilan ratus empat puluh lima",
    2000: "dua ribu",
    4215: "empat ribu dua ratus lima belas",
    10_000: "sepuluh ribu",
    11_000: "sebelas ribu",
    21_000: "dua puluh satu ribu",
    100_000: "seratus ribu",
    101_011: "seratus satu ribu sebelas",
    201_001: "dua ratus satu ribu satu",
    999_999: "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
}


def value_of(text: str) -> int:
    """Baca kembali terbilang menjadi bilangan, dengan cara yang lain dari pengejanya."""
    total = group = digit = 0
    for word in text.split():
        for short, long in (("se" + tail, tail) for tail in ("puluh", "belas", "ratus", "ribu")):
            if word == short:
                digit, word = 1, long
        if word in UNITS:
            digit = UNITS.index(word)
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word == "ribu":
            total, group, digit = (group + digit) * 1000, 0, 0
        else:
            group, digit = group + digit * {"puluh": 10, "ratus": 100}[word], 0
    return total + group + digit


@pytest.mark.parametrize("number", SPOKEN)
def test_numbers_are_spelled(number):
    assert terbilang(number) == SPOKEN[number]


def test_spelling_can_be_read_back_and_never_says_one_hundred():
    numbers = [*range(3000), *random.Random(1).sample(range(3000, 1_000_000), 3000)]
    for number in numbers:
        text = terbilang(number)
        assert value_of(text) == number
        assert not {"satu puluh", "satu belas", "satu ratus"} & {
            " ".join(pair) for pair in zip(text.split(), text.split()[1:], strict=False)
        }
    assert "satu ribu" not in terbilang(1000) and "satu ribu" in terbilang(21_000)


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="999.999"):
        terbilang(number)


def test_dates_are_written_and_spoken():
    day = date(2024, 8, 17)
    assert {form: written(day, form) for form in FORMATS} == {form: form for form in FORMATS}
    assert spoken(day) == "tujuh belas Agustus dua ribu dua puluh empat"
    assert spoken(date(1945, 1, 1)) == "satu Januari seribu sembilan ratus empat puluh lima"
    assert dotted(4215) == "4.215" and dotted(999) == "999"
    assert len(MONTHS) == 12


def test_held_out_rows_are_never_in_training():
    splits = make(Sizes())
    answers = {pair.answer for pair in splits.train}
    held = splits.dev + splits.test + splits.unseen_years
    assert not [pair for pair in held if pair.answer in answers]
    assert not {pair.answer for pair in splits.dev} & {pair.answer for pair in splits.test}
    assert {terbilang(number) for number in range(1000)} <= answers
    assert {pair.kind for pair in splits.test} == {"4 angka", "5 angka", "6 angka", *FORMATS}
    years = {terbilang(year) for year in range(1900, 2100)}
    trained = {
        pair.answer.split(month)[1].strip()
        for pair in splits.train
        if pair.task == "tanggal"
        for month in MONTHS
        if month in pair.answer
    }
    assert len(years - trained) == NEW_YEARS
    unseen = {pair.answer for pair in splits.unseen_years}
    assert all(any(answer.endswith(" " + year) for year in years - trained) for answer in unseen)
    assert make(Sizes()).test == splits.test


def test_digits_are_single_tokens():
    tokenizer = make_tokenizer(["terbilang: 4.215", "empat ribu dua ratus lima belas"])
    assert tokenizer.tokenize("terbilang: 5.241") == ["terbilang", ":", "5", ".", "2", "4", "1"]
    ids = tokenizer("dua ribu lima belas")["input_ids"]
    assert ids[-1] == tokenizer.eos_token_id
    assert tokenizer.decode(ids, skip_special_tokens=True) == "dua ribu lima belas"
    assert tokenizer.unk_token_id in tokenizer("tujuh")["input_ids"]


def slow_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(last + (x != y), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def test_edit_distance_equals_the_plain_definition():
    rng = random.Random(5)
    words = ["".join(rng.choices("abc", k=rng.randint(1, 7))) for _ in range(40)]
    for word in words[:10]:
        assert edit_distances(word, *encode(words)).tolist() == [slow_distance(word, w) for w in words]


def test_nearest_answers_from_the_same_task():
    train = [
        Pair("terbilang: 12", "dua belas", "terbilang", "2 angka"),
        Pair("tanggal: 1/1/1900", "x", "tanggal", "17/8/2024"),
    ]
    assert Nearest(train).answer(Pair("terbilang: 1/1/1901", "", "terbilang", "")) == "dua belas"


def test_measure_counts_what_is_exactly_right():
    splits = make(Sizes(numbers=(5, 5, 5), dates=20, held=2, held_dates=7, new_years=2))
    gold = {pair.text: pair.answer for pair in splits.test + splits.unseen_years}

    def always(texts):
        return [gold.get(text, "nol") for text in texts]

    def never(texts):
        return ["nol"] * len(texts)

    found = measure(splits, always, {1: always, 2: never}, lambda pair: "nol")
    assert found["tasks"]["terbilang"]["mini"] == proportion(6, 6)
    assert found["tasks"]["tanggal"]["seeds"]["2"]["hits"] == 0
    assert found["tasks"]["tanggal"]["baseline"] == proportion(0, 7)
    assert found["small"]["hits"] == 1 and found["errors"] == []
    assert sum(part["rows"] for part in found["kinds"].values()) == len(splits.test)


def test_wilson_interval():
    assert proportion(600, 600)["low"] == pytest.approx(0.99364, abs=1e-5)
    assert proportion(0, 10)["low"] == 0 and proportion(0, 10)["high"] == pytest.approx(0.2775, abs=1e-4)
    with pytest.raises(ValueError, match="berhasil"):
        proportion(3, 2)


def test_recipe_runs_and_continues(tmp_path, capsys):
    from recipes.t5_angka import __main__ as command

    assert command.main(["--work", str(tmp_path), "--quick", "--threads", "1"]) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert results["effort"]["steps"] == 8 and set(results["tasks"]) == {"terbilang", "tanggal"}
    assert "terbilang: 4215" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    model = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "model")
    assert model.generation_config.do_sample is False and model.generation_config.max_new_tokens == 24
    assert len(AutoTokenizer.from_pretrained(tmp_path / "model")) == model.config.vocab_size
    assert command.main(["--work", str(tmp_path), "--quick", "--threads", "1"]) == 0
    assert "Pelatihan benih 1 sudah selesai; dipakai lagi." in capsys.readouterr().out
    again = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert again == results
