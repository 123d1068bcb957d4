"""Menyimpan objek git satu per satu di disk ("loose objects"), seperti ``git`` sendiri."""

import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from class_hub import atomic, objects

_CHUNK = 256 * 1024


class LooseObjects:
    """Folder ``objects/`` sebuah repositori: ``objects/ab/cdef...`` berisi zlib."""

    def __init__(self, folder: Path):
        self.folder = folder

    def _path(self, oid: str) -> Path:
        return self.folder / oid[:2] / oid[2:]

    def __contains__(self, oid: str) -> bool:
        return self._path(oid).is_file()

    def write(self, kind: str, body: bytes) -> str:
        """Menyimpan objek (sekali saja) dan mengembalikan id-nya."""
        oid = objects.object_id(kind, body)
        if oid not in self:
            packed = zlib.compress(objects.header(kind, len(body)) + body)
            atomic.write(self._path(oid), [packed])
        return oid

    def header(self, oid: str) -> tuple[str, int]:
        """Jenis dan ukuran isi (byte) tanpa membaca seluruh objek."""
        kind, size, _ = self._open(oid)
        return kind, size

    def read(self, oid: str) -> tuple[str, bytes]:
        """Jenis dan seluruh isi; ``FileNotFoundError`` jika tidak ada."""
        kind, _, chunks = self._open(oid)
        return kind, b"".join(chunks)

    def stream(self, oid: str, start: int, stop: int) -> Iterator[bytes]:
        """Isi dari byte ``start`` sampai sebelum ``stop``, sepotong demi sepotong."""
        _, _, chunks = self._open(oid)
        position = 0
        for chunk in chunks:
            piece = chunk[max(0, start - position) : max(0, stop - position)]
            position += len(chunk)
            if piece:
                yield piece
            if position >= stop:
                return

    def find(self, prefix: str) -> list[str]:
        """Semua id yang diawali ``prefix`` (sedikitnya dua digit)."""
        folder = self.folder / prefix[:2]
        if not folder.is_dir():
            return []
        names = (prefix[:2] + entry.name for entry in folder.iterdir())
        return [oid for oid in names if len(oid) == 40 and oid.startswith(prefix)]

    def _open(self, oid: str) -> tuple[str, int, Iterator[bytes]]:
        """Jenis, ukuran, dan potongan-potongan isi sebuah objek."""
        chunks = self._inflate(oid)
        head, _, first = next(chunks).partition(b"\0")
        kind, size = head.decode("ascii").split(" ")
        return kind, int(size), chain([first], chunks)

    def _inflate(self, oid: str) -> Iterator[bytes]:
        """Membuka zlib tanpa pernah memegang lebih dari beberapa ratus kilobyte."""
        inflate = zlib.decompressobj()
        with open(self._path(oid), "rb") as file:
            while packed := inflate.unconsumed_tail or file.read(_CHUNK):
                yield inflate.decompress(packed, _CHUNK)
            yield inflate.flush()
