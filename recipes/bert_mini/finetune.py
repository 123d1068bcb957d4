"""Penyetelan halus pengelompok, dan rata-rata bobot beberapa benih."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy
from transformers import BertForSequenceClassification

from recipes.bert_mini.augment import join_suffix, swap_words
from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.config import Finetuning, Recipe
from recipes.bert_mini.epochs import Material, tune, with_head
from recipes.bert_mini.targets import Item


def vary(item: Item, lexicon: dict, plan: Finetuning, rng: random.Random) -> str:
    """Satu ragam tulisan ``item``: kata ditukar antarbahasa, akhiran disambung."""
    text = item.text
    if item.language == "indonesian":
        if lexicon and rng.random() < plan.swap:
            text = swap_words(text, lexicon[rng.choice(sorted(lexicon))], rng, 0.8)
        if rng.random() < plan.join:
            text = join_suffix(text)
    return text


def finetune(
    pretrained: Path, tokenizer, items: Sequence[Item], lexicon: dict, recipe: Recipe,
    seed: int, folder: Path, say=print,
) -> Path:  # fmt: skip
    """Setel halus satu benih; kembalikan folder model (dipakai lagi bila sudah ada)."""
    plan = recipe.finetuning

    def material(rng: random.Random) -> Material:
        chosen = [item for item in items if rng.random() < item.share]
        texts = [vary(item, lexicon, plan, rng) for item in chosen]
        rows = tokenizer(texts, truncation=True, max_length=plan.max_length)["input_ids"]
        targets = torch.tensor([item.target for item in chosen])
        return Material(rows, lambda logits, _, batch: cross_entropy(logits, targets[batch]))

    def new_model():
        return with_head(BertForSequenceClassification, pretrained, recipe, tokenizer)

    return tune(new_model, tokenizer, material, plan, seed, folder, f"Benih {seed}", say)


def probabilities(model, tokenizer, texts: Sequence[str], tokens: int = 4096) -> np.ndarray:
    """Peluang kelas berukuran (teks, kelas), urut seperti ``texts``."""
    model.eval()
    limit = model.config.max_position_embeddings
    rows = tokenizer(list(texts), truncation=True, max_length=limit)["input_ids"]
    result = np.zeros((len(rows), model.config.num_labels))
    with torch.inference_mode():
        for batch in length_batches([len(row) for row in rows], tokens, random.Random(0)):
            ids, mask = pad([rows[i] for i in batch], tokenizer.pad_token_id)
            logits = model(input_ids=ids, attention_mask=mask).logits.float()
            result[batch] = logits.softmax(dim=-1).numpy()
    return result


def average_weights(folders: Sequence[Path], kind: type = BertForSequenceClassification):
    """Satu model (kelas ``kind``) berbobot rata-rata beberapa benih dari pralatih yang sama."""
    models = [kind.from_pretrained(folder, dtype=torch.float32) for folder in folders]
    states = [model.state_dict() for model in models]
    models[0].load_state_dict(
        {
            name: torch.stack([state[name] for state in states]).mean(dim=0)
            if value.is_floating_point()
            else value
            for name, value in states[0].items()
        }
    )
    return models[0]
