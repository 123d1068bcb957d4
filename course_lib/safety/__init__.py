"""Penyaringan sederhana: ejaan yang disamarkan, daftar kata, dan data pribadi.

Dibangun dengan tangan di Bab 13. Tiga modul: ``spelling`` (ejaan), ``words`` (daftar kata), dan
``personal`` (NIK, telepon, surel). Semuanya alat bantu yang keliru ke dua arah: ukur
presisi dan recall-nya pada data Anda, dan sediakan jalan banding bagi orang yang salah disaring.
"""

from course_lib.safety.personal import Finding, find_personal_data, mask
from course_lib.safety.spelling import normalize_spelling
from course_lib.safety.words import Match, WordList

__all__ = ["Finding", "Match", "WordList", "find_personal_data", "mask", "normalize_spelling"]
