"""Jawaban keliru untuk latihan Bab 7."""

import math
import tempfile
from collections import Counter
from pathlib import Path

from course_lib.evaluation import macro_f1

BASE = Path(__file__).resolve().parents[2] / "class_hub" / "seed" / "models" / "mini" / "bert-dasar-nusantara"


def _baseline(choose, classes=True):
    def pembanding(label_latih, label_uji, kelas):
        if not label_latih:
            raise ValueError("kosong")
        best = choose(label_latih, label_uji)
        guesses = [best] * len(label_uji)
        accuracy = sum(a == b for a, b in zip(label_uji, guesses)) / len(label_uji)
        return {"label": best, "akurasi": accuracy, "f1": macro_f1(label_uji, guesses, kelas if classes else None)}

    return pembanding


def _smallest_of_commonest(label_latih, _label_uji):
    counts = Counter(label_latih)
    return min(counts, key=lambda k: (-counts[k], k))


def _arguments(**changes):
    from transformers import TrainingArguments

    values = {
        "per_device_train_batch_size": 8, "gradient_accumulation_steps": 4, "num_train_epochs": 6,
        "learning_rate": 2e-5, "warmup_steps": 0.1, "eval_strategy": "epoch", "save_strategy": "epoch",
        "save_total_limit": 2, "load_best_model_at_end": True, "metric_for_best_model": "eval_loss",
        "greater_is_better": False, "seed": 2024,
    }  # fmt: skip
    return {"argumen": TrainingArguments(tempfile.gettempdir(), **(values | changes))}


def _log_reader(key="eval_loss", last=False, counted=False):
    def baca_catatan(catatan):
        rows = [c for c in catatan if key in c]
        if not rows:
            raise ValueError("tidak ada evaluasi")
        order = rows[::-1] if last else rows
        best = order.index(min(order, key=lambda c: c[key]))
        best = len(rows) - 1 - best if last else best
        after = rows[best + 1]["epoch"] if best + 1 < len(rows) else None
        if counted:
            return {"terbaik": best + 1.0, "mulai_hafal": best + 2.0 if after else None}
        return {"terbaik": rows[best]["epoch"], "mulai_hafal": after}

    return baca_catatan


def _first_rise(catatan):
    rows = [c for c in catatan if "eval_loss" in c]
    if not rows:
        raise ValueError("tidak ada evaluasi")
    for before, after in zip(rows, rows[1:]):
        if after["eval_loss"] >= before["eval_loss"]:
            return {"terbaik": before["epoch"], "mulai_hafal": after["epoch"]}
    return {"terbaik": rows[-1]["epoch"], "mulai_hafal": None}


def _table(zero, own, keep_source=False, absolute=False, classes=3):
    def tabel_pindah(tebakan, kunci, sumber):
        table = {}
        for code in kunci:
            if code == sumber and not keep_source:
                continue
            a = macro_f1(kunci[code], zero(tebakan, sumber, code), classes) if zero else 0
            b = macro_f1(kunci[code], own(tebakan, sumber, code), classes)
            table[code] = {"zero-shot": a, "sendiri": b, "rugi": abs(b - a) if absolute else b - a}
        return table

    return tabel_pindah


def _right(tebakan, sumber, kode):
    return tebakan[sumber][kode]


def _own(tebakan, sumber, kode):
    return tebakan[kode][kode]


def _untrained(labels):
    from transformers import AutoModelForSequenceClassification, set_seed

    set_seed(1)
    return AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=labels)


def _always_one():
    import torch

    model = _untrained(3)
    with torch.no_grad():
        model.classifier.bias.copy_(torch.tensor([0.0, 50.0, 0.0]))
    return model


def _ready_made():
    from transformers import AutoModelForSequenceClassification

    return AutoModelForSequenceClassification.from_pretrained(BASE.with_name("bert-sentimen-nusantara"))


def _lucky():
    """Jawabannya sering benar tetapi hampir sama rata: loss 1,07, seperti model yang belum belajar."""
    import torch

    model = _ready_made()
    head = model.classifier
    with torch.no_grad():
        for part in (head.weight, head.bias):
            part.copy_(0.05 * part[[2, 0, 1]])
    return model


