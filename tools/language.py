"""Memeriksa bahasa semua prosa: notebook, README, kartu, pesan dan docstring course_lib.

`python -m tools.language [BERKAS ...]`. Ejaan diperiksa dengan hunspell (kamus id_ID)
ditambah tools/kamus.txt; gaya dan istilah dengan tools/language_rules.py. Kode, alamat,
istilah miring, dan YAML tidak diperiksa. Kutipan yang sengaja keliru: beri tanda kutip
balik atau cetak miring.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from course_lib.errors import CourseError
from tools.environment import ROOT
from tools.language_rules import rules

WORDS = Path(__file__).with_name("kamus.txt")
DOCUMENTS = (
    "README.md", "CONTRIBUTING.md", "notebooks/*.ipynb", "solutions/*.ipynb",
    "recipes/**/*.md", "class_hub/seed/**/README.md", "course_lib/**/*.py", "launcher/*.py", "mulai.py",
)  # fmt: skip
_REMOVED = [
    r"\A---\n.*?\n---\n", r"```.*?```", r"`[^`]*`", r"\$\$.*?\$\$", r"\$[^$\n]+\$", r"<!--.*?-->",
    r"(?<=\])\([^)]*\)", r"https?://\S+", r"<[^>\n]+>", r"(?<![*\w])\*(?!\*)[^*\n]+\*(?!\*)",
    r"(?<!\w)_[^_\n]+_(?!\w)", r"\{\w+\}", r"\S+@\S+", r"\S*[/\\]\S+", r"\w*_\w+", r"\w+\(\)", r"&\w+;",
]  # fmt: skip
_SUFFIXES = ("nya", "lah", "kah", "pun", "ku", "mu", "kan", "an", "i")
_PREFIXES = ("di", "ter", "ber", "se", "pra", "sub", "non", "multi", "per", "ku")


class Passage(NamedTuple):
    """Sepotong prosa: nama berkas, tempat di dalamnya, dan teksnya."""

    file: str
    place: str
    text: str


class Finding(NamedTuple):
    """Satu temuan: berkas, tempat, kata yang ditemukan, saran."""

    file: str
    place: str
    word: str
    suggestion: str

    def __str__(self):
        return f"{self.file} [{self.place}] {self.word!r}: {self.suggestion}"


def prose(text):
    """Buang kode, alamat, rumus, tag, dan istilah miring dari teks Markdown."""
    for pattern in _REMOVED:
        text = re.sub(pattern, "~", text, flags=re.S)
    return text


def passages(path, root=ROOT):
    """Semua potongan prosa di satu berkas .ipynb, .md, atau .py."""
    path = Path(path)
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        for number, cell in enumerate(json.loads(source)["cells"]):
            if cell["cell_type"] == "markdown":
                yield Passage(name, f"sel {number}", prose("".join(cell["source"])))
    elif path.suffix == ".py":
        for line, text in _strings(source):
            yield Passage(name, f"baris {line}", prose(text))
    else:
        yield Passage(name, "", prose(source))


def _strings(source):
    """Docstring dan teks sepanjang sedikitnya empat kata, selain r"...", kode, dan HTML."""
    lines, tree = source.splitlines(), ast.parse(source)
    names = "|".join(sorted(_identifiers(tree), key=len, reverse=True))
    for node, value in _literals(tree):
        raw = lines[node.lineno - 1][node.col_offset :].lower().startswith(("r'", 'r"', "rf"))
        if raw or "style=" in value or _is_code(value):
            continue
        text = re.split(r"::\n|>>>", value)[0]
        text = re.sub(rf"\b({names}|[a-z]+[A-Z]\w+|[A-Z]\w+[A-Z]\w*|\d+\.\d+)\b", "~", text)
        text = re.sub(r"(?m)^ *(Args|Returns|Raises|Attributes|Yields):$", "", text)
        text = re.sub(r"``[^`]*``|:\w+:`[^`]*`", "~", text)
        if len(re.findall(r"[^\W\d]{2,}", text)) >= 4:
            yield node.lineno, text


def _literals(tree):
    """Teks biasa dan f-string; bagian hitungan di dalam f-string menjadi ~."""
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in ast.walk(node) if part is not node}
            parts = (p.value if isinstance(p, ast.Constant) else "~" for p in node.values)
            yield node, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node, node.value


def _identifiers(tree):
    """Nama berbahasa Inggris di modul itu; docstring boleh menyebutnya tanpa tanda kutip balik."""
    fields = ((node, name) for node in ast.walk(tree) for name in ("id", "arg", "attr", "name"))
    found = {getattr(node, name, None) for node, name in fields}
    return {re.escape(name) for name in found if isinstance(name, str) and len(name) > 2 and name.isascii()}


def _is_code(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def rule_findings(passage):
    """Temuan dari aturan gaya dan istilah."""
    for pattern, suggestion in rules():
        for found in re.finditer(pattern, passage.text, flags=re.I):
            advice = found.expand(suggestion) if "\\" in suggestion else suggestion
            yield Finding(passage.file, passage.place, found[0], advice)


def spelling_findings(all_passages):
    """Kata yang tidak dikenal hunspell maupun kamus kursus.

    Raises:
        CourseError: hunspell atau kamus id_ID tidak terpasang.
    """
    listed = {line.strip().casefold() for line in WORDS.read_text(encoding="utf-8").splitlines()}
    places = {}
    for passage in all_passages:
        for word in re.findall(r"[^\W\d_]{3,}", passage.text):
            if not word.isupper():
                places.setdefault(word.casefold(), passage)
    wanted = set(places) - listed
    forms = {word: _shorter(word) for word in wanted}
    unknown = _unknown_to_hunspell(wanted.union(*forms.values())) - listed
    for word in sorted(wanted & unknown):
        if forms[word] <= unknown:
            passage = places[word]
            advice = "periksa ejaannya; bila benar, tambahkan ke tools/kamus.txt"
            yield Finding(passage.file, passage.place, word, advice)


def _shorter(word):
    """Bentuk tanpa awalan dan akhiran yang sering tidak ada di kamus hunspell."""
    forms = {word}
    for _ in range(2):
        for form in list(forms):
            forms |= {form[: -len(end)] for end in _SUFFIXES if form.endswith(end)}
            forms |= {form[len(start) :] for start in _PREFIXES if form.startswith(start)}
    return {form for form in forms if len(form) > 2 and form != word}


def _unknown_to_hunspell(words):
    program = shutil.which("hunspell")
    if program is None:
        raise CourseError("hunspell tidak terpasang. Di Debian: apt install hunspell hunspell-id.")
    done = subprocess.run(
        [program, "-d", "id_ID", "-i", "utf-8", "-l"], input="\n".join(sorted(words)),
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode != 0 or "Can't open" in done.stderr:
        raise CourseError(f"Kamus id_ID tidak ditemukan: {done.stderr.strip()}")
    return set(done.stdout.split())


def files(root=ROOT):
    """Berkas yang diperiksa, berurutan."""
    return sorted({path for pattern in DOCUMENTS for path in Path(root).glob(pattern)})


def main(words=None):
    """Cetak semua temuan; kode keluar 1 bila ada."""
    chosen = [Path(word).resolve() for word in (sys.argv[1:] if words is None else words)]
    collected = [passage for path in chosen or files() for passage in passages(path)]
    findings = [finding for passage in collected for finding in rule_findings(passage)]
    findings += spelling_findings(collected)
    print(*findings, f"{len(findings)} temuan.", sep="\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
