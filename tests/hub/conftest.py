"""Perlengkapan pengujian hub: isi awal kecil, hub di sebuah thread, dan klien yang asli."""

import asyncio
import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from client import run_script
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from class_hub import seed
from class_hub.objects import Person
from class_hub.people import People
from class_hub.refs import BRANCH, TAG
from class_hub.server import make_application
from class_hub.store import Store

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RANI = Person("Rani", "rani@kelas.invalid")
PAGE_SIZE = 3


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory) -> Path:
    """Isi awal kecil: sebuah BERT acak, beberapa model kosong, sebuah dataset, dua metrik."""
    folder = tmp_path_factory.mktemp("isi-awal")
    command = [sys.executable, str(HERE / "make_seed.py"), str(folder)]
    subprocess.run(command, check=True, env=os.environ | {"TQDM_DISABLE": "1"}, timeout=120)
    return folder


@dataclass
class Hub:
    """Hub yang menyala di sebuah thread dengan halaman kecil (tiga hasil)."""

    store: Store
    url: str

    def request(
        self, path: str, *, method: str = "GET", headers: dict | None = None, body: str | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Permintaan mentah; jalur dikirim apa adanya. Mengembalikan status, kepala, isi."""
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def hub(seed_folder, tmp_path_factory) -> Iterator[Hub]:
    """Hub baca untuk seluruh sesi, dengan tag, cabang, dan sebuah riwayat panjang."""
    store = Store(tmp_path_factory.mktemp("gudang"))
    seed.apply(store, seed_folder)
    for kind, repo_id in (("models", "uji/bert-mini"), ("datasets", "uji/ulasan")):
        repository = store.get(kind, repo_id)
        first = repository.resolve("main")
        repository.refs.set(TAG, "v1.0", first)
        repository.refs.set(BRANCH, "fitur/ejaan", first)
        blob = repository.objects.write("blob", b"Halo dari cabang\n")
        repository.commit(
            {"catatan/baru.txt": blob},
            message="Tambah catatan\n\nUntuk pengujian.",
            author=RANI,
            when=seed.CREATED + 60,
            branch="fitur/ejaan",
        )
    with store.creating("spaces", "uji/riwayat", created=0) as repository:
        for number in range(8):
            blob = repository.objects.write("blob", str(number).encode())
            repository.commit({"a.txt": blob}, message=f"Ke-{number}", author=RANI, when=number)
    with serve(store, page_size=PAGE_SIZE) as running:
        yield running


@contextmanager
def serve(store: Store, **settings) -> Iterator[Hub]:
    """Melayani sebuah gudang di thread lain sampai blok ``with`` selesai."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    sockets = bind_sockets(0, "127.0.0.1")

    def run() -> None:
        asyncio.set_event_loop(loop)
        application = make_application(store, identity={"name": "uji"}, **settings)
        HTTPServer(application, max_body_size=application.settings["limits"].request).add_sockets(sockets)
        loop.call_soon(ready.set)
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield Hub(store, f"http://127.0.0.1:{sockets[0].getsockname()[1]}")
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@dataclass
class Class:
    """Hub yang dapat ditulis dengan empat orang; ``api(nama)`` adalah klien yang asli."""

    hub: Hub
    tokens: dict[str, str]

    @property
    def store(self) -> Store:
        """Gudang hub."""
        return self.hub.store

    def api(self, name: str | None = None):
        """``HfApi`` atas nama seseorang; tanpa nama berarti tanpa token."""
        from huggingface_hub import HfApi

        return HfApi(endpoint=self.hub.url, token=self.tokens[name] if name else False)


@pytest.fixture
def classroom(tmp_path) -> Iterator[Class]:
    """Hub kosong untuk satu pengujian: bu-sari (guru), rani dan budi (siswa), tami (tamu)."""
    store = Store(tmp_path / "gudang")
    people = People(store.root)
    roles = {"bu-sari": "guru", "rani": "siswa", "budi": "siswa", "tami": "tamu"}
    tokens = {name: people.add(name, role) for name, role in roles.items()}
    with serve(store) as running:
        yield Class(running, tokens)


@pytest.fixture
def api(hub):
    """``HfApi`` yang asli untuk hub pengujian, tanpa token."""
    from huggingface_hub import HfApi

    return HfApi(endpoint=hub.url, token=False)


@pytest.fixture
def run_client(hub, tmp_path) -> Callable[..., dict]:
    """Menjalankan naskah klien terhadap hub baca; hasilnya JSON."""
    return partial(run_script, hub.url, tmp_path)
