"""Pemeriksa latihan: hasil, petunjuk, solusi, dan kemajuan satu bab.

Modul pemeriksa sebuah bab terlihat seperti ini::

    lesson = Lesson("bab02_pipeline")

    @lesson.check(hints=["Urutkan dahulu datanya.", "Lihat `sorted`."])
    def median(median):
        expect_returns(median, [7, 1, 3], equals=3, note="Apakah datanya sudah diurutkan?")

Nama parameter sama dengan nama variabel atau fungsi di dalam soal, karena dipakai
dalam pesan. Pembaca lalu menulis ``check.median(median)``.
"""

import inspect

from course_lib import progress
from course_lib.answers import (
    Stopped,
    Untouched,
    Wrong,
    by_hand,
    call,
    call_text,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)
from course_lib.comparing import difference, short
from course_lib.explain import explain_with_message
from course_lib.panel import Outcome, Panel
from course_lib.solutions import answer_source

__all__ = [
    "Lesson",
    "Wrong",
    "by_hand",
    "call",
    "call_text",
    "difference",
    "expect_equal",
    "expect_raises",
    "expect_returns",
    "expect_type",
    "short",
]


class Lesson:
    """Kumpulan pemeriksa satu bab, bernomor menurut urutan penulisannya.

    `stem` ialah nama berkas pelajaran tanpa akhiran, misalnya ``"bab02_pipeline"``.
    """

    def __init__(self, stem):
        self.stem = stem
        self.checks = []
        self._finished_here = set()  # tetap benar sekalipun disk menolak ditulisi

    def check(self, hints):
        """Jadikan fungsi di bawahnya pemeriksa; `hints` berisi sedikitnya satu petunjuk."""

        def decorate(function):
            made = Check(self, len(self.checks) + 1, function, hints)
            self.checks.append(made)
            return made

        return decorate

    def finished(self):
        """Nama latihan bab ini yang sudah benar (himpunan)."""
        known = {check.name for check in self.checks}
        return (progress.finished(self.stem) | self._finished_here) & known

    def finish(self, name):
        """Catat satu latihan sebagai benar; kembalikan kalimat kemajuan."""
        self._finished_here.add(name)
        warning = progress.record(self.stem, name)
        done, total = len(self.finished()), len(self.checks)
        if done == total:
            text = f"Semua {total} latihan bab ini sudah Anda selesaikan."
        else:
            text = f"Anda sudah menyelesaikan {done} dari {total} latihan bab ini."
        return f"{text} {warning}".strip()

    def progress(self):
        """Tampilkan daftar latihan bab ini beserta keadaannya."""
        finished = self.finished()
        rows = [
            f"{check.title:<11} check.{check.name:<24} "
            + ("benar" if check.name in finished else "belum selesai")
            for check in self.checks
        ]
        text = f"{len(finished)} dari {len(rows)} latihan `{self.stem}` selesai."
        if len(finished) == len(rows):
            text += " Selamat, bab ini tuntas."
        return Panel("kemajuan", text, "\n".join(rows))


class Check:
    """Pemeriksa satu latihan: panggil dengan jawaban Anda; juga `.hint()`, `.solution()`."""

    def __init__(self, lesson, number, function, hints):
        self.lesson = lesson
        self.name = function.__name__
        self.title = f"Latihan {number}"
        self.hints = list(hints)
        self.__doc__ = function.__doc__
        self._function = function
        self._signature = inspect.signature(function)
        self._hints_seen = 0

    def __repr__(self):
        names = ", ".join(self._signature.parameters)
        return (
            f"{self.title}: check.{self.name}({names}) memeriksa jawaban Anda, "
            f"check.{self.name}.hint() memberi petunjuk, "
            f"check.{self.name}.solution() menunjukkan solusi."
        )

    def __call__(self, *answers, **named):
        """Periksa jawaban, tampilkan hasilnya, dan kembalikan sebagai Outcome."""
        return self._outcome(answers, named).show()

    def hint(self, number=None):
        """Tampilkan petunjuk ke-`number` (mulai 1); tanpa nomor: petunjuk berikutnya."""
        total = len(self.hints)
        if number is None:
            number = min(self._hints_seen + 1, total)
        if number not in range(1, total + 1):
            last = f"Pilih nomor 1 sampai {total}." if total > 1 else "Nomornya 1."
            return Panel("petunjuk", f"{self.title} punya {total} petunjuk. {last}").show()
        self._hints_seen = max(self._hints_seen, number)
        label = f"petunjuk {number} dari {total}"
        return Panel(label, self.hints[number - 1]).show()

    def solution(self):
        """Tampilkan jawaban contoh untuk latihan ini."""
        source = answer_source(self.lesson.stem, self.name)
        if source is None:
            text = f"Solusi {self.title} tidak ditemukan di pemasangan kursus ini."
            return Panel("solusi", text).show()
        text = f"{self.title}, salah satu jawaban yang benar:"
        return Panel("solusi", text, source).show()

    def _outcome(self, answers, named):
        try:
            bound = self._signature.bind(*answers, **named)
        except TypeError:
            names = ", ".join(self._signature.parameters)
            return Outcome(
                "galat",
                f"Pemeriksa {self.title} dipanggil dengan {len(answers) + len(named)} nilai. "
                f"Tulis `check.{self.name}({names})`.",
            )
        try:
            for name, value in bound.arguments.items():
                _require_filled(name, value)
            self._function(*bound.args, **bound.kwargs)
        except Wrong as wrong:
            return Outcome("belum tepat", f"{wrong} {self._next_step()}")
        except Untouched as untouched:
            return Outcome("belum dikerjakan", f"{self.title} belum dikerjakan. {untouched}")
        except Stopped as stopped:
            return Outcome("galat", f"{_stopped_message(stopped)} {self._next_step()}")
        except Exception as error:
            return Outcome("pemeriksa bermasalah", self._broken_message(error))
        return Outcome("benar", self.lesson.finish(self.name))

    def _next_step(self):
        if self._hints_seen < len(self.hints):
            call = f"check.{self.name}.hint({self._hints_seen + 1})"
            return f"Perlu petunjuk? Jalankan `{call}`."
        return f"Semua petunjuk sudah dibuka; `check.{self.name}.solution()` menunjukkan solusinya."

    def _broken_message(self, error):
        place = inspect.getinnerframes(error.__traceback__)[-1]
        return (
            f"Pemeriksa {self.title} ini bermasalah, jadi jawaban Anda belum dapat dinilai. "
            f"Laporkan kepada pengelola kursus: `{self.lesson.stem}.{self.name}`, "
            f"`{type(error).__name__}: {error}` di {place.function} baris {place.lineno}."
        )


def _require_filled(name, value):
    """Munculkan Untouched bila titik tiga masih ada di jawaban atau di dalamnya."""
    inside = list(value.values()) if isinstance(value, dict) else value
    holds = isinstance(inside, (list, tuple, set)) and any(item is ... for item in inside)
    if value is ... or holds:
        raise Untouched(f"Ganti titik tiga pada `{name} = ...` dengan jawaban Anda.")


def _stopped_message(stopped):
    error = stopped.error
    kind = type(error).__name__
    text = f"Kode Anda berhenti dengan {kind} pada `{stopped.call_text}`. {explain_with_message(error)}"
    return f"{text} {stopped.note}".strip()
