"""Menjalankan satu metode, lipatan demi lipatan; setiap lipatan yang selesai disimpan."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil

from benchmarks.finetuning.data import Rows, fold_of

SEEDS, FOLDS = (1, 2, 3), 5
JOINT = "gabungan"
# Satu pasangan per metode dan cakupan, dengan urutan pengerjaannya.
PLANS = (
    ("tfidf", "terpisah"),
    ("tfidf", JOINT),
    ("gemma-beku", "terpisah"),
    ("gemma-beku", JOINT),
    ("gemma-lora", JOINT),
    ("bert-mini", "terpisah"),
    ("bert-mini", JOINT),
)


def method(name: str, rows: Rows, work: Path) -> Callable:
    """Fungsi (latih, uji, benih) -> (tebakan, catatan) untuk metode ``name``; bahannya disiapkan di sini."""
    # Impor di sini: alamat hub harus dipilih sebelum pustaka Hugging Face diimpor.
    if name == "tfidf":
        from benchmarks.finetuning import tfidf

        return lambda inside, outside, seed: tfidf.fit_predict(rows.pick(inside), rows.pick(outside), seed)
    if name == "bert-mini":
        from benchmarks.finetuning import bert

        return lambda inside, outside, seed: bert.fit_predict(rows.pick(inside), rows.pick(outside), seed)
    from benchmarks.finetuning import gemma

    gemma.connect()
    found = gemma.hidden(rows.text, work / "gemma.pt")
    if name == "gemma-beku":
        from benchmarks.finetuning import frozen

        return lambda inside, outside, seed: frozen.fit_predict(
            found.pooled, rows.pick(inside), rows.pick(outside), inside, outside, seed
        )
    from benchmarks.finetuning import lora

    upper, features = gemma.upper(gemma.load()[1]), found.pooled["rata-rata"][gemma.TOP]
    return lambda inside, outside, seed: lora.fit_predict(
        upper, found.tokens, features, rows.pick(inside), inside, outside, seed
    )


def units(
    rows: Rows, scope: str, fold: np.ndarray, number: int
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """(nama, nomor baris latih, nomor baris uji) setiap model yang dilatih di satu lipatan."""
    names = [JOINT] if scope == JOINT else [str(language) for language in dict.fromkeys(rows.language)]
    for name in names:
        here = np.ones(len(rows), dtype=bool) if name == JOINT else rows.language == name
        yield name, np.flatnonzero(here & (fold != number)), np.flatnonzero(here & (fold == number))


def run(name: str, scope: str, rows: Rows, work: Path, seeds=SEEDS, folds: int = FOLDS, say=print) -> None:
    """Mengerjakan ``name`` pada ``scope``; lipatan yang sudah tersimpan di ``work`` tidak diulang."""
    train: Callable | None = None
    for seed in seeds:
        fold = fold_of(rows, seed, folds)
        for number in range(folds):
            for unit, inside, outside in units(rows, scope, fold, number):
                path = unit_path(work, name, scope, unit, seed, number)
                if path.is_file():
                    continue
                train = train or method(name, rows, work)
                wall, cpu = time.perf_counter(), time.process_time()
                guesses, notes = train(inside, outside, seed)
                seconds = {"cpu": time.process_time() - cpu, "dinding": time.perf_counter() - wall}
                hits = float(np.mean(guesses == rows.label[outside]))
                _save(path, {
                    "baris": outside.tolist(), "tebakan": np.asarray(guesses).tolist(), "catatan": notes,
                    "detik": seconds, "ram_mb": _peak_mb(),
                })  # fmt: skip
                say(f"{name} {unit}, benih {seed} lipatan {number + 1}: akurasi {hits:.3f}, "
                    f"{seconds['cpu']:.0f} detik CPU")  # fmt: skip


def check_path(rows: Rows, work: Path, every: int = 100) -> None:
    """Menyimpan di ``work/periksa.json`` beda jalur LoRA tersimpan dari Gemma utuh, pada tiap teks ke-``every``."""
    path = work / "periksa.json"
    if path.is_file() or not (work / "gemma.pt").is_file():
        return
    from benchmarks.finetuning import gemma

    gemma.connect()
    from benchmarks.finetuning import lora

    chosen = range(0, len(rows), every)
    tokens = gemma.hidden(rows.text, work / "gemma.pt").tokens
    _save(path, lora.check([rows.text[i] for i in chosen], [tokens[i] for i in chosen]))


def unit_path(work: Path, name: str, scope: str, unit: str, seed: int, fold: int) -> Path:
    """Berkas hasil satu model."""
    return work / name / scope / f"{unit}-{seed}-{fold}.json"


def _save(path: Path, value: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(value), encoding="utf-8")
    draft.replace(path)


def _peak_mb() -> int:
    """RAM puncak proses ini dalam MB."""
    try:
        import resource
    except ImportError:  # Windows
        return round(psutil.Process().memory_info().peak_wset / 1e6)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
