"""Kata-kata untuk menulis pemeriksaan: call, expect_equal, expect_returns, Wrong, ..."""

from contextlib import contextmanager
from unittest import mock

from course_lib.comparing import TOLERANCE, difference, short

WHOLE = 320  # panggilan sependek ini ditulis utuh, supaya pembaca dapat mencobanya sendiri


class Wrong(Exception):
    """Jawaban belum tepat; pesannya menyebut nilai yang terlihat dan yang diharapkan.

    Contoh: ``raise Wrong("`jumlah` seharusnya 3, nilai Anda 1. Apakah ... ?")``
    """


class Untouched(Exception):
    """Tempat kosong soal belum diganti; pesannya menyebut baris yang perlu diganti."""


class Stopped(Exception):
    """Kode pembaca berhenti dengan `error` ketika menjalankan `call_text`."""

    def __init__(self, call_text, error, note=""):
        super().__init__(call_text)
        self.call_text = call_text
        self.error = error
        self.note = note


def call_text(function, /, *args, **kwargs):
    """Tulis sebuah panggilan sebagai teks, misalnya ``median([7, 1, 3])``.

    Argumennya ditulis utuh bila semuanya muat dalam WHOLE huruf, selain itu disingkat.
    """
    name = getattr(function, "__name__", type(function).__name__)
    name = "fungsi_anda" if name == "<lambda>" else name

    def written(limit, items):
        parts = [short(a, limit, items) for a in args]
        parts += [f"{k}={short(v, limit, items)}" for k, v in kwargs.items()]
        return f"{name}({', '.join(parts)})"

    whole = written(WHOLE + 1, WHOLE)
    return whole if len(whole) <= WHOLE else written(60, 8)


def call(function, /, *args, **kwargs):
    """Jalankan kode pembaca dan kembalikan hasilnya.

    Semua yang dapat menjalankan kode pembaca melewati fungsi ini, juga pembangkit:
    ``call(list, pembangkit)``. Galat di dalamnya menjadi Stopped; `raise
    NotImplementedError` yang belum diganti menjadi Untouched; jawaban yang bukan
    fungsi menjadi Wrong.
    """
    if not callable(function):
        raise Wrong(
            f"Jawaban Anda seharusnya sebuah fungsi, tetapi nilainya {short(function)}. "
            "Berikan nama fungsinya saja, tanpa tanda kurung."
        )
    text = call_text(function, *args, **kwargs)  # sebelum argumennya sempat diubah
    try:
        return function(*args, **kwargs)
    except NotImplementedError as error:
        if error.args:
            raise Stopped(text, error) from error
        raise Untouched(
            "Ganti baris `raise NotImplementedError` dengan jawaban Anda."
        ) from None
    except (Exception, SystemExit) as error:
        raise Stopped(text, error) from error


def expect_equal(name, seen, expected, note="", tolerance=TOLERANCE):
    """Wajibkan `seen` sama dengan `expected`; `name` ialah nama variabel pembaca.

    `note` menyebut apa yang sebaiknya dilihat lagi. Aturan perbandingan: lihat
    `course_lib.comparing.difference`.

    Contoh: ``expect_equal("jumlah", jumlah, 3, "Hitung juga kalimat kosong.")``
    """
    _require_equal(name, "nilai Anda", seen, expected, note, tolerance)


def expect_returns(function, /, *args, equals, note="", tolerance=TOLERANCE):
    """Panggil fungsi pembaca dan wajibkan hasilnya sama dengan `equals`.

    Contoh: ``expect_returns(median, [7, 1, 3], equals=3, note="Sudah diurutkan?")``
    """
    text = call_text(function, *args)
    try:
        seen = call(function, *args)
    except Stopped as stopped:
        stopped.note = note
        raise
    if seen is None and equals is not None:
        note = "Apakah fungsinya sudah memakai `return`?"
    _require_equal(text, "fungsi Anda menghasilkan", seen, equals, note, tolerance)


def expect_raises(kind, function, /, *args, note=""):
    """Wajibkan panggilan ini memunculkan galat berjenis `kind`.

    Contoh: ``expect_raises(ValueError, median, [], note="untuk daftar kosong")``
    """
    text = call_text(function, *args)
    wanted = f"`{kind.__name__}` {note}".strip()
    try:
        seen = call(function, *args)
    except Stopped as stopped:
        if isinstance(stopped.error, kind):
            return
        raise Stopped(text, stopped.error, note=f"Soal meminta {wanted}.") from stopped.error
    raise Wrong(
        f"`{text}` seharusnya memunculkan {wanted}, fungsi Anda menghasilkan {short(seen)}."
    )


def expect_type(name, seen, kind, note=""):
    """Wajibkan `seen` bertipe `kind` (satu tipe atau tuple tipe).

    Contoh: ``expect_type("label", label, str)``
    """
    if isinstance(seen, kind) and not (isinstance(seen, bool) and kind in (int, float)):
        return
    kinds = kind if isinstance(kind, tuple) else (kind,)
    wanted = " atau ".join(f"`{k.__name__}`" for k in kinds)
    raise Wrong(
        f"`{name}` seharusnya bertipe {wanted}, nilai Anda {short(seen)} "
        f"(bertipe `{type(seen).__name__}`). {note}".strip()
    )


@contextmanager
def by_hand(target, shown):
    """Tolak jawaban yang menyerahkan pekerjaannya kepada `target`, misalnya ``"scipy.stats.bootstrap"``.

    `shown` ialah sebutan `target` di dalam pesan. Fungsinya tetap berjalan seperti biasa; yang
    dicatat hanya apakah ia dipanggil di dalam blok ``with``.
    """
    module, name = target.rsplit(".", 1)
    original = getattr(__import__(module, fromlist=[name]), name)
    with mock.patch(target, wraps=original) as borrowed:
        yield
    if borrowed.called:
        raise Wrong(f"Hasilnya benar, tetapi dihitung oleh {shown}. Tujuan latihan ini menulisnya sendiri.")


def _require_equal(name, who, seen, expected, note, tolerance):
    found = difference(seen, expected, tolerance)
    if not found:
        return
    if callable(seen) and not callable(expected) and not note:
        note = "Mungkin tanda kurung untuk memanggil fungsinya belum ditulis."
    place = f" pada {found.where}" if found.where else ""
    raise Wrong(
        f"`{name}`{place} seharusnya {found.expected}, {who} {found.seen}. {note}".strip()
    )
