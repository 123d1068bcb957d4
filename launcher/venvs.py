"""Folder ``.venv``: membuat, memeriksa, membuat ulang, dan menguncinya."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from launcher import ROOT, VENV, SetupError, console

LOCK_SECONDS = 900
# Yang ada di .venv bila pembuatannya terputus di detik pertama.
_VENV_FOLDERS = {"bin", "lib", "lib64", "include", "Scripts", "Lib", "Include"}


def python() -> Path:
    """Python di dalam ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works() -> bool:
    """Apakah Python di ``.venv`` masih berjalan dan punya pip?

    Salah bila ``.venv`` rusak, disalin dari komputer lain, atau Python asalnya
    sudah dihapus.
    """
    if not python().exists():
        return False
    # pip hanya dicari, tidak diimpor, supaya pertanyaan ini murah.
    code = (
        "import importlib.util as u, sys; sys.exit(sys.prefix == sys.base_prefix or not u.find_spec('pip'))"
    )
    try:
        done = subprocess.run([str(python()), "-I", "-c", code], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def rebuild() -> None:
    """Membuat ``.venv`` dari awal; yang lama, bila ada, dihapus."""
    if VENV.exists():
        print("Folder .venv tidak lengkap; dibuat ulang.")
        _remove()
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            f"Python ini belum punya modul {' dan '.join(missing)}. Di Debian atau Ubuntu jalankan: "
            f"sudo apt install python{version}-venv, lalu ulangi: {console.command()}"
        )
    print("Membuat lingkungan Python di folder .venv ...", flush=True)
    done = subprocess.run(
        [_base_python(), "-m", "venv", str(VENV)],
        capture_output=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode != 0 or not works():
        detail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-4:])
        raise SetupError(
            f"Lingkungan Python tidak dapat dibuat di {VENV}.\n{detail}\n"
            "Pastikan folder ini boleh ditulis dan tidak sedang dipakai program lain, lalu ulangi."
        )


def _base_python() -> str:
    """Python asal, supaya .venv tidak bergantung pada venv lain (atau pada dirinya sendiri)."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _remove() -> None:
    entries = {entry.name for entry in VENV.iterdir()} if VENV.is_dir() else {VENV.name}
    if "pyvenv.cfg" not in entries and not entries <= _VENV_FOLDERS:
        raise SetupError(
            f"{VENV} bukan lingkungan Python buatan kursus ini. Pindahkan atau ganti namanya, lalu ulangi."
        )
    try:
        shutil.rmtree(VENV)
    except OSError as problem:
        raise SetupError(
            f"Folder .venv yang lama tidak dapat dihapus ({problem}). Tutup JupyterLab dan program lain "
            "yang memakainya, lalu ulangi."
        ) from problem


@contextlib.contextmanager
def lock() -> Iterator[None]:
    """Hanya satu pemasangan pada satu waktu; yang kedua menunggu.

    Sistem operasi melepas kuncinya bila proses ini mati dengan cara apa pun.

    Raises:
        SetupError: folder tidak dapat ditulis, atau pemasangan lain tak kunjung selesai.
    """
    path = ROOT / ".venv.lock"
    try:
        file = open(path, "a+b")
    except OSError as problem:
        raise SetupError(
            f"Folder kursus tidak dapat ditulis ({problem}). Pindahkan ke folder milik Anda, "
            "misalnya Documents, lalu ulangi."
        ) from problem
    with file:
        _wait_for(file)
        yield


def _wait_for(file) -> None:
    give_up = time.monotonic() + LOCK_SECONDS
    told = False
    while not _try_lock(file):
        if not told:
            print("Menunggu pemasangan lain di folder ini selesai ...", flush=True)
            told = True
        if time.monotonic() > give_up:
            raise SetupError(
                "Pemasangan lain di folder ini belum juga selesai. Tutup jendelanya, lalu ulangi."
            )
        time.sleep(1)


def _try_lock(file) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
