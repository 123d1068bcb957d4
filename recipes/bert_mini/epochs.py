"""Penyetelan halus BERT per epoch, sama untuk semua sasaran; dapat dilanjutkan tiap epoch."""

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.config import Recipe
from recipes.bert_mini.pretrain import bert_config


@dataclass(frozen=True)
class Material:
    """Bahan satu epoch: ``rows`` id token tiap baris, dan ``loss`` sebuah batch.

    ``loss`` menerima logits float32, attention_mask (batch, panjang), dan nomor
    baris-baris batch itu, lalu mengembalikan tensor skalar.
    """

    rows: list[list[int]]
    loss: Callable[[torch.Tensor, torch.Tensor, list[int]], torch.Tensor]


def with_head(kind: type, pretrained: Path, recipe: Recipe, tokenizer):
    """Model kelas ``kind`` dari titik simpan pralatih; kepalanya sama untuk semua benih.

    Kepala yang sama membuat bobot beberapa benih kelak boleh dirata-rata.
    """
    names = dict(enumerate(recipe.labels))
    config = bert_config(
        recipe.shape, tokenizer, id2label=names, label2id={v: k for k, v in names.items()},
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    torch.manual_seed(recipe.pretraining_seed)
    return kind.from_pretrained(pretrained, config=config, attn_implementation="eager", dtype=torch.float32)


def finished(folder: Path) -> bool:
    """Apakah penyetelan di ``folder`` sudah menyimpan modelnya."""
    return (folder / "model" / "config.json").is_file()


def tune(
    new_model: Callable, tokenizer, material: Callable[[random.Random], Material], plan, seed: int,
    folder: Path, name: str, say=print,
) -> Path:  # fmt: skip
    """Setel halus satu benih; kembalikan folder model (dipakai lagi bila sudah ada).

    Args:
        new_model: pembuat model, dipanggil hanya bila perlu.
        material: bahan satu epoch dari pembangkit acak epoch itu.
        plan: jadwal; dipakai ``epochs``, ``learning_rate``, ``tokens`` (per batch), dan
            ``hide`` (peluang sebuah token ditutup [MASK]).
        folder: tempat ``state.pt``, ``log.jsonl``, dan ``model/`` setelah selesai.
        name: sebutan tahap ini dalam pesan.
    """
    final, saved = folder / "model", folder / "state.pt"
    if finished(folder):
        say(f"{name} sudah selesai; dipakai lagi.")
        return final
    folder.mkdir(parents=True, exist_ok=True)
    model = new_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.learning_rate, weight_decay=0.01, fused=True)
    first = 0
    if saved.is_file():
        stored = torch.load(saved, weights_only=True)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        first = stored["epoch"]
        say(f"Melanjutkan {name[0].lower() + name[1:]} dari epoch {first + 1}.")
    for epoch in range(first, plan.epochs):
        cpu = time.process_time()
        rng = random.Random(f"{seed}-{epoch}")
        torch.manual_seed(seed * 1009 + epoch)
        loss = one_epoch(model, optimizer, tokenizer, material(rng), plan, epoch, rng)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        temporary = saved.with_suffix(".tmp")
        torch.save({**state, "epoch": epoch + 1}, temporary)
        os.replace(temporary, saved)
        entry = {"epoch": epoch + 1, "loss": loss, "cpu": time.process_time() - cpu}
        with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry) + "\n")
        say(f"{name}, epoch {epoch + 1}/{plan.epochs}: loss {loss:.3f}, {entry['cpu']:.0f} detik CPU")
    model.save_pretrained(final)
    return final


def one_epoch(model, optimizer, tokenizer, material: Material, plan, epoch: int, rng: random.Random) -> float:
    """Satu epoch: laju naik 6% pertama lalu turun lurus; kembalikan loss rata-rata."""
    batches = length_batches([len(row) for row in material.rows], plan.tokens, rng)
    special = torch.tensor(tokenizer.all_special_ids)
    model.train()
    total = 0.0
    for number, batch in enumerate(batches):
        done = (epoch + number / len(batches)) / plan.epochs
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * min(1.0, done / 0.06, (1 - done) / 0.94)
        ids, mask = pad([material.rows[i] for i in batch], tokenizer.pad_token_id)
        hidden = (torch.rand(ids.shape) < plan.hide) & ~torch.isin(ids, special)
        ids = ids.masked_fill(hidden, tokenizer.mask_token_id)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(input_ids=ids, attention_mask=mask).logits
        loss = material.loss(logits.float(), mask, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
    return total / len(batches)
