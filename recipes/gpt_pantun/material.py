"""Bahan pantun tulisan sendiri: baris sampiran dan pasangan isi, dengan pilihan kata.

``{pagi|petang}`` berarti salah satu dari pilihannya. Baris sampiran berdiri
sendiri-sendiri; isi ditulis berpasangan supaya nasihat, rindu, atau kelakarnya utuh.
"""

import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recipes.gpt_pantun.verse import rhyme

PACKAGE = Path(__file__).parent
TOPICS = ("nasihat", "rindu", "jenaka")
_SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Couplet:
    """Pasangan isi: topik, baris ketiga, baris keempat; masih memuat pilihan kata."""

    topic: str
    third: str
    fourth: str


def expand(line: str) -> list[str]:
    """Semua bentuk sebuah baris.

    Contoh::

        >>> expand("{pagi|petang} hari")
        ['pagi hari', 'petang hari']
    """
    parts = _SLOT.split(line)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def _lines(name: str) -> list[str]:
    text = (PACKAGE / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


@cache
def opening(name: str) -> dict[str, list[tuple[str, ...]]]:
    """Baris sampiran dari ``name``, dikelompokkan menurut rima: {rima: [bentuk-bentuknya]}."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for line in _lines(name):
        by_rhyme: dict[str, list[str]] = {}
        for form in expand(line):
            by_rhyme.setdefault(rhyme(form), []).append(form)
        for sound, forms in by_rhyme.items():
            groups.setdefault(sound, []).append(tuple(forms))
    return groups


@cache
def couplets() -> tuple[Couplet, ...]:
    """Semua pasangan isi dari ``isi.txt``; baris ``# topik`` memulai topik baru."""
    topic, found = "", []
    for line in _lines("isi.txt"):
        if line.startswith("#"):
            topic = line[1:].strip()
        else:
            third, fourth = line.split(" / ")
            found.append(Couplet(topic, third, fourth))
    return tuple(found)


def count_material() -> dict[str, int]:
    """Banyaknya bahan: baris sampiran (pertama, kedua), pasangan isi, dan semua ragam pantunnya."""
    first, second = opening("sampiran_1.txt"), opening("sampiran_2.txt")
    total = sum(
        len(expand(one.third))
        * len(expand(one.fourth))
        * sum(map(len, first[rhyme(expand(one.third)[0])]))
        * sum(map(len, second[rhyme(expand(one.fourth)[0])]))
        for one in couplets()
    )
    return {
        "first": len(_lines("sampiran_1.txt")),
        "second": len(_lines("sampiran_2.txt")),
        "messages": len(couplets()),
        "possible": total,
    }
