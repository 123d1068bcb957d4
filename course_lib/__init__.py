"""Pustaka kecil kursus "Belajar Hugging Face".

Dua baris pembuka setiap pelajaran::

    import course_lib
    course_lib.setup()

Pelajaran memanggil ``transformers``, ``datasets``, dan ``huggingface_hub``
secara langsung; pustaka ini hanya menyiapkan, memeriksa latihan, dan
menampilkan.
"""

from course_lib.account import hub_token
from course_lib.catalog import hub_id, hub_revision
from course_lib.errors import CourseError
from course_lib.explain import explain
from course_lib.runtime import Session, setup

__all__ = ["CourseError", "Session", "explain", "hub_id", "hub_revision", "hub_token", "setup"]
