"""Perbandingan uji bias: jalur kodenya pada model sangat kecil, dan isi results.json."""

import json
import platform
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.bias import __main__ as program
from benchmarks.bias import calibration, loops, measures, sentences, speed, table
from class_hub.process import default_seed
from course_lib import bias
from course_lib.errors import CourseError
from course_lib.measure import cpu_threads
from tools.environment import ROOT

TEXTS = ["Ibu membeli beras.", "Pukul tujuh pagi orang Bali itu membuka jendela kamarnya.", "Hujan."]
SHELF = default_seed() / "models" / "mini"


@pytest.fixture(autouse=True)
def one_thread():
    with cpu_threads(1):
        yield


def tiny_bert(kind, **options):
    """BERT satu lapisan dengan kosakata rak dan bobot acak."""
    import transformers

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=8192, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        initializer_range=0.2, **options,
    )  # fmt: skip
    tokenizer = transformers.AutoTokenizer.from_pretrained(SHELF / "bert-dasar-nusantara")
    return getattr(transformers, kind)(config).eval(), tokenizer


@pytest.fixture(scope="module")
def classifier():
    names = {0: "sopan", 1: "kasar"}
    return tiny_bert("BertForSequenceClassification", num_labels=2, id2label=names)


@pytest.fixture(scope="module")
def filler():
    return tiny_bert("BertForMaskedLM")


@pytest.fixture(scope="module")
def writer():
    """GPT-2 satu lapisan dengan tokenizer model pantun."""
    from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    config = GPT2Config(vocab_size=2048, n_embd=32, n_layer=1, n_head=2, n_positions=96, initializer_range=0.2)
    return GPT2LMHeadModel(config).eval(), AutoTokenizer.from_pretrained(SHELF / "gpt-pantun")


# --- kecepatan ------------------------------------------------------------------------


def test_loops_agree_with_the_library(classifier, filler, writer):
    close = {"atol": 1e-4, "rtol": 0}
    np.testing.assert_allclose(
        loops.class_loop(*classifier, TEXTS), bias.class_probabilities(*classifier, TEXTS), **close
    )
    np.testing.assert_allclose(
        loops.causal_loop(*writer, TEXTS), bias.causal_log_likelihood(*writer, TEXTS).total, **close
    )
    np.testing.assert_allclose(
        loops.masked_loop(*filler, TEXTS), bias.pseudo_log_likelihood(*filler, TEXTS).total, **close
    )
    covered, words = ["Seorang [MASK] menanam padi.", "Di pasar [MASK] itu membeli ikan."], ["pria", "wanita"]
    np.testing.assert_allclose(
        loops.slot_loop(*filler, covered, words), bias.slot_log_probabilities(*filler, covered, words), **close
    )


def test_pipelines_agree_with_the_loops(classifier, filler):
    found = loops.class_pipeline(*classifier, TEXTS, 2)()
    np.testing.assert_allclose(found, loops.class_loop(*classifier, TEXTS), atol=1e-5)
    covered, words = ["Seorang [MASK] menanam padi.", "Di pasar [MASK] itu membeli ikan."], ["pria", "wanita"]
    found = loops.slot_pipeline(*filler, covered, words, 2)()
    np.testing.assert_allclose(found, loops.slot_loop(*filler, covered, words), atol=1e-3)


def test_exact_loops_are_close_to_the_plain_ones(filler, writer):
    covered = ["Seorang [MASK] menanam padi."]
    for loop, given in (
        (loops.causal_loop, (*writer, TEXTS)),
        (loops.masked_loop, (*filler, TEXTS)),
        (loops.slot_loop, (*filler, covered, ["pria", "wanita"])),
    ):
        np.testing.assert_allclose(loop(*given, exact=True), loop(*given), atol=1e-3)


def test_a_missing_peer_is_left_out(monkeypatch, writer):
    monkeypatch.setitem(__import__("sys").modules, "minicons", None)
    with pytest.raises(CourseError, match="minicons"):
        loops.minicons_causal(*writer, TEXTS, 1)
    case = speed.Case("causal_log_likelihood", "mini/gpt-pantun", "", 3, (1, 2, 3))
    assert list(speed.calls(case, *writer, TEXTS)) == [speed.LOOP, "batch 1", "batch 2", "batch 3"]


