"""Dijalankan sebagai proses sendiri: ``push_to_hub`` semua pustaka dan perintah ``hf``.

Kursus menyetel ``HF_ENDPOINT`` sebelum pustaka diimpor; naskah ini meniru cara itu.
"""

import json
import subprocess
import sys
from pathlib import Path

import torch
from datasets import Dataset, DatasetDict, load_dataset
from huggingface_hub import DatasetCard, HfApi, ModelCard, login, metadata_update, whoami
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    BertTokenizer,
    Trainer,
    TrainingArguments,
)

TOKEN = sys.argv[1]
seen: dict[str, object] = {}
api = HfApi()

login(token=TOKEN)
seen["me"] = whoami()["name"]

# Model dan tokenizer
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "soto", "enak", "sekali", "lambat"]
BertTokenizer(vocab={word: number for number, word in enumerate(words)}).push_to_hub("rani/bert")
torch.manual_seed(0)
config = BertConfig(
    vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
)
model = BertForSequenceClassification(config)
model.push_to_hub("rani/bert")
again = AutoModelForSequenceClassification.from_pretrained("rani/bert")
seen["weights_equal"] = torch.equal(model.classifier.weight, again.classifier.weight)
seen["ids"] = AutoTokenizer.from_pretrained("rani/bert")("soto enak")["input_ids"]

# Kartu
ModelCard("---\nlicense: mit\nlanguage: id\n---\n# Bert\n").push_to_hub("rani/bert")
metadata_update("rani/bert", {"tags": ["percobaan"]})
seen["card"] = ModelCard.load("rani/bert").data.to_dict()
try:
    ModelCard("---\nlicense: MIT License\n---\n# Bert\n").push_to_hub("rani/bert")
except ValueError as error:
    seen["bad_card"] = str(error)

# Trainer
rows = [{"input_ids": [2, 5, 6, 3], "labels": 1}, {"input_ids": [2, 5, 8, 3], "labels": 0}] * 4
arguments = TrainingArguments(
    output_dir="latihan", max_steps=2, per_device_train_batch_size=4, report_to=[], disable_tqdm=True,
    push_to_hub=True, hub_model_id="rani/latihan", save_strategy="no",
)  # fmt: skip
trainer = Trainer(model=model, args=arguments, train_dataset=Dataset.from_list(rows))
trainer.train()
trainer.push_to_hub(commit_message="Selesai")
seen["trainer_files"] = api.list_repo_files("rani/latihan")

# Adaptor PEFT
adapter = get_peft_model(
    AutoModelForSequenceClassification.from_pretrained("rani/bert"),
    LoraConfig(r=2, target_modules=["query"], task_type="SEQ_CLS"),
)
adapter.push_to_hub("rani/adaptor")
base = AutoModelForSequenceClassification.from_pretrained("rani/bert")
seen["adapter"] = type(PeftModel.from_pretrained(base, "rani/adaptor")).__name__
seen["adapter_files"] = api.list_repo_files("rani/adaptor")

# Dataset dan DatasetDict
one = Dataset.from_dict({"teks": ["soto enak", "soto lambat"], "label": [1, 0]})
one.push_to_hub("rani/satu")
seen["dataset"] = load_dataset("rani/satu", split="train")["teks"][:]
both = DatasetDict({"train": one, "test": one.select([0])})
both.push_to_hub("rani/dua", config_name="ind", private=True)
both.push_to_hub("rani/dua", config_name="jav")
seen["configs"] = {name: len(load_dataset("rani/dua", name, split="test")) for name in ("ind", "jav")}
seen["dataset_card"] = [item["config_name"] for item in DatasetCard.load("rani/dua").data.configs]
seen["private"] = api.dataset_info("rani/dua").private


# Perintah hf
def hf(*words: str) -> str:
    """Keluaran perintah ``hf``."""
    program = Path(sys.executable).with_name("hf")
    command = [str(program if program.exists() else program.with_suffix(".exe")), *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


Path("catatan.txt").write_text("dari perintah\n", encoding="utf-8")
seen["cli_whoami"] = "rani" in hf("auth", "whoami")
hf("repos", "create", "rani/cli", "--repo-type", "dataset")
hf("upload", "rani/cli", "catatan.txt", "--repo-type", "dataset")
hf("download", "rani/cli", "catatan.txt", "--repo-type", "dataset", "--local-dir", "unduh")
seen["cli_file"] = Path("unduh/catatan.txt").read_text(encoding="utf-8")
hf("repos", "tag", "create", "rani/cli", "v1", "--repo-type", "dataset")
seen["cli_tags"] = [tag.name for tag in api.list_repo_refs("rani/cli", repo_type="dataset").tags]
hf("repos", "delete", "rani/cli", "--repo-type", "dataset", "--yes")
seen["cli_deleted"] = not api.repo_exists("rani/cli", repo_type="dataset")

print(json.dumps(seen))
