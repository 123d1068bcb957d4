"""Resep dijalankan utuh pada data mainan, termasuk terputus lalu dilanjutkan."""

import csv
import json
import random
import shutil

import numpy as np
import pytest
import torch
from huggingface_hub import ModelCard
from safetensors.torch import load_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from course_lib.errors import CourseError
from recipes.bert_mini import pretrain as pretraining
from recipes.bert_mini.augment import join_suffix, swap_words
from recipes.bert_mini.batching import length_batches, pad
from recipes.bert_mini.build import Workshop
from recipes.bert_mini.config import Pretraining
from recipes.bert_mini.data import LABELS, LANGUAGES, load_folder
from recipes.bert_mini.evaluation import paired_bootstrap, scores, verdict
from recipes.bert_mini.fill import Gap, guesses, hits, perplexity, read_gaps, sign_test
from recipes.bert_mini.finetune import vary
from recipes.bert_mini.overlap import overlapping
from recipes.bert_mini.recipe import NUSANTARA, quick
from recipes.bert_mini.targets import Item, labelled_items
from recipes.bert_mini.trigram import Trigram
from recipes.training import learning_rate

WORDS = {
    "positive": "lezat ramah bersih nyaman murah senang".split(),
    "negative": "basi kasar kotor bising mahal kecewa".split(),
    "neutral": "rapat jadwal kantor senin laporan data".split(),
}
PLACES = "warung pantai pasar stasiun kebun perpustakaan sekolah terminal".split()


def sentence(label: str, rng: random.Random) -> str:
    """Kalimat buatan yang panjangnya cukup dan tidak mirip satu sama lain."""
    picked = rng.sample(WORDS[label], 3) + rng.sample(PLACES, 2)
    rng.shuffle(picked)
    return " ".join([*picked, "nomor", "".join(rng.choices("bdgklmnprst", k=14))])


