"""Argumen baris perintah dan pesan kemajuan yang sama untuk semua resep model mini."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from course_lib.errors import CourseError
from recipes.allocator import keep_memory

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Options:
    """Pilihan pengguna: sumber data, folder kerja, dan tempat hasil.

    ``data`` kosong untuk resep yang membuat datanya sendiri.
    """

    data: str
    work: Path
    out: Path
    results: Path
    quick: bool


def progress(message: str) -> None:
    """Cetak satu baris kemajuan segera (tanpa menunggu penyangga penuh)."""
    print(message, flush=True)


def read_options(name: str, module: str, package: Path, arguments=None, needs_data: bool = True) -> Options:
    """Baca pilihan dari ``arguments`` (bawaan: baris perintah) untuk model ``name``.

    ``needs_data=False`` untuk resep yang membuat datanya sendiri: tanpa ``--data``.
    Dengan ``--quick`` hasil tetap di folder kerja, sehingga percobaan kecil tidak
    menimpa model yang disajikan.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}", description=f"Membangun model mini {name} dari data."
    )
    if needs_data:
        parser.add_argument("--data", required=True, help="folder data, atau 'hub' untuk mengunduh dari Hub")
    parser.add_argument(
        "--work", type=Path, default=REPOSITORY / "build" / "recipes" / name,
        help="folder kerja; jalankan lagi dengan folder yang sama untuk melanjutkan",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, help="folder model (bawaan: hub kelas)")
    parser.add_argument("--results", type=Path, help="berkas hasil pengukuran")
    parser.add_argument("--threads", type=int, default=2, help="utas CPU (bawaan 2)")
    parser.add_argument("--quick", action="store_true", help="ukuran sangat kecil, untuk mencoba")
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    keep_memory()
    work = given.work
    seed = REPOSITORY / "class_hub" / "seed" / "models" / "mini" / name
    return Options(
        data=given.data if needs_data else "",
        work=work,
        out=given.out or (work / "model" if given.quick else seed),
        results=given.results or (work if given.quick else package) / "results.json",
        quick=given.quick,
    )


def run(
    build: Callable[[Options], dict], name: str, package: Path, arguments=None, *, needs_data: bool = True
) -> int:
    """Baca pilihan lalu jalankan ``build``; galat pengguna dicetak tanpa jejak panjang.

    Mengembalikan kode keluar.
    """
    try:
        build(read_options(name, f"recipes.{package.name}", package, arguments, needs_data))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
