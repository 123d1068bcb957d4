"""Membangun bert-sentimen-inggris: ``python -m recipes.bert_mini_english --data FOLDER``."""

import hashlib
import sys
from pathlib import Path

import numpy as np
from transformers import BertForSequenceClassification

from course_lib.errors import CourseError
from recipes.bert_mini.build import Workshop
from recipes.bert_mini.cli import Options, progress, read_options
from recipes.bert_mini.evaluation import scores
from recipes.bert_mini.export import clear, export, write_json
from recipes.bert_mini.recipe import quick
from recipes.bert_mini.targets import labelled_items
from recipes.bert_mini_english.card import render
from recipes.bert_mini_english.recipe import ENGLISH, load_english

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
    clear(options.out)
    model = BertForSequenceClassification.from_pretrained(folders[recipe.seeds[0]], dtype="float32")
    size = export(model, shop.tokenizer(), options.out, LIMIT_MB)
    texts = [example.text for example in corpus.validation]
    weights = (options.out / "model.safetensors").read_bytes()
    results = {
        "name": recipe.name,
        "seeds": list(recipe.seeds),
        "shipped_seed": recipe.seeds[0],
        "weights": {
            "parameters": sum(p.numel() for p in model.parameters()),
            "size_mb": size,
            "sha256": hashlib.sha256(weights).hexdigest(),
        },
        "effort": shop.effort(),
        "data": {"train": len(corpus.train), "unlabelled": len(corpus.reviews)},
        "validation": behaviour(corpus.validation, shop.probabilities(options.out, texts)),
        "by_seed": {
            str(seed): behaviour(corpus.validation, shop.probabilities(folder, texts))
            for seed, folder in folders.items()
        },
    }
    write_json(results, options.results)
    text = render(results, (PACKAGE / "card.md").read_text(encoding="utf-8"))
    (options.out / "README.md").write_text(text, encoding="utf-8")
    progress(f"Selesai: model di {options.out}, hasil di {options.results}.")
    return results


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    try:
        build(read_options(ENGLISH.name, "recipes.bert_mini_english", PACKAGE, arguments))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
