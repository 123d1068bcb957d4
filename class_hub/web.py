"""Dasar semua jawaban HTTP: penjaga pintu, galat yang dimengerti klien, dan halaman hasil."""

import json
import re
import time
from urllib.parse import urlencode

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from class_hub import search
from class_hub.errors import (
    EntryMissing,
    HubError,
    InvalidName,
    RepositoryMissing,
    RevisionMissing,
    StaleParent,
    storage_error,
)
from class_hub.repository import Repository
from class_hub.store import Store

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
READ_ONLY = (
    "Hub kelas ini hanya dapat dibaca, jadi tidak ada yang diunggah atau diubah. "
    "Model dan dataset di sini tetap dapat diunduh tanpa token."
)
_HOST = re.compile(r"([^:\[\]]+|\[[0-9a-f:]+\])(?::\d+)?")
# Status dan X-Error-Code; klien memilih kelas galatnya dari kode ini.
_ANSWERS: dict[type[HubError], tuple[int, str | None]] = {
    RepositoryMissing: (404, "RepoNotFound"),
    RevisionMissing: (404, "RevisionNotFound"),
    EntryMissing: (404, "EntryNotFound"),
    InvalidName: (400, None),
    StaleParent: (412, None),
}


class Activity:
    """Kapan hub terakhir bekerja; dipakai untuk memutuskan kapan ia berhenti sendiri."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def touch(self) -> None:
        """Mencatat bahwa hub sedang dipakai."""
        self._last = time.monotonic()

    @property
    def idle_seconds(self) -> float:
        """Lama sejak permintaan terakhir, dalam detik."""
        return time.monotonic() - self._last


class HubHandler(RequestHandler):
    """Induk semua penjawab; menolak tulisan kecuali anaknya mengizinkan."""

    commit: str | None = None

    @property
    def store(self) -> Store:
        """Gudang yang dilayani."""
        return self.settings["store"]

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-cache")

    def prepare(self) -> None:
        self.settings["activity"].touch()
        host = _HOST.fullmatch(self.request.host.lower())
        if host is None or host[1] not in self.settings["hosts"]:
            raise HTTPError(403, reason="Alamat hub ini bukan untuk nama host itu")
        changes_something = self.request.method not in ("GET", "HEAD")
        if changes_something and "Origin" in self.request.headers:
            raise HTTPError(403, reason="Permintaan dari halaman web lain ditolak")

    def compute_etag(self) -> None:
        """Tanpa ETag otomatis; berkas memasang ETag-nya sendiri."""

    def repository(self, kind: str | None, repo_id: str) -> Repository:
        """Repositori yang diminta URL."""
        return self.store.get(kind or "models", repo_id)

    def refuse_writing(self, *_: str) -> None:
        """Jawaban untuk semua permintaan yang hendak mengubah isi hub."""
        self.send_problem(403, READ_ONLY)

    post = put = patch = delete = refuse_writing

    def head(self, *arguments: str):
        """HEAD dijawab seperti GET; Tornado tidak mengirim isinya."""
        return self.get(*arguments)

    def write_json(self, data: object) -> None:
        """Menjawab dengan JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(data, ensure_ascii=False))

    def flag(self, name: str) -> bool:
        """Apakah parameter seperti ``full=true`` dinyalakan."""
        return self.get_query_argument(name, "").lower() in ("1", "true")

    def number(self, name: str, default: int, highest: int) -> int:
        """Parameter bilangan bulat antara 0 dan ``highest``."""
        text = self.get_query_argument(name, "") or str(default)
        if not (text.isascii() and text.isdecimal()):
            raise InvalidName(f"{name}={text!r} harus bilangan bulat.")
        return min(int(text[:12]), highest)

    def several(self, name: str) -> list[str]:
        """Parameter yang boleh berulang, ditulis ``name=a&name=b`` atau ``name[]=a``."""
        return [value for key in (name, name + "[]") for value in self.get_query_arguments(key) if value]

    def one_page(self, items: list, size: int) -> list:
        """Satu halaman hasil; halaman berikutnya ditunjuk oleh kepala ``Link``."""
        start = self.number("cursor", 0, len(items))
        shown, following = search.page(items, start, size)
        if following is not None:
            arguments = [
                (key, value)
                for key in self.request.query_arguments
                for value in self.get_query_arguments(key)
                if key != "cursor"
            ]
            arguments.append(("cursor", str(following)))
            address = f"{self.request.protocol}://{self.request.host}{self.request.path}"
            self.set_header("Link", f'<{address}?{urlencode(arguments)}>; rel="next"')
        return list(shown)

    def write_error(self, status_code: int, **details) -> None:
        """Menerjemahkan galat menjadi status, ``X-Error-Code``, dan pesan."""
        error = details.get("exc_info", (None, None, None))[1]
        if isinstance(error, HubError):
            status, code = _ANSWERS.get(type(error), (500, None))
            self.send_problem(status, str(error), code)
        elif isinstance(error, HTTPError):
            self.send_problem(status_code, error.reason or error.log_message or self._reason)
        elif isinstance(error, OSError):
            self.send_problem(500, str(storage_error(error, self.store.root)))
        else:
            self.send_problem(500, "Hub mengalami galat di dalam. Rinciannya ada di hub.log.")

    def send_problem(self, status: int, message: str, code: str | None = None) -> None:
        """Menjawab dengan galat; klien menampilkan ``message`` kepada pemakainya."""
        self.set_status(status)
        if code:
            self.set_header("X-Error-Code", code)
        if code == "EntryNotFound" and self.commit:
            self.set_header("X-Repo-Commit", self.commit)
        self.set_header("X-Error-Message", _header_safe(message))
        self.write_json({"error": message})

    def log_exception(self, kind, error, trace) -> None:
        """Galat yang wajar (nama salah, klien memutus sambungan) tidak memenuhi catatan."""
        if not isinstance(error, (HubError, HTTPError, StreamClosedError)):
            super().log_exception(kind, error, trace)


def _header_safe(text: str) -> str:
    """Teks satu baris ASCII; kepala HTTP tidak dapat memuat yang lain."""
    one_line = " ".join(text.split())
    return "".join(char if " " <= char <= "~" else "?" for char in one_line)[:500]
