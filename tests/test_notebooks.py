"""Bentuk setiap pelajaran dan solusi menurut aturan di notebook_rules."""

import ast
import re
from collections import Counter

import nbformat
import pytest

from tests import notebook_rules as rules
from tools import notebooks
from tools.environment import ROOT

LESSONS = notebooks.stems("notebooks")
APPENDICES = notebooks.stems("notebooks", kind=notebooks.APPENDIX)
SOLUTIONS = notebooks.stems("solutions")
ALL = notebooks.everything()


@pytest.mark.parametrize("folder, stem", ALL)
@pytest.mark.parametrize("rule", rules.EVERYWHERE, ids=lambda rule: rule.__name__)
def test_shape(rule, folder, stem):
    assert rule(notebooks.read(ROOT / folder / f"{stem}.ipynb")) == []


@pytest.mark.parametrize("stem", LESSONS)
@pytest.mark.parametrize("rule", rules.LESSONS, ids=lambda rule: rule.__name__)
def test_lesson(rule, stem):
    assert rule(notebooks.read(ROOT / "notebooks" / f"{stem}.ipynb")) == []


@pytest.mark.parametrize("stem", APPENDICES)
@pytest.mark.parametrize("rule", rules.APPENDICES, ids=lambda rule: rule.__name__)
def test_appendix(rule, stem):
    assert rule(notebooks.read(ROOT / "notebooks" / f"{stem}.ipynb")) == []


def test_every_notebook_is_a_lesson_or_an_appendix():
    stored = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert stored == sorted(LESSONS + APPENDICES)


def test_one_stem_joins_lesson_solution_exercise_and_check():
    assert LESSONS
    checks = sorted(path.stem for path in (ROOT / "course_lib" / "checks").glob("bab*.py"))
    wrong = sorted(path.stem for path in (ROOT / "tests" / "wrong_answers").glob("bab*.py"))
    assert LESSONS == SOLUTIONS == notebooks.stems("exercises") == checks == wrong


def test_colab_cell_is_the_same_everywhere():
    sources = set()
    for folder, stem in ALL:
        cells = notebooks.read(ROOT / folder / f"{stem}.ipynb").cells
        sources |= {cell.source for cell in cells if "colab" in notebooks.tags(cell)}
    assert len(sources) == 1


def test_tags_stay_few():
    counts = Counter()
    for folder, stem in ALL:
        for cell in notebooks.read(ROOT / folder / f"{stem}.ipynb").cells:
            counts.update(notebooks.tags(cell))
    print(dict(counts))
    for tag, (_, most) in rules.TAGS.items():
        assert most is None or counts[tag] <= most, f"{tag}: {counts[tag]} kali"


def test_bab08_needs_nothing_from_its_section_3():
    """Di profil full bagian 3 Bab 8 dilewati, karena datanya hanya ada di hub kelas."""
    section, made, read = "", {True: set(), False: set()}, set()
    for cell in notebooks.read(ROOT / "notebooks" / "bab08_evaluasi.ipynb").cells:
        if cell.cell_type == "markdown":
            section = next(iter(re.findall(r"^## (.*)", cell.source, flags=re.M)), section)
        elif "colab" not in notebooks.tags(cell):
            skipped = section.startswith("3. ")
            for node in ast.walk(ast.parse(re.sub(r"^%.*", "", cell.source, flags=re.M))):
                if isinstance(node, ast.alias):
                    made[skipped].add(node.asname or node.name.partition(".")[0])
                elif isinstance(node, ast.FunctionDef):
                    made[skipped].add(node.name)
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    made[skipped].add(node.id)
                elif isinstance(node, ast.Name) and not skipped:
                    read.add(node.id)
    assert "sekolah" in made[True] and "plt" in read
    assert sorted(read & (made[True] - made[False])) == []


def make(*cells, run=True):
    """Notebook kecil: "m:teks" menjadi sel teks, selain itu sel kode."""
    v4 = nbformat.v4
    made, count = [], 0
    for cell in cells:
        if isinstance(cell, str) and cell.startswith("m:"):
            made.append(v4.new_markdown_cell(cell[2:]))
        elif isinstance(cell, str):
            count += 1
            made.append(v4.new_code_cell(cell, execution_count=count if run else None))
        else:
            made.append(cell)
    return v4.new_notebook(cells=made, metadata=notebooks.METADATA)


def output(**data):
    return nbformat.v4.new_output("display_data", data={key.replace("_", "/"): v for key, v in data.items()})


def failing(tags=()):
    error = nbformat.v4.new_output("error", ename="E", evalue="", traceback=["File /tmp/x.py"])
    return nbformat.v4.new_code_cell("1/0", outputs=[error], metadata={"tags": list(tags)})


PICTURE = nbformat.v4.new_code_cell("gambar", outputs=[output(image_png="aaaa")])
COLAB = nbformat.v4.new_code_cell("pasang", metadata={"tags": ["colab"]})
BROKEN = [
    (rules.setup_first, make("import course_lib\ncourse_lib.setup()")),
    (rules.setup_first, make(COLAB, "import course_lib\ncourse_lib.setup()\n3")),
    (rules.executed, make("1", run=False)),
    (rules.short_cells, make("\n".join(["x = 1"] * 16))),
    (rules.short_cells, make("def f():\n" + "\n".join(["    x = 1"] * 20))),
    (rules.short_cells, make("x = '" + "a" * 90 + "'")),
    (rules.not_crowded, make("m:a", "1", "2", "m:a", "1", "2", "3")),
    (rules.balanced, make("m:a", "1", "2", "3")),
    (rules.balanced, make("m:a", "m:a", "m:a", "1")),
    (rules.clean_code, make("!pip install x")),
    (rules.clean_code, make("import sys; sys.path.insert(0, '..')")),
    (rules.clean_code, make("import warnings; warnings.filterwarnings('ignore')")),
    (rules.clean_code, make("")),
    (rules.known_tags, make(failing(["rahasia"]))),
    (rules.clean_metadata, nbformat.v4.new_notebook()),
    (rules.clean_metadata, make(nbformat.v4.new_code_cell("1", metadata={"collapsed": True}))),
    (rules.pictures_have_text, make(PICTURE)),
    (rules.no_personal_paths, make(failing())),
    (rules.no_leftovers, make("m:Kalimat yang utuh._INGGRIS")),
    (rules.errors_are_meant, make(failing())),
    (rules.errors_are_meant, make(nbformat.v4.new_code_cell("1", metadata={"tags": ["raises-exception"]}))),
    (rules.lesson_parts, make("m:## Ringkasan")),
    (rules.quiz_has_three_answers, make("m:## Kuis\n<details></details>")),
    (rules.appendix_parts, make("m:# Lampiran\n## Ringkasan")),
    (rules.old_code_is_marked, make("# dulu\n1")),
    (rules.old_code_is_marked, make(nbformat.v4.new_code_cell("1", metadata={"tags": ["dulu"]}))),
]


@pytest.mark.parametrize("rule, notebook", BROKEN, ids=[f"{i}-{r.__name__}" for i, (r, _) in enumerate(BROKEN)])
def test_rules_can_fail(rule, notebook):
    assert rule(notebook)


def test_rules_accept_a_good_notebook():
    good = make(
        "m:# Judul", COLAB, rules.SETUP, "m:Teks.", "def f():\n" + "\n".join(["    x = 1"] * 19), "m:Teks.", "3"
    )
    for rule in rules.EVERYWHERE:
        assert rule(good) == [], rule.__name__
    assert rules.balanced(good) == [] and rules.not_crowded(good) == []
