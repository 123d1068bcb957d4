"""Data latih, pengembangan, dan uji; semuanya dari kode dan satu benih acak.

Yang ditahan adalah bilangannya dan harinya, bukan tulisannya: bilangan uji tidak
pernah ada di data latih dalam tulisan apa pun, begitu pula tanggal uji.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from recipes.t5_angka.dates import FORMATS, spoken, written
from recipes.t5_angka.numbers import dotted, terbilang

FIRST_YEAR, LAST_YEAR = 1900, 2099
NEW_YEARS = 10
DOTTED = 0.3
# Bilangan kecil paling sering ditanyakan, tetapi jarang terundi: 0 sampai 99 diulang.
SMALL = 8


@dataclass(frozen=True)
class Pair:
    """Satu baris: masukan, jawaban, tugas, dan jenisnya (banyak angka atau tulisan tanggal)."""

    text: str
    answer: str
    task: str
    kind: str


@dataclass(frozen=True)
class Sizes:
    """Banyak baris tiap bagian; ``held`` per banyak angka (4, 5, 6) dan bagian."""

    numbers: tuple[int, int, int] = (4000, 8000, 16000)
    dates: int = 24000
    held: int = 200
    held_dates: int = 600
    new_years: int = 200


@dataclass(frozen=True)
class Splits:
    """Pasangan latih, pengembangan (untuk memilih), uji, dan uji tahun yang tak pernah dilihat."""

    train: list[Pair]
    dev: list[Pair]
    test: list[Pair]
    unseen_years: list[Pair]


def number_pair(number: int, rng: random.Random) -> Pair:
    """Pasangan terbilang; bilangan empat angka atau lebih kadang memakai titik ribuan."""
    digits = dotted(number) if number >= 1000 and rng.random() < DOTTED else str(number)
    return Pair(f"terbilang: {digits}", terbilang(number), "terbilang", f"{len(str(number))} angka")


def date_pair(day: date, form: str) -> Pair:
    """Pasangan tanggal dengan tulisan ``form``."""
    return Pair(f"tanggal: {written(day, form)}", spoken(day), "tanggal", form)


def days_of(years) -> list[date]:
    """Semua hari pada ``years``, urut."""
    return [
        date(year, 1, 1) + timedelta(days=shift)
        for year in years
        for shift in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


def make(sizes: Sizes, seed: int = 20261123) -> Splits:
    """Susun semua bagian; 0 sampai 999 seluruhnya masuk latih, bagian lain tidak bertumpang.

    Contoh::

        >>> make(Sizes()).train[7].answer
        'tujuh'
    """
    rng = random.Random(seed)
    train = [number_pair(number, rng) for number in (*range(1000), *range(1000), *list(range(100)) * SMALL)]
    dev: list[Pair] = []
    test: list[Pair] = []
    for digits, count in zip((4, 5, 6), sizes.numbers, strict=True):
        drawn = rng.sample(range(10 ** (digits - 1), 10**digits), 2 * sizes.held + count)
        pairs = [number_pair(number, rng) for number in drawn]
        test += pairs[: sizes.held]
        dev += pairs[sizes.held : 2 * sizes.held]
        train += pairs[2 * sizes.held :]
    years = list(range(FIRST_YEAR, LAST_YEAR + 1))
    new = set(rng.sample(years, NEW_YEARS))
    days = rng.sample(days_of(year for year in years if year not in new), 2 * sizes.held_dates + sizes.dates)
    forms = list(FORMATS)
    # Tulisan digilir agar tiap tulisan sama banyak di setiap bagian.
    pairs = [date_pair(day, forms[i % len(forms)]) for i, day in enumerate(days)]
    test += pairs[: sizes.held_dates]
    dev += pairs[sizes.held_dates : 2 * sizes.held_dates]
    train += pairs[2 * sizes.held_dates :]
    fresh = rng.sample(days_of(sorted(new)), sizes.new_years)
    unseen = [date_pair(day, forms[i % len(forms)]) for i, day in enumerate(fresh)]
    return Splits(train, dev, test, unseen)
