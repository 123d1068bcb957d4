"""Serangan pada sisi tulis: satu pengujian untuk setiap janji keamanan hub kelas."""

import ast
import base64
import json
import logging
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from conftest import serve
from crash_protocol import Answer, Wire, chunked, file, header, large, ndjson, sha256, wait_until

from class_hub import process
from class_hub.errors import HubError, InvalidName
from class_hub.limits import Limits
from class_hub.people import RESERVED, People
from class_hub.store import Store

PACKAGE = Path(__file__).parents[2] / "class_hub"
REPO = "rani/percobaan"
SECRET = "rani/rahasia"
MISSING = "rani/rahasja"  # sama panjang dengan yang privat
LARGE = bytes(range(256)) * 1000
OTHER = LARGE[::-1]


class Room:
    """Hub dengan guru, dua siswa, dan seorang tamu; ``room("rani")`` adalah sambungan rani."""

    def __init__(self, store: Store, url: str, tokens: dict[str, str]):
        self.store, self.url, self.tokens = store, url, tokens

    def __call__(self, name: str = "") -> Wire:
        return Wire(self.url, self.tokens.get(name, name))

    def facts(self) -> dict:
        """Semua yang tidak boleh berubah oleh permintaan yang ditolak."""
        return {
            (kind, found.id): (found.private, found.refs.under(""))
            for kind in ("models", "datasets", "spaces")
            for found in self.store.all(kind)
        }

    def stray_files(self) -> list[str]:
        """Sisa kiriman di ``staging/`` dan isi LFS yang tidak dikenal."""
        return [path.name for path in self.store.staging.iterdir()]


@pytest.fixture(autouse=True)
def no_internal_errors(caplog) -> Iterator[None]:
    """Setiap galat 500 adalah kesalahan hub, juga jika pengujiannya tidak melihatnya."""
    yield
    unexpected = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in unexpected] == []


@pytest.fixture
def room(classroom) -> Room:
    """Hub dengan sebuah repositori umum dan sebuah yang privat milik rani, dan satu milik budi."""
    found = Room(classroom.store, classroom.hub.url, classroom.tokens)
    rani = found("rani")
    files = {"a.txt": b"satu", "dalam/bobot.bin": LARGE}
    for repo_id, private in ((REPO, False), (SECRET, True)):
        assert rani.create(repo_id, private=private).status == 200
        assert rani.upload(repo_id, files).status == 200
        assert rani.send("POST", f"/api/models/{repo_id}/tag/main", {"tag": "v1"}).status == 200
        assert rani.send("POST", f"/api/models/{repo_id}/branch/lain", {}).status == 200
    assert found("budi").create("budi/punya").status == 200
    return found


@pytest.fixture
def small_room(tmp_path) -> Iterator[Room]:
    """Hub dengan batas yang kecil, agar cepat dilewati."""
    store = Store(tmp_path / "gudang")
    people = People(store.root)
    tokens = {name: people.add(name, role) for name, role in (("rani", "siswa"), ("bu-sari", "guru"))}
    limits = Limits(request=50_000, commit=200_000, file=400_000, quota=900_000, writes_per_minute=60)
    with serve(store, limits=limits) as hub:
        found = Room(store, hub.url, tokens)
        assert found("rani").create(REPO).status == 200
        yield found


# --- siapa boleh menulis --------------------------------------------------------------

NAME = {"organization": "rani", "name": "percobaan"}
LFS = {"operation": "upload", "objects": [{"oid": sha256(OTHER), "size": len(OTHER)}]}
# Nama, metode, alamat, dan isi setiap penulisan; {id} adalah repositori yang dituju.
WRITES: dict[str, tuple[str, str, object]] = {
    "create": ("POST", "/api/repos/create", {"organization": "{owner}", "name": "baru"}),
    "delete": ("DELETE", "/api/repos/delete", {"organization": "{owner}", "name": "{name}"}),
    "move": ("POST", "/api/repos/move", {"fromRepo": "{id}", "toRepo": "{owner}/nanti"}),
    "settings": ("PUT", "/api/models/{id}/settings", {"private": True}),
    "branch": ("POST", "/api/models/{id}/branch/baru", {}),
    "delete_branch": ("DELETE", "/api/models/{id}/branch/lain", None),
    "tag": ("POST", "/api/models/{id}/tag/main", {"tag": "v2"}),
    "delete_tag": ("DELETE", "/api/models/{id}/tag/v1", None),
    "preupload": ("POST", "/api/models/{id}/preupload/main", {"files": [{"path": "a", "size": 1}]}),
    "commit": ("POST", "/api/models/{id}/commit/main", ndjson(header(), file("jahat.txt"))),
    "lfs": ("POST", "/{id}.git/info/lfs/objects/batch", LFS),
    "may_write": ("GET", "/api/models/{id}/auth-check/write", None),
}


def write(wire: Wire, action: str, repo_id: str = REPO) -> Answer:
    """Satu penulisan ke ``repo_id``."""
    owner, _, name = repo_id.partition("/")
    method, path, body = WRITES[action]

    def fill(text: str) -> str:
        return text.replace("{id}", repo_id).replace("{owner}", owner).replace("{name}", name)

    if isinstance(body, dict):
        body = json.loads(fill(json.dumps(body)))
    return wire.send(method, fill(path), body)


@pytest.mark.parametrize("action", WRITES)
def test_every_write_needs_the_right_person(room, action):
    before = room.facts()
    for token in ("", "kelas_" + "0" * 40, "hf_" + "x" * 34):
        answer = write(room(token), action)
        assert answer.status == 401 and "hub token NAMA" in answer.error
        assert answer.headers["X-Error-Message"].isascii()
    guest, budi = write(room("tami"), action), write(room("budi"), action)
    assert guest.status == budi.status == 403
    assert "tamu hanya dapat membaca" in guest.error and "pakai id budi/" in budi.error
    assert room.facts() == before and room.stray_files() == []
    assert write(room("rani"), action).status == 200


@pytest.mark.parametrize("action", sorted(set(WRITES) - {"create"}))
def test_every_write_to_a_private_repository_hides_it(room, action):
    for name in ("budi", "tami"):
        hidden, missing = write(room(name), action, SECRET), write(room(name), action, MISSING)
        assert same_answer(hidden, missing) and hidden.status == 404
    assert write(room("bu-sari"), action, SECRET).status == 200


