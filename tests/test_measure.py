"""Pengukuran: ronde yang diselang-seling, rasio, utas, ukuran, dan gambarnya."""

import numpy as np
import pytest
import torch

from course_lib.evaluation import Interval
from course_lib.measure import Method, cpu_threads, megabytes, plot_tradeoff, speedup, time_calls


def test_rounds_interleave_and_warm_up():
    order = []
    seconds = time_calls({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, repeats=3, warmup=1)
    assert order == ["a", "b", "b", "a", "a", "b", "b", "a"]  # urutannya digeser setiap ronde
    assert {name: len(values) for name, values in seconds.items()} == {"a": 3, "b": 3}
    assert all(value >= 0 for values in seconds.values() for value in values)


@pytest.mark.parametrize(("calls", "options"), [({}, {}), ({"a": print}, {"repeats": 0}), ({"a": print}, {"warmup": -1})])
def test_wrong_measurements_are_refused(calls, options):
    with pytest.raises(ValueError, match="sedikitnya"):
        time_calls(calls, **options)


def test_speedup_pairs_the_rounds():
    # Gangguan yang mengenai kedua cara di ronde yang sama tidak mengubah rasionya.
    noise = np.random.default_rng(0).uniform(1, 5, 20)
    assert speedup(2 * noise, noise) == Interval(2.0, 2.0, 2.0)
    generator = np.random.default_rng(1)
    found = speedup(generator.normal(3, 0.2, 40), generator.normal(2, 0.2, 40))
    assert found.low < 1.5 < found.high and found.excludes(1)


@pytest.mark.parametrize(("first", "second"), [([1, 2], [1, 2, 3]), ([1], [1]), ([1, 2], [0, 1])])
def test_speedup_refuses_what_it_cannot_compare(first, second):
    with pytest.raises(ValueError):
        speedup(first, second)


def test_threads_come_back_after_an_error():
    before = torch.get_num_threads()
    with pytest.raises(RuntimeError), cpu_threads(before + 1):
        assert torch.get_num_threads() == before + 1
        raise RuntimeError
    assert torch.get_num_threads() == before
    with pytest.raises(ValueError, match="sedikitnya 1"), cpu_threads(0):
        pass


def test_megabytes_of_files_and_weights(tmp_path):
    (tmp_path / "dalam").mkdir()
    (tmp_path / "a.bin").write_bytes(bytes(1_000_000))
    (tmp_path / "dalam" / "b.bin").write_bytes(bytes(500_000))
    assert megabytes(tmp_path) == 1.5 and megabytes(str(tmp_path / "a.bin")) == 1.0
    with pytest.raises(FileNotFoundError, match="Tidak ada berkas"):
        megabytes(tmp_path / "lain")
    layer = torch.nn.Linear(100, 100, bias=False)
    pair = torch.nn.Sequential(layer, torch.nn.Linear(100, 100, bias=False))
    assert megabytes(pair) == 0.08
    pair[1].weight = layer.weight  # bobot bersama dihitung sekali
    assert megabytes(pair) == 0.04
    assert megabytes(torch.nn.Linear(100, 100, bias=False, dtype=torch.bfloat16)) == 0.02


def test_megabytes_sees_inside_quantized_weights():
    from torchao.quantization import Int8WeightOnlyConfig, quantize_

    model = torch.nn.Sequential(torch.nn.Linear(512, 512, bias=False))
    quantize_(model, Int8WeightOnlyConfig())
    assert 512 * 512 / 1e6 <= megabytes(model) < 0.3  # satu byte setiap bobot, ditambah skala


def test_tradeoff_draws_every_method():
    rows = [
        Method("fp32", 21.6, Interval(1, 1, 1), Interval(0.6, 0.5, 0.7)),
        Method("int8", 5.9, Interval(2.5, 2.3, 2.7), Interval(0.59, 0.49, 0.69)),
    ]
    figure = plot_tradeoff(rows, "F1 makro", "2 utas CPU, 23 November 2026")
    left, right = figure.axes
    assert [text.get_text() for text in left.texts] == ["1", "2"]
    assert "23 November 2026" in figure.get_supxlabel() and "2 int8" in figure.get_supxlabel()
    assert right.get_xlabel() == "kali kecepatan fp32"
    close = [rows[0], Method("kembar", 21.9, Interval(1.01, 1, 1), Interval(0.6, 0.5, 0.7)), rows[1]]
    places = [[text.get_position()[1] > 0 for text in axes.texts] for axes in plot_tradeoff(close, "F1", "x").axes]
    assert places == [[True, False, True]] * 2  # nomor titik yang berdekatan tidak bertumpuk
    with pytest.raises(ValueError, match="note"):
        plot_tradeoff(rows, "F1 makro", "")
    with pytest.raises(ValueError, match="Tidak ada cara"):
        plot_tradeoff([], "F1 makro", "catatan")
