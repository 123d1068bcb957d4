"""Proses hub: membuka gudang, menanam isi awal, melayani, dan berhenti ketika menganggur."""

import asyncio
import logging
import os
import signal
from pathlib import Path

from filelock import FileLock, Timeout
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from class_hub import api, files, pages, search, seed, state
from class_hub.errors import HubError, storage_error
from class_hub.store import Store
from class_hub.web import LOCAL_HOSTS, Activity

HOST = "127.0.0.1"
MAX_BODY = 2 * 1024 * 1024
_LOCK_SECONDS = 5  # hub sebelumnya mungkin sedang menutup diri

_REPO = r"/api/(models|datasets|spaces)/([^/]+/[^/]+)"

_log = logging.getLogger(__name__)


def make_application(store: Store, *, identity: dict, page_size: int = search.PAGE_SIZE) -> Application:
    """Aplikasi web untuk sebuah gudang.

    Pola dicocokkan dengan URL mentah, sehingga ``fitur%2Fejaan`` tetap satu ruas;
    Tornado menguraikan ``%2F`` sesudahnya.
    """
    routes = [
        (r"/", pages.IndexHandler),
        (r"/api/class-hub", api.StatusHandler),
        (r"/api/whoami-v2", api.WhoAmIHandler),
        (r"/api/(models|datasets|spaces)", api.SearchHandler),
        (_REPO + r"/refs", api.RefsHandler),
        (_REPO + r"/commits/([^/]+)", api.CommitsHandler),
        (_REPO + r"/paths-info/([^/]+)", api.PathsInfoHandler),
        (_REPO + r"/tree/([^/]+)(?:/(.*))?", api.TreeHandler),
        (_REPO + r"(?:/revision/([^/]+))?", api.InfoHandler),
        (r"/(?:(datasets|spaces)/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", files.ResolveHandler),
        (r"/.*", api.UnknownHandler),
    ]
    return Application(
        routes,
        store=store,
        identity=identity,
        page_size=page_size,
        activity=Activity(),
        hosts=LOCAL_HOSTS,
        log_function=lambda handler: None,
    )


class Server:
    """Hub untuk satu gudang; ``run()`` kembali setelah hub berhenti.

    ``port=None`` memakai port terakhir, atau port kosong mana pun. Dengan
    ``idle_seconds``, hub berhenti setelah selama itu (detik) tidak ada permintaan dan
    tidak ada proses pemakai yang hidup. Galat: ``HubError``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        seed_folder: Path | None = None,
        idle_seconds: float | None = None,
        version: str = "",
        page_size: int = search.PAGE_SIZE,
    ):
        self.folder = folder.resolve()
        self.port = port
        self.seed_folder = seed_folder
        self.idle_seconds = idle_seconds
        self.version = version
        self.page_size = page_size

    def run(self) -> None:
        """Melayani sampai dihentikan (sinyal, Ctrl-C, atau menganggur)."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "server.lock", timeout=_LOCK_SECONDS):
                asyncio.run(self._serve())
        except Timeout:
            raise HubError(f"Gudang {self.folder} sudah dilayani oleh hub lain yang menyala.") from None
        except OSError as error:
            raise storage_error(error, self.folder) from error

    async def _serve(self) -> None:
        store = Store(self.folder)
        if self.seed_folder:
            changed = seed.apply(store, self.seed_folder)
            _log.info("isi awal: %d repositori dipasang atau diperbarui", len(changed))
        pid = os.getpid()
        sockets = self._bind()
        url = f"http://{HOST}:{sockets[0].getsockname()[1]}"
        running = state.Running(url, pid, state.started_at(pid), self.version)
        identity = {"name": "class-hub", "pid": pid, "version": self.version}
        application = make_application(store, identity=identity, page_size=self.page_size)
        http = HTTPServer(application, max_body_size=MAX_BODY)
        http.add_sockets(sockets)
        state.write_running(self.folder, running)
        _log.info("melayani %s di %s", self.folder, url)
        print(f"Hub kelas menyala di {url}", flush=True)
        try:
            await self._until_stopped(running, application.settings["activity"])
        finally:
            if state.read_record(self.folder) == running:
                state.forget_running(self.folder)
            http.stop()
            _log.info("hub berhenti")

    def _bind(self) -> list:
        """Socket yang mendengar di loopback saja."""
        wanted = self.port if self.port is not None else state.last_port(self.folder)
        try:
            return bind_sockets(wanted, HOST)
        except OSError as error:
            if self.port:
                raise HubError(
                    f"Port {self.port} tidak dapat dipakai ({error.strerror}). Pilih port lain."
                ) from error
            return bind_sockets(0, HOST)

    async def _until_stopped(self, running: state.Running, activity: Activity) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
        pause = min(1.0, self.idle_seconds / 4) if self.idle_seconds else 1.0
        while not stopped.is_set() and not self._finished(running, activity):
            try:
                await asyncio.wait_for(stopped.wait(), pause)
            except TimeoutError:
                continue

    def _finished(self, running: state.Running, activity: Activity) -> bool:
        """Hub selesai jika catatannya hilang atau diganti, atau jika menganggur."""
        if state.read_record(self.folder) != running:
            _log.warning("catatan hub di gudang hilang atau diganti")
            return True
        if not self.idle_seconds or activity.idle_seconds < self.idle_seconds:
            return False
        return self._stop_being_found()

    def _stop_being_found(self) -> bool:
        """Menghapus catatan hub di bawah kunci, agar tidak ada proses yang sedang mencarinya."""
        try:
            with FileLock(self.folder / "start.lock", timeout=0):
                if state.live_clients(self.folder):
                    return False
                state.forget_running(self.folder)
                return True
        except Timeout:
            return False