def test_repositories_cannot_be_moved_into_or_out_of_other_namespaces(room):
    before = room.facts()
    move = "/api/repos/move"
    assert room("rani").send("POST", move, {"fromRepo": REPO, "toRepo": "budi/curian"}).status == 403
    assert room("budi").send("POST", move, {"fromRepo": REPO, "toRepo": "budi/curian"}).status == 403
    assert room("budi").send("POST", move, {"fromRepo": SECRET, "toRepo": "budi/curian"}).status == 404
    assert room("rani").send("POST", move, {"fromRepo": REPO, "toRepo": "budi/punya"}).status == 403
    assert room.facts() == before
    assert room("bu-sari").send("POST", move, {"fromRepo": REPO, "toRepo": "budi/warisan"}).status == 200
    assert room("budi").commit("budi/warisan", header(), file("b.txt")).status == 200
    assert write(room("rani"), "commit", "budi/warisan").status == 403


def test_redirects_of_moved_repositories_do_not_give_write_access(room):
    move = {"fromRepo": REPO, "toRepo": "budi/warisan"}
    assert room("bu-sari").send("POST", "/api/repos/move", move).status == 200
    before = room.facts()
    for action in sorted(set(WRITES) - {"create", "may_write"}):
        answer = write(room("rani"), action)
        assert answer.status == 404 and "budi/warisan" in answer.error
    assert room.facts() == before


@pytest.mark.parametrize("name", sorted(RESERVED) + ["Rani", "RANI", "rani_x", "con", "a" * 40, "", "-a", "é"])
def test_names_that_cannot_belong_to_a_person(tmp_path, name):
    with pytest.raises(InvalidName):
        People(tmp_path).add(name)
    assert not (tmp_path / "people.json").exists()


@pytest.mark.parametrize("owner", ["api", "models", "datasets", "spaces", "hubungkan", "Rani", "RANI"])
def test_teacher_cannot_shadow_addresses_or_people(room, owner):
    """Alamat seperti /datasets/x tidak pernah sampai ke repositori; RANI dan rani satu folder di Windows."""
    before = room.facts()
    teacher = room("bu-sari")
    assert teacher.create(f"{owner}/percobaan").status in (400, 409)
    assert teacher.create(f"{owner}/baru").status in (400, 409)
    move = {"fromRepo": REPO, "toRepo": f"{owner}/nanti"}
    assert teacher.send("POST", "/api/repos/move", move).status in (400, 409)
    assert room.facts() == before


def test_list_of_people_holds_no_token_and_is_private(room):
    stored = room.store.root / "people.json"
    text = stored.read_text(encoding="utf-8")
    assert all(token not in text for token in room.tokens.values())
    if os.name == "posix":
        assert stored.stat().st_mode & 0o777 == 0o600


def test_revoked_person_can_do_nothing_more(room):
    (href,) = room("rani").hrefs(REPO, "upload", OTHER)
    (download,) = room("rani").hrefs(SECRET, "download", LARGE)
    People(room.store.root).remove("rani")
    for action in WRITES:
        answer = write(room("rani"), action)
        assert answer.status == 401 and "tidak berlaku lagi" in answer.error
    assert room().send("PUT", href, OTHER).status == 401
    assert room().get(download).status == 404
    assert room.stray_files() == []
    with pytest.raises(HubError):
        People(room.store.root).remove("siapa")


# --- repositori privat ------------------------------------------------------------------

READS = [
    ("GET", "/api/models/{id}"), ("GET", "/api/models/{id}?blobs=true"), ("HEAD", "/api/models/{id}"),
    ("GET", "/api/models/{id}/revision/main"), ("GET", "/api/models/{id}/revision/tidak-ada"),
    ("GET", "/api/models/{id}/tree/main"), ("GET", "/api/models/{id}/tree/main/dalam"),
    ("GET", "/api/models/{id}/refs"), ("GET", "/api/models/{id}/commits/main"),
    ("POST", "/api/models/{id}/paths-info/main"), ("GET", "/api/models/{id}/auth-check"),
    ("GET", "/{id}/resolve/main/a.txt"), ("HEAD", "/{id}/resolve/main/a.txt"),
    ("GET", "/{id}/resolve/main/dalam/bobot.bin"), ("GET", "/{id}/resolve/v1/tidak-ada"),
    ("POST", "/{id}.git/info/lfs/objects/batch"), ("POST", "/{id}/info/lfs/objects/batch"),
    ("GET", "/{id}/info/refs?service=git-upload-pack"), ("GET", "/{id}.git/info/refs"), ("GET", "/{id}.git/HEAD"),
    ("GET", "/{id}.git/objects/info/packs"), ("GET", "/{id}.git/objects/" + "ab/" + "0" * 38),
    ("GET", "/{id}"), ("GET", "/{id}/"), ("GET", "/{id}/tree/main"), ("GET", "/{id}/tree/main/dalam"),
    ("GET", "/{id}/blob/main/a.txt"), ("GET", "/{id}/commits/main"),
    ("GET", "/api/datasets/{id}"), ("GET", "/datasets/{id}"),
]  # fmt: skip


def same_answer(hidden: Answer, missing: Answer) -> bool:
    """Apakah jawaban untuk yang privat tidak dapat dibedakan dari yang tidak ada."""

    def plain(answer: Answer) -> tuple:
        text = answer.body.decode("utf-8").replace(MISSING, SECRET).replace(quote(MISSING, ""), quote(SECRET, ""))
        headers = {key: value.replace(MISSING, SECRET) for key, value in answer.headers.items() if key != "Date"}
        return answer.status, headers, text

    return plain(hidden) == plain(missing)


def read(wire: Wire, method: str, path: str, repo_id: str, **headers: str) -> Answer:
    body = None
    if path.endswith("batch"):
        body = {"operation": "download", "objects": [{"oid": sha256(LARGE), "size": len(LARGE)}]}
    elif method == "POST":
        body, headers = b"paths=a.txt", headers | {"Content-Type": "application/x-www-form-urlencoded"}
    return wire.send(method, path.replace("{id}", repo_id), body, **headers)


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
@pytest.mark.parametrize(("method", "path"), READS)
def test_private_repository_answers_like_a_missing_one(room, method, path, accept):
    for viewer in ("", "budi", "tami", "kelas_" + "1" * 40):
        hidden = read(room(viewer), method, path, SECRET, Accept=accept)
        assert hidden.status in (400, 401, 404)
        assert same_answer(hidden, read(room(viewer), method, path, MISSING, Accept=accept))
    assert read(room("rani"), method, path, SECRET).status == read(room("rani"), method, path, REPO).status


