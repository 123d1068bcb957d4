"""Membuat isi awal kecil untuk pengujian: ``python make_seed.py FOLDER``.

Dijalankan sebagai proses sendiri agar proses pengujian tidak mengimpor torch.
"""

import csv
import json
import shutil
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

METRICS = Path(__file__).parents[2] / "class_hub" / "seed" / "spaces" / "evaluate-metric"
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "soto",
    "ayam",
    "enak",
    "sekali",
    "lambat",
    "pelayanan",
    "warung",
    "ini",
]
REVIEWS = [("soto enak sekali", 1), ("pelayanan lambat", 0), ("warung ini enak", 1), ("ayam lambat", 0)]

MODEL_CARD = """---
language: id
license: cc-by-sa-4.0
library_name: transformers
pipeline_tag: text-classification
tags:
- mini
datasets:
- uji/ulasan
---

# BERT uji
"""
DATASET_CARD = """---
language:
- id
task_categories:
- text-classification
size_categories:
- n<1K
---

# Ulasan uji
"""


def tokenizer() -> PreTrainedTokenizerFast:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    core = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    core.normalizer = normalizers.Lowercase()
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    core.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=32,
    )


def make_model(folder: Path) -> None:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=32,
        id2label={0: "NEGATIF", 1: "POSITIF"},
        label2id={"NEGATIF": 0, "POSITIF": 1},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    (folder / "README.md").write_text(MODEL_CARD, encoding="utf-8")
    (folder / "catatan" / "dalam").mkdir(parents=True)
    (folder / "catatan" / "dalam" / "sejarah é.txt").write_text("soto\n", encoding="utf-8")
    (folder / "catatan" / "besar.bin").write_bytes(bytes(range(256)) * 49_152)


def make_datasets(folder: Path) -> None:
    """Data yang sama dalam tiga bentuk: CSV, JSONL, dan parquet."""
    for name in ("ulasan", "ulasan-jsonl", "ulasan-parquet"):
        (folder / name / "data").mkdir(parents=True)
        (folder / name / "README.md").write_text(DATASET_CARD, encoding="utf-8")
    for split, rows in (("train", REVIEWS), ("test", REVIEWS[:2])):
        with open(folder / "ulasan" / "data" / f"{split}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("teks", "label"), *rows])
    lines = [json.dumps({"teks": text, "label": label}) + "\n" for text, label in REVIEWS]
    (folder / "ulasan-jsonl" / "data" / "train.jsonl").write_text("".join(lines), encoding="utf-8")
    texts, labels = zip(*REVIEWS, strict=True)
    table = pyarrow.table({"teks": texts, "label": labels})
    target = folder / "ulasan-parquet" / "data" / "train-00000-of-00001.parquet"
    pyarrow.parquet.write_table(table, target)


def make_small_models(folder: Path) -> None:
    """Model tanpa bobot, untuk pencarian dan pembagian halaman."""
    for number in range(4):
        card = f"---\nlicense: mit\ntags: [kecil, nomor-{number}]\n---\n# Kecil {number}\n"
        home = folder / f"kecil-{number}"
        home.mkdir(parents=True)
        (home / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    seed = Path(sys.argv[1])
    make_model(seed / "models" / "uji" / "bert-mini")
    make_small_models(seed / "models" / "lain")
    make_datasets(seed / "datasets" / "uji")
    shutil.copytree(METRICS, seed / "spaces" / "evaluate-metric")
