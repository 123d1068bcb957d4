"""Satu kebenaran tentang paket: ``pyproject.toml`` menjadi berkas lain yang dibutuhkan.

    python -m tools.packages             menulis ulang constraints.txt, environment.yml, dan alamat repositori
    python -m tools.packages --naik      sama, dengan versi paket terbaru yang masih dalam rentang
    python -m tools.packages --check     hanya memeriksa; kode keluar 1 bila ada yang tertinggal

``pyproject.toml`` memegang rentang versi, ``constraints.txt`` versi tepat yang diuji.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tools import downloads, repository_url

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("lab", "uji")
# Pilihan yang dipasang bersama oleh mulai.py, masing-masing urut abjad.
INSTALLS = (("lab",), ("lab", "uji"), ("gemma", "lab"), ("gemma", "lab", "uji"))
HEADER = "# Dibuat dari pyproject.toml oleh `python -m tools.packages`; jangan disunting.\n"


class IndexUnreachable(RuntimeError):
    """Indeks paket tidak menjawab, jadi kemutakhiran tidak dapat diperiksa."""


def compile_constraints(project: Path, *, upgrade: bool = False) -> str:
    """Isi ``constraints.txt`` untuk ``project / "pyproject.toml"``.

    Versi di ``constraints.txt`` yang sudah ada dipertahankan selama masih sah,
    jadi hasilnya hanya berubah bila rentangnya berubah atau ``upgrade`` benar.

    Raises:
        IndexUnreachable: indeks paket tidak dapat dihubungi.
        RuntimeError: rentangnya saling bertentangan.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("pyproject.toml", "constraints.txt"):
            if (project / name).exists():
                shutil.copy(project / name, copy / name)
        # uv.lock membawa ukuran setiap unduhan; kendala membawa versi untuk pip.
        extras = [word for extra in INSTALLS[-1] for word in ("--extra", extra)]
        arguments = ["pyproject.toml", *extras, "--universal", "--python-version", "3.11"]
        plain = ["--no-header", "--no-emit-index-url", "--no-annotate", "-o", "constraints.txt"]
        _uv(["pip", "compile", *arguments, *plain, *(["--upgrade"] if upgrade else [])], copy)
        pins = (copy / "constraints.txt").read_text(encoding="utf-8")
        sizes = downloads.table(_lock(copy, pins), INSTALLS)
    return HEADER + "".join(f"# {line}\n" for line in sizes) + _without_comments(pins)


def _lock(folder: Path, pins: str) -> dict:
    """``uv.lock`` untuk versi yang sama dengan ``pins``."""
    settings = (folder / "pyproject.toml").read_text(encoding="utf-8")
    lines = [line for line in _without_comments(pins).splitlines() if not line.startswith("torch==")]
    quoted = "\n".join(f'    "{line}",' for line in lines)
    marker = "constraint-dependencies = ["
    if marker not in settings:
        raise RuntimeError(f"pyproject.toml: baris '{marker}' di [tool.uv] tidak ditemukan.")
    (folder / "pyproject.toml").write_text(
        settings.replace(marker, f"{marker}\n{quoted}\n    ", 1), encoding="utf-8"
    )
    _uv(["lock"], folder)
    return tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))


def _uv(arguments: list[str], folder: Path) -> None:
    # Pengaturan uv milik penulis tidak boleh memengaruhi hasil.
    command = [sys.executable, "-m", "uv", *arguments, "--quiet", "--no-progress"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 0:
        return
    lost = ("error sending request", "Failed to fetch", "dns error", "Connection", "timed out")
    kind = IndexUnreachable if any(word in done.stderr for word in lost) else RuntimeError
    raise kind(f"uv {' '.join(arguments[:2])} gagal:\n{done.stderr.strip()}")


def _without_comments(pins: str) -> str:
    return "".join(line + "\n" for line in pins.splitlines() if line.strip() and not line.startswith("#"))


def same_pins(one: str, two: str) -> bool:
    """Apakah dua isi ``constraints.txt`` memasang versi yang sama (komentar diabaikan)?"""
    return _without_comments(one) == _without_comments(two)


def environment_yml(project: Path) -> str:
    """Isi ``environment.yml`` untuk pemakai conda, dengan kendala yang sama."""
    with open(project / "pyproject.toml", "rb") as file:
        metadata = tomllib.load(file)["project"]
    return (
        HEADER
        + "# Pakai: conda env create -f environment.yml, lalu conda activate belajar-hugging-face\n"
        + f"name: {metadata['name']}\n"
        + "channels:\n  - conda-forge\n"
        + "dependencies:\n"
        + f'  - "python {metadata["requires-python"]}"\n'
        + "  - pip\n"
        + "  - pip:\n"
        + "      - -c constraints.txt\n"
        + f'      - -e ".[{",".join(EXTRAS)}]"\n'
    )


def main(words: list[str] | None = None) -> int:
    """Titik masuk ``python -m tools.packages``; mengembalikan kode keluar."""
    parser = argparse.ArgumentParser(prog="python -m tools.packages", description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="hanya memeriksa, tidak menulis")
    parser.add_argument("--naik", action="store_true", help="pakai versi terbaru dalam rentang")
    choice = parser.parse_args(words)
    wanted = {
        ROOT / "constraints.txt": compile_constraints(ROOT, upgrade=choice.naik),
        ROOT / "environment.yml": environment_yml(ROOT),
        **repository_url.rewritten(ROOT),
    }
    behind = []
    for path, text in wanted.items():
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        equal = (
            same_pins(current, text) if path.name == "constraints.txt" and choice.check else current == text
        )
        if not equal:
            behind.append(path)
            if not choice.check:
                path.write_text(text, encoding="utf-8", newline="\n")
    for path in behind:
        verb = "tertinggal, jalankan `python -m tools.packages`" if choice.check else "ditulis ulang"
        print(f"{path.relative_to(ROOT).as_posix()}: {verb}")
    if not behind:
        print("Semua sudah seiring dengan pyproject.toml.")
    return 1 if choice.check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
