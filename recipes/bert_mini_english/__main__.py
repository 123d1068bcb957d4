"""Membangun bert-sentimen-inggris: ``python -m recipes.bert_mini_english --data FOLDER``."""

import sys
from pathlib import Path

import numpy as np
from transformers import BertForSequenceClassification

from recipes.bert_mini.build import Workshop
from recipes.bert_mini.evaluation import scores
from recipes.bert_mini.recipe import quick
from recipes.bert_mini.targets import labelled_items
from recipes.bert_mini_english.card import render
from recipes.bert_mini_english.recipe import ENGLISH, load_english
from recipes.cli import Options, progress, run
from recipes.export import deliver, export

PACKAGE = Path(__file__).parent
LIMIT_MB = 3


def behaviour(examples, found: np.ndarray) -> dict[str, dict[str, float]]:
    """Akurasi, keyakinan rata-rata, dan bagian POSITIVE per bahasa.

    ``found`` berukuran (contoh, 2): peluang NEGATIVE dan POSITIVE.
    """
    table = {}
    for language in dict.fromkeys(example.language for example in examples):
        rows = [i for i, example in enumerate(examples) if example.language == language]
        gold = np.array([examples[i].label for i in rows])
        chosen = found[rows].argmax(axis=1)
        table[language] = {
            "rows": len(rows),
            **scores(gold, chosen),
            "confidence": float(found[rows].max(axis=1).mean()),
            "confidence_when_wrong": float(found[rows].max(axis=1)[chosen != gold].mean())
            if (chosen != gold).any()
            else 0.0,
            "positive_share": float(chosen.mean()),
        }
    return table


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya."""
    recipe = quick(ENGLISH) if options.quick else ENGLISH
    shop = Workshop(recipe, load_english(options.data), options.work, progress)
    corpus = shop.corpus
    shop.pretrained()
    folders = shop.seeds(labelled_items(corpus.train, len(recipe.labels)))
    model = BertForSequenceClassification.from_pretrained(folders[recipe.seeds[0]], dtype="float32")
    weights = export(model, shop.tokenizer(), options.out, LIMIT_MB)
    texts = [example.text for example in corpus.validation]
    results = {
        "name": recipe.name,
        "seeds": list(recipe.seeds),
        "shipped_seed": recipe.seeds[0],
        "weights": weights,
        "effort": shop.effort(),
        "data": {"train": len(corpus.train), "unlabelled": len(corpus.reviews)},
        "validation": behaviour(corpus.validation, shop.probabilities(options.out, texts)),
        "by_seed": {
            str(seed): behaviour(corpus.validation, shop.probabilities(folder, texts))
            for seed, folder in folders.items()
        },
    }
    return deliver(results, options, render, PACKAGE)


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, ENGLISH.name, PACKAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
