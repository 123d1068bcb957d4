"""Mengukur tulisan yang tidak dipilih: sahkah pantunnya, dan berapa yang menyalin."""

from collections.abc import Sequence

from recipes.gpt_pantun.compose import Pantun, body
from recipes.gpt_pantun.verse import Verdict, examine
from recipes.intervals import proportion


class Memory:
    """Semua yang ada di data latih, untuk menghitung pengulangan."""

    def __init__(self, corpus: Sequence[Pantun]):
        self.whole = {pantun.lines for pantun in corpus}
        self.openings = {pantun.lines[:2] for pantun in corpus}
        self.messages = {pantun.lines[2:]: pantun.topic for pantun in corpus}
        self.lines = {line for pantun in corpus for line in pantun.lines}


def validity(texts: Sequence[str]) -> dict:
    """Bagian yang sah, dan bagian yang lulus tiap syarat, masing-masing dengan selang."""
    verdicts = [examine(body(text)) for text in texts]

    def share(test) -> dict[str, float]:
        return proportion(sum(map(test, verdicts)), len(verdicts))

    return {
        "valid": share(lambda v: v.valid),
        "four_lines": share(lambda v: v.lines == 4),
        "syllables": share(lambda v: v.measured),
        "rhymes": share(lambda v: all(v.rhymes)),
    }


def originality(texts: Sequence[str], memory: Memory) -> dict:
    """Bagian yang mengulang data latih: seluruh pantun, sampiran, isi, dan tiap baris.

    ``topic`` adalah bagian yang topiknya cocok, dihitung pada tulisan yang isinya
    mengulang isi latih (untuk isi baru topiknya tidak dapat dinilai otomatis).
    """
    bodies = [tuple(body(text)) for text in texts]
    topics = [text.split("\n")[0].removeprefix("Pantun ").rstrip(":") for text in texts]
    lines = [line for found in bodies for line in found]
    known = [
        memory.messages[found[2:4]] == topic
        for found, topic in zip(bodies, topics, strict=True)
        if found[2:4] in memory.messages
    ]
    rows = len(texts)
    return {
        "whole": proportion(sum(found in memory.whole for found in bodies), rows),
        "opening": proportion(sum(found[:2] in memory.openings for found in bodies), rows),
        "message": proportion(len(known), rows),
        "line": proportion(sum(line in memory.lines for line in lines), len(lines)),
        "topic": proportion(sum(known), len(known)) if known else None,
        "different": len(set(bodies)),
    }


def reasons(verdict: Verdict) -> str:
    """Sebab sebuah tulisan tidak sah, dalam kata-kata; ``sah`` bila lulus.

    Contoh::

        >>> reasons(examine(["satu"]))
        'banyak baris bukan empat'
    """
    if verdict.lines != 4:
        return "banyak baris bukan empat"
    found = [
        f"baris {i + 1} dan {i + 3} tidak berima atau kata akhirnya sama"
        for i in (0, 1)
        if not verdict.rhymes[i]
    ]
    if not verdict.measured:
        found.append("suku kata " + "-".join(map(str, verdict.syllables)))
    if not verdict.varied:
        found.append("baris berulang")
    return "; ".join(found) or "sah"
