"""Satu folder untuk semua yang ditulis kursus di komputer Anda.

Isinya: ``kerja/`` (salinan pelajaran tempat Anda bekerja), ``hub/`` (isi hub
kelas), ``hub-token`` (token Anda di sana), ``hf/<hub>/`` (simpanan unduhan Hugging Face, satu folder per hub),
``lab/`` dan ``matplotlib/`` (pengaturan kedua program itu), dan
``progress.json`` (kemajuan latihan). ``python mulai.py periksa`` menunjukkan
ukurannya.
"""

import os
import re
from pathlib import Path


def home() -> Path:
    """Folder kursus: variabel lingkungan ``COURSE_HOME``, atau ``~/.belajar-hf``.

    Folder belum tentu sudah ada; penulis yang membuatnya.

    Contoh::

        >>> home().name
        '.belajar-hf'
    """
    chosen = os.environ.get("COURSE_HOME")
    return Path(chosen).expanduser().resolve() if chosen else Path.home() / ".belajar-hf"


def hub_store() -> Path:
    """Folder isi hub kelas yang tertanam."""
    return home() / "hub"


def hub_token_file() -> Path:
    """Berkas token Anda di hub kelas yang tertanam."""
    return home() / "hub-token"


def hf_home(endpoint_name: str) -> Path:
    """Folder ``HF_HOME`` untuk satu hub.

    Simpanan Hugging Face tidak mencatat hub asal sebuah berkas, karena itu
    setiap hub mendapat foldernya sendiri.

    Args:
        endpoint_name: nama hub, misalnya ``"kelas"`` atau ``"192.168.1.5:8990"``.
    """
    return home() / "hf" / re.sub(r"[^A-Za-z0-9.-]+", "_", endpoint_name)


def progress_file() -> Path:
    """Berkas kemajuan latihan."""
    return home() / "progress.json"
