"""Kalibrasi: tanpa bias, uji 5% menolak sekitar 5%; dengan bias yang ditanam, ia menemukannya.

Skor buatan: pola + kata + lapisan + sisa. Kelompok kata tidak berpengaruh kecuali bila
``planted`` diberikan. Setiap keadaan diulang dengan benih tetap: 400 kali, dan 1000 kali bagi
selang yang murah dihitung, supaya kebetulan dalam ulangan sendiri tidak ikut menentukan.
"""

import zlib

import numpy as np
import pytest
from scipy import stats

from course_lib.bias import (
    group_contrast,
    holm,
    label_permutation_test,
    rates_by_group,
    sign_flip_test,
    two_way_bootstrap,
    two_way_interval,
)

RUNS = 400
TEMPLATES = 28
# Simpangan baku pengaruh pola, kata, lapisan, dan sisa; `skewed`: sebaran eksponensial.
WORLDS = {
    "biasa": {"template": 1.0, "word": 0.5, "layer": 0.5, "rest": 0.5},
    "pola kuat": {"template": 3.0, "word": 0.5, "layer": 0.5, "rest": 0.5},
    "kata kuat": {"template": 0.5, "word": 2.0, "layer": 0.5, "rest": 0.3},
    "lapisan kuat": {"template": 0.5, "word": 0.5, "layer": 3.0, "rest": 0.5},
    "miring": {"template": 1.0, "word": 1.0, "layer": 1.0, "rest": 1.0, "skewed": True},
    "pola x kelompok": {"template": 1.0, "word": 0.5, "layer": 0.5, "rest": 0.5, "clash": 1.0},
}


def world(rng, words, template, word, layer, rest, skewed=False, clash=0.0, planted=0.0):
    """(skor (28, 2 * words), kelompok, lapisan): setiap lapisan dua kata L dan dua kata P."""

    def draw(scale, *shape):
        return scale * (rng.exponential(1, shape) - 1 if skewed else rng.normal(size=shape))

    groups = np.array(["L", "P"] * words)
    layers = np.arange(2 * words) // 4
    scores = draw(template, TEMPLATES, 1) + draw(word, 1, 2 * words) + draw(rest, TEMPLATES, 2 * words)
    scores = scores + draw(layer, layers[-1] + 1)[layers]
    scores = scores + draw(clash, TEMPLATES, 2)[:, (groups == "P").astype(int)]
    return scores + planted * (groups == "L"), groups, layers


def setting(name, layered):
    """Keadaan ``name``; tanpa lapisan, pengaruh lapisannya pun tidak ada."""
    return WORLDS[name] if layered else {**WORLDS[name], "layer": 0.0}


def share(check, name="", runs=RUNS):
    """Bagian ulangan yang memenuhi ``check(rng)``; setiap ``name`` mempunyai deret acak sendiri."""
    seed = zlib.crc32(name.encode())
    return sum(bool(check(np.random.default_rng([seed, run]))) for run in range(runs)) / runs


def as_expected(rate):
    return 0.02 <= rate <= 0.09


FIXED_TEMPLATES = [name for name in WORLDS if name != "pola x kelompok"]


@pytest.mark.parametrize("words", [12, 22])
@pytest.mark.parametrize("layered", [False, True])
@pytest.mark.parametrize("name", FIXED_TEMPLATES)
def test_label_permutation_rejects_about_five_percent(name, words, layered):
    def rejects(rng):
        scores, groups, layers = world(rng, words, **setting(name, layered))
        return (
            label_permutation_test(scores, groups, layers if layered else None, repeats=499).p_value <= 0.05
        )

    rate = share(rejects, f"label {name} {words} {layered}")
    print(f"label {name} {words} {layered}: {rate:.3f}")
    assert as_expected(rate)


@pytest.mark.parametrize("name", ["biasa", "kata kuat", "miring"])
def test_label_permutation_of_many_groups(name):
    def rejects(rng):
        scores, _, layers = world(rng, 12, **WORLDS[name])
        return label_permutation_test(scores, rng.permutation(np.arange(24) % 4), repeats=499).p_value <= 0.05

    rate = share(rejects, name)
    print(f"banyak kelompok {name}: {rate:.3f}")
    assert as_expected(rate)


