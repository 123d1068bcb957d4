"""Mencari repositori: menyaring, mengurutkan, dan membagi hasil menjadi halaman."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from class_hub.errors import InvalidName

PAGE_SIZE = 1000

_SORT_KEYS = ("lastModified", "createdAt", "downloads", "likes", "trendingScore")
_LISTED = {
    "models": "_id id modelId likes trendingScore private downloads tags pipeline_tag library_name createdAt",
    "datasets": (
        "_id id author disabled gated lastModified likes trendingScore private sha description "
        "downloads tags createdAt"
    ),
    "spaces": "_id id likes trendingScore private sdk tags createdAt",
}
_LISTED_FULL = "author sha lastModified gated disabled siblings"


@dataclass(frozen=True)
class Query:
    """Permintaan pencarian; medan kosong tidak menyaring apa pun."""

    words: Sequence[str] = ()
    tags: Sequence[str] = ()
    author: str = ""
    sort: str = ""
    descending: bool = True
    pipeline_tag: str = ""

    def matches(self, facts: dict) -> bool:
        """Apakah sebuah repositori memenuhi semua syarat."""
        name = facts["id"].lower()
        owner = facts["author"].lower()
        return (
            all(word.lower() in name for text in self.words for word in text.split())
            and all(tag in facts["tags"] for tag in self.tags)
            and (not self.author or owner == self.author.lower())
            and (not self.pipeline_tag or facts.get("pipeline_tag") == self.pipeline_tag)
        )


def find(everything: Iterable[dict], query: Query) -> list[dict]:
    """Keterangan yang cocok, terurut; nilai yang sama diurutkan menurut id.

    Galat: ``InvalidName`` untuk ``sort`` yang tidak dikenal. Contoh::

        find(facts, Query(words=["bert"], tags=["text-classification"]))
    """
    found = sorted(filter(query.matches, everything), key=lambda facts: facts["id"])
    if query.sort:
        if query.sort not in _SORT_KEYS:
            raise InvalidName(f"sort={query.sort!r} tidak dikenal. Pilih: {', '.join(_SORT_KEYS)}.")
        found.sort(key=lambda facts: facts[query.sort], reverse=query.descending)
    return found


def columns(kind: str, wanted: Callable[[str], bool], expand: Sequence[str]) -> list[str]:
    """Nama kunci yang dikirim untuk setiap hasil pencarian.

    ``wanted(nama)`` mengatakan apakah ``full``, ``cardData``, atau ``config`` diminta;
    ``expand`` mengganti semuanya.
    """
    if expand:
        return ["_id", "id", *expand]
    names = _LISTED[kind].split()
    if wanted("full"):
        names += _LISTED_FULL.split()
        if kind != "models":
            names += ["cardData", "models", "datasets"]
    names += [name for name in ("cardData", "config") if wanted(name)]
    return names


def select(facts: dict, names: Iterable[str]) -> dict:
    """Sebagian keterangan; kunci yang tidak dimiliki repositori itu dilewati."""
    return {name: facts[name] for name in names if name in facts}


def page(items: Sequence, start: int, size: int) -> tuple[Sequence, int | None]:
    """Satu halaman dan awal halaman berikutnya (``None`` pada halaman terakhir).

    Contoh::

        page("abcde", 2, 2)  # ("cd", 4)
    """
    stop = start + size
    return items[start:stop], stop if stop < len(items) else None
