"""Memeriksa pantun: empat baris, suku kata, dan rima a-b-a-b.

Penghitung suku kata di sini sederhana: satu huruf vokal satu suku kata, kecuali
ai, au, dan oi di akhir kata bersuku banyak (pan-tai, pu-lau, am-boi). Diftong di
tengah kata (sau-da-ra) dihitung dua, sehingga hasilnya dapat lebih satu.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST, MOST = 8, 12
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aiueo]")
_RHYME = re.compile(r"(ai|au|oi|[aiueo])[^aiueo]*$")


@dataclass(frozen=True)
class Verdict:
    """Hasil pemeriksaan; ``syllables`` kosong bila banyak barisnya bukan empat.

    ``rhymes`` adalah (baris 1 dan 3 berima, baris 2 dan 4 berima).
    """

    lines: int
    syllables: tuple[int, ...]
    rhymes: tuple[bool, bool]
    varied: bool

    @property
    def measured(self) -> bool:
        """Benar bila tiap baris bersuku kata 8 sampai 12."""
        return bool(self.syllables) and all(FEWEST <= count <= MOST for count in self.syllables)

    @property
    def valid(self) -> bool:
        """Benar bila semua syarat terpenuhi."""
        return self.lines == 4 and self.measured and all(self.rhymes) and self.varied


def words(line: str) -> list[str]:
    """Kata-kata sebuah baris, huruf kecil, tanpa tanda baca dan angka."""
    return _WORD.findall(line.casefold())


def syllables(line: str) -> int:
    """Perkiraan banyak suku kata sebuah baris.

    Contoh::

        >>> syllables("Pulau di tepi pantai")
        7
    """
    total = 0
    for word in words(line):
        count = len(_VOWEL.findall(word))
        total += count - (count > 2 and word.endswith(("ai", "au", "oi")))
    return total


def rhyme(line: str) -> str:
    """Rima akhir: vokal terakhir dan konsonan sesudahnya; teks kosong bila tidak ada.

    Contoh::

        >>> rhyme("Mendayung sampan ke seberang")
        'ang'
    """
    found = words(line)
    match = _RHYME.search(found[-1]) if found else None
    return match.group() if match else ""


def examine(lines: Sequence[str]) -> Verdict:
    """Periksa baris-baris sebuah pantun (tanpa baris topik).

    Baris berima bila bunyi akhirnya sama dan kata akhirnya berbeda: mengulang kata
    yang sama tidak dihitung rima. Keempat rima boleh sama (a-a-a-a).

    Contoh::

        >>> examine(["satu", "dua"]).valid
        False
    """
    if len(lines) != 4:
        return Verdict(len(lines), (), (False, False), False)
    last = [(words(line) or [""])[-1] for line in lines]
    rhymes = [rhyme(line) for line in lines]
    pairs = tuple(rhymes[i] != "" and rhymes[i] == rhymes[i + 2] and last[i] != last[i + 2] for i in (0, 1))
    different = len({tuple(words(line)) for line in lines}) == 4
    return Verdict(4, tuple(map(syllables, lines)), pairs, different and len(set(last)) > 1)
