"""Gudang hub: sebuah folder berisi repositori git dari tiga jenis.

::

    GUDANG/
      repos/models/mini/bert-sentimen-nusantara.git/   repositori git ("bare")
      repos/datasets/...   repos/spaces/...
      staging/             repositori yang sedang disusun; dibersihkan saat mulai
      aside/               repositori rusak yang disisihkan saat mulai
"""

import json
import logging
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from class_hub import atomic
from class_hub.errors import HubError, RepositoryMissing, storage_error
from class_hub.names import MAIN, TYPES, check_repo_id
from class_hub.repository import Repository

_FORMAT = 1
_GIT_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = true\n"
_ABOUT = "hub.json"

_log = logging.getLogger(__name__)


class Store:
    """Semua repositori dalam satu folder; hanya satu proses hub yang boleh memegangnya.

    Galat: ``HubError`` jika folder tidak dapat dipakai. Contoh::

        store = Store(Path("gudang"))
        store.get("models", "mini/bert-sentimen-nusantara")
    """

    def __init__(self, root: Path):
        self.root = root
        self._staging = root / "staging"
        try:
            self._prepare()
            self._repositories = dict(self._scan())
        except OSError as error:
            raise storage_error(error, root) from error

    def _prepare(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        marker = self.root / "format"
        if not marker.exists():
            atomic.write_text(marker, f"{_FORMAT}\n")
        if marker.read_text(encoding="utf-8").strip() != str(_FORMAT):
            raise HubError(
                f"Gudang hub di {self.root} dibuat oleh versi kursus yang lain. "
                "Perbarui kursus, atau pindahkan folder itu agar gudang baru dibuat."
            )
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(exist_ok=True)

    def _scan(self) -> Iterator[tuple[tuple[str, str], Repository]]:
        for kind in TYPES:
            for folder in sorted((self.root / "repos" / kind).glob("*/*.git")):
                repo_id = f"{folder.parent.name}/{folder.name.removesuffix('.git')}"
                try:
                    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
                    yield (kind, repo_id), Repository(folder, kind, repo_id, about["created"])
                except (FileNotFoundError, ValueError, KeyError) as error:
                    _log.error("Repositori %s rusak (%r) dan disisihkan.", folder, error)
                    self._set_aside(folder)

    def _set_aside(self, folder: Path) -> None:
        target = self.root / "aside" / f"{folder.name}-{secrets.token_hex(4)}"
        target.parent.mkdir(exist_ok=True)
        atomic.replace(folder, target)

    def get(self, kind: str, repo_id: str) -> Repository:
        """Repositori dengan jenis dan id itu; ``RepositoryMissing`` jika tidak ada."""
        try:
            return self._repositories[kind, repo_id]
        except KeyError:
            raise RepositoryMissing(f"Repositori {repo_id!r} ({kind}) tidak ada di hub ini.") from None

    def all(self, kind: str) -> list[Repository]:
        """Semua repositori sebuah jenis, terurut menurut id."""
        return [self._repositories[key] for key in sorted(self._repositories) if key[0] == kind]

    @contextmanager
    def creating(self, kind: str, repo_id: str, *, created: int | None = None) -> Iterator[Repository]:
        """Menyusun repositori baru; baru terlihat setelah blok ``with`` selesai tanpa galat.

        ``created`` dalam detik sejak 1970. Contoh::

            with store.creating("models", "rani/percobaan") as repository:
                repository.commit(...)
        """
        check_repo_id(repo_id)
        if any(key == (kind, repo_id.lower()) for key in self._lowercase_keys()):
            raise HubError(f"Repositori {repo_id!r} sudah ada (huruf besar dan kecil dianggap sama).")
        draft = self._staging / secrets.token_hex(8)
        try:
            repository = self._empty_repository(draft, kind, repo_id, created)
            yield repository
            target = self.root / "repos" / kind / f"{repo_id}.git"
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(draft, target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        self._repositories[kind, repo_id] = Repository(target, kind, repo_id, repository.created)

    def _lowercase_keys(self) -> Iterator[tuple[str, str]]:
        return ((kind, repo_id.lower()) for kind, repo_id in self._repositories)

    def _empty_repository(self, folder: Path, kind: str, repo_id: str, created: int | None) -> Repository:
        created = int(time.time()) if created is None else created
        for name in ("objects", "refs"):
            (folder / name).mkdir(parents=True)
        atomic.write_text(folder / "HEAD", f"ref: refs/heads/{MAIN}\n")
        atomic.write_text(folder / "config", _GIT_CONFIG)
        atomic.write_text(folder / _ABOUT, json.dumps({"created": created}))
        return Repository(folder, kind, repo_id, created)
