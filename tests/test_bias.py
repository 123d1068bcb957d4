"""Skor bias: batch sama dengan satu per satu, terbatas memorinya, dan menolak masukan keliru."""

import copy

import numpy as np
import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    AutoModelForMaskedLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    Gemma3ForCausalLM,
    Gemma3ForSequenceClassification,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    RobertaConfig,
    RobertaForMaskedLM,
    set_seed,
)

from course_lib.bias import (
    batches,
    causal_log_likelihood,
    class_probabilities,
    fill,
    group_contrast,
    pseudo_log_likelihood,
    slot_log_probabilities,
)
from tools.environment import ROOT

MINI = ROOT / "class_hub" / "seed" / "models" / "mini"
TEXTS = [
    "Asep menanam padi.",
    "Di halte itu ada seorang perempuan yang menunggu bus jurusan pasar sejak pukul tujuh pagi.",
    "Nasi goreng.",
    "Kami lega karena orang yang hanyut di sungai berhasil diselamatkan.",
    "Beras!",
]
SMALL = {
    "vocab_size": 2048, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
    "num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 128,
}  # fmt: skip


@pytest.fixture(scope="module")
def pantun():
    return AutoTokenizer.from_pretrained(MINI / "gpt-pantun")


@pytest.fixture(scope="module")
def bert():
    return AutoTokenizer.from_pretrained(MINI / "bert-dasar-nusantara")


@pytest.fixture(scope="module")
def masked():
    return AutoModelForMaskedLM.from_pretrained(MINI / "bert-dasar-nusantara", dtype=torch.float32).eval()


@pytest.fixture(scope="module")
def classifier():
    return AutoModelForSequenceClassification.from_pretrained(
        MINI / "bert-komentar", dtype=torch.float32
    ).eval()


def causal_model(kind):
    """Model kausal kecil berbobot acak, atau gpt-pantun."""
    if kind == "gpt-pantun":
        return AutoModelForCausalLM.from_pretrained(MINI / "gpt-pantun", dtype=torch.float32).eval()
    set_seed(0)
    special = {"pad_token_id": None, "bos_token_id": 0, "eos_token_id": 0}
    if kind == "gemma":
        return Gemma3ForCausalLM(Gemma3TextConfig(**SMALL, **special, head_dim=16, sliding_window=8)).eval()
    return LlamaForCausalLM(LlamaConfig(**SMALL, **special)).eval()


def tokenizer_like(tokenizer, side="right", pad=True, bos=True):
    """Salinan tokenizer dengan sisi padding lain, atau tanpa token padding atau token awal."""
    changed = copy.deepcopy(tokenizer)
    changed.padding_side = side
    if not pad:
        changed.pad_token = None
    if not bos:
        changed.bos_token = None
    return changed


def causal_by_hand(model, ids):
    with torch.no_grad():
        logs = model(torch.tensor([ids])).logits[0].log_softmax(-1)
    return sum(logs[place, token].item() for place, token in enumerate(ids[1:]))


def masked_by_hand(model, tokenizer, text, whole_word):
    encoded = tokenizer(text, return_tensors="pt")
    words, total = encoded.word_ids(), 0.0
    for place, token in enumerate(encoded["input_ids"][0].tolist()):
        if words[place] is None:
            continue
        inputs = {name: value.clone() for name, value in encoded.items()}
        inputs["input_ids"][0, place] = tokenizer.mask_token_id
        for later in range(place + 1, len(words)):
            if whole_word and words[later] == words[place]:
                inputs["input_ids"][0, later] = tokenizer.mask_token_id
        with torch.no_grad():
            total += model(**inputs).logits[0, place].log_softmax(-1)[token].item()
    return total


# --- pola -----------------------------------------------------------------------------


def test_fill_keeps_the_order_of_templates_and_words():
    made = fill(["{nama} tidur.", "Ada {nama}."], ["Luh", "Joko", "Baso"], "nama")
    assert made == [["Luh tidur.", "Joko tidur.", "Baso tidur."], ["Ada Luh.", "Ada Joko.", "Ada Baso."]]


