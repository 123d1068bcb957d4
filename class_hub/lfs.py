"""Berkas besar (Git LFS): git hanya menyimpan penunjuk, isinya disimpan menurut SHA-256."""

import fnmatch
import hashlib
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from class_hub import atomic

_ENDINGS = (
    "7z", "arrow", "bin", "bz2", "ckpt", "gguf", "gz", "h5", "joblib", "model", "msgpack", "npy", "npz",
    "onnx", "ot", "parquet", "pb", "pickle", "pkl", "pt", "pth", "rar", "safetensors", "tar", "tflite",
    "tgz", "wasm", "xz", "zip", "zst",
    "flac", "gif", "jpeg", "jpg", "mp3", "mp4", "ogg", "png", "tiff", "wav", "webm", "webp",
)  # fmt: skip
PATTERNS = tuple(f"*.{ending}" for ending in _ENDINGS)
THRESHOLD = 10 * 1024 * 1024
MAX_POINTER_SIZE = 200

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d+)\n"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1024 * 1024
_WINDOW = 4 * 1024 * 1024


@dataclass(frozen=True)
class Pointer:
    """Penunjuk ke isi sebuah berkas LFS; ``size`` dalam byte."""

    sha256: str
    size: int

    @property
    def text(self) -> bytes:
        """Isi blob git yang mewakili berkas ini."""
        return (
            f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {self.size}\n"
        ).encode("ascii")


def parse_pointer(blob: bytes) -> Pointer | None:
    """Membaca penunjuk LFS, atau ``None`` jika blob itu berkas biasa."""
    match = _POINTER.fullmatch(blob)
    return Pointer(match[1].decode("ascii"), int(match[2])) if match else None


def check_sha256(text: str) -> str:
    """Mengembalikan ``text`` jika 64 digit heksadesimal kecil; selain itu ``ValueError``."""
    if not _SHA256.fullmatch(text):
        raise ValueError("oid harus sha256 (64 digit heksadesimal)")
    return text


def is_large(path: str, size: int) -> bool:
    """Apakah berkas ini disimpan sebagai LFS: menurut akhiran namanya atau ukurannya (byte).

    Contoh::

        is_large("model.safetensors", 900)  # True
        is_large("README.md", 900)          # False
    """
    name = path.rsplit("/", 1)[-1].lower()
    return size > THRESHOLD or any(fnmatch.fnmatchcase(name, pattern) for pattern in PATTERNS)


def attributes(large_paths: Iterable[str]) -> bytes:
    """Isi ``.gitattributes`` agar git mengenali berkas LFS di repositori ini."""
    return "".join(map(_attribute, PATTERNS)).encode("utf-8") + extra_attributes(large_paths)


def extra_attributes(large_paths: Iterable[str], known: bytes = b"") -> bytes:
    """Baris tambahan untuk berkas besar yang belum dikenali menurut akhiran atau ``known``."""
    by_size = sorted(path for path in large_paths if not is_large(path, 0))
    escaped = [re.sub(r"([\[\]*?\\ ])", r"[\1]", path) for path in by_size]
    lines = [_attribute(pattern).encode("utf-8") for pattern in escaped]
    return b"".join(line for line in lines if line.strip() not in known.splitlines())


def _attribute(pattern: str) -> str:
    return f"{pattern} filter=lfs diff=lfs merge=lfs -text\n"


def measure(source: Path) -> Pointer:
    """Penunjuk untuk sebuah berkas di disk, tanpa memuat seluruh isinya."""
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks_of(source):
        digest.update(chunk)
        size += len(chunk)
    return Pointer(digest.hexdigest(), size)


def chunks_of(source: Path) -> Iterator[bytes]:
    """Isi berkas sepotong demi sepotong."""
    with open(source, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def windows_of(source: Path, start: int, stop: int) -> Iterator[memoryview]:
    """Isi ``source[start:stop]`` sebagai jendela ke simpanan disk sistem operasi, tanpa disalin.

    Setiap jendela dilepas begitu pemakainya melepaskannya. Aman karena berkas LFS tidak pernah
    diubah atau dipendekkan sesudah jadi.
    """
    with open(source, "rb") as file:
        while start < stop:
            before = start % mmap.ALLOCATIONGRANULARITY
            size = min(_WINDOW, stop - start)
            place = {"offset": start - before, "access": mmap.ACCESS_READ}
            yield memoryview(mmap.mmap(file.fileno(), before + size, **place))[before:]
            start += size


class LargeFiles:
    """Folder ``lfs/objects/`` sebuah repositori, tersusun seperti milik Git LFS."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Tempat isi berkas di disk."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def holds(self, pointer: Pointer) -> bool:
        """Apakah isinya ada di sini, dengan ukuran yang sama."""
        path = self.path(pointer.sha256)
        return path.is_file() and path.stat().st_size == pointer.size

    def add(self, source: Path, pointer: Pointer) -> None:
        """Menyalin ``source``; ``ValueError`` jika isinya bukan yang ditunjuk ``pointer``."""
        target = self.path(pointer.sha256)
        if not target.is_file():
            target.parent.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(target, self._verified(source, pointer))

    @staticmethod
    def _verified(source: Path, pointer: Pointer) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for chunk in chunks_of(source):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != pointer.sha256:
            raise ValueError(f"isi {source.name} berubah ketika sedang disalin")
