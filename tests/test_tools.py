"""Alat penulis: latihan dari solusi, penyegar keluaran, anggaran, lingkungan, plugin."""

import os
import subprocess
import sys

import nbformat
import pytest

from course_lib.errors import CourseError
from tests import plugin
from tools import budget, environment, exercises, notebooks, refresh

V4 = nbformat.v4


@pytest.mark.parametrize(
    "answer, blank",
    [
        ("# JAWABAN\nx = 3\n# AKHIR JAWABAN", "x = ...   # ganti titik tiga ini"),
        (
            "a = 1\n# JAWABAN\nx, y = 3, 4\nfor i in x: pass\nx = 5\n# AKHIR JAWABAN\nb = 2",
            "a = 1\nx = ...   # ganti titik tiga ini\ny = ...   # ganti titik tiga ini\nb = 2",
        ),
        (
            'def f(a):\n    """Dok."""\n    # JAWABAN\n    return a\n    # AKHIR JAWABAN',
            'def f(a):\n    """Dok."""\n    raise NotImplementedError   # ganti baris ini',
        ),
        (
            'import math\n# JAWABAN\ndef f(a, b=2):\n    """Dok."""\n    return a\n# AKHIR JAWABAN',
            'import math\ndef f(a, b=2):\n    """Dok."""\n    raise NotImplementedError   # ganti baris ini',
        ),
        ("x = 1", "x = 1"),
    ],
)
def test_blank(answer, blank):
    assert exercises.blank(answer) == blank
    compile(blank, "<sel>", "exec")


@pytest.mark.parametrize(
    "source",
    ["# JAWABAN\nx = 1", "x = 1\n# AKHIR JAWABAN", "# JAWABAN\n# JAWABAN\n# AKHIR JAWABAN",
     "# JAWABAN\nprint(3)\n# AKHIR JAWABAN"],
)
def test_wrong_markers_are_named(source):
    with pytest.raises(CourseError):
        exercises.blank(source)


def solution():
    output = V4.new_output("stream", text="3\n")
    return V4.new_notebook(cells=[
        V4.new_markdown_cell("# Latihan"),
        V4.new_code_cell("# JAWABAN\nx = 3\n# AKHIR JAWABAN", execution_count=1, outputs=[output]),
        V4.new_code_cell("check.x(x)", metadata={"tags": ["b", "a"], "collapsed": True}),
    ])  # fmt: skip


def test_exercises_are_written_checked_and_cleaned_up(tmp_path, capsys):
    notebooks.write(tmp_path / "solutions" / "bab99_x.ipynb", solution())
    notebooks.write(tmp_path / "exercises" / "bab98_lama.ipynb", solution())
    assert exercises.main(["--check", "--root", str(tmp_path)]) == 1
    assert "+    \"x = ...   # ganti titik tiga ini\"" in capsys.readouterr().out
    assert exercises.main(["--root", str(tmp_path)]) == 0
    assert notebooks.stems("exercises", tmp_path) == ["bab99_x"]
    assert exercises.main(["--check", "--root", str(tmp_path)]) == 0
    made = notebooks.read(tmp_path / "exercises" / "bab99_x.ipynb")
    assert made.cells[1].outputs == [] and made.cells[1].execution_count is None
    assert made.cells[2].metadata == {"tags": ["a", "b"]}
    first = (tmp_path / "exercises" / "bab99_x.ipynb").read_bytes()
    exercises.main(["--root", str(tmp_path)])
    assert (tmp_path / "exercises" / "bab99_x.ipynb").read_bytes() == first


