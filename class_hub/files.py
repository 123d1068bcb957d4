"""Mengirim isi berkas: utuh, sebagian (Range), atau tidak sama sekali jika belum berubah."""

import re
from collections.abc import Iterator

from tornado.iostream import StreamClosedError

from class_hub.errors import EntryMissing
from class_hub.repository import File
from class_hub.web import HubHandler

_RANGE = re.compile(r"bytes=(\d{0,20})-(\d{0,20})", re.ASCII)


class UnsatisfiableRange(ValueError):
    """Rentang yang diminta berada di luar berkas."""


def parse_range(text: str, size: int) -> tuple[int, int] | None:
    """Rentang ``(awal, akhir tidak termasuk)`` dari kepala ``Range``, dalam byte.

    ``None`` berarti kirim seluruh berkas. Galat: ``UnsatisfiableRange``. Contoh::

        parse_range("bytes=2-4", 10)  # (2, 5)
        parse_range("bytes=-3", 10)   # (7, 10)
    """
    match = _RANGE.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        start, stop = size - min(int(match[2]), size), size
    else:
        start = int(match[1])
        stop = min(int(match[2]) + 1, size) if match[2] else size
        if match[2] and int(match[2]) < start:
            return None
    if start >= size:
        raise UnsatisfiableRange(text)
    return start, stop


class ResolveHandler(HubHandler):
    """``GET /[datasets/|spaces/]{id}/resolve/{r}/{jalur}``: isi sebuah berkas.

    Isi unggahan selalu dikirim sebagai teks biasa dalam "kotak pasir", sehingga
    peramban tidak pernah menjalankannya.
    """

    async def get(self, kind: str | None, repo_id: str, revision: str, path: str) -> None:
        repository = self.repository(kind, repo_id)
        self.commit = repository.resolve(revision)
        file = repository.entry(self.commit, path)
        if not isinstance(file, File):
            raise EntryMissing(f"{path!r} adalah folder, bukan berkas.")
        self._describe(file)
        if self.check_etag_header():
            self.set_status(304)
            return
        try:
            start, stop = self._requested_range(file)
        except UnsatisfiableRange:
            self.set_header("Content-Range", f"bytes */{file.size}")
            self.send_problem(416, f"Rentang itu di luar berkas yang panjangnya {file.size} byte.")
            return
        self.set_header("Content-Length", str(stop - start))
        if self.request.method == "GET":
            await send_chunks(self, repository.chunks(file, start, stop))

    def _describe(self, file: File) -> None:
        self.set_header("ETag", f'"{file.etag}"')
        self.set_header("X-Repo-Commit", self.commit)
        self.set_header("Accept-Ranges", "bytes")
        self.set_header("Content-Type", "text/plain; charset=utf-8")

    def _requested_range(self, file: File) -> tuple[int, int]:
        asked = self.request.headers.get("Range", "")
        condition = self.request.headers.get("If-Range", f'"{file.etag}"')
        found = None
        if self.request.method == "GET" and condition == f'"{file.etag}"':
            found = parse_range(asked, file.size)
        if found is None:
            return 0, file.size
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {found[0]}-{found[1] - 1}/{file.size}")
        return found


async def send_chunks(handler: HubHandler, chunks: Iterator[bytes | memoryview]) -> None:
    """Mengirim potongan demi potongan; berhenti dengan tenang jika penerima pergi."""
    try:
        await handler.flush()
        for chunk in chunks:
            # Langsung ke sambungan: handler.write() tidak menerima memoryview.
            await handler.request.connection.write(chunk)
            handler.settings["activity"].touch()
    except StreamClosedError:
        chunks.close()


ROUTES = [(r"/(?:(datasets|spaces)/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", ResolveHandler)]
