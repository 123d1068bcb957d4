"""Peluang beberapa calon kata di satu celah kalimat."""

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
from course_lib.bias.masked import check_masked
from course_lib.bias.scoring import check_causal


def slot_log_probabilities(
    model, tokenizer, texts: Sequence[str], candidates: Sequence[str], batch_size: int = 32
):
    """Log-probabilitas setiap calon kata di celah setiap teks, dalam nat.

    Model isian: setiap teks memuat ``tokenizer.mask_token`` tepat sekali, dan setiap calon harus
    tepat satu token di tempat itu. Model kausal: setiap teks berakhir tepat sebelum calonnya, dan
    calon biasanya diawali spasi (``" pria"``); calon yang terdiri atas beberapa token dijumlahkan
    log-probabilitasnya, jadi calon panjang lebih rendah. Membandingkan log-probabilitas kata di
    kalimat netral dan di kalimat yang diuji: Kurita dkk. 2019, https://arxiv.org/abs/1906.07337.

    Args:
        model: dari ``AutoModelForMaskedLM`` atau ``AutoModelForCausalLM``.
        tokenizer: dari checkpoint yang sama.
        texts: n teks bercelah.
        candidates: C calon kata.
        batch_size: banyak masukan terbanyak dalam satu batch.

    Returns:
        Larik (n, C), logaritma natural.

    Raises:
        ValueError: calon kembar atau kosong, celah tidak tepat satu, calon bukan satu token pada
            model isian (potongannya disebut), atau batas teks dan calon melebur menjadi satu token.

    Contoh::

        slot_log_probabilities(model, tokenizer, ["Seorang [MASK] memasak nasi."], ["pria", "wanita"])
    """
    import numpy as np

    candidates = list(candidates)
    if isinstance(texts, str) or not candidates or len(set(candidates)) < len(candidates):
        raise ValueError("Berikan daftar teks, dan daftar calon kata yang tidak kosong dan tidak kembar.")
    if not all(isinstance(one, str) and one.strip() for one in candidates):
        raise ValueError("Ada calon kata yang kosong.")
    if model.can_generate():
        check_causal(model)
        requests = _causal_requests(tokenizer, list(texts), candidates)
    else:
        check_masked(model, tokenizer)
        requests = _masked_requests(tokenizer, list(texts), candidates)
    # Masukan yang sama dipakai bersama: calon satu token hanya memerlukan satu masukan tiap teks.
    inputs = list(dict.fromkeys(ids for _, _, ids, _, _ in requests))
    check_lengths(model, tokenizer, inputs, [tokenizer.decode(ids) for ids in inputs])
    wanted = {ids: [] for ids in inputs}
    for request in requests:
        wanted[request[2]].append(request)
    result = np.zeros((len(texts), len(candidates)))
    costs = [vocabulary_size(model) * sum(len(one[4]) for one in wanted[ids]) for ids in inputs]
    with evaluating(model, tokenizer):
        for chosen in batches(inputs, batch_size, costs):
            rows = [inputs[number] for number in chosen]
            needed = [(row, one) for row, ids in enumerate(rows) for one in wanted[ids]]
            places = [(row, place) for row, one in needed for place in one[3]]
            targets = [token for _, one in needed for token in one[4]]
            values = log_probabilities(model, padded(model, tokenizer, rows), places, targets)
            where = [(one[0], one[1]) for _, one in needed for _ in one[4]]
            np.add.at(result, tuple(np.array(where).T), values)
    return result


def _masked_requests(tokenizer, texts, candidates) -> list[tuple]:
    """(teks, calon, masukan, letak, token) untuk model isian."""
    ids, _ = token_ids(tokenizer, texts)
    requests = []
    for number, (text, covered) in enumerate(zip(texts, ids, strict=True)):
        if covered.count(tokenizer.mask_token_id) != 1:
            raise ValueError(
                f"Teks nomor {number} harus memuat {tokenizer.mask_token} tepat sekali: {text!r}."
            )
        place = covered.index(tokenizer.mask_token_id)
        filled, _ = token_ids(tokenizer, [text.replace(tokenizer.mask_token, one) for one in candidates])
        for column, (word, full) in enumerate(zip(candidates, filled, strict=True)):
            after = len(covered) - place - 1
            same = full[:place] == covered[:place] and full[len(full) - after :] == covered[place + 1 :]
            pieces = tokenizer.convert_ids_to_tokens(full[place : len(full) - after] if same else full)
            if not same or len(full) != len(covered):
                raise ValueError(
                    f"Calon {word!r} bukan tepat satu token di teks nomor {number}; tokenizer memotongnya "
                    f"menjadi {pieces}. Pilih kata lain, atau bandingkan kalimat utuh dengan "
                    "`pseudo_log_likelihood`."
                )
            if full[place] == tokenizer.unk_token_id:
                raise ValueError(f"Calon {word!r} tidak dikenal tokenizer ini (menjadi {pieces[0]}).")
            requests.append((number, column, tuple(covered), (place,), (full[place],)))
    return requests


def _causal_requests(tokenizer, texts, candidates) -> list[tuple]:
    """(teks, calon, masukan, letak, token) untuk model kausal."""
    start = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    prefixes, _ = token_ids(tokenizer, texts, special=False)
    requests = []
    for number, (text, prefix) in enumerate(zip(texts, prefixes, strict=True)):
        joined, _ = token_ids(tokenizer, [text + one for one in candidates], special=False)
        for column, (word, full) in enumerate(zip(candidates, joined, strict=True)):
            if full[: len(prefix)] != prefix or len(full) == len(prefix):
                raise ValueError(
                    f"Batas antara teks nomor {number} dan calon {word!r} melebur menjadi satu token. Akhiri "
                    "teks tanpa spasi dan awali calon dengan spasi, misalnya ' pria'."
                )
            first = len(start) + len(prefix)
            sequence = [*start, *full]
            places = tuple(range(first - 1, len(sequence) - 1))
            requests.append((number, column, tuple(sequence[:-1]), places, tuple(sequence[first:])))
    return requests
