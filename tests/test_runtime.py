"""Profil, endpoint, katalog, dan setup()."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import textwrap
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from course_lib import catalog, endpoint, paths, profile
from course_lib.errors import CourseError

REAL = "w11wo/indonesian-roberta-base-sentiment-classifier"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, tmp_path):
    for name in ("COURSE_PROFILE", "COURSE_HUB", "HF_ENDPOINT", "HF_HUB_OFFLINE", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "rumah kursus"))
    catalog.forget_announcements()


class _Answer(BaseHTTPRequestHandler):
    """Hub palsu: menjawab 200 dan mencatat kepala permintaan."""

    seen: list = []

    def do_GET(self):
        self.seen.append((self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    do_HEAD = do_GET

    def log_message(self, *_):
        """Diam."""


@pytest.fixture
def fake_hub():
    _Answer.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_profile_defaults_to_mini(monkeypatch):
    assert profile.active_profile() == "mini"
    monkeypatch.setenv("COURSE_PROFILE", " FULL ")
    assert profile.active_profile() == "full"


def test_unknown_profile_names_the_choices(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "besar")
    with pytest.raises(CourseError, match="'besar' tidak dikenal.*'mini' atau 'full'"):
        profile.active_profile()


def test_hub_id_says_once_that_a_twin_is_used(capsys):
    assert catalog.hub_id(REAL) == "mini/bert-sentimen-nusantara"
    assert catalog.hub_id(REAL) == "mini/bert-sentimen-nusantara"
    assert capsys.readouterr().out.count("menggantikan") == 1


def test_hub_id_and_revision_in_full(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROFILE", "full")
    assert catalog.hub_id(REAL) == REAL
    assert catalog.hub_revision("indonlp/NusaX-senti") == "refs/convert/parquet"
    assert capsys.readouterr().out == ""


def test_revision_of_a_twin_is_its_own():
    assert catalog.hub_revision("indonlp/NusaX-senti") == "main"


def test_unknown_id_is_an_error_with_similar_ones():
    with pytest.raises(CourseError, match=f"tidak ada di katalog.*maksud Anda {REAL}"):
        catalog.hub_id(REAL.replace("sentiment", "sentimen"))
    with pytest.raises(CourseError) as caught:
        catalog.hub_id("qqq")
    assert "maksud Anda" not in str(caught.value) and "catalog.toml" in str(caught.value)


def test_id_without_twin_is_an_error_in_mini():
    with pytest.raises(CourseError, match="belum punya pengganti mini"):
        catalog.hub_id("indonlp/indonlu")


def test_every_twin_is_in_the_catalog_and_in_the_seed():
    from class_hub.process import default_seed

    for entry in catalog.catalog().values():
        assert entry.kind in ("model", "dataset", "space")
        assert entry.licence and entry.size_mb > 0
        if entry.mini:
            assert catalog.lookup(entry.mini).kind == entry.kind
        if entry.id.startswith("mini/"):
            folder = default_seed() / f"{entry.kind}s" / entry.id
            assert (folder / "README.md").is_file()
            if entry.kind == "model":
                weights = (folder / "model.safetensors").read_bytes()
                assert hashlib.sha256(weights).hexdigest() == entry.sha256
                assert len(weights) / 1e6 == pytest.approx(entry.size_mb, abs=0.06)


def test_course_hub_must_be_an_address(monkeypatch):
    monkeypatch.setenv("COURSE_HUB", "192.168.1.5:8990")
    with pytest.raises(CourseError, match="bukan alamat hub"):
        endpoint.choose_endpoint("mini")


def test_course_hub_is_not_for_the_real_hub(monkeypatch):
    monkeypatch.setenv("COURSE_HUB", "https://huggingface.co")
    with pytest.raises(CourseError, match="COURSE_PROFILE=full"):
        endpoint.choose_endpoint("mini")


def test_unwritable_course_folder_says_what_to_set(monkeypatch, tmp_path):
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "berkas"))
    with pytest.raises(CourseError, match="tidak dapat ditulis.*COURSE_HOME"):
        endpoint.choose_endpoint("mini")


def test_silent_class_hub_is_named(monkeypatch):
    address = f"http://127.0.0.1:{_closed_port()}"
    monkeypatch.setenv("COURSE_HUB", address)
    with pytest.raises(CourseError, match=f"{address} tidak menjawab.*COURSE_HUB"):
        endpoint.choose_endpoint("mini")


def test_silent_real_hub_says_how_to_go_on(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{_closed_port()}")
    with pytest.raises(CourseError, match="tidak menjawab.*profil mini.*HF_HUB_OFFLINE=1"):
        endpoint.choose_endpoint("full")


def test_offline_full_profile_does_not_knock(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{_closed_port()}")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert not endpoint.choose_endpoint("full").is_class_hub


def test_full_profile_keeps_the_users_token_and_home(monkeypatch, fake_hub):
    monkeypatch.setenv("HF_ENDPOINT", fake_hub)
    monkeypatch.setenv("HF_TOKEN", "hf_rahasia")
    values = endpoint.environment(endpoint.choose_endpoint("full"))
    assert "HF_TOKEN" not in values and "HF_ENDPOINT" not in values
    assert values["HF_HOME"].startswith(str(paths.home()))
    assert values["HF_TOKEN_PATH"].endswith(os.path.join(".cache", "huggingface", "token"))
    monkeypatch.setenv("HF_HOME", "/milik/pengguna")
    assert "HF_HOME" not in endpoint.environment(endpoint.choose_endpoint("full"))


def test_class_hub_environment_forgets_everything_private(monkeypatch, fake_hub):
    monkeypatch.setenv("COURSE_HUB", fake_hub)
    monkeypatch.setenv("NO_PROXY", "kampus.example")
    values = endpoint.environment(endpoint.choose_endpoint("mini"))
    assert values["HF_TOKEN"] is None and values["HF_HUB_OFFLINE"] is None
    assert values["HF_ENDPOINT"] == fake_hub
    assert values["HF_HOME"].startswith(str(paths.home()))
    assert values["NO_PROXY"].split(",") == ["kampus.example", "127.0.0.1", "localhost"]


def _run(code: str, **environment: str) -> subprocess.CompletedProcess:
    """Menjalankan kode di proses baru, karena setup() bergantung pada urutan impor."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_setup_after_a_hugging_face_import_says_restart(fake_hub):
    done = _run(
        """
        import huggingface_hub.constants
        import course_lib
        course_lib.setup()
        """,
        COURSE_HUB=fake_hub,
    )
    assert done.returncode != 0
    assert "setup() terlambat: huggingface_hub" in done.stderr
    assert "Restart Kernel" in done.stderr


