"""Perbandingan inferensi: jalur kodenya pada model sangat kecil, dan isi results.json."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.inference import __main__ as program
from benchmarks.inference import encoders, generation, machine, table, worker
from course_lib.errors import CourseError
from course_lib.evaluation import macro_f1
from course_lib.measure import cpu_threads
from tools.environment import ROOT


@pytest.fixture(autouse=True)
def one_thread():
    with cpu_threads(1):
        yield


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """BERT satu lapisan dengan kosakata rak, dalam setiap cara."""
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    config = BertConfig(vocab_size=8192, hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
                        intermediate_size=64, num_labels=3, initializer_range=0.2)  # fmt: skip
    source, folder = tmp_path_factory.mktemp("asal"), tmp_path_factory.mktemp("bert")
    BertForSequenceClassification(config).save_pretrained(source)
    order = {"tugas": "siapkan", "model": encoders.MINI, "folder": str(folder), "asal": str(source),
             "cara": list(encoders.METHODS)}  # fmt: skip
    return folder, worker.run(order)["ukuran_mb"]


def test_every_encoder_method_is_written_and_agrees(encoder):
    folder, sizes = encoder
    assert list(sizes) == list(encoders.METHODS)
    assert sizes["bf16"] < 0.6 * sizes["fp32"] and sizes["onnx-int8"] < 0.5 * sizes["onnx-fp32"]
    given = encoders.inputs(encoders.MINI, 4)
    assert (given[1] == 0).any()  # ada ganjalan, jadi mask ikut diperiksa
    run = encoders.load(folder, "fp32")
    against = run(*given)
    unmasked = np.abs(run(given[0], np.ones_like(given[1])) - against).max()
    for name in encoders.METHODS:
        found = encoders.load(folder, name)(*given)
        assert found.shape == (4, 3) and found.dtype == np.float32
        allowed = 1e-5 if name.endswith("fp32") else unmasked / 3
        assert np.abs(found - against).max() < allowed, name


def test_rounding_does_not_leak_into_the_next_method(encoder):
    folder, _ = encoder
    from safetensors.torch import load_file

    key = "bert.encoder.layer.0.attention.self.query.weight"
    whole = load_file(folder / "fp32" / "model.safetensors")[key]
    half = load_file(folder / "fp16" / "model.safetensors")[key]
    assert torch.equal(whole.half(), half)  # bukan fp32 ke bf16 ke fp16


def test_measuring_an_encoder(encoder):
    folder, _ = encoder
    order = {"tugas": "ukur", "model": encoders.MINI, "folder": str(folder), "utas": 1, "batch": [1, 2],
             "cara": ["fp32", "bf16", "onnx-int8"], "detik": 0.01, "lewati": {"2": ["bf16"]}}  # fmt: skip
    found = worker.run(order)
    assert {name: set(one) for name, one in found["detik"].items()} == {
        "1": {"fp32", "bf16", "onnx-int8"}, "2": {"fp32", "onnx-int8"},
    }  # fmt: skip
    for one in found["detik"].values():  # semua cara sebanyak ronde yang sama
        (rounds,) = {len(v) for v in one.values()}
        assert rounds >= worker.FEWEST
    assert found["bentuk"]["2"][0] == 2 and set(found["inti_program_lain"]) == {"1", "2"}
    assert set(table.speeds(found)["1"]) == {"bf16", "onnx-int8"}


def test_a_child_measures_its_own_memory(encoder):
    folder, _ = encoder
    order = {"tugas": "ram", "model": encoders.MINI, "folder": str(folder), "utas": 1, "cara": "onnx-int8"}
    found = worker.child(order)
    assert 20 < found["impor"] < found["puncak"] < 400  # tanpa PyTorch
    with pytest.raises(CourseError, match="gagal"):
        worker.child(order | {"folder": str(folder / "lain")})


def test_guesses_become_scores(encoder):
    folder, _ = encoder
    found = {n: {"angka": encoders.guesses(encoders.load(folder, n))} for n in ("fp32", "bf16")}
    guessed = program.quality(encoders.MINI, folder, found)["tebakan"]
    scores = table.f1_scores(guessed)
    labels, groups = table.columns(guessed)
    assert len(labels) == len(groups) == 360
    for index, language in enumerate(encoders.LANGUAGES):  # label dan makna seurut di setiap bahasa
        _, own, meaning = encoders.rows(language)
        part = slice(72 * index, 72 * index + 72)
        assert labels[part].tolist() == own and groups[part].tolist() == [int(one) for one in meaning]
    assert scores["fp32"]["label_sama"] == [360, 360] and "selisih_f1" in scores["bf16"]


@pytest.fixture(scope="module")
def decoder(tmp_path_factory):
    """Gemma acak yang sangat kecil dengan tokenizer model pantun, dan korpus tiga dokumen."""
    from transformers import AutoTokenizer, Gemma3ForCausalLM, Gemma3TextConfig

    from class_hub.process import default_seed

    source, folder, data = (tmp_path_factory.mktemp(name) for name in ("asal", "gemma", "data"))
    tokenizer = AutoTokenizer.from_pretrained(default_seed() / "models" / "mini" / "gpt-pantun")
    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, head_dim=16, pad_token_id=0,
    )  # fmt: skip
    Gemma3ForCausalLM(config).save_pretrained(source)
    tokenizer.save_pretrained(source)
    (data / "parallel").mkdir()
    with (data / generation.CORPUS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sent_id", "eng", "ind"])
        for number, text in enumerate(["Hujan turun.", "Pasar sepi.", "Kapal datang.", "Ikan segar."]):
            writer.writerow([f"n0{number // 2}{number:03d}", "", text])
    generation.prepare(folder, data, source, ("fp32", "bf16", "torchao-dinamis"))
    return folder, data


def test_sentences_of_one_document_are_joined(decoder, tmp_path):
    _, data = decoder
    found = generation.documents(data)
    assert sorted(found.values()) == ["Hujan turun. Pasar sepi.", "Kapal datang. Ikan segar."]
    with pytest.raises(CourseError, match="pud_eng_ind"):
        generation.documents(tmp_path)


def test_measuring_a_decoder(decoder, monkeypatch):
    folder, _ = decoder
    monkeypatch.setattr(generation, "NEW_TOKENS", 3)
    methods = ["fp32", "torchao-dinamis"]
    order = {"model": table.GEMMA, "folder": str(folder), "utas": 1, "cara": methods, "detik": 0.01}
    found = worker.run(order | {"tugas": "ukur"})
    assert set(found["detik"]) == {"baca", "tulis"}
    each = {name: worker.run(order | {"tugas": "mutu", "cara": name}) for name in methods}
    entry = program.quality(table.GEMMA, folder, each)
    texts = entry["dokumen"]
    assert len(texts["token"]) == len(texts["loss"]["fp32"]) == 2
    assert entry["token_tertulis_sama"]["fp32"] == 3
    scores = table.perplexities(texts)
    assert scores["fp32"]["perplexity"][0] == pytest.approx(
        math.exp(sum(texts["loss"]["fp32"]) / sum(texts["token"])), abs=1e-3
    )
    assert abs(scores["torchao-dinamis"]["selisih_log_perplexity"][0]) < 0.1
    assert "fp16" not in table.perplexities(texts | {"loss": texts["loss"] | {"fp16": None}})


def test_a_loss_that_overflows_is_left_out(decoder, monkeypatch):
    folder, _ = decoder
    monkeypatch.setattr(generation.Torch, "loss", lambda self, ids: math.nan)
    order = {"tugas": "mutu", "model": table.GEMMA, "folder": str(folder), "utas": 1, "cara": "fp32"}
    assert worker.run(order) == {"loss": None}


def test_torch_loss_skips_only_the_first_token(decoder):
    folder, _ = decoder
    engine = generation.load(folder, "fp32")
    ids = [5, 9, 12, 7]
    with torch.inference_mode():
        logits = engine.model(input_ids=torch.tensor([ids])).logits[0].log_softmax(-1)
    expected = -sum(logits[place, token].item() for place, token in enumerate(ids[1:]))
    assert engine.loss(ids) == pytest.approx(expected, rel=1e-5)


def test_llama_loss_checks_the_forced_tokens(monkeypatch):
    engine = object.__new__(generation.Llama)
    asked = {}

    def ask(ids, count, **rest):
        asked.update(rest, ids=ids, count=count)
        return {"completion_probabilities": [{"id": 7, "logprob": -1.5}, {"id": 8, "logprob": -0.25}]}

    monkeypatch.setattr(engine, "_ask", ask, raising=False)
    assert engine.loss([2, 7, 8]) == 1.75
    assert asked["ids"] == [2] and asked["count"] == 2 and asked["grammar"] == "root ::= <[7]> <[8]>"
    with pytest.raises(CourseError, match="tidak menulis token"):
        engine.loss([2, 7, 9])


def test_plan_leaves_out_what_cannot_be_emulated(monkeypatch):
    monkeypatch.setattr(machine, "instructions", lambda: ["avx2", "avx512f"])
    *plain, emulated = program.plan(encoders.MINI, [1, 2], 1)
    assert [one["utas"] for one in plain] == [1, 2] and emulated["emulasi"] == "avx2"
    assert not set(emulated["cara"]) & {*encoders.ONNX, generation.GGUF}
    monkeypatch.setattr(machine, "instructions", lambda: ["avx2"])
    assert all("emulasi" not in one for one in program.plan(encoders.MINI, [1], 1))


def test_goals_need_the_whole_interval():
    quality = {"fp32": {}, "a": {"selisih_f1": [0.0, -0.02, 0.01]}, "b": {"selisih_f1": [0.0, -0.05, 0.05]}}
    speed = {"1 utas": {"1": {"a": [2.0, 1.6, 2.2], "b": [1.6, 1.4, 1.8]}},
             "1 utas, AVX2": {"1": {"a": [0.5, 0.4, 0.6]}}}  # fmt: skip
    found = table.goals(
        {"x": {"kali_lebih_kecil": {"fp32": 1, "a": 3.5, "b": 4}, "kali_lebih_cepat": speed, "mutu": quality}}
    )
    assert found == {"lebih_kecil": {"x": ["a"]}, "lebih_cepat": {"x": ["a"]}}


@pytest.fixture(scope="module")
def result():
    return json.loads(program.RESULTS.read_text(encoding="utf-8"))


def test_stored_rounds_are_whole(result):
    assert list(result["model"]) == list(table.TITLES)
    for entry in result["model"].values():
        assert {"tanggal", "mesin", "versi"} <= set(entry) and set(entry["mesin"]) == set(machine.describe())
        assert set(entry["ram_mb"]) == set(entry["ukuran_mb"])
        for run in entry["jalan"]:
            for methods in run["detik"].values():
                lengths = {len(seconds) for seconds in methods.values()}
                assert len(lengths) == 1 and lengths.pop() >= worker.FEWEST
                assert all(second > 0 for seconds in methods.values() for second in seconds)


def test_stored_summary_follows_from_stored_rounds(result):
    again = json.loads(json.dumps(table.summarize(result["model"])))
    assert again["sasaran"] == result["sasaran"]
    assert again["ringkasan"] == result["ringkasan"]
    guessed = result["model"][encoders.MINI]["tebakan"]
    for method, entry in result["ringkasan"][encoders.MINI]["mutu"].items():
        expected = macro_f1(table.columns(guessed)[0], table.digits(guessed, method), 3)
        assert entry["f1_makro"][0] == pytest.approx(expected, abs=1e-4)


def test_table_shows_every_method(result):
    shown = table.table(result)
    measured = {method for entry in result["model"].values() for method in entry["ukuran_mb"]}
    assert all(table.NAMES[method] in shown for method in measured) and "bobot acak" in shown


def test_stored_goals_as_found(result):
    """Yang tercapai di mesin pengukur; pengukuran baru boleh mengubahnya."""
    found = result["sasaran"]
    assert found == {
        "lebih_kecil": {encoders.MINI: ["onnx-int8"], table.GEMMA: ["gguf-q4"]},
        "lebih_cepat": {encoders.MINI: ["onnx-int8"], encoders.BASE: ["bf16", "onnx-int8"], table.GEMMA: ["gguf-q4"]},
    }
    for subject, names in found["lebih_cepat"].items():
        for run in result["model"][subject]["jalan"]:
            tables = () if run["emulasi"] else [v for k, v in table.speeds(run).items() if k != "baca"]
            assert all(one[name][1] >= table.FASTER for one in tables for name in names)


def test_results_name_no_folder_of_this_computer(result):
    text = program.RESULTS.read_text(encoding="utf-8")
    assert str(ROOT) not in text and str(Path.home()) not in text


def test_one_speed_can_be_measured_again(encoder, monkeypatch):
    folder, _ = encoder
    now = {"mesin": machine.describe(), "versi": machine.versions()}
    old = {"utas": 1, "emulasi": "", "detik": {}}
    entry = now | {"tanggal": program.date.today().isoformat(), "jalan": [old, {"utas": 2, "emulasi": ""}]}
    monkeypatch.setattr(program, "child", lambda order: {"utas": order["utas"], "folder": order["folder"]})
    program.again(encoders.MINI, entry, folder, ["1 utas"], [1, 2], 1)
    assert entry["jalan"] == [{"utas": 1, "folder": str(folder / encoders.MINI)}, {"utas": 2, "emulasi": ""}]
    with pytest.raises(CourseError, match="berbeda"):
        program.again(encoders.MINI, entry | {"tanggal": "2020-01-01"}, folder, ["1 utas"], [1, 2], 1)
