"""Halaman web hub: isinya benar, unggahan orang tidak pernah menjadi HTML, pekerjaannya terbatas."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from class_hub import card
from class_hub.objects import Person, TreeEntry, tree_body
from class_hub.pages import ROUTES, addresses, changes, contents, markdown, overview, wording
from class_hub.refs import BRANCH

RANI = Person("Rani <b>", "rani@kelas.invalid")
MODEL = "/uji/bert-mini"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BAD = "models", "jahat/kartu"
NAMES = "datasets", "jahat/nama-berkas"
HOSTILE = """---
license: "mit<script>alert(1)</script>"
language: ["<b>id</b>", jv]
pretty_name: "<img src=x onerror=alert(1)>"
title: "<img src=x onerror=alert(1)>"
---
<!-- dibuat otomatis,
hapus komentar ini -->

# Judul <script>alert(1)</script> [x](javascript:alert(1))

<script>alert(1)</script>

<img src=x onerror=alert(1)> <a href="javascript:alert(1)" onclick="alert(1)">klik</a>

[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](java&#x73;cript:alert(1))
[f](file:///etc/passwd) [g](//jahat.example/x) <javascript:alert(1)> [h][jahat] [i](&#1;javascript:alert(1))

![gambar](https://jahat.example/lacak.png) ![](data:image/svg+xml,x) ![dalam](grafik/satu.png "judul\\" onerror=\\"x")

[![lencana](https://jahat.example/l.svg)](https://contoh.id/a?b=1&c=2 "judul")

[berkas](data/a%20b.csv) [keluar](../../../../etc/passwd) [bagian](#hasil-akhir) [surat](mailto:a@contoh.id)

## Hasil akhir

```"><script>alert(2)</script>
kode <b>
```

| a | b |
|---|--:|
| x | <u>1</u> |

[jahat]: javascript:alert(1)
"""
ODD_NAMES = [
    "<b>tebal.txt",
    'kutip "ganda".txt',
    "kutip 'tunggal' & dan.txt",
    "#?%41.txt",
    "spasi ganda  é.txt",
]


class Page(HTMLParser):
    """Elemen dan teks sebuah halaman, seperti yang dilihat peramban."""

    def __init__(self, body: bytes):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(body.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        """Mencatat sebuah elemen."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Mencatat teks."""
        self.text += data

    def links(self) -> list[str]:
        """Semua tujuan tautan."""
        return [attrs["href"] for tag, attrs in self.tags if tag == "a"]

    def has(self, tag: str) -> bool:
        """Apakah ada elemen itu."""
        return any(found == tag for found, _ in self.tags)


def write(repository, files, *, message="Isi", when=1_790_000_000):
    blobs = {path: repository.objects.write("blob", text.encode()) for path, text in files.items()}
    return repository.commit(blobs, message=message, author=RANI, when=when)


@pytest.fixture(scope="module")
def shelf(hub):
    """Hub sesi ditambah repositori yang jahat; disingkirkan lagi sesudah modul ini."""
    with hub.store.creating(*BAD, created=0) as repository:
        write(repository, {"README.md": HOSTILE}, message="Judul <script>alert(1)</script>\n\nisi")
    with hub.store.creating(*NAMES, created=0) as repository:
        blob = repository.objects.write("blob", b"isi <b>\n")
        folder = repository.objects.write(
            "tree", tree_body([TreeEntry(name, blob, False) for name in ODD_NAMES])
        )
        root = repository.objects.write("tree", tree_body([TreeEntry('<i> "x', folder, True)]))
        body = f"tree {root}\nauthor R <r@x> 5 +0000\ncommitter R <r@x> 5 +0000\n\nNama ganjil"
        oid = repository.objects.write("commit", body.encode())
        repository.refs.set(BRANCH, "main", oid)
    with hub.store.creating("models", "jahat/rahasia", created=0, private=True) as repository:
        write(repository, {"README.md": "# Rahasia"})
    with hub.store.creating("models", "jahat/kosong", created=0):
        pass
    yield hub
    for kind, repo_id in (BAD, NAMES, ("models", "jahat/rahasia"), ("models", "jahat/kosong")):
        hub.store.delete(hub.store.get(kind, repo_id))


@pytest.fixture(scope="module")
def read(shelf):
    """Membuka sebuah halaman dan memastikan kepala keamanannya."""

    def open_page(path, status=200):
        found, headers, body = shelf.request(path, headers=BROWSER)
        assert found == status, body
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'; style-src 'self'; img-src 'none'; form-action 'self'" in policy
        assert "base-uri 'none'; frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
        page = Page(body)
        assert ("html", {"lang": "id"}) in page.tags and page.has("main")
        names = {tag for tag, _ in page.tags}
        assert not names & {"script", "img", "iframe", "object", "embed", "style", "base", "svg"}
        for _, attrs in page.tags:
            assert not any(name.startswith("on") or name in ("style", "src") for name in attrs)
        for link in page.links():
            assert re.match(r"(?:https?:|mailto:)|/(?!/)|#", link), link
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        return page

    return open_page


# --- Setiap halaman ------------------------------------------------------------------


def test_front_page_lists_every_kind(read):
    page = read("/")
    assert "/hubungkan" in page.links() and "/?jenis=datasets" in page.links()
    assert "/datasets/uji/ulasan" in page.links() and "/spaces/evaluate-metric/f1" in page.links()
    assert any(tag == "form" and attrs["method"] == "get" for tag, attrs in page.tags)


def test_search_finds_and_pages(read):
    page = read("/?jenis=models&cari=KECIL+lain")
    found = [link for link in page.links() if link.startswith("/lain/")]
    assert found == ["/lain/kecil-0", "/lain/kecil-1", "/lain/kecil-2"]
    (following,) = {link for link in page.links() if "mulai=3" in link}
    last = read(following)
    assert "/lain/kecil-3" in last.links() and "/lain/kecil-2" not in last.links()
    assert any("cari=KECIL" in link and "mulai" not in link for link in last.links())
    assert "Lisensi: mit" in page.text and "diubah 1 Januari 2026" in page.text
    assert "namanya memuat “tidak-ada-<b>”" in read("/?cari=tidak-ada-%3Cb%3E").text
    assert read("/?jenis=salah").has("form") and read("/?jenis=models&mulai=999").has("form")
    assert "bilangan bulat" in read("/?jenis=models&mulai=-1", 400).text


def test_model_page(read):
    page = read(MODEL)
    assert 'AutoModelForSequenceClassification.from_pretrained("uji/bert-mini")' in page.text
    assert 'AutoTokenizer.from_pretrained("uji/bert-mini")' in page.text
    assert "cc-by-sa-4.0" in page.text and "text-classification" in page.text and "BERT uji" in page.text
    assert "license:" not in page.text and "semua orang di kelas" in page.text
    for link in ("/tree/main", "/commits/main", "/tree/fitur%2Fejaan", "/tree/v1.0"):
        assert MODEL + link in page.links()


def test_dataset_and_space_pages(read):
    assert 'load_dataset("uji/ulasan")' in read("/datasets/uji/ulasan").text
    space = read("/spaces/evaluate-metric/f1/")
    assert 'snapshot_download("evaluate-metric/f1", repo_type="space")' in space.text
    assert "belum punya kartu" in read("/spaces/uji/riwayat").text
    assert "masih kosong" in read("/jahat/kosong").text


def test_folders_and_files(read):
    page = read(MODEL + "/tree/main")
    assert MODEL + "/tree/main/catatan" in page.links() and MODEL + "/tree/main?mulai=3" in page.links()
    assert "perubahan terakhir" not in page.text
    second = read(MODEL + "/tree/main?mulai=3")
    assert MODEL + "/blob/main/model.safetensors" in second.links() and MODEL + "/tree/main" in second.links()
    folder = read(MODEL + "/tree/main/catatan")
    assert "12,6 MB" in folder.text and "Isi awal" in folder.text and "perubahan terakhir" in folder.text
    deep = read(MODEL + "/tree/main/catatan/dalam/")
    assert MODEL + "/blob/main/catatan/dalam/sejarah%20%C3%A9.txt" in deep.links()


def test_text_file_has_line_numbers(read):
    page = read(MODEL + "/blob/main/README.md")
    assert ("span", {"class": "line", "id": "L1"}) in page.tags and "pipeline_tag: text" in page.text
    assert MODEL + "/resolve/main/README.md" in page.links()


def test_large_and_binary_files_are_only_described(read, hub):
    page = read(MODEL + "/blob/main/catatan/besar.bin")
    digest = hub.store.get("models", "uji/bert-mini")
    file = digest.entry(digest.resolve("main"), "catatan/besar.bin")
    assert file.etag in page.text and "12.582.912 byte" in page.text and not page.has("pre")
    assert MODEL + "/resolve/main/catatan/besar.bin" in page.links()


def test_branch_with_slash(read):
    page = read(MODEL + "/tree/fitur%2Fejaan/catatan")
    assert "fitur/ejaan" in page.text and "Tambah catatan" in page.text
    assert MODEL + "/blob/fitur%2Fejaan/catatan/baru.txt" in page.links()
    assert "Halo dari cabang" in read(MODEL + "/blob/fitur%2Fejaan/catatan/baru.txt").text
    assert "Tambah catatan" in read(MODEL + "/commits/fitur%2Fejaan").text
    assert "Tambah catatan" not in read(MODEL + "/commits/main").text


def test_history_pages(read):
    path, seen = "/spaces/uji/riwayat/commits/main", []
    while path:
        page = read(path)
        seen += re.findall(r"Ke-\d", page.text)
        path = next((link for link in page.links() if "dari=" in link), "")
    assert seen == [f"Ke-{number}" for number in range(7, -1, -1)]
    assert wording.moment(0) in page.text


def test_file_and_folder_pages_point_to_each_other(shelf):
    for path, target in (
        ("/tree/main/README.md", "/blob/main/README.md"),
        ("/blob/main/catatan", "/tree/main/catatan"),
    ):
        status, headers, _ = shelf.request(MODEL + path)
        assert (status, headers["Location"]) == (302, MODEL + target)


def test_connect_page_names_the_host_of_the_request(shelf, read):
    assert "HF_HUB_DISABLE_XET" in read("/hubungkan").text
    _, _, body = shelf.request("/hubungkan", headers={"Host": "localhost:4321"})
    page = unescape(body.decode())
    for line in (
        "export COURSE_HUB=http://localhost:4321\n",
        "set COURSE_HUB=http://localhost:4321\n",
        "export HF_ENDPOINT=http://localhost:4321\n",
        "hf auth login --token",
        'os.environ["HF_ENDPOINT"] = "http://localhost:4321"',
        "login(token=",
        "git clone http://localhost:4321/pemilik/nama",
    ):
        assert line in page
    status, _, body = shelf.request("/hubungkan", headers={"Host": "jahat.example", **BROWSER})
    assert status in (400, 403) and b"jahat.example" not in body


def test_head_works_everywhere(shelf):
    for path in ("/", "/hubungkan", "/gaya.css", MODEL, MODEL + "/tree/main", MODEL + "/commits/main"):
        status, headers, body = shelf.request(path, method="HEAD")
        assert (status, body) == (200, b"") and int(headers["Content-Length"]) > 0


def test_style_is_cached_by_its_content(shelf):
    status, headers, _ = shelf.request("/gaya.css")
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert shelf.request("/gaya.css", headers={"If-None-Match": headers["ETag"]})[0] == 304


# --- Tidak ditemukan -------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, code",
    [
        ("/tidak", "RepoNotFound"),
        ("/tidak/ada", "RepoNotFound"),
        ("/datasets/uji/bert-mini", "RepoNotFound"),
        ("/jahat/rahasia", "RepoNotFound"),
        ("/jahat/rahasia/blob/main/README.md", "RepoNotFound"),
        ("/datasets/uji", "RepoNotFound"),
        (MODEL + "/tree/tidak-ada", "RevisionNotFound"),
        (MODEL + "/commits/main?dari=main2", "RevisionNotFound"),
        (MODEL + "/blob/main/tidak-ada.txt", "EntryNotFound"),
        (MODEL + "/blob/main/..%2Fhub.json", "EntryNotFound"),
        (MODEL + "/tree/main/%3Cscript%3E", "EntryNotFound"),
        ("/<script>alert(1)</script>", "RepoNotFound"),
    ],
)
def test_missing_is_a_page_for_browsers_and_json_for_clients(shelf, read, path, code):
    page = read(path, 404)
    assert "Halaman ini tidak ada" in page.text and page.has("form") and "/" in page.links()
    assert "Rahasia" not in page.text
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        status, answer, body = shelf.request(path, headers=headers)
        assert (status, answer["X-Error-Code"]) == (404, code)
        assert answer["Content-Type"].startswith("application/json") and json.loads(body)["error"]
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_api_and_downloads_never_answer_with_a_page(shelf):
    for path in ("/api/tidak", "/api/models/tidak/ada", MODEL + "/resolve/main/tidak", "/a/b/resolve/main"):
        status, headers, body = shelf.request(path, headers=BROWSER)
        assert status == 404 and json.loads(body)["error"] and headers["X-Error-Code"]
    headers = shelf.request(MODEL + "/resolve/main/README.md", headers=BROWSER)[1]
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_pages_are_not_for_writing(shelf):
    for path in ("/", MODEL, "/hubungkan"):
        assert shelf.request(path, method="POST", body="x")[0] in (403, 405)


# --- Isi yang jahat ----------------------------------------------------------------------


def test_hostile_card_stays_text(read):
    page = read("/jahat/kartu")
    for shown in (
        "<script>alert(1)</script>",
        "mit<script>alert(1)</script>",
        "<b>id</b>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[c](data:text/html,x)",
        "<u>1</u>",
        "kode <b>",
    ):
        assert shown in page.text
    assert "hapus komentar" not in page.text
    outside = {link for link in page.links() if ":" in link}
    assert outside == {"https://jahat.example/lacak.png", "https://contoh.id/a?b=1&c=2", "mailto:a@contoh.id"}
    assert "Gambar: gambar" in page.text and "Gambar: lencana" in page.text
    for link in ("data/a%20b.csv", "etc/passwd", "grafik/satu.png"):
        assert f"/jahat/kartu/blob/main/{link}" in page.links()
    assert "#kartu-hasil-akhir" in page.links()
    assert ("h3", {"id": "kartu-hasil-akhir"}) in page.tags and ("th", {"class": "right"}) in page.tags
    card_links = [attrs for tag, attrs in page.tags if tag == "a" and "rel" in attrs]
    assert card_links and {attrs["rel"] for attrs in card_links} == {"nofollow noopener noreferrer"}


def test_hostile_titles_stay_text(read):
    assert "Judul <script>alert(1)</script>" in read("/jahat/kartu/commits/main").text
    assert "Rani <b>" in read("/jahat/kartu/commits/main").text
    assert "Judul <script>alert(1)</script>" in read("/jahat/kartu/tree/main").text
    assert "<img src=x onerror=alert(1)>" in read("/?jenis=models&cari=jahat").text


def test_odd_file_names_can_be_opened(shelf, read):
    root = "/datasets/jahat/nama-berkas"
    folder = root + "/tree/main/" + quote('<i> "x')
    assert folder in read(root + "/tree/main").links()
    pages = [read(folder), read(folder + "?mulai=3")]
    links = [link for page in pages for link in page.links() if "/blob/main/" in link]
    assert len(links) == len(ODD_NAMES)
    for link in links:
        page = read(link)
        assert "isi <b>" in page.text and any(name in page.text for name in ODD_NAMES)
        (download,) = [link for link in page.links() if "/resolve/" in link]
        status, _, body = shelf.request(download)
        assert (status, body) == (200, b"isi <b>\n")


def test_private_repositories_are_not_listed(read):
    assert "rahasia" not in read("/?jenis=models&cari=jahat").text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        " javascript:x",
        "JAVASCRIPT:x",
        "data:x",
        "vbscript:x",
        "file:///x",
        "//x",
        "\\\\x",
        "/\\x",
    ],
)
def test_refused_links(url):
    assert not addresses.is_allowed(url)


@pytest.mark.parametrize(
    "url", ["http://x", "https://x:8/y", "mailto:a@b", "a/b.md", "./a?x=1:2", "#a:b", "/datasets/a/b"]
)
def test_accepted_links(url):
    assert addresses.is_allowed(url)


# --- Pekerjaan yang terbatas -----------------------------------------------------------

PATHOLOGICAL = {
    "brackets": "[" * 10**6,
    "images": "![" * 10**5,
    "quotes": "> " * 10**5,
    "stars": "*a " * 10**5,
    "lists": "".join("  " * depth + "- a\n" for depth in range(500)),
    "lines": "a\n" * 10**5,
    "table": "|a" * 5000 + "\n" + "|-" * 5000 + "\n" + "|\n" * 10**4,
    "references": "".join(f"[a{number}]: b\n" for number in range(10**4)),
    "length": "kata " * 10**6,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_markdown_is_cut(name):
    text = PATHOLOGICAL[name]
    bounded = markdown.bounded(text)
    assert len(bounded) <= markdown.MAX_LENGTH and len(markdown._MARK.findall(bounded)) <= markdown.MAX_MARKS
    found = markdown.render(text, lambda url: url)
    assert found.complete == (bounded == text)
    depth = longest = 0
    for closing in re.findall(r"<(/?)(?:ul|blockquote|li)>", found.html):
        depth += -1 if closing else 1
        longest = max(longest, depth)
    assert longest <= 2 * markdown.MAX_NESTING


def test_costly_rules_are_turned_off():
    table = "|a" * 300 + "\n" + "|-" * 300 + "\n" + "|\n" * 100
    assert "<table>" not in markdown.render(table, str).html
    assert "<table>" in markdown.render("|a|b|\n|-|-|\n|1|2|\n", str).html
    many = "".join(f"[a{number}]: b\n" for number in range(markdown.MAX_REFERENCES + 1))
    assert "<a" not in markdown.render(many + "\n[a1]", str).html
    assert '<a href="b"' in markdown.render("[a1]\n\n[a1]: b", str).html


def test_long_card_is_cut_and_says_so(hub, read):
    with hub.store.creating("models", "jahat/panjang", created=0) as repository:
        write(repository, {"README.md": "# Panjang\n\n" + "kata " * 300_000 + "\n\nAKHIR"})
    try:
        page = read("/jahat/panjang")
        assert "hanya bagian awalnya" in page.text and "AKHIR" not in page.text
        assert "/jahat/panjang/resolve/main/README.md" in page.links()
        assert "bukan teks atau lebih dari 256 KB" in read("/jahat/panjang/blob/main/README.md").text
    finally:
        hub.store.delete(hub.store.get("models", "jahat/panjang"))


def test_files_with_many_lines_are_cut(hub):
    repository = hub.store.get("models", "uji/bert-mini")
    for data, expected in (
        (b"a\n" * (contents.MAX_LINES + 5), (contents.MAX_LINES, False)),
        (b"a\r\nb", (2, True)),
        (b"", (1, True)),
    ):
        file = _file(repository, data)
        text = contents.read_text(repository, file)
        assert (len(text.lines), text.complete) == expected
    for data in (b"\xff\xfe", b"a\0b", b"x" * (contents.MAX_SHOWN + 1)):
        assert contents.read_text(repository, _file(repository, data)) is None


def _file(repository, data):
    return contents.File("x", repository.objects.write("blob", data), len(data))


def test_last_changes_stop_looking(hub, monkeypatch):
    with hub.store.creating("models", "jahat/riwayat", created=0) as repository:
        for number in range(6):
            write(
                repository,
                {"lama.txt": "x", "data/baru.txt": str(number)},
                message=f"Ke-{number}",
                when=number,
            )
    try:
        repository = hub.store.get("models", "jahat/riwayat")
        head = repository.resolve("main")
        titles = {path: made.title for path, (_, made) in changes.last_changes(repository, head, "").items()}
        assert titles == {"lama.txt": "Ke-0", "data": "Ke-5"}
        monkeypatch.setattr(changes, "MAX_COMMITS", 3)
        changes.last_changes.cache_clear()
        assert list(changes.last_changes(repository, head, "")) == ["data"]
    finally:
        changes.last_changes.cache_clear()
        hub.store.delete(hub.store.get("models", "jahat/riwayat"))


def test_many_refs_are_cut(hub, read, monkeypatch):
    monkeypatch.setattr(overview, "MOST_REFS", 1)
    assert "Masih ada 1 lagi" in read(MODEL).text


# --- Bagian kecil -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "count, text",
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1,0 KB"),
        (999_960, "1,0 MB"),
        (10_800_000, "10,8 MB"),
        (10**15, "1000,0 TB"),
    ],
)
def test_sizes_are_indonesian(count, text):
    assert wording.size(count) == text


def test_wording():
    assert wording.number(12_345) == "12.345"
    zones = {0: "UTC", 420: "WIB", 480: "WITA", 540: "WIT", 330: "UTC+5.30", -180: "UTC−3.00"}
    assert {minutes: wording.zone(minutes) for minutes in zones} == zones
    assert re.fullmatch(r"(31 Desember 2025|1 Januari 2026), \d\d\.\d\d \S+", wording.moment(1_767_225_600))
    assert wording.several(["id", "jv", "su"], 2) == "id, jv, dan 1 lagi"
    assert wording.title("a\n b" + "x" * 10**6).startswith("a bxx") and len(wording.title("x" * 500)) == 120


@pytest.mark.parametrize(
    "text, body",
    [
        ("---\na: 1\n---\n# x", "# x"),
        ("\ufeff---\r\na: 1\r\n--- \r\n# x", "# x"),
        ("---\na: 1\n# x", "---\na: 1\n# x"),
        ("# x\n---\ny", "# x\n---\ny"),
        ("---", "---"),
    ],
)
def test_front_matter_is_removed(text, body):
    assert card.without_front_matter(text) == body


def test_routes_leave_the_api_alone():
    patterns = [re.compile(pattern) for pattern, _ in ROUTES]
    for path in (
        "/api",
        "/api/models",
        "/api/models/a/b/tree/main",
        "/a/b/resolve/main/x",
        "/datasets/a/b/resolve/r/x",
    ):
        assert not any(pattern.fullmatch(path) for pattern in patterns), path
