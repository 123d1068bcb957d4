"""Catatan latihan yang sudah selesai: satu berkas JSON milik pembaca, tanpa telemetri."""

import json
import os
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from course_lib.paths import progress_file

LOCK_SECONDS = 5


def finished(stem):
    """Nama latihan yang sudah benar pada satu bab (himpunan; kosong jika belum ada)."""
    try:
        return set(_read(progress_file()).get(stem, []))
    except (OSError, ValueError):
        return set()


def record(stem, name):
    """Catat satu latihan sebagai selesai; kembalikan kalimat peringatan atau "".

    Catatan yang rusak disisihkan, bukan ditimpa. Beberapa kernel boleh mencatat
    bersamaan. Disk yang penuh atau terkunci tidak menggagalkan latihan.
    """
    path = progress_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(str(path) + ".lock", timeout=LOCK_SECONDS):
            warning = ""
            try:
                entries = _read(path)
            except ValueError:
                entries, warning = {}, _set_aside(path)
            names = entries.setdefault(stem, [])
            if name not in names:
                names.append(name)
                _write(path, entries)
            return warning
    except Timeout:
        reason = "berkasnya sedang dipakai program lain"
    except OSError as error:
        reason = error.strerror or str(error)
    return f"Kemajuan ini belum tersimpan di {path} ({reason}); jawaban Anda tetap benar."


def _read(path):
    if not path.exists():
        return {}
    entries = json.loads(path.read_text(encoding="utf-8"))
    shaped = isinstance(entries, dict) and all(
        isinstance(names, list) and all(isinstance(name, str) for name in names)
        for names in entries.values()
    )
    if not shaped:
        raise ValueError("bukan catatan kemajuan")
    return entries


def _write(path, entries):
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="progress-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entries, file, ensure_ascii=False, indent=1, sort_keys=True)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _set_aside(path):
    number = 1
    while (aside := path.with_name(f"progress.rusak-{number}.json")).exists():
        number += 1
    os.replace(path, aside)
    return f"Catatan kemajuan yang lama tidak terbaca dan disisihkan sebagai {aside.name}."
