"""Tanggal dalam beberapa tulisan, dan cara membacanya.

Jawabannya bentuk lisan (*tujuh belas Agustus dua ribu dua puluh empat*), bukan
2024-08-17: bentuk baku cukup dikerjakan ``strftime``, sedangkan bentuk lisan
dibutuhkan pembaca teks, memakai lagi pelajaran terbilang, dan memaksa model
menyusun ulang urutan hari, bulan, dan tahun.
"""

from datetime import date

from recipes.t5_angka.numbers import terbilang

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
FORMATS = {
    "17/08/2024": lambda d: d.strftime("%d/%m/%Y"),
    "17/8/2024": lambda d: f"{d.day}/{d.month}/{d.year}",
    "17-08-2024": lambda d: d.strftime("%d-%m-%Y"),
    "17.08.2024": lambda d: d.strftime("%d.%m.%Y"),
    "2024-08-17": lambda d: d.isoformat(),
    "17 Agustus 2024": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "17 Agu 2024": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
}


def spoken(day: date) -> str:
    """Tanggal seperti dibaca orang: hari, nama bulan, tahun.

    Contoh::

        >>> spoken(date(2024, 8, 17))
        'tujuh belas Agustus dua ribu dua puluh empat'
    """
    return f"{terbilang(day.day)} {MONTHS[day.month - 1]} {terbilang(day.year)}"


def written(day: date, form: str) -> str:
    """``day`` ditulis menurut ``form``, salah satu kunci ``FORMATS``.

    Contoh::

        >>> written(date(2024, 8, 17), "17/8/2024")
        '17/8/2024'
    """
    return FORMATS[form](day)
