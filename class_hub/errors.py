"""Galat hub kelas; setiap pesan menyebut apa yang terjadi dan apa yang dapat dilakukan."""

import errno
from pathlib import Path


class HubError(Exception):
    """Hub tidak dapat mengerjakan permintaan; pesannya ditulis untuk pembaca."""


class InvalidName(HubError):
    """Nama repositori, jalur berkas, atau revisi melanggar aturan."""


class RepositoryMissing(HubError):
    """Repositori tidak ada di hub ini."""


class RevisionMissing(HubError):
    """Cabang, tag, atau commit tidak ada di repositori itu."""


class EntryMissing(HubError):
    """Berkas atau folder tidak ada pada revisi itu."""


class StaleParent(HubError):
    """Cabang sudah bergerak sejak penulis terakhir membacanya."""


class AlreadyExists(HubError):
    """Repositori, cabang, atau tag dengan nama itu sudah ada."""


class Moved(HubError):
    """Repositori ``old_id`` sudah pindah ke ``new_id``."""

    def __init__(self, old_id: str, new_id: str):
        super().__init__(f"Repositori {old_id!r} pindah ke {new_id!r}.")
        self.old_id = old_id
        self.new_id = new_id


class Refused(HubError):
    """Permintaan ditolak; ``status`` adalah status HTTP yang tepat."""

    status = 403

    def __init__(self, message: str, *, status: int | None = None):
        super().__init__(message)
        self.status = self.status if status is None else status


class BadRequest(Refused):
    """Isi permintaan tidak dapat dimengerti."""

    status = 400


class TokenNeeded(Refused):
    """Permintaan ini memerlukan token yang sah."""

    status = 401


class TooLarge(Refused):
    """Isi permintaan melewati batas ukuran, jatah, atau ruang disk."""

    status = 413


class TooOften(Refused):
    """Terlalu banyak permintaan dalam waktu singkat."""

    status = 429


def is_disk_full(error: OSError) -> bool:
    """Apakah galat ini berarti disk atau jatahnya penuh."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def storage_error(error: OSError, place: Path) -> HubError:
    """Menerjemahkan galat disk menjadi ``HubError`` dengan saran.

    Contoh::

        storage_error(OSError(errno.ENOSPC, ""), Path("gudang"))  # "Disk penuh ..."
    """
    if is_disk_full(error):
        advice = "Disk penuh. Hapus berkas yang tidak perlu, lalu coba lagi."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = "Folder itu tidak boleh ditulis. Ubah izinnya atau pilih folder lain."
    elif error.errno in (errno.EEXIST, errno.ENOTDIR):
        advice = "Ada berkas di tempat yang seharusnya folder. Pilih folder lain."
    elif error.errno == errno.ENOENT:
        advice = "Folder itu tidak ada atau baru saja dihapus. Nyalakan hub sekali lagi."
    else:
        advice = "Periksa disk itu, lalu coba lagi."
    reason = error.strerror or type(error).__name__
    return HubError(f"Gudang hub di {place} tidak dapat dipakai ({reason}). {advice}")
