"""Memasang paket kursus ke ``.venv`` menurut ``constraints.txt``."""

import subprocess
import time

from launcher import ROOT, console, machine, pip_run, sizes, torch_source, venvs

DISK_PER_DOWNLOADED_MB = 5  # bongkaran wheel ditambah simpanan pip; diukur sekitar 4,5


def install(extras: tuple[str, ...], held: int | None = None) -> None:
    """Memasang kursus beserta ``extras`` (``lab``, ``uji``).

    Args:
        extras: pilihan di ``pyproject.toml``, urut abjad.
        held: nomor berkas kunci pemasangan; diwariskan kepada pip.

    Raises:
        SetupError: ruang disk kurang, atau pip gagal.
    """
    started = time.monotonic()
    python = str(venvs.python())
    modern = _modern_pip(python)
    plan = sizes.expected(machine.key(), extras) or sizes.expected("linux-x86_64", extras)
    source = torch_source.choose(python, plan.torch_mb)
    total = plan.rest_mb + source.mb
    print(f"Paket yang akan dipasang: sekitar {plan.packages}, unduhan paling banyak {total} MB")
    print(
        f"(termasuk PyTorch {source.mb} MB, build {source.label}). Yang sudah tersimpan tidak diunduh lagi."
    )
    if warning := machine.long_path_warning():
        print(warning)
    machine.require_space(total * DISK_PER_DOWNLOADED_MB)
    options = ["-c", str(ROOT / "constraints.txt"), "--progress-bar", "raw" if modern else "off"]
    watcher = pip_run.Watcher(plan.packages, total)
    if source.index:
        # Hanya torch dari indeks PyTorch; semua yang lain dari indeks biasa.
        pip_run.run(
            ["install", *options, "--no-deps", "--index-url", source.index, sizes.torch_pin()], watcher, held
        )
        watcher.installing = 0.0
    target = f"{ROOT}[{','.join(extras)}]"
    pip_run.run(["install", *options, "-e", target], watcher, held)
    console.Progress().finish(f"Selesai dipasang dalam {time.monotonic() - started:.0f} detik.")


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
    code = "import importlib.metadata as m; print(m.version('pip'))"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, encoding="utf-8")
    return tuple(int(part) for part in done.stdout.strip().split(".")[:2] if part.isdigit())
