"""Membaca token dari kepala ``Authorization`` dan menasihati pemilik token yang salah."""

import base64

from class_hub.people import TOKEN_PREFIX

_WHERE = (
    "Di pelajaran, jalankan login(token=course_lib.hub_token()). Pada hub milik guru, mintalah token; "
    "guru membuatnya dengan `python mulai.py hub token NAMA`."
)


def from_header(header: str) -> str:
    """Token dari ``Bearer TOKEN``, atau dari sandi ``Basic`` (dipakai git); ``""`` jika tidak ada.

    Contoh::

        from_header("Bearer kelas_ab12")  # "kelas_ab12"
    """
    scheme, _, value = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
        except ValueError:
            return ""
    return ""


def advice(token: str) -> str:
    """Mengapa token ini tidak dapat dipakai menulis, dan apa yang dapat dilakukan."""
    if not token:
        return f"Permintaan ini memerlukan token. {_WHERE}"
    if token.startswith("hf_"):
        return (
            "Token yang dikirim adalah token huggingface.co, bukan token hub kelas. Hub kelas tidak menyimpannya, "
            f"tetapi jangan mengirimnya ke alamat lain selain huggingface.co. {_WHERE}"
        )
    if token.startswith(TOKEN_PREFIX):
        return f"Token ini tidak berlaku lagi di hub kelas ini. Ambil yang baru. {_WHERE}"
    return f"Token ini tidak dikenal hub kelas. {_WHERE}"
