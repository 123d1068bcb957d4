"""Pembanding: TF-IDF n-gram kata dan karakter + regresi logistik.

Ia disetel dengan validasi silang pada data latih saja dan diberi data berlabel
yang sama dengan BERT mini, agar perbandingannya adil.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline, make_union

from recipes.bert_mini.data import Example

FOLDS = 4
STRENGTHS = (3.0, 10.0, 30.0)


@dataclass(frozen=True)
class Baseline:
    """Pembanding terlatih, kekuatan C terpilih, dan peluang silang data latih.

    ``crossed`` berukuran (baris latih, kelas): tiap baris dinilai oleh model
    yang tidak melihat kelompok kalimatnya.
    """

    model: object
    strength: float
    cross_f1: float
    crossed: np.ndarray


def features():
    """Gabungan TF-IDF kata (1-2) dan karakter dalam kata (2-5)."""
    return make_union(
        TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, strip_accents="unicode", min_df=2,
            token_pattern=r"(?u)\b\w+\b", dtype=np.float32,
        ),
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True,
            strip_accents="unicode", min_df=3, dtype=np.float32,
        ),
    )  # fmt: skip


def classifier(strength: float) -> LogisticRegression:
    """Regresi logistik multikelas dengan kekuatan ``strength`` (C)."""
    return LogisticRegression(C=strength, max_iter=300, tol=1e-3)


def fit_baseline(train: Sequence[Example], strengths=STRENGTHS, folds: int = FOLDS) -> Baseline:
    """Pilih C dengan validasi silang berkelompok, lalu latih pada semua ``train``."""
    text = np.array([example.text for example in train], dtype=object)
    gold = np.array([example.label for example in train])
    groups = np.array([example.group for example in train])
    classes = int(gold.max()) + 1
    crossed = {c: np.zeros((len(train), classes)) for c in strengths}
    for inside, outside in GroupKFold(folds).split(text, gold, groups):
        extract = features()
        seen, unseen = extract.fit_transform(text[inside]), extract.transform(text[outside])
        for c in strengths:
            model = classifier(c).fit(seen, gold[inside])
            crossed[c][np.ix_(outside, model.classes_)] = model.predict_proba(unseen)
    value = {c: f1_score(gold, rows.argmax(axis=1), average="macro") for c, rows in crossed.items()}
    best = max(value, key=value.get)
    model = make_pipeline(features(), classifier(best)).fit(text, gold)
    return Baseline(model, best, float(value[best]), crossed[best])


def predict(baseline: Baseline, examples: Sequence[Example]) -> np.ndarray:
    """Peluang kelas, berukuran (contoh, kelas)."""
    return baseline.model.predict_proba([example.text for example in examples])
