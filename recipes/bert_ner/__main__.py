"""Membangun bert-entitas-indonesia: ``python -m recipes.bert_ner --data FOLDER --work FOLDER``."""

import hashlib
import sys
from pathlib import Path

from course_lib.errors import CourseError
from recipes.bert_mini.__main__ import progress
from recipes.bert_mini.cli import Options, read_options
from recipes.bert_mini.export import clear, export, write_json
from recipes.bert_ner.build import TaggingShop
from recipes.bert_ner.card import render
from recipes.bert_ner.measure import measure, samples
from recipes.bert_ner.recipe import ENTITIES, TRIALS, quick_tagging

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
    clear(options.out)
    model = shop.average(folders)
    size = export(model, shop.tokenizer, options.out, LIMIT_MB)
    progress("Mengukur pada bagian uji.")
    weights = (options.out / "model.safetensors").read_bytes()
    data = shop.entities
    results = {
        "name": recipe.name,
        "shipped": "rata-rata bobot tiga benih",
        "seeds": list(recipe.seeds),
        "trials": TRIALS,
        "weights": {
            "parameters": sum(p.numel() for p in model.parameters()),
            "size_mb": size,
            "sha256": hashlib.sha256(weights).hexdigest(),
        },
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
    write_json(results, options.results)
    text = render(results, (PACKAGE / "card.md").read_text(encoding="utf-8"))
    (options.out / "README.md").write_text(text, encoding="utf-8")
    progress(f"Selesai: model di {options.out}, hasil di {options.results}.")
    return results


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    try:
        build(read_options(ENTITIES.name, "recipes.bert_ner", PACKAGE, arguments))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