@pytest.mark.parametrize("words", [12, 22])
@pytest.mark.parametrize("layered", [False, True])
@pytest.mark.parametrize("name", list(WORLDS))
def test_two_way_interval_covers_zero(name, words, layered):
    def covers(rng):
        scores, groups, layers = world(rng, words, **setting(name, layered))
        interval = two_way_interval(
            scores, group_contrast(groups, "L", "P"), strata=layers if layered else None
        )
        return not interval.excludes(0)

    rate = share(covers, f"selang {name} {words} {layered}", 1000)
    print(f"selang {name} {words} {layered}: {rate:.3f}")
    assert 0.91 <= rate <= 0.98


@pytest.mark.parametrize("words", [12])
@pytest.mark.parametrize("layered", [False, True])
@pytest.mark.parametrize("name", list(WORLDS))
def test_two_way_bootstrap_covers_zero(name, words, layered):
    def covers(rng):
        scores, groups, layers = world(rng, words, **setting(name, layered))
        contrast = group_contrast(groups, "L", "P")
        interval = two_way_bootstrap(scores, contrast, 500, strata=layers if layered else None)
        return not interval.excludes(0)

    rate = share(covers, f"bootstrap {name} {words} {layered}", 200)
    print(f"bootstrap {name} {words} {layered}: {rate:.3f}")
    assert rate >= 0.91


@pytest.mark.parametrize("scale", [0.0, 2.0])
@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("count", [20])
def test_sign_flip_rejects_about_five_percent(count, skewed, scale):
    """Dua kata yang setara: selisihnya setangkup, walaupun skornya sendiri miring."""

    def rejects(rng):
        noise = rng.exponential(1, (count, 2)) if skewed else rng.normal(size=(count, 2))
        noise = noise * (1 + scale * rng.random((count, 1)))
        return sign_flip_test(noise[:, 0] - noise[:, 1], repeats=499).p_value <= 0.05

    rate = share(rejects, f"tanda {count} {skewed} {scale}")
    print(f"tanda {count} {skewed} {scale}: {rate:.3f}")
    assert as_expected(rate)


@pytest.mark.parametrize("test", ["label", "selang", "bootstrap", "tanda"])
def test_a_planted_bias_is_found(test):
    def finds(rng):
        scores, groups, layers = world(rng, 12, planted=1.0, **WORLDS["biasa"])
        contrast = group_contrast(groups, "L", "P")
        if test == "label":
            return label_permutation_test(scores, groups, layers, repeats=499).p_value <= 0.05
        if test == "tanda":
            return sign_flip_test(scores @ contrast, repeats=499).p_value <= 0.05
        method = two_way_interval if test == "selang" else two_way_bootstrap
        interval = method(scores, contrast, strata=layers)
        return interval.excludes(0) and interval.value == pytest.approx(1, abs=0.8)

    assert share(finds, runs=200) >= 0.9


def test_the_interval_covers_the_planted_bias():
    def covers(rng):
        scores, groups, layers = world(rng, 22, planted=0.7, **WORLDS["miring"])
        return not two_way_interval(scores, group_contrast(groups, "L", "P"), strata=layers).excludes(0.7)

    assert 0.91 <= share(covers) <= 0.98


def test_permuting_inside_templates_confuses_words_with_groups():
    """Uji naif: hanya pola yang dianggap acak, padahal kata pun berbeda-beda."""

    def naive(rng, name):
        scores, groups, _ = world(rng, 12, **WORLDS[name])
        return sign_flip_test(scores @ group_contrast(groups, "L", "P"), repeats=499).p_value <= 0.05

    assert share(lambda rng: naive(rng, "biasa")) > 0.4
    assert share(lambda rng: naive(rng, "kata kuat")) > 0.8


def test_ignoring_the_layers_of_a_balanced_list_is_timid():
    """Kelompoknya seimbang di setiap lapisan, tetapi lapisannya tidak disebut: uji jarang menolak."""

    def rejects(rng, planted):
        scores, groups, layers = world(rng, 12, planted=planted, **WORLDS["lapisan kuat"])
        with_layers = label_permutation_test(scores, groups, layers, repeats=199).p_value <= 0.05
        return with_layers, label_permutation_test(scores, groups, repeats=199).p_value <= 0.05

    assert share(lambda rng: rejects(rng, 0.0)[1]) < 0.02
    assert share(lambda rng: rejects(rng, 0.7)[0]) > 0.7
    assert share(lambda rng: rejects(rng, 0.7)[1]) < 0.1


