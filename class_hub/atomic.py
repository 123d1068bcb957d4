"""Menulis berkas secara utuh: isinya lama atau baru, tidak pernah setengah."""

import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

_ATTEMPTS = 20
_TEMPORARY = "tmp_obj_"  # awalan yang juga dipakai git, sehingga sisanya dikenali ``git fsck``


def replace(source: Path, target: Path) -> None:
    """Memindahkan ``source`` ke ``target`` dalam satu langkah.

    Di Windows, berkas yang sedang dibaca program lain (misalnya antivirus) menolak
    diganti sebentar; karena itu langkahnya diulang paling lama satu detik.
    """
    for attempt in range(_ATTEMPTS):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.05)


def write(target: Path, chunks: Iterable[bytes], *, private: bool = False) -> None:
    """Menulis potongan byte ke ``target``; berkas sementaranya dihapus jika gagal.

    Folder tempatnya dibuat, tetapi tidak folder di atasnya: yang baru saja dipindahkan
    tidak boleh hidup kembali.
    ``private`` membuat berkas yang hanya dapat dibaca pemiliknya (di luar Windows).

    Contoh::

        write(Path("catatan.txt"), [b"baris satu\\n"])
    """
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(_TEMPORARY + secrets.token_hex(8))
    try:
        with open(temporary, "xb", opener=_for_owner if private else None) as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(target: Path, text: str, *, private: bool = False) -> None:
    """Seperti :func:`write`, untuk teks UTF-8."""
    write(target, [text.encode("utf-8")], private=private)


def is_leftover(name: str) -> bool:
    """Apakah nama ini milik berkas sementara dari tulisan yang terputus."""
    return name.startswith(_TEMPORARY)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
