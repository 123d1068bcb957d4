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


def storage_error(error: OSError, place: Path) -> HubError:
    """Menerjemahkan galat disk menjadi ``HubError`` dengan saran.

    Contoh::

        storage_error(OSError(errno.ENOSPC, ""), Path("gudang"))  # "Disk penuh ..."
    """
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
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
