"""Mengunduh: utuh, sebagian, tersambung kembali, dan lewat cache klien."""

import hashlib
import http.server
import threading
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import get_safetensors_metadata, hf_hub_download, snapshot_download
from huggingface_hub.errors import EntryNotFoundError, LocalEntryNotFoundError, RepositoryNotFoundError
from huggingface_hub.utils import RevisionNotFoundError  # nama yang dipakai banyak kode lama

from class_hub.files import UnsatisfiableRange, parse_range

MODEL = "uji/bert-mini"
BIG = bytes(range(256)) * 49_152  # 12 MiB; klien menyimpan unduhan per 10 MiB
BIG_URL = f"/{MODEL}/resolve/main/catatan/besar.bin"
SMALL_URL = f"/{MODEL}/resolve/main/config.json"


@pytest.fixture
def options(hub, tmp_path) -> dict:
    return {"endpoint": hub.url, "token": False, "cache_dir": tmp_path / "cache"}


def test_download_branch_tag_and_commit(api, options):
    commit = api.model_info(MODEL, revision="fitur/ejaan").sha
    for revision in ("fitur/ejaan", commit):
        path = Path(hf_hub_download(MODEL, "catatan/baru.txt", revision=revision, **options))
        assert path.read_text(encoding="utf-8") == "Halo dari cabang\n"
        assert commit in path.parts
    path = hf_hub_download(MODEL, "catatan/dalam/sejarah é.txt", revision="v1.0", **options)
    assert Path(path).read_text(encoding="utf-8") == "soto\n"


def test_download_lfs_and_reuse(options):
    path = Path(hf_hub_download(MODEL, "catatan/besar.bin", **options))
    assert path.read_bytes() == BIG
    assert Path(hf_hub_download(MODEL, "catatan/besar.bin", **options)) == path
    assert Path(hf_hub_download(MODEL, "catatan/besar.bin", local_files_only=True, **options)) == path


def test_snapshot(options, tmp_path):
    folder = Path(snapshot_download(MODEL, **options))
    assert (folder / "catatan" / "besar.bin").read_bytes() == BIG
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 8
    here = tmp_path / "di-sini"
    snapshot_download(
        "uji/ulasan",
        repo_type="dataset",
        local_dir=here,
        allow_patterns="*.csv",
        endpoint=options["endpoint"],
    )
    assert sorted(path.name for path in (here / "data").iterdir()) == ["test.csv", "train.csv"]


def test_missing_things(options):
    with pytest.raises(EntryNotFoundError):
        hf_hub_download(MODEL, "hilang.txt", **options)
    remembered = list(options["cache_dir"].rglob(".no_exist/*/hilang.txt"))
    assert len(remembered) == 1
    with pytest.raises(RevisionNotFoundError):
        hf_hub_download(MODEL, "config.json", revision="hilang", **options)
    with pytest.raises(RepositoryNotFoundError):
        hf_hub_download("uji/hilang", "config.json", **options)
    with pytest.raises((RepositoryNotFoundError, LocalEntryNotFoundError)):
        snapshot_download("uji/hilang", **options)


def test_safetensors_metadata_uses_ranges(api):
    metadata = api.get_safetensors_metadata(MODEL)
    assert "classifier.weight" in metadata.files_metadata["model.safetensors"].tensors
    assert callable(get_safetensors_metadata)


@pytest.mark.parametrize("url", [BIG_URL, SMALL_URL])
def test_head_equals_get(hub, url):
    status, headers, body = hub.request(url, method="HEAD")
    got_status, got, content = hub.request(url)
    assert (status, body) == (200, b"") and got_status == 200
    for name in ("Content-Length", "ETag", "X-Repo-Commit", "Accept-Ranges"):
        assert headers[name] == got[name]
    assert int(headers["Content-Length"]) == len(content)
    assert "Content-Encoding" not in got and "X-Xet-Hash" not in got


