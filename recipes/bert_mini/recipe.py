"""Pilihan yang menghasilkan bert-sentimen-nusantara, dan versi kecil untuk mencoba."""

from dataclasses import replace

from recipes.bert_mini.config import Finetuning, Pretraining, Recipe, Shape
from recipes.bert_mini.data import LABELS

NUSANTARA = Recipe(
    name="bert-sentimen-nusantara",
    shape=Shape(layers=4, hidden=256, heads=4, vocabulary=8192),
    pretraining=Pretraining(
        steps=22_000, warmup=300, decay=6_000, learning_rate=8e-4, tokens=1024, checkpoint_every=500
    ),
    finetuning=Finetuning(epochs=4, learning_rate=3e-4),
    distillation=Finetuning(epochs=2, learning_rate=2.5e-4),
    labels=LABELS,
)

STOPPED = (
    "Pralatih dihentikan karena anggaran waktu, bukan karena loss sudah datar; laju pembelajaran "
    "diturunkan lurus ke nol selama 6.000 langkah terakhir."
)


def quick(recipe: Recipe) -> Recipe:
    """Resep yang sama dengan ukuran sangat kecil: seluruh tahap dalam beberapa detik."""
    return replace(
        recipe,
        shape=Shape(layers=1, hidden=32, heads=2, vocabulary=400, positions=64),
        pretraining=replace(
            recipe.pretraining, steps=8, warmup=2, decay=4, tokens=256, max_length=48,
            checkpoint_every=4,
        ),
        finetuning=replace(recipe.finetuning, epochs=2, tokens=256, max_length=48),
        distillation=recipe.distillation
        and replace(recipe.distillation, epochs=1, tokens=256, max_length=48),
        seeds=recipe.seeds[:2],
    )  # fmt: skip
