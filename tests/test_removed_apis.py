"""Daftar "dulu dan sekarang": aturan bekerja, sesuai pustaka terpasang, dan kode kursus bersih."""

import ast
import importlib
import inspect
import json

import pytest

from course_lib.explanations import REMOVED_ARGUMENTS, REMOVED_METHODS
from tools import notebooks, removed_apis
from tools.environment import ROOT
from tools.removed_rules import RULES, SILENT, THEMES

SEEN = [rule for rule in RULES if rule.kind != "mata"]
names = [rule.before for rule in RULES]


def of(*kinds):
    return [rule for rule in RULES if rule.kind in kinds]


def test_the_course_is_clean():
    assert len(removed_apis.files()) > 30
    assert [str(finding) for finding in removed_apis.findings(removed_apis.files())] == []


@pytest.mark.parametrize("rule", SEEN, ids=[rule.before for rule in SEEN])
def test_each_rule_finds_the_old_and_accepts_the_new(rule):
    assert rule in [found for _, found in removed_apis.search(rule.before)]
    assert removed_apis.search(rule.after) == []


@pytest.mark.parametrize("rule", RULES, ids=names)
def test_each_rule_fits_the_table(rule):
    words = f"{rule.before} {rule.after}".split()
    assert max(map(len, words)) <= 42 and len(rule.symptom) <= 70


@pytest.mark.parametrize("rule", RULES, ids=names)
def test_each_rule_is_complete(rule):
    assert rule.theme in THEMES and rule.symptom and rule.before != rule.after
    assert bool(rule.names) == (rule.kind not in ("mata", "tanpa-model"))
    for code in (rule.before, rule.after):
        if not code.startswith("!"):
            ast.parse(code)


@pytest.mark.parametrize(
    "source",
    [
        'pipeline("text-classification", model=nama, top_k=None)',
        'pipeline("text-classification", nama)',
        "pipeline(**setelan)",
        "pipeline(tugas)",
        "BitsAndBytesConfig(load_in_8bit=True)",
        'pipeline("fill-mask", model=nama, device=-1)',
        'pipeline("fill-mask", model=nama, device=False)',
        "from torch.optim import AdamW",
        "from huggingface_hub import list_datasets",
        'create_dataset(name="x")',
        'hapus = ("TRANSFORMERS_CACHE",)',
        'nama in ("huggingface-cli", "hf")',
        'teks = "encode_plus dan load_metric"',
        "data.filter(periksa)",
        'tokenizer(teks, padding="max_length", max_length=8)',
        "np.load(berkas, allow_pickle=True)",
        "class TFIDF: pass",
        "%xmode Minimal\nx = 1",
        "ini bukan Python",
    ],
)
def test_good_code_is_accepted(source):
    assert removed_apis.search(source) == []


@pytest.mark.parametrize(
    "source, found",
    [
        ("import transformers\ntransformers.AdamW(x)", "transformers.AdamW"),
        ("import datasets\ndatasets.load_metric('f1')", "datasets.load_metric"),
        ("from transformers import AutoModel, TFBertModel", "from transformers import TFBertModel"),
        ("import datasets.tasks", "datasets.tasks"),
        ("pipeline(task='translation_id_to_en', model=m)", 'pipeline("translation_id_to_en")'),
        ("hasil = [p(t, return_all_scores=True) for t in teks]", "p(return_all_scores=…)"),
        ("x = 1\n!huggingface-cli login", "!huggingface-cli login"),
        ("subprocess.run(['huggingface-cli', 'login'])", "huggingface-cli"),
        ("AutoModel.from_pretrained(m, load_in_4bit=True)", "from_pretrained(load_in_4bit=…)"),
        ("%env TRANSFORMERS_CACHE=/d", "%env TRANSFORMERS_CACHE=/d"),
        ("load_dataset('x.py', split='train')", "load_dataset('x.py')"),
    ],
)
def test_other_forms_are_found(source, found):
    assert found in [name for name, _ in removed_apis.search(source)]


def test_marked_cells_are_exempt_and_others_are_not(tmp_path):
    def cell(tags):
        source = ["from datasets import load_metric"]
        return {"cell_type": "code", "source": source, "metadata": {"tags": tags} if tags else {}}

    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [cell(["dulu"]), cell(["raises-exception"]), cell([])]}), encoding="utf-8")
    assert [finding.place for finding in removed_apis.findings([path])] == ["sel 2"]
    card = tmp_path / "README.md"
    card.write_text("`load_metric`\n```python\nfrom datasets import load_metric\n```\n", encoding="utf-8")
    assert [finding.place for finding in removed_apis.findings([card])] == ["blok 1"]


