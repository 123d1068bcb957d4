"""Bilangan, ukuran, dan waktu dalam tulisan Indonesia."""

from datetime import datetime

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_UNITS = ("KB", "MB", "GB", "TB")
_ZONES = {0: "UTC", 420: "WIB", 480: "WITA", 540: "WIT"}
_LONGEST_TITLE = 120


def number(value: int) -> str:
    """Bilangan dengan titik pemisah ribuan: ``12.345``."""
    return f"{value:,}".replace(",", ".")


def size(count: int) -> str:
    """Ukuran dalam satuan yang enak dibaca; ``count`` dalam byte.

    Contoh::

        size(10_800_000)  # "10,8 MB"
    """
    if count < 1000:
        return f"{count} byte"
    value = float(count)
    for unit in _UNITS:
        value /= 1000
        if round(value, 1) < 1000 or unit == _UNITS[-1]:
            break
    return f"{value:.1f} {unit}".replace(".", ",")


def date(seconds: int) -> str:
    """Tanggal menurut jam komputer hub, dari detik sejak 1970: ``1 Januari 2026``."""
    moment = datetime.fromtimestamp(seconds)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment(seconds: int) -> str:
    """Tanggal dan jam beserta zonanya: ``1 Januari 2026, 15.30 WIB``."""
    local = datetime.fromtimestamp(seconds).astimezone()
    return f"{date(seconds)}, {local:%H.%M} {zone(int(local.utcoffset().total_seconds()) // 60)}"


def zone(minutes: int) -> str:
    """Nama zona waktu yang berselisih ``minutes`` menit dari UTC.

    Contoh::

        zone(420)  # "WIB"
    """
    if minutes in _ZONES:
        return _ZONES[minutes]
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{abs(minutes) // 60}.{abs(minutes) % 60:02d}"


def short_id(commit: str) -> str:
    """Tujuh digit pertama sebuah id commit."""
    return commit[:7]


def title(text: str) -> str:
    """Judul commit atau kartu dalam satu baris yang tidak terlalu panjang."""
    text = " ".join(text[: 4 * _LONGEST_TITLE].split())
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"


def several(values: list[str], most: int) -> str:
    """Beberapa nilai dipisahkan koma; selebihnya disebut jumlahnya.

    Contoh::

        several(["id", "jv", "su"], 2)  # "id, jv, dan 1 lagi"
    """
    if len(values) <= most:
        return ", ".join(values)
    return f"{', '.join(values[:most])}, dan {number(len(values) - most)} lagi"
