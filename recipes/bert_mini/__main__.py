"""Membangun bert-dasar-nusantara dan bert-sentimen-nusantara: ``python -m recipes.bert_mini --data FOLDER``."""

import sys
from pathlib import Path

from transformers import BertForSequenceClassification

from recipes.bert_mini import base, base_card, card
from recipes.bert_mini.build import Workshop, labels_of
from recipes.bert_mini.data import load_folder
from recipes.bert_mini.measure import measure, per_language
from recipes.bert_mini.recipe import NUSANTARA, STOPPED, quick
from recipes.bert_mini.targets import labelled_items, unlabelled_items
from recipes.cli import Options, progress, run
from recipes.export import deliver, export, write_card

PACKAGE = Path(__file__).parent
LIMIT_MB = 11
AVERAGE = "rata-rata bobot tiga murid"


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis kedua folder model dan berkas hasil, kembalikan hasilnya.

    Checkpoint pralatih ditulis di samping ``options.out``.
    """
    recipe = quick(NUSANTARA) if options.quick else NUSANTARA
    progress("Membaca data dan membuang teks yang bocor ke validasi.")
    if options.data == "hub":
        from recipes.bert_mini.hub_data import load_hub

        corpus = load_hub()
    else:
        corpus = load_folder(Path(options.data))
    shop = Workshop(recipe, corpus, options.work, progress)
    start = options.out.with_name(base.NAME)
    pretrained = base.build_base(shop, start)
    write_card(pretrained, start, base_card.render, PACKAGE / "base_card.md")
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
    weights = export(shop.average(students), shop.tokenizer(), options.out, LIMIT_MB)
    progress("Mengukur pada data validasi.")
    results = measured(shop, baselines, students, options.out)
    return deliver({**results, "weights": weights, "base": pretrained}, options, card.render, PACKAGE)


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
    return run(build, NUSANTARA.name, PACKAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
