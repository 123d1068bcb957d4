"""Membangun bert-sentimen-nusantara: ``python -m recipes.bert_mini --data FOLDER``."""

import hashlib
import sys
from pathlib import Path

import numpy as np
from transformers import BertForSequenceClassification

from course_lib.errors import CourseError
from recipes.bert_mini import card
from recipes.bert_mini.build import Workshop, labels_of
from recipes.bert_mini.cli import Options, progress, read_options
from recipes.bert_mini.data import load_folder
from recipes.bert_mini.export import clear, export, write_json
from recipes.bert_mini.measure import measure, per_language
from recipes.bert_mini.recipe import NUSANTARA, STOPPED, quick
from recipes.bert_mini.targets import labelled_items, unlabelled_items

PACKAGE = Path(__file__).parent
LIMIT_MB = 11
AVERAGE = "rata-rata bobot tiga murid"


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya."""
    recipe = quick(NUSANTARA) if options.quick else NUSANTARA
    progress("Membaca data dan membuang teks yang bocor ke validasi.")
    if options.data == "hub":
        from recipes.bert_mini.hub_data import load_hub

        corpus = load_hub()
    else:
        corpus = load_folder(Path(options.data))
    shop = Workshop(recipe, corpus, options.work, progress)
    shop.pretrained()
    baselines = {
        "pooled": shop.baseline("pooled", corpus.train),
        "nusax": shop.baseline("nusax", corpus.domain("nusax")),
        "smsa": shop.baseline("smsa", corpus.domain("smsa")),
    }
    plan = recipe.finetuning
    teacher = baselines["pooled"].crossed
    items = labelled_items(corpus.train, len(recipe.labels), teacher, plan.trust, {"smsa": plan.smsa})
    folders = shop.seeds(items)
    teacher = shop.teach(corpus.reviews, baselines["pooled"], folders)
    students = shop.students(items + unlabelled_items(corpus.reviews, teacher), folders)
    clear(options.out)
    size = export(shop.average(students), shop.tokenizer(), options.out, LIMIT_MB)
    progress("Mengukur pada data validasi.")
    results = measured(shop, baselines, students, options.out)
    weights = (options.out / "model.safetensors").read_bytes()
    results["weights"] |= {"size_mb": size, "sha256": hashlib.sha256(weights).hexdigest()}
    write_json(results, options.results)
    text = card.render(results, (PACKAGE / "card.md").read_text(encoding="utf-8"))
    (options.out / "README.md").write_text(text, encoding="utf-8")
    progress(f"Selesai: model di {options.out}, hasil di {options.results}.")
    return results


def measured(shop: Workshop, baselines: dict, folders: dict, shipped: Path) -> dict:
    """Isi results.json: skor, selang, usaha, dan banyaknya data; tanpa teks data."""
    corpus, recipe = shop.corpus, shop.recipe
    texts = [example.text for example in corpus.validation]
    model = BertForSequenceClassification.from_pretrained(shipped, dtype="float32")
    final = shop.probabilities(model, texts).argmax(axis=1)
    seeds = {seed: shop.probabilities(folder, texts).argmax(axis=1) for seed, folder in folders.items()}
    others = {name: labels_of(found, corpus.validation) for name, found in baselines.items()}
    return {
        "name": recipe.name,
        "shipped": AVERAGE,
        "stopped": STOPPED,
        "seeds": list(recipe.seeds),
        "weights": {"parameters": int(np.sum([p.numel() for p in model.parameters()]))},
        "effort": shop.effort(),
        "data": {
            "smsa": len(corpus.domain("smsa")),
            "nusax": len(corpus.domain("nusax")),
            "reviews": len(corpus.reviews),
            "dropped": corpus.dropped,
        },
        "baseline": {
            name: {"strength": found.strength, "cross_f1": found.cross_f1}
            for name, found in baselines.items()
        },
        "comparisons": measure(corpus.validation, final, seeds, others),
        "languages": per_language(corpus.validation, final, others["pooled"]),
    }


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    try:
        build(read_options(NUSANTARA.name, "recipes.bert_mini", PACKAGE, arguments))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
