"""Pemeriksaan paket: versi terhadap ``constraints.txt``, PyTorch, transformers, JupyterLab."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

from course_lib.doctor.finding import ATTENTION, GOOD, PROBLEM, Finding, command

ROOT = Path(__file__).resolve().parents[2]
IMPORT_SECONDS = 120
_LANGUAGE_PACK = "jupyterlab-language-pack-id-id"


def check_versions() -> Finding:
    """Versi paket."""
    pins = expected_versions()
    if not pins:
        return Finding("Versi paket", GOOD, "kursus dipasang dengan pip; versinya tidak dikunci")
    needed = required_names()
    missing, different = [], []
    for name, wanted in pins.items():
        installed = installed_version(name)
        if installed is None:
            if name in needed:
                missing.append(name)
        elif installed.split("+")[0] != wanted.split("+")[0]:
            different.append(f"{name} {installed} (seharusnya {wanted})")
    advice = f"Jalankan {command()}; bila tetap begini, hapus folder .venv lalu jalankan lagi."
    if missing:
        return Finding("Versi paket", PROBLEM, f"belum terpasang: {_some(missing)}", advice)
    if different:
        return Finding("Versi paket", ATTENTION, _some(different), advice)
    return Finding("Versi paket", GOOD, "sesuai constraints.txt")


def _some(names: list[str]) -> str:
    rest = len(names) - 5
    return ", ".join(names[:5]) + (f", dan {rest} lagi" if rest > 0 else "")


def expected_versions(root: Path = ROOT) -> dict[str, str]:
    """Nama paket (huruf kecil) → versi untuk komputer ini menurut ``constraints.txt``."""
    try:
        lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pins = {}
    for line in lines:
        requirement, _, marker = line.partition(";")
        name, _, version = requirement.partition("==")
        if version and not line.startswith("#") and _applies(marker.strip()):
            pins[normal(name)] = version.strip()
    return pins


def _applies(marker: str) -> bool:
    if not marker:
        return True
    try:
        from packaging.markers import Marker
    except ImportError:  # tanpa packaging, lebih baik tidak menuduh
        return False
    return Marker(marker).evaluate()


def required_names(root: Path = ROOT) -> set[str]:
    """Paket yang disebut langsung di ``pyproject.toml`` untuk belajar (dasar dan ``lab``)."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["lab"]
    return {normal(re.split(r"[<>=!~\[; ]", line)[0]) for line in lines}


def normal(name: str) -> str:
    """Nama paket dalam bentuk baku, misalnya ``huggingface_hub`` → ``huggingface-hub``."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def installed_version(name: str) -> str | None:
    """Versi yang terpasang, atau ``None``."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_torch() -> Finding:
    """PyTorch."""
    code = (
        "import torch; a = torch.ones(64, 64); assert float((a @ a).sum()) == 64.0 ** 3; "
        "print(torch.__version__, 'cuda' if torch.cuda.is_available() else "
        "'mps' if torch.backends.mps.is_available() else 'cpu')"
    )
    return _in_subprocess("PyTorch", code)


def check_transformers() -> Finding:
    """transformers."""
    code = "import transformers, datasets; from transformers import AutoTokenizer; print(transformers.__version__)"
    return _in_subprocess("transformers", code)


def _in_subprocess(name: str, code: str) -> Finding:
    """Menjalankan ``code`` di proses lain, supaya pustaka yang mogok tidak menghentikan laporan."""
    advice = f"Pasang ulang: hapus folder .venv, lalu jalankan {command()}"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, timeout=IMPORT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        message = f"belum selesai dimuat setelah {IMPORT_SECONDS} detik"
        return Finding(
            name, ATTENTION, message, "Antivirus mungkin sedang memeriksa berkasnya; coba lagi nanti."
        )
    if done.returncode == 0:
        return Finding(name, GOOD, done.stdout.strip())
    lines = done.stderr.strip().splitlines()
    if "DLL load failed" in done.stderr or "WinError 126" in done.stderr:
        advice = "Pasang Microsoft Visual C++ Redistributable (x64) dari https://aka.ms/vs/17/release/vc_redist.x64.exe"
    elif "ModuleNotFoundError" in done.stderr:
        advice = f"Jalankan {command()} untuk memasangnya."
    return Finding(name, PROBLEM, lines[-1] if lines else f"berhenti dengan kode {done.returncode}", advice)


def check_jupyter() -> Finding:
    """JupyterLab."""
    versions = {name: installed_version(name) for name in ("jupyterlab", "ipykernel", _LANGUAGE_PACK)}
    missing = [name for name, version in versions.items() if version is None]
    advice = f"Jalankan {command()} untuk memasangnya."
    if "jupyterlab" in missing or "ipykernel" in missing:
        return Finding("JupyterLab", PROBLEM, f"belum terpasang: {', '.join(missing)}", advice)
    if missing:
        return Finding(
            "JupyterLab",
            ATTENTION,
            "paket bahasa Indonesia belum terpasang; menu akan berbahasa Inggris",
            advice,
        )
    return Finding("JupyterLab", GOOD, f"{versions['jupyterlab']}, berbahasa Indonesia")


CHECKS = (check_versions, check_torch, check_transformers, check_jupyter)
