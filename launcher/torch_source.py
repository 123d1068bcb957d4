"""Dari mana torch diambil: build CPU yang kecil, atau build CUDA bila ada GPU NVIDIA."""

import json
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass

from launcher import SetupError, console, machine, sizes, trouble

PYTORCH_INDEX = "https://download.pytorch.org/whl/"
CUDA_FOLDER = "cu130"  # CUDA yang dipakai torch di constraints.txt
ANSWER_SECONDS = 4


@dataclass(frozen=True)
class Source:
    """Sumber torch. ``index`` kosong berarti indeks paket biasa menurut pengaturan pip."""

    index: str
    mb: int
    label: str


def choose(python: str, ordinary_mb: int) -> Source:
    """Sumber torch untuk komputer ini.

    Args:
        python: Python di ``.venv``, untuk bertanya kepada pip.
        ordinary_mb: ukuran torch di indeks paket biasa untuk sistem ini.
    """
    nvidia = machine.has_nvidia()
    if sys.platform == "linux" and not nvidia:
        return _linux_cpu(python, ordinary_mb)
    if sys.platform == "win32" and nvidia:
        if answers(PYTORCH_INDEX + CUDA_FOLDER):
            return Source(PYTORCH_INDEX + CUDA_FOLDER, sizes.TORCH_WINDOWS_CUDA_MB, "CUDA, untuk GPU NVIDIA")
        return Source("", ordinary_mb, "CPU (indeks CUDA PyTorch tidak menjawab)")
    return Source("", ordinary_mb, "CUDA, untuk GPU NVIDIA" if nvidia else "CPU")


def _linux_cpu(python: str, ordinary_mb: int) -> Source:
    if answers(PYTORCH_INDEX + "cpu"):
        return Source(PYTORCH_INDEX + "cpu", sizes.TORCH_CPU_MB, "CPU")
    # Indeks biasa memuat build CUDA, kecuali pip dipasang dengan wheel CPU sendiri.
    if "+cpu" in offered(python):
        return Source("", sizes.TORCH_CPU_MB, "CPU")
    return Source("", ordinary_mb, "CUDA, karena indeks CPU PyTorch tidak menjawab; tetap berjalan tanpa GPU")


def answers(index: str) -> bool:
    """Apakah indeks PyTorch menjawab dalam beberapa detik?

    Pertanyaannya berjalan di utas sendiri, karena pencarian nama host tidak
    mengenal batas waktu.
    """
    found = []

    def knock() -> None:
        request = urllib.request.Request(f"{index}/torch/", method="HEAD")
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                found.append(answer.status == 200)
        except (OSError, ValueError):
            found.append(False)

    thread = threading.Thread(target=knock, daemon=True)
    thread.start()
    thread.join(ANSWER_SECONDS + 1)
    return bool(found and found[0])


def offered(python: str) -> str:
    """Versi torch yang akan dipilih pip dengan pengaturan pemakai, misalnya ``2.13.0+cpu``.

    Raises:
        SetupError: pip tidak mendapat jawaban, biasanya karena tidak ada internet.
    """
    command = [
        python,
        "-I",
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--quiet",
        "--no-deps",
        "--ignore-installed",
    ]
    command += ["--disable-pip-version-check", "--retries", "2", "--report", "-", sizes.torch_pin()]
    done = subprocess.run(
        command, capture_output=True, stdin=subprocess.DEVNULL, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode != 0:
        detail = "\n".join(f"    {line}" for line in trouble.last_lines(done.stderr))
        raise SetupError(
            f"PyTorch tidak dapat diambil. Kata pip:\n{detail}\n"
            f"{trouble.explain(done.stderr, done.returncode)}\nSesudah itu ulangi: {console.command()}"
        )
    return json.loads(done.stdout)["install"][0]["metadata"]["version"]
