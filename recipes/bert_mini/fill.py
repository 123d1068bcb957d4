"""Mengukur kepala isian: kata tertutup pada kalimat sendiri, dan pseudo-perplexity."""

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.stats import binomtest

from recipes.bert_mini.batching import pad
from recipes.bert_mini.data import Example

GAPS = Path(__file__).with_name("isian.csv")
LANGUAGES = ("indonesian", "javanese", "sundanese", "minangkabau")
TOP = 5
SENTENCES = 30
MAX_LENGTH = 128
# (id token, posisi) ke log peluang (posisi, kosakata).
Scorer = Callable[[list[int], list[int]], np.ndarray]


@dataclass(frozen=True)
class Gap:
    """Satu kalimat berisi ``[MASK]`` dan jawaban yang dianggap wajar, huruf kecil."""

    language: str
    text: str
    answers: tuple[str, ...]


def read_gaps(path: Path = GAPS) -> list[Gap]:
    """Kalimat isian; daftar jawabannya ditulis sebelum model dijalankan."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [Gap(row["language"], row["text"], tuple(row["answers"].split())) for row in rows]


def mask_scorer(model, tokenizer) -> Scorer:
    """Penilai dari model masked-LM: tiap posisi ditutup [MASK] sendiri-sendiri."""
    model.eval()

    def score(ids: list[int], positions: list[int]) -> np.ndarray:
        rows, mask = pad([ids] * len(positions))
        rows[torch.arange(len(positions)), positions] = tokenizer.mask_token_id
        with torch.inference_mode():
            hidden = model.bert(input_ids=rows, attention_mask=mask).last_hidden_state
            logits = model.cls(hidden[torch.arange(len(positions)), positions])
        return logits.float().log_softmax(dim=-1).numpy()

    return score


def guesses(gaps: Sequence[Gap], tokenizer, scorers: dict[str, Scorer]) -> list[dict]:
    """Lima tebakan teratas tiap penilai untuk tiap kalimat; token khusus tidak ikut.

    Mengembalikan daftar {language, text, nama penilai: [token, ...]}.
    """
    found = []
    for gap in gaps:
        ids = tokenizer(gap.text)["input_ids"]
        place = ids.index(tokenizer.mask_token_id)
        row = {"language": gap.language, "text": gap.text}
        for name, scorer in scorers.items():
            scores = scorer(ids, [place])[0]
            scores[tokenizer.all_special_ids] = -np.inf
            row[name] = tokenizer.convert_ids_to_tokens(np.argsort(-scores, kind="stable")[:TOP].tolist())
        found.append(row)
    return found


def hits(gaps: Sequence[Gap], found: Sequence[dict], name: str) -> dict[int, np.ndarray]:
    """{1: benar pada tebakan pertama, 5: benar pada lima teratas}, larik boolean per kalimat."""
    return {
        depth: np.array(
            [bool(set(row[name][:depth]) & set(gap.answers)) for gap, row in zip(gaps, found, strict=True)]
        )
        for depth in (1, TOP)
    }


def sign_test(ours: np.ndarray, theirs: np.ndarray) -> dict[str, float]:
    """Uji tanda dua arah pada kalimat yang hanya dijawab benar oleh salah satu.

    Contoh::

        >>> sign_test(np.array([True, False]), np.array([False, False]))
        {'ours_only': 1, 'theirs_only': 0, 'p': 1.0}
    """
    only = [int((ours & ~theirs).sum()), int((theirs & ~ours).sum())]
    value = binomtest(only[0], sum(only)).pvalue if sum(only) else 1.0
    return {"ours_only": only[0], "theirs_only": only[1], "p": round(float(value), 3)}


def perplexity(texts: Sequence[str], tokenizer, scorer: Scorer) -> float:
    """Pseudo-perplexity: tiap token ditutup bergantian, lalu exp(-rata-rata log peluang).

    Sumber: Salazar dkk. 2020, "Masked Language Model Scoring", ACL.
    """
    values = []
    for ids in tokenizer(list(texts), truncation=True, max_length=MAX_LENGTH)["input_ids"]:
        places = list(range(1, len(ids) - 1))
        values += scorer(ids, places)[np.arange(len(places)), np.array(ids)[places]].tolist()
    return math.exp(-float(np.mean(values)))


def measure_fill(validation: Sequence[Example], tokenizer, scorers: dict[str, Scorer]) -> dict:
    """Hasil isian dan pseudo-perplexity semua penilai; ``scorers`` memuat ``mini`` dan ``trigram``."""
    gaps = read_gaps()
    found = guesses(gaps, tokenizer, scorers)
    scored = {name: hits(gaps, found, name) for name in scorers}
    language = np.array([gap.language for gap in gaps])
    words = set(tokenizer.get_vocab())
    groups = {name: np.flatnonzero(language == name) for name in LANGUAGES}
    groups["all"] = np.arange(len(gaps))
    return {
        "reachable": sum(bool(words & set(gap.answers)) for gap in gaps),
        "hits": {
            group: {
                "rows": len(rows),
                **{
                    name: {str(depth): int(marks[rows].sum()) for depth, marks in depths.items()}
                    for name, depths in scored.items()
                },
            }
            for group, rows in groups.items()
        },
        "signs": {
            str(depth): sign_test(scored["mini"][depth], scored["trigram"][depth]) for depth in (1, TOP)
        },
        "perplexity": perplexities(validation, tokenizer, scorers),
        "guesses": found,
    }


def perplexities(validation: Sequence[Example], tokenizer, scorers: dict[str, Scorer]) -> dict:
    """{bahasa: {penilai: pseudo-perplexity}} pada 30 kalimat NusaX validasi pertama."""
    result = {}
    for language in LANGUAGES:
        rows = [e.text for e in validation if e.domain == "nusax" and e.language == language]
        result[language] = {
            name: round(perplexity(rows[:SENTENCES], tokenizer, scorer), 1)
            for name, scorer in scorers.items()
        }
    return result
