"""Bahan penyetelan halus: teks dengan sasaran berupa sebaran peluang kelas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recipes.bert_mini.data import Example


@dataclass(frozen=True)
class Item:
    """Satu teks latih. ``target`` berisi peluang tiap kelas, berjumlah 1.

    ``share`` adalah peluang teks ini ikut dalam sebuah epoch.
    """

    text: str
    language: str
    target: tuple[float, ...]
    share: float = 1.0


def unlabelled_items(texts: Sequence[str], teacher: np.ndarray) -> list[Item]:
    """Teks Indonesia tanpa label; sasarannya peluang guru berukuran (teks, kelas)."""
    return [
        Item(text, "indonesian", tuple(map(float, row)))
        for text, row in zip(texts, teacher, strict=True)
    ]


def labelled_items(
    train: Sequence[Example],
    classes: int,
    teacher: np.ndarray | None = None,
    trust: float = 0.0,
    shares: Mapping[str, float] | None = None,
) -> list[Item]:
    """Sasaran = (1 - trust) x label + trust x peluang guru.

    ``teacher`` berukuran (baris, kelas) dan harus hasil silang: dinilai oleh
    guru yang tidak melihat baris itu. Tanpa guru, sasarannya label saja.
    ``shares`` memberi peluang ikut per asal data (bawaan 1).
    """
    hard = np.eye(classes)[[example.label for example in train]]
    mixed = hard if teacher is None else (1 - trust) * hard + trust * teacher
    shares = shares or {}
    return [
        Item(example.text, example.language, tuple(map(float, row)), shares.get(example.domain, 1.0))
        for example, row in zip(train, mixed, strict=True)
    ]
