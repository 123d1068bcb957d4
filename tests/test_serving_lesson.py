"""Bab 11: server yang dinyalakan pelajaran tidak pernah tertinggal, dan kegagalannya dijelaskan."""

import configparser
import json
import re
import subprocess
import sys
import textwrap
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psutil
import pytest

from course_lib.explain import explain
from tools import notebooks
from tools.environment import ROOT

LESSON = notebooks.read(ROOT / "notebooks" / "bab11_penyajian.ipynb")
# Server ringan: menjawab /health, lalu mengirim satu potongan dan macet.
SLOW = """
from http.server import BaseHTTPRequestHandler, HTTPServer
import time
class Lambat(BaseHTTPRequestHandler):
    def log_message(self, *_): ...
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "9000")
        self.end_headers()
        piece = b'data: {"choices": [{"index": 0, "delta": {"content": "Menanam"}}]}'
        self.wfile.write(piece + bytes([10, 10])); self.wfile.flush()
        time.sleep(60)
HTTPServer(("127.0.0.1", int(sys.argv[-1])), Lambat).serve_forever()
"""


def cell(text):
    """Isi sel kode pelajaran yang memuat `text`."""
    found = [one.source for one in LESSON.cells if one.cell_type == "code" and text in one.source]
    assert len(found) == 1, text
    return found[0]


def started(folder, ending):
    """Jalankan sel-sel pelajaran di proses baru, nyalakan server lambat, lalu `ending`."""
    program = "\n".join(
        ["from pathlib import Path", f"folder = Path({str(folder)!r})", cell("PENJAGA = "), cell("def nyalakan"),
         f"proses, port = nyalakan(PENJAGA + {SLOW!r})", "print(proses.pid, port, flush=True)", textwrap.dedent(ending)]
    )  # fmt: skip
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    pid, port = map(int, child.stdout.readline().split())
    return child, psutil.Process(pid), port


def gone(server, seconds=15):
    """Apakah proses itu berakhir dalam `seconds`? Yang tinggal menunggu induknya dihitung berakhir."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if not server.is_running() or server.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "ending", ["raise RuntimeError('sel gagal')", "import os; os._exit(3)", "pass"], ids=["galat", "mati", "biasa"]
)
def test_no_server_survives_its_kernel(tmp_path, ending):
    child, server, _ = started(tmp_path, ending)
    child.wait(timeout=60)
    assert gone(server)


def test_no_server_survives_a_killed_kernel(tmp_path):
    child, server, _ = started(tmp_path, "import time; time.sleep(600)")
    assert server.is_running()
    child.kill()
    child.wait(timeout=60)
    assert gone(server)


def test_endpoint_killed_during_a_request(tmp_path):
    from huggingface_hub import InferenceClient

    child, server, port = started(tmp_path, "import time; time.sleep(600)")
    try:
        client = InferenceClient(base_url=f"http://127.0.0.1:{port}/v1", api_key="x", timeout=30)
        stream = client.chat_completion([{"role": "user", "content": "rindu"}], stream=True)
        assert next(iter(stream)).choices[0].delta.content == "Menanam"
        server.kill()
        with pytest.raises(Exception) as caught:
            list(stream)
        assert "sebelum jawabannya lengkap" in explain(caught.value)
        assert gone(server)
        with pytest.raises(Exception) as caught:
            client.chat_completion([{"role": "user", "content": "rindu"}])
        assert "Tidak ada server yang mendengarkan" in explain(caught.value)
    finally:
        child.kill()
        child.wait(timeout=60)


def test_failed_start_shows_the_log(tmp_path):
    program = "\n".join(
        ["from pathlib import Path", f"folder = Path({str(tmp_path)!r})", cell("PENJAGA = "), cell("def nyalakan"),
         "nyalakan(\"raise SystemExit('bobotnya tidak ada')\")"]
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode and "bobotnya tidak ada" in done.stderr


@pytest.fixture
def refusing():
    """Server yang selalu menjawab status `answer[0]`; (alamat, answer)."""
    answer = [200]

    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"error": "tidak"}).encode()
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", answer
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "status,words",
    [(400, "menolak isi"), (401, "menolak kunci"), (404, "tugas yang diminta"), (410, "ditutup"),
     (429, "Retry-After"), (500, "jeda yang tumbuh"), (503, "jeda yang tumbuh")],
)  # fmt: skip
def test_refusals_are_explained_for_both_clients(refusing, status, words):
    from huggingface_hub import InferenceClient
    from openai import OpenAI

    address, answer = refusing
    answer[0] = status
    message = [{"role": "user", "content": "halo"}]
    calls = (
        lambda: InferenceClient(base_url=address, api_key="x").chat_completion(message),
        lambda: OpenAI(base_url=address, api_key="x", max_retries=0).chat.completions.create(model="m", messages=message),
    )
    for ask in calls:
        with pytest.raises(Exception) as caught:
            ask()
        assert words in explain(caught.value), repr(caught.value)


def test_offline_mode_names_the_local_server(monkeypatch):
    from huggingface_hub import InferenceClient, constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(Exception) as caught:
        InferenceClient(base_url="http://127.0.0.1:9/v1", api_key="x").chat_completion([{"role": "user", "content": "a"}])
    assert "server di komputer ini" in explain(caught.value)


def test_bucket_in_the_fold_prints_what_the_text_says(capsys):
    found = [one.source for one in LESSON.cells if "def ember" in one.source]
    assert len(found) == 1
    program, _, text = found[0].partition("```python\n")[2].partition("```")
    exec(program, {})
    printed = ", ".join(line.split()[-1] for line in capsys.readouterr().out.splitlines())
    assert f"Yang tercetak: {printed}." in text


@pytest.mark.parametrize("name", ["RemoteProtocolError", "ReadError"])
def test_broken_stream_is_one_event_under_every_name(name):
    """Putus di tengah jawaban bernama lain di Windows; keluaran pelajaran tetap dianggap sama."""
    rules = configparser.RawConfigParser()
    rules.read(ROOT / "tests" / "sanitize.cfg", encoding="utf-8")
    rule = rules["sambungan terputus di tengah jawaban"]
    shown = {
        "RemoteProtocolError": "RemoteProtocolError: peer closed connection without sending complete message body",
        "ReadError": "ReadError: [WinError 10054] An existing connection was forcibly closed by the remote host",
    }
    assert re.sub(rule["regex"], rule["replace"], shown[name] + "\nServer") == "DISCONNECTED\nServer"


def test_hub_errors_keep_their_own_explanation():
    assert "Hub tidak menjawab" in explain(ConnectionRefusedError("menolak"))
