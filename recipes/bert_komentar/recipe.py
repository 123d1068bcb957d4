"""Pilihan yang menghasilkan bert-komentar; pralatihnya milik bert-sentimen-nusantara.

Empat jadwal dicoba dengan satu benih dan dipilih menurut F1 makro bagian validasi (60
baris); bagian uji tidak dilihat sebelum selesai.
"""

from dataclasses import replace

from recipes.bert_mini.config import Finetuning
from recipes.bert_mini.recipe import NUSANTARA
from recipes.komentar.__main__ import LABELS

KOMENTAR = replace(
    NUSANTARA,
    name="bert-komentar",
    labels=tuple(LABELS),
    finetuning=Finetuning(epochs=12, learning_rate=3e-4, tokens=512, swap=0.0, trust=0.5),
    distillation=None,
)
