"""Setiap latihan: sesuai solusi, utuh berarti belum dikerjakan, dan pemeriksanya membedakan.

Setiap bab menyediakan tests/wrong_answers/<bab>.py berisi ``WRONG``: kamus dari nama
pemeriksa ke daftar (pembuat jawaban, potongan pesan). Pembuat dipanggil tanpa argumen
dan mengembalikan kamus nama variabel -> nilai keliru.
"""

import ast
import json
import re

import pytest

from course_lib.solutions import END, START
from tools import exercises, notebooks
from tools.environment import ROOT, scratch

STEMS = notebooks.stems("solutions")
CHECK_CELL = r"^check\.(\w+)\("
PROBE = (
    "import json\nfrom tests import exercise_probe\n"
    "print('HASIL ' + json.dumps(exercise_probe.run({stem!r}, globals(), {names!r})))"
)


def execute(path, *extra_cells):
    """Jalankan notebook di kernel baru dan kembalikan sel kodenya."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = notebooks.read(path)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in extra_cells]
    with scratch():
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", skip_cells_with_tag="colab",
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )  # fmt: skip
        try:
            client.execute()
        except CellExecutionError as error:
            pytest.fail(f"{path.name}: {error.ename}: {error.evalue}", pytrace=False)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def check_outputs(cells):
    """Nama pemeriksa -> teks hasilnya, untuk setiap sel `check.<nama>(...)`."""
    found = {}
    for cell in cells:
        name = re.match(CHECK_CELL, cell.source)
        if name:
            texts = [o.data["text/plain"] for o in cell.outputs if "data" in o]
            found[name[1]] = "\n".join(texts)
    return found


def answer_names(path):
    """Nama yang dijawab pembaca: yang dibuat oleh sel bertanda jawaban."""
    names = set()
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "code" and START in cell.source:
            lines = [line for line in cell.source.splitlines() if line.strip() not in (START, END)]
            for node in ast.parse("\n".join(lines)).body:
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    names.add(node.name)
                elif isinstance(node, ast.Assign):
                    names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)
                              and isinstance(n.ctx, ast.Store)}
    return sorted(names)


def test_exercises_are_generated():
    assert STEMS
    assert exercises.differences() == ""


@pytest.fixture(scope="module", params=STEMS)
def probe(request):
    """Hasil semua pemeriksa satu bab sesudah solusinya dijalankan."""
    path = ROOT / "solutions" / f"{request.param}.ipynb"
    cells = execute(path, PROBE.format(stem=request.param, names=answer_names(path)))
    printed = "".join(output.get("text", "") for output in cells[-1].outputs)
    results = json.loads(printed.split("HASIL ", 1)[1])
    assert results.pop("tanpa latihan") == []
    assert set(check_outputs(cells)) == set(results), "setiap pemeriksa dipanggil satu kali di solusi"
    assert 1 <= len(results) <= 6
    return results


def test_solution_passes(probe):
    for name, result in probe.items():
        assert result["benar"][0] == "benar", (name, result["benar"])


def test_every_check_has_hints_and_a_solution(probe):
    for name, result in probe.items():
        assert result["petunjuk"] and all(len(hint) > 10 for hint in result["petunjuk"]), name
        assert result["solusi"], name
        assert result["dijawab"], f"{name}: tidak ada parameter yang dijawab pembaca"


def test_wrong_answers_get_a_helpful_message(probe):
    for name, result in probe.items():
        assert result["keliru"], f"tests/wrong_answers tidak memuat {name}"
        assert any(outcome[0] == "belum tepat" for outcome, _ in result["keliru"]), name
        for (status, message), words in result["keliru"]:
            assert status in ("belum tepat", "galat"), (name, status, message)
            assert words in message, (name, message)


def test_junk_never_breaks_a_check_or_passes(probe):
    for name, result in probe.items():
        for variable, value, (status, message) in result["sampah"]:
            case = f"{name}: {variable} = {value}: {message}"
            assert status in ("belum tepat", "galat"), case


def test_placeholder_is_not_attempted(probe):
    for name, result in probe.items():
        for status, message in result["kosong"]:
            assert status == "belum dikerjakan", (name, message)


@pytest.mark.parametrize("stem", STEMS)
def test_untouched_exercise_runs_and_says_so(stem):
    outputs = check_outputs(execute(ROOT / "exercises" / f"{stem}.ipynb"))
    assert outputs
    for name, text in outputs.items():
        assert text.startswith("[belum dikerjakan] Latihan "), (name, text)
