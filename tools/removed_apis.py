"""Mencari API lama di kode kursus, dan menyusun tabel ringkas lampiran.

`python -m tools.removed_apis [BERKAS ...]`. Yang diperiksa: sel kode notebook, kode
Python di recipes dan course_lib, serta blok ```python di kartu dan README. Aturannya
ada di `tools/removed_rules.py`. Sel bertag `raises-exception` atau `dulu` dilewati,
sebab di sana kode lama memang sengaja ditunjukkan.

Yang dilihat hanya bentuk kode: nama yang disimpan ke variabel lain atau argumen di
dalam `**kamus` tidak terlihat.
"""

import ast
import json
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from tools.environment import ROOT
from tools.notebooks import OLD_TAG
from tools.removed_rules import RULES, THEMES

EXEMPT = {OLD_TAG, "raises-exception", "colab"}
DOCUMENTS = (
    "notebooks/*.ipynb", "solutions/*.ipynb", "exercises/*.ipynb", "recipes/**/*.py", "recipes/**/*.md",
    "course_lib/**/*.py", "class_hub/seed/**/README.md", "README.md",
)  # fmt: skip
_RUNNERS = {"run", "call", "check_call", "check_output", "Popen", "system"}
_SHELL = re.compile(r"^\s*[!%].*$", re.M)
_PYTHON_BLOCK = re.compile(r"```python\n(.*?)```", re.S)


class Finding(NamedTuple):
    """Satu temuan: berkas, tempat, cuplikan yang ditemukan, dan aturannya."""

    file: str
    place: str
    found: str
    rule: object

    def __str__(self):
        return f"{self.file} [{self.place}] `{self.found}`: tulis `{self.rule.after}` ({self.rule.symptom})"


def search(source):
    """Pasangan (nama yang ditemukan, aturan) untuk setiap API lama di `source`."""
    found = [(line.strip(), rule) for line in _SHELL.findall(source) for rule in _shell(line.strip())]
    try:
        tree = ast.parse(_SHELL.sub("pass", source))
    except SyntaxError:
        return found  # potongan yang bukan Python utuh
    for node in ast.walk(tree):
        for kind, check in _CHECKS.items():
            if isinstance(node, kind):
                found += check(node)
    return found


def _shell(line):
    set_here = re.match(r"%env\s+(\w+)", line)
    return [rule for rule in _of("perintah") if _any(line, rule)] + [
        rule for rule in _of("lingkungan") if set_here and _any(set_here[1], rule)
    ]


def _of(*kinds):
    return [rule for rule in RULES if rule.kind in kinds]


def _any(text, rule):
    return any(fnmatchcase(text, name) for name in rule.names)


def _dotted(node):
    """Nama bertitik sebuah ungkapan, misalnya "nn.DataParallel"; "" bila bukan nama."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _imports(node):
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.Import):
        return [(name, rule) for name in names for rule in _of("impor") if name in rule.owners and "*" in rule.names]
    return [
        (f"from {node.module} import {name}", rule)
        for name in names
        for rule in _of("impor")
        if node.module in rule.owners and _any(name, rule)
    ]


def _attribute(node):
    found = [(f".{node.attr}", rule) for rule in _of("atribut") if _any(node.attr, rule)]
    owner = _dotted(node.value)
    return found + [
        (f"{owner}.{node.attr}", rule)
        for rule in _of("impor")
        if owner in rule.owners and "*" not in rule.names and _any(node.attr, rule)
    ]


def _call(node):
    name = _dotted(node.func).rsplit(".", 1)[-1] or getattr(node.func, "attr", "")
    given = {str(i): value for i, value in enumerate(node.args)}
    given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    found = _command(node) if name in _RUNNERS else []
    for rule in RULES:
        if not any(fnmatchcase(name, owner) for owner in rule.owners):
            continue
        if rule.kind == "argumen":
            found += [(f"{name}({arg}=…)", rule) for arg in given if _any(arg, rule)]
        elif rule.kind == "nilai":
            found += [(f"{name}({_show(arg, given[arg])})", rule) for arg in given
                      if _any(arg, rule) and _literal(given[arg], rule.values)]
        elif rule.kind == "tugas":
            task = _constant(given.get("task", given.get("0")))
            found += [(f'{name}("{task}")', rule)] if isinstance(task, str) and _any(task, rule) else []
        elif rule.kind == "tanpa-model" and not {"1", "model"} & set(given):
            task = _constant(given.get("task", given.get("0")))
            found += [(f'{name}("{task}")', rule)] if isinstance(task, str) and None not in [
                keyword.arg for keyword in node.keywords] else []
    return found


def _command(node):
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [(text, rule) for text in texts for rule in _of("perintah") if _any(text, rule)]


def _show(arg, node):
    return ast.unparse(node) if arg.isdigit() else f"{arg}={ast.unparse(node)}"


def _constant(node):
    return node.value if isinstance(node, ast.Constant) else None


def _literal(node, values):
    """Apakah `node` konstanta yang sama tipenya dan cocok dengan salah satu `values`?"""
    if not isinstance(node, ast.Constant):
        return False
    if isinstance(node.value, str):
        return any(isinstance(value, str) and fnmatchcase(node.value, value) for value in values)
    return any(type(value) is type(node.value) and value == node.value for value in values)


def _text(node):
    if not isinstance(node.value, str) or "\n" in node.value:
        return []
    return [(node.value, rule) for rule in _of("teks") if _any(node.value, rule)]


def _environment(node):
    return [
        (f'{_dotted(target.value)}["{target.slice.value}"]', rule)
        for target in node.targets
        if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant)
        for rule in _of("lingkungan")
        if _dotted(target.value).endswith("environ") and _any(str(target.slice.value), rule)
    ]


_CHECKS = {
    (ast.Import, ast.ImportFrom): _imports, ast.Attribute: _attribute, ast.Call: _call, ast.Constant: _text,
    ast.Assign: _environment,
}  # fmt: skip


def sources(path):
    """Pasangan (tempat, kode) yang diperiksa di satu berkas."""
    text = Path(path).read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        for number, cell in enumerate(json.loads(text)["cells"]):
            if cell["cell_type"] == "code" and not EXEMPT & set(cell["metadata"].get("tags", [])):
                yield f"sel {number}", "".join(cell["source"])
    elif path.suffix == ".py":
        yield "", text
    else:
        for number, block in enumerate(_PYTHON_BLOCK.findall(text), 1):
            yield f"blok {number}", block


def findings(paths, root=ROOT):
    """Semua temuan di `paths`."""
    return [
        Finding(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, place, found, rule)
        for path in map(Path, paths)
        for place, source in sources(path)
        for found, rule in search(source)
    ]


def files(root=ROOT):
    """Semua berkas kursus yang diperiksa."""
    return sorted({path for pattern in DOCUMENTS for path in Path(root).glob(pattern)})


def table():
    """Tabel ringkas lampiran dalam Markdown, dikelompokkan menurut tema."""
    lines = ["| dulu | sekarang | gejala hari ini |", "|---|---|---|"]
    for theme in THEMES:
        lines.append(f"| **{theme}** | | |")
        lines += [
            f"| `{_cell(rule.before)}` | `{_cell(rule.after)}` | {rule.symptom} |"
            for rule in RULES
            if rule.theme == theme
        ]
    return "\n".join(lines)


def _cell(code):
    return code.replace("|", "\\|")


def main(words=None):
    """Cetak semua temuan; kode keluar 1 bila ada."""
    words = sys.argv[1:] if words is None else words
    found = findings([Path(word).resolve() for word in words] or files())
    print("\n".join(map(str, found)) or "Tidak ada API lama.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
