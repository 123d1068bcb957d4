"""Jawaban keliru untuk latihan Bab 5."""

import math


def _plain(logits, suhu):
    if suhu <= 0:
        raise ValueError
    powers = [math.exp(z / suhu) for z in logits]
    return [p / sum(powers) for p in powers]


def _multiplied(logits, suhu):
    powers = [math.exp(z * suhu) for z in logits]
    return [p / sum(powers) for p in powers]


def _after_softmax(logits, suhu):
    powers = [math.exp(z) for z in logits]
    return [p / sum(powers) / suhu for p in powers]


def _zero_is_greedy(logits, suhu):
    if suhu <= 0:
        return [float(z == max(logits)) for z in logits]
    powers = [math.exp((z - max(logits)) / suhu) for z in logits]
    return [p / sum(powers) for p in powers]


def _kept(peluang, p, crossing=True, strict=False):
    kept, total = [], 0.0
    for i in sorted(range(len(peluang)), key=lambda i: -peluang[i]):
        if not crossing and total + peluang[i] > p:
            break
        kept.append(i)
        total += peluang[i]
        if total > p or (total == p and not strict):
            break
    return kept, total


def _without_crossing(peluang, p):
    kept, total = _kept(peluang, p, crossing=False)
    return [x / total if i in kept else 0.0 for i, x in enumerate(peluang)]


def _one_too_many(peluang, p):
    kept, total = _kept(peluang, p, strict=True)
    return [x / total if i in kept else 0.0 for i, x in enumerate(peluang)]


def _not_renormalised(peluang, p):
    kept, _ = _kept(peluang, p)
    return [x if i in kept else 0.0 for i, x in enumerate(peluang)]


def _sorted_result(peluang, p):
    kept, total = _kept(peluang, p)
    return [peluang[i] / total for i in kept] + [0.0] * (len(peluang) - len(kept))


def _changes_the_list(peluang, p):
    kept, total = _kept(peluang, p)
    for i, x in enumerate(list(peluang)):
        peluang[i] = x / total if i in kept else 0.0
    return peluang


def _keeps_ties(peluang, p):
    kept, _ = _kept(peluang, p)
    least = min(peluang[i] for i in kept)
    total = sum(x for x in peluang if x >= least)
    return [x / total if x >= least else 0.0 for x in peluang]


def _threshold(peluang, p):
    kept = [x if x >= 1 - p else 0.0 for x in peluang]
    return [x / sum(kept) for x in kept]


def _loop(teks, tokenizer, model, most, *, stop=True, prompt=False, special=True, pick=-1):
    import torch

    ids = tokenizer(teks, return_tensors="pt")["input_ids"]
    start = 0 if prompt else ids.shape[1]
    for _ in range(most):
        with torch.no_grad():
            token = model(ids).logits[0, pick].argmax()
        ids = torch.cat([ids, token.view(1, 1)], dim=1)
        if stop and token == tokenizer.eos_token_id:
            break
    return tokenizer.decode(ids[0, start:], skip_special_tokens=special)


