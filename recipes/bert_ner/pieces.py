"""Dari kata ke potongan token dan kembali: penyelarasan tanda IOB2.

Tanda sebuah kata dipasang pada potongan pertamanya. Potongan berikutnya
(``##...``) mendapat tanda lanjutan (I-) dengan bobot terpisah, sehingga bobot 0
berarti potongan itu diabaikan.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_ner.data import LABELS

INSIDE = np.zeros((len(LABELS), len(LABELS)))
for _row, _tag in enumerate(LABELS):
    INSIDE[_row, LABELS.index(_tag.replace("B-", "I-"))] = 1


@dataclass(frozen=True)
class Row:
    """Satu kalimat siap latih.

    ``ids`` id token, ``target`` sebaran tanda (potongan, ``LABELS``), dan
    ``weight`` bobot loss tiap potongan (0: diabaikan).
    """

    ids: list[int]
    target: np.ndarray
    weight: np.ndarray


def hard(tags: Sequence[str]) -> np.ndarray:
    """Sebaran satu-panas (kata, ``LABELS``) dari tanda IOB2."""
    return np.eye(len(LABELS))[[LABELS.index(tag) for tag in tags]]


def align(word_ids: Sequence[int | None], targets: np.ndarray, rest: float) -> tuple[np.ndarray, np.ndarray]:
    """Pasang sasaran kata pada potongan: (potongan, ``LABELS``) dan bobotnya.

    ``word_ids`` seperti dari tokenizer (None untuk token khusus), ``targets``
    berukuran (kata, ``LABELS``), ``rest`` bobot potongan lanjutan.

    Contoh::

        >>> target, weight = align([None, 0, 0, None], hard(["B-PLACE"]), 0.5)
        >>> [LABELS[i] for i in target[1:3].argmax(axis=1)], weight.tolist()
        (['B-PLACE', 'I-PLACE'], [0.0, 1.0, 0.5, 0.0])
    """
    target, weight = np.zeros((len(word_ids), len(LABELS))), np.zeros(len(word_ids))
    before = None
    for place, word in enumerate(word_ids):
        if word is not None:
            first = word != before
            target[place] = targets[word] if first else targets[word] @ INSIDE
            weight[place] = 1.0 if first else rest
        before = word
    return target, weight


def encode(tokenizer, words: Sequence[str], targets: np.ndarray, rest: float, limit: int) -> Row:
    """``words`` menjadi :class:`Row`; paling banyak ``limit`` token."""
    found = tokenizer(list(words), is_split_into_words=True, truncation=True, max_length=limit)
    return Row(found["input_ids"], *align(found.word_ids(), targets, rest))


def word_probabilities(model, tokenizer, sentences: Sequence[Sequence[str]], tokens: int = 4096):
    """Peluang tanda pada potongan pertama tiap kata: daftar larik (kata, ``LABELS``).

    Kata di luar batas panjang model mendapat O.
    """
    model.eval()
    encoded = tokenizer(
        [list(words) for words in sentences], is_split_into_words=True, truncation=True,
        max_length=model.config.max_position_embeddings,
    )  # fmt: skip
    rows = encoded["input_ids"]
    result = [np.eye(len(LABELS))[np.zeros(len(words), dtype=int)] for words in sentences]
    with torch.inference_mode():
        for batch in length_batches([len(row) for row in rows], tokens, random.Random(0)):
            ids, mask = pad([rows[i] for i in batch], tokenizer.pad_token_id)
            found = model(input_ids=ids, attention_mask=mask).logits.float().softmax(-1).numpy()
            for place, i in enumerate(batch):
                before = None
                for piece, word in enumerate(encoded.word_ids(i)):
                    if word is not None and word != before:
                        result[i][word] = found[place, piece]
                    before = word
    return result


def best_tags(probabilities: np.ndarray) -> list[str]:
    """Tanda berpeluang terbesar tiap kata, larik (kata, ``LABELS``)."""
    return [LABELS[i] for i in np.asarray(probabilities).argmax(axis=1)]
