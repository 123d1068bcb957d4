"""Sebuah repositori: riwayat commit, isi pada setiap revisi, dan cara menambah commit."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from class_hub import atomic, objects
from class_hub.errors import EntryMissing, InvalidName, RevisionMissing, StaleParent
from class_hub.lfs import MAX_POINTER_SIZE, LargeFiles, Pointer, parse_pointer, windows_of
from class_hub.loose import LooseObjects
from class_hub.names import MAIN, check_path
from class_hub.objects import Commit, Person, TreeEntry
from class_hub.refs import BRANCH, TAG, Refs

_FULL_ID = re.compile(r"[0-9a-f]{40}")
_SHORT_ID = re.compile(r"[0-9a-f]{7,39}")


@dataclass(frozen=True)
class File:
    """Berkas pada sebuah revisi; ``size`` dalam byte, ``lfs`` terisi jika berkas besar."""

    path: str
    oid: str
    size: int
    lfs: Pointer | None = None

    @property
    def etag(self) -> str:
        """Sidik isi: SHA-256 untuk berkas LFS, SHA-1 git untuk yang lain."""
        return self.lfs.sha256 if self.lfs else self.oid


@dataclass(frozen=True)
class Folder:
    """Folder pada sebuah revisi."""

    path: str
    oid: str


class Repository:
    """Satu repositori git di ``folder``; dibuat oleh :class:`class_hub.store.Store`."""

    def __init__(self, folder: Path, kind: str, repo_id: str, created: int, *, private: bool = False):
        self.folder = folder
        self.kind = kind
        self.id = repo_id
        self.created = created
        self.private = private
        self.objects = LooseObjects(folder / "objects")
        self.large_files = LargeFiles(folder / "lfs" / "objects")
        self.refs = Refs(folder / "packed-refs")
        self.commit_at = lru_cache(maxsize=1024)(self._read_commit)
        self._tree = lru_cache(maxsize=1024)(self._read_tree)
        self._blob = lru_cache(maxsize=8192)(self._read_blob)

    @property
    def namespace(self) -> str:
        """Pemiliknya: bagian id sebelum garis miring."""
        return self.id.partition("/")[0]

    # Membaca

    def resolve(self, revision: str) -> str:
        """Id commit untuk cabang, tag, ref lengkap, atau id commit penuh atau pendek.

        Galat: ``RevisionMissing``. Contoh::

            repository.resolve("main")
        """
        for prefix in (BRANCH, TAG, ""):
            if oid := self.refs.get(prefix + revision):
                return oid
        if _FULL_ID.fullmatch(revision):
            found = [revision] if revision in self.objects else []
        elif _SHORT_ID.fullmatch(revision):
            found = self.objects.find(revision)
        else:
            found = []
        commits = [oid for oid in found if self.objects.header(oid)[0] == "commit"]
        if len(commits) != 1:
            raise RevisionMissing(f"Revisi {revision!r} tidak ada di {self.id}.")
        return commits[0]

    def _read_commit(self, oid: str) -> Commit:
        return objects.parse_commit(self.objects.read(oid)[1])

    def _read_tree(self, oid: str) -> dict[str, TreeEntry]:
        return {entry.name: entry for entry in objects.parse_tree(self.objects.read(oid)[1])}

    def _read_blob(self, oid: str) -> tuple[int, Pointer | None]:
        _, size = self.objects.header(oid)
        if size > MAX_POINTER_SIZE:
            return size, None
        pointer = parse_pointer(self.objects.read(oid)[1])
        return (pointer.size, pointer) if pointer else (size, None)

    def entry(self, commit: str, path: str) -> File | Folder:
        """Berkas atau folder pada ``path``; ``""`` adalah folder akar.

        Galat: ``EntryMissing``.
        """
        here = TreeEntry("", self.commit_at(commit).tree, True)
        for name in path.split("/") if path else []:
            child = self._tree(here.oid).get(name) if here.is_folder else None
            if child is None:
                raise EntryMissing(f"{path!r} tidak ada di {self.id} pada revisi ini.")
            here = child
        return self._describe(path, here)

    def _describe(self, path: str, entry: TreeEntry) -> File | Folder:
        if entry.is_folder:
            return Folder(path, entry.oid)
        size, pointer = self._blob(entry.oid)
        return File(path, entry.oid, size, pointer)

    def list_tree(self, commit: str, path: str = "", *, recursive: bool = False) -> Iterator[File | Folder]:
        """Isi sebuah folder, terurut menurut nama; ``recursive`` ikut masuk ke subfolder."""
        folder = self.entry(commit, path)
        if not isinstance(folder, Folder):
            raise EntryMissing(f"{path!r} di {self.id} adalah berkas, bukan folder.")
        yield from self._walk(folder, recursive)

    def _walk(self, folder: Folder, recursive: bool) -> Iterator[File | Folder]:
        for name, entry in sorted(self._tree(folder.oid).items()):
            item = self._describe(f"{folder.path}/{name}" if folder.path else name, entry)
            yield item
            if recursive and isinstance(item, Folder):
                yield from self._walk(item, recursive)

    def files(self, commit: str) -> dict[str, File]:
        """Semua berkas pada sebuah commit, ``{jalur: File}``."""
        items = self.list_tree(commit, recursive=True)
        return {item.path: item for item in items if isinstance(item, File)}

    def chunks(self, file: File, start: int = 0, stop: int | None = None) -> Iterator[bytes | memoryview]:
        """Isi berkas dari byte ``start`` sampai sebelum ``stop``, sepotong demi sepotong."""
        stop = file.size if stop is None else stop
        if file.lfs:
            return windows_of(self.large_files.path(file.lfs.sha256), start, stop)
        return self.objects.stream(file.oid, start, stop)

    # Menulis

    def clear_leftovers(self) -> None:
        """Menghapus berkas sementara dari tulisan yang terputus; objeknya sendiri selalu utuh."""
        for folder, _, names in os.walk(self.folder):
            for name in filter(atomic.is_leftover, names):
                Path(folder, name).unlink(missing_ok=True)

    def used(self) -> int:
        """Ukuran semua berkas repositori ini di disk, dalam byte."""
        return sum(_size(Path(folder, name)) for folder, _, names in os.walk(self.folder) for name in names)

    def commit(
        self,
        changes: Mapping[str, str | None],
        *,
        message: str,
        author: Person,
        when: int,
        branch: str = MAIN,
        expected_parent: str | None = None,
    ) -> str:
        """Menambah satu commit di ``branch`` dan mengembalikan id-nya.

        ``changes`` adalah ``{jalur: id blob}``; ``None`` menghapus berkas atau folder.
        Blob dan isi LFS harus sudah tersimpan. Tanpa perubahan isi, tidak ada commit
        baru. Galat: ``StaleParent`` jika cabang tidak lagi pada ``expected_parent``,
        ``InvalidName``, ``EntryMissing``. Contoh::

            blob = repository.objects.write("blob", b"Halo\\n")
            repository.commit({"salam.txt": blob}, message="Salam", author=me, when=now)
        """
        parent = self.refs.get(BRANCH + branch)
        if expected_parent and expected_parent != parent:
            raise StaleParent(f"Cabang {branch!r} sudah berubah. Ambil versi terbaru, lalu ulangi.")
        files = {path: file.oid for path, file in self.files(parent).items()} if parent else {}
        _apply(changes, files)
        try:
            tree, bodies = objects.build_trees(files)
        except objects.PathConflict as error:
            raise InvalidName(f"Commit ditolak: {error}.") from error
        if parent and self.commit_at(parent).tree == tree:
            return parent
        for body in bodies.values():
            self.objects.write("tree", body)
        details = Commit(tree, (parent,) if parent else (), author, when, message)
        oid = self.objects.write("commit", objects.commit_body(details))
        self.refs.set(BRANCH, branch, oid)
        return oid


def _apply(changes: Mapping[str, str | None], files: dict[str, str]) -> None:
    """Menerapkan perubahan pada ``{jalur: id blob}``."""
    for path, oid in changes.items():
        check_path(path)
        if oid is not None:
            files[path] = oid
            continue
        removed = [name for name in files if name == path or name.startswith(path + "/")]
        if not removed:
            raise EntryMissing(f"{path!r} tidak dapat dihapus karena tidak ada.")
        for name in removed:
            del files[name]


def _size(file: Path) -> int:
    """Ukuran berkas (byte), atau 0 untuk berkas sementara yang baru saja berganti nama."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
