"""Bilangan dengan kata (terbilang) menurut aturan bahasa Indonesia."""

UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
LARGEST = 999_999


def terbilang(number: int) -> str:
    """Kata-kata untuk ``number``, bilangan bulat 0 sampai 999.999.

    Satu di depan puluh, belas, ratus, dan ribu menjadi *se-*; *satu ribu* hanya
    di dalam bilangan yang lebih besar (21.000: dua puluh satu ribu).

    Raises:
        ValueError: di luar 0 sampai 999.999.

    Contoh::

        >>> terbilang(4215)
        'empat ribu dua ratus lima belas'
        >>> terbilang(1011)
        'seribu sebelas'
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"Bilangan harus 0 sampai 999.999, bukan {number}.")
    if number == 0:
        return UNITS[0]
    thousands, rest = divmod(number, 1000)
    words = [] if not thousands else ["seribu"] if thousands == 1 else [*_hundreds(thousands), "ribu"]
    return " ".join(words + _hundreds(rest))


def _hundreds(number: int) -> list[str]:
    """Kata-kata untuk 0 sampai 999; 0 tidak berkata apa-apa."""
    hundreds, rest = divmod(number, 100)
    words = [] if not hundreds else ["seratus"] if hundreds == 1 else [UNITS[hundreds], "ratus"]
    if rest == 0:
        return words
    if rest < 10:
        return [*words, UNITS[rest]]
    if rest < 20:
        teens = {10: ["sepuluh"], 11: ["sebelas"]}
        return words + teens.get(rest, [UNITS[rest - 10], "belas"])
    tens, units = divmod(rest, 10)
    return [*words, UNITS[tens], "puluh", *([UNITS[units]] if units else [])]


def dotted(number: int) -> str:
    """Angka dengan titik ribuan: ``dotted(4215)`` menjadi ``'4.215'``."""
    return f"{number:,}".replace(",", ".")