def test_label_permutation_speaks_about_these_templates_only():
    """Bila kelompoknya berbeda hanya menurut pola, uji label menolak; selang dua arah tidak."""
    rate = share(
        lambda rng: (
            label_permutation_test(*world(rng, 22, **WORLDS["pola x kelompok"]), repeats=199).p_value <= 0.05
        )
    )
    assert rate > 0.15


def test_holm_keeps_the_family_error():
    def any_rejection(rng):
        return (holm(rng.random(20)) <= 0.05).any()

    assert as_expected(share(any_rejection))
    assert share(lambda rng: (rng.random(20) <= 0.05).any()) > 0.5


def test_wilson_covers_the_rate():
    def covers(rng):
        flags = rng.random(30) < 0.2
        return not rates_by_group(flags, ["x"] * 30)["x"].excludes(0.2)

    assert 0.91 <= share(covers) <= 0.98


# --- hitungan yang diketahui ----------------------------------------------------------


def test_interval_without_word_effects_is_close_to_the_paired_t():
    """Bila katanya tidak berbeda, selangnya mendekati selang t berpasangan menurut pola."""
    rng = np.random.default_rng(3)
    scores = np.repeat(rng.normal(size=(40, 2)), 10, axis=1)
    contrast = group_contrast(["L"] * 10 + ["P"] * 10, "L", "P")
    theirs = stats.ttest_1samp(scores @ contrast, 0).confidence_interval(0.95)
    ours = two_way_interval(scores, contrast)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_interval_without_template_effects_is_the_two_sample_t():
    rng = np.random.default_rng(4)
    means = rng.normal(size=20)
    contrast = group_contrast(["L"] * 10 + ["P"] * 10, "L", "P")
    theirs = stats.ttest_ind(means[:10], means[10:], equal_var=False).confidence_interval(0.95)
    ours = two_way_interval(np.tile(means, (30, 1)), contrast)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_equal_scores_give_a_point():
    interval = two_way_interval(np.ones((20, 4)), [0.5, 0.5, -0.5, -0.5])
    assert (interval.value, interval.low, interval.high) == (0, 0, 0)


def test_neutral_words_do_not_matter():
    rng = np.random.default_rng(5)
    scores, groups = rng.normal(size=(20, 9)), list("LPLPNLPLP")
    contrast, layers = group_contrast(groups, "L", "P"), list("aaaabbbbb")
    kept = [number for number, name in enumerate(groups) if name != "N"]
    assert two_way_interval(scores, contrast) == two_way_interval(scores[:, kept], contrast[kept])
    with pytest.raises(ValueError, match="bukan 0"):
        two_way_interval(scores, contrast, strata=list("aaabbbbbb"))
    assert two_way_interval(scores, contrast, strata=layers) == two_way_interval(
        scores[:, kept], contrast[kept], strata=[layers[number] for number in kept]
    )


def test_unequal_layers_are_weighted():
    """Sepuluh lapisan 2+2 dan dua lapisan 1+1, seperti daftar nama kursus."""
    groups = np.array((["L", "L", "P", "P"] * 10) + ["L", "P"] * 2)
    layers = np.repeat(np.arange(12), [4] * 10 + [2] * 2)

    def covers(rng):
        scores = rng.normal(size=(28, 1)) + rng.normal(size=44) + rng.normal(size=(28, 44))
        scores = scores + 3 * rng.normal(size=12)[layers]
        return not two_way_interval(scores, group_contrast(groups, "L", "P"), strata=layers).excludes(0)

    assert 0.91 <= share(covers) <= 0.98


def test_sign_flip_of_few_differences_counts_every_sign():
    assert sign_flip_test([1.0] * 6).p_value == pytest.approx(2 / 64)
    assert sign_flip_test([1.0, -1.0] * 5).p_value == 1


def test_label_permutation_is_close_to_the_exact_one():
    means, groups = np.array([3.0, 2.5, 2.9, 3.4, 1.0, 1.2, 2.6, 0.9]), list("LLLLPPPP")
    exact = stats.permutation_test(
        (means[:4], means[4:]), lambda a, b: a.mean() - b.mean(), vectorized=False, n_resamples=np.inf
    )
    found = label_permutation_test(means, groups, repeats=20000)
    assert found.statistic == pytest.approx(exact.statistic)
    assert found.p_value == pytest.approx(exact.pvalue, abs=0.006)


def test_statistic_has_the_sign_of_the_first_group():
    scores = np.tile([1.0, 2.0, 3.0, 4.0, 9.0, 10.0, 11.0, 12.0], (20, 1))
    assert label_permutation_test(scores, list("PPPPLLLL")).statistic == pytest.approx(-8)


