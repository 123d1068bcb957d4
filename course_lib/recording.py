"""Rekaman: hasil pelatihan panjang yang tersimpan, dan satu sakelar untuk mengulanginya.

Pelatihan yang terlalu lama untuk satu pelajaran dijalankan sekali oleh penulis. Hasilnya
disimpan bersama tanggal, mesin, prosesor, dan lamanya di ``course_lib/recordings/``. Pembaca
melihat hasil itu dengan tulisan bahwa ia sebuah rekaman, dan dapat mengulangi seluruhnya.
"""

import json
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from class_hub.pages.wording import MONTHS
from course_lib.errors import CourseError

FOLDER = Path(__file__).parent / "recordings"
# Perintah CPU untuk hitungan 8 dan 16 bit: yang menentukan apakah angka waktu berlaku di tempat lain.
INSTRUCTIONS = ("avx512_vnni", "avx512_bf16", "avx_vnni", "amx_int8", "amx_bf16", "i8mm", "bf16")


def recorded(name: str, run: Callable[[], object], repeat: bool = False):
    """Hasil ``run()`` dari rekaman ``name``; dengan ``repeat=True`` sungguh dijalankan.

    Tanpa ``repeat``, ``run`` tidak dipanggil; satu baris memberi tahu bahwa ini rekaman.

    Args:
        name: nama rekaman, misalnya ``"bab07_gabungan"``.
        run: fungsi tanpa argumen; hasilnya harus dapat menjadi JSON (kamus, daftar,
            bilangan, teks).
        repeat: jalankan di komputer ini; hasil yang dikembalikan dari komputer ini.

    Raises:
        CourseError: rekaman itu tidak ada.

    Contoh::

        hasil = recorded("bab07_gabungan", latih_semua)                # rekaman
        hasil = recorded("bab07_gabungan", latih_semua, repeat=True)   # diulang di sini
    """
    path = FOLDER / f"{name}.json"
    writing = name in os.environ.get("COURSE_RECORD", "").split(",")
    if repeat or writing:
        started = time.perf_counter()
        result = json.loads(json.dumps(run()))  # bentuknya sama dengan yang dari rekaman
        seconds = time.perf_counter() - started
        if writing:
            _write(path, seconds, result)
        else:
            print(f"Dijalankan di komputer ini, {_duration(seconds)}.")
            return result
    entry = _read(path)
    print(
        f"Rekaman {_written(entry['date'])}: {entry['machine']}, {_duration(entry['seconds'])}. "
        "Tambahkan repeat=True untuk mengulanginya di sini."
    )
    return entry["result"]


def recorded_on(name: str, repeat: bool = False) -> str:
    """Tanggal, prosesor, dan utas rekaman ``name``, untuk ditulis pada gambar.

    Rekaman lama yang tidak memuat prosesornya hanya menyebut tanggal dan utas.

    Args:
        name: nama rekaman.
        repeat: hasilnya diulang di komputer ini, jadi tidak ada rekaman yang disebut.

    Raises:
        CourseError: rekaman itu tidak ada.

    Contoh::

        recorded_on("bab10_cepat")  # "24 November 2026, AMD EPYC (AVX512-VNNI, AVX512-BF16), 1 utas CPU"
    """
    if repeat:
        return "komputer ini"
    entry = _read(FOLDER / f"{name}.json")
    return ", ".join(filter(None, (_written(entry["date"]), entry.get("processor"), entry["machine"])))


def processor() -> str:
    """Nama CPU dan perintahnya yang termasuk :data:`INSTRUCTIONS`; tidak pernah memuat nama komputer.

    Bila namanya tidak diketahui, arsitekturnya.

    Contoh::

        processor()  # "AMD EPYC (AVX512-VNNI, AVX512-BF16)"
    """
    import torch

    found = getattr(torch.cpu, "get_capabilities", dict)()  # tidak ada di torch lama
    name = str(found.get("cpu_name") or platform.machine()).strip()
    known = ", ".join(one.upper().replace("_", "-") for one in INSTRUCTIONS if found.get(one))
    return f"{name} ({known})" if known else name


def _read(path: Path) -> dict:
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.json"))) or "belum ada"
        raise CourseError(f"Tidak ada rekaman bernama '{path.stem}'. Yang ada: {known}. Pakai repeat=True.")
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, seconds: float, result) -> None:
    """Simpan rekaman lewat berkas sementara, agar yang lama tidak rusak bila terputus."""
    import torch

    threads = torch.get_num_threads()
    entry = {
        "date": date.today().isoformat(),
        "machine": f"{threads} utas CPU" if not torch.cuda.is_available() else torch.cuda.get_device_name(),
        "processor": processor(),
        "versions": _versions(),
        "seconds": round(seconds),
        "result": result,
    }
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(entry, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {package: version(package) for package in ("torch", "transformers")}


def _written(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} menit {rest} detik" if minutes else f"{rest} detik"
