"""Pasangan teks semakna untuk pelatihan kontrastif, dan bagian yang disisihkan untuk memilih jadwal."""

import random
from dataclasses import dataclass
from pathlib import Path

from recipes.bert_mini.augment import swap_words
from recipes.bert_mini.data import Corpus, read_jsonl

Pair = tuple[str, str]
HELD = {"nusax": 50, "english": 300, "minangkabau": 300}
SEED = 20261123


@dataclass
class Pairs:
    """Sumber pasangan latih, dan ``held``: pasangan yang disisihkan dari sumber yang sama.

    ``groups`` berisi baris {bahasa: teks}; ``translations`` pasangan kalimat per nama
    sumber; ``lexicon`` {bahasa: {kata: [terjemahan]}}; ``sentences`` kalimat Indonesia.
    """

    groups: list[dict[str, str]]
    translations: dict[str, list[Pair]]
    lexicon: dict[str, dict[str, list[str]]]
    sentences: list[str]
    held_groups: list[dict[str, str]]
    held: dict[str, list[Pair]]

    def batch(self, shares: dict[str, float], rows: int, rng: random.Random) -> list[Pair]:
        """Satu batch dari satu sumber dan satu pasang bahasa, agar bahasa tidak menjadi petunjuk."""
        names = [name for name in shares if self._has(name)]
        name = rng.choices(names, [shares[name] for name in names])[0]
        if name == "nusax":
            first, second = rng.sample(list(self.groups[0]), 2)
            if rng.random() < 0.5 and "indonesian" in self.groups[0] and second != "indonesian":
                first = "indonesian"
            found = [(row[first], row[second]) for row in _some(self.groups, rows, rng)]
        elif name == "words":
            words = self.lexicon[rng.choice(sorted(self.lexicon))]
            found = [(word, rng.choice(words[word])) for word in _some(sorted(words), 2 * rows, rng)]
        elif name == "swap":
            words = self.lexicon[rng.choice(sorted(self.lexicon))]
            found = [
                (text, swap_words(text, words, rng, rng.uniform(0.5, 1)))
                for text in _some(self.sentences, rows, rng)
            ]
        elif name == "part":
            found = [(part(text, rng), text) for text in _some(self.sentences, rows, rng)]
        else:
            found = _some(self.translations[name], rows, rng)
        return [pair if rng.random() < 0.5 else pair[::-1] for pair in distinct(found)]

    def _has(self, name: str) -> bool:
        if name in ("nusax", "words", "swap", "part"):
            return bool({"nusax": self.groups, "part": self.sentences}.get(name, self.lexicon))
        return bool(self.translations.get(name))


def part(text: str, rng: random.Random) -> str:
    """Beberapa kata berurutan atau kata acak dari ``text``, seperti isi kotak pencarian."""
    words = text.split()
    count = min(len(words), rng.randint(3, 7))
    if rng.random() < 0.5:
        start = rng.randrange(len(words) - count + 1)
        return " ".join(words[start : start + count])
    return " ".join(words[i] for i in sorted(rng.sample(range(len(words)), count)))


def distinct(pairs: list[Pair]) -> list[Pair]:
    """Buang pasangan yang salah satu sisinya sudah ada: yang kembar bukan contoh negatif.

    Contoh::

        >>> distinct([("a", "b"), ("a", "c"), ("d", "e")])
        [('a', 'b'), ('d', 'e')]
    """
    left, right, kept = set(), set(), []
    for first, second in pairs:
        if first.lower() in left or second.lower() in right:
            continue
        left.add(first.lower())
        right.add(second.lower())
        kept.append((first, second))
    return kept


def _some(values: list, count: int, rng: random.Random) -> list:
    return rng.sample(values, min(count, len(values)))


def load_pairs(corpus: Corpus, root: Path | None, held: bool) -> Pairs:
    """Susun pasangan dari ``corpus`` resep bert_mini, yang sudah bersih dari data validasi.

    ``root`` (bila ada) folder data, untuk pasangan Jawa-Indonesia UD Javanese-CSUI.
    Dengan ``held`` sebagian pasangan disisihkan; tanpa itu semuanya untuk melatih.
    """
    rng = random.Random(SEED)
    translations = {name: rng.sample(rows, len(rows)) for name, rows in corpus.pairs.items()}
    groups = rng.sample(corpus.parallel, len(corpus.parallel))
    treebank = root and root / "extra" / "ud" / "jv_csui_test.jsonl"
    if treebank and treebank.is_file():
        rows = [(row["text"], row["text_id"]) for row in read_jsonl(treebank) if row.get("text_id")]
        translations["javanese"] = rows
    count = {name: HELD[name] if held else 0 for name in HELD}
    sentences = [e.text for e in corpus.domain("smsa")] + corpus.reviews + corpus.general
    return Pairs(
        groups=groups[count["nusax"] :],
        translations={name: rows[count.get(name, 0) :] for name, rows in translations.items()},
        lexicon=corpus.lexicon,
        sentences=[text for text in sentences if 5 <= len(text.split()) <= 40],
        held_groups=groups[: count["nusax"]],
        held={name: translations[name][: count[name]] for name in translations if count.get(name)},
    )
