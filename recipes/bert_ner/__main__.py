"""Membangun bert-entitas-indonesia: ``python -m recipes.bert_ner --data FOLDER --work FOLDER``."""

import sys
from pathlib import Path

from course_lib.errors import CourseError
from recipes.bert_ner.build import TaggingShop
from recipes.bert_ner.card import render
from recipes.bert_ner.measure import measure, samples
from recipes.bert_ner.recipe import ENTITIES, TRIALS, quick_tagging
from recipes.cli import Options, progress, run
from recipes.export import deliver, export

PACKAGE = Path(__file__).parent
LIMIT_MB = 11


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya.

    Raises:
        CourseError: data bukan folder, atau ada berkas yang hilang.
    """
    if options.data == "hub":
        raise CourseError("Resep ini membaca folder data; beri --data FOLDER, bukan 'hub'.")
    recipe = quick_tagging(ENTITIES) if options.quick else ENTITIES
    progress("Membaca data dan membuang baris yang bocor ke validasi dan uji.")
    shop = TaggingShop(recipe, Path(options.data), options.work, options.quick, progress)
    crf, setting = shop.crf()
    folders = shop.seeds()
    model = shop.average(folders)
    weights = export(model, shop.tokenizer, options.out, LIMIT_MB)
    progress("Mengukur pada bagian uji.")
    data = shop.entities
    results = {
        "name": recipe.name,
        "shipped": "rata-rata bobot tiga benih",
        "seeds": list(recipe.seeds),
        "trials": TRIALS,
        "weights": weights,
        "effort": shop.effort(),
        "data": {
            "train": len(data.train),
            "dropped": data.dropped,
            "lines": len(shop.lines),
            "teacher_lines": len(shop.teacher_lines()),
        },
        "baseline": setting,
        "test": measure(
            data.test, options.out, folders, shop.tokenizer,
            {"crf": crf, "dictionary": shop.dictionary()}, data.leaked,
        ),
        "samples": samples(
            options.out, (PACKAGE / "kalimat.txt").read_text(encoding="utf-8").splitlines()
        ),
    }  # fmt: skip
    return deliver(results, options, render, PACKAGE)


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, ENTITIES.name, PACKAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
