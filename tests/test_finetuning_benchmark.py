"""Perbandingan fine-tuning: jalur kodenya pada data buatan sendiri, dan isi results.json."""

import copy
import csv
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.finetuning import bert, data, frozen, gemma, lora, runs, summary, tfidf
from course_lib.errors import CourseError
from course_lib.evaluation import macro_f1
from tools import notebooks
from tools.environment import ROOT

RESULTS = Path(summary.__file__).with_name("results.json")
GOOD = "enak lezat ramah bersih cepat murah".split()
BAD = "basi kotor lambat mahal kasar rusak".split()
PLAIN = "senin selasa rabu kamis jumat sabtu".split()
PLACES = "warung kedai pasar hotel bengkel kantin".split()


def sentence(number: int, label: int, language: str) -> str:
    """Kalimat buatan; makna yang sama memakai kata inti yang sama di kedua bahasa."""
    words = (BAD, PLAIN, GOOD)[label]
    first, second = words[number % 6], words[(number // 6 + 1) % 6]
    opening = "tempat ini" if language == "indonesian" else "panggonan iki"
    return f"{opening} {PLACES[number % 6]} {number}{number % 7}x {first} {second}"


@pytest.fixture
def folder(tmp_path):
    """Dua bahasa, 48 makna: 36 baris latih dan 12 baris validasi."""
    for language in ("indonesian", "javanese"):
        target = tmp_path / "data" / "nusax_senti" / language
        target.mkdir(parents=True)
        for split, numbers in (("train", range(36)), ("validation", range(36, 48))):
            with (target / f"{split}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["id", "text", "label"])
                for number in numbers:
                    label = number % 3
                    writer.writerow([number, sentence(number, label, language), data.LABELS[label]])
    return tmp_path / "data"


@pytest.fixture
def rows(folder, monkeypatch):
    monkeypatch.setattr(data, "NEAR_JACCARD", 0.99)
    monkeypatch.setattr(data, "NEAR_CONTAINED", 0.99)
    return data.read(folder, ("indonesian", "javanese"))


@pytest.fixture
def small(monkeypatch):
    """Gemma acak yang sangat kecil, dengan tokenizer huruf."""
    from transformers import Gemma3TextConfig, Gemma3TextModel

    class Letters:
        pad_token_id = 0

        def __call__(self, texts):
            return {"input_ids": [[1, *(2 + ord(letter) % 90 for letter in text[-12:])] for text in texts]}

    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=100, hidden_size=16, intermediate_size=32, num_hidden_layers=4, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8, pad_token_id=0,
    )  # fmt: skip
    whole = Gemma3TextModel(config).eval().bfloat16()
    monkeypatch.setattr(gemma, "CUT", 1)
    monkeypatch.setattr(gemma, "TOP", 3)
    monkeypatch.setattr(gemma, "load", lambda: (Letters(), copy.deepcopy(whole)))
    return whole


def test_missing_data_is_explained(tmp_path):
    with pytest.raises(CourseError, match="nusax_senti"):
        data.read(tmp_path)


def test_a_meaning_with_two_labels_is_refused(folder):
    path = folder / "nusax_senti" / "javanese" / "train.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("negative", "positive")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CourseError, match="berlabel berbeda"):
        data.read(folder, ("indonesian", "javanese"))


def test_near_copies_share_a_group_across_languages():
    texts = [
        "Sate di kedai itu enak sekali",
        "sate di kedai itu enak sekali!!",
        "Parkirnya sempit",
        "Kopinya pahit",
    ]
    groups = data.group_meanings([*texts, "beda benar ini", "satu lagi", "tiga", "empat"],
                                 np.repeat(["a", "b"], 4), np.array([3, 7, 9, 11] * 2))  # fmt: skip
    assert groups.tolist() == [3, 3, 9, 11, 3, 3, 9, 11]


def test_folds_keep_every_translation_together(rows):
    fold = data.fold_of(rows, 1, 4)
    assert set(fold) == {0, 1, 2, 3}
    for column in (rows.meaning, rows.group):
        assert all(len(set(fold[column == value])) == 1 for value in set(column))
    assert (fold != data.fold_of(rows, 2, 4)).any()
    for scope, count in (("terpisah", 2), (runs.JOINT, 1)):
        units = list(runs.units(rows, scope, fold, 0))
        assert len(units) == count
        assert all(not set(rows.group[inside]) & set(rows.group[outside]) for _, inside, outside in units)


def test_interrupted_work_continues_and_is_summarized(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(tfidf, "STRENGTHS", (3.0, 10.0))
    plans = (("tfidf", "terpisah"), ("tfidf", runs.JOINT))
    said = []
    for name, scope in plans:
        runs.run(name, scope, rows, tmp_path, (1, 2), 2, said.append)
    assert len(said) == 2 * 2 * (2 + 1)
    lost = runs.unit_path(tmp_path, "tfidf", "gabungan", "gabungan", 2, 1)
    lost.unlink()
    options = {"plans": plans, "seeds": (1, 2), "folds": 2, "repeats": 100}
    partial = summary.summarize(rows, tmp_path, 1, **options)
    assert partial["tebakan"]["tfidf/gabungan"]["benih"] == [1]  # benih 2 tidak lengkap, jadi tidak dihitung
    assert partial["benih_belum_selesai"] == {"tfidf/gabungan": [2]}
    runs.run("tfidf", runs.JOINT, rows, tmp_path, (1, 2), 2, said.append)
    assert len(said) == 2 * 2 * 3 + 1 and lost.is_file()
    result = json.loads(summary.dumps(summary.summarize(rows, tmp_path, 1, **options)))
    assert result["tebakan"]["tfidf/gabungan"]["benih"] == [1, 2]
    assert result["biaya"]["tfidf/terpisah"]["model_dilatih"] == 8
    entry = result["hasil"]["tfidf/gabungan"]["javanese"]
    assert {"akurasi", "f1_makro", "selisih_dari_tfidf/terpisah"} <= set(entry)
    assert "tempat ini" not in json.dumps(result) and "tfidf/gabungan" in summary.table(result)


def test_tfidf_is_not_shown_the_test_fold(rows):
    train, test = rows.pick(range(30)), rows.pick(range(30, 48))
    first, notes = tfidf.fit_predict(train, test, 1)
    changed = data.Rows(
        test.text, 2 - test.label, *(getattr(test, n) for n in ("language", "meaning", "group"))
    )
    assert (tfidf.fit_predict(train, changed, 1)[0] == first).all()
    assert notes["c"] in tfidf.STRENGTHS and notes["bita"] > 0


def test_mean_f1_is_the_mean_of_macro_f1():
    rng = np.random.default_rng(0)
    labels, guesses = rng.integers(0, 3, 50), rng.integers(0, 3, (50, 4))
    guesses[:, 3] = 1  # dua kelas tidak pernah ditebak
    expected = np.mean([macro_f1(labels, column, 3) for column in guesses.T])
    assert summary.mean_f1(labels, guesses) == pytest.approx(expected)


def test_frozen_features_choose_the_layer_that_tells(rows, monkeypatch):
    monkeypatch.setattr(frozen, "LAYERS", (0, 1))
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(2, len(rows), 8)).astype(np.float32)
    pooled = {"rata-rata": noise, "terakhir": noise.copy()}
    pooled["terakhir"][1] += 3 * np.eye(8, dtype=np.float32)[rows.label]
    inside, outside = np.arange(60), np.arange(60, 96)
    guesses, notes = frozen.fit_predict(pooled, rows.pick(inside), rows.pick(outside), inside, outside, 1)
    assert (notes["pengumpulan"], notes["lapisan"]) == ("terakhir", 1)
    assert macro_f1(rows.label[outside], guesses) > 0.8


def test_lora_path_equals_the_whole_model(small, rows, tmp_path):
    texts = rows.text[:20]
    found = gemma.hidden(texts, tmp_path / "gemma.pt")
    again = gemma.hidden([], tmp_path / "gemma.pt")  # dari berkas
    assert torch.equal(found.tokens[3], again.tokens[3])
    assert found.pooled["rata-rata"].shape == (5, 20, 16)
    checked = lora.check(texts, found.tokens)
    assert checked["teks"] == 20 and checked["jalur"] == 0 and checked["simpanan"] < 0.01

    upper = gemma.upper(gemma.load()[1])
    features = found.pooled["rata-rata"][gemma.TOP]
    start = lora.Classifier(upper, features, rows.label[:20])
    with torch.inference_mode():  # adaptor baru belum mengubah apa pun
        pooled = (start(found.tokens) - start.head.bias).numpy()
    probe = ((features - start.mean.numpy()) / start.scale.numpy()) @ start.head.weight.detach().numpy().T
    assert np.abs(pooled - probe).max() < 0.05
    inside, outside = np.arange(14), np.arange(14, 20)
    train = rows.pick(inside)
    guesses, notes = lora.fit_predict(upper, found.tokens, features, train, inside, outside, 1, epochs=1)
    assert guesses.shape == (6,) and notes["bita"] > 0
    assert not any("lora_" in name for name, _ in upper.named_parameters())  # tiap lipatan mulai dari awal


def test_bert_trains_every_weight(rows):
    guesses, notes = bert.fit_predict(rows.pick(range(12)), rows.pick(range(36, 41)), 1, epochs=1)
    assert guesses.shape == (5,) and set(guesses) <= {0, 1, 2}
    assert notes["parameter"] > 5_000_000


def test_check_sees_a_wrong_path(small, rows, tmp_path, monkeypatch):
    texts = rows.text[:6]
    found = gemma.hidden(texts, tmp_path / "gemma.pt")
    shifted = [states * 1.5 for states in found.tokens]
    assert lora.check(texts, shifted)["simpanan"] > 0.05


@pytest.fixture(scope="module")
def result():
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def test_stored_folds_keep_groups_apart(result):
    groups = summary.group_of(result)
    assert len(result["label"]) == len(result["makna"]) == 600 and result["makna_hampir_sama"]
    for digits in result["lipatan"].values():
        fold = np.array(list(digits))
        assert set(digits) == set("01234")
        assert all(len(set(fold[groups == group])) == 1 for group in set(groups))


def test_stored_predictions_are_digits_of_whole_seeds(result):
    for key, seeds in result["benih_belum_selesai"].items():
        assert not set(seeds) & set(result["tebakan"].get(key, {"benih": []})["benih"])
    models = {"terpisah": 5 * len(result["bahasa"]), "gabungan": 5}
    assert {"tfidf/terpisah", "tfidf/gabungan", "gemma-beku/terpisah"} <= set(result["tebakan"])
    for key, entry in result["tebakan"].items():
        assert set(entry["angka"]) == set(result["bahasa"])
        for strings in entry["angka"].values():
            assert len(strings) == len(entry["benih"])
            assert all(len(digits) == 600 and set(digits) <= set("012") for digits in strings)
        assert result["biaya"][key]["model_dilatih"] == models[key.split("/")[1]] * len(entry["benih"])


def test_stored_numbers_follow_from_stored_predictions(result):
    """Nilai semua entri dihitung ulang; selangnya untuk Indonesia dan dua metode."""
    labels = np.array([int(digit) for digit in result["label"]])
    for key, entry in result["tebakan"].items():
        for language, strings in entry["angka"].items():
            table = np.array([[int(digit) for digit in digits] for digits in strings])
            stored = result["hasil"][key][language]
            assert stored["akurasi"] == pytest.approx((table == labels).mean(), abs=1e-4)
            f1 = np.mean([macro_f1(labels, row, 3) for row in table])
            assert stored["f1_makro"][0] == pytest.approx(f1, abs=1e-4)
    some = {key: result["tebakan"][key] for key in ("tfidf/terpisah", "gemma-beku/terpisah")}
    again = summary.scores(result | {"bahasa": ["indonesian"], "tebakan": some})
    for key, found in again.items():
        stored = result["hasil"][key]["indonesian"]
        assert all(stored[name] == value for name, value in found["indonesian"].items())


def test_lesson_quotes_the_measured_numbers():
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    cells = notebooks.read(ROOT / "notebooks" / "bab09_lora.ipynb").cells
    lesson = next(cell.source for cell in cells if "benchmarks.finetuning" in cell.source)
    quoted = 0
    for method in ("bert-mini/terpisah", "gemma-beku/terpisah", "gemma-lora/gabungan"):
        scope = method.split("/")[1]
        for language in found["bahasa"]:
            value, low, high = found["hasil"][method][language][f"selisih_dari_tfidf/{scope}"]
            text = f"{value:+.3f} [{low:+.3f}; {high:+.3f}]".replace(".", ",").replace("-", "−")
            assert text in lesson, (method, language, text)
            quoted += 1
        ratio = str(found["biaya"][method]["rasio_cpu_terhadap_tfidf"]).replace(".", ",")
        assert f"| {ratio} |" in lesson
    assert quoted == 12
    labels = [int(digit) for digit in found["label"]]
    for method in ("tfidf/terpisah", "tfidf/gabungan"):
        scores = [
            np.mean([macro_f1(labels, [int(digit) for digit in digits], 3) for digits in strings])
            for strings in found["tebakan"][method]["angka"].values()
        ]
        row = [f"{score:.3f}".replace(".", ",") for score in scores]
        assert " | ".join(row) in lesson or "; ".join(row) in lesson, (method, row)
