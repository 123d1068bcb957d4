"""Satu pekerjaan di satu proses anak: ``python -m benchmarks.inference.worker PERINTAH HASIL``.

PERINTAH dan HASIL berkas JSON. Setiap pengukuran memakai proses baru, agar jumlah utas,
instruksi yang dibatasi, dan RAM puncaknya tidak terbawa dari pengukuran sebelumnya.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.inference import encoders, generation, machine
from course_lib.errors import CourseError
from course_lib.measure import megabytes, time_calls

GEMMA = "gemma"
FEWEST, MOST = 5, 41


def run(order: dict) -> dict:
    """Mengerjakan satu perintah; ``order["tugas"]`` salah satu dari :data:`TASKS`."""
    return TASKS[order["tugas"]](order | {"folder": Path(order["folder"])})


def prepare(order: dict) -> dict:
    """Menyiapkan berkas setiap cara; hasilnya ukuran di cakram (MB)."""
    subject, folder, methods = order["model"], order["folder"], order["cara"]
    source = Path(order["asal"]) if order.get("asal") else None
    if subject == GEMMA:
        data = Path(order["data"]) if order.get("data") else None
        generation.prepare(folder, data, source, methods)
    else:
        encoders.prepare(subject, folder, source, methods)
    return {"ukuran_mb": {name: round(megabytes(folder / name), 1) for name in methods}}


def calls(order: dict) -> dict[str, dict]:
    """Nama pengukuran ke {cara: fungsi tanpa argumen}."""
    subject, folder, threads = order["model"], order["folder"], order["utas"]
    if subject == GEMMA:
        texts = json.loads((folder / "teks.json").read_text(encoding="utf-8"))
        engines = {name: generation.load(folder, name, threads) for name in order["cara"]}
        return {
            "baca": {n: lambda e=engine: e.read(texts["baca"]) for n, engine in engines.items()},
            "tulis": {
                n: lambda e=engine: e.write(texts["tulis"], generation.NEW_TOKENS)
                for n, engine in engines.items()
            },
        }
    runners = {name: encoders.load(folder, name, threads) for name in order["cara"]}
    found = {}
    for batch in order["batch"]:
        given = encoders.inputs(subject, batch)
        found[str(batch)] = {n: lambda r=runner, g=given: r(*g) for n, runner in runners.items()}
    return found


def measure(order: dict) -> dict:
    """Detik setiap ronde yang diselang-seling, dan kesibukan program lain selama itu."""
    seconds, busy, shapes = {}, {}, {}
    for name, methods in calls(order).items():
        skipped = order.get("lewati", {}).get(name, [])
        methods = {method: call for method, call in methods.items() if method not in skipped}
        started = time.perf_counter()
        time_calls(methods, repeats=1, warmup=0)  # pemanasan, sekaligus menaksir lama satu ronde
        once = time.perf_counter() - started
        rounds = min(order.get("ronde", MOST), max(FEWEST, int(order["detik"] / once)))
        with machine.Others() as others:
            found = time_calls(methods, repeats=rounds, warmup=0)
        seconds[name] = {method: [round(one, 6) for one in values] for method, values in found.items()}
        busy[name] = others.cores
        if order["model"] != GEMMA:
            shapes[name] = list(encoders.inputs(order["model"], int(name))[0].shape)
    return {"utas": order["utas"], "emulasi": order.get("emulasi", ""), "bentuk": shapes,
            "inti_program_lain": busy, "detik": seconds}  # fmt: skip


def quality(order: dict) -> dict:
    """Tebakan (BERT-mini), galat relatif logit (BERT-base), atau loss setiap dokumen (Gemma).

    Loss Gemma ``None`` bila ada dokumen yang lossnya bukan bilangan (meluap).
    """
    subject, folder, name = order["model"], order["folder"], order["cara"]
    if subject == GEMMA:
        texts = json.loads((folder / "teks.json").read_text(encoding="utf-8"))
        engine = generation.load(folder, name, order["utas"])
        losses = [round(engine.loss(ids), 4) for ids in texts["dokumen"].values()]
        if not all(map(math.isfinite, losses)):
            return {"loss": None}
        return {"loss": losses, "tulis": engine.write(texts["tulis"], generation.NEW_TOKENS)}
    runner = encoders.load(folder, name, order["utas"])
    if subject == encoders.MINI:
        return {"angka": encoders.guesses(runner)}
    return {"logit": runner(*encoders.inputs(subject, encoders.BATCHES[-1])).tolist()}


def memory(order: dict) -> dict:
    """RAM puncak memuat satu cara dan menjalankannya sekali; ``impor`` sebelum bobot dimuat."""
    subject, folder, name = order["model"], order["folder"], order["cara"]
    _import_libraries(subject, name)
    before = machine.peak_mb()
    if subject == GEMMA:
        texts = json.loads((folder / "teks.json").read_text(encoding="utf-8"))
        engine = generation.load(folder, name, order["utas"])
        engine.read(texts["baca"])
        engine.write(texts["tulis"], generation.NEW_TOKENS)
    else:
        encoders.load(folder, name, order["utas"])(*encoders.inputs(subject, encoders.BATCHES[-1]))
    return {"impor": before, "puncak": machine.peak_mb()}


def _import_libraries(subject: str, name: str) -> None:
    if name in encoders.ONNX:
        import onnxruntime  # noqa: F401
    elif name == generation.GGUF:
        import xllamacpp  # noqa: F401
    else:
        from transformers import AutoModelForCausalLM, BertForSequenceClassification  # noqa: F401

        if name in encoders.TORCHAO:
            import torchao.quantization  # noqa: F401


TASKS = {"siapkan": prepare, "ukur": measure, "mutu": quality, "ram": memory}


def child(order: dict) -> dict:
    """Menjalankan :func:`run` di proses baru dengan utas dan emulasi menurut ``order``.

    Raises:
        CourseError: proses anaknya gagal; pesannya memuat akhir keluarannya.
    """
    threads = str(order.get("utas", 1))
    environment = os.environ | {
        "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads, "TOKENIZERS_PARALLELISM": "false",
        "PYTHONUTF8": "1",
    } | machine.EMULATIONS[order.get("emulasi", "")]  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        asked, answered = Path(name) / "perintah.json", Path(name) / "hasil.json"
        asked.write_text(json.dumps(order), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.inference.worker", str(asked), str(answered)],
            env=environment, capture_output=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        if done.returncode or not answered.is_file():
            raise CourseError(f"Pekerjaan {order['tugas']} untuk {order['model']} gagal:\n{done.stderr[-3000:]}")
        return json.loads(answered.read_text(encoding="utf-8"))


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(run(given)), encoding="utf-8")
