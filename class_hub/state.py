"""Catatan kecil di gudang: hub mana yang menyala dan proses mana yang memakainya.

::

    GUDANG/server.json   hub yang sedang menyala: alamat, nomor proses, versi
    GUDANG/port          port terakhir, agar alamat tidak berganti-ganti
    GUDANG/clients/PID   proses yang memakai hub; hub tetap menyala selama ia hidup
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from class_hub import atomic

_CLOCK_TOLERANCE = 2.0  # detik; jam mulai proses dapat bergeser ketika jam komputer disetel


@dataclass(frozen=True)
class Running:
    """Sebuah hub yang menyala; ``created`` adalah waktu mulai prosesnya (detik sejak 1970)."""

    url: str
    pid: int
    created: float
    version: str

    @property
    def port(self) -> int:
        """Nomor port dari alamatnya."""
        return int(self.url.rsplit(":", 1)[1])


def is_alive(pid: int, created: float) -> bool:
    """Apakah proses itu masih hidup, dan bukan proses lain yang memakai ulang nomornya."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - created) <= _CLOCK_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def started(pid: int) -> float:
    """Waktu mulai sebuah proses (detik sejak 1970)."""
    return psutil.Process(pid).create_time()


def read_running(store: Path) -> Running | None:
    """Hub yang tercatat dan prosesnya masih hidup, atau ``None``."""
    try:
        data = json.loads((store / "server.json").read_text(encoding="utf-8"))
        running = Running(**data)
        return running if is_alive(running.pid, running.created) else None
    except (OSError, ValueError, TypeError):
        return None


def write_running(store: Path, running: Running) -> None:
    """Mencatat hub yang baru menyala."""
    atomic.write_text(store / "server.json", json.dumps(asdict(running)))
    atomic.write_text(store / "port", str(running.port))


def forget_running(store: Path) -> None:
    """Menghapus catatan hub yang berhenti."""
    (store / "server.json").unlink(missing_ok=True)


def last_port(store: Path) -> int:
    """Port yang terakhir dipakai, atau 0 jika belum ada."""
    try:
        port = int((store / "port").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    return port if 1024 <= port <= 65535 else 0


def register_client(store: Path, pid: int | None = None) -> None:
    """Mencatat bahwa sebuah proses (bawaan: proses ini) memakai hub."""
    pid = os.getpid() if pid is None else pid
    atomic.write_text(store / "clients" / str(pid), repr(started(pid)))


def live_clients(store: Path) -> list[int]:
    """Nomor proses pemakai yang masih hidup; catatan yang lain dihapus."""
    alive = []
    for file in (store / "clients").glob("[0-9]*"):
        try:
            if is_alive(int(file.name), float(file.read_text(encoding="utf-8"))):
                alive.append(int(file.name))
            else:
                file.unlink(missing_ok=True)
        except (OSError, ValueError):
            continue
    return alive


def fingerprint(*folders: Path) -> str:
    """Sidik isi folder menurut nama, ukuran, dan waktu ubah berkas-berkasnya.

    Dipakai sebagai "versi" hub: kode atau isi awal yang berubah memberi sidik lain.
    """
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(str(folder.resolve()).encode("utf-8"))
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                facts = file.stat()
                line = f"{file.relative_to(folder).as_posix()} {facts.st_size} {facts.st_mtime_ns}\n"
                digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]
