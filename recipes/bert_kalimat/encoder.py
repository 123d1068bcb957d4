"""Penyandi kalimat: BERT kecil dengan rata-rata vektor token, dan pelatihan kontrastifnya."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertModel

from recipes.bert_kalimat.pairs import Pairs
from recipes.bert_kalimat.recipe import SentenceRecipe
from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.pretrain import bert_config
from recipes.training import train

SCALE = 0.04
# Token (termasuk pengisi) per batch saat menyandikan.
TOKENS = 4096


def average(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Rata-rata vektor token yang bukan pengisi, (teks, lebar).

    ``hidden`` berukuran (teks, panjang, lebar) dan ``mask`` (teks, panjang).
    """
    weight = mask.unsqueeze(-1)
    return (hidden * weight).sum(dim=1) / weight.sum(dim=1)


def pooled(model, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Vektor kalimat (teks, lebar) dari ``ids`` dan ``mask`` berukuran (teks, panjang)."""
    return average(model(input_ids=ids, attention_mask=mask).last_hidden_state, mask)


def encode_layers(model, tokenizer, texts: Sequence[str], states: Callable) -> np.ndarray:
    """Vektor kalimat dari beberapa lapisan: (lapisan, teks, lebar), tiap vektor berpanjang satu.

    ``states`` memilih lapisan dari keluaran model: daftar tensor (teks, panjang, lebar).
    """
    model.eval()
    limit = model.config.max_position_embeddings
    rows = tokenizer(list(texts), truncation=True, max_length=limit)["input_ids"]
    batches = length_batches([len(row) for row in rows], TOKENS, random.Random(0))
    parts = []
    with torch.inference_mode():
        for batch in batches:
            ids, mask = pad([rows[i] for i in batch], tokenizer.pad_token_id)
            found = states(model(input_ids=ids, attention_mask=mask, output_hidden_states=True))
            means = torch.stack([average(hidden, mask).float() for hidden in found])
            parts.append(torch.nn.functional.normalize(means, dim=-1).numpy())
    order = np.argsort([i for batch in batches for i in batch])
    return np.concatenate(parts, axis=1)[:, order]


def layer_means(model, tokenizer, texts: Sequence[str]) -> np.ndarray:
    """Vektor kalimat dari lapisan embedding dan tiap lapisan di atasnya: (lapisan, teks, lebar)."""
    return encode_layers(model, tokenizer, texts, lambda output: output.hidden_states)


def encode(model, tokenizer, texts: Sequence[str]) -> np.ndarray:
    """Vektor kalimat dari lapisan terakhir, larik (teks, lebar)."""
    return encode_layers(model, tokenizer, texts, lambda output: [output.last_hidden_state])[0]


def new_encoder(recipe: SentenceRecipe, tokenizer, words: torch.Tensor, seed: int) -> BertModel:
    """Penyandi yang vektor katanya komponen utama ``words`` (kosakata, lebar lain)."""
    torch.manual_seed(seed)
    shape = recipe.shape
    config = bert_config(
        shape, tokenizer, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    left, strength, _ = torch.linalg.svd(words - words.mean(dim=0), full_matrices=False)
    width = min(shape.hidden, left.shape[1])
    vectors = left[:, :width] * strength[:width]
    # Putaran acak: komponen pertama tidak boleh menguasai satu kepala attention.
    turn, _ = torch.linalg.qr(torch.randn(width, width))
    vectors = torch.nn.functional.normalize(vectors, dim=-1) @ turn * SCALE * width**0.5
    with torch.no_grad():
        model.embeddings.word_embeddings.weight[:, :width] = vectors
    return model


def info_nce(first: torch.Tensor, second: torch.Tensor, temperature: float) -> torch.Tensor:
    """Loss kontrastif dua arah: baris ke-i pasangannya kolom ke-i, sisanya contoh negatif.

    ``first`` dan ``second`` berukuran (pasangan, lebar). Sumber: van den Oord dkk. 2018
    (InfoNCE); Radford dkk. 2021 untuk bentuk dua arah.

    Contoh::

        >>> round(info_nce(torch.eye(4), torch.eye(4), 0.05).item(), 3)
        0.0
    """
    unit = torch.nn.functional.normalize
    scores = unit(first, dim=-1) @ unit(second, dim=-1).T / temperature
    own = torch.arange(len(scores))
    loss = torch.nn.functional.cross_entropy
    return (loss(scores, own) + loss(scores.T, own)) / 2


def train_encoder(
    recipe: SentenceRecipe, pairs: Pairs, tokenizer, words: torch.Tensor, seed: int, folder: Path, say=print
) -> Path:  # fmt: skip
    """Latih satu benih; kembalikan folder modelnya. Dapat dilanjutkan bila terputus."""
    plan = recipe.training
    model = new_encoder(recipe, tokenizer, words, seed)

    def loss_of(step: int) -> tuple[torch.Tensor, int]:
        rng = random.Random(f"{seed}-{step}")
        chosen = pairs.batch(plan.shares, plan.rows, rng)
        limit = {"truncation": True, "max_length": plan.max_length}
        sides = [pad(tokenizer([pair[side] for pair in chosen], **limit)["input_ids"]) for side in (0, 1)]
        with torch.autocast("cpu", torch.bfloat16):
            first, second = (pooled(model, ids, mask) for ids, mask in sides)
        loss = info_nce(first.float(), second.float(), plan.temperature)
        return loss, sum(int(mask.sum()) for _, mask in sides)

    return train(model, loss_of, plan, seed, folder, say, f"Benih {seed}")
