"""Menjalankan pip dengan kemajuan berbahasa Indonesia; catatan lengkapnya di ``.venv/pasang.log``."""

import os
import queue
import re
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from launcher import VENV, SetupError, console, trouble, venvs

LOG = VENV / "pasang.log"
_UNITS = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
_FILE = re.compile(r"\s*(?:Downloading|Using cached) (\S+?)(?: \(([\d.]+) (bytes|kB|MB|GB)\))?$")
_RAW = re.compile(r"Progress (\d+) of (\d+)")
# pip yang ikut berhenti begitu kita mati, juga bila kita dihentikan paksa: pipa masukannya tertutup.
# os.read, bukan sys.stdin, supaya utas yang menunggu tidak mengganggu akhir pip yang biasa.
SHIM = """
import os, runpy, sys, threading
threading.Thread(target=lambda: (os.read(0, 1), os._exit(3)), daemon=True).start()
sys.argv[0] = "pip"
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""


@dataclass
class Watcher:
    """Membaca keluaran pip baris demi baris dan mengingat sejauh mana pekerjaannya.

    Attributes:
        packages: banyak paket yang diperkirakan.
        mb: MB yang diperkirakan diunduh.
    """

    packages: int
    mb: float
    collected: set[str] = field(default_factory=set)
    done_mb: float = 0.0
    current_mb: float = 0.0
    current: str = ""
    installing: float = 0.0

    def read(self, line: str) -> None:
        """Memperhitungkan satu baris keluaran pip."""
        raw = _RAW.match(line)
        if raw:
            self.current_mb = int(raw[1]) / 1e6
            return
        if line.startswith("Collecting "):
            self.collected.add(re.split(r"[<>=!~\[ ;@(]", line.split()[1])[0].lower())
        elif line.startswith("Installing collected packages"):
            self._close()
            self.installing = time.monotonic()
        else:
            self._read_file(line)

    def _read_file(self, line: str) -> None:
        found = _FILE.match(line)
        if found and not found[1].endswith(".metadata"):
            self._close()
            self.current = found[1].rsplit("/", 1)[-1].split("-")[0]
            self._size = float(found[2]) * _UNITS[found[3]] if found[2] else 0.0

    _size = 0.0

    def _close(self) -> None:
        """Berkas sebelumnya selesai diunduh."""
        self.done_mb += self._size
        self._size = self.current_mb = 0.0

    def status(self, site_packages: Path) -> str:
        """Satu baris tentang tahap yang sedang berjalan."""
        if self.installing:
            count = sum(1 for _ in site_packages.glob("*.dist-info"))
            seconds = time.monotonic() - self.installing
            return f"Memasang: {min(count, self.packages)} dari sekitar {self.packages} paket, {seconds:.0f} detik"
        if self.current:
            now = self.done_mb + min(self.current_mb, self._size)
            return f"Mengunduh: {now:.0f} dari paling banyak {max(self.mb, now):.0f} MB ({self.current})"
        return f"Memeriksa paket: {min(len(self.collected), self.packages)} dari sekitar {self.packages}"


def run(arguments: list[str], watcher: Watcher) -> None:
    """Menjalankan ``pip ARGUMENTS`` di ``.venv`` sambil menampilkan kemajuan.

    Args:
        arguments: argumen pip.
        watcher: pencatat kemajuan; boleh dipakai untuk beberapa perintah berurutan.

    Raises:
        SetupError: pip gagal; pesannya memuat baris terakhir dan saran.
    """
    command = [str(venvs.python()), "-I", "-u", "-X", "utf8", "-c", SHIM, *arguments]
    progress = console.Progress()
    site_packages = _site_packages()
    started = LOG.stat().st_size if LOG.exists() else 0
    with open(LOG, "a", encoding="utf-8") as log:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace", env=_environment(),
        )  # fmt: skip
        try:
            for line in _lines(child):
                if line is not None:
                    watcher.read(line)
                    if not _RAW.match(line):
                        log.write(line + "\n")
                progress.show(watcher.status(site_packages))
            code = child.wait()
        except BaseException:
            child.kill()
            child.wait()
            raise
    if code != 0:
        text = LOG.read_bytes()[started:].decode("utf-8", "replace")
        detail = "\n".join(f"    {line}" for line in trouble.last_lines(text))
        raise SetupError(
            f"Pemasangan gagal. Pesan dari pip (catatan lengkap: {LOG}):\n{detail}\n"
            f"{trouble.explain(text, code)}\nSesudah itu ulangi: {console.command()}"
        )


def _lines(child):
    """Baris keluaran anak; ``None`` setiap setengah detik bila sedang tidak ada baris."""
    waiting: queue.Queue = queue.Queue()

    def read() -> None:
        for line in child.stdout:
            waiting.put(line.rstrip("\r\n"))
        waiting.put(StopIteration)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = waiting.get(timeout=0.5)
        except queue.Empty:
            yield None
            continue
        if line is StopIteration:
            return
        yield line


def _environment() -> dict[str, str]:
    """Lingkungan untuk pip, tanpa pengaturan yang memasang ke luar ``.venv``."""
    values = dict(os.environ, PIP_USER="0", PYTHONIOENCODING="utf-8", PIP_DISABLE_PIP_VERSION_CHECK="1")
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_QUIET", "PIP_NO_DEPS",
                 "PYTHONHOME", "PYTHONPATH"):  # fmt: skip
        values.pop(name, None)
    return values


def _site_packages() -> Path:
    if os.name == "nt":
        return VENV / "Lib" / "site-packages"
    return next((VENV / "lib").glob("python*/site-packages"))