def test_ids_are_kept_and_made_unique():
    notebook = V4.new_notebook(cells=[V4.new_code_cell("1"), V4.new_code_cell("1"), V4.new_code_cell("1")])
    notebook.cells[0].id = "tetap"
    notebook.cells[1].id = "tetap"
    del notebook.cells[2]["id"]
    notebooks.text(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert ids[0] == "tetap" and len(set(ids)) == 3
    again = [cell.id for cell in nbformat.reads(notebooks.text(notebook), 4).cells]
    assert again == ids


def test_reading_time_counts_words_and_code_lines():
    cells = [V4.new_markdown_cell("kata " * 1800), V4.new_code_cell("x = 1\n\n" * 20)]
    assert budget.reading_minutes(cells) == 15
    folded = "<details><summary>Menyelam lebih dalam: x</summary>\n" + "kata " * 5000 + "</details>"
    cells.append(V4.new_markdown_cell(folded))
    cells.append(V4.new_code_cell("x = 1\n" * 500, metadata={"tags": ["colab"]}))
    assert budget.reading_minutes(cells) == 15


def test_card_is_read_back_and_settles():
    empty = V4.new_notebook()
    fresh = {"seconds": 21.0, "megabytes": 11.4, "gigabytes": 0.93}
    card = budget.card(empty, [fresh])
    assert "| 5 menit | 20 detik | 11 MB | 0,9 GB | tidak perlu |" in card
    old = budget.measured(card)
    assert old == [{"seconds": 20, "megabytes": 11, "gigabytes": 0.9}]
    near = {"seconds": 26.0, "megabytes": 11.9, "gigabytes": 1.0}
    assert budget.card(empty, [near], old) == card
    far = {"seconds": 60.0, "megabytes": 1234.0, "gigabytes": 2.0}
    assert "| 60 detik | 1.234 MB | 2,0 GB |" in budget.card(empty, [far], old)
    assert budget.measured("*Anggaran belum diukur.*") == []


def test_card_gives_the_gemma_section_its_own_row():
    long = V4.new_markdown_cell("kata " * 1800)
    gemma = V4.new_markdown_cell("kata " * 3600, metadata={"tags": ["gemma"]})
    sizes = [
        {"seconds": 20, "megabytes": 11, "gigabytes": 0.9},
        {"seconds": 60, "megabytes": 570, "gigabytes": 2.6},
    ]
    card = budget.card(V4.new_notebook(cells=[long, gemma]), sizes)
    assert "| 10 menit | 20 detik | 11 MB | 0,9 GB |" in card
    assert "| 20 menit | 60 detik | 570 MB | 2,6 GB |" in card
    assert budget.GEMMA_NOTE in card and budget.measured(card) == sizes


def test_meter_closes_the_body_at_the_first_gemma_cell(tmp_path):
    memory = type("Memory", (), {"peak_mb": 900.0})()
    meter = refresh.Meter(memory, tmp_path)
    plain, tagged = V4.new_code_cell("1"), V4.new_code_cell("2", metadata={"tags": ["gemma"]})
    for number, cell in enumerate([plain, tagged, tagged]):
        meter.cell_starts(cell, number)
        memory.peak_mb = max(memory.peak_mb, 300.0 * number)
        (tmp_path / str(number)).write_bytes(b"x" * 1_000_000)
    meter.end_part()
    assert [part["gigabytes"] for part in meter.parts] == [0.9, 0.6]
    assert [part["megabytes"] for part in meter.parts] == [1.0, 2.0]


LESSON = [
    ("m", "# Judul", []),
    ("m", "*belum*", ["anggaran"]),
    ("c", "raise SystemExit", ["colab", "nbval-skip"]),
    ("c", "import os, pathlib\nhome = os.environ['COURSE_HOME']\nprint(home)", []),
    ("c", "pathlib.Path(home, 'hf').mkdir(parents=True)\n"
          "pathlib.Path(home, 'hf', 'a').write_bytes(b'x' * 2_000_000);", []),
    ("c", "os.environ.get('HF_TOKEN'), os.environ['COURSE_PROFILE'], hash('a') == hash('a')", []),
    ("c", "import json\njson.loads('{')", ["raises-exception"]),
    ("c", "import warnings\nwarnings.warn('hati-hati')", []),
    ("c", "import ipywidgets\nipywidgets.IntSlider()", []),
    ("c", "x = [3]\nx;", []),
    ("c", "import random\nrandom.seed()\nprint(f'http://127.0.0.1:{random.randint(20000, 60000)}/x')", []),
    ("c", "from datasets import load_dataset\nload_dataset('csv', data_files='tidak-ada.csv')",
     ["raises-exception"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """Pelajaran kecil yang sudah disegarkan dua kali: (folder, isi pertama, isi kedua)."""
    root = tmp_path_factory.mktemp("proyek")
    cells = []
    for kind, source, tags in LESSON:
        make = V4.new_code_cell if kind == "c" else V4.new_markdown_cell
        cells.append(make(source, metadata={"tags": tags}))
    path = root / "notebooks" / "bab99_x.ipynb"
    notebooks.write(path, V4.new_notebook(cells=cells))
    contents = []
    for _ in range(2):
        assert refresh.main(["--root", str(root), "bab99_x"]) == 0
        contents.append(path.read_bytes())
    return root, *contents


def test_refresh_is_the_same_twice(lesson):
    assert lesson[1] == lesson[2]


def test_refresh_stores_portable_outputs(lesson):
    cells = nbformat.reads(lesson[1].decode(), 4).cells
    assert "| 2 MB |" in cells[1].source
    assert cells[2].execution_count is None and cells[3].execution_count == 1
    assert cells[3].outputs[0].text == "…/.belajar-hf\n"
    assert cells[5].outputs[0].data["text/plain"] == "(None, 'mini', True)"
    assert cells[6].outputs[0].ename == "JSONDecodeError"
    assert "…/python/json/__init__.py" in "".join(cells[6].outputs[0].traceback).replace("\\", "/")
    assert cells[7].outputs[0].text.startswith("<sel>:2: UserWarning: hati-hati")
    assert set(cells[8].outputs[0].data) == {"text/plain"}
    assert cells[9].outputs == []
    assert cells[10].outputs[0].text == "http://127.0.0.1:PORT/x\n"
    assert "\x1b[32m…/site-packages/datasets/load.py" in "".join(cells[11].outputs[0].traceback)
    assert "widgets" not in nbformat.reads(lesson[1].decode(), 4).metadata


def test_stored_outputs_pass_strict_nbval(lesson):
    """Dijalankan dengan plugin kursus, lewat perintah yang sama dengan `uji`."""
    run = _pytest(lesson[0] / "notebooks")
    assert run.returncode == 0, run.stdout
    assert "9 sel dijalankan" in run.stdout


def test_changed_output_fails_strict_nbval(lesson, tmp_path):
    notebook = nbformat.reads(lesson[1].decode(), 4)
    notebook.cells[5].outputs[0].data["text/plain"] = "(None, 'full', True)"
    notebooks.write(tmp_path / "bab99_x.ipynb", notebook)
    run = _pytest(tmp_path)
    assert run.returncode == 1 and "Cell outputs differ" in run.stdout


def _pytest(target, **extra):
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=60", "-p", "no:cacheprovider"]
    options += ["--nbval-sanitize-with", str(environment.ROOT / "tests" / "sanitize.cfg")]
    values = {**os.environ, "COURSE_HOME": "tidak-dipakai", "HF_TOKEN": "hf_rahasia", **extra}
    values.pop("PYTEST_CURRENT_TEST", None)
    if "CI" not in extra:
        values.pop("CI", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugin", *options, str(target)],
        cwd=environment.ROOT, env=values, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def test_unlisted_skip_fails_only_in_ci(tmp_path):
    (tmp_path / "test_dilewati.py").write_text(
        "import pytest\ndef test_a(): pytest.skip('malas')\n", encoding="utf-8"
    )
    assert _pytest(tmp_path).returncode == 0
    run = _pytest(tmp_path, CI="true")
    assert run.returncode == 1 and "malas" in run.stdout and "dihitung gagal" in run.stdout


def test_skip_list_knows_platforms():
    assert plugin.allowed("notebooks/bab02_pipeline.ipynb::Cell 0")
    assert not plugin.allowed("notebooks/bab02_pipeline.ipynb::Cell 1")
    assert plugin.allowed("tests/test_browser.py::test_x", "win32")
    assert not plugin.allowed("tests/test_browser.py::test_x", "linux")


def test_failing_cell_leaves_the_file_alone(tmp_path, capsys):
    path = tmp_path / "notebooks" / "bab99_x.ipynb"
    notebooks.write(path, V4.new_notebook(cells=[V4.new_code_cell("1 / 0")]))
    before = path.read_bytes()
    assert refresh.main(["--root", str(tmp_path)]) == 1
    assert path.read_bytes() == before
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_environment_is_put_back(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_rahasia")
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    monkeypatch.delenv("COURSE_HOME", raising=False)
    with environment.scratch() as home:
        assert "HF_TOKEN" not in os.environ and os.environ["TZ"] == "UTC"
        assert os.environ["COURSE_HOME"] == str(home) and home.is_dir()
    assert os.environ["HF_TOKEN"] == "hf_rahasia" and os.environ["TZ"] == "Asia/Jakarta"
    assert "COURSE_HOME" not in os.environ and not home.exists()
