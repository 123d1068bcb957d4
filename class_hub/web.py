"""Dasar semua jawaban HTTP: penjaga pintu, galat yang dimengerti klien, dan halaman hasil."""

import json
import time
from urllib.parse import urlencode

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from class_hub import access, search, tokens
from class_hub.errors import (
    AlreadyExists,
    BadRequest,
    EntryMissing,
    HubError,
    InvalidName,
    Moved,
    Refused,
    RepositoryMissing,
    RevisionMissing,
    StaleParent,
    TokenNeeded,
    TooLarge,
    is_disk_full,
    storage_error,
)
from class_hub.limits import Limits, readable
from class_hub.names import KINDS, TYPES
from class_hub.people import Account
from class_hub.repository import Repository
from class_hub.store import Store

UNSUPPORTED = (
    "Hub kelas tidak menyediakan operasi ini. Yang tersedia: mencari, mengunduh, membuat, mengunggah, "
    "cabang, tag, memindahkan, dan menghapus repositori."
)
# Status dan X-Error-Code; klien memilih kelas galatnya dari kode ini.
_ANSWERS: dict[type[HubError], tuple[int, str | None]] = {
    RepositoryMissing: (404, "RepoNotFound"),
    RevisionMissing: (404, "RevisionNotFound"),
    EntryMissing: (404, "EntryNotFound"),
    InvalidName: (400, None),
    AlreadyExists: (409, None),
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
    person: Account | None = None

    @property
    def store(self) -> Store:
        """Gudang yang dilayani."""
        return self.settings["store"]

    @property
    def limits(self) -> Limits:
        """Batas ukuran dan laju hub ini."""
        return self.settings["limits"]

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-cache")

    def prepare(self) -> None:
        self.settings["activity"].touch()
        if not self.settings["hosts"].allows(self.request.host):
            raise HTTPError(403, reason="Alamat hub ini bukan untuk nama host itu")
        changes_something = self.request.method not in ("GET", "HEAD")
        if changes_something and "Origin" in self.request.headers:
            raise HTTPError(403, reason="Permintaan dari halaman web lain ditolak")
        token = tokens.from_header(self.request.headers.get("Authorization", ""))
        if token:
            self.person = self.settings["people"].by_token(token)
        if token and self.person is None:
            # Token yang salah tidak menghalangi bacaan umum, tetapi tidak boleh ditebak-tebak: yang
            # dihitung hanya token yang berganti, bukan token lama yang ikut pada setiap bacaan.
            self.settings["wrong_tokens"].count(self.request.remote_ip, hash(token))
        if changes_something:
            self.settings["writes"].count(self.person.name if self.person else self.request.remote_ip)

    def compute_etag(self) -> None:
        """Tanpa ETag otomatis; berkas memasang ETag-nya sendiri."""

    def repository(self, kind: str | None, repo_id: str) -> Repository:
        """Repositori yang diminta URL; yang privat tidak ada bagi orang lain."""
        moved = None
        try:
            found = self.store.get(kind or "models", repo_id)
        except Moved as error:
            moved, found = error, self.store.find(kind or "models", error.new_id)
        if found is None or not access.may_read(self.person, found):
            raise RepositoryMissing(f"{KINDS[kind or 'models']} {repo_id!r} tidak ada di hub ini.")
        if moved:
            raise moved
        return found

    def visible(self, kind: str) -> list[Repository]:
        """Semua repositori sebuah jenis yang boleh dilihat pengunjung ini."""
        return [found for found in self.store.all(kind) if access.may_read(self.person, found)]

    def writable(self, kind: str, repo_id: str) -> Repository:
        """Repositori yang hendak diubah. Galat: ``TokenNeeded``, ``Refused``, ``RepositoryMissing``."""
        self.require_person()
        found = self.repository(kind, repo_id)
        self.require_namespace(found.namespace)
        return found

    def require_person(self) -> Account:
        """Orang yang meminta; ``TokenNeeded`` jika tokennya tidak ada atau tidak dikenal."""
        if self.person is None:
            given = tokens.from_header(self.request.headers.get("Authorization", ""))
            raise TokenNeeded(tokens.advice(given))
        return self.person

    def require_namespace(self, namespace: str) -> Account:
        """Orang yang meminta, jika ia boleh menulis di ruang nama itu; selain itu ``Refused``."""
        person = self.require_person()
        if not access.may_write(person, namespace):
            own = "Peran tamu hanya dapat membaca."
            if person.role != "tamu":
                own = f"Anda masuk sebagai {person.name!r}; pakai id {person.name}/nama-repositori"
            raise Refused(f"Anda tidak boleh menulis di ruang nama {namespace!r}. {own}")
        return person

    def require_quota(self, namespace: str, size: int) -> None:
        """``TooLarge`` jika ``size`` byte lagi melewati jatah sebuah ruang nama."""
        used = sum(
            found.used() for kind in TYPES for found in self.store.all(kind) if found.namespace == namespace
        )
        if used + size > self.limits.quota:
            raise TooLarge(
                f"Jatah ruang nama {namespace!r} ({readable(self.limits.quota)}) tidak cukup untuk "
                f"{readable(size)} lagi. Hapus repositori yang tidak dipakai, atau minta guru.",
            )

    def body(self) -> dict:
        """Isi permintaan berupa objek JSON; ``BadRequest`` jika bukan."""
        try:
            data = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise BadRequest("Isi permintaan harus objek JSON.")
        return data

    def refuse_writing(self, *_: str) -> None:
        """Jawaban untuk operasi tulis yang tidak dikenal hub ini."""
        self.send_problem(405, UNSUPPORTED)

    post = put = patch = delete = refuse_writing

    def head(self, *arguments: str):
        """HEAD dijawab seperti GET; Tornado tidak mengirim isinya."""
        return self.get(*arguments)

    def write_json(self, data: object, *, content_type: str = "application/json; charset=utf-8") -> None:
        """Menjawab dengan JSON."""
        self.set_header("Content-Type", content_type)
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
        if isinstance(error, Moved):
            self._redirect_to(error)
        elif isinstance(error, Refused):
            self.send_problem(error.status, str(error))
        elif isinstance(error, HubError):
            status, code = _ANSWERS.get(type(error), (500, None))
            self.send_problem(status, str(error), code)
        elif isinstance(error, HTTPError):
            self.send_problem(status_code, error.reason or error.log_message or self._reason)
        elif isinstance(error, OSError):
            status = 507 if is_disk_full(error) else 500
            self.send_problem(status, str(storage_error(error, self.store.root)))
        else:
            self.send_problem(500, "Hub mengalami galat di dalam. Rinciannya ada di hub.log.")

    def _redirect_to(self, moved: Moved) -> None:
        """307 ke id baru; alamat relatif, karena klien hanya mengikuti yang relatif."""
        old, uri = f"/{moved.old_id}", self.request.uri
        if self.request.method in ("GET", "HEAD") and old in uri:
            self.set_header("Location", uri.replace(old, f"/{moved.new_id}", 1))
            self.set_status(307)
            self.write_json({"error": str(moved)})
        else:
            self.send_problem(404, f"{moved} Pakai id yang baru.", "RepoNotFound")

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
