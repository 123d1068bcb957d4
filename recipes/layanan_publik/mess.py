"""Menurunkan baris kotor dari laporan bersih, dengan benih tetap."""

import random
from dataclasses import dataclass, replace

from recipes.layanan_publik import dirt
from recipes.layanan_publik.dirt import Row

SEED = 2026
RESENT = 40
LOST_CELLS = 18
TWINS = 24
SEMICOLON_ROWS = 96


@dataclass(frozen=True)
class Messy:
    """Satu baris kotor: isinya, id laporan bersih asalnya, dan nama kotoran yang mengubahnya.

    ``resent`` adalah teks kiriman ulang sebelum terkena kotoran lain; kosong pada kiriman pertama.
    """

    row: Row
    source: str
    dirt: tuple[str, ...] = ()
    resent: str = ""

    def after(self, name: str, row: Row) -> "Messy":
        """Baris ini sesudah kotoran ``name``; tidak berubah bila ``row`` masih sama."""
        return self if row == self.row else replace(self, row=row, dirt=(*self.dirt, name))


def make_messy(truth: list[Row]) -> list[Messy]:
    """Semua baris kotor dalam urutan acak yang selalu sama."""
    rng = random.Random(SEED)
    messy = [soil(item, rng) for item in with_resent([Messy(row, row["id"]) for row in truth], rng)]
    messy += [replace(item, dirt=(*item.dirt, "baris_kembar")) for item in rng.sample(messy, TWINS)]
    rng.shuffle(messy)
    return messy


def with_resent(messy: list[Messy], rng: random.Random) -> list[Messy]:
    """Menambahkan laporan yang dikirim dua kali; sebagian laporan pertamanya kehilangan satu sel."""
    used = {item.source for item in messy}
    chosen = rng.sample(range(len(messy)), RESENT)
    for order, index in enumerate(chosen):
        original = messy[index]
        new_id = next_free_id(original.source, used)
        used.add(new_id)
        again = {**dirt.resend(original.row, rng), "id": new_id}
        messy.append(replace(original.after("kirim_ulang", again), resent=again["isi"]))
        if order < LOST_CELLS:
            messy[index] = original.after("sel_hilang", dirt.lose_cell(original.row, rng))
    return messy


def next_free_id(identity: str, used: set[str]) -> str:
    """Id pertama sesudah ``identity`` yang belum dipakai.

    Contoh::

        >>> next_free_id("L1001", {"L1001", "L1002"})
        'L1003'
    """
    number = int(identity[1:]) + 1
    while f"L{number}" in used:
        number += 1
    return f"L{number}"


def soil(item: Messy, rng: random.Random) -> Messy:
    """Baris ``item`` sesudah semua jenis kotoran mendapat gilirannya."""
    if rng.random() < 0.55:
        name, change = rng.choice(dirt.DATES)
        item = item.after(name, change(item.row, rng))
    for name, chance, change in dirt.STEPS:
        if rng.random() < chance:
            item = item.after(name, change(item.row, rng))
    return item


def split(messy: list[Messy]) -> tuple[list[Messy], list[Messy]]:
    """Baris untuk berkas a, dan baris untuk berkas b yang semuanya dapat ditulis dalam cp1252."""
    first, second = [], []
    for position, item in enumerate(messy):
        wanted = position % 3 == 0 and len(second) < SEMICOLON_ROWS
        (second if wanted and fits_cp1252(item.row) else first).append(item)
    return first, second


def fits_cp1252(row: Row) -> bool:
    """Apakah semua huruf di ``row`` ada di cp1252."""
    try:
        "".join(row.values()).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
