"""Profil: nama checkpoint mana yang dipakai pelajaran.

``mini`` memakai model kecil dari hub kelas, ``full`` memakai checkpoint asli.
Profil dipilih dengan sadar lewat ``COURSE_PROFILE`` atau ``setup("full")``,
tidak pernah ditebak dari ada tidaknya internet.
"""

import os

from course_lib.errors import CourseError

PROFILES = {
    "mini": "model mini dari hub kelas",
    "full": "checkpoint asli",
}


def active_profile() -> str:
    """Profil yang berlaku: ``COURSE_PROFILE``, atau ``"mini"``.

    Raises:
        CourseError: nama profil tidak dikenal.
    """
    return check_profile(os.environ.get("COURSE_PROFILE") or "mini")


def check_profile(name: str) -> str:
    """Mengembalikan nama profil yang sah, tanpa spasi dan dalam huruf kecil.

    Raises:
        CourseError: nama profil tidak dikenal.

    Contoh::

        >>> check_profile(" Mini ")
        'mini'
    """
    cleaned = str(name).strip().lower()
    if cleaned not in PROFILES:
        known = " atau ".join(f"'{p}'" for p in PROFILES)
        raise CourseError(
            f"Profil '{name}' tidak dikenal. Pilih {known}: ubah COURSE_PROFILE atau "
            "argumen setup(), lalu mulai ulang kernel."
        )
    return cleaned
