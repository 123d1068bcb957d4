"""Data perbandingan: NusaX empat bahasa, kelompok makna, dan lipatan."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_lib.errors import CourseError
from course_lib.evaluation import grouped_folds
from recipes.similarity import overlaps

LANGUAGES = ("indonesian", "javanese", "sundanese", "minangkabau")
LABELS = ("negative", "neutral", "positive")
SPLITS = ("train", "validation")  # data uji tidak dibaca
# Dua makna dikelompokkan bila teksnya, dalam bahasa mana pun, hampir sama.
NEAR_JACCARD, NEAR_CONTAINED = 0.4, 0.7


@dataclass(frozen=True)
class Rows:
    """Baris-baris berlabel; semua kolom sepanjang n.

    Attributes:
        text: teksnya.
        label: 0 negatif, 1 netral, 2 positif; bentuk (n,).
        language: nama bahasa; bentuk (n,).
        meaning: nomor makna NusaX, sama untuk semua terjemahan satu kalimat; bentuk (n,).
        group: makna yang hampir sama berkelompok sama; bentuk (n,).
    """

    text: list[str]
    label: np.ndarray
    language: np.ndarray
    meaning: np.ndarray
    group: np.ndarray

    def __len__(self) -> int:
        return len(self.text)

    def pick(self, numbers: Sequence[int]) -> "Rows":
        """Baris-baris bernomor ``numbers``, seurut dengannya."""
        numbers = np.asarray(numbers)
        columns = (self.label, self.language, self.meaning, self.group)
        return Rows([self.text[i] for i in numbers], *(column[numbers] for column in columns))


def read(folder: Path, languages: Sequence[str] = LANGUAGES) -> Rows:
    """Baris latih dan validasi ``folder/nusax_senti`` untuk ``languages``.

    Raises:
        CourseError: sebuah berkas tidak ada, atau satu makna berlabel berbeda antarbahasa.
    """
    rows = [(row, language) for language in languages for row in _read_language(folder, language)]
    labels: dict[int, set[str]] = {}
    for row, _ in rows:
        labels.setdefault(int(row["id"]), set()).add(row["label"])
    if any(len(found) > 1 for found in labels.values()):
        raise CourseError("Satu makna NusaX berlabel berbeda antarbahasa; datanya bukan yang diharapkan.")
    names = np.array([language for _, language in rows])
    meanings = np.array([int(row["id"]) for row, _ in rows])
    texts = [row["text"] for row, _ in rows]
    numbers = np.array([LABELS.index(row["label"]) for row, _ in rows])
    return Rows(texts, numbers, names, meanings, group_meanings(texts, names, meanings))


def _read_language(folder: Path, language: str) -> list[dict[str, str]]:
    found = []
    for split in SPLITS:
        path = folder / "nusax_senti" / language / f"{split}.csv"
        if not path.is_file():
            raise CourseError(f"Berkas {path} tidak ada. `--data` adalah folder yang memuat `nusax_senti`.")
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def near_pairs(texts: Sequence[str], meanings: np.ndarray) -> set[tuple[int, int]]:
    """Pasangan makna berbeda yang teksnya hampir sama, nomor kecil lebih dahulu."""
    return {
        (min(a, b), max(a, b))
        for i, j, shared, size, other in overlaps(list(texts), texts)
        if (a := int(meanings[i])) != (b := int(meanings[j]))
        and (shared / (size + other - shared) >= NEAR_JACCARD or shared / min(size, other) >= NEAR_CONTAINED)
    }


def group_meanings(texts: Sequence[str], languages: np.ndarray, meanings: np.ndarray) -> np.ndarray:
    """Kelompok tiap baris, bentuk (n,): nomor makna terkecil di antara yang hampir sama."""
    parent = {int(meaning): int(meaning) for meaning in meanings}

    def root(meaning: int) -> int:
        while parent[meaning] != meaning:
            meaning = parent[meaning]
        return meaning

    for language in np.unique(languages):
        here = np.flatnonzero(languages == language)
        for first, second in sorted(near_pairs([texts[i] for i in here], meanings[here])):
            low, high = sorted((root(first), root(second)))
            parent[high] = low
    return np.array([root(int(meaning)) for meaning in meanings])


def fold_of(rows: Rows, seed: int, folds: int) -> np.ndarray:
    """Nomor lipatan tiap baris, bentuk (n,).

    Lipatan ditentukan pada makna, jadi sama untuk semua bahasa dan semua metode.
    """
    meanings, first = np.unique(rows.meaning, return_index=True)
    place = {}
    for number, (_, test) in enumerate(grouped_folds(rows.label[first], rows.group[first], folds, seed)):
        place |= {int(meanings[i]): number for i in test}
    return np.array([place[int(meaning)] for meaning in rows.meaning])
