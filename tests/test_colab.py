"""Colab tiruan: torch lama tetap, ipywidgets 7 diterima, course_lib berjalan di atasnya."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests import wheels

ROOT = Path(__file__).resolve().parent.parent
# Contoh isi Colab: torch lebih lama daripada kendala kita, Jupyter dan ipywidgets generasi lama.
KEPT = {
    "torch": "2.11.0+cu128", "torchvision": "0.26.0+cu128", "torchaudio": "2.11.0+cu128",
    "numpy": "2.0.2", "pandas": "2.2.2", "matplotlib": "3.10.0",
    "ipykernel": "6.17.1", "ipython": "7.34.0", "ipywidgets": "7.7.1",
}  # fmt: skip
ALSO_KEPT = {"tornado": "6.5.1", "scikit-learn": "1.6.1", "psutil": "5.9.5", "PyYAML": "6.0.2"}
REPLACED = {"transformers": "4.57.1", "datasets": "4.0.0", "huggingface-hub": "0.36.0"}


def colab_cells():
    """Sel Colab setiap buku catatan."""
    cells = {}
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "google.colab" in source:
                cells[path.name] = source
    return cells


@pytest.fixture(scope="module")
def colab(tmp_path_factory):
    """Python yang mengira dirinya Colab: paketnya hanya catatan versi, google.colab sebuah modul kosong."""
    folder = tmp_path_factory.mktemp("colab")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(
        subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    )
    for name, version in {**KEPT, **ALSO_KEPT, **REPLACED}.items():
        record = site / f"{name.replace('-', '_')}-{version}.dist-info"
        record.mkdir()
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (record / "METADATA").write_text(text, encoding="utf-8")
        (record / "INSTALLER").write_text("pip\n", encoding="utf-8")
        (record / "RECORD").write_text("", encoding="utf-8")
    stub_google(site)
    return python, folder


def stub_google(site):
    package = site / "google" / "colab"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")


def test_every_lesson_has_the_same_cell():
    cells = colab_cells()
    lessons = {path.name for path in ROOT.glob("notebooks/*.ipynb")}
    assert set(cells) == lessons
    assert len(set(cells.values())) == 1


def test_cell_keeps_torch_and_installs_the_rest(colab, tmp_path):
    python, folder = colab
    source = next(iter(colab_cells().values()))
    plain = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("%"))
    done = subprocess.run(
        [python, "-c", f"import google.colab\n{plain}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    line = next(line.strip() for line in source.splitlines() if line.lstrip().startswith("%pip install"))
    constraints = tmp_path / line.split(" -c ")[1].split()[0]
    pins = constraints.read_text(encoding="utf-8").split()
    assert sorted(pins) == sorted(f"{name}=={version}" for name, version in KEPT.items())
    assert '"belajar-hugging-face @ git+https://github.com/' in line

    wheel = wheels.build(tmp_path)
    report = tmp_path / "laporan.json"
    done = wheels.pip(
        "install",
        "--dry-run",
        "--quiet",
        "--report",
        str(report),
        "-c",
        str(constraints),
        str(wheel),
        python=python,
    )
    if wheels.index_lost(done):
        pytest.skip(wheels.UNREACHABLE)
    assert done.returncode == 0, done.stderr
    chosen = {
        one["metadata"]["name"].lower().replace("_", "-"): one["metadata"]["version"]
        for one in json.loads(report.read_text(encoding="utf-8"))["install"]
    }
    assert not {name.lower() for name in {**KEPT, **ALSO_KEPT}} & set(chosen)
    assert "jupyterlab" not in chosen
    assert not [name for name in chosen if name.startswith(("nvidia-", "cuda-", "triton"))]
    assert chosen["transformers"].startswith("5.")
    assert {"datasets", "huggingface-hub", "evaluate", "accelerate", "belajar-hugging-face"} <= set(chosen)


IPYWIDGETS_7 = """
import google.colab, os, ipywidgets
assert ipywidgets.__version__.startswith("7."), ipywidgets.__version__
import course_lib
session = course_lib.setup()
from huggingface_hub.utils import get_token
assert get_token() is None, "token asli tidak boleh sampai ke hub kelas"
from matplotlib.figure import Figure
from course_lib.widgets import Explorer

def draw(n):
    if n > 3:
        raise ValueError("terlalu besar")
    return Figure(figsize=(1, 1)), f"nilai {n}"

explorer = Explorer({"n": ipywidgets.IntSlider(1, 0, 9)}, draw)
slider = explorer.box.children[0]
slider.value = 2
assert explorer.text == "nilai 2"
slider.value = 7
assert "terlalu besar" in explorer.message.value
bundle = explorer._repr_mimebundle_()
assert {"image/png", "application/vnd.jupyter.widget-view+json"} <= set(bundle)
print("profil", session.profile)
"""


def test_course_runs_on_ipywidgets_7_and_never_reads_the_real_token(tmp_path):
    site = tmp_path / "site"
    done = wheels.pip(
        "install", "--quiet", "--no-deps", "--target", str(site), "ipywidgets==7.7.5", "ipython_genutils"
    )
    if wheels.index_lost(done):
        pytest.skip(wheels.UNREACHABLE)
    assert done.returncode == 0, done.stderr
    stub_google(site)
    (site / "google" / "colab" / "userdata.py").write_text(
        "class NotebookAccessError(Exception): pass\n"
        "class SecretNotFoundError(Exception): pass\n"
        "def get(name): raise SystemExit('rahasia Colab dibaca')\n",
        encoding="utf-8",
    )
    (site / "google" / "colab" / "errors.py").write_text("class Error(Exception): pass\n", encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "HF_"))},
        "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)]),
        "COURSE_HOME": str(tmp_path / "rumah"),
        "HF_TOKEN": "hf_rahasia",
    }
    try:
        done = subprocess.run(
            [sys.executable, "-c", IPYWIDGETS_7], capture_output=True, text=True, encoding="utf-8",
            errors="replace", env=environment, cwd=tmp_path, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        assert "profil mini" in done.stdout
    finally:
        from class_hub import process

        process.stop(tmp_path / "rumah" / "hub")