@pytest.mark.parametrize(
    "templates, words, said",
    [
        (["Ada orang."], ["Luh"], "tidak ada"),
        (["Ada {kata}."], ["Luh"], "{kata}"),
        (["{nama} dan {nama}"], ["Luh"], "tepat sekali"),
        (["{nama} dan {kata}"], ["Luh"], "tanpa celah lain"),
        (["{} tidur"], ["Luh"], "tepat sekali"),
        (["{nama tidur"], ["Luh"], "tidak berpasangan"),
        ([], ["Luh"], "pola kosong"),
        (["{nama} tidur"], [], "kata kosong"),
        (["{nama} tidur", "{nama} tidur"], ["Luh"], "kembar"),
        (["{nama} tidur"], ["Luh", "Luh"], "'Luh'"),
        (["{nama} tidur"], [" "], "nomor 0"),
        ("{nama} tidur", ["Luh"], "bukan satu teks"),
    ],
)
def test_fill_refuses_what_is_not_a_template(templates, words, said):
    with pytest.raises(ValueError, match=said):
        fill(templates, words, "nama")


def test_contrast_sums_to_zero_and_tells_the_empty_group():
    contrast = group_contrast(["L", "P", "N", "L"], "L", "P")
    assert contrast.tolist() == [0.5, -1, 0, 0.5]
    with pytest.raises(ValueError, match="Kelompok 'X' kosong.*L, N, P"):
        group_contrast(["L", "P", "N"], "L", "X")
    with pytest.raises(ValueError, match="dua kelompok yang berbeda"):
        group_contrast(["L", "P"], "L", "L")


# --- classifier -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 32])
def test_class_probabilities_equal_one_by_one(classifier, bert, size):
    found = class_probabilities(classifier, bert, TEXTS, batch_size=size)
    for text, row in zip(TEXTS, found, strict=True):
        with torch.no_grad():
            alone = classifier(**bert(text, return_tensors="pt")).logits.softmax(-1)[0].numpy()
        assert np.abs(alone - row).max() < 1e-4
    assert found.shape == (5, 2) and np.allclose(found.sum(axis=1), 1)


def test_pipeline_gives_the_same_score(classifier, bert):
    from transformers import pipeline

    scored = pipeline("text-classification", model=classifier, tokenizer=bert, top_k=None)(TEXTS[:1])[0]
    label2id = {label: number for number, label in classifier.config.id2label.items()}
    found = class_probabilities(classifier, bert, TEXTS[:1])[0]
    assert all(found[label2id[one["label"]]] == pytest.approx(one["score"], abs=1e-5) for one in scored)


@pytest.mark.parametrize("side", ["left", "right"])
def test_causal_classifier_without_padding_token(pantun, side):
    set_seed(0)
    config = Gemma3TextConfig(
        **SMALL, head_dim=16, num_labels=3, pad_token_id=None, bos_token_id=0, eos_token_id=0
    )
    model = Gemma3ForSequenceClassification(config).eval()
    tokenizer = tokenizer_like(pantun, side, pad=False)
    found = class_probabilities(model, tokenizer, TEXTS)
    for text, row in zip(TEXTS, found, strict=True):
        with torch.no_grad():
            alone = model(**tokenizer(text, return_tensors="pt")).logits.softmax(-1)[0].numpy()
        assert np.abs(alone - row).max() < 1e-4
    assert model.config.pad_token_id is None


def test_several_labels_use_the_sigmoid(classifier, bert):
    several = copy.deepcopy(classifier)
    several.config.problem_type = "multi_label_classification"
    with torch.no_grad():
        alone = several(**bert(TEXTS[0], return_tensors="pt")).logits.sigmoid()[0].numpy()
    assert np.allclose(class_probabilities(several, bert, TEXTS)[0], alone, atol=1e-4)


def test_a_language_model_is_not_a_classifier(masked, bert):
    with pytest.raises(ValueError, match="bukan penggolong"):
        class_probabilities(masked, bert, TEXTS)


