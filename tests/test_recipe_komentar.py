"""Resep bert-komentar: seluruh tahap dalam ukuran sangat kecil, dan ukurannya."""

import json

import numpy as np
import pytest

from recipes.bert_komentar import __main__ as command
from recipes.bert_komentar import measure
from tests.test_recipes import run_main, toy  # noqa: F401


def test_every_stage_runs_and_is_not_repeated(toy, tmp_path, capsys):  # noqa: F811
    assert run_main(command, toy, tmp_path) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert results["test"]["rows"] == 120 and len(results["samples"]) == len(measure.SENTENCES)
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert card.count("\n---\n") == 1 and "{" not in card.split("---")[2].replace("{…}", "")
    capsys.readouterr()
    assert run_main(command, toy, tmp_path) == 0
    assert "epoch" not in capsys.readouterr().out


def test_hub_is_no_source_of_data(tmp_path, capsys):
    assert command.main(["--data", "hub", "--work", str(tmp_path), "--quick"]) == 1
    assert "--data FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("answer, alarms, caught", [(0, 0, 0), (1, 60, 60)])
def test_counts_of_an_answer_that_is_always_the_same(answer, alarms, caught):
    rows = [row for row in measure.read_rows() if row["split"] == "test"]
    gold = np.array([measure.LABELS.index(row["label"]) for row in rows])
    guess = {"mini": np.full(len(rows), answer)}
    found = measure.false_alarms(rows, gold, guess)["mini"].values()
    assert sum(part["hits"] for part in found) == alarms and sum(part["rows"] for part in found) == 60
    assert sum(part["hits"] for part in measure.caught(rows, gold, guess)["mini"].values()) == caught
