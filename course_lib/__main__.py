"""Kata-kata kursus: ``python -m course_lib lab | jalankan | uji | periksa | hub``.

Biasanya dipanggil oleh ``mulai.py``. Setiap kata mengimpor modulnya sendiri saat
dipakai, jadi ``periksa`` tetap berjalan ketika ada paket yang rusak.
"""

import argparse
import os
import sys

from course_lib.errors import CourseError


class _Help(argparse.HelpFormatter):
    """Bantuan argparse dengan judul berbahasa Indonesia."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "Pakai: ")

    def start_section(self, heading):
        super().start_section({"positional arguments": "kata", "options": "pilihan"}.get(heading, heading))


def parser() -> argparse.ArgumentParser:
    """Pengurai baris perintah; satu anak untuk setiap kata."""
    main_parser = argparse.ArgumentParser(
        prog=os.environ.get("COURSE_COMMAND", "python mulai.py"), add_help=False
    )
    words = main_parser.add_subparsers(dest="word", required=True, metavar="KATA")

    def word(name: str, help_text: str) -> argparse.ArgumentParser:
        one = words.add_parser(
            name, help=help_text, description=help_text, add_help=False, formatter_class=_Help
        )
        one.add_argument("-h", "--help", "--bantuan", action="help", help="menampilkan bantuan ini")
        return one

    lab = word("lab", "membuka JupyterLab di pelajaran pertama")
    lab.add_argument("--tanpa-peramban", action="store_true", help="hanya mencetak alamatnya")
    lab.add_argument(
        "--di-repositori", action="store_true", help="membuka berkas asli kursus, bukan salinan Anda"
    )
    run = word("jalankan", "menjalankan pelajaran tanpa peramban dan mencetak keluarannya")
    run.add_argument("lessons", nargs="*", metavar="BAB", help="misalnya bab02_pipeline, atau semua")
    word("uji", "menjalankan seluruh pengujian; pilihan lain diteruskan ke pytest")
    word("gemma", "menyiapkan model Gemma 270M di hub kelas (dipanggil oleh --gemma)")
    doctor = word("periksa", "memeriksa komputer Anda")
    doctor.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    doctor.add_argument("--bersihkan", action="store_true", help="menghapus simpanan unduhan")
    doctor.add_argument("--ya", action="store_true", help="bersama --bersihkan: tanpa bertanya")
    hub = word("hub", "hub kelas: menyalakan, membuka untuk satu ruang, membuat token")
    hub.add_argument(
        "action", nargs="?", default="status", metavar="TINDAKAN",
        help="mulai, status (bawaan), berhenti, token, cabut, orang, pulihkan, atau kosongkan",
    )  # fmt: skip
    hub.add_argument("names", nargs="*", metavar="NAMA", help="untuk token, cabut, dan pulihkan")
    hub.add_argument(
        "--jaringan", action="store_true", help="bersama mulai: terbuka bagi komputer lain di ruang ini"
    )
    hub.add_argument("--peran", metavar="PERAN", help="bersama token: guru, siswa (bawaan), atau tamu")
    return main_parser


def main(words: list[str] | None = None) -> int:
    """Menjalankan satu kata; mengembalikan kode keluar."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _put_own_programs_first()
    choice, rest = parser().parse_known_args(words)
    if rest and choice.word != "uji":
        parser().error(f"pilihan tidak dikenal: {' '.join(rest)}. Lihat yang ada dengan --help.")
    try:
        return _dispatch(choice, rest)
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # misalnya `hub status | head`: pembacanya sudah cukup
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _put_own_programs_first() -> None:
    """Sama dengan mengaktifkan ``.venv``: ``!pip`` di notebook berarti pip lingkungan ini."""
    folder = os.path.dirname(sys.executable)
    entries = os.environ.get("PATH", "").split(os.pathsep)
    if folder and entries[0] != folder:
        os.environ["PATH"] = os.pathsep.join([folder, *entries])


def _dispatch(choice: argparse.Namespace, rest: list[str]) -> int:
    if choice.word == "lab":
        from course_lib import lab

        return lab.start(browser=not choice.tanpa_peramban, in_repository=choice.di_repositori)
    if choice.word == "gemma":
        from course_lib import gemma

        gemma.prepare()
        return 0
    if choice.word == "jalankan":
        from course_lib import runner

        return runner.run_lessons(choice.lessons)
    if choice.word == "uji":
        from course_lib import testing

        return testing.run(rest)
    if choice.word == "periksa":
        from course_lib.doctor import cleaning, report

        return cleaning.clean(ask=not choice.ya) if choice.bersihkan else report.report(as_json=choice.json)
    from course_lib import hub_word

    return hub_word.act(choice.action, choice.names, network=choice.jaringan, role=choice.peran)


if __name__ == "__main__":
    sys.exit(main())
