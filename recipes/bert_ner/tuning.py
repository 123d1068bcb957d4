"""Penyetelan halus pengenal entitas: bahan tiap epoch dan loss-nya."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import BertForTokenClassification

from recipes.bert_mini import epochs
from recipes.bert_mini.config import Recipe
from recipes.bert_ner.data import LABELS
from recipes.bert_ner.pieces import encode
from recipes.bert_ner.spans import spans


@dataclass(frozen=True)
class Plan:
    """Jadwal penyetelan halus.

    ``hide`` peluang token ditutup [MASK]; ``lower`` peluang seluruh kalimat
    dikecilkan hurufnya; ``swap`` peluang sebuah entitas diganti entitas sejenis
    dari kalimat latih lain; ``rest`` bobot loss potongan lanjutan.
    """

    epochs: int
    learning_rate: float
    tokens: int = 1024
    max_length: int = 160
    hide: float = 0.1
    lower: float = 0.1
    swap: float = 0.2
    rest: float = 0.5


@dataclass(frozen=True)
class Item:
    """Kalimat latih: kata dan sasaran (kata, ``LABELS``); ``share`` peluang ikut tiap epoch.

    ``tags`` diisi untuk kalimat berlabel tangan: hanya itu yang entitasnya ditukar.
    """

    words: tuple[str, ...]
    target: np.ndarray
    tags: tuple[str, ...] = ()
    share: float = 1.0


def mentions(items: Sequence[Item]) -> dict[str, list[tuple[str, ...]]]:
    """Semua penyebutan entitas dalam kalimat berlabel, menurut jenis."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in items:
        for start, end, kind in sorted(spans(item.tags)):
            found.setdefault(kind, []).append(item.words[start:end])
    return found


def swap_entities(item: Item, known: dict, share: float, rng: random.Random) -> tuple[list, np.ndarray]:
    """Ganti tiap entitas ``item`` dengan yang sejenis dari ``known`` berpeluang ``share``.

    Cara ini dari Dai dan Adel 2020 (mention replacement). Mengembalikan kata dan
    sasaran baru.
    """
    words, targets = list(item.words), list(item.target)
    for start, end, kind in sorted(spans(item.tags), reverse=True):
        if rng.random() < share:
            chosen = rng.choice(known[kind])
            rows = np.zeros((len(chosen), len(LABELS)))
            rows[:, LABELS.index(f"I-{kind}")] = 1
            rows[0] = np.eye(len(LABELS))[LABELS.index(f"B-{kind}")]
            words[start:end] = chosen
            targets[start:end] = list(rows)
    return words, np.array(targets)


def tune(
    pretrained: Path, tokenizer, items: Sequence[Item], recipe: Recipe, seed: int, folder: Path, say=print
) -> Path:
    """Setel halus satu benih; kembalikan folder model (dipakai lagi bila sudah ada)."""
    plan, known = recipe.finetuning, mentions(items)

    def material(rng: random.Random) -> epochs.Material:
        rows = []
        for item in items:
            if rng.random() >= item.share:
                continue
            words, target = swap_entities(item, known, plan.swap, rng)
            if rng.random() < plan.lower:
                words = [word.lower() for word in words]
            rows.append(encode(tokenizer, words, target, plan.rest, plan.max_length))
        return epochs.Material([row.ids for row in rows], lambda *batch: _loss(rows, *batch))

    def new_model():
        return epochs.with_head(BertForTokenClassification, pretrained, recipe, tokenizer)

    return epochs.tune(new_model, tokenizer, material, plan, seed, folder, folder.name, say)


def _loss(rows, logits: torch.Tensor, mask: torch.Tensor, batch: list[int]) -> torch.Tensor:
    """Entropi silang tertimbang atas semua potongan kata di batch."""
    target = torch.tensor(np.concatenate([rows[i].target for i in batch]), dtype=torch.float32)
    weight = torch.tensor(np.concatenate([rows[i].weight for i in batch]), dtype=torch.float32)
    loss = torch.nn.functional.cross_entropy(logits[mask.bool()], target, reduction="none")
    return (loss * weight).sum() / weight.sum()
