"""Berkas besar lewat Git LFS: daftar kirim dan ambil, lalu isinya.

``batch`` menjawab dengan URL bertanda tangan; isinya dikirim (PUT) atau diambil (GET)
dari URL itu tanpa token. Setiap isi tersimpan di repositorinya sendiri: mengetahui
SHA-256 sebuah berkas di repositori lain tidak memberi apa pun. Acuan: "Git LFS Batch
API", github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md.
"""

import hashlib
import os
import secrets

from class_hub import atomic, lfs, limits
from class_hub.errors import BadRequest, Refused, RepositoryMissing, TooLarge
from class_hub.files import send_chunks
from class_hub.git_http import readable_by_git
from class_hub.receiving import ReceivingHandler
from class_hub.repository import Repository
from class_hub.store import UPLOAD
from class_hub.web import HubHandler

_TYPE = "application/vnd.git-lfs+json"
_MAX_OBJECTS = 1000


class BatchHandler(HubHandler):
    """``POST /{id}.git/info/lfs/objects/batch``: ke mana setiap isi dikirim atau diambil."""

    def post(self, kind: str | None, repo_id: str) -> None:
        data = self.body()
        action, wanted = data.get("operation"), data.get("objects")
        if action not in ("upload", "download") or not isinstance(wanted, list):
            raise BadRequest("Permintaan LFS memerlukan 'operation' dan 'objects'.")
        if action == "upload":
            repository = self.writable(kind or "models", repo_id)
        else:
            repository = readable_by_git(self, kind, repo_id)
        if repository is None:
            return
        try:
            pairs = [(lfs.check_sha256(item["oid"]), int(item["size"])) for item in wanted[:_MAX_OBJECTS]]
            if any(size < 0 for _, size in pairs):
                raise ValueError("ukuran tidak boleh negatif")
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise BadRequest(f"Daftar objek LFS tidak dapat dibaca ({error}).") from error
        make = self._upload if action == "upload" else self._download
        if action == "upload":
            self._require_room(repository, pairs)
        answer = {"transfer": "basic", "hash_algo": "sha256"}
        objects = [{"oid": oid, "size": size} | make(repository, oid, size) for oid, size in pairs]
        self.write_json(answer | {"objects": objects}, content_type=_TYPE)

    def _require_room(self, repository: Repository, pairs: list[tuple[str, int]]) -> None:
        """``TooLarge`` sebelum satu byte pun dikirim."""
        new = [size for oid, size in pairs if not repository.large_files.path(oid).is_file()]
        if any(size > self.limits.file for size in new):
            raise TooLarge(f"Satu berkas paling besar {limits.readable(self.limits.file)}.")
        limits.require_space(self.store.root, sum(new), self.limits)
        self.require_quota(repository.namespace, sum(new))

    def _upload(self, repository: Repository, oid: str, size: int) -> dict:
        if repository.large_files.path(oid).is_file():
            return {}
        return {"actions": {"upload": self._signed(repository, oid, size, "upload")}}

    def _download(self, repository: Repository, oid: str, size: int) -> dict:
        if not repository.large_files.path(oid).is_file():
            return {"error": {"code": 404, "message": "Isi berkas ini tidak ada di repositori ini."}}
        return {"actions": {"download": self._signed(repository, oid, size, "download")}}

    def _signed(self, repository: Repository, oid: str, size: int, action: str) -> dict:
        fields = {
            "do": action,
            "repo": f"{repository.kind}/{repository.id}",
            "size": str(size),
            "who": self.person.name if self.person else "",
        }
        query = self.settings["signer"].query(fields | {"oid": oid})
        address = f"{self.request.protocol}://{self.request.host}/lfs/{oid}?{query}"
        return {"href": address, "expires_in": 3600}


class ContentHandler(ReceivingHandler):
    """``PUT`` dan ``GET /lfs/{sha256}?...``: isi satu berkas, dengan URL bertanda tangan."""

    def begin(self) -> None:
        """Memeriksa alamat bertanda tangan; isi unggahan ditampung setelah tempatnya cukup."""
        fields = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        action = {"PUT": "upload", "GET": "download"}.get(self.request.method)
        signed = self.settings["signer"].check(fields)
        if not signed or fields["do"] != action or fields["oid"] != self.path_args[0]:
            raise Refused("URL ini tidak sah atau sudah kedaluwarsa. Ulangi perintah unggah atau unduhnya.")
        self.fields = fields
        if action == "upload":
            self._begin_upload(int(fields["size"]))

    def _target(self) -> Repository:
        kind, _, repo_id = self.fields["repo"].partition("/")
        self.person = self.settings["people"].by_name(self.fields["who"])
        return (
            self.writable(kind, repo_id) if self.fields["do"] == "upload" else self.repository(kind, repo_id)
        )

    def _begin_upload(self, size: int) -> None:
        repository = self._target()
        length = self.content_length()
        if length not in (None, size):
            raise BadRequest(f"Panjang isi {length} byte, padahal yang dijanjikan {size} byte.")
        limits.require_space(self.store.root, size, self.limits)
        self.require_quota(repository.namespace, size)
        self._path = self.store.staging / f"{UPLOAD}{secrets.token_hex(8)}"
        self._digest = hashlib.sha256()
        self.receive(open(self._path, "xb"), size)

    def data_received(self, chunk: bytes) -> None:
        super().data_received(chunk)
        if self.draft:
            self._digest.update(chunk)

    def put(self, oid: str) -> None:
        draft = self.complete()
        draft.flush()
        os.fsync(draft.fileno())
        size = draft.tell()
        draft.close()
        if self._digest.hexdigest() != oid or size != int(self.fields["size"]):
            raise BadRequest(
                "Isi yang diterima tidak sama dengan SHA-256 atau ukuran yang dijanjikan. Ulangi."
            )
        target = self._target().large_files.path(oid)
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(self._path, target)
        self.write_json({})

    async def get(self, oid: str) -> None:
        path = self._target().large_files.path(oid)
        if not path.is_file():
            raise RepositoryMissing("Isi berkas ini tidak ada lagi.")
        size = path.stat().st_size
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Length", str(size))
        await send_chunks(self, lfs.windows_of(path, 0, size))

    def discard(self) -> None:
        """Menghapus juga sisa kiriman yang gagal atau terputus."""
        if self.draft:
            super().discard()
            self._path.unlink(missing_ok=True)


ROUTES = [
    (r"/(?:(datasets|spaces)/)?([^/]+/[^/]+?)(?:\.git)?/info/lfs/objects/batch", BatchHandler),
    (r"/lfs/([0-9a-f]{64})", ContentHandler),
]
