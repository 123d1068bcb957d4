"""Apa yang boleh diharapkan dari komputer ini: sistem, kartu grafis, ruang disk, letak folder."""

import os
import platform
import shutil
import subprocess
import sys

from launcher import ROOT, SetupError, console

LONG_ROOT = 100  # huruf; berkas terdalam di .venv menambah sekitar 150, batas Windows 260


def require_supported() -> None:
    """Berhenti dengan satu kalimat bila PyTorch tidak tersedia untuk komputer ini.

    Raises:
        SetupError: sistem, prosesor, atau jenis Python tidak punya paketnya.
    """
    problem = unsupported(
        sys.platform, platform.machine(), platform.python_implementation(), sys.maxsize > 2**32
    )
    if problem:
        raise SetupError(problem)


def unsupported(system: str, machine: str, implementation: str, is_64_bit: bool) -> str:
    """Alasan komputer ini tidak didukung, atau teks kosong bila didukung.

    Contoh::

        unsupported("darwin", "x86_64", "CPython", True)  # Mac Intel
    """
    if implementation != "CPython":
        return f"PyTorch tidak tersedia untuk {implementation}. Pasang Python dari https://www.python.org/downloads/."
    if not is_64_bit:
        return "Python ini 32-bit, sedangkan PyTorch hanya ada untuk 64-bit. Pasang Python 64-bit dari python.org."
    machine = machine.lower()
    if system == "darwin" and machine == "x86_64":
        return (
            "PyTorch tidak lagi dibuat untuk Mac Intel (terakhir versi 2.2, transformers 5 perlu 2.6). "
            "Buka pelajaran di Google Colab lewat lencana di README. Bila Mac Anda M1 atau lebih baru, "
            "Python Anda versi Intel: pasang versi universal2 dari https://www.python.org/downloads/."
        )
    if system == "win32" and machine == "arm64":
        return (
            "Paket kursus belum ada untuk Python Windows ARM64. Pasang Python versi 64-bit x86 (AMD64) dari "
            "python.org, yang juga berjalan di komputer ini, atau buka pelajaran di Google Colab lewat README."
        )
    known = {"linux": ("x86_64", "aarch64"), "darwin": ("arm64",), "win32": ("amd64",)}
    if machine not in known.get(system, ()):
        return (
            f"PyTorch tidak tersedia untuk {system} {machine}. Buka pelajaran di Google Colab lewat README."
        )
    return ""


def key() -> str:
    """Nama sistem ini di tabel unduhan, misalnya ``linux-x86_64``."""
    return f"{sys.platform}-{platform.machine().lower()}"


def has_nvidia() -> bool:
    """Apakah ada GPU NVIDIA yang pengandarnya berjalan?"""
    try:
        done = subprocess.run(
            ["nvidia-smi", "-L"], capture_output=True, text=True, errors="replace", timeout=15
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "GPU " in done.stdout


def require_space(needed_mb: float) -> None:
    """Berhenti sebelum mengunduh bila ruang disk tidak cukup.

    Args:
        needed_mb: ruang yang dibutuhkan, dalam MB.

    Raises:
        SetupError: ruang kosong kurang.
    """
    free_mb = shutil.disk_usage(ROOT).free / 1e6
    if free_mb < needed_mb:
        raise SetupError(
            f"Ruang disk kurang: perlu sekitar {needed_mb / 1000:.1f} GB di {ROOT}, tersisa {free_mb / 1000:.1f} GB. "
            f"Hapus atau pindahkan berkas yang tidak diperlukan, lalu ulangi: {console.command()}"
        )


def long_path_warning() -> str:
    """Peringatan bila letak folder terlalu panjang untuk Windows, atau teks kosong."""
    if os.name != "nt" or len(str(ROOT)) <= LONG_ROOT or _long_paths_enabled():
        return ""
    return (
        f"Perhatian: alamat folder ini {len(str(ROOT))} huruf, dan Windows membatasi alamat berkas sampai 260. "
        "Bila pemasangan gagal, pindahkan folder kursus ke alamat pendek seperti C:\\kursus."
    )


def _long_paths_enabled() -> bool:
    import winreg

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem"
        ) as folder:
            return winreg.QueryValueEx(folder, "LongPathsEnabled")[0] == 1
    except OSError:
        return False