def test_command_names_place_and_replacement(tmp_path, capsys):
    path = tmp_path / "a.py"
    path.write_text("from transformers import AdamW\n", encoding="utf-8")
    assert removed_apis.main([str(path)]) == 1
    assert "from torch.optim import AdamW" in capsys.readouterr().out
    path.write_text("from torch.optim import AdamW\n", encoding="utf-8")
    assert removed_apis.main([str(path)]) == 0


def test_explanations_under_errors_know_the_same_names():
    known = {name for rule in of("argumen", "atribut") for name in rule.names}
    assert not (set(REMOVED_ARGUMENTS) | set(REMOVED_METHODS)) - known


def test_appendix_shows_the_whole_table():
    stored = notebooks.read(ROOT / "notebooks" / "lampiran_dulu_sekarang.ipynb")
    tables = [cell.source for cell in stored.cells if notebooks.TABLE_TAG in notebooks.tags(cell)]
    assert tables == [removed_apis.table()]


def test_silent_changes_are_shown_running():
    stored = notebooks.read(ROOT / "notebooks" / "lampiran_dulu_sekarang.ipynb")
    shown = "\n".join(cell.source for cell in stored.cells if notebooks.OLD_TAG in notebooks.tags(cell))
    silent = [rule for rule in of("argumen", "nilai", "atribut") if SILENT in rule.symptom]
    assert len(silent) > 6
    assert [rule.before for rule in silent if not any(name in shown for name in rule.names)] == []


def test_silent_environment_variables_are_unknown():
    from huggingface_hub import constants

    for rule in of("lingkungan"):
        assert not any(hasattr(constants, name) for name in rule.names)
        assert hasattr(constants, ast.parse(rule.after).body[0].targets[0].slice.value)


# Aturan diperiksa terhadap pustaka yang terpasang: yang dikatakan hilang memang tidak ada.


@pytest.mark.parametrize("rule", of("impor"), ids=lambda rule: rule.before)
def test_imports_are_gone(rule):
    if rule.symptom.startswith("berjalan"):
        return
    with pytest.raises((ImportError, AttributeError)):
        exec(rule.before, {})
    if "import" in rule.after:
        exec(rule.after, {})


def test_tasks_are_gone():
    from transformers.pipelines import PIPELINE_REGISTRY

    supported = PIPELINE_REGISTRY.get_supported_tasks()
    for rule in of("tugas"):
        assert not set(rule.names) & set(supported), rule.before


def callables():
    import torch
    from datasets import Dataset, load_dataset
    from huggingface_hub import HfApi, create_repo, hf_hub_download, login, snapshot_download
    from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments, Trainer, TrainingArguments

    return {
        "TrainingArguments": TrainingArguments, "Seq2SeqTrainingArguments": Seq2SeqTrainingArguments,
        "Trainer": Trainer, "Seq2SeqTrainer": Seq2SeqTrainer, "train": Trainer.train, "load_dataset": load_dataset,
        "create_repo": create_repo, "hf_hub_download": hf_hub_download, "snapshot_download": snapshot_download,
        "list_models": HfApi.list_models, "login": login, "push_to_hub": Dataset.push_to_hub, "load": torch.load,
        "upload_file": HfApi.upload_file, "upload_folder": HfApi.upload_folder,
    }  # fmt: skip


def parameters(call):
    return inspect.signature(getattr(call, "__init__", call) if inspect.isclass(call) else call).parameters


def test_arguments_are_gone():
    known, compared = callables(), 0
    for rule in of("argumen"):
        for owner in set(rule.owners) & set(known):
            if "diabaikan" in rule.symptom and owner in ("hf_hub_download", "snapshot_download"):
                continue  # sengaja masih diterima, lalu diabaikan dengan peringatan
            compared += 1
            assert not set(rule.names) & set(parameters(known[owner])), (owner, rule.names)
    assert compared > 25


def test_replacements_exist():
    known, compared = callables(), 0
    for rule in SEEN:
        if rule.after.startswith("!"):
            continue
        for node in ast.walk(ast.parse(rule.after)):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if name in known:
                compared += 1
                given = {keyword.arg for keyword in node.keywords} - {"data_files"}
                assert given <= set(parameters(known[name])), rule.after
    assert compared > 15


def test_methods_are_gone():
    from datasets import Dataset
    from huggingface_hub import HfApi
    from transformers import GPT2LMHeadModel, PreTrainedTokenizerFast

    for rule in of("atribut"):
        for name in rule.names:
            for owner in (Dataset, HfApi, GPT2LMHeadModel, PreTrainedTokenizerFast):
                assert not hasattr(owner, name), (owner.__name__, name)


@pytest.mark.parametrize("module", sorted({rule.after.split()[1] for rule in RULES if rule.after.startswith("from ")}))
def test_modules_of_replacements_exist(module):
    importlib.import_module(module)
