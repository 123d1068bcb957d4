"""Mencari kata dari sebuah daftar di dalam teks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.safety.spelling import aligned

SUFFIXES = r"(?:ku|mu|nya)?(?:lah|kah|pun)?"


@dataclass(frozen=True)
class Match:
    """Satu kata daftar yang ditemukan.

    Args:
        word: kata seperti di daftar.
        start: letak huruf pertamanya di teks asal.
        end: letak sesudah huruf terakhirnya di teks asal.
        text: tulisannya di teks asal.

    Contoh::

        >>> Match("payah", 4, 10, "p4y4h!").word
        'payah'
    """

    word: str
    start: int
    end: int
    text: str


class WordList:
    """Daftar kata yang dicari sebagai kata utuh, dengan akhiran Indonesia.

    Kata berakhiran `-ku`, `-mu`, `-nya`, `-lah`, `-kah`, `-pun`, dan kata ulang (``kata2``) ikut cocok; kata yang
    hanya memuatnya tidak (``payah`` tidak ditemukan di ``kepayahan``). Daftar kata tidak memahami
    maksud: "sampahnya sudah diangkut" ikut ditemukan.

    Args:
        words: kata atau frasa; huruf besar dan kecil tidak dibedakan.
        suffixes: apakah akhiran dan kata ulang ikut cocok.

    Raises:
        ValueError: daftarnya kosong, bukan daftar, atau memuat kata kosong.

    Contoh::

        >>> WordList(["payah"]).find("Sinyalnya p4yah.")
        [Match(word='payah', start=10, end=15, text='p4yah')]
        >>> WordList(["payah"]).find("Sinyalnya p4yah.", normalize=False)
        []
    """

    def __init__(self, words: Sequence[str], suffixes: bool = True):
        if isinstance(words, str) or not len(words):
            raise ValueError("Berikan daftar kata yang tidak kosong, misalnya `['payah', 'norak']`.")
        if not all(isinstance(word, str) and word.strip() for word in words):
            raise ValueError("Daftar ini memuat kata yang kosong.")
        self.words = list(dict.fromkeys(" ".join(word.lower().split()) for word in words))
        self._ending = rf"(?:2?{SUFFIXES})" if suffixes else ""
        self._patterns = {False: self._pattern(False), True: self._pattern(True)}

    def find(self, text: str, normalize: bool = True) -> list[Match]:
        """Semua kata daftar di ``text``, berurutan dan tidak bertumpang-tindih.

        Args:
            text: teks apa pun.
            normalize: cari juga setelah ejaan samarannya dikembalikan, termasuk angka di awal
                atau akhir kata dan huruf ganda.

        Returns:
            Daftar :class:`Match` dengan letak di teks asal.
        """
        found = self._search(text.lower() if len(text.lower()) == len(text) else text, range(len(text)), text)
        if normalize:
            for edges in (False, True):
                found += self._search(*aligned(text, edges), text)
            found += self._search(*_squeezed(*aligned(text, edges=True)), text, squeezed=True)
        taken, kept = bytearray(len(text)), []
        for one in sorted(found, key=lambda match: (match.start - match.end, match.start)):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                kept.append(one)
        return sorted(kept, key=lambda match: match.start)

    def _pattern(self, squeezed: bool):
        words = sorted(self.words, key=len, reverse=True)
        self._originals = getattr(self, "_originals", {})
        for word in words:
            self._originals.setdefault((squeezed, _squeeze(word) if squeezed else word), word)
        keys = [key for flag, key in self._originals if flag == squeezed]
        either = "|".join(r"\s+".join(map(re.escape, key.split())) for key in keys)
        return re.compile(rf"(?<!\w)({either}){self._ending}(?!\w)")

    def _search(self, searched: str, places, text: str, squeezed: bool = False) -> list[Match]:
        found = []
        for one in self._patterns[squeezed].finditer(searched):
            start, end = places[one.start()], places[one.end() - 1] + 1
            while end < len(text) and text[end].isalpha() and text[end].lower() == text[end - 1].lower():
                end += 1  # huruf ulangan yang dibuang saat menormalkan
            word = self._originals[squeezed, " ".join(one.group(1).split())]
            found.append(Match(word, start, end, text[start:end]))
        return found


def _squeeze(word: str) -> str:
    return re.sub(r"([a-z])\1+", r"\1", word)


def _squeezed(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Huruf ganda menjadi satu, dengan letak asalnya."""
    left = [
        place for place in range(len(text))
        if place == 0 or text[place] != text[place - 1] or not text[place].isalpha()
    ]  # fmt: skip
    return "".join(text[place] for place in left), [places[place] for place in left]
