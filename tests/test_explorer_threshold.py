"""Penjelajah ambang: hitungannya benar, gambarnya berubah, masukan keliru mendapat pesan."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from course_lib.explorers import explore_threshold
from course_lib.explorers.threshold import counts

LABELS, SCORES = [0, 0, 1, 1, 0], [0.1, 0.6, 0.4, 0.9, 0.2]


@pytest.mark.parametrize("threshold", [0.05, 0.2, 0.4, 0.55, 0.9, 0.95])
def test_counts_like_sklearn(threshold):
    guess = np.array(SCORES) >= threshold
    tn, fp, fn, tp = confusion_matrix(LABELS, guess, labels=[0, 1]).ravel()
    assert counts(np.array(LABELS, dtype=bool), np.array(SCORES), threshold) == (tp, fp, fn, tn)


def test_slider_changes_picture_and_text():
    made = explore_threshold(np.array(LABELS, dtype=bool), SCORES, 0.4)
    assert "TP 2, FP 1, FN 0, TN 2" in made.text
    assert "presisi 0.67, recall 1.00, F1 0.80, akurasi 0.80" in made.text
    slider, before = made.box.children[0], made.image.value
    slider.value = slider.max
    assert made.image.value != before
    assert "TP 0, FP 0" in made.text and "presisi tak terdefinisi, recall 0.00" in made.text


def test_equal_scores_still_draw():
    assert "TP 1, FP 1" in explore_threshold([0, 1], [0.5, 0.5]).text


@pytest.mark.parametrize(
    "labels, scores, said",
    [
        ([0, 1], [0.1], "sama panjang"),
        ([], [], "sama panjang"),
        ([0, 2], [0.1, 0.2], "dua kelas"),
        ([1, 1], [0.1, 0.2], "dua kelas"),
        ([0, 1], [0.1, float("nan")], "bukan bilangan"),
    ],
)
def test_wrong_input_is_told(labels, scores, said):
    with pytest.raises(ValueError, match=said):
        explore_threshold(labels, scores)
