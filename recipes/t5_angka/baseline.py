"""Pembanding: jawaban masukan latih yang paling mirip menurut jarak edit."""

from collections.abc import Sequence

import numpy as np

from recipes.t5_angka.data import Pair

PAD = 0


def edit_distances(text: str, codes: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Jarak edit (Levenshtein) ``text`` ke tiap baris ``codes``, larik sepanjang baris.

    ``codes`` berukuran (baris, panjang terbesar), berisi kode huruf dan 0 sebagai
    pengisi; ``lengths`` panjang tiap baris. Semua baris dihitung sekaligus.

    Contoh::

        >>> edit_distances("buku", *encode(["baku", "buku-buku"])).tolist()
        [1, 5]
    """
    rows, width = codes.shape
    above = np.tile(np.arange(width + 1, dtype=np.int16), (rows, 1))
    for number, letter in enumerate(text, start=1):
        below = np.empty_like(above)
        below[:, 0] = number
        replaced = above[:, :-1] + (codes != ord(letter))
        cheaper = np.minimum(replaced, above[:, 1:] + 1)
        for column in range(width):
            below[:, column + 1] = np.minimum(cheaper[:, column], below[:, column] + 1)
        above = below
    return above[np.arange(rows), lengths]


def encode(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Kode huruf (teks, panjang terbesar) dan panjang tiap teks."""
    lengths = np.array([len(text) for text in texts])
    codes = np.full((len(texts), lengths.max()), PAD, dtype=np.int32)
    for row, text in enumerate(texts):
        codes[row, : len(text)] = [ord(letter) for letter in text]
    return codes, lengths


class Nearest:
    """Menjawab dengan jawaban masukan latih terdekat; seri dimenangkan yang pertama."""

    def __init__(self, train: Sequence[Pair]):
        self.tables = {}
        for task in sorted({pair.task for pair in train}):
            pairs = [pair for pair in train if pair.task == task]
            self.tables[task] = (pairs, *encode([self._bare(pair.text) for pair in pairs]))

    def answer(self, pair: Pair) -> str:
        """Jawaban untuk ``pair.text``; hanya baris latih tugas yang sama yang dibandingkan."""
        pairs, codes, lengths = self.tables[pair.task]
        return pairs[int(edit_distances(self._bare(pair.text), codes, lengths).argmin())].answer

    @staticmethod
    def _bare(text: str) -> str:
        """Bagian sesudah nama tugas: awalannya sama semua."""
        return text.split(": ", 1)[1]
