"""benchmarks.leak: definisinya pada data kecil, dan angka yang dikutip Bab 6."""

import csv
import json

import pytest

from benchmarks import leak
from tools import notebooks
from tools.environment import ROOT

SMSA = [
    ("sotonya enak sekali dan pelayannya ramah", "positive"),
    ("Jalan di depan pasar rusak parah!", "negative"),
    ("kopi itu dijual pada hari senin", "neutral"),
    ("kamarnya bau dan keran airnya mati", "negative"),
    ("perjalanannya nyaman, supirnya sopan", "positive"),
    ("bus berangkat pukul enam pagi", "neutral"),
    ("antreannya panjang dan panas", "negative"),
    ("pantainya bersih dan sejuk", "positive"),
]
NUSAX = {
    "train": [("Jalan di depan pasar rusak parah", "negative"), ("Sotonya enak sekali, pelayannya ramah.", "positive")],
    "validation": [("Perpustakaan tutup besok", "neutral")],
}


@pytest.fixture
def folder(tmp_path):
    parts = {f"nusax_senti/indonesian/{name}": rows for name, rows in NUSAX.items()} | {"smsa/train": SMSA}
    for name, rows in parts.items():
        path = tmp_path / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("text", "label"), *rows])
    return tmp_path


def test_definitions_on_a_small_example(folder, capsys):
    leak.main(["--data", str(folder), "--json", str(folder / "hasil.json")])
    found = json.loads((folder / "hasil.json").read_text(encoding="utf-8"))
    assert found == json.loads(capsys.readouterr().out)
    counts = found["kalimat_nusax_yang_ada_di_smsa"]
    assert counts == {"sama": 1, "termuat": 2, "jaccard": 2, "salah_satu": 2}
    assert found["baris_smsa_bocor"] == 2 and found["kalimat_nusax"] == 3
    trained = found["dilatih_pada"]
    assert trained["smsa_semua_baris"]["baris_latih"] == 8
    assert trained["smsa_tanpa_baris_bocor"]["baris_latih"] == 6
    assert {one["baris_latih"] for one in trained["pembanding_buang_acak"]} == {6}


def test_control_keeps_the_leaked_rows_and_the_balance():
    kept = leak.control(SMSA, {1}, seed=0)
    assert SMSA[1] in kept and len(kept) == 7
    assert sum(label == "negative" for _, label in kept) == 2


def test_lesson_quotes_the_measured_numbers():
    found = json.loads((ROOT / "benchmarks" / "leak.json").read_text(encoding="utf-8"))
    lesson = " ".join(cell.source for cell in notebooks.read(ROOT / "notebooks" / "bab06_dataset.ipynb").cells)
    counts = found["kalimat_nusax_yang_ada_di_smsa"]
    for number in (counts["sama"], counts["jaccard"], counts["termuat"]):
        assert f"| {number} |" in lesson
    trained = found["dilatih_pada"]
    for row in (trained["smsa_semua_baris"], trained["smsa_tanpa_baris_bocor"]):
        low, high = row["selang"]
        quoted = f"{row['baris_latih']:_} | {row['akurasi']:.3f} ({low:.3f}–{high:.3f})"
        assert quoted.replace(".", ",").replace("_", ".") in lesson
    control = sorted(one["akurasi"] for one in trained["pembanding_buang_acak"])
    assert f"{control[0]:.3f}–{control[-1]:.3f}".replace(".", ",") in lesson
    assert f"{found['baris_smsa_bocor']} baris serupa" in lesson
