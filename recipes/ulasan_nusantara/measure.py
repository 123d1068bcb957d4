"""Mengukur ``mini/ulasan-nusantara`` terhadap data pembanding.

Pakai::

    python -m recipes.ulasan_nusantara.measure FOLDER_DATA

``FOLDER_DATA`` berisi ``nusax_senti/<bahasa>/train.csv``, ``smsa``, ``hoasa``,
``casa``, ``emot``, dan ``corpus_id.txt``. Angka yang dicetak disalin ke kartu dataset.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline

from recipes.similarity import closest_outside, closest_pair
from recipes.ulasan_nusantara.__main__ import LANGUAGES, SPLITS, read_meanings

NUSAX = dict(zip(LANGUAGES, ["indonesian", "javanese", "sundanese", "minangkabau", "english"]))
SOURCES = ["nusax_senti", "smsa", "hoasa", "casa", "emot"]
WARUNG = Path(__file__).parents[1] / "ulasan_warung/kalimat.csv"

def outside_texts(folder: Path) -> Iterator[str]:
    """Semua teks pembanding: CSV dari ``SOURCES`` dan ulasan_warung, lalu setiap baris korpus."""
    for path in [WARUNG, *(path for name in SOURCES for path in sorted((folder / name).rglob("*.csv")))]:
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["text"] for row in csv.DictReader(file) if "text" in row)
    with (folder / "corpus_id.txt").open(encoding="utf-8") as file:
        yield from file


def nusax_train(folder: Path, language: str) -> tuple[list[str], list[str]]:
    """Teks dan label bagian latih NusaX untuk satu bahasa."""
    path = folder / "nusax_senti" / NUSAX[language] / "train.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def identify(folder: Path, rows: list[dict]) -> dict[str, float]:
    """Akurasi penebak bahasa (n-gram karakter, dilatih pada NusaX) pada setiap bahasa."""
    texts, names = [], []
    for language in LANGUAGES:
        found, _ = nusax_train(folder, language)
        texts += found
        names += [language] * len(found)
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000),
    ).fit(texts, names)
    return {
        language: accuracy_score([language] * len(rows), model.predict([row[language] for row in rows]))
        for language in LANGUAGES
    }


def sentiment(train: tuple[list[str], list[str]], test: tuple[list[str], list[str]]) -> float:
    """F1 makro TF-IDF kata (1 dan 2 kata) dengan regresi logistik."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000, class_weight="balanced"),
    ).fit(*train)
    return f1_score(test[1], model.predict(test[0]), average="macro")


def labelled(rows: list[dict], language: str, *splits: str) -> tuple[list[str], list[str]]:
    """Teks satu bahasa beserta labelnya, dari bagian-bagian yang disebut."""
    chosen = [row for row in rows if row["split"] in splits]
    return [row[language] for row in chosen], [row["label"] for row in chosen]


def main(folder: Path) -> None:
    """Mencetak satu tabel Markdown: satu baris untuk setiap bahasa."""
    rows = read_meanings()
    splits = [row["split"] for row in rows]
    outside = closest_outside([row[name] for name in LANGUAGES for row in rows], outside_texts(folder))
    identified = identify(folder, rows)
    print("| bahasa | mirip sebahasa | antarbagian | data lain | bahasa tertebak | F1 NusaX | F1 sendiri |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for number, language in enumerate(LANGUAGES):
        texts = [row[language] for row in rows]
        numbers = [
            closest_pair(texts),
            closest_pair(texts, splits),
            max(outside[number * len(rows) : (number + 1) * len(rows)]),
            identified[language],
            sentiment(nusax_train(folder, language), labelled(rows, language, *SPLITS)),
            sentiment(labelled(rows, language, "train"), labelled(rows, language, "test")),
        ]
        print(f"| `{language}` | " + " | ".join(f"{value:.3f}" for value in numbers) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
