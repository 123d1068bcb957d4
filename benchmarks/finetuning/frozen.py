"""Gemma beku: keadaan tersembunyinya menjadi fitur regresi logistik."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.finetuning.data import Rows
from benchmarks.finetuning.selecting import best_strength

LAYERS = (6, 7, 8, 9, 10, 11, 12, 15, 18)
STRENGTHS = (0.001, 0.003, 0.01)


def classifier(strength: float):
    """Pembakuan tiap fitur lalu regresi logistik dengan kekuatan ``strength`` (C)."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=300, tol=1e-3))


def fit_predict(pooled: dict[str, np.ndarray], train: Rows, test: Rows, inside, outside, seed: int) -> tuple:
    """Tebakan untuk ``test`` (n,), dan yang perlu dicatat.

    Lapisan, cara mengumpulkan token, dan C dipilih bersama-sama dengan validasi silang
    berkelompok di dalam ``train``.

    Args:
        pooled: nama pengumpulan ke larik (lapisan, semua teks, lebar).
        inside: nomor baris ``train`` di dalam ``pooled``; ``outside`` milik ``test``.
    """
    tried = {}
    for name, values in pooled.items():
        for layer in LAYERS:
            mine = values[layer][inside]
            tried[name, layer] = best_strength(
                lambda a, b, m=mine: (m[a], m[b]), train, classifier, STRENGTHS, seed
            )
    (name, layer), (strength, score) = max(tried.items(), key=lambda item: item[1][1])
    model = classifier(strength).fit(pooled[name][layer][inside], train.label)
    head = model[-1]
    return model.predict(pooled[name][layer][outside]), {
        "pengumpulan": name,
        "lapisan": layer,
        "c": strength,
        "f1_dalam": round(score, 4),
        "parameter": int(head.coef_.size + head.intercept_.size),
    }
