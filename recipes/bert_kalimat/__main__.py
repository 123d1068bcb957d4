"""Membangun bert-kalimat-nusantara: ``python -m recipes.bert_kalimat --data FOLDER [--work FOLDER]``.

Tokenizer dan vektor kata awalnya dari pralatih resep bert_mini: dipakai lagi bila sudah
ada di folder kerja.
"""

import sys
from functools import cache
from pathlib import Path

import torch
from transformers import BertForMaskedLM, BertModel

from course_lib.errors import CourseError
from recipes.bert_kalimat import measure
from recipes.bert_kalimat.card import render
from recipes.bert_kalimat.encoder import encode, layer_means, train_encoder
from recipes.bert_kalimat.pairs import load_pairs
from recipes.bert_kalimat.recipe import KALIMAT, TRIALS, quick
from recipes.bert_mini.build import Workshop
from recipes.bert_mini.data import load_folder, read_csv
from recipes.bert_mini.recipe import NUSANTARA
from recipes.bert_mini.recipe import quick as quick_pretraining
from recipes.cli import Options, progress, run
from recipes.export import deliver, export
from recipes.training import effort

PACKAGE = Path(__file__).parent
LIMIT_MB = 4
# Pada tiap tugas pembandingnya varian yang terbaik.
TFIDF = {"tfidf_word": ("word", (1, 2)), "tfidf_inner": ("char_wb", (3, 5)), "tfidf_char": ("char", (3, 5))}


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya.

    Raises:
        CourseError: data bukan folder, atau ada berkas yang hilang.
    """
    if options.data == "hub":
        raise CourseError("Resep ini membaca folder data; beri --data FOLDER, bukan 'hub'.")
    recipe = quick(KALIMAT) if options.quick else KALIMAT
    root = Path(options.data)
    progress("Membaca data dan membuang teks yang bocor ke validasi.")
    corpus = load_folder(root)
    start = quick_pretraining(NUSANTARA) if options.quick else NUSANTARA
    shop = Workshop(start, corpus, options.work, progress)
    base = BertForMaskedLM.from_pretrained(shop.pretrained(), dtype="float32").bert.eval()
    tokenizer = shop.tokenizer()
    pairs = load_pairs(corpus, root, held=False)
    words = base.embeddings.word_embeddings.weight.detach()
    folders = {
        seed: train_encoder(
            recipe, pairs, tokenizer, words, seed, options.work / f"kalimat-{seed}", progress
        )
        for seed in recipe.seeds
    }  # fmt: skip
    weights = export(with_pooler(folders[recipe.seeds[0]]), tokenizer, options.out, LIMIT_MB)
    progress("Mengukur pencarian.")
    shipped = BertModel.from_pretrained(options.out, dtype="float32")
    encoders = {"shipped": model_encoder(shipped, tokenizer)}
    encoders |= {f"seed {seed}": model_encoder(load(folder), tokenizer) for seed, folder in folders.items()}
    encoders |= layer_encoders(base, tokenizer)
    nusax = read_csv(root / "nusax_mt" / "validation.csv")
    known = measure.all_texts(nusax)
    encoders |= {name: measure.tfidf(known, *setting) for name, setting in TFIDF.items()}
    results = {
        "name": recipe.name,
        "seeds": list(recipe.seeds),
        "shipped_seed": recipe.seeds[0],
        "trials": TRIALS,
        "weights": weights,
        "shape": {"layers": recipe.shape.layers, "hidden": recipe.shape.hidden},
        "training": {"steps": recipe.training.steps, "temperature": recipe.training.temperature},
        "effort": effort(*(folder.parent for folder in folders.values())),
        "data": {
            "groups": len(pairs.groups),
            "translations": {name: len(rows) for name, rows in pairs.translations.items()},
            "lexicon": sum(len(words) for words in pairs.lexicon.values()),
            "sentences": len(pairs.sentences),
        },
        **measure.tables(measure.measure_search(encoders, nusax)),
        "contrasts": measure.contrasts(encoders["shipped"]),
        "samples": measure.samples(encoders["shipped"]),
    }
    return deliver(results, options, render, PACKAGE)


def load(folder: Path) -> BertModel:
    """Penyandi di ``folder``, dalam float32 dan tanpa lapisan pooler."""
    return BertModel.from_pretrained(folder, dtype="float32", add_pooling_layer=False)


def with_pooler(folder: Path) -> BertModel:
    """Penyandi di ``folder`` dengan pooler berisi nol, supaya ``AutoModel`` memuatnya tanpa peringatan."""
    model = BertModel.from_pretrained(folder, dtype="float32")
    for weight in model.pooler.parameters():
        torch.nn.init.zeros_(weight)
    return model


def model_encoder(model: BertModel, tokenizer) -> measure.Encoder:
    """Fungsi dari daftar teks ke larik vektor (teks, lebar)."""
    return lambda texts: encode(model, tokenizer, texts)


def layer_encoders(model: BertModel, tokenizer) -> dict[str, measure.Encoder]:
    """Satu penyandi untuk tiap lapisan ``model``, bernama ``base 0`` dan seterusnya."""

    @cache
    def layers(texts: tuple[str, ...]):
        return layer_means(model, tokenizer, texts)

    return {
        f"base {layer}": lambda texts, layer=layer: layers(tuple(texts))[layer]
        for layer in range(model.config.num_hidden_layers + 1)
    }


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, KALIMAT.name, PACKAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
