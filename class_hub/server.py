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

from class_hub import api, commits, files, git_http, large, manage, pages, search, seed, state
from class_hub.errors import HubError, storage_error
from class_hub.hosts import Hosts, lan_addresses
from class_hub.limits import Limits, Rate
from class_hub.people import People
from class_hub.signing import Signer
from class_hub.store import Store
from class_hub.web import Activity

LOCAL, EVERYWHERE = "127.0.0.1", "0.0.0.0"
USUAL_PORT = 8990  # mudah ditulis di papan; port lain dipakai jika sudah terisi
_LOCK_SECONDS = 5  # hub sebelumnya mungkin sedang menutup diri

_log = logging.getLogger(__name__)


def make_application(
    store: Store,
    *,
    identity: dict,
    page_size: int = search.PAGE_SIZE,
    limits: Limits | None = None,
    lan: bool = False,
) -> Application:
    """Aplikasi web untuk sebuah gudang.

    Pola dicocokkan dengan URL mentah, sehingga ``fitur%2Fejaan`` tetap satu ruas;
    Tornado menguraikan ``%2F`` sesudahnya.
    """
    limits = limits or Limits()
    parts = (api, manage, commits, large, files, git_http, pages)
    routes = [route for part in parts for route in part.ROUTES]
    return Application(
        [*routes, (r"/.*", api.UnknownHandler)],
        store=store,
        people=People(store.root),
        signer=Signer(),
        limits=limits,
        writes=Rate(limits.writes_per_minute),
        wrong_tokens=Rate(limits.wrong_tokens_per_minute),
        identity=identity,
        page_size=page_size,
        activity=Activity(),
        hosts=Hosts(lan=lan),
        log_function=lambda handler: None,
    )


class Server:
    """Hub untuk satu gudang; ``run()`` kembali setelah hub berhenti.

    ``port=None`` memakai port terakhir, lalu 8990, lalu port kosong mana pun. Dengan
    ``idle_seconds``, hub berhenti setelah selama itu (detik) tidak ada permintaan dan
    tidak ada proses pemakai yang hidup. ``lan`` membuka hub bagi komputer lain di
    jaringan. Galat: ``HubError``.
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
        lan: bool = False,
    ):
        self.folder = folder.resolve()
        self.port = port
        self.seed_folder = seed_folder
        self.idle_seconds = idle_seconds
        self.version = version
        self.page_size = page_size
        self.lan = lan

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
        url = f"http://{LOCAL}:{sockets[0].getsockname()[1]}"
        running = state.Running(url, pid, state.started_at(pid), self.version, self.lan)
        identity = {"name": "class-hub", "pid": pid, "version": self.version}
        application = make_application(store, identity=identity, page_size=self.page_size, lan=self.lan)
        http = HTTPServer(application, max_body_size=application.settings["limits"].request)
        http.add_sockets(sockets)
        state.write_running(self.folder, running)
        _log.info("melayani %s di %s", self.folder, url)
        addresses = [url, *(f"http://{name}:{running.port}" for name in lan_addresses() if self.lan)]
        print(f"Hub kelas menyala di {' dan '.join(addresses)}", flush=True)
        try:
            await self._until_stopped(running, application.settings["activity"])
        finally:
            if state.read_record(self.folder) == running:
                state.forget_running(self.folder)
            http.stop()
            _log.info("hub berhenti")

    def _bind(self) -> list:
        """Socket yang mendengar di loopback, atau di semua antarmuka jika diminta."""
        wanted = self.port if self.port is not None else state.last_port(self.folder) or USUAL_PORT
        host = EVERYWHERE if self.lan else LOCAL
        try:
            return bind_sockets(wanted, host)
        except OSError as error:
            if self.port:
                raise HubError(
                    f"Port {self.port} tidak dapat dipakai ({error.strerror}). Pilih port lain."
                ) from error
            return bind_sockets(0, host)

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
