"""Jawaban JSON: pencarian, keterangan, isi folder, cabang, dan riwayat."""

import re
from itertools import islice

from class_hub import card_rules, history, info, search
from class_hub.errors import EntryMissing, RepositoryMissing
from class_hub.names import MAIN
from class_hub.objects import Commit
from class_hub.refs import BRANCH, TAG
from class_hub.repository import Repository
from class_hub.web import HubHandler

_COMMITS_PER_PAGE = 50
_MAX_PATHS = 1000
_OLD_ID = re.compile(r"/(?:api/(models|datasets|spaces)/|(datasets|spaces)/)?([^/]+)(?:/|$)")


class SearchHandler(HubHandler):
    """``GET /api/models`` dan kawan-kawan: daftar repositori yang cocok."""

    def get(self, kind: str) -> None:
        query = search.Query(
            words=self.several("search"),
            tags=self.several("filter"),
            author=self.get_query_argument("author", ""),
            sort=self.get_query_argument("sort", ""),
            descending=self.get_query_argument("direction", "-1") != "1",
            pipeline_tag=self.get_query_argument("pipeline_tag", ""),
        )
        everything = (
            info.facts(repository, commit)
            for repository in self.visible(kind)
            if (commit := repository.refs.get(BRANCH + MAIN))
        )
        largest = self.settings["page_size"]
        size = self.number("limit", largest, largest) or largest
        found = self.one_page(search.find(everything, query), size)
        names = search.columns(kind, self.flag, self.several("expand"))
        self.write_json([search.select(facts, names) for facts in found])


class InfoHandler(HubHandler):
    """``GET /api/models/{id}[/revision/{r}]``: keterangan satu repositori."""

    def get(self, kind: str, repo_id: str, revision: str | None = None) -> None:
        repository = self.repository(kind, repo_id)
        commit = repository.resolve(revision or MAIN)
        facts = info.facts(repository, commit)
        if self.flag("blobs"):
            facts["siblings"] = info.siblings_with_sizes(repository, commit)
        if expand := self.several("expand"):
            facts = search.select(facts, ["_id", "id", *expand])
        self.write_json(facts)


class TreeHandler(HubHandler):
    """``GET /api/.../tree/{r}[/{jalur}]``: isi sebuah folder."""

    def get(self, kind: str, repo_id: str, revision: str, path: str | None = None) -> None:
        repository = self.repository(kind, repo_id)
        commit = self.commit = repository.resolve(revision)
        folder = (path or "").strip("/")
        items = list(repository.list_tree(commit, folder, recursive=self.flag("recursive")))
        shown = self.one_page(items, self.settings["page_size"])
        self.write_json(_paths(repository, commit, shown, expand=self.flag("expand")))


class PathsInfoHandler(HubHandler):
    """``POST /api/.../paths-info/{r}``: keterangan jalur tertentu; yang tidak ada dilewati."""

    def get(self, *_: str) -> None:
        raise RepositoryMissing("Alamat ini hanya menerima POST.")

    def post(self, kind: str, repo_id: str, revision: str) -> None:
        """Membaca saja, walaupun memakai POST."""
        repository = self.repository(kind, repo_id)
        commit = repository.resolve(revision)
        items = []
        for path in self.get_body_arguments("paths", strip=False)[:_MAX_PATHS]:
            try:
                items.append(repository.entry(commit, path.strip("/")))
            except EntryMissing:
                continue
        expand = self.get_body_argument("expand", "").lower() == "true"
        self.write_json(_paths(repository, commit, items, expand=expand))


class RefsHandler(HubHandler):
    """``GET /api/.../refs``: cabang dan tag."""

    def get(self, kind: str, repo_id: str) -> None:
        refs = self.repository(kind, repo_id).refs

        def listed(prefix: str) -> list[dict]:
            return [
                {"name": name, "ref": prefix + name, "targetCommit": oid}
                for name, oid in refs.under(prefix).items()
            ]

        self.write_json({"branches": listed(BRANCH), "tags": listed(TAG), "converts": [], "pullRequests": []})


class CommitsHandler(HubHandler):
    """``GET /api/.../commits/{r}``: riwayat, dari yang terbaru."""

    def get(self, kind: str, repo_id: str, revision: str) -> None:
        repository = self.repository(kind, repo_id)
        start = self.number("cursor", 0, 10**6)
        size = min(_COMMITS_PER_PAGE, self.settings["page_size"])
        newest_first = history.walk(repository, repository.resolve(revision))
        commits = list(islice(newest_first, start + size + 1))
        shown = self.one_page(commits, size)
        self.write_json([_commit_facts(oid, commit) for oid, commit in shown])


class StatusHandler(HubHandler):
    """``GET /api/class-hub``: siapa yang menjawab di alamat ini."""

    def get(self) -> None:
        self.write_json(self.settings["identity"])


class ValidateHandler(HubHandler):
    """``POST /api/validate-yaml``: apakah keterangan di awal README sah."""

    def post(self) -> None:
        data = self.body()
        errors, warnings = card_rules.examine(
            str(data.get("content") or ""), str(data.get("repoType") or "model")
        )
        self.set_status(400 if errors else 200)
        self.write_json({"errors": _messages(errors), "warnings": _messages(warnings)})


class UnknownHandler(HubHandler):
    """Alamat lain, termasuk id lama tanpa pemilik seperti ``bert-base``, yang diteruskan."""

    def get(self) -> None:
        if match := _OLD_ID.match(self.request.path):
            api, prefix, old_id = match.groups()
            self.repository(api or prefix, old_id)
        raise RepositoryMissing(
            "Alamat atau repositori ini tidak ada di hub kelas. Id repositori berbentuk pemilik/nama."
        )


def _messages(texts: list[str]) -> list[dict]:
    return [{"message": text} for text in texts]


def _commit_facts(oid: str, commit: Commit) -> dict:
    return {
        "id": oid,
        "title": commit.title,
        "message": commit.description,
        "date": commit.date,
        "authors": [{"user": commit.author.name}],
    }


def _paths(repository: Repository, commit: str, items: list, *, expand: bool) -> list[dict]:
    """Baris daftar isi; ``expand`` menambahkan commit terakhir yang mengubahnya."""
    rows = [info.path_facts(item) for item in items]
    if expand:
        changes = history.last_changes(repository, commit, [item.path for item in items])
        for row in rows:
            oid, details = changes[row["path"]]
            row["lastCommit"] = {"id": oid, "title": details.title, "date": details.date}
    return rows


_REPO = r"/api/(models|datasets|spaces)/([^/]+/[^/]+)"
ROUTES = [
    (r"/api/class-hub", StatusHandler),
    (r"/api/validate-yaml", ValidateHandler),
    (r"/api/(models|datasets|spaces)", SearchHandler),
    (_REPO + r"/refs", RefsHandler),
    (_REPO + r"/commits/([^/]+)", CommitsHandler),
    (_REPO + r"/paths-info/([^/]+)", PathsInfoHandler),
    (_REPO + r"/tree/([^/]+)(?:/(.*))?", TreeHandler),
    (_REPO + r"(?:/revision/([^/]+))?", InfoHandler),
]
