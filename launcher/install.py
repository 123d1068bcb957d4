"""Memasang paket kursus ke ``.venv`` menurut ``constraints.txt``."""

import subprocess
import time

from launcher import ROOT, console, machine, pip_run, sizes, torch_source, venvs

# Ruang disk per MB unduhan: bongkaran ditambah simpanan pip; diukur pada Linux tanpa GPU.
DISK_PER_MB = 7
DISK_PER_TORCH_MB = 4


def install(extras: tuple[str, ...], already: tuple[str, ...] = ()) -> None:
    """Memasang kursus beserta ``extras`` (``lab``, ``uji``).

    Args:
        extras: pilihan di ``pyproject.toml``, urut abjad.
        already: pilihan yang sudah terpasang lengkap di ``.venv``.

    Raises:
        SetupError: ruang disk kurang, atau pip gagal.
    """
    started = time.monotonic()
    python = str(venvs.python())
    modern = _modern_pip(python)
    plan = sizes.expected(machine.key(), extras) or sizes.expected("linux-x86_64", extras)
    source = _torch(python, plan.torch_mb)
    rest = plan.rest_mb
    if already and already != extras:
        rest -= sizes.expected(machine.key(), already).rest_mb
    print(f"Unduhan paling banyak {rest + source.mb} MB, untuk sekitar {plan.packages} paket Python.")
    if source.mb:
        print(f"PyTorch: {source.mb} MB, build {source.label}.")
    if warning := machine.long_path_warning():
        print(warning)
    machine.require_space(rest * DISK_PER_MB + source.mb * DISK_PER_TORCH_MB)
    options = ["-c", str(ROOT / "constraints.txt"), "--progress-bar", "raw" if modern else "off"]
    watcher = pip_run.Watcher(plan.packages, rest + source.mb)
    if source.index:
        # Hanya torch dari indeks PyTorch; semua yang lain dari indeks biasa.
        only_torch = ["--no-deps", "--index-url", source.index, sizes.torch_pin()]
        pip_run.run(["install", *options, *only_torch], watcher)
        watcher.installing = 0.0
    pip_run.run(["install", *options, "-e", f"{ROOT}[{','.join(extras)}]"], watcher)
    console.Progress().finish(f"Selesai dipasang dalam {time.monotonic() - started:.0f} detik.")


def _torch(python: str, ordinary_mb: int) -> torch_source.Source:
    """Sumber torch; tanpa unduhan bila versi yang tepat sudah ada di ``.venv``."""
    if _version(python, "torch").split("+")[0] == sizes.torch_pin().removeprefix("torch=="):
        return torch_source.Source("", 0, "")
    return torch_source.choose(python, ordinary_mb)


def _modern_pip(python: str) -> bool:
    """Memperbarui pip lama bila dapat; hanya pip baru yang melaporkan kemajuan unduhan."""
    if _pip_version(python) >= (24, 1):
        return True
    command = [python, "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*command, "--retries", "1", "--timeout", "10", "--upgrade", "pip>=25"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return _pip_version(python) >= (24, 1)


def _pip_version(python: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _version(python, "pip").split(".")[:2] if part.isdigit())


def _version(python: str, package: str) -> str:
    """Versi sebuah paket di ``.venv``; kosong bila tidak terpasang."""
    code = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
    command = [python, "-I", "-c", code, package]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    return done.stdout.strip()
