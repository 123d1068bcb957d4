"""Halaman depan, cara menghubungkan komputer lain, gaya, dan alamat yang tidak dikenal."""

import hashlib
from typing import NamedTuple

from class_hub import card, info, search
from class_hub.api import UnknownHandler
from class_hub.names import MAIN, TYPES
from class_hub.pages import addresses, wording
from class_hub.pages.base import TEMPLATES, PageHandler
from class_hub.refs import BRANCH
from class_hub.repository import Repository
from class_hub.web import HubHandler

_ROWS, _ROWS_OF_EACH = 20, 5
_LONGEST_SEARCH = 200
_MOST_LANGUAGES = 4
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_STYLE = (TEMPLATES / "gaya.css").read_bytes()


class Row(NamedTuple):
    """Satu repositori dalam daftar."""

    repository: Repository
    title: str
    tags: list[str]
    changed: int
    size: int


class Section(NamedTuple):
    """Satu halaman hasil untuk satu jenis repositori."""

    kind: str
    total: int
    rows: list[Row]
    previous: str
    following: str


class IndexHandler(PageHandler):
    """``GET /``: apa hub ini, pencarian, dan daftar model, dataset, dan Space."""

    def get(self) -> None:
        words = self.get_query_argument("cari", "")[:_LONGEST_SEARCH]
        wanted = self.get_query_argument("jenis", "")
        chosen = [wanted] if wanted in TYPES else []
        start = self.number("mulai", 0, 10**6) if chosen else 0
        size = self.page_size(_ROWS if chosen else _ROWS_OF_EACH)
        sections = [self._section(kind, words, start, size) for kind in chosen or TYPES]
        self.show("index.html", words=words, chosen=chosen, sections=sections)

    def _section(self, kind: str, words: str, start: int, size: int) -> Section:
        heads = {
            repository.id: (repository, commit)
            for repository in self.visible(kind)
            if (commit := repository.refs.get(BRANCH + MAIN))
        }
        everything = (info.describe(repository, commit) for repository, commit in heads.values())
        found = search.find(everything, search.Query(words=[words], sort="lastModified"))
        shown, following = search.page(found, start, size)

        def at(position: int) -> str:
            return "/" + addresses.query(cari=words, jenis=kind, mulai=position)

        return Section(
            kind,
            total=len(found),
            rows=[_row(*heads[facts["id"]], facts) for facts in shown],
            previous=at(max(0, start - size)) if start else "",
            following="" if following is None else at(following),
        )


class ConnectHandler(PageHandler):
    """``GET /hubungkan``: memakai hub ini dari komputer atau buku catatan lain."""

    def get(self) -> None:
        name = self.request.host_name.lower()
        self.show(
            "connect.html",
            root=f"{self.request.protocol}://{self.request.host}",
            only_here=name in _LOOPBACK or name == "::1",
        )


class StyleHandler(HubHandler):
    """``GET /gaya.css``: satu-satunya berkas gaya."""

    def get(self) -> None:
        self.set_header("ETag", f'"{hashlib.sha256(_STYLE).hexdigest()[:16]}"')
        self.set_header("Content-Type", "text/css; charset=utf-8")
        if self.check_etag_header():
            self.set_status(304)
            return
        self.finish(_STYLE)


class MissingHandler(PageHandler, UnknownHandler):
    """Alamat lain di luar ``/api``: halaman untuk peramban, JSON untuk klien."""


def _row(repository: Repository, commit: str, facts: dict) -> Row:
    values = facts["cardData"]
    title = next(iter(card.values(values, "pretty_name") + card.values(values, "title")), "")
    task = [facts["pipeline_tag"]] if facts.get("pipeline_tag") else card.values(values, "task_categories")
    languages = card.values(values, "language")
    tags = [
        *(f"Tugas: {wording.title(str(name))}" for name in task[:2]),
        *(f"Lisensi: {wording.title(name)}" for name in card.values(values, "license")[:1]),
        *([f"Bahasa: {wording.title(wording.several(languages, _MOST_LANGUAGES))}"] if languages else []),
    ]
    changed = repository.commit_at(commit).when
    return Row(repository, wording.title(title), tags, changed, facts["usedStorage"])
