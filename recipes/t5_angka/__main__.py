"""Membangun t5-angka: ``python -m recipes.t5_angka``."""

import sys
from functools import partial
from pathlib import Path

from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from recipes.cli import Options, progress, run
from recipes.export import deliver, export
from recipes.t5_angka.baseline import Nearest
from recipes.t5_angka.card import render
from recipes.t5_angka.data import make
from recipes.t5_angka.measure import measure
from recipes.t5_angka.recipe import ANGKA, quick
from recipes.t5_angka.tokenizer import make_tokenizer
from recipes.t5_angka.train import answers_of, fit
from recipes.training import effort

PACKAGE = Path(__file__).parent
LIMIT_MB = 3.5


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya."""
    recipe = quick(ANGKA) if options.quick else ANGKA
    progress("Menyusun data bilangan dan tanggal.")
    splits = make(recipe.sizes)
    tokenizer = make_tokenizer(text for pair in splits.train for text in (pair.text, pair.answer))
    folders = {
        seed: fit(recipe, splits.train, tokenizer, seed, options.work / f"seed-{seed}", progress)
        for seed in recipe.seeds
    }
    model = AutoModelForSeq2SeqLM.from_pretrained(folders[recipe.seeds[0]])
    weights = export(model, tokenizer, options.out, LIMIT_MB)
    model.generation_config.save_pretrained(options.out)
    progress("Mengukur pada data uji.")
    tokenizer = AutoTokenizer.from_pretrained(options.out)
    logs = [folder.parent for folder in folders.values()]
    results = {
        "name": recipe.name,
        "seeds": list(recipe.seeds),
        "shipped_seed": recipe.seeds[0],
        "weights": weights,
        "vocabulary": len(tokenizer),
        "effort": effort(logs[0]) | {"all_seeds_cpu_minutes": effort(*logs)["cpu_minutes"]},
        "data": {task: sum(pair.task == task for pair in splits.train) for task in ("terbilang", "tanggal")},
        **measure(
            splits,
            partial(answers_of, AutoModelForSeq2SeqLM.from_pretrained(options.out), tokenizer),
            {seed: partial(answers_of, folder, tokenizer) for seed, folder in folders.items()},
            Nearest(splits.train).answer,
        ),
    }
    return deliver(results, options, render, PACKAGE)


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, ANGKA.name, PACKAGE, arguments, needs_data=False)


if __name__ == "__main__":
    sys.exit(main())
