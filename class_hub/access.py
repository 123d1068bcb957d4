"""Siapa boleh apa: satu tempat untuk semua aturan izin.

============  =========================  ==============================  ==================
peran         membaca yang umum          membaca yang privat             menulis
============  =========================  ==============================  ==================
tanpa token   ya                         tidak                           tidak
tamu          ya                         tidak                           tidak
siswa         ya                         ruang nama sendiri              ruang nama sendiri
guru          ya                         semua                           semua
============  =========================  ==============================  ==================

Repositori privat yang tidak boleh dibaca dijawab seolah-olah tidak ada.
"""

from class_hub.people import Account
from class_hub.repository import Repository


def may_write(account: Account | None, namespace: str) -> bool:
    """Apakah orang itu boleh membuat dan mengubah repositori di sebuah ruang nama.

    Contoh::

        may_write(Account("rani", "siswa"), "rani")  # True
    """
    if account is None or account.role == "tamu":
        return False
    return account.role == "guru" or account.name == namespace


def may_read(account: Account | None, repository: Repository) -> bool:
    """Apakah orang itu boleh melihat repositori."""
    return not repository.private or may_write(account, repository.namespace)
