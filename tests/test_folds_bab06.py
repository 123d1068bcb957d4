"""Kode di dalam lipatan Bab 6 tidak dijalankan pelajaran; di sini dijalankan dan hasilnya dicocokkan."""

import contextlib
import io
import re

import numpy as np
import pytest

from tools import notebooks
from tools.environment import ROOT

CELLS = notebooks.read(ROOT / "notebooks" / "bab06_dataset.ipynb").cells


def fold(title):
    """Teks lipatan itu dan kode Python di dalamnya."""
    (text,) = [cell.source for cell in CELLS if f"Menyelam lebih dalam: {title}" in cell.source]
    return text, re.search(r"```python\n(.*?)```", text, re.S)[1]


def run(code, names):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(code, "<lipatan>", "exec"), names)
    return output.getvalue().strip()


def test_minhash_by_hand_estimates_the_jaccard():
    text, code = fold("MinHash dengan tangan")
    (shingles,) = [cell.source for cell in CELLS if cell.source.startswith("def potongan(")]
    names = {"np": np}
    run(shingles, names)
    assert f"`{run(code, names)}`" in text


def test_shuffle_buffer_by_hand_agrees_with_the_library():
    from datasets import Dataset

    text, code = fold("penyangga dengan tangan")
    names = {"np": np, "angka": Dataset.from_dict({"n": range(600)}).to_iterable_dataset()}
    assert f"`{run(code, names)}`" in text


def test_stratified_split_keeps_the_shares(tmp_path):
    from datasets import load_dataset

    text, code = fold("pembagian berstrata")
    folder = ROOT / "class_hub/seed/datasets/mini/bacaan-nusantara"
    names = {"np": np, "bacaan": load_dataset(str(folder), split="train", cache_dir=str(tmp_path))}
    kinds, *rows = run(code, names).splitlines()
    assert eval(kinds) == ["cerita", "dialog", "panduan", "penjelasan"]
    for row in rows:
        assert f"`{row}`" in text


@pytest.mark.parametrize("similarity, chance", [(0.2, "0,008"), (0.5, "0,548"), (0.8, "1,000")])
def test_chance_of_sharing_a_band(similarity, chance):
    (text,) = [cell.source for cell in CELLS if "memilih banyaknya pita" in cell.source]
    assert f"{1 - (1 - similarity**5) ** 25:.3f}".replace(".", ",") == chance
    assert chance in text
