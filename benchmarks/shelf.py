"""Semua model mini di rak: ukuran, waktu muat, kecepatan, dan skor di kartunya.

    python -m benchmarks.shelf [--repeats 5] [--json BERKAS]

Kecepatan dinyatakan sebagai rasio terhadap model berukuran biasa dengan susunan yang sama
(bobot acak, konfigurasi bawaan transformers: BERT-base, GPT-2 small, T5-small), diukur
bergantian dalam proses yang sama: 4 artinya model mini empat kali lebih cepat.
"""

import argparse
import json
import os
import platform
import statistics
import time
from pathlib import Path

import torch
import transformers
from huggingface_hub import ModelCard

from class_hub.process import default_seed

BATCH, LENGTH, NEW_TOKENS = 8, 32, 16
PEERS = {
    "bert": ("BERT-base", lambda: transformers.BertConfig()),
    "gpt2": ("GPT-2 small", lambda: transformers.GPT2Config()),
    "t5": ("T5-small", lambda: transformers.T5Config()),
}


def folders() -> list[Path]:
    """Folder setiap model di isi awal hub."""
    return sorted(path.parent for path in (default_seed() / "models").glob("*/*/config.json"))


def model_class(folder: Path):
    """Kelas transformers yang disebut ``config.json``."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return getattr(transformers, config["architectures"][0])


def load_seconds(folder: Path, repeats: int) -> float:
    """Median detik memuat bobot dan tokenizer dari disk; yang pertama tidak dihitung."""
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        model_class(folder).from_pretrained(folder, dtype=torch.float32)
        transformers.AutoTokenizer.from_pretrained(folder)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def work(model):
    """Satu satuan kerja: satu batch 8 x 32 token, atau 16 token baru untuk model pembangkit."""
    ids = torch.randint(5, min(model.config.vocab_size, 1000), (BATCH, LENGTH))
    if not model.can_generate():
        return lambda: model(input_ids=ids, attention_mask=torch.ones_like(ids))
    options = {"max_new_tokens": NEW_TOKENS, "min_new_tokens": NEW_TOKENS, "do_sample": False, "pad_token_id": 0}
    return lambda: model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), **options)


def peer_of(model):
    """Model seukuran biasa dengan susunan yang sama, dan namanya."""
    name, make = PEERS[model.config.model_type]
    config = make()
    if not model.can_generate():
        config.num_labels = model.config.num_labels
    if model.config.is_encoder_decoder:
        config.decoder_start_token_id = model.config.decoder_start_token_id
    return name, type(model)(config).eval()


def speed_ratio(model, peer, repeats: int) -> float:
    """Median dari (waktu pembanding / waktu model) pada kerja yang sama."""
    mine, other = work(model), work(peer)
    ratios = []
    with torch.inference_mode():
        for _ in range(repeats + 1):
            seconds = []
            for run in (mine, other):
                start = time.perf_counter()
                run()
                seconds.append(time.perf_counter() - start)
            ratios.append(seconds[1] / seconds[0])
    return statistics.median(ratios[1:])


def scores(folder: Path) -> str:
    """Satu hasil per dataset di metadata kartu (F1 bila ada), misalnya ``F1 makro 0.788 (NusaX…)``."""
    results = ModelCard.load(folder / "README.md").data.eval_results or []
    ordered = sorted(results, key=lambda one: one.metric_type == "f1")  # yang terakhir menang
    texts = {one.dataset_name: f"{one.metric_name or one.metric_type} {one.metric_value:.3f}" for one in ordered}
    return "; ".join(f"{text} ({name})" for name, text in texts.items()) or "lihat kartunya"


def measure(folder: Path, repeats: int) -> dict:
    """Satu baris tabel."""
    model = model_class(folder).from_pretrained(folder, dtype=torch.float32).eval()
    name, peer = peer_of(model)
    return {
        "model": f"{folder.parent.name}/{folder.name}",
        "mb": (folder / "model.safetensors").stat().st_size / 1e6,
        "parameters": model.num_parameters(),
        "load_seconds": load_seconds(folder, repeats),
        "peer": name,
        "speed_ratio": speed_ratio(model, peer, repeats),
        "scores": scores(folder),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Model mini di rak: ukuran, muat, kecepatan, skor.")
    parser.add_argument("--repeats", type=int, default=5, help="banyaknya pengukuran (bawaan 5)")
    parser.add_argument("--json", type=Path, help="simpan semua angkanya")
    arguments = parser.parse_args()
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    print(f"{platform.platform()}, {os.cpu_count()} inti, torch {torch.__version__}")
    rows = []
    for folder in folders():
        row = measure(folder, arguments.repeats)
        rows.append(row)
        print(
            f"{row['model']:<34}{row['mb']:6.1f} MB {row['parameters'] / 1e6:5.1f} juta  muat {row['load_seconds']:.3f} s  "
            f"{row['speed_ratio']:5.1f} x {row['peer']:<12} {row['scores']}",
            flush=True,
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
