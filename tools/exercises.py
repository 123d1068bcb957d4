"""Membuat notebook latihan dari notebook solusi.

`python -m tools.exercises` menulis exercises/; `--check` hanya membandingkan dan
gagal dengan selisihnya. Isi di antara `# JAWABAN` dan `# AKHIR JAWABAN` menjadi
tempat kosong: penugasan menjadi `x = ...`, isi fungsi menjadi
`raise NotImplementedError`.
"""

import argparse
import ast
import difflib
import sys
from pathlib import Path

from course_lib.errors import CourseError
from course_lib.solutions import END, START
from tools import notebooks
from tools.environment import ROOT

VALUE_LINE = "{name} = ...   # ganti titik tiga ini"
BODY_LINE = "raise NotImplementedError   # ganti baris ini"


def exercise(notebook):
    """Ubah notebook solusi menjadi notebook latihan (objek yang sama, keluaran kosong).

    Raises:
        CourseError: penanda jawaban tidak berpasangan atau isinya tidak dapat dikosongkan.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = blank(cell.source)
            cell.outputs, cell.execution_count = [], None
    return notebook


def blank(source):
    """Ganti setiap jawaban di dalam satu sel dengan tempat kosong.

    Contoh::

        >>> blank("# JAWABAN\\nx = 3\\n# AKHIR JAWABAN")
        'x = ...   # ganti titik tiga ini'
    """
    kept, answer, indent = [], None, ""
    for line in source.splitlines():
        mark = line.strip()
        if mark == START and answer is None:
            answer, indent = [], line[: len(line) - len(line.lstrip())]
        elif mark == END and answer is not None:
            kept += [indent + new for new in _placeholders(answer, bool(indent))]
            answer = None
        elif mark in (START, END):
            raise CourseError(f"Penanda `{mark}` tidak berpasangan di sel:\n{source}")
        elif answer is None:
            kept.append(line)
        else:
            answer.append(line)
    if answer is not None:
        raise CourseError(f"`{START}` tidak ditutup dengan `{END}` di sel:\n{source}")
    return "\n".join(kept)


def _placeholders(lines, inside_function):
    if inside_function:
        return [BODY_LINE]
    blanks = []
    for statement in ast.parse("\n".join(lines)).body:
        for line in _statement_placeholders(statement):
            if line not in blanks:
                blanks.append(line)
    if not blanks:
        raise CourseError("Jawaban tanpa penugasan atau fungsi tidak dapat dikosongkan:\n" + "\n".join(lines))
    return blanks


def _statement_placeholders(statement):
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        doc = statement.body[:1] if ast.get_docstring(statement) is not None else []
        statement.body = doc + ast.parse("raise NotImplementedError").body
        *head, _ = ast.unparse(statement).splitlines()
        return [*head, f"    {BODY_LINE}"]
    targets = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    names = [node.id for target in targets for node in ast.walk(target)
             if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return [VALUE_LINE.format(name=name) for name in names]


def differences(root=ROOT):
    """Selisih antara latihan yang tersimpan dan yang seharusnya, sebagai teks; "" bila sama."""
    parts = []
    expected = {f"{stem}.ipynb": _generate(root, stem) for stem in notebooks.stems("solutions", root)}
    stored = {path.name: path.read_text(encoding="utf-8") for path in (Path(root) / "exercises").glob("*.ipynb")}
    for name in sorted(expected | stored):
        if expected.get(name) != stored.get(name):
            old, new = stored.get(name, "").splitlines(), expected.get(name, "").splitlines()
            label = f"exercises/{name}"
            diff = difflib.unified_diff(old, new, f"{label} (tersimpan)", f"{label} (seharusnya)", lineterm="")
            parts += diff
    return "\n".join(parts)


def _generate(root, stem):
    solution = notebooks.read(Path(root) / "solutions" / f"{stem}.ipynb")
    return notebooks.text(exercise(solution))


def main(words=None):
    """Jalankan alat ini; kode keluar 1 bila `--check` menemukan selisih."""
    parser = argparse.ArgumentParser(prog="python -m tools.exercises", description=__doc__)
    parser.add_argument("--check", action="store_true", help="hanya bandingkan")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder proyek")
    choice = parser.parse_args(words)
    if choice.check:
        diff = differences(choice.root)
        print(diff or "Latihan sesuai dengan solusinya.")
        return 1 if diff else 0
    wanted = notebooks.stems("solutions", choice.root)
    for stem in wanted:
        target = choice.root / "exercises" / f"{stem}.ipynb"
        solution = notebooks.read(choice.root / "solutions" / f"{stem}.ipynb")
        if notebooks.write(target, exercise(solution)):
            print(f"exercises/{stem}.ipynb ditulis")
    for extra in set(notebooks.stems("exercises", choice.root)) - set(wanted):
        (choice.root / "exercises" / f"{extra}.ipynb").unlink()
        print(f"exercises/{extra}.ipynb dihapus karena tidak punya solusi")
    return 0


if __name__ == "__main__":
    sys.exit(main())
