"""Pemeriksaan komputer: Python, memori, disk, folder kursus, dan lingkungan."""

import os
import platform
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from course_lib import paths
from course_lib.doctor import cleaning
from course_lib.doctor.finding import ATTENTION, GOOD, PROBLEM, Finding, command

ROOT = Path(__file__).resolve().parents[2]
ENOUGH_RAM_GB = 7.0  # komputer "8 GB" melaporkan sedikit kurang dari 8
LEAST_RAM_GB = 3.5
ENOUGH_DISK_GB = 5.0
LEAST_DISK_GB = 1.0
LONG_PATH = 100
OLDEST, TOO_NEW = (3, 11), (3, 15)


def check_python() -> Finding:
    """Python."""
    version = f"Python {platform.python_version()} di {platform.system()} {platform.machine()}"
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return Finding("Python", GOOD, version)
    wanted = f"Python {OLDEST[0]}.{OLDEST[1]} sampai {TOO_NEW[0]}.{TOO_NEW[1] - 1}"
    return Finding("Python", PROBLEM, version, f"Pasang {wanted} dari https://www.python.org/downloads/")


def check_memory() -> Finding:
    """Memori."""
    try:
        import psutil
    except ImportError:
        return Finding(
            "Memori", ATTENTION, "belum dapat dibaca (psutil belum terpasang)", f"Jalankan {command()}"
        )
    memory = psutil.virtual_memory()
    total, free = memory.total / 2**30, memory.available / 2**30
    message = f"{total:.1f} GB, tersedia {free:.1f} GB".replace(".", ",")
    if total < LEAST_RAM_GB:
        return Finding(
            "Memori", PROBLEM, message, "Pakai komputer dengan memori 8 GB, atau Google Colab lewat README."
        )
    if total < ENOUGH_RAM_GB or free < 2.5:
        return Finding(
            "Memori", ATTENTION, message, "Pelajaran memakai sampai 2,5 GB. Tutup program lain dahulu."
        )
    return Finding("Memori", GOOD, message)


def check_disk() -> Finding:
    """Ruang disk."""
    free = min(shutil.disk_usage(_existing(folder)).free for folder in (paths.home(), ROOT)) / 1e9
    message = f"tersisa {free:.1f} GB".replace(".", ",")
    if free < LEAST_DISK_GB:
        return Finding(
            "Ruang disk", PROBLEM, message, f"Hapus atau pindahkan berkas yang tidak diperlukan, atau jalankan: {command()} periksa --bersihkan"
        )
    if free < ENOUGH_DISK_GB:
        return Finding(
            "Ruang disk", ATTENTION, message, "Cukup untuk profil mini; profil full perlu lebih banyak."
        )
    return Finding("Ruang disk", GOOD, message)


def _existing(folder: Path) -> Path:
    """Leluhur terdekat yang sudah ada."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def check_course_folder() -> Finding:
    """Folder kursus."""
    home = paths.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        advice = "Perbaiki izin folder itu, atau setel COURSE_HOME ke folder yang boleh ditulis."
        return Finding("Folder kursus", PROBLEM, f"{home} tidak dapat ditulis ({error})", advice)
    parts = ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in cleaning.sizes().items())
    return Finding("Folder kursus", GOOD, f"{home} ({parts or 'masih kosong'})")


def check_long_paths() -> Finding:
    """Alamat folder."""
    length = len(str(ROOT))
    if os.name != "nt" or length <= LONG_PATH or _long_paths_enabled():
        return Finding("Alamat folder", GOOD, str(ROOT))
    advice = "Pindahkan folder kursus ke alamat pendek seperti C:\\kursus."
    return Finding(
        "Alamat folder", ATTENTION, f"{length} huruf; Windows membatasi alamat berkas sampai 260", advice
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


def check_proxy() -> Finding:
    """Proksi."""
    names = [name for name in os.environ if name.lower() in ("http_proxy", "https_proxy", "all_proxy")]
    bypass = os.environ.get("NO_PROXY", "") + "," + os.environ.get("no_proxy", "")
    if not names or "127.0.0.1" in bypass or bypass.strip(",") == "*":
        return Finding("Proksi", GOOD, "dikecualikan untuk komputer ini" if names else "tidak ada")
    advice = "Setel NO_PROXY=127.0.0.1,localhost supaya program di komputer ini tidak dibelokkan ke proksi."
    return Finding("Proksi", ATTENTION, f"{', '.join(sorted(names))} disetel tanpa NO_PROXY", advice)


def check_settings() -> Finding:
    """Variabel lingkungan."""
    from course_lib.errors import CourseError
    from course_lib.profile import active_profile

    try:
        profile = active_profile()
    except CourseError as error:
        return Finding("Variabel lingkungan", PROBLEM, str(error), "Hapus atau betulkan COURSE_PROFILE.")
    spoiling = {
        "HF_ENDPOINT": "diabaikan di profil mini; di profil full, unduhan diambil dari sana",
        "HF_HUB_OFFLINE": "di profil full tidak ada yang dapat diunduh",
        "TRANSFORMERS_OFFLINE": "di profil full tidak ada yang dapat diunduh",
        "HF_DATASETS_OFFLINE": "di profil full tidak ada dataset yang dapat diunduh",
        "PYTHONPATH": "dapat memuat paket dari luar .venv",
    }
    found = {name: why for name, why in spoiling.items() if os.environ.get(name)}
    if found:
        message = "; ".join(f"{name} disetel: {why}" for name, why in found.items())
        return Finding(
            "Variabel lingkungan", ATTENTION, message, f"Bila tidak disengaja, hapus {', '.join(found)}."
        )
    return Finding("Variabel lingkungan", GOOD, f"profil {profile}")


def check_port() -> Finding:
    """Port JupyterLab."""
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", 8888)) == 0
    note = "8888 sedang dipakai; JupyterLab akan memakai port berikutnya" if taken else "8888 kosong"
    return Finding("Port JupyterLab", GOOD, note)


CHECKS = (
    check_python, check_memory, check_disk, check_course_folder,
    check_long_paths, check_proxy, check_settings, check_port,
)  # fmt: skip
