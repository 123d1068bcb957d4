"""Penjelasan galat diuji terhadap galat sungguhan yang dipancing, bukan pesan karangan."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import explanations
from course_lib.errors import CourseError
from course_lib.explain import explain, install

ROOT = Path(__file__).resolve().parents[1]


def provoke(code, **names):
    """Jalankan kode dan kembalikan galatnya."""
    try:
        exec(compile(code, "<sel>", "exec"), names)
    except BaseException as error:
        return error
    raise AssertionError(f"tidak ada galat: {code}")


PYTHON_CASES = [
    ("kalimat = 1\nkalimatt", "Apakah maksud Anda `kalimat`?"),
    ("tak_pernah_ada_xyz", "jalankan dahulu sel di atas"),
    ("(lambda: sebelumm)()", "sebelumm"),
    ("[].appendd", "Apakah maksud Anda `.append`?"),
    ("None.label", "ternyata None"),
    ("import os\nos.pathh", "Modul `os` tidak memiliki `.pathh`"),
    ("'a'.encode_plus('x')", "tokenizer(teks)"),
    ("def f(a): pass\nf()", "`f` dipanggil tanpa argumen yang wajib: 'a'"),
    ("def f(a): pass\nf(1, 2)", "diberi 2 argumen"),
    ("def f(a): pass\nf(b=1)", "tidak mengenal argumen `b`"),
    ("(3)(4)", "Nilai bertipe `int` diberi tanda kurung"),
    ("1 + 'a'", "`+` tidak berlaku antara `int` dan `str`"),
    ("'a' + 1", "bukan `int`"),
    ("None[0]", "Nilainya None"),
    ("(3)[0]", "tidak dapat diambil unsurnya"),
    ("for x in 3: pass", "bukan kumpulan"),
    ("[{'label': 1}]['label']", "mengambil unsur pertama"),
    ("{[]: 1}", "kunci kamus"),
    ("len(3)", "tipe"),
    ("int('dua')", "Teks 'dua'"),
    ("float('0,5')", "memakai titik untuk desimal"),
    ("a, b = 1, 2, 3", "melebihi"),
    ("a, b = [1]", "kurang dari"),
    ("{'a': 1}['b']", "Kunci 'b' tidak ada"),
    ("[][0]", "Indeks di luar rentang list"),
    ("1 / 0", "pembagian dengan nol"),
    ("def f(): f()\nf()", "terus memanggil dirinya"),
    ("open('tidak/ada.csv', encoding='utf-8')", "tidak ditemukan"),
    ("raise PermissionError(13, 'x')", "izinnya"),
    ("import tidak_ada_modul.x", "Modul `tidak_ada_modul` tidak terpasang"),
    ("from json import muat", "Modul `json` ada, tetapi tidak berisi `muat`"),
    ("raise NotImplementedError", "Bagian ini belum diisi"),
    ("raise KeyboardInterrupt", "dihentikan"),
    ("bytearray(10**15)", "Memori komputer tidak cukup"),
    ("if 1:\nx = 1", "menjorok ke dalam"),
    ("x = 1\n  y = 2", "tidak sejajar"),
    ("print((1", "tidak ditutup"),
    ("x = 1)", "tanpa pembuka"),
    ("x = 'a", "tanda kutip"),
    ("if 1\n  x", "Python menantikan tanda `:`"),
    ("x = [1 2]", "koma"),
    ("if x = 1: pass", "`==`"),
    ("def (): pass", "tidak memahami susunan kode"),
]


@pytest.mark.parametrize("code, words", PYTHON_CASES, ids=[case[0] for case in PYTHON_CASES])
def test_python_errors(code, words):
    assert words in explain(provoke(code))


TORCH_CASES = [
    ("torch.ones(2, 3) @ torch.ones(2, 3)", "2x3 dengan 2x3"),
    ("torch.nn.Linear(3, 4)(torch.ones(2, 5))", "2x5 dengan 3x4"),
    ("torch.ones(2, 3) + torch.ones(2, 4)", "berbeda ukuran: 3 dan 4"),
    ("torch.ones(2, 3).view(4, 4)", "bentuk [4, 4]"),
    ("torch.cat([torch.ones(2, 3), torch.ones(3, 4)])", "hendak digabung"),
    ("torch.stack([torch.ones(3), torch.ones(4)])", "hendak digabung"),
    ("torch.tensor([[1, 2], [3]])", "berbeda panjang (2 dan 1)"),
    ("torch.nn.Embedding(3, 4)(torch.tensor([9]))", "checkpoint yang sama"),
    ("torch.nn.Embedding(3, 4)(torch.ones(2))", "torch.FloatTensor"),
    ("torch.nn.Linear(3, 4)(torch.ones(2, 3, dtype=torch.float16))", "tipe angka: Half dan Float"),
    ("torch.empty(10**14)", "Memori komputer tidak cukup"),
    ("torch.ones(3).item()", "berisi satu angka"),
    ("bool(torch.ones(3) > 0)", "`.any()`"),
    ("torch.ones(2, requires_grad=True).numpy()", "`.detach().numpy()`"),
    ("import numpy; numpy.ones(10**14)", "Memori komputer tidak cukup"),
    ("raise torch.OutOfMemoryError('CUDA out of memory. Tried to allocate 2 GiB')", "Memori GPU habis"),
    ("raise torch.OutOfMemoryError('CUDA out of memory. Tried to allocate 2 GiB')", "gradient_accumulation_steps"),
    ("torch.empty(10**14)", "gradient_checkpointing=True"),
    ("F.cross_entropy(torch.ones(1, 3), torch.tensor([3]))", "label bernomor 3"),
]


@pytest.mark.parametrize("code, words", TORCH_CASES, ids=[case[0] for case in TORCH_CASES])
def test_torch_errors(code, words):
    import torch

    assert words in explain(provoke(code, torch=torch, F=torch.nn.functional))


def test_datasets_errors(tmp_path):
    from datasets import ClassLabel, Dataset, Value, load_dataset

    good, old = tmp_path / "baru.csv", tmp_path / "lama.csv"
    good.write_text("kota\nBogor\n", encoding="utf-8")
    old.write_bytes("kota\nCibéwok\n".encode("cp1252"))
    names = {"data": Dataset.from_dict({"x": ["1", "3,5"]}), "Value": Value, "ClassLabel": ClassLabel, "load": load_dataset}
    names |= {"good": str(good), "old": str(old), "cache": str(tmp_path / "cache")}
    cases = {
        "data.map(lambda b: {'y': b['x'] + ['z']}, batched=True)": "3 nilai untuk kolom `y`",
        "data.cast_column('x', Value('float64'))": "Teks `3,5`",
        "data.train_test_split(0.5, stratify_by_column='x')": "class_encode_column",
        "data.cast_column('x', ClassLabel(names=['1']))": "Nilai `3,5` tidak ada dalam daftar nama",
        "load('csv', data_files=good, split='latih', cache_dir=cache)": "bagian `latih`",
        "load('csv', data_files=old, split='train', cache_dir=cache)": "encoding=",
    }
    for code, words in cases.items():
        assert words in explain(provoke(code, **names)), code


@pytest.mark.parametrize("measure", ["f1_score", "precision_score", "recall_score"])
def test_measures_of_many_classes(measure):
    from sklearn import metrics

    error = provoke("measure([0, 1, 2], [0, 1, 1])", measure=getattr(metrics, measure))
    assert '`average="macro"`' in explain(error)


GENERATE_CASES = [
    ("model.generate(**inputs, temprature=0.5)", "tidak mengenal argumen `temprature`"),
    ("model.generate(**inputs, do_sample=False, num_return_sequences=3)", "`do_sample=True`"),
    ("model.generate(**inputs, do_sample=True, temperature=0.0)", "`do_sample=False`"),
    ("model.generate(**inputs, stop_strings=['x'])", "`tokenizer=tokenizer`"),
    ("tokenizer.apply_chat_template([{'role': 'user', 'content': 'hai'}])", "cetakan percakapan"),
]


@pytest.fixture(scope="module")
def pantun():
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = ROOT / "class_hub" / "seed" / "models" / "mini" / "gpt-pantun"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    inputs = tokenizer("Pantun rindu:\n", return_tensors="pt")
    return {"model": AutoModelForCausalLM.from_pretrained(folder), "tokenizer": tokenizer, "inputs": inputs}


@pytest.mark.parametrize("code, words", GENERATE_CASES, ids=[case[0] for case in GENERATE_CASES])
def test_generate_errors(code, words, pantun):
    assert words in explain(provoke(code, **pantun))


def test_removed_pipeline_tasks():
    from transformers import pipeline

    assert "`summarization` sudah dihapus" in explain(provoke("p('summarization')", p=pipeline))
    assert "tidak mengenal tugas `sentimen`" in explain(provoke("p('sentimen')", p=pipeline))


@pytest.mark.parametrize(
    "name", [n for n in explanations.REMOVED_ARGUMENTS if not n.startswith(("use_auth", "load_in"))]
)
def test_removed_training_arguments(name, tmp_path):
    from transformers import TrainingArguments

    error = provoke("T(folder, **{name: 1})", T=TrainingArguments, folder=str(tmp_path), name=name)
    assert f"`{name}` sudah dihapus" in explain(error)
    assert explanations.REMOVED_ARGUMENTS[name] in explain(error)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    from transformers import BertConfig, BertForSequenceClassification

    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    model = BertForSequenceClassification(BertConfig(vocab_size=10, **sizes))
    folder = tmp_path_factory.mktemp("model")
    model.save_pretrained(folder)
    return model, folder


@pytest.mark.parametrize("kept", [["classifier"], None])
def test_adapter_target_without_a_module(tiny_model, kept):
    """Dengan dan tanpa `modules_to_save` pesan peft berlainan, penjelasannya sama."""
    import copy

    from peft import LoraConfig, get_peft_model

    config = LoraConfig(target_modules=["q_proj"], modules_to_save=kept)
    error = provoke("g(model, config)", g=get_peft_model, model=copy.deepcopy(tiny_model[0]), config=config)
    assert "`named_modules()`" in explain(error)


def test_removed_loading_arguments(tiny_model):
    from huggingface_hub import hf_hub_download
    from transformers import Trainer

    model, folder = tiny_model
    load = type(model).from_pretrained
    for name in ("load_in_8bit", "load_in_4bit", "use_auth_token"):
        error = provoke("load(folder, **{name: True})", load=load, folder=folder, name=name)
        assert f"`{name}` sudah dihapus" in explain(error)
    error = provoke("d('a/b', 'c', use_auth_token='x')", d=hf_hub_download)
    assert "`token=`" in explain(error)
    error = provoke("T(model=m, tokenizer=None)", T=Trainer, m=model)
    assert "processing_class=tokenizer" in explain(error)


@pytest.mark.parametrize("save, words", [(2, "ialah `checkpoint-2`"), (9, "mulai dari awal")])
def test_interrupted_training_says_what_is_saved(save, words, tiny_model, tmp_path):
    from transformers import Trainer, TrainerCallback, TrainingArguments

    class Stop(TrainerCallback):
        def on_step_end(self, args, state, control, **rest):
            if state.global_step == 3:
                raise KeyboardInterrupt

    rows = [{"input_ids": [1, 2], "labels": 0}] * 6
    folder = tmp_path / "latih"
    arguments = TrainingArguments(
        folder, per_device_train_batch_size=1, save_steps=save, use_cpu=True, disable_tqdm=True
    )
    trainer = Trainer(tiny_model[0], arguments, train_dataset=rows, callbacks=[Stop()])
    text = explain(provoke("t.train()", t=trainer))
    assert "sesudah langkah 3" in text and words in text and str(tmp_path) not in text
    if save == 9:
        assert "Tidak ada checkpoint" in explain(provoke("t.train(resume_from_checkpoint=True)", t=trainer))


def test_tokenizer_errors():
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({"a": 0, "b": 1, "[UNK]": 2, "[PAD]": 3}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    padded = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="[UNK]", pad_token="[PAD]")
    bare = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="[UNK]")
    error = provoke("t(['a', 'a b'], return_tensors='pt')", t=padded)
    assert "`padding=True`" in explain(error)
    assert "token pengisi" in explain(provoke("t(['a', 'a b'], padding=True)", t=bare))
    for wrong in ("t(None)", "t([None])", "t(3)"):
        assert "Tokenizer menerima teks" in explain(provoke(wrong, t=padded)), wrong
    assert "`tokenizer(teks)`" in explain(provoke("t.encode_plus('a')", t=padded))


def _hub_errors(tmp_path, *words):
    environment = {**os.environ, "HF_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment.pop("HF_TOKEN", None)
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "hub_errors.py"), *words],
        env=environment, capture_output=True, encoding="utf-8", timeout=240, cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def hub_errors(tmp_path_factory):
    return {
        **_hub_errors(tmp_path_factory.mktemp("hf")),
        **_hub_errors(tmp_path_factory.mktemp("hf"), "luring"),
    }


@pytest.mark.parametrize(
    "case, words",
    [
        *[(f"repo {way}", "`pemilik/nama`") for way in ("berkas", "info", "tokenizer", "revisi", "dataset")],
        *[(f"revisi {way}", "revisi") for way in ("berkas", "info", "tokenizer", "revisi", "dataset")],
        *[(f"gated {way}", "lisensi") for way in ("berkas", "info", "tokenizer", "revisi")],
        *[(f"melambat {way}", "terlalu banyak permintaan") for way in ("info", "tokenizer")],
        *[(f"rusak {way}", "mengalami gangguan") for way in ("info", "tokenizer")],
        *[(f"mati {way}", "tidak menjawab") for way in ("berkas", "info", "tokenizer", "revisi", "dataset")],
        *[(f"luring {way}", "Mode luring") for way in ("berkas", "info", "tokenizer", "revisi", "dataset")],
        ("berkas berkas", "list_repo_files"),
        ("berkas model", "config.json"),
        ("izin info", "token"),
        ("ada tag", "exist_ok=True"),
        ("tertinggal tag", "parent_commit"),
        ("penuh tag", "ruang disk"),
        ("id berkas", "harus berbentuk"),
        ("id tokenizer", "harus berbentuk"),
    ],
)
def test_hub_errors(hub_errors, case, words):
    kind, text = hub_errors[case]
    assert words in text, f"{kind}: {text}"


def test_disk_full_and_course_error():
    assert "Disk penuh" in explain(OSError(errno.ENOSPC, "No space left on device"))
    assert explain(CourseError("Profil tidak dikenal.")) == "Profil tidak dikenal."


def test_cause_of_another_kind_is_not_explained():
    code = "try:\n  {}['a']\nexcept KeyError:\n  raise ValueError('x')"
    assert "Kunci" not in explain(provoke(code))


def test_every_rule_is_a_sentence_without_leftovers():
    for kinds, _, text in (*explanations.HUB_RULES, *explanations.RULES):
        filled = text.format("A", "B", "C")
        assert filled.endswith("."), filled
        assert kinds and len(filled) < 260, filled


def run_cells(*sources):
    """Jalankan sel di kernel sungguhan dan kembalikan keluarannya per sel."""
    nbclient = pytest.importorskip("nbclient")
    import nbformat

    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    where = {"metadata": {"path": str(ROOT)}}
    nbclient.NotebookClient(notebook, allow_errors=True, kernel_name="python3", resources=where).execute()
    return [cell.outputs for cell in notebook.cells]


INSTALL = "from course_lib.explain import install\ninstall(get_ipython())\ninstall(get_ipython())"


def test_explanation_follows_the_traceback_once():
    outputs = run_cells(
        INSTALL,
        "1 / 0",
        "def f(:",
        "from course_lib import CourseError\nraise CourseError('begini')",
        "class Aneh(Exception): pass\nraise Aneh",
        "3",
    )
    for index, name in ((1, "ZeroDivisionError"), (2, "SyntaxError")):
        assert [o.output_type for o in outputs[index]] == ["error", "display_data"]
        assert outputs[index][0].ename == name
        assert outputs[index][1].data["text/plain"].startswith("[penjelasan] ")
    assert [o.output_type for o in outputs[3]] == ["error"]
    assert [o.output_type for o in outputs[4]] == ["error"]
    assert [o.output_type for o in outputs[5]] == ["execute_result"]


def test_broken_explanation_leaves_the_traceback_alone():
    outputs = run_cells(
        INSTALL, "import sys\nsys.modules['course_lib.explain']._match = None", "import json\njson.loads('{')"
    )
    assert [o.output_type for o in outputs[2]] == ["error"]


def test_outcome_shows_once_even_in_the_middle_of_a_cell():
    outputs = run_cells(
        "from course_lib.panel import Outcome",
        "hasil = Outcome('benar', 'Bagus.').show()\n3",
        "Outcome('benar', 'Bagus.').show()",
        "hasil",
    )
    assert [o.output_type for o in outputs[1]] == ["display_data", "execute_result"]
    for index in (2, 3):
        assert [o.output_type for o in outputs[index]] == ["display_data"]
        assert outputs[index][0].data["text/plain"] == "[benar] Bagus."


def test_no_exception_holder_is_kept():
    assert explain(Exception("apa saja")).endswith("Pesan aslinya: apa saja")


def test_install_registers_one_callback():
    class Events:
        def __init__(self):
            self.callbacks = []

        def register(self, name, function):
            if function not in self.callbacks:
                self.callbacks.append(function)

    class Shell:
        events = Events()

    install(Shell)
    install(Shell)
    assert len(Shell.events.callbacks) == 1


def test_text_longer_than_the_model_is_explained_as_such():
    from transformers import pipeline

    model = ROOT / "class_hub/seed/models/mini/bert-sentimen-inggris"
    classifier = pipeline("text-classification", model=str(model), dtype="float32")
    error = provoke("classifier('good ' * 900)", classifier=classifier)
    assert "menjadi 902 token" in explain(error) and "truncation=True" in explain(error)


def test_same_message_elsewhere_is_about_shapes():
    import torch

    error = provoke("torch.ones(2) + torch.ones(3)", torch=torch)
    assert "Cetak `.shape`" in explain(error)


def test_too_large_power():
    assert "terlalu besar" in explain(provoke("import math\nmath.exp(1000)"))
