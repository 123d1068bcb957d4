"""Tautan: proyek tidak punya yang rusak, dan pemeriksanya menemukan yang rusak."""

import json

import pytest

from tools import links


def test_no_broken_links():
    assert links.problems() == []


@pytest.fixture
def project(tmp_path):
    (tmp_path / "notebooks").mkdir()
    cells = [{"cell_type": "markdown", "source": ["# Judul Satu\n", "## 2. Apa itu `batch`?"]}]
    (tmp_path / "notebooks" / "bab01_x.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")

    def write(text):
        (tmp_path / "README.md").write_text(text, encoding="utf-8")
        return links.problems(tmp_path)

    return write


@pytest.mark.parametrize(
    "text",
    [
        "[a](notebooks/bab01_x.ipynb)",
        "[a](notebooks/bab01_x.ipynb#Judul-Satu)",
        "[a](notebooks/bab01_x.ipynb#2-apa-itu-batch)",
        "# Awal\n[a](#awal) <a id=\"sini\"></a> [b](#sini)",
        "[a](https://contoh.id/x?y=1#z) <https://contoh.id> [b](mailto:a@b.id)",
        "![g](notebooks/bab01_x.ipynb \"judul\")",
        "```\n[a](tidak-ada.md)\n```\n`[a](tidak-ada.md)`",
    ],
)
def test_good_links(project, text):
    assert project(text) == []


@pytest.mark.parametrize(
    "text, reason",
    [
        ("[a](tidak-ada.md)", "berkas tidak ada"),
        ("[a](notebooks/bab01_x.ipynb#Judul-Dua)", "tidak ada judul"),
        ("[a](#tidak)", "tidak ada judul"),
        ("[a](../luar.md)", "berkas tidak ada"),
        ("[a](https:/contoh.id)", "tidak berbentuk"),
        ("[a](htp://contoh.id)", "tidak berbentuk"),
        ("[a]()", "kosong"),
        ('<img src="gambar.png">', "berkas tidak ada"),
    ],
)
def test_broken_links(project, text, reason):
    (found,) = project(text)
    assert found.startswith("README.md: ") and reason in found
