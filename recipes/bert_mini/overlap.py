"""Mencari teks yang sama atau hampir sama, agar data latih tidak membocorkan data uji.

NusaX diturunkan dari SmSA, jadi kalimat validasi NusaX punya salinan di SmSA.
Aturannya: dua teks dianggap hampir sama bila, setelah huruf dikecilkan dan
semua selain huruf dan angka dibuang, keduanya persis sama, atau (bila masing-
masing paling sedikit 20 karakter) himpunan 5-gram karakternya cukup beririsan.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

MIN_CHARS = 20
CHUNK = 4000


@dataclass(frozen=True)
class Rule:
    """Ambang kemiripan: Jaccard, atau keterkandungan dalam teks yang lebih pendek.

    ``pair`` adalah (keterkandungan, Jaccard) yang harus terpenuhi bersama.
    """

    jaccard: float
    containment: float
    pair: tuple[float, float] | None = None


NEAR = Rule(jaccard=0.4, containment=0.85, pair=(0.7, 0.2))
STRICT = Rule(jaccard=0.6, containment=0.85)


def normalize(text: str) -> str:
    """Kembalikan ``text`` dalam huruf kecil, hanya huruf dan angka.

    Contoh::

        >>> normalize("Enak, sekali !")
        'enaksekali'
    """
    return re.sub(r"[\W_]+", "", text.casefold())


def overlapping(texts: Sequence[str], held_out: Sequence[str], rule: Rule = NEAR):
    """Tandai teks yang sama atau hampir sama dengan salah satu teks ``held_out``.

    Mengembalikan larik boolean sepanjang ``texts``.

    Contoh::

        >>> overlapping(["Enak!", "hujan"], ["enak"]).tolist()
        [True, False]
    """
    plain = [normalize(text) for text in texts]
    held = sorted({normalize(text) for text in held_out} - {""})
    exact = set(held)
    marks = np.array([text in exact for text in plain], dtype=bool)
    long_held = [text for text in held if len(text) >= MIN_CHARS]
    candidates = np.array(
        [i for i, text in enumerate(plain) if len(text) >= MIN_CHARS and not marks[i]],
        dtype=int,
    )
    if not long_held or not len(candidates):
        return marks
    grams = CountVectorizer(
        analyzer="char", ngram_range=(5, 5), binary=True, lowercase=False, dtype=np.float32
    )
    held_matrix = grams.fit_transform(long_held)
    held_sizes = np.asarray(held_matrix.sum(axis=1)).ravel()
    for start in range(0, len(candidates), CHUNK):
        rows = candidates[start : start + CHUNK]
        chunk = [plain[i] for i in rows]
        # Banyaknya 5-gram dihitung dari teksnya sendiri: kosakata hanya berisi
        # 5-gram dari teks yang dijaga.
        sizes = np.array([len({t[k : k + 5] for k in range(len(t) - 4)}) for t in chunk])
        marks[rows] = _rows_alike(grams.transform(chunk) @ held_matrix.T, sizes, held_sizes, rule)
    return marks


def _rows_alike(shared, sizes, held_sizes, rule: Rule):
    """Baris mana dari matriks irisan ``shared`` yang memenuhi ``rule``."""
    shared = shared.tocoo()
    common = shared.data
    left, right = sizes[shared.row], held_sizes[shared.col]
    jaccard = common / (left + right - common)
    contained = common / np.minimum(left, right)
    alike = (jaccard >= rule.jaccard) | (contained >= rule.containment)
    if rule.pair is not None:
        alike |= (contained >= rule.pair[0]) & (jaccard >= rule.pair[1])
    result = np.zeros(len(sizes), dtype=bool)
    result[shared.row[alike]] = True
    return result