def _not_mapped(latih, processing_class):
    from transformers import AutoTokenizer, PrinterCallback, Trainer, TrainingArguments

    model = _untrained(3)
    with tempfile.TemporaryDirectory() as folder:
        trainer = Trainer(
            model, TrainingArguments(folder, max_steps=1, save_strategy="no", disable_tqdm=True), train_dataset=latih,
            processing_class=AutoTokenizer.from_pretrained(BASE) if processing_class else None,
        )  # fmt: skip
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    return model


WRONG = {
    "pembanding": [
        (lambda: {"pembanding": _baseline(lambda a, b: Counter(b).most_common(1)[0][0])}, "data latih"),
        (lambda: {"pembanding": _baseline(lambda a, b: Counter(a).most_common(1)[0][0])}, "nomor kelas terkecil"),
        (lambda: {"pembanding": _baseline(_smallest_of_commonest, classes=False)}, "`kelas` kelas"),
        (lambda: {"pembanding": lambda a, b, k: {"label": 1, "akurasi": 1 / 3, "f1": 1 / 6}}, "data latih"),
    ],
    "langkah_total": [
        (lambda: {"langkah_total": lambda n, b, a, e, p=1: n // (b * a * p) * e}, "Batch terakhir"),
        (lambda: {"langkah_total": lambda n, b, a, e, p=1: math.ceil(n * e / (b * a * p))}, "tidak dibawa ke epoch"),
        (lambda: {"langkah_total": lambda n, b, a, e, p=1: math.ceil(n / b) * e}, "seharusnya 12"),
        (lambda: {"langkah_total": lambda n, b, a, e, p=1: math.ceil(math.ceil(n / b) / a) * e}, "Empat perangkat"),
        (lambda: {"langkah_total": lambda n, b, a, e, p=1: 36}, "seharusnya 40"),
    ],
    "argumen": [
        (lambda: _arguments(per_device_train_batch_size=32, gradient_accumulation_steps=1), "hanya cukup untuk 8"),
        (lambda: _arguments(gradient_accumulation_steps=1), "32 baris"),
        (lambda: _arguments(learning_rate=2e-4), "2e-5"),
        (lambda: _arguments(warmup_steps=10), "pecahan"),
        (lambda: _arguments(metric_for_best_model="macro_f1", greater_is_better=True), "loss validasinya terkecil"),
        (lambda: {"argumen": {"learning_rate": 2e-5}}, "TrainingArguments"),
    ],
    "baca_catatan": [
        (lambda: {"baca_catatan": _log_reader(key="loss")}, "bukan `loss`"),
        (lambda: {"baca_catatan": _log_reader(last=True)}, "lebih dahulu"),
        (lambda: {"baca_catatan": _log_reader(counted=True)}, "nomor urut"),
        (lambda: {"baca_catatan": _first_rise}, "naik sekali"),
        (lambda: {"baca_catatan": lambda catatan: {"terbaik": 2.0, "mulai_hafal": 3.0}}, "belum berbalik"),
    ],
    "tabel_pindah": [
        (lambda: {"tabel_pindah": _table(lambda t, s, k: t[k][s][: len(t[k][k])] + t[k][k][3:], _own)}, "bahasa latih"),
        (lambda: {"tabel_pindah": _table(_right, _own, keep_source=True)}, "ind"),
        (lambda: {"tabel_pindah": _table(lambda t, s, k: t["ind"][k], _own)}, "argumen ketiga"),
        (lambda: {"tabel_pindah": _table(_right, _own, absolute=True)}, "negatif"),
        (lambda: {"tabel_pindah": _table(_right, _own, classes=None)}, "tidak muncul"),
    ],
    "melatih": [
        (lambda: {"melatih": lambda latih: None}, "model transformers"),
        (lambda: {"melatih": lambda latih: _untrained(2)}, "num_labels"),
        (lambda: {"melatih": lambda latih: _always_one()}, "untuk semua"),
        (lambda: {"melatih": lambda latih: _ready_made()}, "memutar nomor"),
        (lambda: {"melatih": lambda latih: _lucky()}, "kebetulan"),
        (lambda: {"melatih": lambda latih: _not_mapped(latih, processing_class=True)}, "belum dijadikan token"),
        (lambda: {"melatih": lambda latih: _not_mapped(latih, processing_class=False)}, "belum dijadikan token"),
        (lambda: {"melatih": "positive"}, "seharusnya sebuah fungsi"),
    ],
}
