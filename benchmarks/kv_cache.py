"""Berapa kali KV cache mempercepat `generate` pada model pantun (Bab 5).

    python -m benchmarks.kv_cache [--repeats 9] [--json BERKAS]

Delapan awalan, tepat 80 token baru, satu utas CPU. Dengan dan tanpa cache diukur
bergantian dalam proses yang sama; yang dilaporkan rasio waktunya (tanpa / dengan).
"""

import argparse
import json
import platform
import statistics
import time
from pathlib import Path

import torch
import transformers

from class_hub.process import default_seed

MODEL, PROMPT, BATCH, NEW_TOKENS = "mini/gpt-pantun", "Pantun rindu:\n", 8, 80


def ratios(repeats: int) -> list[float]:
    """Rasio waktu tanpa cache terhadap dengan cache, satu untuk setiap ulangan."""
    folder = default_seed() / "models" / MODEL
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    inputs = tokenizer([PROMPT] * BATCH, return_tensors="pt")
    fixed = {"do_sample": False, "min_new_tokens": NEW_TOKENS, "max_new_tokens": NEW_TOKENS}

    def seconds(use_cache):
        start = time.perf_counter()
        model.generate(**inputs, **fixed, use_cache=use_cache)
        return time.perf_counter() - start

    seconds(True), seconds(False)  # pemanasan
    return [seconds(False) / seconds(True) for _ in range(repeats)]


def main():
    """Ukur, cetak, dan simpan bila diminta."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    found = sorted(round(ratio, 2) for ratio in ratios(options.repeats))
    result = {
        "model": MODEL,
        "batch": BATCH,
        "new_tokens": NEW_TOKENS,
        "threads": 1,
        "ratio_median": statistics.median(found),
        "ratios": found,
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "machine": platform.machine(),
    }
    print(json.dumps(result, indent=2))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
