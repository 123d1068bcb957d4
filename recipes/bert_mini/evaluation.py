"""Nilai dan selang kepercayaan; selisih dua model diukur berpasangan."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

from recipes.bert_mini.data import Example

RESAMPLES = 2000


@dataclass(frozen=True)
class Comparison:
    """Kumpulan baris validasi: nama dan indeksnya dalam daftar validasi."""

    name: str
    rows: np.ndarray


def comparisons(validation: Sequence[Example]) -> list[Comparison]:
    """Tiga pembanding utama: NusaX 12 bahasa, NusaX Indonesia, dan SmSA."""
    domain = np.array([example.domain for example in validation])
    language = np.array([example.language for example in validation])
    return [
        Comparison("nusax", np.flatnonzero(domain == "nusax")),
        Comparison(
            "nusax_indonesian",
            np.flatnonzero((domain == "nusax") & (language == "indonesian")),
        ),
        Comparison("smsa", np.flatnonzero(domain == "smsa")),
    ]


def scores(gold: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Akurasi dan F1 makro (0 sampai 1) untuk dua larik label sepanjang n.

    Contoh::

        >>> scores(np.array([0, 1]), np.array([0, 1]))
        {'accuracy': 1.0, 'macro_f1': 1.0}
    """
    return {
        "accuracy": float(accuracy_score(gold, predicted)),
        "macro_f1": float(f1_score(gold, predicted, average="macro", zero_division=0)),
    }


def _confusion(gold, predicted, group, groups, classes) -> np.ndarray:
    """Matriks bingung tiap kelompok, berukuran (kelompok, kelas, kelas)."""
    counts = np.zeros((groups, classes, classes))
    np.add.at(counts, (group, gold, predicted), 1)
    return counts


def _from_confusion(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(akurasi, F1 makro) dari matriks bingung berukuran (ulangan, kelas, kelas)."""
    hit = np.diagonal(counts, axis1=1, axis2=2)
    total = counts.sum(axis=1) + counts.sum(axis=2)
    f1 = np.divide(2 * hit, total, out=np.zeros_like(hit), where=total > 0)
    seen = (total > 0).sum(axis=1)
    return hit.sum(axis=1) / counts.sum(axis=(1, 2)), f1.sum(axis=1) / np.maximum(seen, 1)


def paired_bootstrap(
    gold: np.ndarray, ours: np.ndarray, theirs: np.ndarray, groups: Sequence[str], seed: int = 0
) -> dict[str, dict[str, float]]:
    """Selang 95% selisih ``ours`` - ``theirs`` pada baris yang sama.

    Yang diambil ulang adalah kelompok (id kalimat), bukan baris: dua belas
    terjemahan satu kalimat bukan dua belas bukti yang terpisah.

    Mengembalikan {metrik: {difference, low, high}}.
    """
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    count, classes = int(group.max()) + 1, int(max(gold.max(), ours.max(), theirs.max())) + 1
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(float)
    result: dict[str, dict[str, float]] = {}
    pairs = []
    for predicted in (ours, theirs):
        parts = _confusion(gold, predicted, group, count, classes)
        pairs.append(_from_confusion(np.tensordot(weights, parts, axes=1)))
    point = {True: scores(gold, ours), False: scores(gold, theirs)}
    for position, metric in enumerate(("accuracy", "macro_f1")):
        gaps = pairs[0][position] - pairs[1][position]
        low, high = np.quantile(gaps, [0.025, 0.975])
        result[metric] = {
            "difference": point[True][metric] - point[False][metric],
            "low": float(low),
            "high": float(high),
        }
    return result


def verdict(interval: dict[str, float]) -> str:
    """Bacaan satu selang: ``di atas``, ``di bawah``, atau ``tidak terbukti berbeda``."""
    if interval["low"] > 0:
        return "di atas"
    return "di bawah" if interval["high"] < 0 else "tidak terbukti berbeda"
