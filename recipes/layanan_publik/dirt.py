"""Jenis-jenis kotoran, satu fungsi untuk satu jenis.

Setiap fungsi menerima satu baris (kamus kolom ke teks) dan sumber acak, lalu mengembalikan
baris baru. Baris yang tidak dapat dikotori dikembalikan tanpa perubahan.
"""

import html
import random
from collections.abc import Callable

from recipes.layanan_publik.slang import informal

Row = dict[str, str]

MISSING = ("", "-", "N/A", "tidak ada", "NULL")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
MISSPELLINGS = {
    "Karang Pelita": ("Karang Plita", "Krg. Pelita", "Karang Pelitta"),
    "Wanaraksa": ("Wonoraksa", "Wana Raksa", "Wanarksa"),
    "Batu Selendang": ("Btu Selendang", "Batu Slendang", "Batu Selendng"),
    "Telaga Kemuning": ("Tlg. Kemuning", "Telaga Kumuning", "Talaga Kemuning"),
    "Padang Serindit": ("Pdg. Serindit", "Padang Srindit", "Padang Serendit"),
    "Tanjung Merawai": ("Tj. Merawai", "Tanjung Merawaii", "Tanjong Merawai"),
    "Rantau Jelutung": ("Rantau Jlutung", "Rantau Jelutong", "Rntau Jelutung"),
    "Sungai Lumpang": ("Sei Lumpang", "S. Lumpang", "Sungai Lumpeng"),
}


def resend(row: Row, rng: random.Random) -> Row:
    """Laporan yang dikirim sekali lagi: huruf besar kecilnya lain, dan ada satu salah ketik."""
    change = rng.choice((str.upper, str.lower, str.swapcase, lambda text: text))
    return {**row, "isi": change(mistype(row["isi"], rng))}


def mistype(text: str, rng: random.Random) -> str:
    """Satu huruf di tengah teks hilang, terketik dua kali, atau bertukar dengan tetangganya."""
    places = [i for i in range(4, len(text) - 2) if text[i : i + 2].isalpha() and text[i] != text[i + 1]]
    place = rng.choice(places)
    first, second = text[place], text[place + 1]
    return text[:place] + rng.choice((second, first * 2 + second, second + first)) + text[place + 2 :]


def lose_cell(row: Row, rng: random.Random) -> Row:
    """Satu sel hilang; nilainya masih terbaca di laporan kembarnya."""
    columns = [name for name in ("kecamatan", "kategori", "hari_penanganan", "nilai") if row[name]]
    return {**row, rng.choice(columns): rng.choice(MISSING)}


def impossible_days(row: Row, rng: random.Random) -> Row:
    """Hari penanganan yang kosong diisi bilangan yang tidak mungkin."""
    return row if row["hari_penanganan"] else {**row, "hari_penanganan": rng.choice(("-1", "999"))}


def impossible_score(row: Row, rng: random.Random) -> Row:
    """Nilai yang kosong diisi bilangan di luar 1 sampai 5."""
    return row if row["nilai"] else {**row, "nilai": rng.choice(("9", "0"))}


def spell_missing(row: Row, rng: random.Random) -> Row:
    """Sel kosong ditulis dengan salah satu ejaan untuk "tidak ada data"."""
    blank = [name for name in ("hari_penanganan", "nilai") if not row[name]]
    return {**row, **{name: rng.choice(MISSING) for name in blank}}


def slash_date(row: Row, rng: random.Random) -> Row:
    """Tanggal seperti 12/03/2026: hari, bulan, tahun."""
    year, month, day = row["tanggal"].split("-")
    return {**row, "tanggal": f"{day}/{month}/{year}"}


def long_date(row: Row, rng: random.Random) -> Row:
    """Tanggal seperti 12 Maret 2026."""
    year, month, day = row["tanggal"].split("-")
    return {**row, "tanggal": f"{int(day)} {MONTHS[int(month) - 1]} {year}"}


def short_date(row: Row, rng: random.Random) -> Row:
    """Tanggal seperti 12 Mar 26."""
    year, month, day = row["tanggal"].split("-")
    return {**row, "tanggal": f"{int(day)} {SHORT_MONTHS[int(month) - 1]} {year[2:]}"}


def misspell_district(row: Row, rng: random.Random) -> Row:
    """Nama kecamatan disingkat atau salah eja."""
    name = row["kecamatan"]
    return {**row, "kecamatan": rng.choice(MISSPELLINGS[name])} if name in MISSPELLINGS else row


