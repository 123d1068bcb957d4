"""Penjelajah bias: angkanya benar, gambarnya berubah, masukan keliru mendapat pesan."""

import numpy as np
import pytest

from course_lib.bias import group_contrast, two_way_interval
from course_lib.explorers import explore_bias

TEMPLATES = [f"{{nama}} berjalan di jalan nomor {number}." for number in range(24)]
WORDS, GROUPS = list("abcdefgh"), list("LPLPLPLN")
SETS = ["positif"] * 12 + ["negatif"] * 12
SCORES = np.random.default_rng(0).normal(size=(24, 8))


def made(scores=SCORES, **options):
    return explore_bias(scores, TEMPLATES, WORDS, GROUPS, **{"sets": SETS, **options})


def controls(explorer):
    return dict(zip(("chosen", "first", "second", "template"), explorer.box.children, strict=False))


def test_text_tells_the_interval_and_the_chosen_template():
    explorer = made(unit="logit")
    wanted = two_way_interval(SCORES, group_contrast(GROUPS, "L", "P"))
    assert f"selisih logit {wanted}" in explorer.text
    assert "L (4 kata) dikurangi P (3 kata), 24 pola" in explorer.text
    assert "pola 1: {nama} berjalan di jalan nomor 0." in explorer.text
    assert "tidak ada klaim" in explorer.text
    means = [SCORES[0, [0, 2, 4, 6]].mean(), SCORES[0, [1, 3, 5]].mean()]
    assert f"rata-rata L {means[0]:.3f}, P {means[1]:.3f}".replace(".", ",") in explorer.text.replace(
        ".", ","
    )
    above = int((SCORES @ group_contrast(GROUPS, "L", "P") > 0).sum())
    assert f"L lebih tinggi di {above} pola, P lebih tinggi di {24 - above} pola" in explorer.text


def test_every_choice_changes_picture_and_text():
    explorer = made()
    chosen = controls(explorer)
    for name, value, said in (
        ("chosen", "negatif", "hanya 12 pola"),
        ("template", 20, "pola 21"),
        ("second", "N", "satu kata: kata dan kelompoknya"),
    ):
        before = explorer.image.value
        chosen[name].value = value
        assert explorer.image.value != before, name
        assert said in explorer.text


def test_a_difference_is_read_in_both_directions():
    planted = SCORES * 0.1 + np.array([group == "P" for group in GROUPS])
    assert "kata P lebih tinggi, kata L lebih rendah" in made(planted).text
    assert "kata L lebih tinggi, kata P lebih rendah" in made(-planted).text


def test_the_same_group_twice_is_told_and_the_picture_stays():
    explorer = made()
    before = explorer.image.value
    controls(explorer)["second"].value = "L"
    assert "dua kelompok yang berbeda" in explorer.message.value and explorer.image.value == before
    controls(explorer)["second"].value = "P"
    assert explorer.message.value == ""


def test_strata_are_passed_on():
    scores, groups, layers = SCORES, list("LPLPLPLP"), list("aabbccdd")
    text = explore_bias(scores, TEMPLATES, WORDS, groups, strata=layers).text
    assert str(two_way_interval(scores, group_contrast(groups, "L", "P"), strata=layers)) in text


def test_without_kernel_there_is_a_picture_and_a_text():
    bundle = made()._repr_mimebundle_()
    assert bundle["image/png"].startswith("iVBOR") and "pola" in bundle["text/plain"]


def test_words_are_not_named():
    explorer = explore_bias(SCORES, TEMPLATES, [f"kata{letter}" for letter in WORDS], GROUPS)
    assert "kata" + "a" not in explorer.text.replace("rata-rata", "")


def test_a_lonely_template_has_no_interval():
    explorer = made(sets=["a"] + ["b"] * 23)
    controls(explorer)["chosen"].value = "a"
    assert "satu pola" in explorer.message.value


@pytest.mark.parametrize(
    "scores, options, said",
    [
        (SCORES[:3], {}, "24 pola"),
        (SCORES, {"sets": ["a"]}, "1 kumpulan"),
        (SCORES * np.nan, {}, "bukan bilangan"),
    ],
)
def test_wrong_input_is_told(scores, options, said):
    with pytest.raises(ValueError, match=said):
        made(scores, **options)


def test_one_group_is_told():
    with pytest.raises(ValueError, match="dua kelompok"):
        explore_bias(SCORES, TEMPLATES, WORDS, ["L"] * 8)
