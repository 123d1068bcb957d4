"""Mengukur model akhir dan pembanding pada baris validasi yang sama."""

from collections.abc import Sequence

import numpy as np

from recipes.bert_mini.data import Example
from recipes.bert_mini.evaluation import comparisons, paired_bootstrap, scores, verdict


def measure(
    validation: Sequence[Example],
    shipped: np.ndarray,
    seeds: dict[int, np.ndarray],
    baselines: dict[str, np.ndarray],
) -> dict:
    """Tabel hasil untuk kartu model; tidak memuat satu pun teks data.

    ``shipped``, tiap isi ``seeds``, dan tiap isi ``baselines`` berupa larik
    label tebakan sepanjang ``validation``. Tiap perbandingan memakai varian
    pembanding dengan F1 makro terbaik pada perbandingan itu.
    """
    gold = np.array([example.label for example in validation])
    groups = np.array([example.group for example in validation])
    result: dict = {}
    for part in comparisons(validation):
        rows = part.rows
        if not len(rows):
            continue
        variants = {name: scores(gold[rows], found[rows]) for name, found in baselines.items()}
        best = max(variants, key=lambda name: variants[name]["macro_f1"])
        gap = paired_bootstrap(gold[rows], shipped[rows], baselines[best][rows], groups[rows])
        result[part.name] = {
            "rows": len(rows),
            "sentences": len(set(groups[rows])),
            "mini": scores(gold[rows], shipped[rows]),
            "seeds": {str(seed): scores(gold[rows], found[rows]) for seed, found in seeds.items()},
            "baselines": variants,
            "best_baseline": best,
            "gap": gap,
            "verdict": {metric: verdict(interval) for metric, interval in gap.items()},
        }
    return result


def per_language(
    validation: Sequence[Example], shipped: np.ndarray, baseline: np.ndarray
) -> dict[str, dict[str, dict[str, float]]]:
    """Skor NusaX tiap bahasa: {bahasa: {mini: …, tfidf: …}}."""
    gold = np.array([example.label for example in validation])
    table = {}
    for language in dict.fromkeys(e.language for e in validation if e.domain == "nusax"):
        rows = np.array(
            [i for i, e in enumerate(validation) if e.domain == "nusax" and e.language == language]
        )
        table[language] = {
            "mini": scores(gold[rows], shipped[rows]),
            "tfidf": scores(gold[rows], baseline[rows]),
        }
    return table
