"""Klien transformers yang asli: ``python client_transformers.py``; hasilnya satu baris JSON."""

import json

from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

REPO = "uji/bert-mini"

model = AutoModelForSequenceClassification.from_pretrained(REPO)
tokenizer = AutoTokenizer.from_pretrained(REPO)
classify = pipeline("text-classification", model=REPO)
guessed_task = pipeline(model=REPO)
pinned = AutoModelForSequenceClassification.from_pretrained(REPO, revision="v1.0")


def failure(repo_id: str, **options) -> str:
    try:
        AutoTokenizer.from_pretrained(repo_id, **options)
    except OSError as error:
        return str(error)
    return ""


print(
    json.dumps(
        {
            "labels": model.config.id2label,
            "ids": tokenizer("soto enak sekali")["input_ids"],
            "answer": classify("soto enak sekali")[0]["label"],
            "guessed_task": guessed_task.task,
            "pinned_equal": model.config.to_dict() == pinned.config.to_dict(),
            "missing_repo": failure("uji/tidak-ada"),
            "missing_revision": failure(REPO, revision="tidak-ada"),
        }
    )
)