def test_moved_and_deleted_private_repositories_leave_no_trace(room):
    """Id lama tidak mengungkapkan id baru, juga sesudah yang baru dihapus."""
    move = {"fromRepo": SECRET, "toRepo": "rani/tersembunyi"}
    assert room("rani").send("POST", "/api/repos/move", move).status == 200
    assert room("rani").get(f"/api/models/{SECRET}").status == 307
    for deleted in (False, True):
        if deleted:
            body = {"organization": "rani", "name": "tersembunyi"}
            assert room("rani").send("DELETE", "/api/repos/delete", body).status == 200
        for viewer in ("", "budi", "tami"):
            for method, path in READS:
                hidden = read(room(viewer), method, path, SECRET)
                assert same_answer(hidden, read(room(viewer), method, path, MISSING))


def test_private_repositories_are_not_listed(room):
    for viewer, seen in (("", 2), ("budi", 2), ("tami", 2), ("kelas_x", 2), ("rani", 3), ("bu-sari", 3)):
        assert len(room(viewer).get("/api/models?full=true").json()) == seen
        page = room(viewer).get("/", Accept="text/html").body
        assert (SECRET.encode() in page) is (seen == 3)
        found = room(viewer).get("/api/models?search=rahasia").json()
        assert len(found) == (1 if seen == 3 else 0)


def test_known_hash_of_a_private_file_gives_nothing(room):
    """Isi LFS terikat pada repositorinya: mengetahui SHA-256-nya bukan izin."""
    budi = room("budi")
    (found,) = budi.batch("budi/punya", "download", LARGE).json()["objects"]
    assert found["error"]["code"] == 404 and "actions" not in found
    assert len(budi.hrefs("budi/punya", "upload", LARGE)) == 1
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(LARGE)}\nsize {len(LARGE)}\n"
    for line in (large("curian.bin", LARGE), file("curian.bin", pointer.encode("ascii"))):
        answer = budi.commit("budi/punya", header(), line)
        assert answer.status == 404, answer.body
        assert budi.get("/budi/punya/resolve/main/curian.bin").status == 404
    blob = room.store.get("models", SECRET)
    oid = blob.entry(blob.resolve("main"), "a.txt").oid
    assert budi.get(f"/budi/punya.git/objects/{oid[:2]}/{oid[2:]}").status == 404
    assert budi.get(f"/budi/punya/resolve/{blob.resolve('main')}/a.txt").status == 404


def test_pointer_with_a_false_size_is_refused(room):
    text = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(LARGE)}\nsize {10**12}\n"
    assert room("rani").commit(REPO, header(), file("palsu.bin", text.encode())).status == 404
    assert room("rani").get(f"/api/models/{REPO}?blobs=true").status == 200


def test_making_a_repository_private_closes_open_urls(room):
    (href,) = room().hrefs(REPO, "download", LARGE)
    assert room().get(href).body == LARGE
    assert write(room("rani"), "settings").status == 200
    assert room().get(href).status == 404
    (mine,) = room("rani").hrefs(REPO, "download", LARGE)
    assert room().get(mine).body == LARGE


def test_deleting_a_repository_closes_open_urls(room):
    (upload,) = room("rani").hrefs(REPO, "upload", OTHER)
    (download,) = room("rani").hrefs(REPO, "download", LARGE)
    assert write(room("rani"), "delete").status == 200
    assert room().send("PUT", upload, OTHER).status == 404
    assert room().get(download).status == 404
    assert room.stray_files() == [] and not list(room.store.root.glob("repos/models/rani/percobaan.git"))


# --- token --------------------------------------------------------------------------------


def test_wrong_token_reads_public_files_only(room):
    wrong = room("kelas_" + "2" * 40)
    assert wrong.read(REPO, "a.txt") == b"satu"
    assert wrong.get(f"/{SECRET}/resolve/main/a.txt").status == 404
    for header_ in ("Basic é", "Basic !!!", "Basic " + base64.b64encode(b"\xff\xfe").decode(), "Bearer", "apa x"):
        assert room().get(f"/{REPO}/resolve/main/a.txt", Authorization=header_).status == 200
        assert room().get("/api/whoami-v2", Authorization=header_).status == 401


def test_guessing_tokens_is_slowed_down(room):
    answers = [room(f"kelas_{number:040}").get("/api/whoami-v2") for number in range(65)]
    assert answers[0].status == 401 and answers[-1].status == 429
    assert "Tunggu sebentar" in answers[-1].error
    assert room("rani").get("/api/whoami-v2").status == 200
    assert room().read(REPO, "a.txt") == b"satu"


def test_a_stale_token_can_download_many_files(room):
    """Token huggingface.co yang tertinggal di komputer siswa ikut terkirim pada setiap bacaan."""
    stale = room("hf_" + "y" * 34)
    assert {stale.get(f"/{REPO}/resolve/main/a.txt").status for _ in range(80)} == {200}


def test_writing_too_often_is_slowed_down(small_room):
    answers = [small_room("rani").send("PUT", f"/api/models/{REPO}/settings", {}) for _ in range(62)]
    assert answers[0].status == 200 and answers[-1].status == 429
    assert small_room("bu-sari").send("PUT", f"/api/models/{REPO}/settings", {}).status == 200
    assert small_room("rani").get(f"/api/models/{REPO}").status == 200


