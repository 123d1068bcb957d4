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

_TOLERANCE = 2.0  # detik


@dataclass(frozen=True)
class Running:
    """Sebuah hub yang menyala; ``started`` dari :func:`started_at` mengenali prosesnya.

    ``lan`` berarti hub itu terbuka bagi komputer lain di jaringan.
    """

    url: str
    pid: int
    started: float
    version: str
    lan: bool = False

    @property
    def port(self) -> int:
        """Nomor port dari alamatnya."""
        return int(self.url.rsplit(":", 1)[1])


def started_at(pid: int) -> float:
    """Kapan sebuah proses dimulai, dalam detik; bersama nomornya, ini mengenali proses.

    Di Linux dihitung sejak komputer menyala, karena waktu mulai menurut kalender ikut
    bergeser ketika jam disetel (misalnya setelah laptop bangun dari tidur).
    """
    boot = psutil.boot_time() if psutil.LINUX else 0.0
    return psutil.Process(pid).create_time() - boot


def is_alive(pid: int, started: float) -> bool:
    """Apakah proses itu masih hidup, dan bukan proses lain yang memakai ulang nomornya."""
    try:
        same = abs(started_at(pid) - started) <= _TOLERANCE
        return same and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def read_record(store: Path) -> Running | None:
    """Isi catatan hub, hidup atau tidak; ``None`` jika tidak ada atau rusak."""
    try:
        record = json.loads((store / "server.json").read_text(encoding="utf-8"))
        running = Running(**record)
        return running if running.port and running.pid > 0 else None
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return None


def read_running(store: Path) -> Running | None:
    """Hub yang tercatat dan prosesnya masih hidup, atau ``None``."""
    running = read_record(store)
    return running if running and is_alive(running.pid, running.started) else None


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
    atomic.write_text(store / "clients" / str(pid), repr(started_at(pid)))


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
