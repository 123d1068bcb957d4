"""Mengambil jawaban contoh dari notebook solusi."""

import json
import re
from pathlib import Path

START = "# JAWABAN"
END = "# AKHIR JAWABAN"


def solution_notebook(stem):
    """Letak notebook solusi sebuah bab, di repositori atau di paket terpasang; atau None."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "solutions", package / "_solutions"):
        path = folder / f"{stem}.ipynb"
        if path.exists():
            return path
    return None


def answer_source(stem, name):
    """Kode jawaban untuk pemeriksa `name` pada bab `stem`, atau None jika tidak ditemukan.

    Diambil dari semua sel bertanda `# JAWABAN` di antara pemeriksa sebelumnya dan sel yang
    memanggil `check.<name>(`; baris penandanya sendiri dibuang.
    """
    path = solution_notebook(stem)
    if path is None:
        return None
    answers = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
        if START in source:
            lines = [line for line in source.splitlines() if line.strip() not in (START, END)]
            answers.append("\n".join(lines).strip("\n"))
        if found := re.search(r"\bcheck\.(\w+)\(", source):
            if found[1] == name:
                return "\n\n".join(answers) or None
            answers = []
    return None
