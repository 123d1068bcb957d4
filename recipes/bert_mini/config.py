"""Ukuran model dan jadwal pelatihan sebuah resep, dikumpulkan di satu tempat."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Bentuk BERT: banyak lapisan, lebar, kepala attention, kosakata, posisi."""

    layers: int
    hidden: int
    heads: int
    vocabulary: int
    positions: int = 256


@dataclass(frozen=True)
class Pretraining:
    """Jadwal pralatih masked-LM (isian kata tertutup).

    Laju pembelajaran naik selama ``warmup`` langkah, tetap, lalu turun lurus ke
    nol selama ``decay`` langkah terakhir. ``tokens`` adalah token per batch.
    """

    steps: int
    warmup: int
    decay: int
    learning_rate: float = 1e-3
    tokens: int = 4096
    max_length: int = 160
    masked: float = 0.15
    checkpoint_every: int = 250


@dataclass(frozen=True)
class Finetuning:
    """Jadwal penyetelan halus pengelompok sentimen.

    ``hide`` adalah peluang sebuah token ditutup [MASK] (pengganti dropout, yang
    lambat di CPU); ``swap`` dan ``join`` peluang menukar kata antarbahasa dan
    menyambung akhiran; ``trust`` bobot peluang guru dalam sasaran (0: label saja);
    ``smsa`` peluang sebuah baris SmSA ikut dalam satu epoch.
    """

    epochs: int
    learning_rate: float = 5e-4
    tokens: int = 2048
    max_length: int = 128
    hide: float = 0.1
    swap: float = 0.3
    join: float = 0.5
    trust: float = 0.5
    smsa: float = 0.75


@dataclass(frozen=True)
class Recipe:
    """Satu resep lengkap: bentuk, jadwal, label, dan benih acak.

    ``distillation`` adalah jadwal penyetelan halus kedua, tempat murid belajar
    dari peluang guru; ``None`` bila resep tidak memakainya.
    """

    name: str
    shape: Shape
    pretraining: Pretraining
    finetuning: Finetuning
    labels: tuple[str, ...]
    seeds: tuple[int, ...] = (1, 2, 3)
    pretraining_seed: int = 20261123
    distillation: Finetuning | None = None