def write_csv(path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def write_jsonl(path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """Folder data mainan dengan susunan yang sama seperti data sungguhan."""
    root = tmp_path_factory.mktemp("data")
    rng = random.Random(7)
    for split, count, first in (("train", 24, 0), ("validation", 9, 100)):
        base = [(str(first + i), LABELS[i % 3]) for i in range(count)]
        texts = {identity: sentence(label, rng) for identity, label in base}
        for language in LANGUAGES:
            rows = [{"id": i, "text": f"{texts[i]} {language}", "label": label} for i, label in base]
            write_csv(root / "nusax_senti" / language / f"{split}.csv", rows)
        if split == "train":
            parallel = [{"id": i, **{name: f"{texts[i]} {name}" for name in LANGUAGES}} for i, _ in base]
            write_csv(root / "nusax_mt" / "train.csv", parallel)
        else:
            leaked = texts["100"]
        rows = [{"text": sentence(LABELS[i % 3], rng), "label": LABELS[i % 3]} for i in range(2 * count)]
        write_csv(root / "smsa" / f"{split}.csv", rows)
    with (root / "smsa" / "train.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow([f"{leaked.upper()} Indonesian !", "positive"])
    for name in ("hoasa", "casa", "emot"):
        write_csv(root / name / "train.csv", [{"text": sentence("positive", rng)} for _ in range(6)])
    for language in LANGUAGES[1:]:
        pairs = [{"indonesian": w, language: f"{w}{language[:2]}"} for w in ("lezat", "kotor")]
        write_csv(root / "nusax_lexicon" / f"{language}.csv", pairs)
    lines = [sentence("neutral", rng) for _ in range(20)]
    (root / "corpus_id.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    extra = root / "extra"
    write_jsonl(
        extra / "tydiqa_goldp_id" / "train.jsonl",
        [{"context": sentence("neutral", rng)} for _ in range(5)],
    )
    write_jsonl(extra / "ud" / "id_csui_train.jsonl", [{"text": sentence("neutral", rng)}])
    (extra / "corpus_jv_wiki.txt").write_text("\n".join(lines[:10]) + "\n", encoding="utf-8")
    write_csv(
        extra / "minang_indonesian_wiki.csv",
        [{"min": sentence("neutral", rng), "ind": sentence("neutral", rng)} for _ in range(8)],
    )
    english = [{"eng": sentence("positive", rng), "ind": sentence("positive", rng)}] * 8
    write_csv(extra / "tatoeba_eng_ind_full.csv", english)
    write_csv(root / "parallel" / "pud_eng_ind.csv", english)
    return root


def run_main(module, toy, folder):
    return module.main(["--data", str(toy), "--work", str(folder), "--quick"])


@pytest.fixture(scope="module")
def built(toy, tmp_path_factory):
    """Hasil resep Nusantara versi cepat pada data mainan."""
    from recipes.bert_mini import __main__ as command

    folder = tmp_path_factory.mktemp("nusantara")
    assert run_main(command, toy, folder) == 0
    return folder


def test_leaked_row_is_dropped(toy):
    corpus = load_folder(toy)
    assert corpus.dropped["smsa"] == 1
    assert len(corpus.domain("smsa")) == 48
    held = [example.text for example in corpus.validation]
    assert not overlapping([e.text for e in corpus.domain("smsa")], held).any()


def test_overlap_finds_near_copies_but_not_neighbours():
    held = ["Pelayanan di rumah makan itu sangat lambat dan makanannya sudah dingin."]
    copies = [
        "pelayanan di rumah makan itu sangat lambat dan makanan nya sudah dingin",
        "Menurut saya pelayanan di rumah makan itu sangat lambat dan makanannya sudah dingin.",
    ]
    assert overlapping(copies, held).all()
    others = ["Pelayanan di bengkel tadi pagi cepat sekali dan harganya wajar.", "dingin", ""]
    assert not overlapping(others, held).any()


def test_recipe_runs_to_the_end(built):
    model = AutoModelForSequenceClassification.from_pretrained(built / "model")
    tokenizer = AutoTokenizer.from_pretrained(built / "model")
    assert model.dtype == torch.float32
    assert model.config.id2label == dict(enumerate(LABELS))
    logits = model(**tokenizer("warung lezat", return_tensors="pt")).logits
    assert logits.shape == (1, 3)
    results = json.loads((built / "results.json").read_text(encoding="utf-8"))
    assert set(results["comparisons"]) == {"nusax", "nusax_indonesian", "smsa"}
    card = ModelCard.load(built / "model" / "README.md")
    assert len(card.data.eval_results) == 6


def test_base_checkpoint_is_delivered_beside_it(built):
    folder = built / "bert-dasar-nusantara"
    stored, trained = (
        load_file(path / "model.safetensors") for path in (folder, built / "pretrain" / "model")
    )
    assert all(value.dtype == torch.float16 for value in stored.values())
    name = "bert.encoder.layer.0.output.dense.weight"
    torch.testing.assert_close(stored[name], trained[name].half(), rtol=0, atol=0)
    base = json.loads((built / "results.json").read_text(encoding="utf-8"))["base"]
    assert base["fill"]["hits"]["all"]["rows"] == len(read_gaps())
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.count("\n---\n") == 1 and "{" not in text.split("---")[2]


def test_second_run_repeats_no_stage(built, toy, capsys):
    from recipes.bert_mini import __main__ as command

    before = json.loads((built / "results.json").read_text(encoding="utf-8"))
    kept = (built / "pretrain" / "state.pt").stat().st_mtime_ns
    capsys.readouterr()
    assert run_main(command, toy, built) == 0
    said = capsys.readouterr().out
    assert "Pralatih sudah selesai" in said and "Benih 1 sudah selesai" in said
    assert (built / "pretrain" / "state.pt").stat().st_mtime_ns == kept
    assert json.loads((built / "results.json").read_text(encoding="utf-8")) == before


class Stopped(Exception):
    pass


def test_interrupted_pretraining_goes_on_as_if_never_stopped(toy, tmp_path, monkeypatch):
    corpus, recipe = load_folder(toy), quick(NUSANTARA)
    whole = Workshop(recipe, corpus, tmp_path / "utuh", lambda _: None)
    expected = whole.pretrained()
    cut = Workshop(recipe, corpus, tmp_path / "putus", lambda _: None)
    # Penomoran huruf oleh pelatih WordPiece tidak tetap, jadi tokenizernya disamakan.
    shutil.copytree(tmp_path / "utuh" / "tokenizer", tmp_path / "putus" / "tokenizer")
    calls, real = [], pretraining.masked_loss

    def stop_at_six(*arguments):
        calls.append(1)
        if len(calls) == 7:
            raise Stopped
        return real(*arguments)

    monkeypatch.setattr(pretraining, "masked_loss", stop_at_six)
    with pytest.raises(Stopped):
        cut.pretrained()
    assert not (tmp_path / "putus" / "pretrain" / "model").exists()
    said = []
    cut.say = said.append
    monkeypatch.setattr(pretraining, "masked_loss", real)
    resumed = cut.pretrained()
    assert "Melanjutkan pralatih dari langkah 4." in said
    first, second = (load_file(path / "model.safetensors") for path in (expected, resumed))
    assert first.keys() == second.keys()
    for name, value in first.items():
        torch.testing.assert_close(value, second[name])


def test_interrupted_finetuning_continues_from_its_epoch(built, toy, tmp_path, monkeypatch):
    from recipes.bert_mini import epochs, finetune

    corpus, recipe = load_folder(toy), quick(NUSANTARA)
    shop = Workshop(recipe, corpus, built, lambda _: None)
    items = labelled_items(corpus.train, 3)
    real, said = epochs.one_epoch, []

    def stop_at_second(*arguments):
        if arguments[5] == 1:
            raise Stopped
        return real(*arguments)

    def tune():
        return finetune.finetune(
            shop.pretrained(), shop.tokenizer(), items, {}, recipe, 5, tmp_path, said.append
        )

    monkeypatch.setattr(epochs, "one_epoch", stop_at_second)
    with pytest.raises(Stopped):
        tune()
    monkeypatch.setattr(epochs, "one_epoch", real)
    tune()
    assert "Melanjutkan benih 5 dari epoch 2." in said
    log = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["epoch"] for line in log] == [1, 2]


def test_english_recipe(toy, tmp_path):
    from recipes.bert_mini_english import __main__ as command

    assert run_main(command, toy, tmp_path) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert set(results["validation"]) == {"english", "indonesian"}
    assert 0.5 <= results["validation"]["indonesian"]["confidence"] <= 1
    model = AutoModelForSequenceClassification.from_pretrained(tmp_path / "model")
    assert model.config.id2label == {0: "NEGATIVE", 1: "POSITIVE"}


def test_missing_folder_says_what_to_do(tmp_path, capsys):
    from recipes.bert_mini import __main__ as command

    code = command.main(["--data", str(tmp_path / "tiada"), "--work", str(tmp_path), "--quick"])
    assert code == 1
    assert "--data" in capsys.readouterr().err
    with pytest.raises(CourseError, match="tidak ada"):
        load_folder(tmp_path)


def test_bootstrap_resamples_sentences_not_rows():
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 3, 50)
    ours = np.where(rng.random(50) < 0.9, gold, (gold + 1) % 3)
    theirs = np.where(rng.random(50) < 0.6, gold, (gold + 1) % 3)
    once = paired_bootstrap(gold, ours, theirs, [str(i) for i in range(50)])
    assert verdict(once["accuracy"]) == "di atas"
    # Dua belas salinan tiap baris bukan bukti tambahan: selangnya tetap sama lebar.
    twelve = paired_bootstrap(
        np.repeat(gold, 12), np.repeat(ours, 12), np.repeat(theirs, 12),
        np.repeat([str(i) for i in range(50)], 12),
    )  # fmt: skip
    width = [found["accuracy"]["high"] - found["accuracy"]["low"] for found in (once, twelve)]
    assert width[1] == pytest.approx(width[0], rel=0.15)
    same = paired_bootstrap(gold, ours, ours, [str(i) for i in range(50)])
    assert same["macro_f1"] == {"difference": 0.0, "low": 0.0, "high": 0.0}
    assert verdict(same["macro_f1"]) == "tidak terbukti berbeda"
    assert once["accuracy"]["difference"] == pytest.approx(
        scores(gold, ours)["accuracy"] - scores(gold, theirs)["accuracy"]
    )


def test_learning_rate_rises_stays_and_falls():
    plan = Pretraining(steps=100, warmup=10, decay=20, learning_rate=1.0)
    values = [learning_rate(step, plan) for step in (0, 9, 50, 80, 90, 99)]
    assert values == pytest.approx([0.1, 1, 1, 1, 0.5, 0.05])


def test_batches_hold_every_row_once_within_the_limit():
    lengths = [3, 9, 4, 4, 12, 5, 8]
    batches = length_batches(lengths, 16, random.Random(1))
    assert sorted(i for batch in batches for i in batch) == list(range(7))
    assert all(max(lengths[i] for i in batch) * len(batch) <= 16 for batch in batches)
    ids, mask = pad([[5, 6], [7]])
    assert ids.tolist() == [[5, 6], [7, 0]] and mask.tolist() == [[1, 1], [1, 0]]


def test_augmentation_changes_only_indonesian():
    assert join_suffix("pelayanan nya baik") == "pelayanannya baik"
    words = {"baik": ["becik"]}
    assert swap_words("Baik sekali", words, random.Random(0), 1.0) == "becik sekali"
    plan = quick(NUSANTARA).finetuning
    item = Item("baik nya baik", "javanese", (0.0, 0.0, 1.0))
    rng = random.Random(0)
    assert {vary(item, {"javanese": words}, plan, rng) for _ in range(20)} == {"baik nya baik"}


def test_targets_mix_label_and_teacher(toy):
    train = load_folder(toy).train[:2]
    teacher = np.full((2, 3), 1 / 3)
    (first, _) = labelled_items(train, 3, teacher, 0.3)
    assert sum(first.target) == pytest.approx(1)
    assert first.target[train[0].label] == pytest.approx(0.8)


def test_trigram_probabilities_agree_from_both_sides_and_sum_to_one():
    rng = random.Random(1)
    rows = [[1, *rng.choices(range(4, 12), k=6), 2] for _ in range(40)]
    model = Trigram(rows, 12)
    for first, second in ((1, 5), (5, 6), (3, 3)):
        assert model._after(first, second).sum() == pytest.approx(1)
    after = np.array([[model._after(a, b) for b in range(12)] for a in range(12)])
    for third in (4, 7):
        np.testing.assert_allclose(model._next(5, third), after[5, :, third])
        np.testing.assert_allclose(model._second(6, third), after[:, 6, third])
    ids = rows[0]
    expected = after[ids[1], ids[2]] * after[ids[2], :, ids[4]] * after[:, ids[4], ids[5]]
    np.testing.assert_allclose(np.exp(model.fill(ids, 3)), expected / expected.sum())


def test_fill_counts_hits_and_perplexity(built):
    tokenizer = AutoTokenizer.from_pretrained(built / "tokenizer")
    word = next(w for w in tokenizer.get_vocab() if w.isalpha() and len(w) > 3)

    def scorer(ids, places):
        table = np.full((len(places), len(tokenizer)), np.log(0.5 / (len(tokenizer) - 1)))
        table[:, tokenizer.convert_tokens_to_ids(word)] = np.log(0.5)
        return table

    gaps = [Gap("indonesian", "[MASK] enak", (word,)), Gap("indonesian", "[MASK] enak", ("tiada",))]
    found = guesses(gaps, tokenizer, {"mini": scorer})
    assert [row["mini"][0] for row in found] == [word, word]
    assert {depth: marks.tolist() for depth, marks in hits(gaps, found, "mini").items()} == {
        1: [True, False], 5: [True, False],
    }  # fmt: skip
    assert perplexity([word, word], tokenizer, scorer) == pytest.approx(2)
    assert sign_test(np.ones(6, bool), np.zeros(6, bool)) == {"ours_only": 6, "theirs_only": 0, "p": 0.031}


def test_gaps_have_one_mask_and_answers():
    gaps = read_gaps()
    assert len(gaps) == len({gap.text for gap in gaps}) == 70
    assert all(gap.text.count("[MASK]") == 1 and gap.answers for gap in gaps)


def test_hub_path_maps_labels_and_drops_test_copies(monkeypatch):
    from datasets import ClassLabel, Dataset, Features, Value

    from recipes.bert_mini import hub_data

    rng = random.Random(3)
    texts = {split: sentence("positive", rng) for split in ("train", "validation", "test")}
    asked = set()

    def fake(repo_id, config, split):
        asked.add(repo_id)
        if repo_id == hub_data.NUSAX:
            names = ["negative", "neutral", "positive"]
            rows = {"id": ["7"], "text": [f"{texts[split]} {config}"], "label": [2]}
        elif config == "smsa":
            # IndoNLU menomori label dengan urutan lain.
            names = ["positive", "neutral", "negative"]
            rows = {"id": ["0", "1"], "text": [texts["test"].upper() + "!", f"biasa {split}"]}
            rows["label"] = [2, 0]
        elif config in hub_data.REVIEWS:
            return Dataset.from_dict({"sentence": [sentence("negative", rng)]})
        else:
            column = hub_data.TOKEN_SETS[config]
            return Dataset.from_dict({column: [sentence("neutral", rng).split()]})
        features = Features(
            {"id": Value("string"), "text": Value("string"), "label": ClassLabel(names=names)}
        )
        return Dataset.from_dict(rows, features=features)

    monkeypatch.setattr(hub_data, "_load", fake)
    corpus = hub_data.load_hub()
    assert asked == {hub_data.NUSAX, hub_data.INDONLU}
    # Baris SmSA yang menyalin teks uji NusaX dibuang; label sisanya diterjemahkan.
    assert [(e.text, e.label) for e in corpus.domain("smsa")] == [("biasa train", 2)]
    assert {e.label for e in corpus.domain("nusax")} == {2}
    assert len(corpus.parallel) == 1 and len(corpus.parallel[0]) == len(LANGUAGES)
    assert len(corpus.general) == len(hub_data.TOKEN_SETS)


def test_hub_revisions_come_from_the_catalog():
    from recipes.bert_mini import hub_data

    assert hub_data.revision(hub_data.NUSAX) == "refs/convert/parquet"
    assert hub_data.revision(hub_data.INDONLU)
    with pytest.raises(CourseError, match="katalog"):
        hub_data.revision("tidak/ada")
