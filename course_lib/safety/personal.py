"""Menemukan dan menutup data pribadi: NIK, nomor telepon, dan surel."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Kode provinsi Kementerian Dalam Negeri, yang dipakai NIK.
PROVINCES = {
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97),
}  # fmt: skip
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Label terakhir domain diawali dua huruf; kalau tidak, "3@5.000" (tiga barang, lima ribu) ikut kena.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2}[A-Za-z0-9-]*")
SIXTEEN = re.compile(r"(?<![\d+])\d(?:[ ._-]?\d){15}(?!\d)")
# "6281…" tanpa tambah, dan nomor yang menempel pada kata seperti "WA0812…".
PHONE_WITHOUT_PLUS = re.compile(
    r"(?<![^\W\d_])(?:wa|hp|no|tlp|telp|telepon|ponsel)(?P<stuck>(?:62|0)[ -]?8\d(?:[ -]?\d){7,10})(?!\d)"
    r"|(?<![\d+])(?P<alone>62[ -]?8\d(?:[ -]?\d){7,10})(?!\d)",
    re.IGNORECASE,
)
# Spasi dan garis selain yang ada di papan ketik, misalnya hasil salin dari aplikasi percakapan.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)
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

    - ``nik``: 16 angka, boleh dipisah spasi, titik, atau garis (juga garis bawah); kode provinsinya dikenal, dan angka
      ke-7 sampai ke-12 tanggal lahir yang mungkin (tanggal perempuan ditambah 40). Bentuk ini juga
      dimiliki sebagian bilangan 16 angka lain; keberadaan orangnya tidak diperiksa.
    - ``telepon``: nomor yang sah menurut pustaka ``phonenumbers``, dengan Indonesia sebagai negara
      bawaan; nomor asing berawalan ``+`` dan nomor yang menempel (``WA0812…``) ikut ditemukan.
    - ``surel``: bentuk ``nama@domain.akhiran``; akhirannya sedikitnya dua huruf dan tidak diawali angka,
      jadi ``3@5.000`` bukan surel.

    Huruf tak tampak (misalnya spasi selebar nol) dilewati; spasi dan garis yang bukan dari papan
    ketik dianggap sama dengan yang biasa. Yang tidak ditemukan: nama, alamat, NIK yang salah ketik,
    dan nomor yang ditulis dengan huruf ("nol delapan satu", huruf O untuk angka 0).

    Args:
        text: teks apa pun.

    Returns:
        Daftar :class:`Finding` yang berurutan dan tidak bertumpang-tindih; bila bertumpang-tindih,
        yang terpanjang dipilih.

    Contoh::

        >>> [one.kind for one in find_personal_data("NIK 3301024107900001, HP 0812-3456-7890")]
        ['nik', 'telepon']
    """
    plain, places = _plain(text)
    spans = [("surel", one.span()) for one in EMAIL.finditer(plain)]
    spans += [
        ("nik", one.span()) for one in SIXTEEN.finditer(plain) if _is_nik(re.sub(r"\D", "", one.group()))
    ]
    spans += [("telepon", span) for span in _phones(plain)]
    found = [(kind, places[start], places[end - 1] + 1) for kind, (start, end) in spans]
    taken, kept = bytearray(len(text)), []
    for kind, start, end in sorted(found, key=lambda one: (one[1] - one[2], KINDS.index(one[0]), one[1])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(Finding(kind, start, end, text[start:end]))
    return sorted(kept, key=lambda one: one.start)


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


def _plain(text: str) -> tuple[str, list[int]]:
    """Teks tanpa huruf tak tampak, berspasi dan bergaris biasa; dan letak asal setiap hurufnya."""
    left = [place for place, character in enumerate(text) if unicodedata.category(character) != "Cf"]
    return "".join(text[place] for place in left).translate(PLAIN), left


def _phones(text: str) -> list[tuple[int, int]]:
    """(awal, akhir) nomor telepon yang sah menurut phonenumbers."""
    import phonenumbers

    found = [(one.start, one.end) for one in phonenumbers.PhoneNumberMatcher(text, "ID")]
    for one in PHONE_WITHOUT_PLUS.finditer(text):
        part = one.lastgroup
        number = one[part] if one[part].startswith("0") else "+" + one[part]
        if phonenumbers.is_valid_number(phonenumbers.parse(number, "ID")):
            found.append(one.span(part))
    return found
