"""Seberapa cepat ``from_pretrained`` lewat hub kelas dibandingkan folder di disk?

    python benchmarks/load.py [--model pemilik/nama] [--seed FOLDER] [--repeats 5]

Model sudah ada di cache klien dan hub sudah menyala; waktu impor tidak dihitung.
Keduanya diukur bergantian dalam proses yang sama. Tanpa ``--model``, dipakai model
pertama di isi awal; jika belum ada, sebuah BERT kecil dengan bobot acak.
"""

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from class_hub import process

GOAL_SECONDS = 0.5


class RequestCounter(logging.Handler):
    """Menghitung permintaan HTTP dari catatan ``huggingface_hub``."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("Request "):
            _, _, method, url, *_ = record.getMessage().split(" ")
            self.seen[f"{method} {url.partition('?')[0]}"] += 1


def random_model(seed: Path) -> str:
    """Menulis BERT kecil dengan bobot acak (sekitar 11 juta parameter) dan tokenizernya."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    folder = seed / "models" / "acak" / "bert"
    words = {f"kata{number}": number for number in range(30_000)} | {"[UNK]": 30_000, "[PAD]": 30_001}
    core = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=core, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(
        folder
    )
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=1024,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return "acak/bert"


def first_model(seed: Path) -> str | None:
    """Id model pertama di isi awal yang mempunyai ``config.json``."""
    configs = sorted((seed / "models").glob("*/*/config.json"))
    return f"{configs[0].parent.parent.name}/{configs[0].parent.name}" if configs else None


def load(source: str) -> float:
    """Memuat model dan tokenizer dari id repositori atau folder; mengembalikan detiknya."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    start = time.perf_counter()
    AutoTokenizer.from_pretrained(source)
    AutoModelForSequenceClassification.from_pretrained(source)
    return time.perf_counter() - start


def measure(model: str, folder: Path, repeats: int) -> tuple[list[float], list[float], Counter[str]]:
    """Detik lewat hub, detik dari disk, dan permintaan HTTP untuk satu kali muat hangat."""
    counter = RequestCounter()
    logger = logging.getLogger("huggingface_hub.utils._http")
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    load(model)
    load(str(folder))
    by_hub, by_disk = [], []
    for _ in range(repeats):
        counter.seen.clear()
        by_hub.append(load(model))
        by_disk.append(load(str(folder)))
    return by_hub, by_disk, counter.seen


def show(model: str, by_hub: list[float], by_disk: list[float], requests: Counter[str]) -> None:
    hub, disk = statistics.median(by_hub), statistics.median(by_disk)
    print(f"\nfrom_pretrained hangat: {model} (median {len(by_hub)} kali)\n")
    print(f"{'sumber':<12}{'median (s)':>12}{'terkecil':>12}{'terbesar':>12}")
    for name, times in (("hub kelas", by_hub), ("disk", by_disk)):
        print(f"{name:<12}{statistics.median(times):>12.3f}{min(times):>12.3f}{max(times):>12.3f}")
    verdict = "tercapai" if hub < GOAL_SECONDS else "belum tercapai"
    print(f"\nrasio hub/disk {hub / disk:.2f}; sasaran di bawah {GOAL_SECONDS} s {verdict}")
    print(f"\n{sum(requests.values())} permintaan HTTP dalam satu kali muat:")
    for request, count in requests.most_common():
        print(f"  {count} x {request}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Waktu muat lewat hub kelas dibandingkan dengan disk.")
    parser.add_argument("--model", help="id repositori model, misalnya mini/bert-sentimen-nusantara")
    parser.add_argument("--seed", type=Path, default=process.default_seed(), help="folder isi awal")
    parser.add_argument("--repeats", type=int, default=5, help="banyaknya pengukuran")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        seed, model = arguments.seed, arguments.model or first_model(arguments.seed)
        # Alamat hub dibaca saat impor, jadi hub harus menyala sebelum transformers diimpor.
        os.environ |= {"HF_HOME": str(scratch / "hf"), "HF_HUB_DISABLE_XET": "1", "NO_PROXY": "127.0.0.1"}
        os.environ |= {"HF_HUB_DISABLE_TELEMETRY": "1", "DISABLE_SAFETENSORS_CONVERSION": "1"}
        os.environ |= {"HF_HUB_DISABLE_PROGRESS_BARS": "1", "TQDM_DISABLE": "1"}
        store = scratch / "hub"
        empty = scratch / "seed"
        empty.mkdir()
        hub = process.ensure(store, seed=empty if model is None else seed)
        os.environ["HF_ENDPOINT"] = hub.url
        try:
            if model is None:
                model, seed = random_model(empty), empty
                process.stop(store)
                process.ensure(store, seed=seed)
            show(model, *measure(model, seed / "models" / model, arguments.repeats))
        finally:
            process.stop(store)


if __name__ == "__main__":
    main()
