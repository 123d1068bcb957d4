"""Jawaban keliru untuk latihan Bab 2."""

import math


def _shifted_by_smallest(logits):
    powers = [math.exp(z - min(logits)) for z in logits]
    return [p / sum(powers) for p in powers]


def _plain_softmax(logits):
    powers = [math.exp(z) for z in logits]
    return [p / sum(powers) for p in powers]


def _label_without_softmax(kalimat, tokenizer, model):
    logits = model(**tokenizer(kalimat, return_tensors="pt")).logits[0]
    best = int(logits.argmax())
    return {"label": model.config.id2label[best], "score": logits[best].item()}


def _ignores_the_model(kalimat, tokenizer, model):
    names = ("negative", "neutral", "positive")
    scores = model(**tokenizer(kalimat, return_tensors="pt")).logits[0].softmax(-1)
    return {"label": names[int(scores.argmax())], "score": scores.max().item()}


def _score_as_tensor(kalimat, tokenizer, model):
    scores = model(**tokenizer(kalimat, return_tensors="pt")).logits[0].softmax(-1)
    best = int(scores.argmax())
    return {"label": model.config.id2label[best], "score": scores[best]}


def _padding_to_longest_of_all(panjang, ukuran_batch):
    return max(panjang, default=0) * len(panjang) - sum(panjang)


def _eager(ulasan, classifier, ambang):
    pairs = []
    for text in ulasan:
        if not text.strip():
            pairs.append((text, "kosong"))
            continue
        answer = classifier(text)[0]
        pairs.append((text, answer["label"] if answer["score"] >= ambang else "tinjau"))
    return iter(pairs)


def _asks_about_empty_text(ulasan, classifier, ambang):
    for text in ulasan:
        answer = classifier(text)[0]
        yield text, answer["label"]


def _only_confident(ulasan, classifier, ambang):
    for text in ulasan:
        if text.strip() and classifier(text)[0]["score"] >= ambang:
            yield text, classifier(text)[0]["label"]


def _threshold_too_strict(ulasan, classifier, ambang):
    for text in ulasan:
        if not text.strip():
            yield text, "kosong"
            continue
        answer = classifier(text)[0]
        yield text, answer["label"] if answer["score"] > ambang else "tinjau"


WRONG = {
    "label_teratas": [
        (lambda: {"label_teratas": lambda daftar: daftar[0]["label"]}, "Urutan daftar"),
        (lambda: {"label_teratas": lambda d: max(d, key=lambda i: i["score"])}, "positive"),
    ],
    "softmax": [
        (lambda: {"softmax": _plain_softmax}, "dikurangi dengan yang terbesar"),
        (lambda: {"softmax": _shifted_by_smallest}, "([0.0, 1000.0])"),
        (lambda: {"softmax": lambda logits: [z / (sum(logits) or 1) for z in logits]}, "0.5"),
        (lambda: {"softmax": lambda logits: [1 / len(logits)] * len(logits)}, "pembaginya"),
    ],
    "klasifikasi": [
        (lambda: {"klasifikasi": _label_without_softmax}, "langkah demi langkah"),
        (lambda: {"klasifikasi": _score_as_tensor}, "score"),
        (lambda: {"klasifikasi": _ignores_the_model}, "model.config.id2label"),
        (lambda: {"klasifikasi": lambda kalimat, tokenizer, model: "positive"}, "dict"),
    ],
    "jumlah_pengisi": [
        (lambda: {"jumlah_pengisi": _padding_to_longest_of_all}, "seharusnya 2"),
        (lambda: {"jumlah_pengisi": lambda panjang, ukuran_batch: 2}, "seharusnya 9"),
    ],
    "saring": [
        (lambda: {"saring": _eager}, "Baru satu hasil"),
        (lambda: {"saring": _asks_about_empty_text}, "teks kosong"),
        (lambda: {"saring": _only_confident}, "satu pasangan"),
        (lambda: {"saring": _threshold_too_strict}, "sama dengan ambang"),
    ],
    "satu_kata": [
        (
            lambda: {"kalimat_a": "Makanannya enak sekali.", "kalimat_b": "Makanannya enak."},
            "paling sedikit empat",
        ),
        (
            lambda: {
                "kalimat_a": "Makanannya enak dan tempatnya bersih.",
                "kalimat_b": "Minumannya hambar dan tempatnya bersih.",
            },
            "tepat satu",
        ),
        (
            lambda: {
                "kalimat_a": "Makanannya enak dan tempatnya bersih.",
                "kalimat_b": "Makanannya lezat dan tempatnya bersih.",
            },
            "untuk keduanya",
        ),
    ],
}
