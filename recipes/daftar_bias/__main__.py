"""Menyalin keempat daftar ke ``mini/daftar-bias``.

Pakai::

    python -m recipes.daftar_bias

Daftarnya disunting di folder ini. Sebelum disalin, setiap pola diperiksa: celahnya
tepat satu dan sesuai dengan kolom ``slot``.
"""

import csv
import re
from pathlib import Path

SOURCE = Path(__file__).parent
TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/daftar-bias"
LISTS = ["nama", "kelompok", "pekerjaan", "pola"]
FILLERS = {"nama": "nama", "kelompok": "frasa", "pekerjaan": "pekerjaan"}


def read_list(name: str) -> list[dict]:
    """Baris satu daftar; setiap nilai berupa teks.

    Contoh::

        >>> read_list("nama")[0]["nama"]
        'Joko'
    """
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slots(text: str) -> list[str]:
    """Nama semua celah di dalam sebuah pola.

    Contoh::

        >>> slots("Kami bertemu {nama} di pasar.")
        ['nama']
    """
    return re.findall(r"\{(\w+)\}", text)


def build(target: Path = TARGET) -> None:
    """Memeriksa pola, lalu menulis keempat CSV di bawah ``target/data``."""
    for row in read_list("pola"):
        if slots(row["text"]) != [row["slot"]]:
            raise ValueError(f"celah tidak sesuai dengan kolom slot: {row['text']}")
    (target / "data").mkdir(parents=True, exist_ok=True)
    for name in LISTS:
        text = (SOURCE / f"{name}.csv").read_text(encoding="utf-8")
        (target / "data" / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
        print(f"data/{name}.csv: {len(read_list(name))} baris")


if __name__ == "__main__":
    build()
