"""Melatih T5 mini dari nol pada pasangan teks ke teks, dan menjawab dengan generate."""

import random
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import AutoModelForSeq2SeqLM, GenerationConfig, T5Config, T5ForConditionalGeneration

from recipes.bert_mini.batching import pad
from recipes.t5_angka.data import Pair
from recipes.t5_angka.recipe import Recipe
from recipes.training import train

LONGEST_ANSWER = 24


def new_model(recipe: Recipe, tokenizer, seed: int) -> T5ForConditionalGeneration:
    """T5 berbobot acak dari ``seed``; ``generate`` bawaannya serakah (tanpa undian)."""
    torch.manual_seed(seed)
    shape = recipe.shape
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(tokenizer), d_model=shape.hidden, d_kv=shape.hidden // shape.heads,
            d_ff=shape.feed_forward, num_layers=shape.layers, num_heads=shape.heads, dropout_rate=0.0,
            relative_attention_num_buckets=32, relative_attention_max_distance=32,
            pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
            decoder_start_token_id=tokenizer.pad_token_id,
        )
    )  # fmt: skip
    model.generation_config = GenerationConfig(
        max_new_tokens=LONGEST_ANSWER, do_sample=False, num_beams=1,
        pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    return model


def fit(recipe: Recipe, pairs: Sequence[Pair], tokenizer, seed: int, folder: Path, say=print) -> Path:
    """Latih satu benih; kembalikan folder model (dipakai lagi bila sudah ada)."""
    model = new_model(recipe, tokenizer, seed)
    inputs = tokenizer([pair.text for pair in pairs])["input_ids"]
    answers = tokenizer([pair.answer for pair in pairs])["input_ids"]
    size = min(recipe.training.batch, len(pairs))

    def loss_of(step: int) -> tuple[torch.Tensor, int]:
        rows = random.Random(f"{seed}-{step}").sample(range(len(pairs)), size)
        ids, mask = pad([inputs[i] for i in rows], tokenizer.pad_token_id)
        labels, _ = pad([answers[i] for i in rows], -100)
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        return loss, int(mask.sum() + (labels >= 0).sum())

    return train(model, loss_of, recipe.training, seed, folder, say, f"Pelatihan benih {seed}")


def answers_of(model, tokenizer, texts: Sequence[str], batch: int = 100) -> list[str]:
    """Jawaban ``model`` (atau folder model) untuk tiap teks, dengan setelan generate bawaan."""
    if isinstance(model, Path):
        model = AutoModelForSeq2SeqLM.from_pretrained(model)
    model.eval()
    found: list[str] = []
    for first in range(0, len(texts), batch):
        rows = tokenizer(list(texts[first : first + batch]), padding=True, return_tensors="pt")
        with torch.inference_mode():
            found += tokenizer.batch_decode(model.generate(**rows), skip_special_tokens=True)
    return found
