"""Dijalankan di dalam kernel setelah semua sel solusi: menguji setiap pemeriksa.

Jawaban keliru mengganti variabel pembaca satu demi satu; nilai lain yang diminta
pemeriksa (misalnya `classifier`) diambil dari notebook yang sudah berjalan.
"""

import importlib

JUNK = (None, 0, -1.5, True, "", "kata", b"x", [], [None], {}, {"a": 1}, object(), len, lambda *a, **k: None)


def _raising(*_args, **_options):
    raise KeyError("jawaban yang berhenti")


def run(stem, variables, answer_names):
    """Kembalikan kamus: latihan -> hasil jawaban benar, jawaban keliru, sampah, dan petunjuk.

    `variables` ialah globals() notebook; `answer_names` nama yang dijawab pembaca.
    """
    module = importlib.import_module(f"course_lib.checks.{stem}")
    wrong = importlib.import_module(f"tests.wrong_answers.{stem}").WRONG
    results = {"tanpa latihan": sorted(set(wrong) - {check.name for check in module.lesson.checks})}
    for check in module.lesson.checks:
        names = list(check._signature.parameters)
        right = {name: variables[name] for name in names}
        answered = [name for name in names if name in answer_names]
        results[check.name] = {
            "dijawab": answered,
            "petunjuk": check.hints,
            "solusi": check.solution().code,
            "benar": _outcome(check, right),
            "keliru": [
                [_outcome(check, right | make()), words] for make, words in wrong.get(check.name, [])
            ],
            "sampah": [
                [name, repr(value), _outcome(check, right | {name: value})]
                for name in answered
                for value in (*JUNK, _raising)
            ],
            "kosong": [_outcome(check, right | {name: ...}) for name in answered],
        }
    return results


def _outcome(check, answers):
    outcome = check._outcome((), answers)
    return [outcome.status, outcome.message]