def test_real_hub_token_is_never_written_anywhere(tmp_path):
    store, seed = tmp_path / "gudang", tmp_path / "isi-awal"
    seed.mkdir()
    kelas = People(store).add("rani", "siswa")
    real = "hf_" + "TokenSungguhanYangTidakBolehBocor"
    basic = base64.b64encode(f"rani:{real}".encode()).decode("ascii")
    try:
        hub = process.ensure(store, seed=seed)
        assert Wire(hub.url, kelas).create(REPO).status == 200
        for headers in ({"Authorization": f"Bearer {real}"}, {"Authorization": f"Basic {basic}"}):
            for method, path, body in WRITES.values():
                wire = Wire(hub.url)
                answer = wire.send(method, path.replace("{id}", REPO), b"{" if body is None else body, **headers)
                assert answer.status in (400, 401) and real not in answer.body.decode("utf-8")
                if answer.status == 401:
                    assert "token huggingface.co" in answer.error and "tidak menyimpannya" in answer.error
            for path in ("/api/whoami-v2", f"/api/models/{REPO}", "/tidak/ada", f"/{REPO}/resolve/main/x", "/"):
                assert real not in Wire(hub.url).get(path, **headers).body.decode("utf-8")
        address = hub.url.removeprefix("http://").split(":")
        for raw in (f"GET / HTTP/1.1\r\nHost: {':'.join(address)}\r\nAuthorization {real}\r\n\r\n", f"{real}\r\n\r\n"):
            with closing(socket.create_connection((address[0], int(address[1])), timeout=10)) as connection:
                connection.sendall(raw.encode("ascii"))
                connection.recv(1000)
    finally:
        process.stop(store)
    files = [path for path in store.rglob("*") if path.is_file()]
    assert store / "hub.log" in files
    for token in (real, basic, kelas):
        assert [path.name for path in files if token.encode() in path.read_bytes()] == []


# --- nama dan jalur -----------------------------------------------------------------------

