"""Satu temuan pemeriksaan, dan statusnya."""

import os
from collections.abc import Callable
from dataclasses import dataclass

GOOD, ATTENTION, PROBLEM = "baik", "perhatian", "masalah"


@dataclass(frozen=True)
class Finding:
    """Hasil satu pemeriksaan.

    Attributes:
        name: apa yang diperiksa.
        status: ``"baik"``, ``"perhatian"``, atau ``"masalah"``.
        message: apa yang ditemukan.
        advice: apa yang harus dilakukan; kosong bila baik.
    """

    name: str
    status: str
    message: str
    advice: str = ""


Check = Callable[[], Finding]


def command() -> str:
    """Perintah kursus seperti yang diketik pemakai, misalnya ``python3 mulai.py``."""
    return os.environ.get("COURSE_COMMAND", "python mulai.py")
