"""Perubahan terakhir setiap isi sebuah folder, dengan pekerjaan yang terbatas."""

from functools import lru_cache
from itertools import islice

from class_hub import history
from class_hub.errors import EntryMissing
from class_hub.objects import Commit
from class_hub.repository import Repository

MAX_COMMITS = 200


@lru_cache(maxsize=64)
def last_changes(repository: Repository, commit: str, folder: str) -> dict[str, tuple[str, Commit]]:
    """Commit terakhir yang mengubah setiap isi folder, ``{jalur: (id, commit)}``.

    Hanya ``MAX_COMMITS`` commit terbaru yang ditelusuri; yang tidak berubah sejak itu
    tidak disebut. Riwayat dilewati dengan cepat selama id folder tetap sama.
    """
    waiting = {item.path: item.oid for item in repository.list_tree(commit, folder)}
    found: dict[str, tuple[str, Commit]] = {}
    newer = (commit, repository.commit_at(commit))
    folder_oid = _oid_at(repository, commit, folder)
    for oid, details in islice(history.walk(repository, commit), MAX_COMMITS):
        previous_oid, folder_oid = folder_oid, _oid_at(repository, oid, folder)
        if folder_oid != previous_oid:
            for path in [
                path for path, wanted in waiting.items() if _oid_at(repository, oid, path) != wanted
            ]:
                found[path] = newer
                del waiting[path]
        if not waiting:
            return found
        newer = (oid, details)
    return found if newer[1].parents else found | dict.fromkeys(waiting, newer)


def _oid_at(repository: Repository, commit: str, path: str) -> str | None:
    try:
        item = repository.entry(commit, path)
    except EntryMissing:
        return None
    return item.oid
