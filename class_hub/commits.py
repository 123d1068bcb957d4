"""Menerima commit: bertanya cara mengunggah, lalu mengirim perubahan sebagai NDJSON.

Klien lebih dahulu bertanya (``preupload``) berkas mana yang ikut di dalam commit dan
mana yang dikirim sebagai LFS. Isi commit ditampung di disk, blobnya ditulis di
utas lain, lalu cabangnya digeser dalam satu langkah. Terputus di mana pun, cabang
tetap menunjuk ke commit terakhir yang utuh.
"""

import asyncio
import base64
import json
import math
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from pathspec import GitIgnoreSpec

from class_hub import lfs, limits
from class_hub.errors import BadRequest, EntryMissing, RevisionMissing, TooLarge
from class_hub.names import check_path
from class_hub.receiving import ReceivingHandler
from class_hub.refs import BRANCH
from class_hub.repository import File, Folder, Repository
from class_hub.web import HubHandler

_MEMORY = 1_000_000
_MAX_MESSAGE = 100_000
_STARS = re.compile(r"\*+")
_MANY_STARS = 10
_MAX_IGNORE_WORK = 1_000_000_000  # kemungkinan; paling lama beberapa detik
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
        rules = _ignore_rules(repository, head, data.get("gitIgnore"))
        answers = [self._answer(repository, head, item) for item in files]
        ignored = _ignored(rules, [answer["path"] for answer in answers])
        self.write_json({"files": [answer | {"shouldIgnore": answer["path"] in ignored} for answer in answers]})

    def _answer(self, repository: Repository, head: str, item: dict) -> dict:
        try:
            path, size = check_path(str(item["path"])), int(item["size"])
        except (KeyError, TypeError, ValueError, OverflowError):
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
            "oid": now.etag if isinstance(now, File) else None,
        }


def _ignore_rules(repository: Repository, head: str, given: object) -> list[str]:
    """Aturan ``.gitignore`` dari klien, atau yang sudah ada di repositori."""
    text = given
    if not isinstance(text, str):
        try:
            file = repository.entry(head, ".gitignore")
        except EntryMissing:
            file = None
        small = isinstance(file, File) and not file.lfs and file.size < _MEMORY
        text = b"".join(repository.chunks(file)).decode("utf-8", "replace") if small else ""
    return text.splitlines()


def _ignored(rules: list[str], paths: list[str]) -> set[str]:
    """Jalur yang diabaikan menurut ``rules``.

    Aturan dengan banyak bintang dicocokkan dengan mencoba semua kemungkinan, jadi
    banyaknya kemungkinan dibatasi lebih dahulu. Galat: ``BadRequest``.
    """
    stars = Counter(min(len(_STARS.findall(rule)), _MANY_STARS) for rule in rules)
    work = sum(count * math.comb(len(path) + number, number) for path in paths for number, count in stars.items())
    if work > _MAX_IGNORE_WORK:
        raise BadRequest("Isi .gitignore terlalu rumit untuk hub kelas. Kurangi bintang (*) di aturannya.")
    try:
        return set(GitIgnoreSpec.from_lines(rules).match_files(paths))
    except ValueError as error:
        raise BadRequest(f"Isi .gitignore tidak dapat dibaca: {error}.") from error


class CommitHandler(ReceivingHandler):
    """``POST /api/.../commit/{r}``: satu commit berisi berapa pun perubahan."""

    def begin(self) -> None:
        """Menolak commit yang tidak boleh atau terlalu besar, sebelum isinya tiba."""
        if self.request.method != "POST":
            return
        kind, repo_id = self.path_args[:2]
        repository = self.writable(kind, repo_id)
        if self.get_query_argument("create_pr", ""):
            raise BadRequest("Hub kelas tidak mengenal pull request. Ulangi tanpa create_pr=True.")
        length = self.content_length() or 0
        if length > self.limits.commit:
            raise TooLarge(
                f"Satu commit paling besar {limits.readable(self.limits.commit)} (di luar berkas LFS). "
                "Bagilah menjadi beberapa commit."
            )
        limits.require_space(self.store.root, length, self.limits)
        self.require_quota(repository.namespace, length)
        self.receive(tempfile.SpooledTemporaryFile(_MEMORY, dir=self.store.staging), self.limits.commit)

    async def post(self, kind: str, repo_id: str, revision: str) -> None:
        repository = self.writable(kind, repo_id)
        if repository.refs.get(BRANCH + revision) is None:
            raise RevisionMissing(f"Cabang {revision!r} tidak ada di {repo_id}.")
        loop = asyncio.get_running_loop()
        lines, self.draft = self.complete(), None  # klien yang pergi tidak menutupnya lagi
        with lines:
            lines.seek(0)
            try:
                draft = await loop.run_in_executor(None, read_draft, repository, lines)
            except FileNotFoundError:
                self._require_same(repository, kind, repo_id)
                raise
        self._require_same(repository, kind, repo_id)
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

    def _require_same(self, repository: Repository, kind: str, repo_id: str) -> None:
        """Sesudah menunggu, izin dan repositorinya diperiksa sekali lagi."""
        if self.writable(kind, repo_id) is not repository:
            raise BadRequest("Repositori ini diganti ketika commit sedang dikirim. Ulangi.")


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
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadRequest(f"Isi commit tidak dapat dibaca ({type(error).__name__}: {error}).") from error
    if not draft.message:
        raise BadRequest("Commit memerlukan pesan (commit_message).")
    return draft


def _header(draft: Draft, repository: Repository, value: dict) -> None:
    summary, description = str(value["summary"]).strip(), str(value.get("description") or "").strip()
    draft.message = f"{summary}\n\n{description}" if description else summary
    if "\0" in draft.message or len(draft.message.encode("utf-8")) > _MAX_MESSAGE:
        raise ValueError(f"pesan commit paling panjang {_MAX_MESSAGE} byte, tanpa karakter NUL")
    draft.parent = value.get("parentCommit")


def _file(draft: Draft, repository: Repository, value: dict) -> None:
    if value.get("encoding") != "base64":
        raise ValueError("encoding harus base64")
    path, content = check_path(value["path"]), base64.b64decode(value["content"], validate=True)
    if (pointer := lfs.parse_pointer(content)) and not repository.large_files.holds(pointer):
        raise EntryMissing(
            f"{path!r} hanya penunjuk Git LFS; isinya tidak ada di repositori ini. Unggah berkas aslinya."
        )
    draft.changes[path] = repository.objects.write("blob", content)


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
