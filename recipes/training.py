"""Pelatihan yang dapat dihentikan dan dilanjutkan, sama untuk semua resep.

Tiap langkah memakai benih acak dari nomor langkahnya, sehingga pelatihan yang
dilanjutkan dari titik simpan berjalan sama dengan yang tidak pernah terputus.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import torch


class Plan(Protocol):
    """Jadwal: laju naik selama ``warmup`` langkah, tetap, lalu turun selama ``decay``."""

    steps: int
    warmup: int
    decay: int
    learning_rate: float
    checkpoint_every: int


def learning_rate(step: int, plan: Plan) -> float:
    """Laju pembelajaran langkah ke-``step`` (mulai 0): naik, tetap, turun lurus."""
    rising = (step + 1) / max(1, plan.warmup)
    falling = (plan.steps - step) / max(1, plan.decay)
    return plan.learning_rate * min(1.0, rising, falling)


def train(
    model, loss_of: Callable[[int], tuple[torch.Tensor, int]], plan: Plan, seed: int,
    folder: Path, say=print, name: str = "Pelatihan", extra: Callable[[], dict] = dict,
) -> Path:  # fmt: skip
    """Latih ``model`` sampai ``plan.steps`` langkah; kembalikan folder model jadi.

    Args:
        model: model transformers; dilatih di tempat.
        loss_of: nomor langkah (mulai 0) ke (loss skalar, banyak token batch itu).
            Batch harus ditentukan nomor langkah saja agar dapat dilanjutkan.
        plan: jadwal laju pembelajaran dan jarak titik simpan.
        seed: benih acak torch; digabung dengan nomor langkah.
        folder: tempat ``state.pt``, ``log.jsonl``, dan ``model/`` setelah selesai.
        say: penerima pesan kemajuan.
        name: sebutan tahap ini dalam pesan.
        extra: kolom tambahan untuk catatan, dipanggil tiap titik simpan.

    Contoh::

        train(model, lambda step: (model(**batch(step)).loss, 128), plan, 1, Path("kerja"))
    """
    final, saved = folder / "model", folder / "state.pt"
    if (final / "config.json").is_file():
        say(f"{name} sudah selesai; dipakai lagi.")
        return final
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=plan.learning_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    state = {"step": 0, "cpu": 0.0, "tokens": 0}
    if saved.is_file():
        stored = torch.load(saved, weights_only=True)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        state = stored["state"]
        say(f"Melanjutkan {name[0].lower() + name[1:]} dari langkah {state['step']}.")
    model.train()
    losses: list[float] = []
    cpu, wall = time.process_time(), time.perf_counter()
    for step in range(state["step"], plan.steps):
        torch.manual_seed(seed * 1_000_003 + step)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, plan)
        loss, tokens = loss_of(step)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        state["tokens"] += tokens
        state["step"] = step + 1
        if state["step"] % plan.checkpoint_every == 0 or state["step"] == plan.steps:
            state["cpu"] += time.process_time() - cpu
            cpu = time.process_time()
            _save(saved, model, optimizer, state)
            entry = {**state, "loss": sum(losses) / len(losses), **extra()}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(entry) + "\n")
            say(
                f"{name} {state['step']}/{plan.steps} langkah, loss {entry['loss']:.3f}, "
                f"{state['tokens'] / 1e6:.2f} juta token, {time.perf_counter() - wall:.0f} detik sejak mulai"
            )
            losses = []
    model.save_pretrained(final)
    return final


def effort(*folders: Path) -> dict[str, float]:
    """Usaha satu atau beberapa pelatihan dari ``log.jsonl`` masing-masing.

    Langkah, juta token, dan menit CPU dijumlahkan; loss dari pelatihan terakhir.
    """
    logs = [
        json.loads((folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1]) for folder in folders
    ]
    return {
        "steps": sum(log["step"] for log in logs),
        "tokens_millions": round(sum(log["tokens"] for log in logs) / 1e6, 2),
        "loss": round(logs[-1]["loss"], 3),
        "cpu_minutes": round(sum(log["cpu"] for log in logs) / 60, 1),
    }


def _save(path: Path, model, optimizer, state: dict) -> None:
    """Simpan lewat berkas sementara: terputus di tengah tidak merusak simpanan lama."""
    temporary = path.with_suffix(".tmp")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": dict(state)},
        temporary,
    )
    os.replace(temporary, path)
