"""Galat yang pesannya ditulis untuk pembaca kursus."""


class CourseError(Exception):
    """Ada yang perlu diperbaiki pembaca; pesannya menyebut apa dan bagaimana.

    Contoh::

        raise CourseError("Profil 'besar' tidak dikenal. Pilih 'mini' atau 'full'.")
    """
