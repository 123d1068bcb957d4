"""Penjelajah token: warna, ketiga tampilan, huruf di luar fon, dan masukan yang keliru."""

import warnings

import pytest

from course_lib.explorers import explore_tokens
from course_lib.explorers import tokens as module
from tools.environment import ROOT

SHELF = ROOT / "class_hub" / "seed" / "models" / "mini"
TEXT = "Anak2 pulang 😀 [SEP]"


@pytest.fixture(scope="module")
def tokenizers():
    from transformers import AutoTokenizer

    return {name: AutoTokenizer.from_pretrained(SHELF / name) for name in ("bert-entitas-indonesia", "gpt-pantun")}


@pytest.fixture
def explorer(tokenizers):
    return explore_tokens(tokenizers, TEXT)


def test_shows_tokens_numbers_and_places(explorer):
    field, shown = explorer.box.children[:2]
    assert field.value == TEXT
    assert explorer.text.startswith("bert-entitas-indonesia (7 token): [CLS] Anak ##2 pulang [UNK] [SEP] [SEP]")
    first = explorer.image.value
    shown.value = "id"
    assert all(part.isdigit() for part in explorer.text.splitlines()[0].split(": ")[1].split())
    shown.value = "letak"
    assert "0–0 0–4 4–5 6–12 13–14 15–20 0–0" in explorer.text
    assert explorer.image.value != first


def test_colours_mark_words_special_and_unknown_tokens(tokenizers):
    count, boxes = module._boxes(tokenizers["bert-entitas-indonesia"], TEXT, "token")
    colours = [colour for _, colour in boxes]
    assert count == 7
    assert colours[0] == colours[-1] == module.SPECIAL
    assert colours[1] == colours[2] != colours[3]  # Anak ##2 satu kata, pulang kata lain
    assert colours[4] == module._UNKNOWN


def test_letters_outside_the_font_become_numbers_without_a_warning(tokenizers):
    assert module.visible("ꦲ$") == r"‹A9B2›\$"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explore_tokens(tokenizers, "ꦲꦏ 😀 $x$")


def test_long_text_is_shortened(tokenizers):
    count, boxes = module._boxes(tokenizers["gpt-pantun"], "x " * 300, "token")
    assert count > 300 and len(boxes) == module.MAX_TOKENS + 1 and boxes[-1][0] == "…"


def test_empty_input_keeps_the_picture_and_says_what_to_do(explorer):
    before = explorer.image.value
    explorer.box.children[0].value = "   "
    assert explorer.image.value == before
    assert "Tulis sebuah kalimat" in explorer.message.value
    with pytest.raises(ValueError, match="sedikitnya satu tokenizer"):
        explore_tokens({}, "halo")
