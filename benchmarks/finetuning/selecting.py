"""Memilih setelan di dalam lipatan latih, dengan validasi silang berkelompok."""

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.finetuning.data import Rows
from course_lib.evaluation import grouped_folds, macro_f1

INNER_FOLDS = 4


def best_strength(
    folded: Callable, train: Rows, classifier: Callable, strengths: Sequence[float], seed: int
) -> tuple[float, float]:
    """C terbaik dari ``strengths`` dan F1 makro silangnya; ``train`` saja yang dilihat.

    Args:
        folded: menerima (nomor latih, nomor uji) di dalam ``train``, mengembalikan
            (fitur latih, fitur uji).
        classifier: pembuat penggolong dari sebuah C.
    """
    guesses = {strength: np.zeros(len(train), dtype=int) for strength in strengths}
    for inside, outside in grouped_folds(train.label, train.group, INNER_FOLDS, seed):
        seen, unseen = folded(inside, outside)
        for strength in strengths:
            guesses[strength][outside] = classifier(strength).fit(seen, train.label[inside]).predict(unseen)
    scores = {strength: macro_f1(train.label, found) for strength, found in guesses.items()}
    best = max(scores, key=scores.get)
    return best, scores[best]
