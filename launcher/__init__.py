"""Penyiapan kursus: membuat ``.venv`` dan memasang paket. Hanya pustaka standar."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


class SetupError(Exception):
    """Penyiapan tidak dapat dilanjutkan; pesannya mengatakan apa yang harus dilakukan."""