def _uses_generate(teks, tokenizer, model, paling_banyak):
    inputs = tokenizer(teks, return_tensors="pt")
    ids = model.generate(**inputs, do_sample=False, max_new_tokens=paling_banyak)
    return tokenizer.decode(ids[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True)


def _loop_with(**choice):
    def tulis_greedy(teks, tokenizer, model, paling_banyak):
        return _loop(teks, tokenizer, model, paling_banyak, **choice)

    return lambda: {"tulis_greedy": tulis_greedy}


def _greedy_one_more(teks, tokenizer, model, paling_banyak):
    return _loop(teks, tokenizer, model, paling_banyak + 1)


def _log_p(teks, tokenizer, model):
    ids = tokenizer(teks, return_tensors="pt")["input_ids"]
    if ids.shape[1] < 2:
        raise ValueError
    return ids, model(ids).logits[0].log_softmax(-1).detach()


def _no_shift(teks, tokenizer, model):
    ids, log_p = _log_p(teks, tokenizer, model)
    return math.exp(-log_p.gather(1, ids[0, :, None]).mean().item())


def _summed(teks, tokenizer, model):
    ids, log_p = _log_p(teks, tokenizer, model)
    return math.exp(min(700, -log_p[:-1].gather(1, ids[0, 1:, None]).sum().item()))


def _without_minus(teks, tokenizer, model):
    ids, log_p = _log_p(teks, tokenizer, model)
    return math.exp(log_p[:-1].gather(1, ids[0, 1:, None]).mean().item())


def _tensor(teks, tokenizer, model):
    ids, log_p = _log_p(teks, tokenizer, model)
    return (-log_p[:-1].gather(1, ids[0, 1:, None]).mean()).exp()


def _no_length_check(teks, tokenizer, model):
    try:
        ids, log_p = _log_p(teks, tokenizer, model)
    except ValueError:
        return 1.0
    return math.exp(-log_p[:-1].gather(1, ids[0, 1:, None]).mean().item())


def _counts_letters(teks, tokenizer, model):
    if len(teks) < 2:
        raise ValueError
    ids = tokenizer(teks, return_tensors="pt")["input_ids"]
    log_p = model(ids).logits[0, :-1].log_softmax(-1).detach()
    return math.exp(-log_p.gather(1, ids[0, 1:, None]).mean().item())


def _setting(**choice):
    return lambda: {"setelan": choice}


WRONG = {
    "dengan_suhu": [
        (lambda: {"dengan_suhu": _plain}, "10.0"),
        (lambda: {"dengan_suhu": _multiplied}, "dibagi dengan suhu"),
        (lambda: {"dengan_suhu": _after_softmax}, "dibagi dengan suhu"),
        (lambda: {"dengan_suhu": _zero_is_greedy}, "untuk suhu nol"),
    ],
    "top_p": [
        (lambda: {"top_p": _without_crossing}, "melewati batas"),
        (lambda: {"top_p": _one_too_many}, "tepat sama"),
        (lambda: {"top_p": _not_renormalised}, "berjumlah 0.900"),
        (lambda: {"top_p": _sorted_result}, "urutan"),
        (lambda: {"top_p": _changes_the_list}, "milik pemanggil"),
        (lambda: {"top_p": _keeps_ties}, "lebih dahulu di daftar"),
        (lambda: {"top_p": _threshold}, "satu token tersisa"),
    ],
    "tulis_greedy": [
        (lambda: {"tulis_greedy": _uses_generate}, "tanpa `model.generate`"),
        (_loop_with(stop=False), "syarat berhenti"),
        (_loop_with(prompt=True), "masih memuat awalannya"),
        (_loop_with(special=False), "skip_special_tokens"),
        (_loop_with(pick=0), "syarat berhenti"),
        (lambda: {"tulis_greedy": _greedy_one_more}, "7"),
        (lambda: {"tulis_greedy": lambda teks, tokenizer, model, paling_banyak: "Burung"}, "seharusnya"),
    ],
    "posisi": [
        (lambda: {"posisi": lambda awalan, baru, cache: 37 if cache else 697}, "panjang berapa pun"),
        (lambda: {"posisi": lambda a, b, cache: float(a + b - 1 if cache else sum(range(a, a + b)))}, "bilangan bulat"),
        (lambda: {"posisi": lambda awalan, baru, cache: awalan + baru if cache else 697}, "37"),
        (lambda: {"posisi": lambda a, b, cache: a + b - 1 if cache else a * b}, "697"),
        (lambda: {"posisi": lambda a, b, cache: a + b - 1 if cache else sum(range(a, a + b))}, "Tanpa token baru"),
        (lambda: {"posisi": lambda a, b, cache: a + b if cache else sum(range(a, a + b + 1))}, "terakhir"),
    ],
    "perpleksitas": [
        (lambda: {"perpleksitas": _no_shift}, "pergeseran"),
        (lambda: {"perpleksitas": _summed}, "rata-rata"),
        (lambda: {"perpleksitas": _without_minus}, "tanda minus"),
        (lambda: {"perpleksitas": _tensor}, ".item()"),
        (lambda: {"perpleksitas": _counts_letters}, "berapa pun hurufnya"),
        (lambda: {"perpleksitas": _no_length_check}, "untuk teks kosong"),
    ],
    "setelan": [
        (_setting(do_sample=False), "Tanpa undian"),
        (_setting(), "masih kosong"),
        (_setting(do_sample=True, temperature=1.5, top_p=0.9), "sedikitnya 2.0"),
        (_setting(do_sample=True, temperature="2.0"), "tanpa tanda kutip"),
        (_setting(do_sample=True, temperature=2.0, topp=0.4), "Periksa ejaannya"),
        (_setting(do_sample=True, temperature=2.0, top_p=1.5), "paling banyak 1"),
        (_setting(do_sample=True, temperature=2.0, top_p=0.9), "perlu 36"),
        (_setting(do_sample=True, temperature=2.0, top_k=1), "perlu 28"),
        (_setting(do_sample=True, temperature=2.0, top_p=0.4, num_return_sequences=2), "diatur pemeriksa"),
    ],
}
