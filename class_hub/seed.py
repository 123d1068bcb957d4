"""Isi awal hub: folder biasa menjadi repositori, dengan id commit yang sama di mana pun.

``SEED/{models,datasets,spaces}/pemilik/nama/berkas`` menjadi repositori
``pemilik/nama`` dengan satu commit. Jika isi folder kelak berubah (kursus
diperbarui), repositori itu mendapat satu commit baru. Repositori yang cabang
utamanya sudah ditulis orang lain tidak disentuh. ``SEED/redirects.json`` (jika ada)
meneruskan id lama ke id baru.
"""

import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from class_hub import lfs, objects
from class_hub.errors import HubError, storage_error
from class_hub.names import MAIN, TYPES, check_path, check_repo_id
from class_hub.objects import Person
from class_hub.refs import BRANCH
from class_hub.repository import Repository
from class_hub.store import Store

AUTHOR = Person("Hub Kelas", "hub-kelas@belajar.invalid")
CREATED = 1_767_225_600  # 1 Januari 2026, 00.00 UTC
_IGNORED = {"__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Planned:
    """Satu berkas yang akan disimpan: blob git dan, untuk berkas besar, sumber isinya."""

    blob: bytes
    source: Path
    pointer: lfs.Pointer | None

    @property
    def oid(self) -> str:
        return objects.object_id("blob", self.blob)


def apply(store: Store, seed: Path) -> list[str]:
    """Menanam isi ``seed`` ke gudang; mengembalikan repositori yang dibuat atau diperbarui.

    Aman diulang dan aman terputus: sisa pekerjaan diselesaikan pada panggilan
    berikutnya. Galat: ``HubError`` (folder hilang, disk penuh, nama tidak sah).
    """
    if not seed.is_dir():
        raise HubError(f"Folder isi awal hub tidak ditemukan: {seed}. Pasang ulang kursus ini.")
    changed = []
    for kind in TYPES:
        for folder in sorted(path for path in (seed / kind).glob("*/*") if path.is_dir()):
            repo_id = check_repo_id(f"{folder.parent.name}/{folder.name}")
            try:
                if _apply_one(store, kind, repo_id, _plan(folder)):
                    changed.append(f"{kind}/{repo_id}")
            except OSError as error:
                raise storage_error(error, store.root) from error
    _redirects(store, seed / "redirects.json")
    return changed


def _redirects(store: Store, file: Path) -> None:
    """Id lama yang diteruskan, ``{"models/id-lama": "pemilik/nama"}``."""
    if file.is_file():
        for old, new_id in json.loads(file.read_text(encoding="utf-8")).items():
            store.redirect(old, check_repo_id(new_id))


def _plan(folder: Path) -> dict[str, _Planned]:
    """Semua berkas dalam folder, ``{jalur: rencana}``, dengan ``.gitattributes``."""
    planned = {}
    for source in sorted(path for path in folder.rglob("*") if path.is_file()):
        relative = source.relative_to(folder)
        if not _IGNORED.isdisjoint(relative.parts) or source.suffix == ".pyc":
            continue
        planned[check_path(relative.as_posix())] = _plan_file(relative.as_posix(), source)
    if ".gitattributes" not in planned:
        large = [path for path, item in planned.items() if item.pointer]
        planned[".gitattributes"] = _Planned(lfs.attributes(large), folder, None)
    return planned


def _plan_file(path: str, source: Path) -> _Planned:
    if lfs.is_large(path, source.stat().st_size):
        pointer = lfs.measure(source)
        return _Planned(pointer.text, source, pointer)
    return _Planned(source.read_bytes(), source, None)


def _apply_one(store: Store, kind: str, repo_id: str, planned: dict[str, _Planned]) -> bool:
    existing = {repository.id.lower(): repository for repository in store.all(kind)}
    repository = existing.get(repo_id.lower())
    if repository is None:
        with store.creating(kind, repo_id, created=CREATED) as repository:
            _commit(repository, planned, "Isi awal", CREATED)
        return True
    head = repository.refs.get(BRANCH + MAIN)
    tree, _ = objects.build_trees({path: item.oid for path, item in planned.items()})
    if head is None or repository.commit_at(head).author != AUTHOR:
        _log.warning("%s sudah ditulis pengguna; isi awal yang baru tidak dipasang.", repo_id)
        return False
    if repository.commit_at(head).tree == tree:
        return False
    _commit(repository, planned, "Isi awal dari versi kursus yang baru", int(time.time()))
    return True


def _commit(repository: Repository, planned: dict[str, _Planned], message: str, when: int) -> None:
    """Menyimpan isi dahulu, commit terakhir: commit tidak pernah menunjuk ke yang belum ada."""
    head = repository.refs.get(BRANCH + MAIN)
    old = repository.files(head) if head else {}
    changes: dict[str, str | None] = {path: None for path in old if path not in planned}
    for path, item in planned.items():
        if item.pointer:
            repository.large_files.add(item.source, item.pointer)
        changes[path] = repository.objects.write("blob", item.blob)
    repository.commit(changes, message=message, author=AUTHOR, when=when)
