"""Menyalakan, menemukan, dan menghentikan hub sebagai proses tersendiri.

Hub tidak boleh hidup di dalam kernel notebook: klien yang menunggu jawaban akan
menghentikan perulangan yang seharusnya menjawab. Satu gudang dilayani satu hub,
dipakai bersama oleh semua notebook, dan berhenti sendiri ketika menganggur.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from class_hub import state
from class_hub.errors import HubError, storage_error
from class_hub.state import Running

__all__ = ["Running", "default_seed", "ensure", "status", "stop"]

START_SECONDS = 120
_LOCK_SECONDS = START_SECONDS + 30
_SECRETS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACE_HUB_TOKEN")

# Anak yang kita nyalakan; disimpan agar sistem dapat menutup catatannya saat ia berhenti.
_children: list[subprocess.Popen] = []


def default_seed() -> Path:
    """Folder isi awal yang ikut terpasang bersama paket ini."""
    return Path(__file__).resolve().parent / "seed"


def ensure(
    store: Path, *, seed: Path | None = None, idle_seconds: float = 900, lan: bool | None = None
) -> Running:
    """Menemukan hub untuk gudang ``store``, atau menyalakannya; aman dipanggil bersamaan.

    Proses pemanggil dicatat sebagai pemakai: hub tetap menyala selama ia hidup, lalu
    berhenti setelah ``idle_seconds`` detik tanpa permintaan. Hub dengan kode atau isi
    awal yang berbeda dinyalakan ulang jika tidak ada pemakai lain. ``lan=True`` membuka
    hub bagi komputer lain di jaringan, ``lan=False`` menutupnya; keduanya menyalakannya
    ulang bila perlu, di port yang sama. Hub yang terbuka tidak berhenti sendiri. Galat: ``HubError``.

    Contoh::

        hub = ensure(Path.home() / ".belajar-hf" / "hub")
        hub.url  # "http://127.0.0.1:41873"
    """
    store = Path(store).resolve()
    seed = default_seed() if seed is None else Path(seed).resolve()
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / "start.lock", timeout=_LOCK_SECONDS):
            running = _find_or_start(store, seed, idle_seconds, lan)
            state.register_client(store)
            return running
    except Timeout:
        raise HubError(
            f"Hub kelas di {store} sedang dinyalakan proses lain dan belum selesai. Coba lagi sebentar lagi."
        ) from None
    except OSError as error:
        raise storage_error(error, store) from error


def status(store: Path) -> Running | None:
    """Hub yang menyala dan menjawab untuk gudang itu, atau ``None``."""
    _reap_children()
    running = state.read_running(Path(store).resolve())
    return running if running and _answers(running) else None


def stop(store: Path) -> bool:
    """Menghentikan hub gudang itu; ``False`` jika memang tidak ada yang menyala."""
    store = Path(store).resolve()
    running = state.read_running(store)
    if running is None:
        return False
    try:
        process = psutil.Process(running.pid)
        process.terminate()
        if not _gone(running):
            process.kill()
            _gone(running)
    except psutil.NoSuchProcess:
        pass
    state.forget_running(store)
    _reap_children()
    return True


def _gone(running: Running, seconds: float = 10) -> bool:
    """Menunggu proses hub berakhir; sisa yang belum dipungut induknya sudah dianggap berakhir."""
    deadline = time.monotonic() + seconds
    while state.is_alive(running.pid, running.started):
        if time.monotonic() > deadline:
            return False
        _reap_children()
        time.sleep(0.02)
    return True


def _find_or_start(store: Path, seed: Path, idle_seconds: float, lan: bool | None) -> Running:
    """Isi :func:`ensure` di bawah kunci."""
    version = state.fingerprint(Path(__file__).resolve().parent, seed)
    running = status(store)
    if running and lan in (None, running.lan):
        others = set(state.live_clients(store)) - {os.getpid()}
        if running.version == version or others:
            return running
    if lan is None:
        lan = bool(running and running.lan)
    stop(store)
    # Orang di komputer lain tidak tercatat sebagai pemakai, jadi hub mereka tidak berhenti sendiri.
    return _start(store, seed, 0 if lan else idle_seconds, version, lan=lan)


def _start(store: Path, seed: Path, idle_seconds: float, version: str, *, lan: bool) -> Running:
    """Menyalakan proses hub dan menunggu sampai ia menjawab."""
    command = [sys.executable, "-P", "-m", "class_hub", "--store", str(store), "--seed", str(seed)]
    command += ["--idle-seconds", str(idle_seconds), "--version-mark", version]
    command += ["--lan"] if lan else []
    output = store / "start.log"
    with open(output, "wb") as log:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=store,
            env=_child_environment(),
            **_detached(),
        )
    _children.append(child)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        stopped = child.poll() is not None
        if running := status(store):
            return running
        if stopped:
            raise HubError(_explain(output, "berhenti sebelum siap"))
        time.sleep(0.02)
    child.kill()
    raise HubError(_explain(output, f"belum siap setelah {START_SECONDS} detik"))


def _child_environment() -> dict[str, str]:
    """Lingkungan proses hub: dapat mengimpor paket ini, tanpa token Hub."""
    environment = {key: value for key, value in os.environ.items() if key not in _SECRETS}
    home = str(Path(__file__).resolve().parent.parent)
    paths = [home, *filter(None, [environment.get("PYTHONPATH")])]
    return environment | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def _detached() -> dict:
    """Pilihan agar hub tidak ikut mati atau ikut Ctrl-C bersama kernel notebook."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": flags}
    return {"start_new_session": True}


def _answers(running: Running, seconds: float = 5.0) -> bool:
    """Apakah alamat itu dijawab oleh hub yang tercatat; proxy sistem tidak dipakai."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=seconds)
    try:
        connection.request("GET", "/api/class-hub")
        answer = json.loads(connection.getresponse().read(10_000))
        return isinstance(answer, dict) and answer.get("pid") == running.pid
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def _explain(output: Path, what: str) -> str:
    """Pesan galat dengan baris terakhir dari catatan proses hub."""
    lines = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = lines[-1].strip() if lines else "tidak ada keterangan"
    return (
        f"Hub kelas {what}: {last}\n"
        f"Catatan lengkap ada di {output}. Perbaiki sebabnya, lalu jalankan sel penyiapan sekali lagi."
    )


def _reap_children() -> None:
    _children[:] = [child for child in _children if child.poll() is None]
