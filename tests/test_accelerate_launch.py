"""Skrip latih.py dari Bab 7 pada dua proses, dan pelatihan yang dimatikan paksa."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
import torch
from safetensors.torch import load_file

from tools import notebooks
from tools.environment import ROOT

LESSON = ROOT / "notebooks" / "bab07_finetuning.ipynb"
ENVIRONMENT = dict(
    os.environ,
    HF_HUB_OFFLINE="1",
    OMP_NUM_THREADS="1",
    ACCELERATE_USE_CPU="true",
    TOKENIZERS_PARALLELISM="false",
    PYTHONIOENCODING="utf-8",
)


def script():
    """Isi latih.py: kepala dan ekor dari lipatan yang menulisnya, fungsinya dari sel `latih`."""
    cells = [cell.source for cell in notebooks.read(LESSON).cells]
    function = next(source for source in cells if source.startswith("def latih(folder, baris)"))
    writer = next(source for source in cells if "inspect.getsource(latih)" in source)
    head, tail = (re.search(rf'{name} = """(.*?)"""', writer, re.S)[1] for name in ("kepala", "ekor"))
    return f"{head}\n\n{function}\n{tail}"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Folder dengan model awal tanpa dropout, 16 baris data, dan skripnya."""
    from datasets import Dataset
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, set_seed

    folder = tmp_path_factory.mktemp("latih")
    tokenizer = AutoTokenizer.from_pretrained(ROOT / "class_hub/seed/models/mini/bert-dasar-nusantara")
    set_seed(7)
    model = BertForSequenceClassification(BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, num_labels=3, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    ))  # fmt: skip
    model.save_pretrained(folder / "awal")
    tokenizer.save_pretrained(folder / "awal")
    texts = [f"Soto nomor {number} " + "hangat sekali " * (number % 4) for number in range(16)]
    Dataset.from_dict({**tokenizer(texts), "label": [n % 3 for n in range(16)]}).save_to_disk(folder / "data")
    (folder / "latih.py").write_text(script(), encoding="utf-8")
    return folder


def run(folder, rows, *launcher):
    saved = folder / "hasil" / "model.safetensors"
    saved.unlink(missing_ok=True)
    command = [sys.executable, *launcher, str(folder / "latih.py"), str(folder), str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=240, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    losses = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    return done.stdout, losses, load_file(saved)


@pytest.mark.skipif(sys.platform != "linux", reason="torch.distributed di CPU baru diuji di Linux")
def test_two_processes_equal_one_with_twice_the_batch(prepared):
    output, [alone], weights = run(prepared, 8)
    assert "proses 0 dari 1: 2 langkah" in output
    launcher = ("-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2", "--num_machines", "1",
                "--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0")  # fmt: skip
    output, losses, shared = run(prepared, 4, *launcher)
    assert {"proses 0 dari 2: 2 langkah", "proses 1 dari 2: 2 langkah"} <= set(output.splitlines())
    assert len(losses) == 2 and losses[0] == losses[1] == pytest.approx(alone, abs=2e-3)
    start = load_file(prepared / "awal" / "model.safetensors")
    assert any((weights[name] - start[name]).abs().max() > 1e-4 for name in weights)
    for name in weights:
        assert torch.allclose(weights[name], shared[name], atol=1e-4), name


def test_only_the_main_process_saves():
    source = script()
    assert source.index("if mesin.is_main_process:") < source.index("save_pretrained")
    assert source.count("save_pretrained") == 1


KILLED = """
import sys, time
from datasets import load_from_disk
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
                          Trainer, TrainerCallback, TrainingArguments, set_seed)

folder, out, mode = sys.argv[1:]

class Slow(TrainerCallback):
    def on_save(self, args, state, control, **rest):
        print("disimpan", state.global_step, flush=True)

    def on_step_end(self, args, state, control, **rest):
        if mode == "lambat" and state.global_step > 2:
            time.sleep(60)

set_seed(7)
tokenizer = AutoTokenizer.from_pretrained(folder + "/awal")
model = AutoModelForSequenceClassification.from_pretrained(folder + "/awal")
for part in model.modules():
    if type(part).__name__ == "Dropout":
        part.p = 0.1
arguments = TrainingArguments(out, num_train_epochs=2, per_device_train_batch_size=4, save_steps=2, seed=7,
                              logging_strategy="no", use_cpu=True, disable_tqdm=True)
trainer = Trainer(model, arguments, train_dataset=load_from_disk(folder + "/data"), callbacks=[Slow()],
                  data_collator=DataCollatorWithPadding(tokenizer))
trainer.train(resume_from_checkpoint=mode == "lanjut")
trainer.save_model(out + "/akhir")
"""


def test_a_killed_training_resumes_to_the_same_end(prepared, tmp_path):
    program = tmp_path / "bunuh.py"
    program.write_text(KILLED, encoding="utf-8")

    def start(out, mode):
        command = [sys.executable, str(program), str(prepared), str(tmp_path / out), mode]
        return subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True, encoding="utf-8")

    victim = start("putus", "lambat")
    try:
        deadline = time.monotonic() + 200
        while "disimpan 2" not in victim.stdout.readline():
            assert victim.poll() is None and time.monotonic() < deadline
    finally:
        victim.kill()
        victim.communicate()
    assert not (tmp_path / "putus" / "akhir").exists() and (tmp_path / "putus" / "checkpoint-2").is_dir()
    for out, mode in (("putus", "lanjut"), ("utuh", "biasa")):
        child = start(out, mode)
        child.communicate(timeout=240)
        assert child.returncode == 0
    ends = [load_file(tmp_path / out / "akhir" / "model.safetensors") for out in ("putus", "utuh")]
    for name in ends[0]:
        assert torch.allclose(ends[0][name], ends[1][name], atol=1e-5), name