BAD_PATHS = [
    "", "..", "../a", "a/../../b", "a/./b", "/etc/passwd", "a//b", "a/", "/", ".git", ".git/config", "a/.GIT/x",
    ".git /x", "git~1/x", ".git\u200b/x", "a\\b", "..\\b", "C:\\x", "C:x", "a:b", "con", "CON.txt", "a/nul",
    "lpt1.csv", "com¹", "a\0b", "a\nb", "a\x1bb", "a\x7fb", "a\u202eb", "a\u200bb", "x" * 256, "a/" * 512 + "b",
    "é" * 128, "a.", "a ", "a./b", "a?", "a*", "<a>", 'a"b', "a|b", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_bad_paths_are_refused_everywhere(room, path):
    before, rani = room.facts(), room("rani")
    deleted = {"key": "deletedFile", "value": {"path": path}}
    for line in (file(path), large(path, LARGE)):
        answer = rani.commit(REPO, header(), file("baik.txt"), line)
        assert answer.status == 400, answer.body
    assert rani.commit(REPO, header(), file("baik.txt"), deleted).status in (400, 404)
    asked = {"files": [{"path": path, "size": 1}]}
    assert rani.send("POST", f"/api/models/{REPO}/preupload/main", asked).status == 400
    assert room.facts() == before


@pytest.mark.parametrize("paths", [("a.txt/b",), ("b", "b/c"), ("b/c", "b"), ("dalam",), ("dalam/bobot.bin/x",)])
def test_a_path_cannot_be_a_file_and_a_folder(room, paths):
    before = room.facts()
    answer = room("rani").commit(REPO, header(), *map(file, paths))
    assert answer.status == 400 and "berkas" in answer.error
    assert room.facts() == before


BAD_REFS = [
    "..", "a..b", "/a", "a/", "a//b", "-a", ".a", "a/.b", "a.lock", "a.lock/b", "a~1", "a^", "a:b", "a?", "a*", "a[",
    "a\\b", "a b", "a\nb", "a\tb", "a\0b", "a\x7f", "@", "a@{1}", "x" * 256, "a.", "\ud800", "HEAD",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_REFS)
def test_bad_branch_and_tag_names_are_refused(room, name):
    before, rani = room.facts(), room("rani")
    address = quote(name.encode("utf-8", "surrogatepass"), safe="")
    assert rani.send("POST", f"/api/models/{REPO}/branch/{address}", {}).status in (400, 404)
    assert rani.send("POST", f"/api/models/{REPO}/tag/main", {"tag": name}).status == 400
    assert rani.commit(REPO, header(), file("b.txt"), branch=address).status in (400, 404)
    assert room.facts() == before


def test_branches_that_git_cannot_store_together(room):
    """Git menyimpan cabang sebagai berkas: 'lain' dan 'lain/baru' tidak dapat hidup berdampingan."""
    before, rani = room.facts(), room("rani")
    assert rani.send("POST", f"/api/models/{REPO}/branch/lain%2Fbaru", {}).status == 400
    assert rani.send("POST", f"/api/models/{REPO}/tag/main", {"tag": "v1/a"}).status == 400
    assert room.facts() == before
    assert rani.send("POST", f"/api/models/{REPO}/branch/fitur%2Fa", {}).status == 200
    assert rani.send("POST", f"/api/models/{REPO}/branch/fitur", {}).status == 400
    assert rani.send("POST", f"/api/models/{REPO}/branch/fitur%2Fb", {}).status == 200


BAD_NAMES = ["", ".", "..", "a/b", "../budi/x", "a b", "a\\b", "con", "nul.txt", "a.git", "-a", "a-", "a--b", "a..b",
             "x" * 97, "a\0", "a\n", "é", "\ud800", "a.", ".a", "~a", "%2e%2e"]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_bad_repository_names_are_refused(room, name):
    before = room.facts()
    for more in ({}, {"type": "space", "sdk": "static"}):
        body = {"organization": "rani", "name": name, **more}
        assert room("rani").send("POST", "/api/repos/create", body).status == 400
    move = {"fromRepo": REPO, "toRepo": f"rani/{name}"}
    assert room("rani").send("POST", "/api/repos/move", move).status == 400
    assert room("bu-sari").create(f"{name}/x").status in (400, 200 if name == "" else 400)
    assert room("rani").send("DELETE", "/api/repos/delete", {"organization": "rani", "name": name}).status in (400, 404)
    assert {key: value for key, value in room.facts().items() if key[1] != "bu-sari/x"} == before
    assert sorted(path.name for path in (room.store.root / "repos" / "models").iterdir() if path.name != "bu-sari") == [
        "budi", "rani"
    ]  # fmt: skip


# --- isi yang rusak ------------------------------------------------------------------------

GOOD = json.dumps(header()).encode() + b"\n"
BAD_BODIES = {
    "empty": b"", "blank": b"\n\n", "no_header": ndjson(file("a.txt")), "only_garbage": b"\x00\x01\x02",
    "not_json": GOOD + b"bukan json\n", "cut": GOOD + ndjson(file("a.txt"))[:30], "not_utf8": GOOD + b'{"key": "\xff"}\n',
    "list": GOOD + b"[]\n", "number": GOOD + b"5\n", "null": GOOD + b"null\n", "text": GOOD + b'"a"\n',
    "no_key": GOOD + b"{}\n", "no_value": GOOD + b'{"key": "file"}\n', "unknown_key": GOOD + b'{"key":"copy","value":{}}\n',
    "list_key": GOOD + b'{"key":[],"value":{}}\n', "text_value": GOOD + b'{"key":"file","value":"a"}\n',
    "list_value": GOOD + b'{"key":"file","value":[]}\n', "null_value": GOOD + b'{"key":"header","value":null}\n',
    "number_path": GOOD + b'{"key":"file","value":{"path":5,"content":"","encoding":"base64"}}\n',
    "list_path": GOOD + b'{"key":"file","value":{"path":["a"],"content":"","encoding":"base64"}}\n',
    "number_deleted": GOOD + b'{"key":"deletedFile","value":{"path":5}}\n',
    "bad_base64": GOOD + b'{"key":"file","value":{"path":"a","content":"***","encoding":"base64"}}\n',
    "odd_base64": GOOD + b'{"key":"file","value":{"path":"a","content":"abc","encoding":"base64"}}\n',
    "list_base64": GOOD + b'{"key":"file","value":{"path":"a","content":[],"encoding":"base64"}}\n',
    "encoding": GOOD + b'{"key":"file","value":{"path":"a","content":"a","encoding":"utf-8"}}\n',
    "bad_oid": GOOD + b'{"key":"lfsFile","value":{"path":"a","oid":"../../x"}}\n',
    "list_oid": GOOD + b'{"key":"lfsFile","value":{"path":"a","oid":[]}}\n',
    "deep": GOOD + b"[" * 200_000 + b"\n", "deep_value": GOOD + b'{"key":"file","value":' + b'{"a":' * 100_000 + b"\n",
    "huge_line": GOOD + b'{"key":"' + b"x" * 3_000_000 + b'"}\n', "huge_number": GOOD + b"9" * 100_000 + b"\n",
    "nul_message": ndjson(header("a\0b"), file("b.txt")), "empty_message": ndjson(header("  "), file("b.txt")),
    "surrogate_message": ndjson(header("a\ud800"), file("b.txt")),
    "huge_message": ndjson(header("a" * 2_000_000), file("b.txt")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_BODIES)
def test_broken_commits_are_refused_and_change_nothing(room, name):
    before = room.facts()
    answer = room("rani").commit(REPO, body=BAD_BODIES[name])
    assert answer.status == 400, answer.body[:500]
    assert "ommit" in answer.error and len(answer.body) < 10_000
    assert room.facts() == before and room.stray_files() == []


@pytest.mark.parametrize("parent", [5, ["x"], {"a": 1}, "x", "0" * 40, "\ud800", True])
def test_odd_parents_are_stale(room, parent):
    before = room.facts()
    assert room("rani").commit(REPO, header(parentCommit=parent), file("b.txt")).status == 412
    assert room.facts() == before


ODD_BODIES = [b"[]", b"5", b"null", b'"teks"', b"true", b"NaN", b"{", b"\xff\xfe", b"[" * 100_000, b"{}" * 2, b"\0"]
BODIES = {name: spec for name, spec in WRITES.items() if isinstance(spec[2], dict)}
BODIES["validate"] = ("POST", "/api/validate-yaml", {"content": "a", "repoType": "model"})
BODIES["startingPoint"] = ("POST", "/api/models/{id}/branch/baru", {"startingPoint": "main"})
BODIES["create_space"] = ("POST", "/api/repos/create", {"type": "space", "name": "s", "sdk": "static"})
BODIES["gitignore"] = (*WRITES["preupload"][:2], {"files": [{"path": "a", "size": 1}], "gitIgnore": "*.txt"})


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_are_not_objects_are_400(room, name):
    method, path, _ = BODIES[name]
    before = room.facts()
    for body in ODD_BODIES:
        answer = room("rani").send(method, path.replace("{id}", REPO), body)
        assert answer.status == 400 and "objek JSON" in answer.error
    assert room.facts() == before


ODD_VALUES = [
    None, 5, -1, 1.5, True, [], ["a"], {}, {"a": 1}, "", "a" * 5000, "\0", "\ud800", "..", float("inf"), float("nan"),
    10**400, "9" * 5000, [[[[]]]], [None], [5], ["\ud800"], [{}], [{"path": [], "size": []}], [{"path": "a", "size": None}],
    [{"path": "a", "size": float("inf")}], [{"path": "a", "size": -5}], [{"oid": 5, "size": 5}],
    [{"oid": sha256(LARGE), "size": float("inf")}], [{"oid": sha256(LARGE), "size": -(10**18)}],
    [{"oid": sha256(OTHER), "size": "x"}],
]  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_odd_values_never_break_the_hub(room, name):
    method, path, good = BODIES[name]
    rani = room("rani")
    for key in good:
        for value in ODD_VALUES:
            body = json.dumps(good | {key: value}).replace("{id}", REPO).replace("{owner}", "rani")
            answer = rani.send(method, path.replace("{id}", REPO), body.encode("ascii"))
            assert answer.status < 500, (key, value, answer.body)
            assert len(answer.headers.get("X-Error-Message", "")) <= 500


def test_negative_sizes_do_not_enlarge_the_quota(small_room):
    objects = [{"oid": sha256(b"a"), "size": 399_999}, {"oid": sha256(b"b"), "size": -(10**12)}]
    body = {"operation": "upload", "objects": objects * 5}
    answer = small_room("rani").send("POST", f"/{REPO}.git/info/lfs/objects/batch", body)
    assert answer.status == 400 and "negatif" in answer.error


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"]
ADDRESSES = sorted(
    {path for _, path, _ in WRITES.values()}
    | {path for _, path in READS}
    | {"/", "/gaya.css", "/hubungkan", "/api", "/api/models", "/api/whoami-v2", "/api/validate-yaml", "/tidak-ada",
       "/api/class-hub", "/api/spaces/{id}/runtime", "/lfs/" + "0" * 64, "/lfs/x", "/%ff", "/{id}/resolve/main/%ff",
       "/api/models/{id}/tree/main/%ff", "/api/models?limit=%ff", "/api/models/%00/%00", "//", "/?cari=%ff", "*"}
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_methods_and_bodies_never_break_the_hub(room, address):
    for method in METHODS:
        for body in (None, b"", b"\xff\x00{", b"[]"):
            answer = room("budi").send(method, address.replace("{id}", REPO), body)
            assert answer.status < 500, (method, body, answer.body)


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=" + "9" * 5000 + "-"}, {"Range": "bytes=0-" + "9" * 5000}, {"Range": "bytes=-" + "9" * 5000},
        {"Range": "bytes=5-1"}, {"If-None-Match": "W/" + '"' * 500}, {"If-Range": "x", "Range": "bytes=1-"},
        {"Authorization": "\xff"}, {"Authorization": " "}, {"Accept": "\xff"}, {"X-Forwarded-For": "x" * 5000},
        {"Content-Length": "abc"}, {"Content-Length": "-5"}, {"Content-Length": "9" * 5000},
        {"Content-Type": "multipart/form-data"}, {"Content-Encoding": "gzip"}, {"Expect": "100-continue"},
    ],
)  # fmt: skip
def test_odd_headers_never_break_the_hub(room, headers):
    (upload,) = room("rani").hrefs(REPO, "upload", OTHER)
    before = room.facts()
    addresses = [("GET", f"/{REPO}/resolve/main/a.txt"), ("GET", f"/{REPO}"), ("PUT", upload),
                 ("POST", f"/api/models/{REPO}/commit/main"), ("POST", f"/api/models/{REPO}/paths-info/main"),
                 ("POST", "/api/repos/create")]  # fmt: skip
    for method, address in addresses:
        body = b"x" if method != "GET" and "Content-Length" not in headers else None
        answer = Wire(room.url, "" if "Authorization" in headers else room.tokens["rani"]).send(
            method, address, body, **headers
        )
        assert answer.status < 500, (method, address, answer.body)
    assert room.facts() == before and room.stray_files() == []


# --- ukuran ---------------------------------------------------------------------------------


def sent(call: Callable[[], Answer]) -> int | None:
    """Status jawaban, atau ``None`` jika hub memutus kiriman yang terlalu panjang."""
    try:
        return call().status
    except OSError:
        return None


def test_commit_over_the_limit_is_413(small_room):
    body = ndjson(header(), file("besar.txt", b"x" * 250_000))
    answer = small_room("rani").commit(REPO, body=body)
    assert answer.status == 413 and "Bagilah menjadi beberapa commit" in answer.error
    assert sent(lambda: small_room("rani").commit(REPO, body=chunked(body))) in (None, 400, 413)
    assert small_room("rani").get(f"/{REPO}/resolve/main/besar.txt").status == 404
    assert small_room.stray_files() == []
    assert small_room("rani").commit(REPO, header(), file("kecil.txt")).status == 200


def test_refused_commit_of_many_megabytes_still_gets_its_answer(room):
    """Klien membaca jawaban sesudah mengirim; sambungan yang diputus akan menyembunyikannya."""
    body = b"x" * 101_000_000
    answer = room("rani").commit(REPO, body=body)
    assert answer.status == 413 and "100 MB" in answer.error
    assert room("rani").get("/api/whoami-v2").status == 200


def test_other_requests_over_the_limit_are_refused(small_room):
    body = json.dumps({"content": "x" * 100_000}).encode()
    for data in (body, chunked(body)):
        assert sent(lambda data=data: small_room("rani").send("POST", "/api/validate-yaml", data)) in (None, 400)
    assert small_room("rani").get("/api/models").status == 200


def test_file_over_the_limit_is_413_before_it_is_sent(small_room):
    rani = small_room("rani")
    asked = {"files": [{"path": "a.bin", "size": 500_000}]}
    assert rani.send("POST", f"/api/models/{REPO}/preupload/main", asked).status == 413
    answer = rani.batch(REPO, "upload", b"x" * 500_000)
    assert answer.status == 413 and "paling besar" in answer.error


LIES = {"longer": OTHER + b"x", "shorter": OTHER[:-1], "wrong": b"x" * len(OTHER), "empty": b""}


@pytest.mark.parametrize("lie", LIES)
def test_large_file_that_is_not_what_was_promised_is_refused(room, lie):
    (href,) = room("rani").hrefs(REPO, "upload", OTHER)
    for body in (LIES[lie], chunked(LIES[lie])):
        assert sent(lambda body=body: room().send("PUT", href, body)) in (None, 400)
        assert wait_until(lambda: room.stray_files() == [])
        assert room("rani").commit(REPO, header(), large("b.bin", OTHER)).status == 404
    assert room().send("PUT", href, chunked(OTHER)).status == 200
    assert room("rani").commit(REPO, header(), large("b.bin", OTHER)).status == 200


def test_endless_upload_is_cut_off(room):
    """Isi berpotongan yang melewati ukuran yang ditandatangani berhenti diterima, tidak ditampung."""
    (href,) = room("rani").hrefs(REPO, "upload", OTHER)
    pieces = iter([b"x" * 65_536] * 2_000)
    assert sent(lambda: room().send("PUT", href, pieces)) in (None, 400)
    assert next(pieces)  # tidak semuanya sempat dikirim
    assert wait_until(lambda: room.stray_files() == [])


def test_quota_of_a_namespace(small_room):
    """Jatah dihitung per ruang nama, untuk commit maupun berkas besar, dan ketika isinya tiba."""
    rani = small_room("rani")
    contents = [bytes([number]) * 390_000 for number in range(4)]
    hrefs = [rani.hrefs(REPO, "upload", data)[0] for data in contents]
    statuses = [Wire(rani.url).send("PUT", href, data).status for href, data in zip(hrefs, contents)]
    assert statuses == [200, 200, 413, 413] and small_room.stray_files() == []
    assert rani.batch(REPO, "upload", contents[3]).status == 413
    assert rani.create("rani/lain").status == 200
    answer = rani.commit("rani/lain", header(), file("a.txt", b"x" * 140_000))
    assert answer.status == 413 and "Jatah ruang nama 'rani'" in answer.error and "minta guru" in answer.error
    teacher = small_room("bu-sari")
    assert teacher.create("bu-sari/x").status == 200
    assert teacher.commit("bu-sari/x", header(), file("a.txt", b"x" * 140_000)).status == 200


# --- URL bertanda tangan ----------------------------------------------------------------------


def changed(href: str, **fields: str | None) -> str:
    """URL dengan beberapa medan diganti; ``None`` menghapusnya."""
    address, _, query = href.partition("?")
    found = dict(parse_qsl(query)) | fields
    return f"{address}?{urlencode({key: value for key, value in found.items() if value is not None})}"


TAMPERED = {
    "size": {"size": str(len(OTHER) + 1)}, "repo": {"repo": "models/budi/punya"}, "who": {"who": "bu-sari"},
    "do": {"do": "download"}, "expires": {"expires": "99999999999"}, "oid": {"oid": sha256(LARGE)},
    "signature": {"signature": "0" * 64}, "no_signature": {"signature": None}, "empty_signature": {"signature": ""},
    "odd_signature": {"signature": "é\ud800".encode("utf-8", "replace").decode()}, "no_size": {"size": None},
    "no_who": {"who": None}, "no_expires": {"expires": None}, "bad_expires": {"expires": "besok"}, "extra": {"lain": "1"},
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_urls_are_refused(room, name):
    (href,) = room("rani").hrefs(REPO, "upload", OTHER)
    answer = room().send("PUT", changed(href, **TAMPERED[name]), OTHER)
    assert answer.status == 403 and "tidak sah atau sudah kedaluwarsa" in answer.error
    assert room.stray_files() == []


def test_urls_are_good_for_one_purpose(room):
    rani = room("rani")
    (upload,), (download,) = rani.hrefs(REPO, "upload", OTHER), rani.hrefs(REPO, "download", LARGE)
    oid, known = sha256(OTHER), sha256(LARGE)
    assert room().get(upload).status == 403
    assert room().send("PUT", download, LARGE).status == 403
    assert room().send("PUT", upload.replace(f"/lfs/{oid}", f"/lfs/{known}"), LARGE).status == 403
    assert room().send("DELETE", upload).status == room().send("POST", upload, b"").status == 403
    for path in (f"/lfs/{oid}", f"/lfs/{oid}?", f"/lfs/{oid}?signature=x", f"/lfs/{oid}?expires=x&signature="):
        assert room().send("PUT", path, OTHER).status == room().get(path).status == 403
    assert room().get("/lfs/bukan-sha").status == 404
    assert room().get(download).body == LARGE and room().send("PUT", upload, OTHER).status == 200


def test_urls_expire(room, monkeypatch):
    (upload,) = room("rani").hrefs(REPO, "upload", OTHER)
    later = time.time() + 3601
    monkeypatch.setattr("class_hub.signing.time.time", lambda: later)
    assert room().send("PUT", upload, OTHER).status == 403


def test_urls_of_another_hub_are_worthless(room, tmp_path):
    (upload,) = room("rani").hrefs(REPO, "upload", OTHER)
    with serve(room.store) as other:
        assert Wire(other.url).send("PUT", upload.replace(room.url, other.url), OTHER).status == 403


# --- peramban -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "local", "lan"),
    [
        ("127.0.0.1", 200, 200), ("localhost:8990", 200, 200), ("[::1]:80", 200, 200), ("192.168.1.7:8990", 403, 200),
        ("[fe80::1]", 403, 200), ("jahat.example", 403, 403), ("127.0.0.1.jahat.example", 403, 403),
        ("192.168.1.7.nip.io", 403, 403), ("localhost.jahat.example", 403, 403), ("jahat.example:8990", 403, 403),
        ("0x7f000001", 403, 403), ("127.1", 403, 403), ("2130706433", 403, 403), ("localhost.", 403, 403),
    ],
)  # fmt: skip
def test_foreign_host_names_are_refused(room, host, local, lan):
    """"DNS rebinding": nama host buatan penyerang menunjuk ke komputer ini."""
    with serve(room.store, lan=True) as hub:
        for url, expected in ((room.url, local), (hub.url, lan)):
            assert Wire(url).get(f"/{REPO}/resolve/main/a.txt", Host=host).status == expected
            wire = Wire(url, room.tokens["rani"])
            written = wire.send("PUT", f"/api/models/{REPO}/settings", {}, Host=host)
            assert written.status == expected


@pytest.mark.parametrize("origin", ["https://jahat.example", "null", "http://127.0.0.1", ""])
def test_writes_from_web_pages_are_refused(room, origin):
    before = room.facts()
    for method, path, body in WRITES.values():
        if method != "GET":
            answer = room("rani").send(method, path.replace("{id}", REPO), body, Origin=origin)
            assert answer.status == 403
    assert room.facts() == before


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.xhtml", "a.pdf", "a.bin"])
def test_uploads_are_never_active_content(room, name):
    assert room("rani").upload(REPO, {name: b"<script>alert(1)</script>"}).status == 200
    for token in ("", "rani"):
        answer = room(token).get(f"/{REPO}/resolve/main/{name}", Accept="text/html")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    page = room().get(f"/{REPO}/blob/main/{name}", Accept="text/html")
    assert page.status == 200 and b"<script" not in page.body and "script-src" not in page.headers


# --- isi yang jahat -------------------------------------------------------------------------------

YAML = {
    "aliases": "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi")),
    "deep": "a: " + "[" * 100_000,
    "deep_blocks": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "large": "a: [" + "x, " * 150_000 + "x]",
    "python": "a: !!python/object/apply:os.system ['true']",
    "surrogate": 'title: "\\ud800"\ntags: ["\\ud800"]',
    "number": "a: " + "9" * 50_000,
    "hex_number": "language: 0x" + "f" * 50_000,
    "infinity": "a: .inf\nb: .nan",
    "keys": "? [a, b]\n: 1\n? {a: b}\n: 2",
    "date": "a: 0001-99-99\nb: 99999-01-01",
    "binary": "a: !!binary '***'",
    "set": "a: !!set {b, c}\nc: !!omap [d: e]",
    "merge": "<<: 5\n<<: [5]",
}