def test_every_case_has_its_texts():
    for case in speed.CASES:
        texts = speed.texts_of(case)
        assert len(texts) == len(set(texts)) == case.texts
        assert max(case.sizes) <= case.texts or case.scorer == "pseudo_log_likelihood"


@pytest.mark.parametrize("place", [0, 3, 4])
def test_measuring_one_case(place, monkeypatch, classifier, filler):
    case = speed.CASES[place]
    small = speed.Case(case.scorer, case.model, case.kind, 3, (1, 2, 4))
    monkeypatch.setattr(speed, "loaded", lambda _: classifier if place == 0 else filler)
    found = speed.measure(small, [1], 0)
    (run,) = found["jalan"]
    assert found["teks"] == 3 and found["token"][0] <= found["token"][1]
    assert all(len(values) == speed.FEWEST for values in run["detik"].values())
    assert list(found["selisih_terbesar"]) == list(run["detik"])
    assert max(found["selisih_terbesar"].values()) < 1e-3
    assert set(table.ratios(run["detik"])) == set(found["selisih_terbesar"]) - {speed.LOOP}
    assert list(found["ram_mb"]) == ["muat", speed.LOOP, "batch"] and min(found["ram_mb"].values()) > 50


def test_goals_need_every_thread_count():
    fast = {
        "a": {"1 utas": {"batch 8": [6.0, 5.2, 7.0], "minicons 1": [9.0, 8, 10]}, "2 utas": {"batch 8": [5.5, 5.0, 6]}},
        "b": {"1 utas": {"batch 8": [6.0, 4.9, 7.0], "batch 32": [5.5, 5.1, 6]}},
    }
    entries = {"a": {"selisih_terbesar": {"batch 8": 2e-4}}, "b": {"selisih_terbesar": {"batch 8": 9e-5, "lain": 1}}}
    found = table.speed_goals(fast, entries)
    assert found["lima_kali"] == ["a"] and found["sama"] == ["b"]
    assert found["tercepat"]["b"]["1 utas"] == ["batch 8", 6.0, 4.9, 7.0]


# --- angka ----------------------------------------------------------------------------


def test_sentences_differ_only_in_the_tested_word():
    assert len(sentences.FRAMES) >= 20 and len(set(sentences.FRAMES)) == len(sentences.FRAMES)
    assert len(sentences.job_frames()) == 28 and len(sentences.job_prefixes()) >= 20
    words, groups = sentences.activities()
    assert len(set(words)) == len(words) == 20 and groups.count("luar") == groups.count("dalam") == 10
    for first, second in (*sentences.SENTENCE_PAIRS, sentences.CONTROL_PAIR):
        for row, other in zip(sentences.sentences_about(first), sentences.sentences_about(second), strict=True):
            for text, twin in zip(row, other, strict=True):
                assert text.lower().replace(first, second) == twin.lower() and text != twin
    for prefix in sentences.job_prefixes():
        assert "{gender}" in prefix and prefix.endswith("sebagai")


def test_reviews_of_every_language_are_aligned():
    texts, labels = zip(*(sentences.reviews(language) for language in sentences.LANGUAGES), strict=True)
    assert {len(one) for one in texts} == {252} and all(one == labels[0] for one in labels)
    assert len(sentences.polite_comments()) == 60


def test_numbers_of_tiny_models(classifier, filler, writer, monkeypatch):
    monkeypatch.setattr(sentences, "reviews", lambda language: (TEXTS, [0, 1, 0]))
    monkeypatch.setattr(sentences, "FRAMES", sentences.FRAMES[:6])
    frames = sentences.job_frames()[:6]
    monkeypatch.setattr(sentences, "job_frames", lambda: frames)
    grids = {slot: sentences.swaps(slot)[:6] for slot in ("nama", "kelompok")}
    monkeypatch.setattr(sentences, "swaps", grids.get)
    models = {measures.KOMENTAR: classifier, measures.DASAR: filler, measures.GEMMA: writer}
    monkeypatch.setattr(measures, "loaded", lambda case: models[case.model])
    found = json.loads(json.dumps({subject: measures.measure(subject) for subject in models}))
    scores = found[measures.KOMENTAR]["skor"]["kelompok"]
    flat = bias.class_probabilities(*classifier, grids["kelompok"][2])[:, 1]
    assert scores[2] == pytest.approx(flat.tolist(), abs=1e-4)
    summary = measures.summarize(found)
    assert len(summary["utama"]) == 1 + 4 + 4 and len(summary["komunitas"]["p"]) == 12
    assert summary["checkpoint"][measures.DASAR]["netral"].keys() == {"pria - wanita", "bapak - ibu"}
    assert all(before <= alone <= together for before, alone, together in summary["utama"].values())
    assert summary["komunitas"]["p"] == sorted(summary["komunitas"]["p"])


