"""Memancing galat sungguhan dari pustaka Hugging Face terhadap hub tiruan yang selalu menolak.

Dijalankan sebagai proses tersendiri oleh test_explain, sebab alamat hub dibaca saat impor.
Mencetak JSON: nama kejadian -> [jenis galat, penjelasan].
"""

import http.server
import json
import os
import threading
import time

ANSWER = {"status": 404, "code": "RepoNotFound"}


class Refusing(http.server.BaseHTTPRequestHandler):
    """Menjawab setiap permintaan dengan status dan kode galat di ANSWER."""

    def do_GET(self):
        self.send_response(ANSWER["status"])
        if ANSWER["code"]:
            self.send_header("X-Error-Code", ANSWER["code"])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_POST = do_GET

    def log_message(self, *_):
        pass


def main(offline):
    """Jalankan semua kejadian; `offline` menyalakan mode luring."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ["HF_ENDPOINT"] = f"http://127.0.0.1:{server.server_address[1]}"
    os.environ["HF_HUB_OFFLINE"] = "1" if offline else "0"

    time.sleep = lambda seconds: None  # pustaka mengulang sampai 6 kali dengan jeda panjang

    from datasets import load_dataset
    from huggingface_hub import HfApi, hf_hub_download
    from transformers import AutoModel, AutoTokenizer

    from course_lib.explain import explain

    results = {}

    def provoke(name, function):
        try:
            function()
        except Exception as error:
            results[name] = [type(error).__name__, explain(error)]
        else:
            results[name] = ["tidak ada galat", ""]

    def everything(case, repo):
        provoke(f"{case} berkas", lambda: hf_hub_download(repo, "config.json"))
        provoke(f"{case} info", lambda: HfApi().model_info(repo))
        provoke(f"{case} tokenizer", lambda: AutoTokenizer.from_pretrained(repo))
        provoke(f"{case} revisi", lambda: AutoModel.from_pretrained(repo, revision="v9"))
        provoke(f"{case} dataset", lambda: load_dataset(repo))

    if offline:
        everything("luring", "toko/luring")
    else:
        for case, status, code in [
            ("repo", 404, "RepoNotFound"),
            ("revisi", 404, "RevisionNotFound"),
            ("gated", 403, "GatedRepo"),
        ]:
            ANSWER.update(status=status, code=code)
            everything(case, f"toko/{case}")
        ANSWER.update(status=404, code="EntryNotFound")
        provoke("berkas berkas", lambda: hf_hub_download("toko/berkas", "config.json"))
        provoke("berkas model", lambda: AutoModel.from_pretrained("toko/berkas"))
        for case, status in (("melambat", 429), ("rusak", 501)):
            ANSWER.update(status=status, code=None)
            provoke(f"{case} info", lambda: HfApi().model_info("toko/lain"))
            provoke(f"{case} tokenizer", lambda: AutoTokenizer.from_pretrained("toko/lain"))
        ANSWER.update(status=401, code=None)
        provoke("izin info", lambda: HfApi().whoami(token="hf_tiruan"))
        for case, status in (("ada", 409), ("tertinggal", 412), ("penuh", 507)):
            ANSWER.update(status=status, code=None)
            provoke(f"{case} tag", lambda: HfApi().create_tag("toko/lain", tag="v1"))
        provoke("id berkas", lambda: hf_hub_download("a/b/c", "x"))
        provoke("id tokenizer", lambda: AutoTokenizer.from_pretrained("a b/c"))
        server.shutdown()
        server.server_close()
        everything("mati", "toko/mati")
    print(json.dumps(results))


if __name__ == "__main__":
    import sys

    main(offline="luring" in sys.argv)
