"""Katalog: setiap id Hub yang disebut kursus, dan pengganti mini untuknya.

Isi katalog ada di ``catalog.toml``. Pelajaran memanggil::

    checkpoint = hub_id("w11wo/indonesian-roberta-base-sentiment-classifier")

Pada profil full nilainya id itu sendiri; pada profil mini nilainya id model
kecil di hub kelas yang menjalankan kode yang sama.
"""

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course_lib.errors import CourseError
from course_lib.profile import active_profile


@dataclass(frozen=True)
class Entry:
    """Satu baris katalog.

    Attributes:
        id: id di Hub, ``pemilik/nama``.
        kind: ``"model"``, ``"dataset"``, atau ``"space"``.
        licence: lisensi seperti yang tertulis di kartunya.
        size_mb: ukuran unduhan kira-kira, dalam MB.
        mini: id pengganti pada profil mini, atau ``None`` bila ini repositori mini.
        revision: revisi yang dikunci, atau ``"main"``.
        sha256: checksum berkas bobot (hanya repositori mini), atau ``None``.
    """

    id: str
    kind: str
    licence: str
    size_mb: float
    mini: str | None = None
    revision: str = "main"
    sha256: str | None = None


@cache
def catalog() -> dict[str, Entry]:
    """Seluruh katalog sebagai kamus id → :class:`Entry`."""
    text = files("course_lib").joinpath("catalog.toml").read_text(encoding="utf-8")
    return {name: Entry(id=name, **fields) for name, fields in tomllib.loads(text).items()}


def lookup(repo_id: str) -> Entry:
    """Baris katalog untuk sebuah id.

    Raises:
        CourseError: id tidak ada di katalog.
    """
    entry = catalog().get(repo_id)
    if entry is None:
        similar = difflib.get_close_matches(repo_id, catalog(), n=2, cutoff=0.5)
        advice = f"Mungkin maksud Anda {' atau '.join(similar)}. " if similar else ""
        raise CourseError(
            f"Id '{repo_id}' tidak ada di katalog kursus. {advice}Periksa ejaannya "
            "(pemilik/nama, huruf besar dan kecil dibedakan); semua id ada di "
            "course_lib/catalog.toml."
        )
    return entry


_announced: set[str] = set()


def forget_announcements() -> None:
    """Membuat :func:`hub_id` mengumumkan pengganti mini lagi (dipanggil ``setup``)."""
    _announced.clear()


def hub_id(repo_id: str) -> str:
    """Id yang dipakai pada profil sekarang.

    Pada profil mini, pengganti diumumkan sekali per id agar tidak pernah ada
    yang mengira model mini adalah checkpoint asli.

    Args:
        repo_id: id asli di huggingface.co.

    Raises:
        CourseError: id tidak ada di katalog, atau belum punya pengganti mini.

    Contoh (profil mini)::

        >>> hub_id("w11wo/indonesian-roberta-base-sentiment-classifier")
        'mini/bert-sentimen-nusantara'
    """
    entry = lookup(repo_id)
    if active_profile() == "full" or repo_id.startswith("mini/"):
        return repo_id
    if entry.mini is None:
        raise CourseError(
            f"'{repo_id}' belum punya pengganti mini. Pakai profil full (COURSE_PROFILE=full) "
            "pada komputer yang tersambung ke internet."
        )
    if repo_id not in _announced:
        _announced.add(repo_id)
        print(f"Profil mini: {entry.mini} menggantikan {repo_id}.")
    return entry.mini


def hub_revision(repo_id: str) -> str:
    """Revisi yang dikunci katalog untuk id pada profil sekarang.

    Args:
        repo_id: id asli di huggingface.co, sama seperti untuk :func:`hub_id`.

    Returns:
        Nama revisi; ``"main"`` bila tidak dikunci.

    Raises:
        CourseError: id tidak ada di katalog.
    """
    entry = lookup(repo_id)
    if active_profile() == "mini" and entry.mini is not None:
        entry = lookup(entry.mini)
    return entry.revision
