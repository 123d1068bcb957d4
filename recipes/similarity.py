"""Kemiripan dua teks: Jaccard himpunan 5-gram karakter, untuk menemukan teks yang hampir sama.

Hanya huruf dan angka yang dihitung, tanpa beda huruf besar dan kecil. Sumber: Broder 1997,
"On the resemblance and containment of documents".
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

WIDTH = 5


def shingles(text: str) -> set[str]:
    """Semua potongan ``WIDTH`` karakter dari huruf dan angka ``text``.

    Contoh::

        >>> sorted(shingles("Sotó, 2x!"))
        ['otó2x', 'sotó2']
    """
    plain = "".join(filter(str.isalnum, text.casefold()))
    return {plain[start : start + WIDTH] for start in range(max(1, len(plain) - WIDTH + 1))}


def jaccard(left: set[str], right: set[str]) -> float:
    """Banyaknya potongan bersama dibagi banyaknya semua potongan: 0,0 sampai 1,0."""
    return len(left & right) / len(left | right)


def similarity(left: str, right: str) -> float:
    """Kemiripan dua teks.

    Contoh::

        >>> similarity("Enak sekali!", "enak sekali")
        1.0
    """
    return jaccard(shingles(left), shingles(right))


def closest_pair(texts: list[str], groups: list[str] | None = None) -> float:
    """Kemiripan terbesar di antara dua teks; dengan ``groups``, hanya yang berbeda kelompok."""
    sets = [shingles(text) for text in texts]
    pairs = combinations(range(len(sets)), 2)
    return max(
        (jaccard(sets[i], sets[j]) for i, j in pairs if groups is None or groups[i] != groups[j]), default=0.0
    )


def closest_outside(texts: list[str], others: Iterable[str]) -> list[float]:
    """Untuk setiap teks: kemiripannya dengan teks yang paling mirip di antara ``others``."""
    sets = [shingles(text) for text in texts]
    owners: dict[str, list[int]] = {}
    for number, pieces in enumerate(sets):
        for piece in pieces:
            owners.setdefault(piece, []).append(number)
    best = [0.0] * len(texts)
    for other in others:
        pieces = shingles(other)
        shared = Counter(number for piece in pieces for number in owners.get(piece, ()))
        for number, count in shared.items():
            best[number] = max(best[number], count / (len(sets[number]) + len(pieces) - count))
    return best
