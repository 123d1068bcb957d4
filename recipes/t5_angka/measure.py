"""Mengukur jawaban yang persis sama pada data yang tidak pernah dilatihkan."""

from collections.abc import Sequence

from recipes.intervals import proportion
from recipes.t5_angka.data import Pair, Splits
from recipes.t5_angka.numbers import terbilang

TASKS = ("terbilang", "tanggal")
SMALL = [Pair(f"terbilang: {n}", terbilang(n), "terbilang", "0-99") for n in range(100)]
# Masukan di luar yang diajarkan; jawabannya hanya dipamerkan, tidak dinilai.
BEYOND = (
    "terbilang: 1234567",
    "terbilang: 007",
    "terbilang: 3,5",
    "tanggal: 31/02/2024",
    "tanggal: 17 agustus 2024",
    "tanggal: 17/08/1745",
)


def exact(pairs: Sequence[Pair], answers: Sequence[str]) -> dict[str, float]:
    """Bagian jawaban yang persis sama, dengan selang Wilson 95%."""
    hits = sum(answer == pair.answer for pair, answer in zip(pairs, answers, strict=True))
    return proportion(hits, len(pairs))


def of_task(pairs: Sequence[Pair], answers: Sequence[str], task: str) -> tuple[list[Pair], list[str]]:
    """Baris dan jawaban satu tugas."""
    rows = [row for row in zip(pairs, answers, strict=True) if row[0].task == task]
    return [pair for pair, _ in rows], [answer for _, answer in rows]


def measure(splits: Splits, shipped, seeds: dict[int, object], nearest) -> dict:
    """Tabel hasil untuk kartu model.

    Args:
        splits: data; yang diukur bagian ``test`` dan ``unseen_years``.
        shipped: fungsi daftar teks ke daftar jawaban, dari bobot yang disajikan.
        seeds: fungsi yang sama untuk tiap benih (bobot float32 sebelum diekspor).
        nearest: pembanding; fungsi dari satu :class:`Pair` ke jawaban.
    """
    test = splits.test
    texts = [pair.text for pair in test]
    ours, theirs = shipped(texts), [nearest(pair) for pair in test]
    by_seed = {seed: answer(texts) for seed, answer in seeds.items()}
    kinds = list(dict.fromkeys(pair.kind for pair in test))
    years = splits.unseen_years
    return {
        "tasks": {
            task: {
                "mini": exact(*of_task(test, ours, task)),
                "seeds": {str(seed): exact(*of_task(test, found, task)) for seed, found in by_seed.items()},
                "baseline": exact(*of_task(test, theirs, task)),
            }
            for task in TASKS
        },
        "kinds": {
            kind: exact(
                *zip(*[row for row in zip(test, ours, strict=True) if row[0].kind == kind], strict=True)
            )
            for kind in kinds
        },
        "unseen_years": exact(years, shipped([pair.text for pair in years])),
        "small": exact(SMALL, shipped([pair.text for pair in SMALL])),
        "errors": [
            {"text": pair.text, "answer": answer, "expected": pair.answer}
            for pair, answer in zip(test, ours, strict=True)
            if answer != pair.answer
        ][:5],
        "beyond": dict(zip(BEYOND, shipped(list(BEYOND)), strict=True)),
    }
