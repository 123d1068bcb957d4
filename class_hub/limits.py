"""Batas ukuran, jatah, dan laju, agar satu orang tidak menghabiskan disk atau waktu hub."""

import shutil
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from class_hub.errors import TooLarge, TooOften

MB = 1_000_000
_REMEMBERED = 10_000


@dataclass(frozen=True)
class Limits:
    """Semua batas, dalam byte kecuali disebut lain."""

    request: int = 2 * MB
    commit: int = 100 * MB
    file: int = 5_000 * MB
    quota: int = 20_000 * MB
    free_disk: int = 200 * MB
    writes_per_minute: int = 6_000
    wrong_tokens_per_minute: int = 60


def readable(size: int) -> str:
    """Ukuran untuk dibaca orang, misalnya ``5.000 MB``."""
    return f"{max(1, round(size / MB)):,} MB".replace(",", ".")


def require_space(store: Path, size: int, limits: Limits) -> None:
    """``TooLarge`` jika ``size`` byte tidak muat di disk bersama sisa yang dijaga."""
    free = shutil.disk_usage(store).free
    if free - size < limits.free_disk:
        raise TooLarge(
            f"Disk komputer hub hampir penuh: {readable(size)} tidak muat. Minta guru mengosongkan "
            "ruang, lalu unggah lagi; tidak ada yang berubah di hub.",
            status=507,
        )


class Rate:
    """Penghitung per menit untuk setiap kunci (nama orang atau alamat).

    Contoh::

        rate = Rate(2)
        rate.count("rani"); rate.count("rani")
        rate.count("rani")  # TooOften
    """

    def __init__(self, per_minute: int):
        self._per_minute = per_minute
        self._counts: OrderedDict[str, tuple[int, int, object]] = OrderedDict()

    def count(self, key: str, event: object = None) -> None:
        """Mencatat satu kejadian; ``TooOften`` jika jatah menit ini habis.

        Kejadian yang sama dengan yang sebelumnya (``event``) tidak dihitung lagi.
        """
        minute = int(time.monotonic() // 60)
        then, number, last = self._counts.pop(key, (minute, 0, None))
        number = number if then == minute else 0
        repeated = event is not None and event == last
        number += not repeated
        self._counts[key] = (minute, number, event)
        while len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)
        if number > self._per_minute and not repeated:
            raise TooOften("Terlalu banyak permintaan dalam satu menit. Tunggu sebentar, lalu coba lagi.")
