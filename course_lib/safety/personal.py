"""Menemukan dan menutup data pribadi: NIK, nomor telepon, dan surel."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Kode provinsi Kementerian Dalam Negeri; 97 dipakai Badan Pusat Statistik.
PROVINCES = {
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98),
}  # fmt: skip
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Label terakhir domain diawali dua huruf; kalau tidak, "3@5.000" (tiga barang, lima ribu) ikut kena.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2}[A-Za-z0-9-]*")
SIXTEEN = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){15}(?!\d)")
PHONE_WITHOUT_PLUS = re.compile(r"(?<![\d+])62[ -]?8\d(?:[ -]?\d){7,10}(?!\d)")
KINDS = ("surel", "nik", "telepon")  # yang didahulukan bila sama panjang


@dataclass(frozen=True)
class Finding:
    """Satu data pribadi yang ditemukan.

    Args:
        kind: ``"nik"``, ``"telepon"``, atau ``"surel"``.
        start: letak huruf pertamanya.
        end: letak sesudah huruf terakhirnya.
        text: tulisannya.

    Contoh::

        >>> Finding("surel", 3, 18, "luh@contoh.web.id").kind
        'surel'
    """

    kind: str
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[Finding]:
    """NIK, nomor telepon, dan surel di dalam sebuah teks.

    - ``nik``: 16 angka, boleh dipisah spasi, titik, atau garis; kode provinsinya dikenal, dan angka
      ke-7 sampai ke-12 tanggal lahir yang mungkin (tanggal perempuan ditambah 40). Bentuk ini juga
      dimiliki sebagian bilangan 16 angka lain; keberadaan orangnya tidak diperiksa.
    - ``telepon``: nomor yang sah menurut pustaka ``phonenumbers``, dengan Indonesia sebagai negara
      bawaan; nomor asing berawalan ``+`` ikut ditemukan.
    - ``surel``: bentuk ``nama@domain.akhiran``; akhirannya sedikitnya dua huruf dan tidak diawali angka,
      jadi ``3@5.000`` bukan surel.

    Yang tidak ditemukan: nama, alamat, dan nomor yang ditulis dengan huruf ("nol delapan satu").

    Args:
        text: teks apa pun.

    Returns:
        Daftar :class:`Finding` yang berurutan dan tidak bertumpang-tindih; bila bertumpang-tindih,
        yang terpanjang dipilih.

    Contoh::

        >>> [one.kind for one in find_personal_data("NIK 3301024107900001, HP 0812-3456-7890")]
        ['nik', 'telepon']
    """
    found = [Finding("surel", one.start(), one.end(), one.group()) for one in EMAIL.finditer(text)]
    found += [
        Finding("nik", one.start(), one.end(), one.group())
        for one in SIXTEEN.finditer(text)
        if _is_nik(re.sub(r"\D", "", one.group()))
    ]
    found += _phones(text)
    kept = []
    for one in sorted(found, key=lambda item: (item.start - item.end, KINDS.index(item.kind), item.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.start)


def mask(text: str, findings: Sequence[Finding], style: str = "[{kind}]") -> str:
    """Teks dengan setiap temuan diganti.

    Args:
        text: teks yang sama dengan yang diperiksa.
        findings: dari :func:`find_personal_data`, semua atau sebagian.
        style: pengganti; ``{kind}`` diisi jenisnya dengan huruf besar, misalnya ``[NIK]``.

    Raises:
        ValueError: temuannya bukan dari teks ini, atau saling bertumpang-tindih.

    Contoh::

        >>> kalimat = "Tulis ke luh@contoh.web.id."
        >>> mask(kalimat, find_personal_data(kalimat))
        'Tulis ke [SUREL].'
    """
    parts, place = [], 0
    for one in sorted(findings, key=lambda item: item.start):
        if text[one.start : one.end] != one.text:
            raise ValueError(f"Temuan {one.kind} di letak {one.start} bukan dari teks ini.")
        if one.start < place:
            raise ValueError(f"Temuan di letak {one.start} bertumpang-tindih dengan temuan sebelumnya.")
        parts += [text[place : one.start], style.replace("{kind}", one.kind.upper())]
        place = one.end
    return "".join([*parts, text[place:]])


def _is_nik(digits: str) -> bool:
    """Apakah 16 angka ini berbentuk NIK?"""
    province, region, district, day, month, _ = (int(digits[place : place + 2]) for place in range(0, 12, 2))
    day = day - 40 if day > 40 else day
    real_date = 1 <= month <= 12 and 1 <= day <= DAYS[month - 1]
    return province in PROVINCES and region > 0 and district > 0 and real_date and digits[12:] != "0000"


def _phones(text: str) -> list[Finding]:
    """Nomor telepon yang sah menurut phonenumbers."""
    import phonenumbers

    found = [
        Finding("telepon", one.start, one.end, one.raw_string)
        for one in phonenumbers.PhoneNumberMatcher(text, "ID")
    ]
    for one in PHONE_WITHOUT_PLUS.finditer(text):
        number = phonenumbers.parse("+" + one.group())
        if phonenumbers.is_valid_number(number):
            found.append(Finding("telepon", one.start(), one.end(), one.group()))
    return found
