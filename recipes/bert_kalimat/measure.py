"""Mengukur pencarian: menemukan kalimat semakna dalam bahasa lain, dan menemukan ulasan dari kueri."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from recipes.bert_mini.data import LANGUAGES, read_csv
from recipes.bert_mini.evaluation import verdict
from recipes.ulasan_nusantara.__main__ import SOURCE

# Daftar teks menjadi larik (teks, lebar) yang tiap barisnya berpanjang satu.
Encoder = Callable[[Sequence[str]], np.ndarray]
QUERIES = Path(__file__).with_name("cari.csv")
REVIEW_LANGUAGES = ("jav", "sun", "min", "eng")
RESAMPLES = 2000
# Tugas dan kedalaman: kena bila yang dicari ada di antara sekian teratas.
DEPTHS = {"reviews": 1, "nusax": 1, "queries": 5}
SHOWN = 8
# Pasangan untuk menunjukkan yang tidak dilihat vektor: urutan kata dan ingkar.
CONTRASTS = {
    "order": ("anjing menggigit orang", "orang menggigit anjing"),
    "negation": ("makanannya enak", "makanannya tidak enak"),
}


def ranks(queries: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """Peringkat (mulai 1) pasangan tiap kueri: baris ke-i pasangannya teks ke-i.

    Keduanya berukuran (n, lebar) dengan baris berpanjang satu. Skor yang seri
    dihitung merugikan, sehingga vektor nol tidak pernah dianggap menemukan.

    Contoh::

        >>> ranks(np.eye(3), np.eye(3)).tolist()
        [1, 1, 1]
    """
    scores = queries @ texts.T
    return (scores >= np.diag(scores)[:, None] - 1e-7).sum(axis=1)


def first_relevant(queries: np.ndarray, texts: np.ndarray, relevant: Sequence[set[int]]) -> np.ndarray:
    """Peringkat (mulai 1) teks relevan teratas tiap kueri; ``relevant`` berisi indeks teks."""
    scores = queries @ texts.T
    best = np.array([max(row[i] for i in found) for row, found in zip(scores, relevant, strict=True)])
    return (scores > best[:, None] - 1e-7).sum(axis=1)


def tfidf(texts: Sequence[str], analyzer: str, ngrams: tuple[int, int]) -> Encoder:
    """Penyandi TF-IDF (sublinear) dengan kosakata dan bobot dari ``texts``."""
    vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True).fit(texts)
    return lambda rows: vectorizer.transform(rows).toarray()


def measure_search(encoders: dict[str, Encoder], validation: Sequence[dict[str, str]]) -> dict[str, dict]:
    """Peringkat setiap penyandi pada tiap tugas.

    ``validation`` baris NusaX sejajar {bahasa: teks}. Mengembalikan {penyandi: {tugas:
    larik peringkat}}: ``reviews`` (bahasa, makna), ``nusax`` (bahasa, kalimat),
    ``queries`` (kueri,).
    """
    rows = read_csv(SOURCE)
    test = [row for row in rows if row["split"] == "test"]
    place = {row["id"]: number for number, row in enumerate(rows)}
    asked = read_queries()
    relevant = [{place[identity] for identity in found} for _, found in asked]
    result = {}
    for name, encoder in encoders.items():
        own = encoder([row["ind"] for row in test])
        parallel = encoder([row["indonesian"] for row in validation])
        result[name] = {
            "reviews": np.array([ranks(own, encoder([r[code] for r in test])) for code in REVIEW_LANGUAGES]),
            "nusax": np.array(
                [ranks(parallel, encoder([r[language] for r in validation])) for language in LANGUAGES[1:]]
            ),
            "queries": first_relevant(
                encoder([query for query, _ in asked]), encoder([row["ind"] for row in rows]), relevant
            ),
        }
    return result


def read_queries() -> list[tuple[str, set[str]]]:
    """Kueri dan id ulasan yang relevan; ditulis sebelum penyandi mana pun dijalankan."""
    with QUERIES.open(encoding="utf-8", newline="") as stream:
        return [(row["query"], set(row["relevant"].split())) for row in csv.DictReader(stream)]


def summary(places: np.ndarray, depth: int) -> dict[str, float]:
    """Bagian yang peringkatnya paling besar ``depth`` (``hit``) dan rata-rata 1/peringkat (``mrr``)."""
    return {"hit": float((places <= depth).mean()), "mrr": float((1 / places).mean())}


def difference(ours: np.ndarray, theirs: np.ndarray, depth: int, seed: int = 0) -> dict[str, dict]:
    """Selang 95% selisih ``hit`` dan ``mrr``; yang diambil ulang kolom terakhir (makna atau kueri).

    ``ours`` berukuran (benih, ..., makna) dan dirata-ratakan atas benih; ``theirs``
    (..., makna). Terjemahan satu makna tidak dihitung sebagai bukti yang terpisah.
    """
    rng = np.random.default_rng(seed)
    count = theirs.shape[-1]
    weights = rng.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    result = {}
    for name, score in (("hit", lambda x: (x <= depth).astype(float)), ("mrr", lambda x: 1 / x)):
        gaps = score(ours).reshape(-1, count).mean(axis=0) - score(theirs).reshape(-1, count).mean(axis=0)
        low, high = np.quantile(weights @ gaps, [0.025, 0.975])
        result[name] = {"difference": float(gaps.mean()), "low": float(low), "high": float(high)}
    return result


def tables(places: dict[str, dict[str, np.ndarray]]) -> dict:
    """Isi results.json dari peringkat :func:`measure_search`.

    Pembanding tiap tugas adalah TF-IDF dengan ``hit`` terbaik pada tugas itu, dan
    selisihnya memakai rata-rata semua benih.
    """
    tasks = {}
    for task, depth in DEPTHS.items():
        scores = {name: summary(found[task], depth) for name, found in places.items()}
        seeds = [name for name in places if name.startswith("seed")]
        baselines = [name for name in places if name.startswith("tfidf")]
        best = max(baselines, key=lambda name: scores[name]["hit"])
        ours = np.stack([places[name][task] for name in seeds])
        gap = difference(ours, places[best][task], depth)
        tasks[task] = {
            "rows": int(places[best][task].shape[-1]),
            "depth": depth,
            "scores": scores,
            "mean": {key: float(np.mean([scores[name][key] for name in seeds])) for key in ("hit", "mrr")},
            "best_baseline": best,
            "gap": gap,
            "verdict": {key: verdict(interval) for key, interval in gap.items()},
        }
    codes = {"reviews": REVIEW_LANGUAGES, "nusax": LANGUAGES[1:]}
    return {
        "tasks": tasks,
        "languages": {
            task: by_language(places, task, names, tasks[task]["best_baseline"])
            for task, names in codes.items()
        },
    }


def by_language(places: dict, task: str, names: Sequence[str], baseline: str) -> dict[str, dict]:
    """Hit@1 rata-rata benih, pembanding, dan selisih berselang untuk tiap bahasa sebuah tugas."""
    ours = np.stack([found[task] for name, found in places.items() if name.startswith("seed")])
    theirs = places[baseline][task]
    return {
        name: {
            "mini": float((ours[:, row] == 1).mean()),
            "baseline": float((theirs[row] == 1).mean()),
            **difference(ours[:, row], theirs[row], 1)["hit"],
        }
        for row, name in enumerate(names)
    }


def all_texts(validation: Sequence[dict[str, str]]) -> list[str]:
    """Semua teks yang dicari, dalam semua bahasa: bahan bobot TF-IDF."""
    rows = read_csv(SOURCE)
    texts = [row[code] for row in rows for code in ("ind", *REVIEW_LANGUAGES)]
    return texts + [row[language] for row in validation for language in LANGUAGES]


def samples(encoder: Encoder) -> list[dict]:
    """Delapan kueri pertama, tidak dipilih: ulasan teratas dan peringkat yang relevan."""
    rows = read_csv(SOURCE)
    texts = encoder([row["ind"] for row in rows])
    found = []
    for query, relevant in read_queries()[:SHOWN]:
        order = np.argsort(-(texts @ encoder([query])[0]), kind="stable")
        place = next(i for i, number in enumerate(order, start=1) if rows[number]["id"] in relevant)
        found.append({"query": query, "top": rows[order[0]]["ind"], "place": place})
    return found


def contrasts(encoder: Encoder) -> dict[str, float]:
    """Kosinus tiap pasangan :data:`CONTRASTS`, -1 sampai 1."""
    vectors = {name: encoder(pair) for name, pair in CONTRASTS.items()}
    return {name: float(first @ second) for name, (first, second) in vectors.items()}
