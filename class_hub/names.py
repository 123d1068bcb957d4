"""Aturan nama: repositori, jalur berkas di dalamnya, dan cabang atau tag.

Nama yang lolos aman di Linux, macOS, dan Windows. Jalur berkas di dalam repositori
tidak pernah menjadi jalur di disk; aturannya tetap ketat karena pengunduh akan
menuliskan jalur itu di komputernya sendiri.
"""

import re
import unicodedata

from class_hub.errors import InvalidName

KINDS = {"models": "Model", "datasets": "Dataset", "spaces": "Space"}
TYPES = tuple(KINDS)
MAIN = "main"

# Ruas pertama alamat hub sendiri; repositori dengan pemilik itu tidak pernah terjangkau.
ADDRESSES = frozenset({"api", "models", "datasets", "spaces", "hubungkan"})

_REPO_PART = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[. ].*)?")
_FORBIDDEN = set('\\:*?"<>|')
_BAD_REF = re.compile(r"[\x00-\x20\x7f~^:?*\[\\\ud800-\udfff]|\.\.|@\{|//|/\.|\.lock(?:/|$)")


def _is_device(part: str) -> bool:
    """Apakah Windows menganggap nama ini sebagai perangkat, misalnya ``con.txt``."""
    return _DEVICE.fullmatch(part.lower()) is not None


def check_repo_id(repo_id: str) -> str:
    """Mengembalikan ``repo_id`` jika berbentuk ``pemilik/nama``; selain itu ``InvalidName``.

    Contoh::

        check_repo_id("mini/bert-sentimen-nusantara")
    """
    owner, slash, name = repo_id.partition("/")
    parts_ok = all(
        len(part) <= 96
        and _REPO_PART.fullmatch(part)
        and not _is_device(part)
        and not part.lower().endswith(".git")
        and ".." not in part
        and "--" not in part
        for part in (owner, name)
    )
    if not slash or not parts_ok or owner.lower() in ADDRESSES:
        raise InvalidName(
            f"Nama repositori {repo_id!r} tidak sah. Pakai bentuk pemilik/nama "
            "dengan huruf, angka, '-', '_', atau '.'."
        )
    return repo_id


def check_path(path: str) -> str:
    """Mengembalikan jalur berkas dalam repositori jika aman; selain itu ``InvalidName``.

    Contoh::

        check_path("data/train.csv")     # boleh
        check_path("../rahasia.txt")     # InvalidName
    """
    if len(path) > 1024:
        raise InvalidName("Jalur berkas terlalu panjang; batasnya 1024 karakter.")
    for part in path.split("/"):
        reason = _reason_to_refuse(part)
        if reason:
            raise InvalidName(f"Jalur berkas {path!r} tidak sah: {reason}.")
    return path


def _reason_to_refuse(part: str) -> str | None:
    """Alasan satu ruas jalur ditolak, atau ``None`` jika boleh."""
    folded = unicodedata.normalize("NFKC", part).casefold()
    if part in ("", ".", ".."):
        return "ada ruas kosong, '.' atau '..'"
    for char in part:
        if char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cf", "Cs"):
            return f"karakter {char!r} tidak boleh dipakai"
    if part != part.rstrip(". "):
        return "ada ruas yang berakhir dengan titik atau spasi"
    if folded in (".git", "git~1"):
        return "'.git' milik git"
    if _is_device(folded):
        return f"{part!r} adalah nama perangkat di Windows"
    if len(part.encode("utf-8")) > 255:
        return "ada ruas yang lebih panjang dari 255 byte"
    return None


def check_ref_name(name: str) -> str:
    """Mengembalikan nama cabang atau tag jika diterima git; selain itu ``InvalidName``.

    Contoh::

        check_ref_name("fitur/ejaan")    # boleh, garis miring termasuk nama
    """
    bad_edge = name.startswith(("-", "/", ".")) or name.endswith(("/", "."))
    if not name or len(name) > 255 or name in ("@", "HEAD") or bad_edge or _BAD_REF.search(name):
        raise InvalidName(f"Nama cabang atau tag {name!r} tidak sah.")
    return name
