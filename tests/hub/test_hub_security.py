"""Yang tidak boleh terjadi: keluar dari gudang, menulis, dijalankan peramban, host asing."""

import json

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError

from class_hub import card

MODEL = "uji/bert-mini"
FILE = f"/{MODEL}/resolve/main/config.json"

ESCAPES = [
    "../hub.json", "..%2Fhub.json", "..%2f..%2f..%2fformat", "%2e%2e/%2e%2e/hub.json", "catatan/../config.json",
    "catatan%2F..%2Fconfig.json", "./config.json", "/config.json", "%2Fetc%2Fpasswd", ".git/config", ".git%2Fconfig",
    "..%5Chub.json", "catatan%5Cbesar.bin", "C%3A%5CWindows", "config.json%00", "%00", "CON", "nul.txt",
    "catatan/", "config.json/", "..%c0%afhub.json",
]  # fmt: skip


@pytest.mark.parametrize("path", ESCAPES)
def test_paths_never_leave_the_repository(hub, path):
    status, _, body = hub.request(f"/{MODEL}/resolve/main/{path}")
    assert status in (400, 404)
    assert b"error" in body and b"created" not in body


@pytest.mark.parametrize("path", ESCAPES)
def test_tree_and_revisions_never_leave_the_repository(hub, path):
    slashless = path.replace("/", "%2F")
    assert hub.request(f"/api/models/{MODEL}/revision/{slashless}")[0] in (400, 404)
    assert hub.request(f"/api/models/{MODEL}/commits/{slashless}")[0] in (400, 404)
    if path.strip("/") not in ("catatan",):
        assert hub.request(f"/api/models/{MODEL}/tree/main/{slashless}")[0] in (400, 404)


@pytest.mark.parametrize(
    "repo_id",
    ["..%2F..", "%2e%2e/%2e%2e", "uji/bert-mini.git", "uji%2Fbert-mini/x", "uji/..", "UJI/bert-mini"],
)
def test_repository_names_never_become_paths(hub, repo_id):
    for url in (f"/api/models/{repo_id}", f"/{repo_id}/resolve/main/hub.json"):
        status, headers, _ = hub.request(url)
        assert (status, headers["X-Error-Code"]) == (404, "RepoNotFound")


def test_nothing_is_active_content(hub):
    for url in (FILE, "/api/models", "/tidak/ada"):
        headers = hub.request(url)[1]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
    assert hub.request(FILE)[1]["Content-Type"] == "text/plain; charset=utf-8"
    assert "Server" not in hub.request(FILE)[1]


def test_front_page_lists_repositories(hub):
    status, headers, body = hub.request("/")
    page = body.decode("utf-8")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="id">' in page and 'href="/datasets/uji/ulasan"' in page and "<script" not in page


@pytest.mark.parametrize(
    "host",
    ["jahat.example", "127.0.0.1.jahat.example", "jahat.example:80", "192.168.1.2", "", "[::2]", "[::1"],
)
def test_foreign_host_is_refused(hub, host):
    assert hub.request(FILE, headers={"Host": host})[0] in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:1234", "[::1]:80"])
def test_local_host_is_served(hub, host):
    assert hub.request(FILE, headers={"Host": host})[0] == 200


def test_post_from_a_web_page_is_refused(hub):
    headers = {"Origin": "https://jahat.example", "Content-Type": "application/x-www-form-urlencoded"}
    url = f"/api/models/{MODEL}/paths-info/main"
    assert hub.request(url, method="POST", body="paths=config.json", headers=headers)[0] == 403
    del headers["Origin"]
    assert hub.request(url, method="POST", body="paths=config.json", headers=headers)[0] == 200


WRITES = {
    "create_repo": lambda api: api.create_repo("rani/baru"),
    "delete_repo": lambda api: api.delete_repo(MODEL),
    "move_repo": lambda api: api.move_repo(MODEL, "uji/lain"),
    "upload_file": lambda api: api.upload_file(path_or_fileobj=b"x", path_in_repo="x.txt", repo_id=MODEL),
    "upload_large": lambda api: api.upload_file(path_or_fileobj=b"x", path_in_repo="x.bin", repo_id=MODEL),
    "upload_readme": lambda api: api.upload_file(
        path_or_fileobj=b"# x", path_in_repo="README.md", repo_id=MODEL
    ),
    "delete_file": lambda api: api.delete_file("config.json", MODEL),
    "create_branch": lambda api: api.create_branch(MODEL, branch="baru"),
    "delete_branch": lambda api: api.delete_branch(MODEL, branch="fitur/ejaan"),
    "create_tag": lambda api: api.create_tag(MODEL, tag="v2"),
    "delete_tag": lambda api: api.delete_tag(MODEL, tag="v1.0"),
    "settings": lambda api: api.update_repo_settings(MODEL, private=True),
}


