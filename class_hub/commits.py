"""Menerima commit: bertanya cara mengunggah, lalu mengirim perubahan sebagai NDJSON.

Klien lebih dahulu bertanya (``preupload``) berkas mana yang ikut di dalam commit dan
mana yang dikirim sebagai LFS. Isi commit ditampung di disk, blobnya ditulis di
utas lain, lalu cabangnya digeser dalam satu langkah. Terputus di mana pun, cabang
tetap menunjuk ke commit terakhir yang utuh.
"""

import asyncio
import base64
import binascii
import json
import tempfile
import time
from dataclasses import dataclass, field
from typing import BinaryIO

from pathspec import GitIgnoreSpec
from tornado.web import stream_request_body

from class_hub import lfs, limits
from class_hub.errors import BadRequest, EntryMissing, RevisionMissing, TooLarge
from class_hub.names import check_path
from class_hub.refs import BRANCH
from class_hub.repository import File, Folder, Repository
from class_hub.web import HubHandler

_MEMORY = 1_000_000
_ATTRIBUTES = ".gitattributes"


@dataclass
class Draft:
    """Isi sebuah permintaan commit; ``changes`` adalah ``{jalur: id blob, atau None}``."""

    message: str = ""
    parent: str | None = None
    changes: dict[str, str | None] = field(default_factory=dict)
    large: list[str] = field(default_factory=list)


class PreuploadHandler(HubHandler):
    """``POST /api/.../preupload/{r}``: berkas mana yang biasa dan mana yang LFS."""

    def post(self, kind: str, repo_id: str, revision: str) -> None:
        repository = self.writable(kind, repo_id)
        head = repository.resolve(revision)
        data = self.body()
        files = data.get("files")
        if not isinstance(files, list):
            raise BadRequest("Permintaan preupload memerlukan daftar 'files'.")
        ignored = _ignored(repository, head, data.get("gitIgnore"))
        self.write_json({"files": [self._answer(repository, head, ignored, item) for item in files]})

    def _answer(self, repository: Repository, head: str, ignored: GitIgnoreSpec, item: dict) -> dict:
        try:
            path, size = check_path(str(item["path"])), int(item["size"])
        except (KeyError, TypeError, ValueError):
            raise BadRequest("Setiap berkas memerlukan 'path' dan 'size'.") from None
        if size > self.limits.file:
            raise TooLarge(f"{path} lebih besar dari batas {limits.readable(self.limits.file)} per berkas.")
        try:
            now = repository.entry(head, path)
        except EntryMissing:
            now = None
        return {
            "path": path,
            "uploadMode": "lfs" if lfs.is_large(path, size) else "regular",
            "shouldIgnore": ignored.match_file(path),
            "oid": now.etag if isinstance(now, File) else None,
        }


def _ignored(repository: Repository, head: str, given: object) -> GitIgnoreSpec:
    """Aturan ``.gitignore`` dari klien, atau yang sudah ada di repositori."""
    text = given
    if not isinstance(text, str):
        try:
            file = repository.entry(head, ".gitignore")
        except EntryMissing:
            file = None
        small = isinstance(file, File) and not file.lfs and file.size < _MEMORY
        text = b"".join(repository.chunks(file)).decode("utf-8", "replace") if small else ""
    try:
        return GitIgnoreSpec.from_lines(text.splitlines())
    except ValueError as error:
        raise BadRequest(f"Isi .gitignore tidak dapat dibaca: {error}.") from error


