"""Riwayat sebuah repositori: deretan commit dan perubahan terakhir setiap berkas."""

from collections.abc import Iterable, Iterator

from class_hub.errors import EntryMissing
from class_hub.objects import Commit
from class_hub.repository import Repository


def walk(repository: Repository, commit: str) -> Iterator[tuple[str, Commit]]:
    """Commit itu dan leluhurnya, dari yang terbaru, mengikuti induk pertama.

    Contoh::

        [details.title for _, details in walk(repository, repository.resolve("main"))]
    """
    oid: str | None = commit
    while oid:
        details = repository.commit_at(oid)
        yield oid, details
        oid = details.parents[0] if details.parents else None


def last_changes(repository: Repository, commit: str, paths: Iterable[str]) -> dict[str, tuple[str, Commit]]:
    """Commit terakhir yang mengubah setiap jalur, ``{jalur: (id, commit)}``.

    Jalur harus ada pada ``commit``; selain itu ``EntryMissing``.
    """
    waiting = {path: repository.entry(commit, path).oid for path in paths}
    found: dict[str, tuple[str, Commit]] = {}
    newer = (commit, repository.commit_at(commit))
    for oid, details in walk(repository, commit):
        changed = [path for path, wanted in waiting.items() if _oid_at(repository, oid, path) != wanted]
        for path in changed:
            found[path] = newer
            del waiting[path]
        if not waiting:
            break
        newer = (oid, details)
    return found | dict.fromkeys(waiting, newer)


def _oid_at(repository: Repository, commit: str, path: str) -> str | None:
    try:
        return repository.entry(commit, path).oid
    except EntryMissing:
        return None
