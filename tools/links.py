"""Memeriksa tautan di README, CONTRIBUTING, notebook, dan kartu, tanpa internet.

`python -m tools.links`. Tautan relatif dan jangkarnya harus ada; tautan luar hanya
diperiksa bentuknya. Ditulis sendiri karena judul notebook mempunyai dua bentuk
jangkar (JupyterLab dan GitHub) yang tidak dikenal pemeriksa umum tanpa mengubah
notebook menjadi Markdown lebih dahulu.
"""

import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.environment import ROOT

DOCUMENTS = ("*.md", "notebooks/*.ipynb", "solutions/*.ipynb", "exercises/*.ipynb", "recipes/**/*.md")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)|(?:href|src)=\"([^\"]*)\"|<(https?:[^>]+)>")
_SKIPPED_SCHEMES = ("mailto", "data")


def markdown(path):
    """Teks Markdown sebuah dokumen; untuk notebook, semua sel teksnya."""
    text = Path(path).read_text(encoding="utf-8")
    if Path(path).suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return re.sub(r"```.*?```", "", text, flags=re.S)


def links(path):
    """Semua tujuan tautan di satu dokumen, di luar kode."""
    text = re.sub(r"`[^`\n]*`", "", markdown(path))
    return [next(filter(None, groups), "") for groups in _LINK.findall(text)]


def anchors(path):
    """Jangkar yang ada di satu dokumen: bentuk GitHub, bentuk JupyterLab, dan id HTML."""
    text = markdown(path)
    found = set(re.findall(r"(?:id|name)=\"([^\"]+)\"", text))
    for title in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, flags=re.M):
        title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", title)
        found.add(title.replace(" ", "-"))
        found.add(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"))
    return found


def problem(path, target, root=ROOT):
    """Jelaskan apa yang salah dengan satu tautan, atau None bila baik."""
    parts = urlsplit(target)
    if not target:
        return "tujuan kosong"
    if parts.scheme in _SKIPPED_SCHEMES:
        return None
    if parts.scheme:
        formed = parts.scheme in ("http", "https") and re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc)
        return None if formed else "alamat tidak berbentuk https://nama/…"
    other = (Path(path).parent / unquote(parts.path)).resolve() if parts.path else Path(path)
    if not other.is_relative_to(Path(root).resolve()) or not other.exists():
        return "berkas tidak ada di repositori"
    if parts.fragment and other.suffix in (".md", ".ipynb"):
        if unquote(parts.fragment) not in anchors(other):
            return f"tidak ada judul atau jangkar `{parts.fragment}`"
    return None


def problems(root=ROOT):
    """Semua tautan rusak sebagai teks `berkas: tujuan: sebab`."""
    root = Path(root).resolve()
    found = []
    for path in sorted({path for pattern in DOCUMENTS for path in root.glob(pattern)}):
        for target in links(path):
            reason = problem(path, target, root)
            if reason:
                found.append(f"{path.relative_to(root).as_posix()}: {target or '()'}: {reason}")
    return found


def main():
    """Cetak tautan rusak; kode keluar 1 bila ada."""
    found = problems()
    print(*found, f"{len(found)} tautan rusak.", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
