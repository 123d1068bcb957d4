"""Tokenizer BPE, pelatihan GPT-2 mini dari nol, dan pengundian pantun."""

import random
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import ByteLevelBPETokenizer
from torch.nn.functional import cross_entropy
from transformers import (
    AutoModelForCausalLM,
    GenerationConfig,
    GPT2Config,
    GPT2LMHeadModel,
    PreTrainedTokenizerFast,
    set_seed,
)

from recipes.bert_mini.batching import pad
from recipes.gpt_pantun.compose import prompt
from recipes.gpt_pantun.material import TOPICS
from recipes.gpt_pantun.recipe import Recipe, Shape
from recipes.training import train

END = "<|endoftext|>"


def make_tokenizer(texts: Sequence[str], shape: Shape) -> PreTrainedTokenizerFast:
    """BPE tingkat byte, seperti GPT-2, dengan ``shape.vocabulary`` token."""
    trainer = ByteLevelBPETokenizer()
    trainer.train_from_iterator(
        texts, vocab_size=shape.vocabulary, min_frequency=2, special_tokens=[END], show_progress=False
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=trainer._tokenizer, bos_token=END, eos_token=END, pad_token=END,
        model_max_length=shape.positions, model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip


def new_model(recipe: Recipe, tokenizer) -> GPT2LMHeadModel:
    """GPT-2 berbobot acak; setelan undiannya disimpan bersama model."""
    torch.manual_seed(recipe.seed)
    shape, ids = (
        recipe.shape,
        {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id},
    )
    model = GPT2LMHeadModel(
        GPT2Config(
            vocab_size=len(tokenizer), n_positions=shape.positions, n_embd=shape.hidden,
            n_layer=shape.layers, n_head=shape.heads, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
            **ids,
        )
    )  # fmt: skip
    model.generation_config = GenerationConfig(
        do_sample=True, temperature=recipe.sampling.temperature, top_k=recipe.sampling.top_k,
        max_new_tokens=recipe.sampling.max_new_tokens, pad_token_id=tokenizer.pad_token_id, **ids,
    )  # fmt: skip
    return model


def fit(recipe: Recipe, texts: Sequence[str], tokenizer, folder: Path, say=print) -> list[Path]:
    """Latih GPT pada ``texts`` tahap demi tahap; kembalikan folder tiap tahap.

    Model tiap tahap ada di subfolder ``model``; tahap yang selesai dipakai lagi.
    """
    rows = [row + [tokenizer.eos_token_id] for row in tokenizer(list(texts))["input_ids"]]
    folders: list[Path] = []
    for number, plan in enumerate(recipe.stages):
        start = folders[-1] / "model" if folders else None
        model = AutoModelForCausalLM.from_pretrained(start) if start else new_model(recipe, tokenizer)
        seed, size = recipe.seed + number, min(plan.batch, len(rows))

        def loss_of(step: int, model=model, seed=seed, size=size) -> tuple[torch.Tensor, int]:
            chosen = random.Random(f"{seed}-{step}").sample(range(len(rows)), size)
            ids, mask = pad([rows[i] for i in chosen], tokenizer.pad_token_id)
            logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1]
            targets = ids.masked_fill(mask == 0, -100)[:, 1:]
            return cross_entropy(logits.flatten(0, 1), targets.flatten()), int(mask.sum())

        folders.append(folder / f"stage-{number + 1}")
        train(model, loss_of, plan, seed, folders[-1], say, f"Tahap {number + 1}")
    return folders


def sample(model, tokenizer, count: int, seed: int, **settings) -> list[str]:
    """``count`` tulisan tanpa dipilih, topik digilir; ``model`` atau folder model.

    Tiap topik diundi sekaligus dengan setelan ``generate`` bawaan model
    (``settings`` menggantinya); benihnya ``seed``.
    """
    if isinstance(model, Path):
        model = AutoModelForCausalLM.from_pretrained(model)
    model.eval()
    set_seed(seed)
    by_topic = []
    for number, topic in enumerate(TOPICS):
        share = (count - number + len(TOPICS) - 1) // len(TOPICS)
        rows = tokenizer([prompt(topic)] * share, return_tensors="pt")
        with torch.inference_mode():
            by_topic.append(
                tokenizer.batch_decode(model.generate(**rows, **settings), skip_special_tokens=True)
            )
    return [by_topic[i % len(TOPICS)][i // len(TOPICS)] for i in range(count)]
