"""Penyetelan halus pengenal entitas; tersimpan tiap benih sehingga dapat dilanjutkan."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import BertForTokenClassification

from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.config import Recipe
from recipes.bert_mini.pretrain import bert_config
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


def new_tagger(pretrained: Path, recipe: Recipe, tokenizer) -> BertForTokenClassification:
    """Pengenal entitas dari titik simpan pralatih; kepalanya sama untuk semua benih."""
    names = dict(enumerate(recipe.labels))
    config = bert_config(
        recipe.shape, tokenizer, id2label=names, label2id={v: k for k, v in names.items()},
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    torch.manual_seed(recipe.pretraining_seed)
    return BertForTokenClassification.from_pretrained(
        pretrained, config=config, attn_implementation="eager", dtype=torch.float32
    )


def finished(folder: Path) -> bool:
    """Apakah tahap di ``folder`` sudah menyimpan modelnya."""
    return (folder / "model" / "config.json").is_file()


def tune(
    pretrained: Path, tokenizer, items: Sequence[Item], recipe: Recipe, seed: int, folder: Path, say=print
) -> Path:
    """Setel halus satu benih; kembalikan folder model (dipakai lagi bila sudah ada)."""
    final, plan = folder / "model", recipe.finetuning
    if finished(folder):
        say(f"{folder.name} sudah selesai; dipakai lagi.")
        return final
    folder.mkdir(parents=True, exist_ok=True)
    model = new_tagger(pretrained, recipe, tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.learning_rate, weight_decay=0.01, fused=True)
    known = mentions(items)
    for epoch in range(plan.epochs):
        cpu = time.process_time()
        loss = _epoch(model, optimizer, tokenizer, items, known, plan, seed, epoch)
        entry = {"epoch": epoch + 1, "loss": loss, "cpu": time.process_time() - cpu}
        with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry) + "\n")
        say(f"{folder.name}, epoch {epoch + 1}/{plan.epochs}: loss {loss:.3f}, {entry['cpu']:.0f} detik CPU")
    model.save_pretrained(final)
    return final


def _epoch(model, optimizer, tokenizer, items, known, plan, seed, epoch) -> float:
    """Satu epoch; kembalikan loss rata-rata."""
    rng = random.Random(f"{seed}-{epoch}")
    torch.manual_seed(seed * 1009 + epoch)
    rows = []
    for item in items:
        if rng.random() >= item.share:
            continue
        words, target = swap_entities(item, known, plan.swap, rng)
        if rng.random() < plan.lower:
            words = [word.lower() for word in words]
        rows.append(encode(tokenizer, words, target, plan.rest, plan.max_length))
    batches = length_batches([len(row.ids) for row in rows], plan.tokens, rng)
    special = torch.tensor(tokenizer.all_special_ids)
    model.train()
    total = 0.0
    for number, batch in enumerate(batches):
        done = (epoch + number / len(batches)) / plan.epochs
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * min(1.0, done / 0.06, (1 - done) / 0.94)
        ids, mask = pad([rows[i].ids for i in batch], tokenizer.pad_token_id)
        hidden = (torch.rand(ids.shape) < plan.hide) & ~torch.isin(ids, special)
        ids = ids.masked_fill(hidden, tokenizer.mask_token_id)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(input_ids=ids, attention_mask=mask).logits
        kept = mask.bool()
        target = torch.tensor(np.concatenate([rows[i].target for i in batch]), dtype=torch.float32)
        weight = torch.tensor(np.concatenate([rows[i].weight for i in batch]), dtype=torch.float32)
        loss = torch.nn.functional.cross_entropy(logits.float()[kept], target, reduction="none")
        loss = (loss * weight).sum() / weight.sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
    return total / len(batches)
