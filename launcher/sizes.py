"""Berapa MB yang akan diunduh: dibaca dari baris komentar ``constraints.txt``."""

import re
from dataclasses import dataclass

from launcher import ROOT

_LINE = re.compile(r"# unduhan (\S+) (\S+) (\d+) paket (\d+) MB torch (\d+) MB")
TORCH_CPU_MB = 192  # torch 2.13.0+cpu untuk Linux dari indeks PyTorch
TORCH_WINDOWS_CUDA_MB = 2700  # perkiraan; ukurannya berubah di setiap rilis


@dataclass(frozen=True)
class Download:
    """Perkiraan unduhan: banyak paket, MB selain torch, dan MB torch dari indeks biasa."""

    packages: int
    rest_mb: int
    torch_mb: int


def expected(platform_key: str, extras: tuple[str, ...]) -> Download | None:
    """Perkiraan untuk satu sistem, atau ``None`` bila tabelnya tidak memuatnya.

    Contoh::

        expected("linux-x86_64", ("lab",)).rest_mb
    """
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        found = _LINE.match(line)
        if found and found[1] == platform_key and found[2] == ",".join(extras):
            return Download(*map(int, found.groups()[2:]))
    return None


def torch_pin() -> str:
    """Versi torch yang dipasang, misalnya ``torch==2.13.0``."""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("torch=="):
            return line.split(";")[0].strip()
    raise ValueError("constraints.txt tidak menyebut torch; buat ulang dengan python -m tools.packages.")
