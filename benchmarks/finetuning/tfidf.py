"""Pembanding: TF-IDF n-gram kata dan karakter dengan regresi logistik."""

import pickle

from benchmarks.finetuning.data import Rows
from benchmarks.finetuning.selecting import best_strength
from recipes.bert_mini.baseline import classifier, features

STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0)


def fit_predict(train: Rows, test: Rows, seed: int) -> tuple:
    """Tebakan untuk ``test`` (n,), dan yang perlu dicatat.

    C dipilih dengan validasi silang berkelompok di dalam ``train``; kosakata dan idf di
    dalamnya pun dihitung ulang dari bagian latihnya saja.
    """

    def folded(inside, outside):
        extract = features()
        return extract.fit_transform(train.pick(inside).text), extract.transform(train.pick(outside).text)

    best, score = best_strength(folded, train, classifier, STRENGTHS, seed)
    extract = features()
    model = classifier(best).fit(extract.fit_transform(train.text), train.label)
    guesses = model.predict(extract.transform(test.text))
    return guesses, {
        "c": best,
        "f1_dalam": round(score, 4),
        "bita": len(pickle.dumps((extract, model))),
        "parameter": int(model.coef_.size + model.intercept_.size),
    }
