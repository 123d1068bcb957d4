"""Kebocoran antardataset: berapa kalimat NusaX Indonesia yang hampir sama ada di SmSA, dan akibatnya.

    python -m benchmarks.leak --data FOLDER [--json BERKAS]

FOLDER memuat ``nusax_senti/indonesian/{train,validation}.csv`` dan ``smsa/train.csv`` dengan kolom
``text`` dan ``label``. Data itu tidak ada di repositori ini. Hasil yang dikutip Bab 6 ada di
``benchmarks/leak.json``; ``smsa/train.csv`` di sana berisi 10.611 baris: dari 11.000 baris latih SmSA
yang terbit, 389 yang mirip teks uji NusaX atau SmSA dibuang lebih dahulu.

Definisi. Teks dinormalkan: huruf kecil (``casefold``), hanya huruf dan angka. *Potongan* ialah
himpunan n karakter berturut-turut. *Sama*: teks ternormalkan sama. *Termuat*: sedikitnya separuh
potongan 4 karakter sebuah kalimat NusaX ada di satu baris SmSA. *Jaccard*: irisan potongan 5
karakter dibagi gabungannya, sedikitnya 0,5. Baris SmSA disebut bocor bila salah satu dari ketiganya
terpenuhi. Penggolongnya TF-IDF kata (1 dan 2 kata) dengan regresi logistik, dilatih hanya pada SmSA
dan diuji pada semua kalimat NusaX; pembandingnya membuang baris lain sebanyak itu, dengan label
yang sama banyak, secara acak.
"""

import argparse
import csv
import json
import platform
import random
from collections import Counter
from datetime import date
from pathlib import Path

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

from recipes.intervals import proportion
from recipes.similarity import normal, overlaps

CONTAINED, CONTAINED_WIDTH = 0.5, 4
JACCARD, JACCARD_WIDTH = 0.5, 5
SEEDS = range(5)


def read(path: Path) -> list[tuple[str, str]]:
    """Pasangan (teks, label) dari sebuah CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["label"]) for row in csv.DictReader(file)]


def find(targets: list[str], others: list[str]) -> dict[str, set[tuple[int, int]]]:
    """Pasangan (sasaran, baris lain) menurut setiap definisi."""
    same: dict[str, list[int]] = {}
    for number, text in enumerate(targets):
        same.setdefault(normal(text), []).append(number)
    return {
        "sama": {(n, p) for p, text in enumerate(others) for n in same.get(normal(text), ())},
        "termuat": {
            (n, p) for n, p, c, size, _ in overlaps(targets, others, CONTAINED_WIDTH) if c / size >= CONTAINED
        },
        "jaccard": {
            (n, p)
            for n, p, c, size, other in overlaps(targets, others, JACCARD_WIDTH)
            if c / (size + other - c) >= JACCARD
        },
    }


def score(train: list[tuple[str, str]], test: list[tuple[str, str]]) -> dict[str, object]:
    """Akurasi dengan selang Wilson 95%, dan F1 makro."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=1000)
    ).fit(*zip(*train))
    labels = [label for _, label in test]
    guesses = list(model.predict([text for text, _ in test]))
    share = proportion(sum(a == b for a, b in zip(guesses, labels)), len(labels))
    return {
        "akurasi": round(share["value"], 3),
        "selang": [round(share["low"], 3), round(share["high"], 3)],
        "f1_makro": round(f1_score(labels, guesses, average="macro"), 3),
        "baris_latih": len(train),
    }


def control(train: list[tuple[str, str]], leaked: set[int], seed: int) -> list[tuple[str, str]]:
    """``train`` tanpa sebanyak ``leaked`` baris lain, per label sama banyak."""
    rng = random.Random(seed)
    dropped: set[int] = set()
    for label, count in Counter(train[i][1] for i in leaked).items():
        dropped |= set(rng.sample([i for i, row in enumerate(train) if row[1] == label and i not in leaked], count))
    return [row for i, row in enumerate(train) if i not in dropped]


def measure(folder: Path) -> dict[str, object]:
    """Semua angka yang dicetak perintah ini."""
    parts = {name: read(folder / f"nusax_senti/indonesian/{name}.csv") for name in ("train", "validation")}
    nusax, smsa = parts["train"] + parts["validation"], read(folder / "smsa/train.csv")
    pairs = find([text for text, _ in nusax], [text for text, _ in smsa])
    any_pair = set().union(*pairs.values())
    touched, leaked = {n for n, _ in any_pair}, {p for _, p in any_pair}
    kept = [row for i, row in enumerate(smsa) if i not in leaked]
    return {
        "tanggal": date.today().isoformat(),
        "versi": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
        "kalimat_nusax": len(nusax),
        "baris_smsa": len(smsa),
        "kalimat_nusax_yang_ada_di_smsa": {
            **{name: len({n for n, _ in found}) for name, found in pairs.items()}, "salah_satu": len(touched)
        },
        "baris_smsa_bocor": len(leaked),
        "label_sama_pada_pasangan_sama": sum(nusax[n][1] == smsa[p][1] for n, p in pairs["sama"])
        / max(1, len(pairs["sama"])),
        "dilatih_pada": {
            "smsa_semua_baris": score(smsa, nusax),
            "smsa_tanpa_baris_bocor": score(kept, nusax),
            "pembanding_buang_acak": [score(control(smsa, leaked, seed), nusax) for seed in SEEDS],
        },
    }  # fmt: skip


def main(words=None) -> None:
    """Mengukur, mencetak, dan menyimpan hasilnya."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.leak", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--json", type=Path, default=Path(__file__).with_suffix(".json"), metavar="BERKAS")
    choice = parser.parse_args(words)
    text = json.dumps(measure(choice.data), indent=1, ensure_ascii=False)
    choice.json.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
