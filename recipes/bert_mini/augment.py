"""Ragam tulisan dan tukar kata antarbahasa untuk memperkaya teks latih."""

import random
import re

DETACHED = re.compile(r"(?<=\w) (nya|ku|mu)\b")
WORD = re.compile(r"\w+")


def join_suffix(text: str) -> str:
    """Sambungkan akhiran yang terpisah seperti pada SmSA.

    Contoh::

        >>> join_suffix("makanan nya enak")
        'makanannya enak'
    """
    return DETACHED.sub(r"\1", text)


def swap_words(text: str, words: dict[str, list[str]], rng: random.Random, share: float) -> str:
    """Ganti kata Indonesia yang ada di leksikon ``words`` dengan peluang ``share``.

    Contoh::

        >>> swap_words("abu itu", {"abu": ["awu"]}, random.Random(0), 1.0)
        'awu itu'
    """

    def replace(match):
        options = words.get(match.group().lower())
        if options and rng.random() < share:
            return rng.choice(options)
        return match.group()

    return WORD.sub(replace, text)
