"""Menulis folder model yang siap disajikan: bobot fp16, konfigurasi, tokenizer, dan kartunya."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import save_file

from course_lib.errors import CourseError
from recipes.cli import Options, progress


def export(model, tokenizer, folder: Path, limit_mb: float) -> dict:
    """Ganti isi ``folder`` dengan ``model``; kembalikan keterangan bobotnya.

    Keterangannya ``parameters`` (banyaknya), ``size_mb`` (10^6 byte), dan ``sha256``.
    Bobot disimpan fp16, tetapi ``dtype`` pada config.json tetap float32, sehingga
    ``from_pretrained`` memuatnya sebagai float32: hitungan fp16 di CPU lambat.
    Bobot yang dipakai bersama (embedding dan kepala LM) disimpan sekali.

    Raises:
        CourseError: bobot melebihi ``limit_mb``.
    """
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
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
    return {
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "size_mb": size,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
    }


def deliver(results: dict, options: Options, render: Callable[[dict, str], str], package: Path) -> dict:
    """Simpan ``results`` sebagai JSON, lalu kartu yang disusun ``render`` dari card.md resepnya.

    Mengembalikan ``results``.
    """
    options.results.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    options.results.write_text(text, encoding="utf-8")
    write_card(results, options.out, render, package / "card.md")
    progress(f"Selesai: model di {options.out}, hasil di {options.results}.")
    return results


def write_card(results: dict, folder: Path, render: Callable[[dict, str], str], template: Path) -> None:
    """Tulis README.md di ``folder``: ``template`` yang diisi ``render`` dengan ``results``."""
    card = render(results, template.read_text(encoding="utf-8"))
    (folder / "README.md").write_text(card, encoding="utf-8")
