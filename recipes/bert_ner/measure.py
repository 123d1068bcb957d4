"""Mengukur model entitas dan pembandingnya pada kalimat uji yang sama."""

from collections.abc import Sequence
from pathlib import Path

from transformers import BertForTokenClassification, pipeline

from recipes.bert_mini.evaluation import verdict
from recipes.bert_ner.data import TYPES, Sentence
from recipes.bert_ner.pieces import best_tags, word_probabilities
from recipes.bert_ner.spans import intervals, report, spans

STRATEGIES = ("first", "simple")


def load(folder: Path) -> BertForTokenClassification:
    """Model dari ``folder`` dalam float32."""
    return BertForTokenClassification.from_pretrained(folder, dtype="float32")


def guesses(model, tokenizer, sentences: Sequence[Sentence], lower: bool = False) -> list[set]:
    """Entitas tiap kalimat dari potongan pertama tiap kata; ``lower`` mengecilkan huruf dahulu."""
    words = [[word.lower() if lower else word for word in sentence.words] for sentence in sentences]
    return [spans(best_tags(found)) for found in word_probabilities(model, tokenizer, words)]


def piped(recognize, sentences: Sequence[Sentence]) -> list[set]:
    """Entitas dari pipeline, dalam nomor kata.

    Kata disambung dengan spasi; batas yang jatuh di tengah kata dibulatkan ke kata itu.
    """
    result = []
    for sentence, found in zip(sentences, recognize([s.text for s in sentences]), strict=True):
        owner = [i for i, word in enumerate(sentence.words) for _ in range(len(word) + 1)]
        result.append({(owner[e["start"]], owner[e["end"] - 1] + 1, e["entity_group"]) for e in found})
    return result


def recognizer(folder: Path, strategy: str):
    """Pipeline token-classification dengan cara penggabungan ``strategy``, seperti dipakai pembaca."""
    return pipeline("token-classification", model=str(folder), aggregation_strategy=strategy)


def samples(folder: Path, texts: Sequence[str]) -> list[dict]:
    """Keluaran pipeline untuk kalimat sendiri, tanpa pemilihan, tiap cara penggabungan."""
    tools = {strategy: recognizer(folder, strategy) for strategy in STRATEGIES}
    return [
        {"text": text}
        | {
            strategy: [[text[e["start"] : e["end"]], e["entity_group"]] for e in recognize(text)]
            for strategy, recognize in tools.items()
        }
        for text in texts
    ]


def measure(
    test: Sequence[Sentence], shipped: Path, folders: dict[int, Path], tokenizer, baselines: dict, leaked
) -> dict:
    """Tabel hasil untuk kartu; ``baselines`` berisi {nama: objek dengan metode ``tags``}."""
    gold = [spans(sentence.tags) for sentence in test]
    model = load(shipped)
    ours = guesses(model, tokenizer, test)
    others = {
        name: [spans(found.tags(sentence.words)) for sentence in test] for name, found in baselines.items()
    }
    lowered = [Sentence(tuple(word.lower() for word in s.words), s.tags) for s in test]
    rows = [i for i, bad in enumerate(leaked) if not bad]

    def part(values):
        return [values[i] for i in rows]

    compared = {name: intervals(gold, ours, found) for name, found in others.items()}
    first = next(iter(compared.values()))
    return {
        "sentences": len(test),
        "mini": report(gold, ours) | {"interval": first["f1"]},
        "seeds": {
            str(seed): report(gold, guesses(load(folder), tokenizer, test))
            for seed, folder in folders.items()
        },
        "baselines": {name: report(gold, found) for name, found in others.items()},
        "gap": {name: found["gap"] | {"verdict": verdict(found["gap"])} for name, found in compared.items()},
        "types": {
            kind: {"mini": report(gold, ours, kind)}
            | {name: report(gold, found, kind) for name, found in others.items()}
            for kind in TYPES
        },
        "pipeline": {
            strategy: report(gold, piped(recognizer(shipped, strategy), test)) for strategy in STRATEGIES
        },
        "lowercase": {"mini": report(gold, guesses(model, tokenizer, test, lower=True))}
        | {
            name: report(gold, [spans(found.tags(s.words)) for s in lowered])
            for name, found in baselines.items()
        },
        "without_leaked": {"sentences": len(rows), "mini": report(part(gold), part(ours))}
        | {name: report(part(gold), part(found)) for name, found in others.items()},
    }