def test_results_repeat_with_the_seed():
    scores, groups, layers = world(np.random.default_rng(9), 12, **WORLDS["biasa"])
    contrast = group_contrast(groups, "L", "P")
    assert label_permutation_test(scores, groups, layers) == label_permutation_test(scores, groups, layers)
    assert two_way_bootstrap(scores, contrast) == two_way_bootstrap(scores, contrast)
    assert two_way_bootstrap(scores, contrast) != two_way_bootstrap(scores, contrast, seed=1)
    assert sign_flip_test(scores @ contrast) == sign_flip_test(scores @ contrast)


def test_holm_equals_the_worked_example_and_keeps_the_order():
    assert holm([0.01, 0.04, 0.03]).tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.04, 0.01, 0.5, 0.9]).tolist() == pytest.approx([0.12, 0.04, 1.0, 1.0])
    values = np.random.default_rng(0).random(30) ** 3
    corrected = holm(values)
    assert (corrected >= values).all() and (corrected <= np.minimum(values * 30, 1) + 1e-12).all()
    assert (corrected >= stats.false_discovery_control(values) - 1e-12).all()


# --- masukan keliru -------------------------------------------------------------------

GOOD = np.random.default_rng(0).normal(size=(20, 4))
HALF = [0.5, 0.5, -0.5, -0.5]


@pytest.mark.parametrize("method", [two_way_interval, two_way_bootstrap])
@pytest.mark.parametrize(
    "scores, contrast, options, said",
    [
        (GOOD, [1, -1], {}, "sepanjang kata"),
        (GOOD[0], HALF, {}, "pola, kata"),
        (GOOD * np.nan, HALF, {}, "bukan bilangan"),
        (GOOD[:1], HALF, {}, "dua pola"),
        (GOOD, [0, 0, 0, 0], {}, "Semua bobot 0"),
        (GOOD, [1, -1, 0, 0], {}, "tidak dapat dibedakan"),
        (GOOD, HALF, {"level": 95}, "antara 0 dan 1"),
        (GOOD, HALF, {"strata": list("aabb")}, "bukan 0"),
        (GOOD, HALF, {"strata": list("aaaa")}, "satu lapisan"),
        (GOOD, HALF, {"strata": list("ab")}, "sepanjang kata"),
    ],
)
def test_wrong_interval_inputs_are_told(method, scores, contrast, options, said):
    with pytest.raises(ValueError, match=said):
        method(scores, contrast, **options)


def test_few_repeats_are_refused():
    with pytest.raises(ValueError, match="terlalu sedikit"):
        two_way_bootstrap(GOOD, HALF, repeats=10)


@pytest.mark.parametrize(
    "scores, groups, strata, said",
    [
        (GOOD, list("LP"), None, "sama banyak"),
        (GOOD, list("LLLL"), None, "dua kelompok"),
        (GOOD[:, :2], list("LP"), None, "satu kata"),
        (GOOD, list("LLPP"), None, "p terkecil yang mungkin 0,33"),
        (GOOD, list("LPLP"), list("aabb"), "0,50"),
        (GOOD * np.inf, list("LLPP"), None, "bukan bilangan"),
    ],
)
def test_wrong_label_inputs_are_told(scores, groups, strata, said):
    with pytest.raises(ValueError, match=said):
        label_permutation_test(scores, groups, strata)


@pytest.mark.parametrize(
    "values, said", [([0.1] * 5, "sedikitnya enam"), (GOOD, "satu deret"), ([np.nan] * 8, "bukan bilangan")]
)
def test_wrong_differences_are_told(values, said):
    with pytest.raises(ValueError, match=said):
        sign_flip_test(values)


@pytest.mark.parametrize("values", [[], [1.2], [-0.1], [[0.1]], [np.nan]])
def test_wrong_p_values_are_told(values):
    with pytest.raises(ValueError, match="nilai p"):
        holm(values)


@pytest.mark.parametrize(
    "flags, groups, said",
    [([1], ["a", "b"], "sama panjang"), ([], [], "tidak kosong"), ([2], ["a"], "True/False")],
)
def test_wrong_flags_are_told(flags, groups, said):
    with pytest.raises(ValueError, match=said):
        rates_by_group(flags, groups)


def test_rates_keep_the_order_of_the_data():
    assert list(rates_by_group([True, False, True], ["b", "a", "b"])) == ["b", "a"]
