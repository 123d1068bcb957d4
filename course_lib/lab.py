"""Kata ``lab``: JupyterLab berbahasa Indonesia di pelajaran pertama.

Semua pengaturan ditulis di bawah folder kursus (``lab/``); ``~/.jupyter`` dan
``~/.ipython`` milik Anda tidak dibaca dan tidak diubah.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

from course_lib import paths, workspace
from course_lib.errors import CourseError

FIRST_LESSON = "notebooks/bab00_mulai.ipynb"
FIRST_PORT = 8888
TRIED_PORTS = 50
READY_SECONDS = 120
_OVERRIDES = {
    "@jupyterlab/translation-extension:plugin": {"locale": "id_ID"},
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
}


def start(*, browser: bool = True, in_repository: bool = False) -> int:
    """Menyalakan JupyterLab dan menunggunya sampai dihentikan dengan Ctrl-C.

    Args:
        browser: buka peramban; bila tidak, alamatnya saja yang dicetak.
        in_repository: buka berkas asli kursus, bukan folder kerja.

    Raises:
        CourseError: tidak ada port yang kosong, atau JupyterLab gagal menyala.
    """
    _stop_politely_on_signals()
    root = workspace.ROOT if in_repository else _prepared_workspace()
    port = free_port()
    if port != FIRST_PORT:
        print(f"Port {FIRST_PORT} sedang dipakai; memakai port {port}.")
    token = secrets.token_urlsafe(24)
    log = _folder() / "jupyter.log"
    with open(log, "w", encoding="utf-8") as output:
        server = subprocess.Popen(
            command(root, port), cwd=root, env=environment(token), stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}/lab/tree/{FIRST_LESSON}?token={token}"
    try:
        _await_ready(server, port, token, log)
        print(f"Berkas Anda: {root}")
        print(f"JupyterLab siap: {address}")
        print("Biarkan jendela ini terbuka selama belajar. Berhenti: tekan Ctrl-C.", flush=True)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server.wait()
        return server.returncode
    except KeyboardInterrupt:
        print("\nMenghentikan JupyterLab ...", flush=True)
        return 0
    finally:
        _stop(server, port, token)


def _stop_politely_on_signals() -> None:
    """SIGTERM dan jendela terminal yang ditutup diperlakukan seperti Ctrl-C.

    Ctrl-C sendiri dipasang juga, karena program di latar belakang tidak menerimanya.
    """

    def interrupt(number, frame):
        raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)


def _prepared_workspace() -> Path:
    for newer in workspace.update():
        print(f"Kursus diperbarui, pekerjaan Anda tidak diubah. Versi baru: {newer.name}")
    return workspace.folder()


def free_port(first: int = FIRST_PORT) -> int:
    """Port kosong pertama mulai dari ``first``.

    Raises:
        CourseError: semua port yang dicoba sedang dipakai.
    """
    for port in range(first, first + TRIED_PORTS):
        with socket.socket() as probe:
            if os.name != "nt":  # di Windows pilihan ini justru mengizinkan port yang terpakai
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise CourseError(
        f"Port {first} sampai {first + TRIED_PORTS - 1} semuanya dipakai. Tutup JupyterLab yang lain."
    )


def command(root: Path, port: int) -> list[str]:
    """Perintah untuk menyalakan JupyterLab dengan akar ``root``."""
    arguments = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    arguments += [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}"]
    arguments += ["--ServerApp.port_retries=0"]
    return arguments + (["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


def environment(token: str) -> dict[str, str]:
    """Lingkungan JupyterLab: semua foldernya di bawah folder kursus; menulis pengaturan bawaan."""
    home = _folder()
    overrides = home / "config" / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True, exist_ok=True)
    overrides.write_text(json.dumps(_OVERRIDES, indent=1), encoding="utf-8")
    # Token lewat lingkungan supaya tidak terlihat di daftar proses.
    return dict(
        os.environ,
        JUPYTER_TOKEN=token,
        JUPYTER_CONFIG_DIR=str(home / "config"),
        JUPYTER_DATA_DIR=str(home / "data"),
        JUPYTER_RUNTIME_DIR=str(home / "runtime"),
        JUPYTERLAB_SETTINGS_DIR=str(home / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(home / "workspaces"),
        IPYTHONDIR=str(home / "ipython"),
        PYTHONUNBUFFERED="1",
    )


def _folder() -> Path:
    folder = paths.home() / "lab"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CourseError(
            f"Folder kursus {paths.home()} tidak dapat ditulis ({problem}). Setel COURSE_HOME ke folder lain."
        ) from problem
    return folder


def _await_ready(server: subprocess.Popen, port: int, token: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            tail = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
            raise CourseError(
                f"JupyterLab berhenti saat menyala. Catatannya ({log}):\n    " + "\n    ".join(tail)
                + "\nJalankan `mulai.py periksa` untuk mencari sebabnya."
            )  # fmt: skip
        if _ask(port, token, "/api/status"):
            return
        time.sleep(0.1)
    raise CourseError(f"JupyterLab belum siap setelah {READY_SECONDS} detik. Catatannya: {log}")


def _ask(port: int, token: str, path: str, method: str = "GET") -> bool:
    """Satu permintaan ke JupyterLab, tanpa proksi; benar bila dijawab baik."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", method=method, headers={"Authorization": f"token {token}"}
    )
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=5) as answer:
            return answer.status < 300
    except OSError:
        return False


def _stop(server: subprocess.Popen, port: int, token: str) -> None:
    """Meminta JupyterLab menutup kernel lalu berhenti; memaksa bila ia tidak menurut."""
    if server.poll() is not None:
        return
    _ask(port, token, "/api/shutdown", "POST")
    for force in (server.terminate, server.kill):
        try:
            server.wait(timeout=10)
            return
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            force()
    server.wait()
