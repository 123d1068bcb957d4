"""BERT-mini: semua bobot ``mini/bert-dasar-nusantara`` disetel halus."""

import random
import warnings

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from benchmarks.finetuning.data import LABELS, Rows
from class_hub.process import default_seed
from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.finetune import probabilities

MODEL = "mini/bert-dasar-nusantara"
LEARNING_RATE, EPOCHS, TOKENS, HIDE, MAX_LENGTH = 5e-4, 4, 1024, 0.1, 128


def load():
    """(tokenizer, model tiga kelas dalam float32 tanpa dropout)."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = default_seed() / "models" / MODEL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = AutoModelForSequenceClassification.from_pretrained(
            folder, num_labels=len(LABELS), dtype=torch.float32,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
    return AutoTokenizer.from_pretrained(folder), model


def fit_predict(train: Rows, test: Rows, seed: int, epochs: int = EPOCHS) -> tuple:
    """Tebakan untuk ``test`` (n,), dan yang perlu dicatat.

    Setelannya tetap. Sebagai pengganti dropout, sebagian token ditutup [MASK].
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer, model = load()
    rows = tokenizer(train.text, truncation=True, max_length=MAX_LENGTH)["input_ids"]
    labels, special = torch.tensor(train.label), torch.tensor(tokenizer.all_special_ids)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01, fused=True)
    model.train()
    for epoch in range(epochs):
        batches = length_batches([len(row) for row in rows], TOKENS, rng)
        for number, batch in enumerate(batches):
            done = (epoch + (number + 1) / (len(batches) + 1)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = LEARNING_RATE * min(1.0, done / 0.06, (1 - done) / 0.94)
            ids, mask = pad([rows[i] for i in batch], tokenizer.pad_token_id)
            covered = (torch.rand(ids.shape) < HIDE) & ~torch.isin(ids, special)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(
                    input_ids=ids.masked_fill(covered, tokenizer.mask_token_id), attention_mask=mask
                ).logits
            optimizer.zero_grad()
            loss = cross_entropy(logits.float(), labels[batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
    count = sum(parameter.numel() for parameter in model.parameters())
    guesses = probabilities(model, tokenizer, test.text, TOKENS).argmax(axis=1)
    return np.asarray(guesses), {"loss_akhir": round(loss.item(), 4), "parameter": count}
