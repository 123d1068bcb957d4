"""Tabel, gambar, dan penjelajah."""

import base64

import pytest

from course_lib.display import Table
from course_lib.widgets import Explorer


def test_table_in_console_and_html_escapes():
    table = Table([("a", "<b>"), ("panjang", 2)], headers=("x", "y"))
    assert repr(table).splitlines() == ["x        y", "a        <b>", "panjang  2"]
    assert "&lt;b&gt;" in table._repr_html_() and "<th" in table._repr_html_()


@pytest.fixture
def explorer():
    import ipywidgets
    from matplotlib.figure import Figure

    def draw(n):
        if n > 8:
            raise ValueError("terlalu besar")
        figure = Figure(figsize=(2, 1))
        figure.subplots().bar(range(n), range(n))
        return figure, f"n = {n}"

    return Explorer({"n": ipywidgets.IntSlider(3, 1, 9)}, draw)


def test_explorer_bundle_has_widget_picture_and_text(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == "n = 3"
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == explorer.box.model_id


def test_explorer_redraws_and_survives_a_wrong_value(explorer):
    slider = explorer.box.children[0]
    first = explorer.image.value
    slider.value = 5
    second = explorer.image.value
    assert second != first and explorer.text == "n = 5"
    slider.value = 9
    assert explorer.image.value == second
    assert "terlalu besar" in explorer.message.value
    slider.value = 4
    assert explorer.message.value == ""


def test_same_drawing_gives_same_bytes(explorer):
    again = explorer._draw(**explorer.values())[0]
    from course_lib.display import figure_png

    assert figure_png(again) == explorer.image.value