@stream_request_body
class CommitHandler(HubHandler):
    """``POST /api/.../commit/{r}``: satu commit berisi berapa pun perubahan."""

    _body: BinaryIO | None = None

    def prepare(self) -> None:
        super().prepare()
        if self.request.method != "POST":
            return
        kind, repo_id = self.path_args[:2]
        repository = self.writable(kind, repo_id)
        if self.get_query_argument("create_pr", ""):
            raise BadRequest("Hub kelas tidak mengenal pull request. Ulangi tanpa create_pr=True.")
        length = int(self.request.headers.get("Content-Length") or 0)
        if length > self.limits.commit:
            raise TooLarge(
                f"Satu commit paling besar {limits.readable(self.limits.commit)} (di luar berkas LFS). "
                "Bagilah menjadi beberapa commit."
            )
        limits.require_space(self.store.root, length, self.limits)
        self.require_quota(repository.namespace, length)
        self.request.connection.set_max_body_size(self.limits.commit)
        self._body = tempfile.SpooledTemporaryFile(_MEMORY, dir=self.store.staging)

    def data_received(self, chunk: bytes) -> None:
        if self._body:
            self._body.write(chunk)
            self.settings["activity"].touch()

    async def post(self, kind: str, repo_id: str, revision: str) -> None:
        repository = self.writable(kind, repo_id)
        if repository.refs.get(BRANCH + revision) is None:
            raise RevisionMissing(f"Cabang {revision!r} tidak ada di {repo_id}.")
        loop = asyncio.get_running_loop()
        self._body.seek(0)
        draft = await loop.run_in_executor(None, read_draft, repository, self._body)
        # Sesudah menunggu, izin dan repositorinya diperiksa sekali lagi.
        if self.writable(kind, repo_id) is not repository:
            raise BadRequest("Repositori ini diganti ketika commit sedang dikirim. Ulangi.")
        _complete(repository, draft, repository.refs.get(BRANCH + revision))
        oid = repository.commit(
            draft.changes,
            message=draft.message,
            author=self.person.author,
            when=int(time.time()),
            branch=revision,
            expected_parent=draft.parent,
        )
        prefix = "" if kind == "models" else f"{kind}/"
        url = f"{self.request.protocol}://{self.request.host}/{prefix}{repo_id}/commit/{oid}"
        self.write_json({"success": True, "commitOid": oid, "commitUrl": url, "hookOutput": ""})

    def on_finish(self) -> None:
        if self._body:
            self._body.close()


def read_draft(repository: Repository, lines: BinaryIO) -> Draft:
    """Membaca NDJSON dan menyimpan blobnya; cabang belum berubah.

    Galat: ``BadRequest``, ``InvalidName``, ``EntryMissing`` (isi LFS belum diunggah).
    """
    draft = Draft()
    for line in lines:
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            key, value = item["key"], item["value"]
            _ACTIONS[key](draft, repository, value)
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise BadRequest(f"Isi commit tidak dapat dibaca ({type(error).__name__}: {error}).") from error
    if not draft.message:
        raise BadRequest("Commit memerlukan pesan (commit_message).")
    return draft


def _header(draft: Draft, repository: Repository, value: dict) -> None:
    summary, description = str(value["summary"]).strip(), str(value.get("description") or "").strip()
    draft.message = f"{summary}\n\n{description}" if description else summary
    draft.parent = value.get("parentCommit")


def _file(draft: Draft, repository: Repository, value: dict) -> None:
    if value.get("encoding") != "base64":
        raise ValueError("encoding harus base64")
    path = check_path(value["path"])
    draft.changes[path] = repository.objects.write("blob", base64.b64decode(value["content"], validate=True))


def _large_file(draft: Draft, repository: Repository, value: dict) -> None:
    path, sha256 = check_path(value["path"]), lfs.check_sha256(value["oid"])
    stored = repository.large_files.path(sha256)
    if not stored.is_file():
        raise EntryMissing(f"Isi {path!r} belum diunggah ke repositori ini. Ulangi unggahannya.")
    pointer = lfs.Pointer(sha256, stored.stat().st_size)
    draft.changes[path] = repository.objects.write("blob", pointer.text)
    draft.large.append(path)


def _deleted(draft: Draft, repository: Repository, value: dict) -> None:
    draft.changes[check_path(value["path"].rstrip("/"))] = None


_ACTIONS = {
    "header": _header,
    "file": _file,
    "lfsFile": _large_file,
    "deletedFile": _deleted,
    "deletedFolder": _deleted,
}


def _complete(repository: Repository, draft: Draft, head: str) -> None:
    """Menambah baris ``.gitattributes`` untuk berkas besar yang tidak dikenali akhirannya."""
    if not draft.large or _ATTRIBUTES in draft.changes:
        return
    try:
        now = repository.entry(head, _ATTRIBUTES)
    except EntryMissing:
        now = None
    if isinstance(now, Folder):
        return
    known = b"".join(repository.chunks(now)) if now else lfs.attributes([])
    lines = known + lfs.extra_attributes(draft.large, known)
    if now is None or lines != known:
        draft.changes[_ATTRIBUTES] = repository.objects.write("blob", lines)


_REPO = r"/api/(models|datasets|spaces)/([^/]+/[^/]+)"
ROUTES = [
    (_REPO + r"/preupload/([^/]+)", PreuploadHandler),
    (_REPO + r"/commit/([^/]+)", CommitHandler),
]