def restyle_district(row: Row, rng: random.Random) -> Row:
    """Nama kecamatan dengan huruf, awalan, atau spasi yang lain."""
    name = row["kecamatan"]
    if name in MISSING:
        return row
    variants = (
        name.upper(), name.lower(), f"Kec. {name}", f"Kecamatan {name}",
        f"{name} ", f"  {name}", name.replace(" ", "  ") + " ",
    )  # fmt: skip
    return {**row, "kecamatan": rng.choice(variants)}


def restyle_category(row: Row, rng: random.Random) -> Row:
    """Kategori dengan huruf atau spasi yang lain."""
    name = row["kategori"]
    if name in MISSING:
        return row
    variants = (name.upper(), name.capitalize(), f" {name}", f"{name.capitalize()} ")
    return {**row, "kategori": rng.choice(variants)}


def decimal_comma(row: Row, rng: random.Random) -> Row:
    """Bilangan bulat ditulis dengan koma desimal, misalnya 4,0."""
    names = [name for name in ("hari_penanganan", "nilai") if row[name].isdigit()]
    return {**row, **{name: f"{row[name]},0" for name in names}}


def add_unit(row: Row, rng: random.Random) -> Row:
    """Hari penanganan diberi satuan."""
    days = row["hari_penanganan"]
    if not days[-1:].isdigit():
        return row
    return {**row, "hari_penanganan": days + rng.choice((" hari", " hari", "hari", " hr"))}


def slang(row: Row, rng: random.Random) -> Row:
    """Beberapa kata baku di isi disingkat seperti dalam obrolan."""
    return {**row, "isi": informal(row["isi"], rng)}


def extra_spaces(row: Row, rng: random.Random) -> Row:
    """Spasi berlebih di tengah isi dan di tepinya."""
    words = row["isi"].split(" ")
    gaps = {rng.randrange(1, len(words)) for _ in range(2)}
    text = "".join(("  " if i in gaps else " ") + word if i else word for i, word in enumerate(words))
    return {**row, "isi": rng.choice(("", " ")) + text + rng.choice(("", "  "))}


def double_quotes(row: Row, rng: random.Random) -> Row:
    """Setiap tanda kutip lurus di isi tertulis dua kali."""
    return {**row, "isi": row["isi"].replace('"', '""')}


def html_entities(row: Row, rng: random.Random) -> Row:
    """Tanda khusus di isi menjadi entitas HTML, dan satu spasi menjadi ``&nbsp;``."""
    text = html.escape(row["isi"])
    if rng.random() < 0.5:
        text = text.encode("ascii", "xmlcharrefreplace").decode()
    spaces = [i for i, character in enumerate(text) if character == " "]
    place = rng.choice(spaces)
    return {**row, "isi": f"{text[:place]}&nbsp;{text[place + 1 :]}"}


def mojibake(row: Row, rng: random.Random) -> Row:
    """Isi UTF-8 yang keliru dibaca sebagai cp1252, bila pembacaan itu tidak gagal."""
    try:
        return {**row, "isi": row["isi"].encode("utf-8").decode("cp1252")}
    except UnicodeDecodeError:
        return row


# Nama, peluang, fungsi; dijalankan berurutan pada setiap baris.
STEPS: list[tuple[str, float, Callable[[Row, random.Random], Row]]] = [
    ("hari_mustahil", 0.25, impossible_days),
    ("nilai_mustahil", 0.22, impossible_score),
    ("kosong_beragam", 1.0, spell_missing),
    ("kecamatan_salah_eja", 0.16, misspell_district),
    ("kecamatan_beda_gaya", 0.34, restyle_district),
    ("kategori_beda_gaya", 0.36, restyle_category),
    ("koma_desimal", 0.18, decimal_comma),
    ("bersatuan", 0.28, add_unit),
    ("singkatan", 0.38, slang),
    ("spasi_berlebih", 0.2, extra_spaces),
    ("kutip_ganda", 0.7, double_quotes),
    ("entitas_html", 0.16, html_entities),
    ("mojibake", 0.75, mojibake),
]
DATES = [
    ("tanggal_garis_miring", slash_date),
    ("tanggal_panjang", long_date),
    ("tanggal_pendek", short_date),
]
