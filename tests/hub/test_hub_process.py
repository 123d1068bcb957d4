"""Proses hub: satu untuk setiap gudang, ditemukan lagi, dan berhenti pada waktunya."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from class_hub import process, server, state
from class_hub.__main__ import main
from class_hub.errors import HubError
from class_hub.server import Server

ROOT = Path(__file__).parents[2]
CALL_ENSURE = """
import sys, time
from pathlib import Path
from class_hub import process
hub = process.ensure(Path(sys.argv[1]), seed=Path(sys.argv[2]), idle_seconds=float(sys.argv[3]))
print(hub.pid, flush=True)
time.sleep(float(sys.argv[4]))
"""


@pytest.fixture
def seed(tmp_path) -> Path:
    folder = tmp_path / "isi-awal" / "models" / "uji" / "satu"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("# Satu\n", encoding="utf-8")
    return tmp_path / "isi-awal"


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "gudang hub"
    yield folder
    process.stop(folder)


def other_process(store: Path, seed: Path, *, idle: float, stay: float) -> subprocess.Popen:
    words = [str(store), str(seed), str(idle), str(stay)]
    return subprocess.Popen(
        [sys.executable, "-c", CALL_ENSURE, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def wait_until(condition, seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def models(hub: state.Running) -> list[str]:
    with urllib.request.urlopen(f"{hub.url}/api/models", timeout=10) as answer:
        return [model["id"] for model in json.load(answer)]


def test_life_of_a_hub(store, seed, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_rahasia")
    assert process.status(store) is None and process.stop(store) is False
    hub = process.ensure(store, seed=seed)
    assert hub.url.startswith("http://127.0.0.1:") and models(hub) == ["uji/satu"]
    assert process.ensure(store, seed=seed) == hub == process.status(store)
    assert state.live_clients(store) == [os.getpid()]
    running = psutil.Process(hub.pid)
    assert "HF_TOKEN" not in running.environ()
    listening = [link.laddr.ip for link in running.net_connections("inet") if link.status == "LISTEN"]
    assert listening == ["127.0.0.1"]
    if hasattr(os, "getsid"):
        assert os.getsid(hub.pid) != os.getsid(0)
    assert process.stop(store) is True
    assert process.status(store) is None and not psutil.pid_exists(hub.pid)
    again = process.ensure(store, seed=seed)
    assert again.url == hub.url and again.pid != hub.pid


def test_second_server_on_the_same_store_is_refused(store, seed, monkeypatch):
    hub = process.ensure(store, seed=seed)
    monkeypatch.setattr(server, "_LOCK_SECONDS", 0)
    with pytest.raises(HubError, match="sudah dilayani"):
        Server(store).run()
    assert process.status(store) == hub


def test_concurrent_calls_start_one_hub(store, seed):
    callers = [other_process(store, seed, idle=60, stay=0) for _ in range(3)]
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(process.ensure(store, seed=seed).pid)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found += [int(caller.communicate(timeout=60)[0]) for caller in callers]
    assert len(found) == 6 and len(set(found)) == 1


def test_hub_stays_for_a_living_client_and_stops_after_it_dies(store, seed):
    client = other_process(store, seed, idle=0.5, stay=60)
    pid = int(client.stdout.readline())
    time.sleep(1.5)
    assert psutil.pid_exists(pid) and process.status(store).pid == pid
    client.kill()
    client.communicate()
    assert wait_until(lambda: not psutil.pid_exists(pid))
    assert not (store / "server.json").exists()


def test_hub_started_by_another_living_process_is_stopped(store, seed):
    client = other_process(store, seed, idle=60, stay=60)
    try:
        pid = int(client.stdout.readline())
        assert process.stop(store) is True and process.status(store) is None
        # Induknya masih hidup dan belum memungutnya; proses itu tetap harus dianggap berakhir.
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    finally:
        client.kill()
        client.communicate()


def test_killed_hub_is_started_again_at_the_same_address(store, seed):
    hub = process.ensure(store, seed=seed)
    psutil.Process(hub.pid).kill()
    assert wait_until(lambda: process.status(store) is None)
    again = process.ensure(store, seed=seed)
    assert again.url == hub.url and again.pid != hub.pid


def test_hub_stops_when_its_record_is_gone(store, seed):
    hub = process.ensure(store, seed=seed)
    (store / "server.json").unlink()
    again = process.ensure(store, seed=seed)
    assert again.pid != hub.pid and wait_until(lambda: process.status(store) == again)


@pytest.mark.parametrize(
    "record",
    ["rusak {", "[]", '{"url": 1}', '{"url": 1, "pid": 1, "started": 1, "version": 1}', "dead", "reused"],
)
def test_stale_records(store, seed, record):
    store.mkdir()
    if record == "dead":
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        state.write_running(store, state.Running("http://127.0.0.1:9", gone.pid, 1.0, ""))
    elif record == "reused":
        state.write_running(store, state.Running("http://127.0.0.1:9", os.getpid(), 1.0, ""))
    else:
        (store / "server.json").write_text(record, encoding="utf-8")
    assert process.status(store) is None and process.stop(store) is False
    assert models(process.ensure(store, seed=seed)) == ["uji/satu"]


def test_taken_port_gives_another_port(store, seed, tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        store.mkdir()
        (store / "port").write_text(str(port), encoding="utf-8")
        hub = process.ensure(store, seed=seed)
        assert hub.port != port and models(hub) == ["uji/satu"]
        assert main(["--store", str(tmp_path / "lain"), "--port", str(port)]) == 1
    assert f"Port {port} tidak dapat dipakai" in capsys.readouterr().err


def test_new_seed_restarts_only_a_hub_nobody_else_uses(store, seed):
    first = process.ensure(store, seed=seed)
    extra = seed / "models" / "uji" / "dua"
    extra.mkdir()
    (extra / "README.md").write_text("# Dua\n", encoding="utf-8")
    other = other_process(store, seed, idle=60, stay=60)
    reused = int(other.stdout.readline())
    assert reused == first.pid
    assert process.ensure(store, seed=seed) == first
    other.kill()
    other.communicate()
    renewed = process.ensure(store, seed=seed)
    assert renewed.pid != first.pid and models(renewed) == ["uji/dua", "uji/satu"]


def test_failed_start_says_why(store, seed):
    store.mkdir()
    (store / "format").write_text("99\n", encoding="utf-8")
    with pytest.raises(
        HubError, match="berhenti sebelum siap: Gudang hub .* versi kursus yang lain"
    ) as caught:
        process.ensure(store, seed=seed)
    assert "start.log" in str(caught.value)
    with pytest.raises(HubError, match="Folder isi awal hub tidak ditemukan"):
        process.ensure(store.with_name("lain"), seed=seed / "hilang")


def test_store_folder_that_is_a_file(tmp_path, seed, capsys):
    in_the_way = tmp_path / "berkas"
    in_the_way.write_text("x", encoding="utf-8")
    with pytest.raises(HubError, match="Pilih folder lain"):
        process.ensure(in_the_way, seed=seed)
    assert main(["--store", str(in_the_way)]) == 1
    assert "Pilih folder lain" in capsys.readouterr().err


def test_clock_change_does_not_make_a_process_look_dead(monkeypatch):
    """Di Linux psutil menghitung waktu mulai dari waktu nyala, yang bergeser bersama jam."""
    pid, before = os.getpid(), state.started_at(os.getpid())
    assert state.is_alive(pid, before) and not state.is_alive(pid, before - 60)
    created, boot = psutil.Process(pid).create_time(), psutil.boot_time()
    shift = 3600 if psutil.LINUX else 0
    monkeypatch.setattr(psutil.Process, "create_time", lambda self: created + shift)
    monkeypatch.setattr(psutil, "boot_time", lambda: boot + shift)
    assert state.is_alive(pid, before)