def test_flipped_counts_pairs():
    labels = np.array([list("0000"), list("0001"), list("0011")])
    assert measures.flipped(labels).tolist() == pytest.approx([0, 3 / 6, 4 / 6])


def test_errors_are_compared_by_meaning():
    summary = measures.error_summary({"ind": "0011" * 5, "jav": "0111" * 5})
    assert summary["salah"]["jav"][0] == 0.75 and summary["selisih_salah"]["jav"]["makna"][0] == 0.25
    found = measures.error_summary({"ragam": ["formal", "obrolan"], "menyebut": [1, 0], "salah_tuduh": "10"})
    assert found["salah_tuduh"]["sebutan"]["menyebut kelompok"][0] == 1


# --- kalibrasi ------------------------------------------------------------------------


def test_fewer_runs_are_the_first_of_many(monkeypatch):
    monkeypatch.setattr(calibration, "SHORT", 3)
    checks = {name: calibration.CHECKS[name] for name in ("two_way_interval", "holm, 20 uji")}
    few, many = (calibration.run(runs, checks, lambda _: None)["hitungan"] for runs in (3, 5))
    for title, cases in few.items():
        for case, sizes in cases.items():
            assert list(sizes) == ["3"] and list(many[title][case]) == ["3", "5"]
            assert many[title][case]["3"] == sizes["3"]
    assert "bias besar" in few["two_way_interval"] and "bias besar" not in few["holm, 20 uji"]


def test_every_check_decides_once():
    for title, check in calibration.CHECKS.items():
        for name in check.worlds:
            rejects, covers = check.decide(np.random.default_rng(0), name, 0.0)
            assert (rejects, covers) != (None, None), title


def test_the_world_has_the_planted_difference():
    rng = np.random.default_rng(1)
    quiet = {"template": 5.0, "word": 0.0, "layer": 3.0, "rest": 0.0}
    scores, groups, layers = calibration.world(rng, **quiet, planted=0.75)
    assert scores.shape == (calibration.TEMPLATES, calibration.WORDS)
    assert scores @ bias.group_contrast(groups, "L", "P") == pytest.approx([0.75] * calibration.TEMPLATES)
    for layer in set(layers.tolist()):
        assert sorted(groups[layers == layer]) == ["L", "L", "P", "P"]


def test_calibration_goals_list_what_falls_outside():
    def case(rejected):
        return {"200": {"menolak": rejected}}

    planted = {f"bias {size}": case(100) for size in calibration.PLANTED}
    found = {
        "hitungan": {
            "label_permutation_test": {"biasa": case(18), "miring": case(19), "kata kuat": case(3), **planted},
            "rates_by_group, 5% dari 30": {"biasa": {"200": {"memuat": 190}}},
            "salah pakai: 20 uji tanpa koreksi": {"biasa": case(120)},
        }
    }
    goals = calibration.goals(found)
    assert goals["keadaan"] == {"200": 4}
    assert goals["terlalu_sering"] == {"200": [["label_permutation_test", "miring", 0.095]]}
    assert goals["terlalu_jarang"] == {"200": [["label_permutation_test", "kata kuat", 0.015]]}
    assert goals["menemukan"] == {"label_permutation_test": [0.5, 0.5, 0.5]}


# --- results.json ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def result():
    return json.loads(program.RESULTS.read_text(encoding="utf-8"))


