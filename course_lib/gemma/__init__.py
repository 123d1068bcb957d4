"""Paket Gemma: model sungguhan 270 juta parameter, dari indeks paket ke hub kelas.

``python mulai.py --gemma`` memasang paketnya (GGUF, sekitar 270 MB) lalu memanggil
:func:`prepare`, satu kali saja::

    GGUF di .venv ── assemble ──► satu berkas ── convert ──► safetensors ── publish ──► hub kelas

Setiap tahap menyelesaikan hasilnya sebelum dipakai tahap berikutnya, jadi pekerjaan yang
terputus dilanjutkan dari tahap terakhir yang utuh.
"""

import shutil

from course_lib import paths
from course_lib.doctor.finding import command
from course_lib.errors import CourseError
from course_lib.gemma import convert, publish

DISK_MB = 2_000  # berkas GGUF, hasil ubahan, salinannya di hub, dan sisa yang dijaga


def prepare() -> None:
    """Menyiapkan :data:`publish.REPOSITORY` di hub kelas komputer ini; aman diulang.

    Raises:
        CourseError: paketnya belum terpasang atau rusak, disk kurang, atau hub tidak menyala.

    Contoh::

        prepare()  # Gemma sudah siap sebagai paket/gemma-3-270m.
    """
    url = publish.connect()
    if publish.ready(url):
        print(f"Gemma sudah siap sebagai {publish.REPOSITORY}.")
        return
    if not convert.installed():
        raise CourseError(f"Paket Gemma belum terpasang. Jalankan: {command()} --gemma")
    folder = paths.home() / "gemma"
    _require_disk(folder)
    convert.show_terms(folder)
    converted = convert.converted(folder)
    print(f"Menerbitkan {publish.REPOSITORY} di hub kelas...", flush=True)
    publish.publish(converted, url)
    shutil.rmtree(folder, ignore_errors=True)
    print(f"Gemma siap sebagai {publish.REPOSITORY}.")


def _require_disk(folder) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free / 1e6
    if free < DISK_MB:
        raise CourseError(
            f"Menyiapkan Gemma memerlukan sekitar {DISK_MB} MB di {folder.parent}, yang tersisa {free:.0f} MB. "
            f"Kosongkan ruang (`{command()} periksa --bersihkan` menghapus simpanan unduhan), lalu ulangi."
        )
