"""Setelan pengalokasi memori untuk pelatihan di CPU (hanya Linux dengan glibc)."""

import ctypes
import platform

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4


def keep_memory() -> bool:
    """Jangan kembalikan memori tensor ke sistem tiap langkah.

    Tanpa ini glibc meminta lalu mengembalikan tiap tensor besar, dan separuh
    waktu pelatihan habis di sistem operasi. Mengembalikan False (tanpa mengubah
    apa pun) di luar Linux dengan glibc.
    """
    if platform.system() != "Linux" or platform.libc_ver()[0] != "glibc":
        return False
    libc = ctypes.CDLL(None)
    settings = ((M_MMAP_MAX, 0), (M_TRIM_THRESHOLD, 2**31 - 1), (M_TOP_PAD, 2**28))
    return all(libc.mallopt(option, value) for option, value in settings)
