"""Membangun bert-komentar: ``python -m recipes.bert_komentar --data FOLDER [--work FOLDER]``.

Pralatihnya tahap resep bert_mini: dipakai lagi bila sudah ada di folder kerja.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from course_lib.errors import CourseError
from recipes.bert_komentar import measure
from recipes.bert_komentar.card import render
from recipes.bert_komentar.recipe import KOMENTAR
from recipes.bert_mini.build import Workshop
from recipes.bert_mini.data import load_folder
from recipes.bert_mini.finetune import average_weights, finetune
from recipes.bert_mini.recipe import quick
from recipes.bert_mini.targets import labelled_items
from recipes.cli import Options, progress, run
from recipes.export import deliver, export

PACKAGE = Path(__file__).parent
LIMIT_MB = 11
TRIALS = 4


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya.

    Raises:
        CourseError: data bukan folder, atau ada berkas yang hilang.
    """
    if options.data == "hub":
        raise CourseError("Resep ini membaca folder data; beri --data FOLDER, bukan 'hub'.")
    recipe = quick(KOMENTAR) if options.quick else KOMENTAR
    shop = Workshop(recipe, load_folder(Path(options.data)), options.work, progress)
    start, tokenizer = shop.pretrained(), shop.tokenizer()
    train = measure.read_splits()["train"]
    baseline = shop.baseline("komentar", train)
    items = labelled_items(train, len(recipe.labels), baseline.crossed, recipe.finetuning.trust)
    folders = {
        seed: finetune(start, tokenizer, items, {}, recipe, seed, options.work / f"komentar-{seed}", progress)
        for seed in recipe.seeds
    }
    model = average_weights(list(folders.values()))
    weights = export(model, shop.tokenizer(), options.out, LIMIT_MB)
    progress("Mengukur pada bagian uji.")
    results = {
        "name": recipe.name,
        "seeds": list(recipe.seeds),
        "trials": TRIALS,
        "weights": weights,
        "effort": {"finetuning_cpu_minutes": tuning_minutes(folders.values())},
        "baseline": {"strength": baseline.strength, "cross_f1": baseline.cross_f1},
        "samples": measure.samples(tokenizer, options.out),
        "test": measure.measure(tokenizer, options.out, folders, baseline),
    }
    return deliver(results, options, render, PACKAGE)


def tuning_minutes(folders: Iterable[Path]) -> float:
    """Menit CPU semua benih, dari catatan di samping model mereka."""
    logs = [line for folder in folders for line in (folder.parent / "log.jsonl").read_text().splitlines()]
    return round(sum(json.loads(line)["cpu"] for line in logs) / 60, 1)


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, KOMENTAR.name, PACKAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
