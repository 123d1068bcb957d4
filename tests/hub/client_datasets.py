"""Klien datasets, evaluate, dan kartu yang asli; hasilnya satu baris JSON."""

import json

import datasets
import evaluate
from datasets import load_dataset
from huggingface_hub import DatasetCard, ModelCard

datasets.config.USE_PARQUET_EXPORT = False
REPO = "uji/ulasan"

by_default = load_dataset(REPO)
accuracy = evaluate.load("accuracy")
f1 = evaluate.load("f1")
references, predictions = [0, 1, 1, 0], [0, 1, 0, 0]
streamed = {
    name: [row["teks"] for row in load_dataset(name, split="train", streaming=True)]
    for name in (REPO, REPO + "-jsonl", REPO + "-parquet")
}

print(
    json.dumps(
        {
            "splits": {name: split.num_rows for name, split in by_default.items()},
            "jsonl": load_dataset(REPO + "-jsonl", split="train")["teks"][:],
            "parquet": load_dataset(REPO + "-parquet", split="train")["label"][:],
            "one_file": load_dataset(REPO, data_files="data/test.csv", split="train").num_rows,
            "pinned": load_dataset(REPO, split="train", revision="v1.0").num_rows,
            "streamed": streamed,
            "accuracy": accuracy.compute(predictions=predictions, references=references),
            "accuracy_count": accuracy.compute(
                predictions=predictions, references=references, normalize=False
            ),
            "accuracy_weighted": accuracy.compute(
                predictions=predictions, references=references, sample_weight=[1, 1, 2, 0]
            ),
            "f1": f1.compute(predictions=predictions, references=references),
            "f1_macro": f1.compute(predictions=[0, 2, 1, 0], references=[0, 1, 1, 0], average="macro"),
            "model_card": ModelCard.load("uji/bert-mini").data.to_dict(),
            "dataset_card": DatasetCard.load(REPO).data.task_categories,
        }
    )
)
