"""Ukuran untuk Trainer, kurva belajar, dan rekaman."""

import json
import platform

import numpy as np
import pytest
import torch
from transformers import EvalPrediction

from course_lib import CourseError, recording
from course_lib.recording import recorded, recorded_on
from course_lib.training import classification_metrics, plot_learning_curves


def test_metrics_from_logits():
    logits = np.array([[2.0, 1, 0], [0, 3, 1], [1, 0, 0], [0, 2, 0]])
    metrics = classification_metrics(EvalPrediction(logits, np.array([0, 1, 1, 1])))
    assert metrics == {"accuracy": 0.75, "macro_f1": pytest.approx((2 / 3 + 0.8 + 0) / 3)}
    assert classification_metrics(EvalPrediction((logits, "lain"), np.array([0, 1, 1, 1]))) == metrics


LOG = [
    {"loss": 1.1, "epoch": 1.0},
    {"eval_loss": 1.0, "eval_macro_f1": 0.4, "epoch": 1.0},
    {"loss": 0.8, "epoch": 2.0},
    {"eval_loss": 0.9, "eval_macro_f1": 0.5, "epoch": 2.0},
    {"train_runtime": 3.0, "epoch": 2.0},
]


def drawn(axes):
    return [list(line.get_ydata()) for line in axes.lines]


def test_curves_draw_what_the_log_holds():
    upper, lower = plot_learning_curves(LOG).axes
    assert drawn(upper) == [[1.1, 0.8], [1.0, 0.9]] and drawn(lower) == [[0.4, 0.5]]


def test_several_logs_stand_side_by_side_on_one_scale():
    better = [{"loss": 0.2, "epoch": 1.0}, {"eval_loss": 0.3, "eval_macro_f1": 0.9, "epoch": 1.0}]
    first, second, _, last = plot_learning_curves({"satu": LOG, "dua": better}, classes=3).axes
    assert (first.get_title(), second.get_title()) == ("satu", "dua")
    assert first.get_ylim() == second.get_ylim() and drawn(last) == [[0.9]]
    assert drawn(second)[:2] == [[0.2], [0.3]] and drawn(second)[2] == pytest.approx([np.log(3)] * 2)


def test_curves_without_evaluation_say_what_is_missing():
    with pytest.raises(ValueError, match="eval_strategy"):
        plot_learning_curves([{"loss": 1.0, "epoch": 1.0}])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "FOLDER", tmp_path)
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    return tmp_path


def forbidden():
    raise AssertionError("tidak boleh dijalankan")


def test_a_recording_is_shown_as_one_and_not_run(folder, capsys):
    entry = {"date": "2026-11-23", "machine": "2 utas CPU", "seconds": 125, "result": {"f1": 0.5}}
    (folder / "contoh.json").write_text(json.dumps(entry), encoding="utf-8")
    assert recorded("contoh", forbidden) == {"f1": 0.5}
    said = capsys.readouterr().out
    assert "Rekaman 23 November 2026: 2 utas CPU, 2 menit 5 detik" in said and "repeat=True" in said


def test_repeat_really_runs_and_writes_nothing(folder, capsys):
    assert recorded("contoh", lambda: {"f1": (1, 2)}, repeat=True) == {"f1": [1, 2]}
    assert "komputer ini" in capsys.readouterr().out and not list(folder.iterdir())


def test_an_author_records_then_readers_see_the_same(folder, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_RECORD", "lain,contoh")
    first = recorded("contoh", lambda: {"f1": 0.25})
    monkeypatch.delenv("COURSE_RECORD")
    assert recorded("contoh", forbidden) == first == {"f1": 0.25}
    entry = json.loads((folder / "contoh.json").read_text(encoding="utf-8"))
    assert entry["versions"]["torch"] and entry["processor"] == recording.processor()


def test_the_place_of_a_recording_can_stand_under_a_picture(folder):
    entry = {"date": "2026-11-23", "machine": "1 utas CPU", "seconds": 3, "result": 1}
    (folder / "lama.json").write_text(json.dumps(entry), encoding="utf-8")
    (folder / "baru.json").write_text(json.dumps(entry | {"processor": "Contoh X1"}), encoding="utf-8")
    assert recorded_on("lama") == "23 November 2026, 1 utas CPU"
    assert recorded_on("baru") == "23 November 2026, Contoh X1, 1 utas CPU"
    assert recorded_on("tidak ada", repeat=True) == "komputer ini"
    with pytest.raises(CourseError, match="baru, lama"):
        recorded_on("tidak ada")


def test_the_processor_is_named_and_the_computer_is_not(monkeypatch):
    assert recording.processor() and platform.node() not in recording.processor().split()
    found = {"cpu_name": "Contoh X1", "avx512_vnni": True, "avx512_bf16": False, "avx2": True}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: found, raising=False)
    assert recording.processor() == "Contoh X1 (AVX512-VNNI)"
    monkeypatch.delattr(torch.cpu, "get_capabilities")  # torch lama
    assert recording.processor() == platform.machine()


def test_an_unknown_recording_is_told(folder):
    with pytest.raises(CourseError, match="belum ada"):
        recorded("contoh", forbidden)


def test_a_failing_run_keeps_the_old_recording(folder, monkeypatch):
    (folder / "contoh.json").write_text("lama", encoding="utf-8")
    monkeypatch.setenv("COURSE_RECORD", "contoh")
    with pytest.raises(AssertionError):
        recorded("contoh", forbidden)
    assert (folder / "contoh.json").read_text(encoding="utf-8") == "lama"
