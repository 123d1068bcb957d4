"""Membaca dan menulis notebook dengan bentuk yang selalu sama."""

import hashlib
from pathlib import Path

import nbformat

from tools.environment import ROOT

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def stems(folder="notebooks", root=ROOT):
    """Nama semua notebook di satu folder, berurutan, misalnya ``["bab00_mulai"]``."""
    return sorted(path.stem for path in (Path(root) / folder).glob("bab*.ipynb"))


def tags(cell):
    """Tag sebuah sel sebagai himpunan."""
    return set(cell.metadata.get("tags", []))


def read(path):
    """Baca notebook versi 4."""
    return nbformat.read(path, as_version=4)


def text(notebook):
    """Tulis notebook sebagai teks JSON yang deterministik, termasuk id setiap selnya."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen = set()
    for cell in notebook.cells:
        if not cell.get("id") or cell.id in seen:
            cell.id = _derived_id(cell.source, seen)
        seen.add(cell.id)
        keep = tags(cell)
        cell.metadata = nbformat.from_dict({"tags": sorted(keep)} if keep else {})
    return nbformat.writes(notebook, version=4, indent=1) + "\n"


def _derived_id(source, seen):
    number = 0
    while True:
        name = hashlib.sha256(f"{number}\n{source}".encode()).hexdigest()[:8]
        if name not in seen:
            return name
        number += 1


def write(path, notebook):
    """Tulis notebook bila isinya berubah; kembalikan benar bila ditulis."""
    path, content = Path(path), text(notebook).encode()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def needs_gemma(cell):
    """Apakah sel itu bertag `gemma`, jadi hanya berjalan bila paket Gemma disiapkan?"""
    return "gemma" in tags(cell)