# --- model kausal ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gpt-pantun", "gemma", "llama"])
@pytest.mark.parametrize(
    "side, pad, bos", [("left", True, True), ("right", False, True), ("left", False, False)]
)
def test_causal_log_likelihood_equals_one_by_one(pantun, kind, side, pad, bos):
    model, tokenizer = causal_model(kind), tokenizer_like(pantun, side, pad, bos)
    found = causal_log_likelihood(model, tokenizer, TEXTS, batch_size=3)
    for number, text in enumerate(TEXTS):
        ids = ([0] if bos else []) + tokenizer(text, add_special_tokens=False)["input_ids"]
        assert found.total[number] == pytest.approx(causal_by_hand(model, ids), abs=1e-4)
        assert found.tokens[number] == len(ids) - 1
    assert np.allclose(found.per_token, found.total / found.tokens)


def test_causal_total_is_the_loss_times_the_tokens(pantun):
    model = causal_model("gpt-pantun")
    ids = torch.tensor([[0, *pantun(TEXTS[1], add_special_tokens=False)["input_ids"]]])
    with torch.no_grad():
        loss = model(ids, labels=ids).loss.item()
    assert causal_log_likelihood(model, pantun, TEXTS[1:2]).per_token[0] == pytest.approx(-loss, abs=1e-4)


def test_single_token_without_start_cannot_be_scored(pantun):
    tokenizer = tokenizer_like(pantun, bos=False)
    word = tokenizer.decode([500])
    with pytest.raises(ValueError, match="hanya satu token"):
        causal_log_likelihood(causal_model("llama"), tokenizer, [word])


def test_masked_model_is_not_causal(masked, bert):
    with pytest.raises(ValueError, match="bukan model bahasa kausal"):
        causal_log_likelihood(masked, bert, TEXTS)


# --- pseudo-log-likelihood ------------------------------------------------------------


@pytest.mark.parametrize("whole_word", [False, True])
@pytest.mark.parametrize("size", [1, 7, 64])
def test_pseudo_log_likelihood_equals_one_by_one(masked, bert, whole_word, size):
    found = pseudo_log_likelihood(masked, bert, TEXTS, size, whole_word)
    for number, text in enumerate(TEXTS):
        assert found.total[number] == pytest.approx(masked_by_hand(masked, bert, text, whole_word), abs=1e-4)
        assert found.tokens[number] == len(bert.tokenize(text))


def test_covering_the_rest_of_the_word_lowers_a_split_word(masked, bert):
    text = "Siprianus Dominikus tersenyum."
    assert len(bert.tokenize(text)) > 5
    pieces = pseudo_log_likelihood(masked, bert, [text]).total[0]
    assert pseudo_log_likelihood(masked, bert, [text], whole_word=True).total[0] < pieces


def test_unknown_words_are_scored_like_other_tokens(masked, bert):
    assert pseudo_log_likelihood(masked, bert, ["Ia menulis 漢 di kertas."]).tokens[0] == len(
        bert.tokenize("Ia menulis 漢 di kertas.")
    )


def test_tokenizer_without_mask_is_told(pantun):
    with pytest.raises(ValueError, match="tidak punya token penutup"):
        pseudo_log_likelihood(causal_model("llama"), pantun, TEXTS)


def test_classifier_has_no_mask_head(classifier, bert):
    with pytest.raises(ValueError, match="bukan model isian"):
        pseudo_log_likelihood(classifier, bert, TEXTS)


# --- celah ----------------------------------------------------------------------------

SLOTS = [
    "Seorang [MASK] memasak nasi di dapur.",
    "[MASK] itu pergi ke pasar bersama anaknya kemarin sore.",
    "Ada [MASK].",
]
WORDS = ["pria", "wanita", "laki", "perempuan"]