@pytest.mark.parametrize("name", YAML)
def test_hostile_cards_are_bounded(room, name):
    text = f"---\n{YAML[name]}\n---\n# Kartu\n"
    started = time.process_time()
    answer = room("rani").send("POST", "/api/validate-yaml", {"content": text, "repoType": "model"})
    assert answer.status in (200, 400)
    assert room("rani").commit(REPO, header(), file("README.md", text.encode())).status == 200
    for path in (f"/api/models/{REPO}", "/api/models?full=true&cardData=true", "/", f"/{REPO}"):
        seen = room().get(path, Accept="text/html" if "api" not in path else "*/*")
        assert seen.status == 200, path
        if "api" in path:
            seen.json()
    assert time.process_time() - started < 5


def test_half_a_character_in_a_card_is_refused(room):
    body = {"content": "---\na: \ud800\n---\n", "repoType": "\ud800"}
    assert room("rani").send("POST", "/api/validate-yaml", body).status == 400


def test_five_megabytes_of_yaml_are_refused_quickly(room):
    text = "---\n" + "a: [x, y]\n" * 500_000 + "---\n"
    started = time.process_time()
    body = {"content": text, "repoType": "model"}
    assert sent(lambda: room("rani").send("POST", "/api/validate-yaml", body)) in (None, 400)
    assert time.process_time() - started < 5


