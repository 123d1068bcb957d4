"""Bahasa: prosa proyek lolos, dan pemeriksanya sungguh menemukan kesalahan."""

import json
import shutil

import pytest

from tools import language

needs_hunspell = pytest.mark.skipif(shutil.which("hunspell") is None, reason="hunspell tidak terpasang")


def everything():
    return [passage for path in language.files() for passage in language.passages(path)]


def test_style_and_terms_of_all_prose():
    assert len(language.files()) > 10
    assert [str(f) for passage in everything() for f in language.rule_findings(passage)] == []


@needs_hunspell
def test_spelling_of_all_prose():
    assert [str(finding) for finding in language.spelling_findings(everything())] == []


def found(text):
    passage = language.Passage("x.md", "", language.prose(text))
    return [finding.word for finding in language.rule_findings(passage)]


@pytest.mark.parametrize(
    "text, word",
    [
        ("Dalam praktek ini", "praktek"),
        ("Resiko itu", "Resiko"),
        ("aktifitas dan analisa", "aktifitas"),
        ("Ini mempengaruhi hasil", "mempengaruhi"),
        ("kita merubah nilai", "merubah"),
        ("Silahkan coba", "Silahkan"),
        ("dimana saja", "dimana"),
        ("kode di jalankan", "di jalankan"),
        ("data di simpan", "di simpan"),
        ("sel yang di tampilkan", "di tampilkan"),
        ("diatas meja", "diatas"),
        ("kata, di mana modelnya", ", di mana"),
        ("pembelajaran mesin itu", "pembelajaran mesin"),
        ("penalaan halus", "penalaan halus"),
        ("download dulu", "download"),
        ("kamu bisa", "kamu"),
        ("skornya 0.85 saja", "0.85"),
        ("naik 5 % dari", "5 %"),
        ("yang yang benar", "yang yang"),
        ("para siswa-siswa", "para siswa-siswa"),
        ("agar supaya baik", "agar supaya"),
    ],
)
def test_rules_find(text, word):
    assert word in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Skornya 0,85 dan 1.000 kata; versi 5.23 dari CC BY-SA 4.0; Python 3.12.",
        "`praktek` dan *praktek* dan [teks](praktek.md) serta\n```\npraktek\n```\n",
        "Modelnya di bagian depan, di latihan ini, di pekan pertama, dan di mana pun.",
        "Praktik, risiko, aktivitas, memengaruhi, mengubah, silakan.",
        "Anda dijalankan, disimpan; ke atas dan di atas.",
        "https://contoh.id/praktek/0.85",
        "Model {praktek} juta parameter.",
    ],
)
def test_rules_accept(text):
    assert found(text) == []


def test_prose_keeps_words_around_code():
    kept = language.prose("---\njudul: x\n---\nSatu `dua` **tiga** <b>empat</b> $x$ lima")
    assert "judul" not in kept and "dua" not in kept
    assert [word for word in ("Satu", "tiga", "empat", "lima") if word not in kept] == []


@needs_hunspell
def test_spelling_finds_and_accepts():
    text = "Kalimmatnya mengandung satu kesalahan; tokenizer-nya, kalimatnya, dan skornya benar."
    findings = list(language.spelling_findings([language.Passage("x.md", "sel 3", text)]))
    assert [(f.word, f.place) for f in findings] == [("kalimmatnya", "sel 3")]


def test_passages_of_each_kind(tmp_path):
    notebook = tmp_path / "a.ipynb"
    cells = [
        {"cell_type": "code", "source": ["praktek = 1"]},
        {"cell_type": "markdown", "source": ["Ini ", "praktek."]},
    ]
    notebook.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert [(p.place, p.text) for p in language.passages(notebook)] == [("sel 1", "Ini praktek.")]
    module = tmp_path / "b.py"
    module.write_text(
        '"""Modul ini tentang praktek belajar."""\nKUNCI = "praktek"\n'
        'POLA = r"praktek yang panjang sekali ini"\n'
        'def f(nama):\n    return f"Halo, praktek {nama} yang panjang sekali"\n',
        encoding="utf-8",
    )
    texts = " | ".join(p.text for p in language.passages(module))
    assert texts.count("praktek") == 2 and "~" not in texts.split("|")[0]


def test_command_reports_place_and_suggestion(tmp_path, capsys, monkeypatch):
    path = tmp_path / "a.md"
    path.write_text("Ini praktek.", encoding="utf-8")
    monkeypatch.setattr(language, "spelling_findings", lambda passages: [])
    assert language.main([str(path)]) == 1
    assert "a.md [] 'praktek': praktik" in capsys.readouterr().out
    path.write_text("Ini praktik.", encoding="utf-8")
    assert language.main([str(path)]) == 0


def test_word_list_is_sorted_and_lower_case():
    words = language.WORDS.read_text(encoding="utf-8").splitlines()
    assert words == sorted(set(words)) and all(word == word.casefold() for word in words)
