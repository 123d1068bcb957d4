"""Ukuran dan selang: sama dengan pustaka acuan, dan menolak masukan keliru."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from course_lib.evaluation import (
    Interval,
    bootstrap,
    grouped_folds,
    macro_f1,
    paired_difference,
    plot_intervals,
)


def test_interval_reads_in_indonesian_and_knows_zero():
    assert repr(Interval(0.8125, 0.74, 0.871)) == "0,812 [0,740; 0,871]"
    assert Interval(0.1, 0.05, 0.2).excludes(0) and not Interval(0.1, -0.05, 0.2).excludes(0)


@pytest.mark.parametrize("seed", range(20))
def test_macro_f1_equals_sklearn(seed):
    rng = np.random.default_rng(seed)
    labels, guesses = rng.integers(0, 4, 30), rng.integers(0, 3, 30)
    assert macro_f1(labels, guesses) == pytest.approx(f1_score(labels, guesses, average="macro", zero_division=0))
    all_classes = f1_score(labels, guesses, average="macro", zero_division=0, labels=range(6))
    assert macro_f1(labels, guesses, classes=6) == pytest.approx(all_classes)


@pytest.mark.parametrize(
    "labels, guesses, message",
    [
        ([0, 1], [0], "sama banyak"),
        ([], [], "tidak kosong"),
        (["a", "b"], ["a", "b"], "bilangan bulat"),
        ([0.2, 1.0], [0, 1], "argmax"),
        ([0, -1], [0, 1], "bilangan bulat"),
        ([[0, 1]], [[0, 1]], "bilangan bulat"),
    ],
)
def test_macro_f1_refuses_what_it_cannot_read(labels, guesses, message):
    with pytest.raises(ValueError, match=message):
        macro_f1(labels, guesses)


def test_macro_f1_refuses_a_class_beyond_the_named_number():
    with pytest.raises(ValueError, match="kelas nomor 2"):
        macro_f1([0, 1], [2, 1], classes=2)


def test_bootstrap_is_about_the_binomial_interval():
    interval = bootstrap(np.mean, [1] * 70 + [0] * 30)
    assert interval.value == pytest.approx(0.7)
    assert interval.low == pytest.approx(0.61, abs=0.02) and interval.high == pytest.approx(0.79, abs=0.02)
    assert interval == bootstrap(np.mean, [1] * 70 + [0] * 30)


def test_bootstrap_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    covered = 0
    for _ in range(200):
        groups = np.repeat(np.arange(40), 5)
        sample = np.repeat(rng.random(40) < 0.6, 5)  # lima terjemahan, satu nasib
        interval = bootstrap(np.mean, sample, groups=groups, repeats=300)
        covered += not interval.excludes(0.6)
    assert 0.88 <= covered / 200 <= 0.99


def test_copies_do_not_narrow_a_grouped_interval():
    rng = np.random.default_rng(1)
    values = rng.integers(0, 2, 60)
    single = bootstrap(np.mean, values, groups=np.arange(60))
    copies = bootstrap(np.mean, np.repeat(values, 5), groups=np.repeat(np.arange(60), 5))
    blind = bootstrap(np.mean, np.repeat(values, 5))
    assert copies == single
    assert blind.high - blind.low < 0.6 * (copies.high - copies.low)


def test_groups_need_not_be_sorted():
    values, groups = np.array([1, 0, 1, 0, 1, 1]), np.array(["b", "a", "b", "a", "c", "c"])
    order = np.argsort(groups, kind="stable")
    assert bootstrap(np.mean, values, groups=groups) == bootstrap(np.mean, values[order], groups=groups[order])


def test_paired_is_narrower_than_two_separate_intervals():
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 3, 150)
    first = np.where(rng.random(150) < 0.7, labels, (labels + 1) % 3)
    second = np.where(rng.random(150) < 0.05, (first + 1) % 3, first)
    gap = paired_difference(macro_f1, labels, first, second)
    assert gap.value == pytest.approx(macro_f1(labels, first) - macro_f1(labels, second))
    alone = bootstrap(macro_f1, labels, first)
    assert gap.high - gap.low < 0.7 * (alone.high - alone.low)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: bootstrap(np.mean), "sedikitnya satu kolom"),
        (lambda: bootstrap(np.mean, []), "tidak kosong"),
        (lambda: bootstrap(macro_f1, [0, 1], [0]), "panjangnya 2, 1"),
        (lambda: bootstrap(np.mean, [1, 0], groups=["a"]), "`groups` 1"),
        (lambda: bootstrap(np.mean, [1, 0], groups=["a", "a"]), "dua kelompok"),
        (lambda: bootstrap(np.mean, [1, 0], level=95), "antara 0 dan 1"),
        (lambda: bootstrap(np.mean, [1, 0], repeats=5), "terlalu sedikit"),
        (lambda: grouped_folds([0, 1], [0]), "sama banyak"),
        (lambda: grouped_folds([0, 1], [0, 1], folds=3), "yaitu 2"),
        (lambda: plot_intervals({}, "x"), "Tidak ada selang"),
    ],
)
def test_wrong_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_folds_keep_groups_together_and_labels_balanced():
    groups = np.tile(np.arange(60), 5)
    labels = groups % 3
    seen = []
    for train, test in grouped_folds(labels, groups):
        assert not set(groups[train]) & set(groups[test])
        assert np.bincount(labels[test]).tolist() == [20, 20, 20]
        seen += test.tolist()
    assert sorted(seen) == list(range(300))
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(grouped_folds(labels, groups), grouped_folds(labels, groups)))


def test_plot_greys_what_includes_the_reference():
    figure = plot_intervals({"A": Interval(0.1, 0.05, 0.2), "B": Interval(0.0, -0.1, 0.1)}, "selisih", reference=0)
    axes = figure.axes[0]
    colors = [line.get_color() for line in axes.lines[:4]]
    assert colors[0] == colors[1] != colors[2] == colors[3]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
