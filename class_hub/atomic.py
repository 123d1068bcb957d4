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


def write(target: Path, chunks: Iterable[bytes]) -> None:
    """Menulis potongan bita ke ``target``; berkas sementaranya dihapus jika gagal.

    Contoh::

        write(Path("catatan.txt"), [b"baris satu\\n"])
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(_TEMPORARY + secrets.token_hex(8))
    try:
        with open(temporary, "xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(target: Path, text: str) -> None:
    """Seperti :func:`write`, untuk teks UTF-8."""
    write(target, [text.encode("utf-8")])
