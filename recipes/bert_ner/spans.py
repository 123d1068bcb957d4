"""Nilai per entitas: sebuah entitas benar bila batas dan jenisnya tepat sama.

Aturannya sama dengan ukuran CoNLL: I- tanpa awalan B- sejenis di depannya tetap
membuka entitas baru. Ditulis sendiri (beberapa baris) dan bukan memakai pustaka
seqeval, karena selang kepercayaan memerlukan hitungan tiap kalimat, sedangkan
seqeval hanya memberi nilai gabungan.
"""

from collections.abc import Sequence

import numpy as np

from recipes.bert_mini.evaluation import RESAMPLES

Span = tuple[int, int, str]


def spans(tags: Sequence[str]) -> set[Span]:
    """Entitas dalam deretan tanda IOB2: {(awal, akhir, jenis)}, akhir tidak ikut.

    Contoh::

        >>> sorted(spans(["B-PERSON", "I-PERSON", "O", "B-PLACE"]))
        [(0, 2, 'PERSON'), (3, 4, 'PLACE')]
    """
    found, start, kind = set(), 0, None
    for position, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            found.add((start, position, kind))
            kind = None
        if mark != "O" and kind is None:
            start, kind = position, name
    return found


def counts(gold: Sequence[set], guess: Sequence[set], kind: str | None = None) -> np.ndarray:
    """Hitungan tiap kalimat (kalimat, 3): tepat, ditebak, sebenarnya; bisa satu ``kind`` saja."""
    rows = []
    for true, found in zip(gold, guess, strict=True):
        if kind:
            true, found = ({span for span in group if span[2] == kind} for group in (true, found))
        rows.append((len(true & found), len(found), len(true)))
    return np.array(rows, dtype=float)


def f1(totals: np.ndarray) -> np.ndarray:
    """F1 dari hitungan (..., 3); nol bila tidak ada entitas sama sekali."""
    hit, found, true = np.moveaxis(np.asarray(totals, dtype=float), -1, 0)
    return np.divide(2 * hit, found + true, out=np.zeros_like(hit), where=found + true > 0)


def report(gold: Sequence[set], guess: Sequence[set], kind: str | None = None) -> dict[str, float]:
    """Presisi, recall, F1 (0 sampai 1), dan banyaknya entitas sebenarnya.

    Contoh::

        >>> report([{(0, 1, "PLACE")}], [{(0, 1, "PERSON")}])
        {'precision': 0.0, 'recall': 0.0, 'f1': 0.0, 'entities': 1}
    """
    totals = counts(gold, guess, kind).sum(axis=0)
    hit, found, true = totals
    return {
        "precision": float(hit / found) if found else 0.0,
        "recall": float(hit / true) if true else 0.0,
        "f1": float(f1(totals)),
        "entities": int(true),
    }


def intervals(gold, ours, theirs, seed: int = 0) -> dict[str, dict[str, float]]:
    """Selang 95% F1 ``ours`` dan selisihnya terhadap ``theirs``, kalimat diambil ulang.

    Mengembalikan {"f1": {value, low, high}, "gap": {difference, low, high}}.
    """
    rng = np.random.default_rng(seed)
    size = len(gold)
    weights = rng.multinomial(size, np.full(size, 1 / size), size=RESAMPLES).astype(float)
    first, second = counts(gold, ours), counts(gold, theirs)
    drawn, other = f1(weights @ first), f1(weights @ second)
    point = float(f1(first.sum(axis=0)))
    low, high = np.quantile(drawn, [0.025, 0.975])
    below, above = np.quantile(drawn - other, [0.025, 0.975])
    return {
        "f1": {"value": point, "low": float(low), "high": float(high)},
        "gap": {
            "difference": point - float(f1(second.sum(axis=0))),
            "low": float(below),
            "high": float(above),
        },
    }
