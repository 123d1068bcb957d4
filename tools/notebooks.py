"""Membaca dan menulis notebook dengan bentuk yang selalu sama."""

import hashlib
from pathlib import Path

import nbformat

from tools.environment import ROOT

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


# Pelajaran punya latihan, solusi, dan pemeriksa; lampiran hanya notebook untuk dicari dan dibaca.
LESSON, APPENDIX = "bab*", "lampiran_*"
OLD_TAG = "dulu"  # sel berisi kode lama yang sengaja dijalankan
TABLE_TAG = "tabel"  # tabel untuk dicari, disusun tools.removed_apis


def stems(folder="notebooks", root=ROOT, kind=LESSON):
    """Nama semua pelajaran di satu folder, berurutan; `kind=APPENDIX` untuk lampiran."""
    return sorted(path.stem for path in (Path(root) / folder).glob(f"{kind}.ipynb"))


def everything(root=ROOT):
    """Semua notebook yang keluarannya disimpan, sebagai pasangan (folder, nama)."""
    chosen = [("notebooks", LESSON), ("notebooks", APPENDIX), ("solutions", LESSON)]
    return [(folder, stem) for folder, kind in chosen for stem in stems(folder, root, kind)]


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