CONFIGS = {
    "deep": b"[" * 100_000, "deep_object": b'{"a":' * 100_000, "number": b'{"architectures": 5, "model_type": 5}',
    "surrogate": b'{"architectures": ["\\ud800"], "model_type": "\\ud800"}', "object": b'{"architectures": {"a": []}}',
    "list": b'{"architectures": [[], {}, null, 5], "model_type": []}', "infinity": b'{"model_type": 1e999}',
    "huge": b'{"model_type": ' + b"9" * 100_000 + b"}", "not_utf8": b"\xff\xfe{", "null": b"null",
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIGS)
def test_hostile_configs_do_not_break_the_list(room, name):
    assert room("rani").commit(REPO, header(), file("config.json", CONFIGS[name])).status == 200
    for path in (f"/api/models/{REPO}", "/api/models?full=true&config=true", "/", f"/{REPO}"):
        assert room().get(path, Accept="text/html" if "api" not in path else "*/*").status == 200


def tensors(text: bytes) -> bytes:
    return len(text).to_bytes(8, "little") + text


TENSORS = {
    "empty": b"", "short": b"\1\2", "long": (2**63).to_bytes(8, "little"), "deep": tensors(b"[" * 100_000),
    "not_json": tensors(b"\xff"), "list": tensors(b"[]"), "shape": tensors(b'{"a":{"dtype":"F32","shape":"abc"}}'),
    "dtype": tensors(b'{"a":{"dtype":[],"shape":[1]}}'), "null": tensors(b'{"a":{"dtype":null,"shape":[1]}}'),
    "surrogate": tensors(b'{"a":{"dtype":"\\ud800","shape":[1]}}'), "float": tensors(b'{"a":{"dtype":"F32","shape":[1.5]}}'),
    "huge": tensors(b'{"a":{"dtype":"F32","shape":[' + b"9999999999," * 20_000 + b"9]}}"),
    "text": tensors(b'{"a":{"dtype":"F32","shape":[9999,"a"]}}'), "true": tensors(b'{"a":{"dtype":true,"shape":[2]}}'),
}  # fmt: skip


