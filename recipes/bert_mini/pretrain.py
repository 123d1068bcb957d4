"""Pralatih masked-LM yang dapat dihentikan dan dilanjutkan kapan saja."""

import random
from pathlib import Path

import torch
from transformers import BertConfig, BertForMaskedLM

from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.config import Recipe, Shape
from recipes.bert_mini.data import Corpus
from recipes.bert_mini.embeddings import starting_vectors
from recipes.bert_mini.mixture import round_items
from recipes.training import train


def bert_config(shape: Shape, tokenizer, **extra) -> BertConfig:
    """Konfigurasi BERT untuk ``shape``; ukuran kosakata diambil dari tokenizer."""
    return BertConfig(
        vocab_size=len(tokenizer), hidden_size=shape.hidden, num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads, intermediate_size=4 * shape.hidden,
        max_position_embeddings=shape.positions, pad_token_id=tokenizer.pad_token_id,
        **extra,
    )  # fmt: skip


def new_model(shape: Shape, tokenizer) -> BertForMaskedLM:
    """BERT berkepala masked-LM dengan bobot acak, tanpa dropout."""
    return BertForMaskedLM(
        bert_config(
            shape, tokenizer, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
    )  # fmt: skip


def mask_tokens(ids: torch.Tensor, share: float, tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """Tutup ``share`` token biasa: 80% [MASK], 10% token acak, 10% dibiarkan.

    Mengembalikan (masukan, terpilih); ``terpilih`` boolean berukuran sama.
    """
    special = torch.tensor(tokenizer.all_special_ids)
    chosen = (torch.rand(ids.shape) < share) & ~torch.isin(ids, special)
    draw = torch.rand(ids.shape)
    masked = torch.where(chosen & (draw < 0.8), tokenizer.mask_token_id, ids)
    other = torch.randint(len(special), len(tokenizer), ids.shape)
    return torch.where(chosen & (draw >= 0.9), other, masked), chosen


def masked_loss(model, ids, mask, chosen, targets) -> torch.Tensor:
    """Loss hanya pada token terpilih; kepala LM tidak dihitung untuk token lain."""
    hidden = model.bert(input_ids=ids, attention_mask=mask).last_hidden_state
    logits = model.cls(hidden[chosen])
    return torch.nn.functional.cross_entropy(logits.float(), targets[chosen])


class Rounds:
    """Batch per putaran; putaran dihitung ulang dari benih bila pelatihan dilanjutkan."""

    def __init__(self, corpus: Corpus, tokenizer, recipe: Recipe):
        self.corpus, self.tokenizer, self.recipe = corpus, tokenizer, recipe
        self.number = -1
        self.first = 0
        self.rows: list[list[int]] = []
        self.batches: list[list[int]] = []

    def batch(self, step: int) -> list[list[int]]:
        """Token batch langkah ke-``step``, dihitung dari langkah 0."""
        while step >= self.first + len(self.batches):
            self.first += len(self.batches)
            self.number += 1
            self._build()
        return [self.rows[i] for i in self.batches[step - self.first]]

    def _build(self) -> None:
        plan, seed = self.recipe.pretraining, self.recipe.pretraining_seed
        items = round_items(self.corpus, seed, self.number)
        first = [text for text, _ in items]
        second = [other or "" for _, other in items]
        encoded = self.tokenizer(first, second, truncation=True, max_length=plan.max_length)
        # Teks tunggal tetap punya [SEP] kedua dari pasangan kosong: buang.
        self.rows = [
            ids[:-1] if not other else ids for ids, other in zip(encoded["input_ids"], second, strict=True)
        ]
        rng = random.Random(f"{seed}-batch-{self.number}")
        self.batches = length_batches([len(row) for row in self.rows], plan.tokens, rng)


def pretrain(corpus: Corpus, tokenizer, recipe: Recipe, folder: Path, say=print, start=None) -> Path:
    """Pralatih sampai ``recipe.pretraining.steps``; kembalikan folder titik simpan akhir.

    ``start`` (bila diberikan) adalah fungsi yang mengembalikan model awal; tanpa
    itu model dimulai dari vektor SVD.

    ``folder`` berisi ``state.pt`` (untuk melanjutkan), ``log.jsonl``, dan ``model/``
    setelah selesai. Bila sudah selesai, tidak ada yang diulang.
    """
    plan, seed = recipe.pretraining, recipe.pretraining_seed
    torch.manual_seed(seed)
    model = start() if start else new_model(recipe.shape, tokenizer)
    rounds = Rounds(corpus, tokenizer, recipe)
    if not start and not (folder / "state.pt").is_file():
        rounds.batch(0)
        vectors, frequency = starting_vectors(corpus, tokenizer, rounds.rows, recipe.shape.hidden, seed)
        with torch.no_grad():
            model.bert.embeddings.word_embeddings.weight.copy_(vectors)
            model.cls.predictions.bias.copy_(frequency)

    def loss_of(step: int) -> tuple[torch.Tensor, int]:
        targets, mask = pad(rounds.batch(step), tokenizer.pad_token_id)
        ids, chosen = mask_tokens(targets, plan.masked, tokenizer)
        with torch.autocast("cpu", torch.bfloat16):
            return masked_loss(model, ids, mask, chosen, targets), int(mask.sum())

    return train(model, loss_of, plan, seed, folder, say, "Pralatih", lambda: {"round": rounds.number})
