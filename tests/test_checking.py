"""Pemeriksa latihan: status, pesan, petunjuk, solusi, dan catatan kemajuan."""

import errno
import json
import multiprocessing
import os

import pytest

from course_lib import progress
from course_lib.checking import (
    Lesson,
    call,
    call_text,
    difference,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
    short,
)
from course_lib.panel import Panel


@pytest.fixture(autouse=True)
def scratch_home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def lesson():
    lesson = Lesson("bab98_uji")

    @lesson.check(hints=["Urutkan dahulu.", "Lihat `sorted`."])
    def median(median):
        expect_returns(median, [7, 1, 3], equals=3, note="Apakah datanya sudah diurutkan?")
        expect_raises(ValueError, median, [], note="untuk daftar kosong")

    @lesson.check(hints=["Hitung saja."])
    def counts(jumlah, rata):
        expect_equal("jumlah", jumlah, 3)
        expect_equal("rata", rata, 0.5)

    @lesson.check(hints=["Tidak ada."])
    def broken(nilai):
        return nilai.tidak_ada

    return lesson


def good_median(numbers):
    if not numbers:
        raise ValueError("kosong")
    return sorted(numbers)[len(numbers) // 2]


def test_untouched_function(lesson):
    def median(nilai):
        raise NotImplementedError  # ganti baris ini

    outcome = lesson.checks[0](median)
    assert outcome.status == "belum dikerjakan"
    assert outcome.message == (
        "Latihan 1 belum dikerjakan. Ganti baris `raise NotImplementedError` dengan jawaban Anda."
    )


@pytest.mark.parametrize("answer", [..., [1, ...], (..., 2), {"a": ...}])
def test_untouched_value_names_the_placeholder(lesson, answer):
    outcome = lesson.checks[1](3, answer)
    assert outcome.status == "belum dikerjakan"
    assert "`rata = ...`" in outcome.message


def test_wrong_function_names_call_seen_and_expected(lesson):
    def median(nilai):
        return nilai[1]

    assert lesson.checks[0](median).message == (
        "`median([7, 1, 3])` seharusnya 3, fungsi Anda menghasilkan 1. "
        "Apakah datanya sudah diurutkan? Perlu petunjuk? Jalankan `check.median.hint(1)`."
    )


def test_forgotten_return_is_named(lesson):
    def median(nilai):
        sorted(nilai)

    assert "`return`" in lesson.checks[0](median).message


def test_value_given_where_function_is_wanted(lesson):
    outcome = lesson.checks[0](3)
    assert outcome.status == "belum tepat"
    assert "tanpa tanda kurung" in outcome.message


def test_learner_exception_is_explained_with_its_call(lesson):
    def median(nilai):
        return sorted(nilai)[len(nilai) // 2]

    outcome = lesson.checks[0](median)
    assert outcome.status == "galat"
    assert outcome.message.startswith("Kode Anda berhenti dengan IndexError pada `median([])`.")
    assert "Soal meminta `ValueError` untuk daftar kosong." in outcome.message
    assert outcome.message.endswith("Jalankan `check.median.hint(1)`.")
    assert "Pesan aslinya" not in outcome.message  # penjelasannya sudah khusus
    lesson.checks[0].hint(2)
    assert "check.median.solution()" in lesson.checks[0](median).message


def test_general_explanation_comes_with_the_message_on_one_line(lesson):
    def median(nilai):
        raise ValueError("nilai\n`x` " + "panjang " * 60)

    message = lesson.checks[0](median).message
    assert "Pesan aslinya: `nilai 'x' panjang" in message and "\n" not in message
    assert len(message) < 600


def test_exception_expected_but_value_returned(lesson):
    message = lesson.checks[0](lambda n: 3).message
    assert "seharusnya memunculkan `ValueError` untuk daftar kosong" in message


@pytest.mark.parametrize("error", [SystemExit(1), RecursionError(), NotImplementedError("x")])
def test_other_exceptions_do_not_escape(lesson, error):
    def median(nilai):
        raise error

    assert lesson.checks[0](median).status == "galat"


def test_mistake_in_checker_is_not_blamed_on_learner(lesson):
    outcome = lesson.checks[2](1)
    assert outcome.status == "pemeriksa bermasalah"
    assert "bab98_uji.broken" in outcome.message and "AttributeError" in outcome.message


def test_wrong_number_of_answers(lesson):
    outcome = lesson.checks[1](3)
    assert outcome.status == "galat"
    assert "`check.counts(jumlah, rata)`" in outcome.message


def test_call_text_is_written_before_arguments_change(lesson):
    def median(nilai):
        nilai.clear()
        return 0

    assert "median([7, 1, 3])" in lesson.checks[0](median).message


def test_call_text_is_whole_when_short():
    assert call_text(len, list(range(40))) == f"len({list(range(40))})"
    assert call_text(len, [0.1 + 0.2], b="x" * 90) == f"len([0.3], b={'x' * 90!r})"
    assert "..." in call_text(len, list(range(200)))
    assert len(call_text(len, "x" * 1000, "y" * 1000)) < 140


def test_hints_move_on_and_know_their_number(lesson):
    check = lesson.checks[0]
    assert repr(check.hint()) == "[petunjuk 1 dari 2] Urutkan dahulu."
    assert repr(check.hint()) == "[petunjuk 2 dari 2] Lihat `sorted`."
    assert repr(check.hint()) == "[petunjuk 2 dari 2] Lihat `sorted`."
    assert "punya 2 petunjuk" in check.hint(3).message
    assert "punya 2 petunjuk" in check.hint(0).message
    assert "check.median.solution()" in check(lambda n: 1).message


def test_progress_counts_and_survives_a_new_kernel(lesson):
    assert lesson.checks[0](good_median).message == "Anda sudah menyelesaikan 1 dari 3 latihan bab ini."
    assert lesson.checks[0](good_median).status == "benar"
    assert lesson.checks[0](lambda n: 1).status == "belum tepat"
    again = Lesson("bab98_uji")
    again.check(hints=["x"])(_function_named("median"))
    assert again.finished() == {"median"}
    assert "tuntas" in again.progress().message
    assert "1 dari 3" in lesson.progress().message
    assert Lesson("bab97_lain").finished() == set()


def _function_named(name):
    def function(answer):
        return None

    function.__name__ = name
    return function


def test_last_exercise_closes_the_lesson():
    lesson = Lesson("bab96_uji")
    check = lesson.check(hints=["x"])(_function_named("satu"))
    assert check(1).message == "Semua 1 latihan bab ini sudah Anda selesaikan."


@pytest.mark.parametrize("content", ["{rusak", "[1]", '{"bab98_uji": "median"}', '{"a": [1]}'])
def test_corrupt_progress_is_set_aside(lesson, scratch_home, content):
    (scratch_home / "progress.json").write_text(content, encoding="utf-8")
    outcome = lesson.checks[0](good_median)
    assert outcome.status == "benar"
    assert "progress.rusak-1.json" in outcome.message
    assert (scratch_home / "progress.rusak-1.json").read_text(encoding="utf-8") == content
    saved = json.loads((scratch_home / "progress.json").read_text(encoding="utf-8"))
    assert saved == {"bab98_uji": ["median"]}


def test_full_disk_is_said_softly(lesson, monkeypatch, scratch_home):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    outcome = lesson.checks[0](good_median)
    assert outcome.status == "benar"
    assert "belum tersimpan" in outcome.message and "tetap benar" in outcome.message
    assert "1 dari 3" in outcome.message
    assert not list(scratch_home.glob("*.tmp"))


def _record_many(home, stem):
    os.environ["COURSE_HOME"] = home
    for number in range(20):
        assert progress.record(stem, f"soal{number}") == ""


def test_kernels_at_once_lose_nothing(scratch_home):
    context = multiprocessing.get_context("spawn")
    stems = ["bab01_a", "bab02_b", "bab03_c"]
    workers = [context.Process(target=_record_many, args=(str(scratch_home), s)) for s in stems]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    for stem in stems:
        assert len(progress.finished(stem)) == 20


def test_solution_comes_from_the_marked_cell(lesson, tmp_path, monkeypatch):
    cells = [
        "# JAWABAN\njumlah = 3\nrata = 0.5\n# AKHIR JAWABAN",
        "check.counts(jumlah, rata)",
        "def median(n):\n    # JAWABAN\n    return 0\n    # AKHIR JAWABAN",
        "check.median(median)",
    ]
    path = tmp_path / "bab98_uji.ipynb"
    document = {"cells": [{"cell_type": "code", "source": [source]} for source in cells]}
    path.write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr("course_lib.solutions.solution_notebook", lambda stem: path)
    assert lesson.checks[0].solution().code == "def median(n):\n    return 0"
    assert lesson.checks[1].solution().code == "jumlah = 3\nrata = 0.5"
    assert "tidak ditemukan" in lesson.checks[2].solution().message


def test_missing_solution_notebook_is_said(lesson):
    assert "tidak ditemukan" in lesson.checks[0].solution().message


def test_panel_html_escapes_and_names_the_status():
    html = Panel("belum tepat", "`a < b` & <script>")._repr_html_()
    assert "<strong>Belum tepat.</strong>" in html
    assert "<code>a &lt; b</code> &amp; &lt;script&gt;" in html


@pytest.mark.parametrize(
    "seen, expected",
    [(3, 3), (0.33333, 1 / 3), ([1, (2, 3)], (1, [2, 3])), ({"a": [1.0]}, {"a": [1.0]}),
     (float("nan"), float("nan")), ("Halo", "Halo"), (None, None), (True, True)],
)
def test_equal_values(seen, expected):
    assert difference(seen, expected) is None


@pytest.mark.parametrize(
    "seen, expected, where, words",
    [
        (True, 1, "", "True"),
        (1, True, "", "1"),
        ("3", 3, "", "bertipe str"),
        ("halo ", "halo", "", "spasi"),
        ("Halo", "halo", "", "huruf besar"),
        ([1, 2], [1, 3], "indeks 1", "2"),
        ([1], [1, 2], "", "1 unsur"),
        (3, [1], "", "bertipe int"),
        (None, [1], "", "None"),
        ({"a": 1}, {"b": 1}, "", "'a'"),
        ([{"a": [1, 2]}], [{"a": [1, 9]}], "indeks 0, kunci 'a', indeks 1", "2"),
        (len, 3, "", "fungsi `len`"),
        (0.1, 0.2, "", "0.1"),
    ],
)
def test_first_difference(seen, expected, where, words):
    found = difference(seen, expected)
    assert found.where == where
    assert words in found.seen


def test_arrays_and_tables():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    torch = pytest.importorskip("torch")
    tensor = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    assert difference(tensor.clone(), tensor) is None
    assert difference(tensor[0], tensor).seen == "Tensor berbentuk (2,)"
    found = difference(tensor + torch.tensor([[0, 0], [0, 1.0]]), tensor)
    assert found == ("indeks [1, 1]", "4.0", "5.0")
    assert difference(tensor.bfloat16(), tensor) is None
    assert difference(tensor.tolist(), tensor).expected == "Tensor berbentuk (2, 2)"
    assert difference(tensor, tensor.tolist()) is None
    assert difference(torch.tensor(3), 3) is None and difference(3, torch.tensor(3)) is None
    assert difference(numpy.bool_(True), True) is None
    assert difference(numpy.array(["a"]), numpy.array(["b"])).seen == "'a'"
    table = pandas.DataFrame({"a": [1, 2]})
    assert difference(table.copy(), table) is None
    assert difference(table[:1], table).seen == "1 baris"
    assert difference(table.rename(columns={"a": "b"}), table).seen == "kamus dengan kunci 'b'"
    assert difference(table["a"] + 1, table["a"]).where == "indeks 0"


def test_hostile_values_do_not_break_messages():
    class Hostile:
        def __repr__(self):
            raise RuntimeError

        def __eq__(self, other):
            raise RuntimeError

        __hash__ = None

    assert "Hostile" in short(Hostile())
    assert difference(Hostile(), Hostile()) is not None


def test_short_is_short_and_rounded():
    assert short(0.1 + 0.2) == "0.3"
    assert short([0.1 + 0.2]) == "[0.3]"
    assert len(short("x" * 1000)) <= 80
    assert short(list(range(1000))).endswith("...]")


def test_expect_type_refuses_bool_as_number(lesson):
    check = lesson.check(hints=["x"])(lambda nilai: expect_type("nilai", nilai, int))
    assert check(3).status == "benar"
    assert "bertipe `bool`" in check(True).message


def test_generators_run_inside_call(lesson):
    def generator():
        yield 1
        raise KeyError("a")

    check = lesson.check(hints=["x"])(lambda nilai: call(list, call(nilai)))
    assert check(generator).status == "galat"
