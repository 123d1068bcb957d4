"""Kemiripan dua teks: Jaccard himpunan 5-gram karakter, untuk menemukan teks yang hampir sama.

Hanya huruf dan angka yang dihitung, tanpa beda huruf besar dan kecil. Sumber: Broder 1997,
"On the resemblance and containment of documents".
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

WIDTH = 5


def normal(text: str) -> str:
    """Huruf kecil, hanya huruf dan angka."""
    return "".join(filter(str.isalnum, text.casefold()))


def shingles(text: str, width: int = WIDTH) -> set[str]:
    """Semua potongan ``width`` karakter dari huruf dan angka ``text``.

    Contoh::

        >>> sorted(shingles("Sotó, 2x!"))
        ['otó2x', 'sotó2']
    """
    plain = normal(text)
    return {plain[start : start + width] for start in range(max(1, len(plain) - width + 1))}


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


def overlaps(
    texts: list[str], others: Iterable[str], width: int = WIDTH
) -> Iterator[tuple[int, int, int, int, int]]:
    """Setiap pasangan teks yang berbagi potongan.

    Menghasilkan (nomor di ``texts``, nomor di ``others``, banyak potongan bersama, banyak
    potongan teks pertama, banyak potongan teks kedua).
    """
    sets = [shingles(text, width) for text in texts]
    owners: dict[str, list[int]] = {}
    for number, pieces in enumerate(sets):
        for piece in pieces:
            owners.setdefault(piece, []).append(number)
    for position, other in enumerate(others):
        pieces = shingles(other, width)
        shared = Counter(number for piece in pieces for number in owners.get(piece, ()))
        for number, count in shared.items():
            yield number, position, count, len(sets[number]), len(pieces)


def closest_outside(texts: list[str], others: Iterable[str]) -> list[float]:
    """Untuk setiap teks: kemiripannya dengan teks yang paling mirip di antara ``others``."""
    best = [0.0] * len(texts)
    for number, _, count, size, other in overlaps(texts, others):
        best[number] = max(best[number], count / (size + other - count))
    return best
