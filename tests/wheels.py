"""Membangun wheel kursus untuk pengujian, dan mengenali indeks paket yang tidak terjangkau."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNREACHABLE = "indeks paket tidak terjangkau"
_LOST = re.compile(
    r"NewConnectionError|Failed to establish|name resolution|Max retries|timed out|ConnectionError"
)


def pip(*arguments, python=None, cwd=None):
    """Menjalankan pip pengujian; ``python`` memilih lingkungan yang diperiksa."""
    command = [sys.executable, "-m", "pip", *(["--python", str(python)] if python else []), *arguments]
    return subprocess.run(
        [*command, "--disable-pip-version-check", "--retries", "2", "--timeout", "20"],
        capture_output=True, text=True, encoding="utf-8", errors="replace", cwd=cwd, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def index_lost(done) -> bool:
    """Apakah pip gagal karena indeks paket tidak terjangkau?"""
    return done.returncode != 0 and bool(_LOST.search(done.stdout + done.stderr))


def build(folder: Path) -> Path:
    """Wheel kursus dari pohon kerja ini, tanpa mengunduh apa pun."""
    done = pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))
