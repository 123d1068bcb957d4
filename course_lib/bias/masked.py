"""Pseudo-log-likelihood untuk model dengan token penutup: setiap token ditutup bergantian."""

from collections.abc import Sequence

from course_lib.bias.batches import (
    batches,
    check_lengths,
    evaluating,
    log_probabilities,
    padded,
    token_ids,
    vocabulary_size,
)
from course_lib.bias.scoring import TextScores


def pseudo_log_likelihood(
    model, tokenizer, texts: Sequence[str], batch_size: int = 64, whole_word: bool = False
) -> TextScores:
    """Pseudo-log-likelihood setiap teks menurut model dengan token penutup, dalam nat.

    Setiap token ditutup bergantian dan ditebak dari semua token lain; ``total`` jumlah
    log-probabilitasnya: Salazar dkk. 2020, https://doi.org/10.18653/v1/2020.acl-main.240. Kata
    langka yang terpotong mendapat skor terlalu tinggi, karena potongan lainnya terlihat.
    ``whole_word=True`` menutup juga potongan berikutnya dari kata yang sama: Kauf dan Ivanova 2023,
    https://arxiv.org/abs/2305.10588. Token khusus ([CLS], [SEP]) tidak dinilai; [UNK] dinilai
    seperti token lain, jadi periksa dahulu bahwa kata Anda dikenal tokenizernya.

    Args:
        model: dari ``AutoModelForMaskedLM``.
        tokenizer: dari checkpoint yang sama.
        texts: n teks. Satu salinan dibuat untuk setiap token, dan semua salinan dari semua teks
            dimasukkan ke batch bersama-sama.
        batch_size: banyak salinan terbanyak dalam satu batch.
        whole_word: tutup juga potongan sesudahnya di kata yang sama; memerlukan tokenizer cepat.

    Returns:
        :class:`~course_lib.bias.scoring.TextScores`.

    Raises:
        ValueError: tokenizer tanpa token penutup, model bukan model isian, ada teks kosong atau
            terlalu panjang, atau ``whole_word`` dengan tokenizer lambat.

    Contoh::

        pseudo_log_likelihood(model, tokenizer, ["Ibu memasak nasi goreng."], whole_word=True).total
    """
    import numpy as np

    check_masked(model, tokenizer)
    ids, extra = token_ids(tokenizer, texts)
    check_lengths(model, tokenizer, ids, texts)
    words = _words(tokenizer, texts, ids) if whole_word else None
    copies = [(i, place) for i, one in enumerate(ids) for place in _scored(tokenizer, one, texts[i])]
    total = np.zeros(len(ids))
    with evaluating(model, tokenizer):
        costs = [vocabulary_size(model)] * len(copies)
        for chosen in batches([ids[i] for i, _ in copies], batch_size, costs):
            picked = [copies[number] for number in chosen]
            rows = [_covered(ids[i], place, words[i] if words else None, tokenizer) for i, place in picked]
            inputs = padded(model, tokenizer, rows, [extra[i] for i, _ in picked])
            places = [(row, place) for row, (_, place) in enumerate(picked)]
            targets = [ids[i][place] for i, place in picked]
            values = log_probabilities(model, inputs, places, targets)
            np.add.at(total, [i for i, _ in picked], values)
    return TextScores(total, np.bincount([i for i, _ in copies], minlength=len(ids)))


def check_masked(model, tokenizer) -> None:
    """Menolak tokenizer tanpa token penutup dan model tanpa kepala isian.

    Args:
        model: model Transformers.
        tokenizer: tokenizernya.

    Raises:
        ValueError: salah satunya tidak cocok.
    """
    if tokenizer.mask_token_id is None:
        raise ValueError(
            "Tokenizer ini tidak punya token penutup (`mask_token`). Untuk model kausal pakai `causal_log_likelihood`."
        )
    head = model.get_output_embeddings()
    if head is None or model.can_generate():
        raise ValueError(f"{type(model).__name__} bukan model isian. Muat dengan `AutoModelForMaskedLM`.")


def _scored(tokenizer, ids, text) -> list[int]:
    """Letak token yang dinilai: semuanya kecuali token khusus; [UNK] ikut dinilai."""
    special = set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}
    places = [place for place, token in enumerate(ids) if token not in special]
    if not places:
        raise ValueError(f"Teks {text!r} hanya berisi token khusus, jadi tidak ada yang dapat dinilai.")
    return places


def _words(tokenizer, texts, ids) -> list[list]:
    """Nomor kata setiap token, dari tokenizer cepat."""
    if not tokenizer.is_fast:
        raise ValueError("`whole_word=True` memerlukan tokenizer cepat (`tokenizer.is_fast`).")
    encoded = tokenizer(list(texts), verbose=False)
    return [encoded.word_ids(i) for i in range(len(ids))]


def _covered(ids, place, words, tokenizer) -> list[int]:
    """Salinan dengan satu token tertutup, dan potongan berikutnya di kata itu bila diminta."""
    row = list(ids)
    row[place] = tokenizer.mask_token_id
    if words is not None:
        later = place + 1
        while later < len(row) and words[later] == words[place]:
            row[later] = tokenizer.mask_token_id
            later += 1
    return row
