"""Ragam percakapan: singkatan kata umum, dan bentuk bakunya kembali."""

import random
import re

SLANG = {
    "tidak": "gak",
    "yang": "yg",
    "dengan": "dgn",
    "sudah": "sdh",
    "untuk": "utk",
    "karena": "krn",
    "belum": "blm",
    "juga": "jg",
    "tolong": "tlg",
    "mohon": "mhn",
}
FORMAL = {short: word for word, short in SLANG.items()}


def informal(text: str, rng: random.Random) -> str:
    """Menyingkat sebagian kata di ``SLANG``; paling sedikit satu bila ada yang dapat disingkat."""
    found = [match for match in re.finditer(r"\w+", text) if match[0].lower() in SLANG]
    if not found:
        return text
    kept = {match.start() for match in rng.sample(found, rng.randint(1, len(found)))}

    def shorten(match: re.Match) -> str:
        return _like(match[0], SLANG[match[0].lower()]) if match.start() in kept else match[0]

    return re.sub(r"\w+", shorten, text)


def formal(text: str) -> str:
    """Memanjangkan kembali setiap singkatan.

    Contoh::

        >>> formal("Tlg dicek, airnya blm mengalir.")
        'Tolong dicek, airnya belum mengalir.'
    """
    return re.sub(r"\w+", lambda match: _like(match[0], FORMAL.get(match[0].lower(), match[0])), text)


def _like(sample: str, word: str) -> str:
    if sample.isupper():
        return word.upper()
    return word.capitalize() if sample[0].isupper() and word.islower() else word