def test_everything_was_measured(result):
    assert list(result["kecepatan"]) == [case.name for case in speed.CASES]
    assert list(result["angka"]) == list(measures.SUBJECTS)
    assert set(result["kalibrasi"]["hitungan"]) == set(calibration.CHECKS)
    assert result["kalibrasi"]["ulangan"] == calibration.LONG
    for entry in (*result["kecepatan"].values(), *result["angka"].values(), result["kalibrasi"]):
        assert {"tanggal", "mesin", "versi"} <= set(entry) and set(entry["mesin"]) == set(program.describe())


def test_stored_rounds_are_whole(result):
    for entry in result["kecepatan"].values():
        assert [run["utas"] for run in entry["jalan"]] == [1, 2]
        for run in entry["jalan"]:
            lengths = {len(seconds) for seconds in run["detik"].values()}
            assert len(lengths) == 1 and lengths.pop() >= speed.FEWEST
            assert all(second > 0 for seconds in run["detik"].values() for second in seconds)


def test_stored_summary_follows_from_the_stored_measurements(result):
    again = json.loads(json.dumps(table.summarize(result)))
    assert again["sasaran"] == result["sasaran"]
    assert again["ringkasan"] == result["ringkasan"]


def test_stored_ratios_are_medians_of_rounds(result):
    for name, entry in result["kecepatan"].items():
        for run in entry["jalan"]:
            taken = {method: np.array(seconds) for method, seconds in run["detik"].items()}
            for method, shown in result["ringkasan"]["kecepatan"][name][f"{run['utas']} utas"].items():
                assert shown[0] == pytest.approx(np.median(taken[speed.LOOP] / taken[method]), abs=1e-3)
                assert shown[1] <= shown[0] <= shown[2]


def test_stored_contrasts_are_differences_of_means(result):
    guess = np.array(sentences.column("pekerjaan", "dugaan"))
    gender = np.array(sentences.column("nama", "gender"))
    for subject, entry in result["ringkasan"]["angka"]["checkpoint"].items():
        for title, one in entry["kontras"].items():
            if title == "nama L - P":
                scores, groups = np.array(result["angka"][subject]["skor"]["nama"]), gender
            elif title.startswith("pekerjaan"):
                scores, groups = np.array(result["angka"][subject]["skor"][title.rsplit(", ", 1)[0]]), guess
            else:
                continue
            gap = scores[:, groups == "L"].mean() - scores[:, groups == "P"].mean()
            for kind in ("hanya_pola", "bootstrap_dua_arah", "dua_arah"):
                value, low, high = one[kind]
                assert value == pytest.approx(gap, abs=1e-4) and low <= value <= high
            assert one["uji_label"][0] == pytest.approx(gap, abs=1e-4)


def test_table_shows_every_part(result):
    shown = table.table(result)
    for name in (*result["kecepatan"], *result["angka"], *calibration.CHECKS):
        assert name in shown


def test_stored_goals_as_found(result):
    """Yang tercapai di mesin pengukur; pengukuran baru boleh mengubahnya."""
    found = result["sasaran"]
    assert found["sama"] == list(result["kecepatan"])
    for name, reached in found["tercepat"].items():
        assert (name in found["lima_kali"]) == all(one[2] >= table.FASTER for one in reached.values())


def test_results_name_no_computer(result):
    text = program.RESULTS.read_text(encoding="utf-8")
    assert not any(one in text for one in (str(ROOT), str(Path.home()), "/tmp"))
    assert f'"{platform.node()}"' not in text


def test_summary_can_be_written_again(tmp_path, capsys, result):
    path = tmp_path / "results.json"
    path.write_text(program.RESULTS.read_text(encoding="utf-8"), encoding="utf-8")
    program.main(["--summary", "--json", str(path)])
    assert "KALIBRASI" in capsys.readouterr().out
    assert json.loads(path.read_text(encoding="utf-8")) == result


def test_json_keeps_a_list_on_one_line():
    value = {"a": [1, 2.5, None], "b": [["x y", "z, [q]"], [], [[1, 2], [3, 4]]], "c": {"d": [True]}}
    text = program.dumps(value)
    assert json.loads(text) == value
    assert '"a": [1, 2.5, null]' in text and "[1, 2],\n" in text