def test_etag_is_content(hub):
    _, headers, content = hub.request(BIG_URL)
    assert headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    _, headers, content = hub.request(SMALL_URL)
    git_id = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    assert headers["ETag"] == f'"{git_id}"'


def test_if_none_match(hub):
    etag = hub.request(BIG_URL)[1]["ETag"]
    status, headers, body = hub.request(BIG_URL, headers={"If-None-Match": etag})
    assert (status, body) == (304, b"")
    assert headers["ETag"] == etag
    assert hub.request(BIG_URL, headers={"If-None-Match": '"lain"'})[0] == 200


@pytest.mark.parametrize("url", [BIG_URL, SMALL_URL])
@pytest.mark.parametrize("asked", ["0-0", "10-99", "500-", "-7", "700-99999999"])
def test_ranges(hub, url, asked):
    whole = hub.request(url)[2]
    status, headers, body = hub.request(url, headers={"Range": f"bytes={asked}"})
    first, last = (int(number) for number in headers["Content-Range"].split(" ")[1].split("/")[0].split("-"))
    assert status == 206
    assert body == whole[first : last + 1] and len(body) == int(headers["Content-Length"])
    assert headers["Content-Range"].endswith(f"/{len(whole)}")


def test_range_outside_and_odd_ranges(hub):
    status, headers, _ = hub.request(BIG_URL, headers={"Range": f"bytes={len(BIG)}-"})
    assert status == 416 and headers["Content-Range"] == f"bytes */{len(BIG)}"
    for odd in ("bytes=5-2", "bytes=-", "baris=1-2", "bytes=0-1,5-6", "bytes=٣-٤"):
        status, _, body = hub.request(BIG_URL, headers={"Range": odd.encode("utf-8").decode("latin-1")})
        assert (status, len(body)) == (200, len(BIG))
    stale = {"Range": "bytes=0-9", "If-Range": '"lama"'}
    assert hub.request(BIG_URL, headers=stale)[0] == 200
    fresh = {"Range": "bytes=0-9", "If-Range": hub.request(BIG_URL, method="HEAD")[1]["ETag"]}
    assert hub.request(BIG_URL, headers=fresh)[0] == 206


def test_parse_range_of_empty_file():
    assert parse_range("bytes=0-", 1) == (0, 1)
    with pytest.raises(UnsatisfiableRange):
        parse_range("bytes=0-", 0)
    with pytest.raises(UnsatisfiableRange):
        parse_range("bytes=-0", 10)


class _Breaking(http.server.BaseHTTPRequestHandler):
    """Perantara yang memutus unduhan pertama di tengah jalan."""

    protocol_version = "HTTP/1.1"
    hub: Any
    ranges: list[str | None]

    def do_HEAD(self):
        self._relay(cut=False)

    def do_GET(self):
        self.ranges.append(self.headers["Range"])
        self._relay(cut=len(self.ranges) == 1)

    def _relay(self, cut: bool):
        wanted = {"Range": self.headers["Range"]} if self.headers["Range"] else {}
        status, headers, body = self.hub.request(self.path, method=self.command, headers=wanted)
        self.send_response(status)
        for name in ("Content-Length", "Content-Range", "ETag", "X-Repo-Commit"):
            if headers[name]:
                self.send_header(name, headers[name])
        self.end_headers()
        self.wfile.write(body[: 11 * 2**20] if cut else body)
        if cut:
            self.close_connection = True

    def log_message(self, *_):
        pass


def test_broken_download_is_resumed(hub, options):
    """Klien melanjutkan dengan ``Range`` setelah sambungan putus, dan isinya utuh."""
    handler = type("Handler", (_Breaking,), {"hub": hub, "ranges": []})
    proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        options["endpoint"] = f"http://127.0.0.1:{proxy.server_port}"
        path = Path(hf_hub_download(MODEL, "catatan/besar.bin", **options))
    finally:
        proxy.shutdown()
        proxy.server_close()
    assert path.read_bytes() == BIG
    assert handler.ranges == [None, f"bytes={10 * 2**20}-"]
