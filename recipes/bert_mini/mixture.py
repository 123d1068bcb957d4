"""Campuran teks satu putaran pralatih; acak tetapi sama untuk benih yang sama."""

import random

from recipes.bert_mini.augment import join_suffix, swap_words
from recipes.bert_mini.data import Corpus

Item = tuple[str, str | None]

# Bagian tiap sumber yang dibaca dalam satu putaran.
GENERAL, JAVANESE, MINANG, ENGLISH = 0.20, 0.10, 0.25, 0.25


def round_items(corpus: Corpus, seed: int, number: int) -> list[Item]:
    """Susun teks putaran ke-``number``: (teks, terjemahan atau None).

    Pasangan sejajar dibaca bersama (seperti XLM), sehingga kata yang tertutup
    dalam satu bahasa dapat ditebak dari terjemahannya.
    """
    rng = random.Random(f"{seed}-{number}")
    items: list[Item] = []
    for row in corpus.parallel:
        languages = rng.sample(list(row), len(row))
        items += [(row[language], None) for language in languages]
        if len(languages) < 2:
            continue
        items += [(row[a], row[b]) for a, b in zip(languages, languages[1:] + languages[:1], strict=True)]
    own = [example.text for example in corpus.domain("smsa")] + corpus.reviews
    items += [(_vary(text, corpus, rng), None) for text in own]
    items += [(text, None) for text in _part(corpus.general, GENERAL, rng)]
    items += [(text, None) for text in _part(corpus.javanese, JAVANESE, rng)]
    for name, share in (("minangkabau", MINANG), ("english", ENGLISH)):
        for pair in _part(corpus.pairs.get(name, []), share, rng):
            items.append(tuple(rng.sample(pair, 2)))
    rng.shuffle(items)
    return items


def _part(values: list, share: float, rng: random.Random) -> list:
    return rng.sample(values, int(len(values) * share))


def _vary(text: str, corpus: Corpus, rng: random.Random) -> str:
    if corpus.lexicon and rng.random() < 0.4:
        words = corpus.lexicon[rng.choice(sorted(corpus.lexicon))]
        text = swap_words(text, words, rng, 0.7)
    return join_suffix(text) if rng.random() < 0.5 else text
