"""Bicara kepada pembaca: konsol lama, nama perintah, dan satu baris kemajuan."""

import os
import shutil
import sys
import time


def make_safe() -> None:
    """Membuat konsol cp1252 mengganti huruf yang tidak dikenalnya, bukan berhenti."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def command() -> str:
    """Cara program ini dipanggil, misalnya ``python3 mulai.py`` atau ``py mulai.py``."""
    script = sys.argv[0] if os.path.basename(sys.argv[0]) == "mulai.py" else "mulai.py"
    return f"{_interpreter()} {_quoted(script)}"


def _interpreter() -> str:
    typed = sys.orig_argv[0] if sys.orig_argv else ""
    if os.name == "nt":
        # Peluncur py memanggil python.exe dengan alamat lengkap.
        full = os.path.dirname(typed) != ""
        return "py" if full and shutil.which("py") else "python"
    name = os.path.basename(typed) or "python3"
    return name if shutil.which(name) else _quoted(sys.executable)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


class Progress:
    """Satu baris yang ditimpa di terminal; baris berkala bila keluaran dialihkan ke berkas.

    Args:
        quiet_seconds: jarak waktu antarbaris bila keluaran bukan terminal.
    """

    def __init__(self, stream=None, quiet_seconds: float = 15.0):
        self._stream = stream or sys.stdout
        self._terminal = self._stream.isatty()
        self._every = 0.2 if self._terminal else quiet_seconds
        self._last = float("-inf")
        self._width = 0

    def show(self, text: str) -> None:
        """Menampilkan ``text`` bila sudah waktunya."""
        now = time.monotonic()
        if now - self._last < self._every:
            return
        self._last = now
        if not self._terminal:
            print(text, file=self._stream, flush=True)
            return
        text = text[: shutil.get_terminal_size((80, 24)).columns - 1]
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def finish(self, text: str) -> None:
        """Mengganti baris kemajuan dengan ``text`` dan pindah baris."""
        if self._terminal and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
        print(text, file=self._stream, flush=True)
        self._width = 0
