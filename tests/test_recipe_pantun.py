"""Resep gpt-pantun: pemeriksa pantun, bahan, penyusun, pembanding, dan jalannya utuh."""

import json
import re

import pytest
from transformers import AutoModelForCausalLM, AutoTokenizer

from recipes.gpt_pantun.baseline import Trigrams, random_lines
from recipes.gpt_pantun.compose import body, compose, prompt
from recipes.gpt_pantun.material import TOPICS, count_material, couplets, expand, opening
from recipes.gpt_pantun.measure import Memory, originality, reasons, validity
from recipes.gpt_pantun.verse import FEWEST, MOST, examine, rhyme, syllables

GOOD = [
    "Mendayung sampan di tengah telaga",
    "Burung pipit hinggap di padi",
    "Walau jauh di seberang sana",
    "Namamu tetap di dalam hati",
]


@pytest.fixture(scope="module")
def corpus():
    return compose(600, seed=3)


@pytest.mark.parametrize(
    "line, count",
    [
        ("pantai", 2),
        ("pulau", 2),
        ("amboi", 2),
        ("mau bau", 4),
        ("mulai", 2),
        ("air laut", 4),
        ("nyanyian mengiang", 6),
        ("Layang-layang putus, tersangkut!", 9),
        ("", 0),
    ],
)
def test_syllables(line, count):
    assert syllables(line) == count


@pytest.mark.parametrize(
    "line, sound",
    [
        ("ke seberang.", "ang"),
        ("padi", "i"),
        ("di pantai", "ai"),
        ("Sabtu", "u"),
        ("rumah,", "ah"),
        ("ladang 17", "ang"),
        ("...", ""),
        ("", ""),
    ],
)
def test_rhyme(line, sound):
    assert rhyme(line) == sound


def test_good_pantun_is_valid():
    found = examine(GOOD)
    assert found.valid and found.rhymes == (True, True)
    assert all(FEWEST <= count <= MOST for count in found.syllables)
    assert reasons(found) == "sah"


@pytest.mark.parametrize(
    "lines, reason",
    [
        (GOOD[:3], "banyak baris bukan empat"),
        ([*GOOD, GOOD[0]], "banyak baris bukan empat"),
        ([GOOD[0], GOOD[1], GOOD[3], GOOD[2]], "sama; baris 2 dan 4 tidak berima"),
        (["Ke telaga", *GOOD[1:]], "suku kata 4-9-10-10"),
        ([*GOOD[:2], "Seorang diri duduk di tepi telaga", GOOD[3]], "baris 1 dan 3 tidak berima"),
        ([*GOOD[:3], "Tidak ada kabar hari Rabu"], "baris 2 dan 4 tidak berima"),
    ],
)
def test_broken_pantun_is_refused_with_its_reason(lines, reason):
    found = examine(lines)
    assert not found.valid and reason in reasons(found)


def test_repeated_lines_are_refused():
    assert not examine([GOOD[0], GOOD[1], GOOD[0], GOOD[1]]).valid


def test_expand():
    assert expand("{a|b} c {d|e}") == ["a c d", "a c e", "b c d", "b c e"]
    assert expand("tanpa pilihan") == ["tanpa pilihan"]


def forms():
    for name in ("sampiran_1.txt", "sampiran_2.txt"):
        for groups in opening(name).values():
            yield from (form for group in groups for form in group)
    for couplet in couplets():
        yield from expand(couplet.third) + expand(couplet.fourth)


def test_every_form_of_the_material_fits():
    wrong = [line for line in forms() if not FEWEST <= syllables(line) <= MOST]
    assert wrong == []
    assert [line for line in forms() if re.search(r"[^A-Za-z ,'-]|  |^[^A-Z]", line)] == []


def test_material_is_large_and_every_message_finds_an_opening():
    counted = count_material()
    assert min(counted["first"], counted["second"], counted["messages"]) >= 220
    assert counted["possible"] > 1_000_000
    assert {couplet.topic for couplet in couplets()} == set(TOPICS)
    for couplet in couplets():
        for line, name in ((couplet.third, "sampiran_1.txt"), (couplet.fourth, "sampiran_2.txt")):
            assert len({rhyme(form) for form in expand(line)}) == 1, line
            assert len(opening(name)[rhyme(expand(line)[0])]) >= 20
    for name in ("sampiran_1.txt", "sampiran_2.txt"):
        first_forms = [group[0] for groups in opening(name).values() for group in groups]
        assert len(first_forms) == len(set(first_forms))


def test_composed_pantun_are_valid_varied_and_repeatable(corpus):
    assert all(examine(pantun.lines).valid for pantun in corpus)
    assert len({pantun.lines for pantun in corpus}) == len(corpus)
    assert [pantun.topic for pantun in corpus[:3]] == list(TOPICS)
    assert compose(600, seed=3) == corpus
    assert compose(5, seed=4) != corpus[:5]


def test_text_and_body_are_inverse(corpus):
    pantun = corpus[0]
    assert pantun.text().startswith(prompt(pantun.topic))
    assert tuple(body(pantun.text())) == pantun.lines
    assert pantun.text().count("\n") == 4 and pantun.text().endswith(".")


def test_validity_and_originality(corpus):
    memory = Memory(corpus[:300])
    texts = [pantun.text() for pantun in corpus[:30]]
    assert validity(texts)["valid"]["value"] == 1
    found = originality(texts, memory)
    assert found["whole"]["value"] == found["topic"]["value"] == found["line"]["value"] == 1
    other = originality([pantun.text() for pantun in corpus[300:400]], memory)
    assert other["whole"]["hits"] == 0
    wrong = [texts[0].replace("nasihat", "rindu")]
    assert originality(wrong, memory)["topic"]["hits"] == 0
    assert originality(["Pantun rindu:\nkosong"], memory)["topic"] is None


def test_baselines_know_lines_but_not_rhyme(corpus):
    texts = [pantun.text() for pantun in corpus]
    mixed = validity(random_lines(corpus, 100, seed=1))
    assert mixed["four_lines"]["value"] == 1 and mixed["valid"]["value"] < 0.3
    chain = Trigrams(texts)
    drawn = chain.sample(60, seed=2)
    assert chain.sample(60, seed=2) == drawn
    assert validity(drawn)["valid"]["value"] < 0.5
    assert all(text.startswith("Pantun ") and "\n" in text for text in drawn)


def test_recipe_runs_and_continues(tmp_path, capsys):
    from recipes.gpt_pantun import __main__ as command

    assert command.main(["--work", str(tmp_path), "--quick", "--threads", "1"]) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert results["effort"]["steps"] == 16
    assert results["pooled"]["valid"]["rows"] == 18 and len(results["samples"]) == 8
    assert "Delapan tulisan pertama" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "model")
    assert model.generation_config.do_sample and model.generation_config.top_k
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "model")
    assert len(tokenizer) == model.config.vocab_size
    assert tokenizer.decode(tokenizer("Pantun rindu:\n")["input_ids"]) == "Pantun rindu:\n"
    assert command.main(["--work", str(tmp_path), "--quick", "--threads", "1"]) == 0
    assert "Tahap 2 sudah selesai; dipakai lagi." in capsys.readouterr().out
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == results
