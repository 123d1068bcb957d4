"""Gudang hub: sebuah folder berisi repositori git dari tiga jenis.

::

    GUDANG/
      repos/models/mini/bert-sentimen-nusantara.git/   repositori git ("bare")
      repos/datasets/...   repos/spaces/...
      redirects.json       id lama -> id baru untuk repositori yang pindah
      moving.json          pemindahan yang sedang berlangsung; dilanjutkan saat mulai
      staging/             repositori dan unggahan yang sedang disusun
      aside/               repositori yang terputus atau rusak, disisihkan saat mulai
      trash/               repositori yang dihapus orang; tidak pernah disajikan
"""

import json
import logging
import secrets
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from class_hub import atomic, trash
from class_hub.errors import AlreadyExists, HubError, InvalidName, Moved, RepositoryMissing, storage_error
from class_hub.names import KINDS, MAIN, TYPES, check_repo_id
from class_hub.repository import Repository

_FORMAT = 1
_GIT_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = true\n"
_ABOUT = "hub.json"
_BROKEN = (ValueError, KeyError, TypeError, zlib.error)
UPLOAD = "upload-"  # awalan kiriman di ``staging/``; yang tidak selesai tidak ada gunanya

_log = logging.getLogger(__name__)


class Store:
    """Semua repositori dalam satu folder; hanya satu proses hub yang boleh memegangnya.

    Galat: ``HubError`` jika folder tidak dapat dipakai. Contoh::

        store = Store(Path("gudang"))
        store.get("models", "mini/bert-sentimen-nusantara")
    """

    def __init__(self, root: Path):
        self.root = root
        self.staging = root / "staging"
        try:
            self._prepare()
            self._repositories = dict(self._scan())
            self._redirects = self._read_redirects()
            self._finish_move()
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
        if leftovers := [file for file in self.root.iterdir() if atomic.is_leftover(file.name)]:
            with FileLock(self.root / "people.lock", timeout=10):  # people.json ditulis proses lain
                for file in leftovers:
                    file.unlink(missing_ok=True)
        for unfinished in self.staging.glob(f"{UPLOAD}*"):
            unfinished.unlink()
        if self.staging.is_dir() and any(self.staging.iterdir()):
            _log.warning("ada pekerjaan yang terputus; sisanya disisihkan")
            self._set_aside(self.staging)
        self.staging.mkdir(exist_ok=True)

    def _scan(self) -> Iterator[tuple[tuple[str, str], Repository]]:
        for kind in TYPES:
            for folder in sorted((self.root / "repos" / kind).glob("*/*.git")):
                repo_id = f"{folder.parent.name}/{folder.name.removesuffix('.git')}"
                try:
                    repository = self._open(folder, kind, repo_id)
                except (FileNotFoundError, *_BROKEN) as error:
                    _log.error("Repositori %s rusak (%r) dan disisihkan.", folder, error)
                    self._set_aside(folder)
                else:
                    repository.clear_leftovers()
                    yield (kind, repo_id), repository

    def _open(self, folder: Path, kind: str, repo_id: str) -> Repository:
        """Repositori di sebuah folder; galat jika catatannya rusak atau commit-nya hilang."""
        about = dict(json.loads((folder / _ABOUT).read_text(encoding="utf-8")))
        private = bool(about.get("private", False))
        repository = Repository(folder, kind, repo_id, about["created"], private=private)
        for commit in repository.refs.under("").values():
            repository.files(commit)
        return repository

    def _set_aside(self, folder: Path) -> None:
        target = self.root / "aside" / f"{folder.name}-{secrets.token_hex(4)}"
        target.parent.mkdir(exist_ok=True)
        atomic.replace(folder, target)

    def _read_redirects(self) -> dict[str, str]:
        file = self.root / "redirects.json"
        try:
            return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
        except _BROKEN as error:
            raise HubError(
                f"Daftar id lama di {file} rusak. Pindahkan berkas itu, lalu nyalakan hub sekali lagi."
            ) from error

    def find(self, kind: str, repo_id: str) -> Repository | None:
        """Repositori dengan jenis dan id persis itu, atau ``None``."""
        return self._repositories.get((kind, repo_id))

    def get(self, kind: str, repo_id: str) -> Repository:
        """Repositori dengan jenis dan id itu.

        Galat: ``Moved`` jika ia sudah pindah, ``RepositoryMissing`` jika tidak ada.
        """
        if found := self.find(kind, repo_id):
            return found
        if new_id := self._redirects.get(f"{kind}/{repo_id}"):
            raise Moved(repo_id, new_id)
        raise RepositoryMissing(f"{KINDS[kind]} {repo_id!r} tidak ada di hub ini.")

    def all(self, kind: str) -> list[Repository]:
        """Semua repositori sebuah jenis, terurut menurut id."""
        return [self._repositories[key] for key in sorted(self._repositories) if key[0] == kind]

    @contextmanager
    def creating(
        self, kind: str, repo_id: str, *, created: int | None = None, private: bool = False
    ) -> Iterator[Repository]:
        """Menyusun repositori baru; baru terlihat setelah blok ``with`` selesai tanpa galat.

        ``created`` dalam detik sejak 1970. Galat: ``AlreadyExists``, ``InvalidName``.
        Contoh::

            with store.creating("models", "rani/percobaan") as repository:
                repository.commit(...)
        """
        self._require_free(kind, repo_id)
        draft = self.staging / secrets.token_hex(8)
        try:
            repository = self._empty_repository(draft, kind, repo_id, created, private)
            yield repository
            target = self._place(kind, repo_id)
            target.parent.mkdir(parents=True, exist_ok=True)
            with _placed(draft, target):
                self.redirect(f"{kind}/{repo_id}", None)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        self._repositories[kind, repo_id] = Repository(
            target, kind, repo_id, repository.created, private=private
        )

    def set_private(self, repository: Repository, private: bool) -> None:
        """Menjadikan repositori privat atau umum."""
        about = {"created": repository.created, "private": private}
        atomic.write_text(repository.folder / _ABOUT, json.dumps(about))
        repository.private = private

    def move(self, repository: Repository, new_id: str) -> Repository:
        """Memindahkan repositori ke id lain; id lamanya diteruskan ke yang baru.

        Galat: ``AlreadyExists``, ``InvalidName``.
        """
        kind, old_id = repository.kind, repository.id
        self._require_free(kind, new_id, besides=old_id)
        target = self._place(kind, new_id)
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(self._moving, json.dumps([kind, old_id, new_id]))
        try:
            with _placed(repository.folder, target):
                self.redirect(f"{kind}/{old_id}", new_id)
        finally:
            self._moving.unlink(missing_ok=True)
        del self._repositories[kind, old_id]
        moved = Repository(target, kind, new_id, repository.created, private=repository.private)
        self._repositories[kind, new_id] = moved
        return moved

    @property
    def _moving(self) -> Path:
        return self.root / "moving.json"

    def _finish_move(self) -> None:
        """Memasang penerusan untuk pemindahan yang terputus sesudah foldernya berganti nama."""
        if not self._moving.is_file():
            return
        kind, old_id, new_id = json.loads(self._moving.read_text(encoding="utf-8"))
        if (kind, new_id) in self._repositories and (kind, old_id) not in self._repositories:
            self.redirect(f"{kind}/{old_id}", new_id)
        self._moving.unlink()

    def delete(self, repository: Repository) -> None:
        """Memindahkan repositori ke ``trash/``; ia tidak terlihat lagi."""
        trash.discard(self.root, repository)
        del self._repositories[repository.kind, repository.id]

    def _require_free(self, kind: str, repo_id: str, *, besides: str = "") -> None:
        check_repo_id(repo_id)
        taken = {name.lower() for type_, name in self._repositories if type_ == kind and name != besides}
        if repo_id.lower() in taken:
            raise AlreadyExists(f"Repositori {repo_id!r} sudah ada (huruf besar dan kecil dianggap sama).")
        owner = repo_id.partition("/")[0]
        for known in {repository.namespace for repository in self._repositories.values()}:
            if known != owner and known.lower() == owner.lower():
                raise InvalidName(f"Ruang nama {known!r} sudah ada; tulis dengan huruf yang sama.")

    def _place(self, kind: str, repo_id: str) -> Path:
        return self.root / "repos" / kind / f"{repo_id}.git"

    def redirect(self, old: str, new_id: str | None) -> None:
        """Mencatat (atau menghapus) penerusan; rantai dipendekkan ke tujuan terakhir.

        Contoh::

            store.redirect("models/bert-lama", "mini/bert-baru")
        """
        kind, _, old_id = old.partition("/")
        redirects = {key: value for key, value in self._redirects.items() if key != old}
        if new_id is not None:
            for key, value in redirects.items():
                if key.startswith(f"{kind}/") and value == old_id:
                    redirects[key] = new_id
            redirects[old] = new_id
            redirects.pop(f"{kind}/{new_id}", None)
        if redirects != self._redirects:
            atomic.write_text(self.root / "redirects.json", json.dumps(redirects, indent=1))
            self._redirects = redirects

    def _empty_repository(
        self, folder: Path, kind: str, repo_id: str, created: int | None, private: bool
    ) -> Repository:
        created = int(time.time()) if created is None else created
        for name in ("objects", "refs"):
            (folder / name).mkdir(parents=True)
        atomic.write_text(folder / "HEAD", f"ref: refs/heads/{MAIN}\n")
        atomic.write_text(folder / "config", _GIT_CONFIG)
        atomic.write_text(folder / _ABOUT, json.dumps({"created": created, "private": private}))
        return Repository(folder, kind, repo_id, created, private=private)


@contextmanager
def _placed(source: Path, target: Path) -> Iterator[None]:
    """Memindahkan folder; dikembalikan jika langkah berikutnya, di dalam ``with``, gagal."""
    atomic.replace(source, target)
    try:
        yield
    except BaseException:
        atomic.replace(target, source)
        raise
