"""Pilihan dan data bert-sentimen-inggris."""

from dataclasses import replace
from pathlib import Path

from recipes.bert_mini.config import Finetuning, Pretraining, Recipe, Shape
from recipes.bert_mini.data import Corpus, Example, load_folder

ENGLISH = Recipe(
    name="bert-sentimen-inggris",
    shape=Shape(layers=2, hidden=128, heads=2, vocabulary=4096),
    pretraining=Pretraining(
        steps=600, warmup=50, decay=300, learning_rate=1e-3, tokens=2048, checkpoint_every=100
    ),
    finetuning=Finetuning(epochs=10, trust=0.0),
    labels=("NEGATIVE", "POSITIVE"),
)


def two_classes(examples: list[Example], language: str) -> list[Example]:
    """Baris NusaX ``language`` yang berlabel negatif (0) atau positif (1); netral dibuang."""
    return [
        replace(example, label=example.label // 2)
        for example in examples
        if example.domain == "nusax" and example.language == language and example.label != 1
    ]


def english_corpus(source: Corpus) -> Corpus:
    """Bagian Inggris dari bahan ``source``; validasinya Inggris dan Indonesia."""
    return Corpus(
        train=two_classes(source.train, "english"),
        validation=two_classes(source.validation, "english") + two_classes(source.validation, "indonesian"),
        parallel=[{"english": row["english"]} for row in source.parallel],
        reviews=[first for first, _ in source.pairs.get("english", [])],
    )


def load_english(data: str) -> Corpus:
    """Muat bahan Inggris dari folder data, atau dari Hub bila ``data`` berisi ``hub``."""
    if data == "hub":
        from recipes.bert_mini.hub_data import load_hub

        return english_corpus(load_hub())
    return english_corpus(load_folder(Path(data)))
