"""Menulis folder model yang siap disajikan: bobot fp16, konfigurasi, tokenizer."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from course_lib.errors import CourseError


def export(model, tokenizer, folder: Path, limit_mb: float) -> float:
    """Tulis ``model`` ke ``folder`` dan kembalikan ukuran bobotnya dalam MB (10^6 byte).

    Bobot disimpan fp16, tetapi ``dtype`` pada config.json tetap float32, sehingga
    ``from_pretrained`` memuatnya sebagai float32: hitungan fp16 di CPU lambat.
    Bobot yang dipakai bersama (embedding dan kepala LM) disimpan sekali.

    Raises:
        CourseError: bobot melebihi ``limit_mb``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.config.dtype = torch.float32
    model.config.architectures = [type(model).__name__]
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    stored = {}
    for name, value in model.state_dict().items():
        if not name.endswith("position_ids"):
            stored.setdefault(value.data_ptr(), (name, value))
    weights = {
        name: value.to(torch.float16).contiguous() if value.is_floating_point() else value
        for name, value in stored.values()
    }
    target = folder / "model.safetensors"
    save_file(weights, target, metadata={"format": "pt"})
    target.chmod(0o644)
    size = target.stat().st_size / 1e6
    if size > limit_mb:
        raise CourseError(f"Bobot {size:.1f} MB melebihi batas {limit_mb} MB. Kecilkan Shape pada resep.")
    return size


def write_json(value, path: Path) -> None:
    """Simpan ``value`` sebagai JSON yang rapi; urutan kuncinya dipertahankan."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def clear(folder: Path) -> None:
    """Hapus folder keluaran lama agar tidak ada berkas sisa."""
    if folder.is_dir():
        shutil.rmtree(folder)
