"""Tempat sampah: repositori yang dihapus orang, dan cara mengembalikannya."""

import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from class_hub import atomic
from class_hub.errors import AlreadyExists, HubError
from class_hub.names import KINDS, check_repo_id
from class_hub.repository import Repository

FOLDER = "trash"
_NAME = re.compile(r"(\d+)-(models|datasets|spaces)-(.+?)--(.+)-[0-9a-f]{8}")


@dataclass(frozen=True)
class Discarded:
    """Satu repositori di tempat sampah; ``deleted`` dalam detik sejak 1970."""

    folder: Path
    deleted: int
    kind: str
    repo_id: str


def discard(store: Path, repository: Repository) -> None:
    """Memindahkan folder repositori ke tempat sampah gudang."""
    owner_and_name = repository.id.replace("/", "--")
    target = store / FOLDER / f"{int(time.time())}-{repository.kind}-{owner_and_name}-{secrets.token_hex(4)}"
    target.parent.mkdir(exist_ok=True)
    atomic.replace(repository.folder, target)


def discarded(store: Path) -> list[Discarded]:
    """Isi tempat sampah, dari yang terakhir dihapus."""
    folders = sorted((store / FOLDER).glob("*"), reverse=True)
    found = [(folder, _NAME.fullmatch(folder.name)) for folder in folders]
    return [Discarded(folder, int(m[1]), m[2], f"{m[3]}/{m[4]}") for folder, m in found if m]


def restore(store: Path, repo_id: str) -> Discarded:
    """Mengembalikan repositori bernama itu yang terakhir dihapus; hub harus sedang berhenti.

    Galat: ``HubError`` (tidak ada di tempat sampah, atau hub masih menyala), ``AlreadyExists``
    (namanya sudah dipakai lagi). Contoh::

        restore(Path("gudang"), "rani/pantun")
    """
    check_repo_id(repo_id)
    one = next((one for one in discarded(store) if one.repo_id == repo_id), None)
    if one is None:
        raise HubError(f"Tidak ada repositori {repo_id!r} di tempat sampah hub ini.")
    target = store / "repos" / one.kind / f"{repo_id}.git"
    try:
        with FileLock(store / "server.lock", timeout=0):
            if target.exists():
                raise AlreadyExists(f"{KINDS[one.kind]} {repo_id!r} sudah ada lagi; hapus atau pindahkan dahulu.")
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(one.folder, target)
    except Timeout:
        raise HubError("Hub masih menyala; hentikan dahulu sebelum mengembalikan repositori.") from None
    return one
