"""Produk pertama resep: checkpoint pralatih yang belum disetel halus, ``mini/bert-dasar-nusantara``."""

from pathlib import Path

import numpy as np
from transformers import BertForMaskedLM

from recipes.bert_mini.build import Workshop, pretraining_effort
from recipes.bert_mini.fill import mask_scorer, measure_fill
from recipes.bert_mini.recipe import STOPPED
from recipes.bert_mini.trigram import Trigram
from recipes.export import export

NAME = "bert-dasar-nusantara"
LIMIT_MB = 11


def build_base(shop: Workshop, folder: Path) -> dict:
    """Tulis checkpoint pralatih ke ``folder``; kembalikan hasil ukurnya.

    Kepala isiannya ikut, dengan bobot keluaran yang sama dengan embedding kata.
    """
    tokenizer = shop.tokenizer()
    model = BertForMaskedLM.from_pretrained(shop.pretrained(), dtype="float32")
    weights = export(model, tokenizer, folder, LIMIT_MB)
    shop.say("Mengukur kepala isian dan trigram pembandingnya.")
    shipped = BertForMaskedLM.from_pretrained(folder, dtype="float32")
    trigram = Trigram(pretraining_rows(shop), len(tokenizer))
    scorers = {
        "mini": mask_scorer(shipped, tokenizer),
        "trigram": lambda ids, places: np.stack([trigram.fill(ids, place) for place in places]),
    }
    return {
        "name": NAME,
        "weights": weights,
        "stopped": STOPPED,
        "effort": pretraining_effort(shop.folder / "pretrain"),
        "dropped": shop.corpus.dropped,
        "fill": measure_fill(shop.corpus.validation, tokenizer, scorers),
    }


def pretraining_rows(shop: Workshop) -> list[list[int]]:
    """Id token seluruh teks pralatih, tiap teks sekali, dipotong pada panjang terbesar model."""
    corpus, tokenizer = shop.corpus, shop.tokenizer()
    texts = [text for row in corpus.parallel for text in row.values()]
    texts += [example.text for example in corpus.domain("smsa")]
    texts += corpus.reviews + corpus.general + corpus.javanese
    texts += [text for pairs in corpus.pairs.values() for pair in pairs for text in pair]
    return tokenizer(texts, truncation=True, max_length=tokenizer.model_max_length)["input_ids"]
