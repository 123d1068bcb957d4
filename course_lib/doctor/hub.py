"""Pemeriksaan hub kelas: isi awalnya lengkap, dan hub dapat menyala."""

import hashlib
import urllib.request
from pathlib import Path

from course_lib import paths
from course_lib.doctor.finding import GOOD, PROBLEM, Finding, command

IDLE_SECONDS = 60
_FOLDERS = {"model": "models", "dataset": "datasets", "space": "spaces"}


def seed_folder() -> Path:
    """Folder isi awal hub kelas."""
    from importlib.resources import files

    return Path(str(files("class_hub"))) / "seed"


def check_seed() -> Finding:
    """Isi awal hub kelas."""
    from course_lib.catalog import catalog

    seed = seed_folder()
    mine = [entry for entry in catalog().values() if entry.mini is None and entry.id.startswith("mini/")]
    broken = [
        entry.id for entry in mine if not complete(seed / _FOLDERS[entry.kind] / entry.id, entry.sha256)
    ]
    if broken:
        advice = "Ambil ulang berkas kursus (git restore class_hub/seed, atau unduh ulang ZIP-nya)."
        return Finding(
            "Isi awal hub kelas", PROBLEM, f"tidak lengkap atau berubah: {', '.join(broken)}", advice
        )
    return Finding("Isi awal hub kelas", GOOD, f"{len(mine)} repositori mini lengkap")


def complete(folder: Path, sha256: str | None) -> bool:
    """Apakah folder repositori ada isinya dan bobotnya cocok dengan ``sha256`` (bila disebut)?"""
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    if sha256 is None:
        return True
    weights = folder / "model.safetensors"
    return weights.is_file() and hashlib.sha256(weights.read_bytes()).hexdigest() == sha256


def check_hub() -> Finding:
    """Hub kelas."""
    import os

    from course_lib.endpoint import choose_endpoint
    from course_lib.errors import CourseError

    advice = f"Coba: {command()} hub berhenti, lalu {command()} hub mulai."
    if os.environ.get("COURSE_HUB"):
        try:
            return Finding("Hub kelas", GOOD, choose_endpoint("mini").label)
        except CourseError as error:
            fix = "Betulkan alamat di COURSE_HUB, atau hapus variabel itu untuk memakai hub di komputer ini."
            return Finding("Hub kelas", PROBLEM, str(error), fix)
    try:
        from class_hub import process
        from class_hub.errors import HubError
    except ImportError as error:
        return Finding(
            "Hub kelas", PROBLEM, f"belum dapat dimuat ({error})", f"Jalankan {command()} untuk memasangnya."
        )
    try:
        running = process.ensure(paths.hub_store(), idle_seconds=IDLE_SECONDS)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{running.url}/api/models?limit=1", timeout=10):
            return Finding("Hub kelas", GOOD, f"menjawab di {running.url}")
    except (HubError, OSError) as error:
        return Finding("Hub kelas", PROBLEM, f"tidak menjawab ({error})", advice)


def check_real_hub() -> Finding:
    """Hub untuk profil full."""
    from course_lib.endpoint import choose_endpoint
    from course_lib.errors import CourseError
    from course_lib.profile import active_profile

    try:
        if active_profile() == "mini":
            return Finding("Hub untuk profil full", GOOD, "tidak dipakai pada profil mini")
        return Finding("Hub untuk profil full", GOOD, f"{choose_endpoint('full').label} menjawab")
    except CourseError as error:
        fix = "Sambungkan internet, atau hapus COURSE_PROFILE untuk memakai profil mini."
        return Finding("Hub untuk profil full", PROBLEM, str(error), fix)


CHECKS = (check_seed, check_hub, check_real_hub)