def test_masked_slots_equal_one_by_one(masked, bert):
    found = slot_log_probabilities(masked, bert, SLOTS, WORDS, batch_size=2)
    assert found.shape == (3, 4)
    for text, row in zip(SLOTS, found, strict=True):
        encoded = bert(text, return_tensors="pt")
        place = encoded["input_ids"][0].tolist().index(bert.mask_token_id)
        with torch.no_grad():
            logs = masked(**encoded).logits[0, place].log_softmax(-1)
        assert np.allclose(row, logs[bert.convert_tokens_to_ids(WORDS)].numpy(), atol=1e-4)


@pytest.mark.parametrize("kind", ["gpt-pantun", "gemma", "llama"])
def test_causal_slots_are_differences_of_log_likelihoods(pantun, kind):
    model = causal_model(kind)
    prefixes = ["Menanam padi di tepi", "Kue itu dibuat oleh seorang"]
    words = [" kali", " perempuan yang sabar"]
    found = slot_log_probabilities(model, pantun, prefixes, words, batch_size=3)
    alone = causal_log_likelihood(model, pantun, prefixes).total
    for column, word in enumerate(words):
        joined = causal_log_likelihood(model, pantun, [text + word for text in prefixes]).total
        assert np.allclose(found[:, column], joined - alone, atol=1e-4)


def test_slots_of_a_byte_level_masked_model(pantun):
    """Pada tokenizer BPE, calon di tengah kalimat berawal spasi; tokennya dibaca di tempatnya."""
    tokenizer = copy.deepcopy(pantun)
    tokenizer.add_special_tokens({"mask_token": "<mask>"})
    set_seed(0)
    config = RobertaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=64, pad_token_id=1,
    )  # fmt: skip
    model = RobertaForMaskedLM(config).eval()
    text = "Duduk di<mask> sungai."
    found = slot_log_probabilities(model, tokenizer, [text], [" tepi"])
    ids = tokenizer(text)["input_ids"]
    with torch.no_grad():
        logs = model(torch.tensor([ids])).logits[0, ids.index(tokenizer.mask_token_id)].log_softmax(-1)
    assert found[0, 0] == pytest.approx(logs[tokenizer(" tepi")["input_ids"][0]].item(), abs=1e-4)
    with pytest.raises(ValueError, match="paling banyak 62"):
        pseudo_log_likelihood(model, tokenizer, ["padi " * 63])


@pytest.mark.parametrize(
    "texts, words, said",
    [
        (["Ada [MASK]."], ["Siprianus"], r"'Siprianus' bukan tepat satu token.*##"),
        (["Ada orang."], ["pria"], "tepat sekali"),
        (["[MASK] dan [MASK]"], ["pria"], "tepat sekali"),
        (["Ada [MASK]."], [], "tidak kosong"),
        (["Ada [MASK]."], ["pria", "pria"], "tidak kembar"),
        (["Ada [MASK]."], [" "], "calon kata yang kosong"),
        (["Ada [MASK]."], ["漢"], "tidak dikenal"),
    ],
)
def test_broken_slots_are_told(masked, bert, texts, words, said):
    with pytest.raises(ValueError, match=said):
        slot_log_probabilities(masked, bert, texts, words)


def test_candidate_that_melts_into_the_text_is_told(pantun):
    with pytest.raises(ValueError, match="melebur"):
        slot_log_probabilities(causal_model("llama"), pantun, ["Duduk di tep"], ["i"])


# --- untuk semuanya -------------------------------------------------------------------


def scored(name, masked, classifier, bert, pantun, texts, **options):
    if name == "class":
        return class_probabilities(classifier, bert, texts, **options)
    if name == "masked":
        return pseudo_log_likelihood(masked, bert, texts, **options).total
    return causal_log_likelihood(causal_model("gpt-pantun"), pantun, texts, **options).total


KINDS = ("class", "masked", "causal")


