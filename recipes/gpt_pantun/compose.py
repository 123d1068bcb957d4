"""Menyusun ribuan pantun dari bahan: sampiran dan isi dipertemukan menurut rima."""

import random
from dataclasses import dataclass

from recipes.gpt_pantun.material import Couplet, couplets, expand, opening
from recipes.gpt_pantun.verse import examine, rhyme, words

# Kata yang boleh muncul di kedua baris sampiran.
SMALL = set("di ke dari yang dan dengan pada itu".split())


@dataclass(frozen=True)
class Pantun:
    """Satu pantun; ``source`` nomor pasangan isinya dalam bahan."""

    topic: str
    lines: tuple[str, str, str, str]
    source: int

    def text(self) -> str:
        """Tulisan lengkap: baris topik, lalu empat baris; koma dan titik berseling."""
        return prompt(self.topic) + "\n".join(
            line + end for line, end in zip(self.lines, (",", ".", ",", "."), strict=True)
        )


def prompt(topic: str) -> str:
    """Awalan untuk ``generate``; baris barunya ikut dihitung.

    Contoh::

        >>> prompt("rindu")
        'Pantun rindu:\\n'
    """
    return f"Pantun {topic}:\n"


def body(text: str) -> list[str]:
    """Baris-baris pantun dari sebuah tulisan, tanpa baris topik dan tanda baca di ujung."""
    return [line.rstrip(" ,.") for line in text.split("\n")[1:] if line.strip()]


def compose(count: int, seed: int) -> list[Pantun]:
    """``count`` pantun berbeda; topik digilir, semua lulus ``examine``.

    Baris sampiran dipilih bebas di antara yang rimanya cocok, lalu pilihan katanya
    diundi. Undian yang tidak lulus (misalnya kata akhirnya sama) diulang.

    Contoh::

        >>> examine(compose(1, seed=1)[0].lines).valid
        True
    """
    rng = random.Random(seed)
    first, second = opening("sampiran_1.txt"), opening("sampiran_2.txt")
    by_topic: dict[str, list[tuple[int, Couplet]]] = {}
    for number, couplet in enumerate(couplets()):
        by_topic.setdefault(couplet.topic, []).append((number, couplet))
    topics = list(by_topic)
    found: dict[tuple, Pantun] = {}
    while len(found) < count:
        topic = topics[len(found) % len(topics)]
        number, couplet = rng.choice(by_topic[topic])
        third, fourth = rng.choice(expand(couplet.third)), rng.choice(expand(couplet.fourth))
        lines = (
            rng.choice(rng.choice(first[rhyme(third)])),
            rng.choice(rng.choice(second[rhyme(fourth)])),
            third,
            fourth,
        )
        repeated = (set(words(lines[0])) & set(words(lines[1]))) - SMALL
        if examine(lines).valid and not repeated:
            found.setdefault(lines, Pantun(topic, lines, number))
    return list(found.values())
