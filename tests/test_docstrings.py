"""Nama publik punya docstring, dan mengimpor course_lib tetap ringan."""

import ast
import subprocess
import sys

import pytest

from tools.environment import ROOT

PACKAGES = ("course_lib", "class_hub", "tools", "launcher")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "seed" not in path.parts
)
HEAVY = ("torch", "transformers", "datasets", "numpy", "pandas", "matplotlib", "huggingface_hub", "IPython")
# Metode yang menimpa milik tornado; artinya sudah ditentukan kerangkanya.
OVERRIDES = {
    "get", "head", "post", "put", "delete", "prepare", "initialize", "set_default_headers",
    "write_error", "on_finish", "data_received", "on_connection_close", "compute_etag",
}  # fmt: skip


def undocumented(source):
    """Nama publik tanpa docstring di satu modul: modul, kelas, fungsi, dan metode."""
    tree = ast.parse(source)
    missing = [] if ast.get_docstring(tree) else ["(modul)"]
    pending = [(node, "") for node in tree.body]
    while pending:
        node, owner = pending.pop()
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if node.name.startswith("_") or (owner and node.name in OVERRIDES):
            continue
        if not ast.get_docstring(node):
            missing.append(owner + node.name)
        if isinstance(node, ast.ClassDef):
            pending += [(child, f"{node.name}.") for child in node.body]
    return sorted(missing)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_public_names_have_docstrings(path):
    assert undocumented(path.read_text(encoding="utf-8")) == []


def test_missing_docstrings_are_found():
    source = 'class A:\n    def b(self): pass\n    def _c(self): pass\ndef d():\n    "ada"\n'
    assert undocumented(source) == ["(modul)", "A", "A.b"]


def test_importing_course_lib_is_light():
    code = f"import sys, course_lib; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_importing_checks_is_light():
    stems = [path.stem for path in (ROOT / "course_lib" / "checks").glob("bab*.py")]
    names = ", ".join(f"course_lib.checks.{stem}" for stem in stems)
    code = f"import sys, {names}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