@pytest.mark.parametrize("name", KINDS)
def test_results_are_deterministic_and_follow_the_caller(name, masked, classifier, bert, pantun):
    first = scored(name, masked, classifier, bert, pantun, TEXTS)
    assert (first == scored(name, masked, classifier, bert, pantun, TEXTS)).all()
    turned = scored(name, masked, classifier, bert, pantun, TEXTS[::-1])
    assert np.allclose(turned[::-1], first, atol=1e-4)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "texts, said",
    [
        ([], "kosong"),
        (["Ada.", "  "], "nomor 1 kosong"),
        (["Ada.", None], "nomor 1 kosong"),
        ("Ada.", "bukan satu teks"),
        (["Ada.", "padi " * 300], r"nomor 1 .* token, padahal model ini menerima paling banyak \d+"),
    ],
)
def test_wrong_texts_are_told(name, texts, said, masked, classifier, bert, pantun):
    with pytest.raises(ValueError, match=said):
        scored(name, masked, classifier, bert, pantun, texts)


@pytest.mark.parametrize("name", KINDS)
def test_wrong_batch_size_is_told(name, masked, classifier, bert, pantun):
    with pytest.raises(ValueError, match="batch_size"):
        scored(name, masked, classifier, bert, pantun, TEXTS, batch_size=0)


def test_model_returns_to_its_mode(classifier, masked, bert):
    for model, call in ((classifier, class_probabilities), (masked, pseudo_log_likelihood)):
        model.train()
        first = call(model, bert, TEXTS)
        assert model.training
        with pytest.raises(ValueError):
            call(model, bert, ["padi " * 300])
        assert model.training
        model.eval()
        again = call(model, bert, TEXTS)
        assert not model.training
        assert np.array_equal(getattr(first, "total", first), getattr(again, "total", again))


def test_batches_are_bounded(masked, bert, monkeypatch):
    """Banyak baris tidak melebihi batch, dan logitsnya tidak melebihi batas memori."""
    rows, logits = [], []
    handles = [
        masked.register_forward_pre_hook(lambda _, args, kwargs: rows.append(len(kwargs["input_ids"])), with_kwargs=True),
        masked.get_output_embeddings().register_forward_hook(lambda _, args, output: logits.append(output.numel())),
    ]  # fmt: skip
    vocabulary = masked.config.vocab_size
    try:
        whole = pseudo_log_likelihood(masked, bert, TEXTS * 3, batch_size=16).total
        assert max(rows) == 16
        assert max(logits) == 16 * vocabulary  # hanya token yang ditutup, bukan seluruh kalimat
        rows.clear(), logits.clear()
        monkeypatch.setattr(batches, "LARGEST", 5 * vocabulary)
        small = pseudo_log_likelihood(masked, bert, TEXTS * 3, batch_size=16).total
        assert max(rows) == 5 and max(logits) == 5 * vocabulary
    finally:
        for handle in handles:
            handle.remove()
    assert np.allclose(whole, small, atol=1e-4)


def test_large_vocabularies_shrink_the_causal_batch(pantun, monkeypatch):
    model, logits = causal_model("gemma"), []
    model.get_output_embeddings().register_forward_hook(lambda _, args, output: logits.append(output.numel()))
    whole = causal_log_likelihood(model, pantun, TEXTS)
    assert len(logits) == 1 and logits[0] == whole.tokens.sum() * 2048
    monkeypatch.setattr(batches, "LARGEST", int(whole.tokens.max()) * 2048)
    logits.clear()
    small = causal_log_likelihood(model, pantun, TEXTS)
    assert max(logits) <= batches.LARGEST and len(logits) > 1
    assert np.allclose(whole.total, small.total, atol=1e-4)


def test_hooks_are_gone_afterwards(masked, bert):
    pseudo_log_likelihood(masked, bert, TEXTS)
    assert not masked.get_output_embeddings()._forward_pre_hooks
    with torch.no_grad():
        assert masked(**bert(TEXTS[0], return_tensors="pt")).logits.shape[1] == len(bert(TEXTS[0])["input_ids"])


def test_log_probabilities_are_chunked(masked, bert, monkeypatch):
    whole = pseudo_log_likelihood(masked, bert, TEXTS).total
    monkeypatch.setattr(batches, "CHUNK", 1)
    assert np.allclose(pseudo_log_likelihood(masked, bert, TEXTS).total, whole, atol=1e-5)
