"""Dijalankan sebagai proses sendiri: setup() kursus, lalu semua yang dipakai pelajaran.

Setiap nama host yang dicari dicatat; di ruang tanpa internet tiap pencarian nama asing
dapat menunggu beberapa detik, jadi tidak boleh ada satu pun.
"""

import json
import socket

asked: set[str] = set()
real = socket.getaddrinfo


def noted(host, *rest, **more):
    asked.add(host.decode() if isinstance(host, bytes) else str(host))
    if host not in ("127.0.0.1", "localhost", b"127.0.0.1"):
        raise socket.gaierror(socket.EAI_AGAIN, "tanpa internet")
    return real(host, *rest, **more)


socket.getaddrinfo = noted

import course_lib  # noqa: E402

course_lib.setup()

import evaluate  # noqa: E402
from datasets import Dataset, load_dataset  # noqa: E402
from huggingface_hub import HfApi, HfFileSystem, login, snapshot_download  # noqa: E402
from transformers import AutoTokenizer, pipeline  # noqa: E402

login(token=course_lib.hub_token())
api = HfApi()
snapshot_download("mini/bert-sentimen-inggris")
AutoTokenizer.from_pretrained("mini/bert-sentimen-inggris").push_to_hub("pelajar/tokenizer")
label = pipeline("text-classification", "mini/bert-sentimen-inggris")("good")[0]["label"]
rows = load_dataset("mini/ulasan-warung", data_dir="ind", split="test")
next(iter(load_dataset("mini/ulasan-warung", data_dir="ind", split="test", streaming=True)))
Dataset.from_dict({"teks": ["soto"]}).push_to_hub("pelajar/data", private=True)
score = evaluate.load("accuracy").compute(references=[1], predictions=[1])
files = HfFileSystem().ls("datasets/pelajar/data", detail=False)
print(
    json.dumps(
        {"asked": sorted(asked), "label": label, "rows": len(rows), "score": score, "files": len(files)}
    )
)
