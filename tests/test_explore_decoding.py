"""Penjelajah undian: sama dengan pustaka, gambarnya berubah, masukan keliru mendapat pesan."""

import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    LogitsProcessorList,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

from course_lib.explorers import explore_decoding
from course_lib.explorers.decoding import adjusted
from tools.environment import ROOT

PANTUN = ROOT / "class_hub" / "seed" / "models" / "mini" / "gpt-pantun"


@pytest.fixture(scope="module")
def pantun():
    return AutoModelForCausalLM.from_pretrained(PANTUN, dtype=torch.float32), AutoTokenizer.from_pretrained(PANTUN)


@pytest.mark.parametrize("temperature, top_k, top_p", [(0.5, 5, 0.9), (1.3, 50, 0.3), (2.0, 7, 0.99)])
def test_adjusted_like_the_library(temperature, top_k, top_p):
    torch.manual_seed(0)
    logits = torch.randn(200) * 3
    steps = LogitsProcessorList(
        [TemperatureLogitsWarper(temperature), TopKLogitsWarper(top_k), TopPLogitsWarper(top_p)]
    )
    wanted = steps(torch.zeros(1, 1, dtype=torch.long), logits[None].clone())[0].softmax(-1)
    assert torch.allclose(adjusted(logits, temperature, top_k, top_p), wanted, atol=1e-6)


def test_adjusted_keeps_all_or_one():
    logits = torch.tensor([0.0, 2.0, 1.0])
    assert torch.allclose(adjusted(logits, 1.0), logits.softmax(-1))
    assert adjusted(logits, 0).tolist() == [0.0, 1.0, 0.0]
    assert adjusted(logits, 1.0, top_p=0.1).tolist() == [0.0, 1.0, 0.0]


def test_controls_change_picture_and_text(pantun):
    made = explore_decoding(*pantun, "Pantun rindu:\nAnak")
    prompt, temperature, _, _, seed = made.box.children[:5]
    first, text = made.image.value, made.text
    seed.value = 2
    assert made.image.value != first and made.text != text
    temperature.value = 0.0
    assert "1 dari 2048 token" in made.text and "Anak gembala" in made.text


@pytest.mark.parametrize("prompt, said", [("", "Tulis sebuah awalan"), ("bulan " * 60, "terlalu panjang")])
def test_wrong_prompt_keeps_the_picture(pantun, prompt, said):
    made = explore_decoding(*pantun, "Pantun rindu:\n")
    before = made.image.value
    made.box.children[0].value = prompt
    assert said in made.message.value and made.image.value == before
