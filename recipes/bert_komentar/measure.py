"""Mengukur bert-komentar di bagian uji: skor, selang, kelompok, dan gaya tulisan."""

from collections import defaultdict
from pathlib import Path

import numpy as np
from transformers import BertForSequenceClassification

from recipes.bert_mini.baseline import Baseline, predict
from recipes.bert_mini.data import Example
from recipes.bert_mini.evaluation import paired_bootstrap, scores, verdict
from recipes.bert_mini.finetune import probabilities
from recipes.intervals import proportion
from recipes.komentar.__main__ import LABELS, read_rows

# Ditulis sebelum modelnya dijalankan; ditampilkan di kartu apa pun jawabannya.
SENTENCES = (
    "Terima kasih, penjelasannya mudah diikuti.",
    "Dasar bodoh, begini saja tidak becus!",
    "Anjing saya sakit, ada dokter hewan yang buka malam?",
    "Tetangga saya orang Batak mengajari kami memasak arsik.",
    "Norak banget sih kontenmu.",
    "Maaf, saya kurang setuju dengan pendapat ini.",
    "Otakmu di mana?",
    "Jadwal kapal ke Namlea berubah jadi pukul tujuh.",
)
RUDE = LABELS.index("kasar")


def read_splits() -> dict[str, list[Example]]:
    """Baris ``mini/komentar`` per bagian sebagai :class:`Example`.

    Contoh::

        >>> len(read_splits()["test"])
        120
    """
    splits: dict[str, list[Example]] = {}
    for row in read_rows():
        example = Example(row["text"], LABELS.index(row["label"]), "indonesian", "komentar", row["id"])
        splits.setdefault(row["split"], []).append(example)
    return splits


def samples(tokenizer, folder: Path) -> list[dict]:
    """Jawaban model di ``folder`` untuk :data:`SENTENCES`: kalimat, label, skor."""
    model = BertForSequenceClassification.from_pretrained(folder, dtype="float32")
    rows = probabilities(model, tokenizer, SENTENCES)
    return [
        {"text": text, "label": LABELS[int(row.argmax())], "score": float(row.max())}
        for text, row in zip(SENTENCES, rows, strict=True)
    ]


def measure(tokenizer, shipped: Path, folders: dict[int, Path], baseline: Baseline) -> dict:
    """Semua angka bagian uji; ``folders`` berisi model tiap benih."""
    rows = [row for row in read_rows() if row["split"] == "test"]
    test = read_splits()["test"]
    gold = np.array([example.label for example in test])
    texts = [example.text for example in test]

    def answers(folder: Path) -> np.ndarray:
        model = BertForSequenceClassification.from_pretrained(folder, dtype="float32")
        return probabilities(model, tokenizer, texts).argmax(axis=1)

    mini, tfidf = answers(shipped), predict(baseline, test).argmax(axis=1)
    gap = paired_bootstrap(gold, mini, tfidf, [example.group for example in test])
    return {
        "rows": len(test),
        "mini": scores(gold, mini),
        "seeds": {str(seed): scores(gold, answers(folder)) for seed, folder in folders.items()},
        "tfidf": scores(gold, tfidf),
        "gap": gap,
        "verdict": {name: verdict(interval) for name, interval in gap.items()},
        "false_alarms": false_alarms(rows, gold, {"mini": mini, "tfidf": tfidf}),
        "caught": caught(rows, gold, {"mini": mini, "tfidf": tfidf}),
    }


def false_alarms(rows: list[dict], gold: np.ndarray, predicted: dict[str, np.ndarray]) -> dict:
    """Komentar sopan yang dijawab kasar: dengan dan tanpa sebutan kelompok."""
    polite = gold != RUDE
    mentions = np.array([bool(row["kelompok"]) for row in rows])
    return {
        name: {
            key: proportion(int((guess[polite & part] == RUDE).sum()), int((polite & part).sum()))
            for key, part in (("with_group", mentions), ("without_group", ~mentions))
        }
        for name, guess in predicted.items()
    }


def caught(rows: list[dict], gold: np.ndarray, predicted: dict[str, np.ndarray]) -> dict:
    """Komentar kasar yang tertangkap, menurut gaya tulisannya."""
    places = defaultdict(list)
    for number, row in enumerate(rows):
        if gold[number] == RUDE:
            places[row["gaya"]].append(number)
    return {
        name: {
            style: proportion(int((guess[where] == RUDE).sum()), len(where))
            for style, where in sorted(places.items())
        }
        for name, guess in predicted.items()
    }
