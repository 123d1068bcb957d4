"""Pembanding tanpa jaringan saraf: baris acak dan rantai Markov tiga kata."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from recipes.gpt_pantun.compose import Pantun, prompt
from recipes.gpt_pantun.material import TOPICS

_TOKEN = re.compile(r"\n|[^\s]+")


def random_lines(corpus: Sequence[Pantun], count: int, seed: int) -> list[str]:
    """Pantun yang tiap barisnya diambil dari pantun latih acak, di tempat yang sama."""
    rng = random.Random(seed)
    return [
        Pantun(TOPICS[i % len(TOPICS)], tuple(rng.choice(corpus).lines[n] for n in range(4)), -1).text()
        for i in range(count)
    ]


class Trigrams:
    """Rantai Markov: kata berikutnya diundi menurut dua kata sebelumnya.

    Ganti baris juga dihitung satu kata, sehingga empat baris dapat terbentuk, tetapi
    rima tidak teringat sampai dua baris kemudian.
    """

    def __init__(self, texts: Sequence[str]):
        self.following: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text in texts:
            tokens = [*_TOKEN.findall(text), ""]
            for first, second, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
                self.following[first, second].append(third)

    def sample(self, count: int, seed: int) -> list[str]:
        """``count`` tulisan, topik digilir seperti pada model."""
        rng = random.Random(seed)
        return [self._one(prompt(TOPICS[i % len(TOPICS)]), rng) for i in range(count)]

    def _one(self, start: str, rng: random.Random) -> str:
        tokens = _TOKEN.findall(start)
        while tokens[-1] and len(tokens) < 80:
            tokens.append(rng.choice(self.following[tokens[-2], tokens[-1]]))
        return re.sub(r" ?\n ?", "\n", " ".join(tokens))