@pytest.mark.parametrize("token", [False, "hf_bukan_token_sungguhan", "kelas_tidak_dikenal"])
@pytest.mark.parametrize("name", WRITES)
def test_every_write_asks_for_a_token(hub, name, token):
    repository = hub.store.get("models", MODEL)
    before = repository.refs.under("")
    with pytest.raises(HfHubHTTPError, match="hub token NAMA") as caught:
        WRITES[name](HfApi(endpoint=hub.url, token=token))
    assert caught.value.response.status_code == 401
    assert ("token huggingface.co" in str(caught.value)) is str(token).startswith("hf_")
    assert repository.refs.under("") == before and not repository.private


@pytest.mark.parametrize("url", [f"/api/models/{MODEL}/commit/main", f"/lfs/{'0' * 64}"])
def test_refusal_before_the_body_is_read_says_that_the_connection_closes(hub, url):
    method = "PUT" if url.startswith("/lfs") else "POST"
    status, headers, _ = hub.request(url, method=method, body="x" * 100_000)
    assert status in (401, 403) and headers["Connection"] == "close"
    assert "Connection" not in hub.request(FILE)[1]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_unknown_writes_name_what_the_hub_offers(hub, method):
    for url in ("/api/models", FILE, f"/{MODEL}.git/git-receive-pack", f"/api/models/{MODEL}/discussions"):
        status, headers, body = hub.request(url, method=method, body="x")
        assert status == 405 and "Yang tersedia: mencari, mengunduh" in json.loads(body)["error"]
        assert headers["X-Error-Message"].isascii()


def test_huge_body_is_refused(hub):
    url = f"/api/models/{MODEL}/paths-info/main"
    status, _, _ = hub.request(url, method="POST", headers={"Content-Length": str(10**9)}, body="")
    assert status in (400, 413)


def test_whoami_knows_a_token_of_the_real_hub(hub):
    status, _, body = hub.request("/api/whoami-v2", headers={"Authorization": "Bearer hf_bukan_sungguhan"})
    assert status == 401 and "token huggingface.co" in json.loads(body)["error"]


def test_odd_numbers_in_queries(hub):
    for query in ("limit=-1", "limit=x", "cursor=1.5", "limit=²"):
        assert hub.request(f"/api/models?{query}".replace("²", "%C2%B2"))[0] == 400
    assert hub.request("/api/models?limit=99999999999999999999&cursor=5")[0] == 200
    assert "cursor=3" in hub.request("/api/models?limit=0")[1]["Link"]


def test_card_bombs_and_broken_cards_are_ignored():
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"
    for text in (
        bomb,
        "---\n- daftar\n---\n",
        "---\na: [\n---\n",
        "tanpa kartu",
        "---\n!!python/object:os.x {}\n---\n",
    ):
        assert card.read_card(text) is None
    found = card.read_card("---\r\ndate: 2026-11-23\r\n1: satu\r\nlanguage: id\r\n---\r\n# x")
    assert found == {"date": "2026-11-23", "1": "satu", "language": "id"}
    assert card.values({"tags": ["a", 1], "peta": {}}, "tags") == ["a", "1"]
    assert card.values({"peta": {}}, "peta") == card.values({}, "apa") == []


def test_internal_error_is_told_in_indonesian(hub, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(hub.store, "get", broken)
    status, _, body = hub.request(FILE)
    assert status == 500 and "hub.log" in json.loads(body)["error"]


def test_vanished_store_is_told(hub, monkeypatch):
    def gone(*_):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(hub.store, "get", gone)
    status, _, body = hub.request(FILE)
    assert status == 500 and "Nyalakan hub sekali lagi" in json.loads(body)["error"]
