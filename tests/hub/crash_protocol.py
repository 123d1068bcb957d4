"""Protokol klien langkah demi langkah dengan HTTP mentah, agar setiap langkah dapat diputus atau dirusak."""

import base64
import hashlib
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple


class Answer(NamedTuple):
    """Jawaban hub."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self):
        """Isi jawaban sebagai JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """Pesan galat untuk pemakai."""
        return self.json()["error"]


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Menunggu sampai ``condition()`` benar; ``False`` jika tidak pernah."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def sha256(data: bytes) -> str:
    """Nama isi sebuah berkas LFS."""
    return hashlib.sha256(data).hexdigest()


def header(summary: str = "Ubah", **more) -> dict:
    """Baris pertama sebuah commit."""
    return {"key": "header", "value": {"summary": summary, **more}}


def file(path: str, data: bytes = b"isi\n") -> dict:
    """Baris berkas biasa."""
    content = base64.b64encode(data).decode("ascii")
    return {"key": "file", "value": {"path": path, "content": content, "encoding": "base64"}}


def large(path: str, data: bytes) -> dict:
    """Baris berkas LFS; isinya dikirim terpisah."""
    return {"key": "lfsFile", "value": {"path": path, "algo": "sha256", "oid": sha256(data), "size": len(data)}}


def ndjson(*lines: dict) -> bytes:
    """Isi permintaan commit."""
    return b"".join(json.dumps(line).encode("utf-8") + b"\n" for line in lines)


def chunked(data: bytes, size: int = 65_536) -> Iterator[bytes]:
    """Potongan-potongan; http.client mengirimnya dengan ``Transfer-Encoding: chunked``."""
    for start in range(0, len(data), size):
        yield data[start : start + size]


@dataclass(frozen=True)
class Wire:
    """Sambungan mentah ke hub, dengan atau tanpa token."""

    url: str
    token: str = ""

    def headers(self) -> dict[str, str]:
        """Kepala yang dikirim klien ini."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def send(self, method: str, path: str, body=None, **headers: str) -> Answer:
        """Satu permintaan; ``body`` byte, iterator (dikirim berpotongan), atau nilai JSON."""
        address = self.url.removeprefix("http://")
        if body is not None and not isinstance(body, (bytes, Iterator)):
            body = json.dumps(body).encode("utf-8")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            chunks = isinstance(body, Iterator)
            connection.request(
                method, path.removeprefix(self.url), body, self.headers() | named, encode_chunked=chunks
            )
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """``GET``."""
        return self.send("GET", path, **headers)

    def batch(self, repo_id: str, operation: str, *files: bytes) -> Answer:
        """Daftar kirim atau ambil LFS."""
        objects = [{"oid": sha256(data), "size": len(data)} for data in files]
        body = {"operation": operation, "transfers": ["basic"], "objects": objects, "hash_algo": "sha256"}
        return self.send("POST", f"/{repo_id}.git/info/lfs/objects/batch", body)

    def hrefs(self, repo_id: str, operation: str, *files: bytes) -> list[str]:
        """URL bertanda tangan, tanpa berkas yang sudah ada."""
        answer = self.batch(repo_id, operation, *files)
        if answer.status != 200:
            raise AssertionError(f"batch dijawab {answer.status}: {answer.body!r}")
        found = answer.json()["objects"]
        return [item["actions"][operation]["href"] for item in found if "actions" in item]

    def commit(self, repo_id: str, *lines: dict, branch: str = "main", body=None) -> Answer:
        """Satu commit dari baris-baris ini, atau dari ``body`` mentah."""
        path = f"/api/models/{repo_id}/commit/{branch}"
        return self.send("POST", path, ndjson(*lines) if body is None else body)

    def create(self, repo_id: str, **more) -> Answer:
        """Membuat repositori model."""
        owner, _, name = repo_id.partition("/")
        return self.send("POST", "/api/repos/create", {"organization": owner, "name": name, **more})

    def upload(self, repo_id: str, files: dict[str, bytes], message: str = "Unggah", **more) -> Answer:
        """Unggahan lengkap seperti klien yang asli: preupload, LFS, lalu commit."""
        asked = {"files": [{"path": path, "size": len(data), "sample": ""} for path, data in files.items()]}
        modes = self.send("POST", f"/api/models/{repo_id}/preupload/main", asked).json()["files"]
        by_lfs = {item["path"] for item in modes if item["uploadMode"] == "lfs"}
        contents = {sha256(files[path]): files[path] for path in by_lfs}
        for href in self.hrefs(repo_id, "upload", *contents.values()) if contents else []:
            data = contents[href.partition("/lfs/")[2][:64]]
            answer = Wire(self.url).send("PUT", href, data)
            if answer.status != 200:
                return answer
        lines = [(large if path in by_lfs else file)(path, data) for path, data in files.items()]
        return self.commit(repo_id, header(message, **more), *lines)

    def read(self, repo_id: str, path: str, revision: str = "main") -> bytes | None:
        """Isi sebuah berkas, atau ``None`` jika tidak ada."""
        answer = self.get(f"/{repo_id}/resolve/{revision}/{path}")
        return answer.body if answer.status == 200 else None

    def head(self, repo_id: str) -> str:
        """Commit terakhir di cabang utama."""
        return self.get(f"/api/models/{repo_id}").json()["sha"]

    @contextmanager
    def unfinished(self, method: str, path: str, length: int, start: bytes) -> Iterator[socket.socket]:
        """Permintaan yang menjanjikan ``length`` byte tetapi baru mengirim ``start``."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        named = {"Host": f"{host}:{port}", "Content-Length": str(length), **self.headers()}
        lines = [f"{method} {path.removeprefix(self.url)} HTTP/1.1", *(f"{k}: {v}" for k, v in named.items())]
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode("ascii") + start)
            yield connection
