"""Penyetelan halus pengelompok; tersimpan tiap epoch sehingga dapat dilanjutkan."""

import json
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertForSequenceClassification

from recipes.bert_mini.augment import join_suffix, swap_words
from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.config import Finetuning, Recipe
from recipes.bert_mini.pretrain import bert_config
from recipes.bert_mini.targets import Item


def new_classifier(pretrained: Path, recipe: Recipe, tokenizer) -> BertForSequenceClassification:
    """Pengelompok dari titik simpan pralatih; kepalanya sama untuk semua benih.

    Kepala yang sama membuat bobot beberapa benih kelak boleh dirata-rata.
    """
    names = dict(enumerate(recipe.labels))
    config = bert_config(
        recipe.shape, tokenizer, id2label=names, label2id={v: k for k, v in names.items()},
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    torch.manual_seed(recipe.pretraining_seed)
    return BertForSequenceClassification.from_pretrained(
        pretrained, config=config, attn_implementation="eager", dtype=torch.float32
    )


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
    final, plan = folder / "model", recipe.finetuning
    if (final / "config.json").is_file():
        say(f"Benih {seed} sudah selesai; dipakai lagi.")
        return final
    folder.mkdir(parents=True, exist_ok=True)
    model = new_classifier(pretrained, recipe, tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.learning_rate, weight_decay=0.01, fused=True)
    saved, first = folder / "state.pt", 0
    if saved.is_file():
        stored = torch.load(saved, weights_only=True)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        first = stored["epoch"]
        say(f"Melanjutkan benih {seed} dari epoch {first + 1}.")
    for epoch in range(first, plan.epochs):
        cpu = time.process_time()
        loss = _epoch(model, optimizer, tokenizer, items, lexicon, plan, seed, epoch)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        temporary = saved.with_suffix(".tmp")
        torch.save({**state, "epoch": epoch + 1}, temporary)
        os.replace(temporary, saved)
        entry = {"epoch": epoch + 1, "loss": loss, "cpu": time.process_time() - cpu}
        with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry) + "\n")
        say(f"Benih {seed}, epoch {epoch + 1}/{plan.epochs}: loss {loss:.3f}, {entry['cpu']:.0f} detik CPU")
    model.save_pretrained(final)
    return final


def _epoch(model, optimizer, tokenizer, items, lexicon, plan, seed, epoch) -> float:
    """Satu epoch; kembalikan loss rata-rata."""
    rng = random.Random(f"{seed}-{epoch}")
    torch.manual_seed(seed * 1009 + epoch)
    items = [item for item in items if rng.random() < item.share]
    texts = [vary(item, lexicon, plan, rng) for item in items]
    rows = tokenizer(texts, truncation=True, max_length=plan.max_length)["input_ids"]
    targets = torch.tensor([item.target for item in items])
    batches = length_batches([len(row) for row in rows], plan.tokens, rng)
    special = torch.tensor(tokenizer.all_special_ids)
    model.train()
    total = 0.0
    for number, batch in enumerate(batches):
        done = (epoch + number / len(batches)) / plan.epochs
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * min(1.0, done / 0.06, (1 - done) / 0.94)
        ids, mask = pad([rows[i] for i in batch], tokenizer.pad_token_id)
        hidden = (torch.rand(ids.shape) < plan.hide) & ~torch.isin(ids, special)
        ids = ids.masked_fill(hidden, tokenizer.mask_token_id)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(input_ids=ids, attention_mask=mask).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), targets[batch])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
    return total / len(batches)


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
