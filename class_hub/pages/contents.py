"""Halaman isi repositori: folder, berkas, dan riwayat."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from class_hub import history
from class_hub.pages import addresses
from class_hub.pages.base import PageHandler
from class_hub.pages.changes import last_changes
from class_hub.refs import BRANCH, TAG
from class_hub.repository import File, Folder, Repository

MAX_SHOWN = 256 * 1024
MAX_LINES = 10_000
_ROWS = 200
_COMMITS = 30


class Text(NamedTuple):
    """Isi berkas teks per baris, dan apakah semua barisnya ada."""

    lines: list[str]
    complete: bool


class _ContentsHandler(PageHandler):
    """Induk halaman yang alamatnya memuat revisi."""

    page = "files"

    def common(self, repository: Repository, revision: str) -> dict:
        """Nilai yang dipakai semua cetakan di modul ini."""
        self.commit = repository.resolve(revision)
        named = any(repository.refs.get(prefix + revision) for prefix in (BRANCH, TAG))
        return {
            "repository": repository,
            "revision": revision,
            "named": named,
            "page": self.page,
            "commit": self.commit,
            "details": repository.commit_at(self.commit),
        }


class TreeHandler(_ContentsHandler):
    """``GET .../tree/{r}[/{jalur}]``: isi sebuah folder dan perubahan terakhirnya."""

    def get(self, kind: str | None, repo_id: str, revision: str, path: str | None = None) -> None:
        repository = self.repository(kind, repo_id)
        values = self.common(repository, revision)
        path = (path or "").strip("/")
        if isinstance(repository.entry(self.commit, path), File):
            self.redirect(addresses.blob(repository, revision, path))
            return
        start, size = self.number("mulai", 0, 10**6), self.page_size(_ROWS)
        items = list(islice(repository.list_tree(self.commit, path), start, start + size + 1))
        following, items = len(items) > size, items[:size]
        here = addresses.tree(repository, revision, path)
        self.show(
            "tree.html",
            **values,
            path=path,
            crumbs=list(_parents(repository, revision, path)),
            items=sorted(items, key=lambda item: isinstance(item, File)),
            # Folder yang tidak muat di satu halaman terlalu mahal untuk ditelusuri.
            changes={} if start or following else last_changes(repository, self.commit, path),
            previous=here + addresses.query(mulai=max(0, start - size)) if start else "",
            following=here + addresses.query(mulai=start + size) if following else "",
        )


class BlobHandler(_ContentsHandler):
    """``GET .../blob/{r}/{jalur}``: berkas teks dengan nomor baris; selebihnya keterangan saja."""

    def get(self, kind: str | None, repo_id: str, revision: str, path: str) -> None:
        repository = self.repository(kind, repo_id)
        values = self.common(repository, revision)
        path = path.strip("/")
        file = repository.entry(self.commit, path)
        if isinstance(file, Folder):
            self.redirect(addresses.tree(repository, revision, path))
            return
        text = read_text(repository, file)
        self.show(
            "blob.html",
            **values,
            path=path,
            crumbs=list(_parents(repository, revision, path)),
            file=file,
            text=text,
            digest=_sha256(repository, file) if text is None else "",
        )


class CommitsHandler(_ContentsHandler):
    """``GET .../commits/{r}``: riwayat; ``dari`` adalah commit pertama di halaman itu."""

    page = "commits"

    def get(self, kind: str | None, repo_id: str, revision: str) -> None:
        repository = self.repository(kind, repo_id)
        values = self.common(repository, revision)
        asked = self.get_query_argument("dari", "")
        first = repository.resolve(asked) if asked else self.commit
        size = self.page_size(_COMMITS)
        found = list(islice(history.walk(repository, first), size + 1))
        following = addresses.commits(repository, revision, start=found[size][0]) if found[size:] else ""
        newest = addresses.commits(repository, revision) if asked else ""
        self.show("commits.html", **values, path="", rows=found[:size], following=following, newest=newest)


def read_text(repository: Repository, file: File) -> Text | None:
    """Isi berkas sebagai teks, atau ``None`` jika terlalu besar atau bukan teks UTF-8."""
    if file.size > MAX_SHOWN:
        return None
    data = b"".join(repository.chunks(file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return Text(lines[:MAX_LINES], len(lines) <= MAX_LINES)


@lru_cache(maxsize=256)
def _sha256(repository: Repository, file: File) -> str:
    """SHA-256 isi berkas; berkas di luar LFS cukup kecil untuk dihitung di tempat."""
    if file.lfs:
        return file.lfs.sha256
    digest = hashlib.sha256()
    for chunk in repository.chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def _parents(repository: Repository, revision: str, path: str) -> Iterator[tuple[str, str]]:
    """Nama dan alamat setiap folder di atas ``path``."""
    *folders, _ = path.split("/")
    for depth, name in enumerate(folders, start=1):
        yield name, addresses.tree(repository, revision, "/".join(folders[:depth]))
