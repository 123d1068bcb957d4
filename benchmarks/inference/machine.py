"""Mesin pengukur: instruksi CPU, versi pustaka, RAM puncak, dan kesibukan program lain."""

import os
import platform
import re
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

FEATURES = (
    "avx2", "f16c", "avx512f", "avx512_vnni", "avx512_bf16", "avx512_fp16", "avx_vnni",
    "amx_tile", "amx_int8", "amx_bf16", "asimd", "asimddp", "i8mm", "bf16", "sve",
)  # fmt: skip
PACKAGES = ("torch", "transformers", "torchao", "onnxruntime", "onnx", "onnxscript", "xllamacpp")
# Variabel yang membatasi PyTorch (ATen, oneDNN, MKL, FBGEMM) pada AVX2. ONNX Runtime dan
# llama.cpp memilih sendiri instruksinya dan tidak mengenal variabel seperti ini.
EMULATIONS = {
    "": {},
    "avx2": {
        "ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "FBGEMM_ENABLE_INSTRUCTIONS": "AVX2",
    },
}  # fmt: skip


def describe() -> dict:
    """Arsitektur, banyak inti, dan instruksi CPU yang penting bagi inferensi; tanpa nama komputer."""
    return {
        "arsitektur": platform.machine(),
        "sistem": platform.system(),
        "inti": os.cpu_count(),
        "instruksi": instructions(),
    }


def instructions() -> list[str] | None:
    """Instruksi :data:`FEATURES` yang dimiliki CPU ini, atau ``None`` bila sistemnya tidak memberi tahu."""
    path = Path("/proc/cpuinfo")
    if not path.is_file():
        return None
    words = set(path.read_text(encoding="utf-8").split())
    return [name for name in FEATURES if name in words]


def versions(packages=PACKAGES) -> dict[str, str]:
    """Versi Python dan pustaka yang terpasang.

    Args:
        packages: nama paketnya; yang tidak terpasang dilewati.
    """
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def peak_mb() -> float:
    """RAM puncak proses ini dalam MB, termasuk halaman berkas bobot yang dipetakan.

    Di Linux dibaca dari ``VmHWM``, sebab ``ru_maxrss`` mewarisi puncak proses induknya.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8"))
        if found:
            return round(int(found[1]) * 1024 / 1e6, 1)
    try:
        import resource
    except ImportError:  # Windows
        return round(psutil.Process().memory_info().peak_wset / 1e6, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


class Others:
    """Rata-rata inti CPU yang dipakai program lain selama blok ``with``.

    Contoh::

        with Others() as others:
            ukur()
        others.cores  # 0,1 berarti komputer hampir lengang
    """

    def __enter__(self):
        self._start = _used()
        return self

    def __exit__(self, *_):
        wall, busy, own = (after - before for after, before in zip(_used(), self._start))
        self.cores = round(max(0.0, (busy - own) / wall), 2)


def _used() -> tuple[float, float, float]:
    """(detik jam, detik CPU semua proses, detik CPU proses ini)."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0) + getattr(times, "guest", 0) + getattr(times, "guest_nice", 0)
    return time.perf_counter(), sum(times) - idle, time.process_time()