def test_setup_twice_is_fine_and_real_tokens_never_leave(fake_hub, tmp_path):
    """Token di lingkungan, di berkas, dan di rahasia Colab tidak sampai ke hub kelas."""
    token_home = tmp_path / "hf pribadi"
    token_home.mkdir()
    (token_home / "token").write_text("hf_dari_berkas", encoding="utf-8")
    done = _run(
        """
        import sys, types
        colab = types.ModuleType("google.colab")
        colab.userdata = types.SimpleNamespace(get=lambda name: "hf_dari_colab")
        errors = types.ModuleType("google.colab.errors")
        errors.Error = Exception
        sys.modules["google.colab"], sys.modules["google.colab.errors"] = colab, errors
        import course_lib
        course_lib.setup()
        session = course_lib.setup()
        from huggingface_hub import get_token, list_models
        from huggingface_hub.utils import _auth
        _auth.is_google_colab = lambda: True
        print(get_token(), session.profile, session.seed)
        list(list_models(author="mini"))
        """,
        COURSE_HUB=fake_hub,
        HF_TOKEN="hf_dari_lingkungan",
        HF_HOME=str(token_home),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["None", "mini", "42"]
    assert len(_Answer.seen) >= 3
    for path, headers in _Answer.seen:
        assert "Authorization" not in headers, path
        assert "hf_dari" not in json.dumps(headers)


def test_seed_makes_random_numbers_repeatable(fake_hub):
    code = """
        import course_lib
        course_lib.setup()
        import random, numpy, torch
        print(random.random(), numpy.random.rand(), torch.rand(1).item())
        """
    first, second = (_run(code, COURSE_HUB=fake_hub) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_session_shows_profile_device_hub_and_versions(fake_hub):
    done = _run("import course_lib; print(course_lib.setup())", COURSE_HUB=fake_hub)
    lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert set(lines) == {"Profil", "Perangkat", "Hub", "Python", "torch", "transformers",
                          "datasets"}  # fmt: skip
    assert lines["Profil"].startswith("mini")


def test_several_processes_under_spawn(fake_hub):
    """Windows dan macOS memulai proses anak dari nol; lingkungan hub harus ikut."""
    done = _run(
        """
        import course_lib
        course_lib.setup()
        import multiprocess
        multiprocess.set_start_method("spawn", force=True)
        from datasets import Dataset

        def row(example):
            import os
            return {"hub": os.environ["HF_ENDPOINT"], "double": 2 * example["x"]}

        table = Dataset.from_dict({"x": [1, 2, 3, 4]}).map(row, num_proc=2)
        print(list(table["double"]), set(table["hub"]))
        """,
        COURSE_HUB=fake_hub,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"[2, 4, 6, 8] {{'{fake_hub}'}}"
