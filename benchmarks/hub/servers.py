"""Dua server yang dibandingkan: hub kelas, dan nginx dengan satu pekerja dan sendfile."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from class_hub import process
from class_hub.people import People

REPO = "bangku/uji"
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; client_max_body_size 0;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; {upload} }}
}}
"""
UPLOAD = "location /kirim/ { dav_methods PUT; create_full_put_path on; }"


@dataclass
class Server:
    """Server yang menyala: alamat, proses, dan letak berkasnya di URL."""

    name: str
    port: int
    pid: int
    large: str
    small: str

    def cpu(self) -> float:
        """Detik CPU server dan anak-anaknya sejak menyala."""
        main = psutil.Process(self.pid)
        times = [one.cpu_times() for one in [main, *main.children(recursive=True)]]
        return sum(one.user + one.system for one in times)

    def memory_mb(self) -> float:
        """RSS server dan anak-anaknya, dalam MB."""
        main = psutil.Process(self.pid)
        return sum(one.memory_info().rss for one in [main, *main.children(recursive=True)]) / 1e6


@contextmanager
def class_hub(folder: Path, large: Path, small: Path) -> Iterator[tuple[Server, str]]:
    """Hub kelas dengan satu repositori berisi kedua berkas; memberi server dan token guru."""
    seed = folder / "isi" / "models" / REPO
    seed.mkdir(parents=True)
    for source in (large, small):
        shutil.copy(source, seed / source.name)
    store = folder / "gudang"
    running = process.ensure(store, seed=folder / "isi")
    token = People(store).add("penguji", "guru")
    base = f"/{REPO}/resolve/main"
    try:
        yield (
            Server("hub kelas", running.port, running.pid, f"{base}/{large.name}", f"{base}/{small.name}"),
            token,
        )
    finally:
        process.stop(store)


@contextmanager
def nginx(folder: Path, large: Path, small: Path) -> Iterator[tuple[Server, bool]]:
    """nginx dengan berkas yang sama; yang kedua: apakah ia juga menerima PUT."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        sys.exit("nginx tidak terpasang. Di Debian dan Ubuntu: apt install nginx")
    folder.mkdir()
    root = folder / "root"
    root.mkdir()
    for source in (large, small):
        shutil.copy(source, root / source.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.chmod(folder.parent, 0o755)
    for uploads in (True, False):
        config = folder / f"nginx-{secrets.token_hex(2)}.conf"
        text = NGINX.format(folder=folder, root=root, port=port, upload=UPLOAD if uploads else "")
        config.write_text(f"user {_owner()};\n{text}" if os.getuid() == 0 else text)
        child = subprocess.Popen([program, "-p", str(folder), "-c", str(config)], stderr=subprocess.DEVNULL)
        if _answers(child, port):
            break
    else:
        sys.exit(f"nginx tidak mau menyala: {(folder / 'error.log').read_text()}")
    try:
        yield Server("nginx", port, child.pid, f"/{large.name}", f"/{small.name}"), uploads
    finally:
        child.terminate()
        child.wait(10)


def _owner() -> str:
    return psutil.Process().username()


def _answers(child: subprocess.Popen, port: int) -> bool:
    for _ in range(100):
        if child.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