@pytest.mark.parametrize("name", TENSORS)
def test_hostile_weights_do_not_break_the_list(room, name):
    assert room("rani").upload(REPO, {"model.safetensors": TENSORS[name]}).status == 200
    for path in (f"/api/models/{REPO}", "/api/models?full=true&expand=safetensors", "/", f"/{REPO}"):
        assert room().get(path, Accept="text/html" if "api" not in path else "*/*").status == 200


@pytest.mark.parametrize("rule", ["*a" * 30 + "b", "**/" * 30 + "b", "[" * 500, "a" * 100_000, "!" * 100, "\\"])
def test_hostile_gitignore_is_bounded(room, rule):
    asked = {"files": [{"path": "a" * 200, "size": 1}] * 10, "gitIgnore": "\n".join([rule] * 10)}
    started = time.process_time()
    answer = room("rani").send("POST", f"/api/models/{REPO}/preupload/main", asked)
    assert answer.status in (200, 400)
    assert time.process_time() - started < 5


class Payload:
    """Objek yang menjalankan perintah ketika di-unpickle."""

    def __init__(self, marker: Path):
        self._marker = marker

    def __reduce__(self):
        return exec, (f"open({str(self._marker)!r}, 'w')",)


def test_nothing_uploaded_is_ever_run(room, tmp_path):
    """Kode, pickle, cetakan, dan YAML diunggah, lalu setiap alamat hub dibuka."""
    marker = tmp_path / "dijalankan"
    code = f"open({str(marker)!r}, 'w')\n".encode()
    payload = pickle.dumps(Payload(marker))
    readme = (
        f"---\na: !!python/object/apply:builtins.open [{str(marker)!r}, w]\n---\n"
        f"{{{{ open({str(marker)!r}, 'w') }}}} {{% import os %}} {{% raw open({str(marker)!r}, 'w') %}}\n"
    ).encode()
    names = {
        "app.py": code, "modeling.py": code, "sitecustomize.py": code, "conftest.py": code, "setup.py": code,
        "pytorch_model.bin": payload, "data.pkl": payload, "joblib.joblib": payload, "index.html": readme,
        "README.md": readme, "config.json": b'{"auto_map": {"AutoModel": "modeling.X"}, "model_type": "x"}',
        ".gitattributes": b"* filter=jahat\n", ".gitmodules": b"[submodule]\n\tpath = x\n",
    }  # fmt: skip
    assert room("rani").upload(REPO, names).status == 200
    for method, path in READS:
        assert read(room("rani"), method, path, REPO).status < 500
    for name in names:
        for page in ("resolve", "blob"):
            assert room().get(f"/{REPO}/{page}/main/{name}", Accept="text/html").status == 200
    assert write(room("rani"), "preupload").status == write(room("rani"), "branch").status == 200
    Store(room.store.root)
    assert not marker.exists()


def test_hub_has_no_means_to_run_uploads():
    """Hub tidak memuat pickle atau torch, dan kodenya tidak memanggil eval, exec, atau perintah."""
    command = "import class_hub.__main__, sys; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", command], check=True, capture_output=True, text=True, env=environment, timeout=60
    )
    assert {"class_hub", "tornado"} <= set(done.stdout.split())
    assert not {"torch", "numpy", "datasets", "transformers", "huggingface_hub", "jinja2"} & set(done.stdout.split())
    forbidden = {"eval", "exec", "compile", "__import__", "import_module", "run_path", "run_module", "system", "popen"}
    dangerous = {"pickle", "shelve", "marshal", "importlib", "runpy", "ctypes", "joblib", "dill", "code"}
    for source in [*PACKAGE.glob("*.py"), *(PACKAGE / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                module = getattr(getattr(node.func, "value", None), "id", "")
                assert name not in forbidden or (name, module) == ("compile", "re"), (source.name, name)
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
                assert not dangerous & set(modules), source.name
                assert "subprocess" not in modules or source.name == "process.py"
