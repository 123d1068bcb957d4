"""Folder kerja pelajar: salinan pelajaran dan latihan yang boleh diubah dengan bebas.

Pembaruan kursus mengganti berkas kursus, bukan pekerjaan Anda. Berkas yang belum
Anda ubah ikut diperbarui; yang sudah Anda ubah tetap, dan versi baru diletakkan di
sampingnya dengan akhiran ``_versi_baru``. Salinan dibuat tanpa keluaran; keluaran
yang tersimpan dapat dilihat di berkas aslinya.
"""

import hashlib
import json
import os
from pathlib import Path

from course_lib import paths

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("notebooks", "exercises")


def folder() -> Path:
    """Letak folder kerja, di dalam folder kursus."""
    return paths.home() / "kerja"


def update(source: Path = ROOT, target: Path | None = None) -> list[Path]:
    """Menyalin pelajaran ke folder kerja tanpa menimpa pekerjaan pelajar.

    Returns:
        Berkas versi baru yang diletakkan di samping berkas yang sudah diubah.
    """
    target = target or folder()
    target.mkdir(parents=True, exist_ok=True)
    record_file = target / ".asal.json"
    record = _read_record(record_file)
    beside = []
    for lesson in sorted(path for name in FOLDERS for path in (source / name).glob("*.ipynb")):
        name = lesson.relative_to(source).as_posix()
        mine = target / name
        latest = fingerprint(lesson)
        if not mine.exists():
            mine.parent.mkdir(parents=True, exist_ok=True)
            _copy(lesson, mine)
        elif record.get(name) != latest:
            if fingerprint(mine) in (record.get(name), latest):
                _copy(lesson, mine)
            else:
                beside.append(_free_name(mine))
                _copy(lesson, beside[-1])
        record[name] = latest
    record_file.write_text(json.dumps(record, indent=1), encoding="utf-8")
    return beside


def fingerprint(notebook: Path) -> str:
    """Sidik jari isi sel, tanpa keluaran: menjalankan sel tidak dihitung mengubah."""
    data = notebook.read_bytes()
    try:
        cells = json.loads(data)["cells"]
        data = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells]).encode()
    except (ValueError, LookupError, TypeError):
        pass  # notebook rusak: bandingkan isinya apa adanya
    return hashlib.sha256(data).hexdigest()


def _copy(lesson: Path, mine: Path) -> None:
    """Menyalin tanpa keluaran tersimpan, supaya pembaca menebak sebelum menjalankan."""
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    temporary = mine.with_suffix(".tmp")
    temporary.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, mine)


def _read_record(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _free_name(mine: Path) -> Path:
    number = 1
    while True:
        ending = "_versi_baru" if number == 1 else f"_versi_baru_{number}"
        name = mine.with_name(f"{mine.stem}{ending}{mine.suffix}")
        if not name.exists():
            return name
        number += 1
