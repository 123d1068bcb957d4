"""Pembanding isian tanpa jaringan saraf: trigram token dengan penghalusan Kneser-Ney."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

DISCOUNT = 0.75


def blend(counts, total, kinds, lower):
    """Peluang Kneser-Ney terinterpolasi; tanpa hitungan (``total`` nol) hasilnya ``lower``.

    Args:
        counts: hitungan kata sesudah konteks.
        total: jumlah seluruh hitungan konteks itu.
        kinds: banyaknya kata berbeda sesudah konteks itu.
        lower: peluang menurut konteks yang lebih pendek.

    Semuanya angka atau larik yang ukurannya cocok. Sumber: Kneser dan Ney 1995, ICASSP.

    Contoh::

        >>> float(blend(3, 4, 2, 0.1))
        0.6
    """
    safe = np.maximum(total, 1)
    mixed = np.maximum(counts - DISCOUNT, 0) / safe + DISCOUNT * kinds / safe * lower
    return np.where(total > 0, mixed, lower)


def flat(part) -> np.ndarray:
    """Irisan atau jumlah matriks jarang sebagai larik satu dimensi."""
    return np.asarray(part.todense() if sparse.issparse(part) else part).ravel()


class Trigram:
    """Peluang kata menurut dua token di kiri, dan dengan :meth:`fill` juga dua di kanan.

    ``rows`` berisi id token tiap teks, diawali [CLS] dan diakhiri [SEP]; ``size``
    banyaknya kosakata.

    Contoh::

        >>> model = Trigram([[1, 5, 6, 7, 2], [1, 5, 6, 8, 2]], 9)
        >>> int(model.fill([1, 5, 4, 7, 2], 2).argmax())
        6
    """

    def __init__(self, rows: Sequence[Sequence[int]], size: int):
        self.size = size
        tokens = np.concatenate([np.array([row[0], *row], dtype=np.int64) for row in rows])
        owner = np.repeat(np.arange(len(rows)), [len(row) + 1 for row in rows])
        pairs = (tokens[:-1] * size + tokens[1:])[owner[:-1] == owner[1:]]
        triples = ((tokens[:-2] * size + tokens[1:-1]) * size + tokens[2:])[owner[:-2] == owner[2:]]
        triples, counts = np.unique(triples, return_counts=True)
        self.contexts, row = np.unique(triples // size, return_inverse=True)
        self.three = sparse.csr_matrix(
            (counts.astype(float), (row, triples % size)), shape=(len(self.contexts), size)
        )
        # Orde bawah Kneser-Ney menghitung konteks yang berbeda, bukan kemunculan.
        ends, counts = np.unique(triples % size**2, return_counts=True)
        self.two = sparse.csr_matrix((counts.astype(float), (ends // size, ends % size)), shape=(size, size))
        one = np.bincount(np.unique(pairs) % size, minlength=size) + 0.5
        self.one = one / one.sum()
        self.three_total, self.three_kinds = flat(self.three.sum(axis=1)), np.diff(self.three.indptr)
        self.two_total, self.two_kinds = flat(self.two.sum(axis=1)), np.diff(self.two.indptr)

    def fill(self, ids: Sequence[int], position: int) -> np.ndarray:
        """Log peluang tiap kata pada ``position`` dari tetangganya, larik sepanjang kosakata.

        ``ids`` diawali [CLS] dan diakhiri [SEP]; token di ``position`` tidak dibaca.
        """
        left, here = [ids[0], *ids], position + 1
        score = np.log(self._after(left[here - 2], left[here - 1]))
        score += np.log(self._next(left[here - 1], left[here + 1]))
        if here + 2 < len(left):
            score += np.log(self._second(left[here + 1], left[here + 2]))
        return score - np.logaddexp.reduce(score)

    def _three(self, rows, column, lower):
        counts = flat(self.three[rows, column])
        return blend(counts, self.three_total[rows], self.three_kinds[rows], lower)

    def _after(self, first: int, second: int) -> np.ndarray:
        """P(w | first, second) untuk semua w."""
        lower = blend(flat(self.two[second]), self.two_total[second], self.two_kinds[second], self.one)
        row = np.searchsorted(self.contexts, first * self.size + second)
        if row == len(self.contexts) or self.contexts[row] != first * self.size + second:
            return lower
        return self._three(row, slice(None), lower)

    def _next(self, first: int, third: int) -> np.ndarray:
        """P(third | first, w) untuk semua w."""
        result = blend(flat(self.two[:, third]), self.two_total, self.two_kinds, self.one[third])
        low, high = np.searchsorted(self.contexts, [first * self.size, (first + 1) * self.size])
        words = self.contexts[low:high] - first * self.size
        result[words] = self._three(np.arange(low, high), third, result[words])
        return result

    def _second(self, second: int, third: int) -> np.ndarray:
        """P(third | w, second) untuk semua w."""
        lower = blend(
            self.two[second, third], self.two_total[second], self.two_kinds[second], self.one[third]
        )
        result = np.full(self.size, float(lower))
        keys = np.arange(self.size) * self.size + second
        rows = np.minimum(np.searchsorted(self.contexts, keys), len(self.contexts) - 1)
        words = np.flatnonzero(self.contexts[rows] == keys)
        result[words] = self._three(rows[words], third, lower)
        return result
