"""Jawaban keliru untuk latihan Bab 11."""

import json


def _sorted_answers(daftar, ukuran, model, order=len, back=True, guard=True):
    if guard and ukuran < 1:
        raise ValueError(ukuran)
    numbers = sorted(range(len(daftar)), key=lambda i: order(daftar[i]))
    answers = []
    for start in range(0, len(numbers), ukuran):
        answers += model([daftar[i] for i in numbers[start : start + ukuran]])
    if not back:
        return answers
    result = [None] * len(daftar)
    for number, answer in zip(numbers, answers):
        result[number] = answer
    return result


def _by_text(daftar, ukuran, model):
    if ukuran < 1:
        raise ValueError(ukuran)
    order, answers = sorted(daftar, key=len), []
    for start in range(0, len(order), ukuran):
        answers += model(order[start : start + ukuran])
    return [answers[daftar.index(text)] for text in daftar]


def _dictionary_of_texts(daftar, ukuran, model):
    if ukuran < 1:
        raise ValueError(ukuran)
    order, answers = sorted(daftar, key=len), {}
    for start in range(0, len(order), ukuran):
        batch = order[start : start + ukuran]
        answers |= dict(zip(batch, model(batch), strict=True))
    return [answers[text] for text in daftar]


def _unsorted(daftar, ukuran, model):
    if ukuran < 1:
        raise ValueError(ukuran)
    return [answer for start in range(0, len(daftar), ukuran) for answer in model(daftar[start : start + ukuran])]


def _one_big_batch(daftar, ukuran, model):
    if ukuran < 1:
        raise ValueError(ukuran)
    return _sorted_answers(daftar, max(1, len(daftar)), model)


def _changes_input(daftar, ukuran, model):
    result = _sorted_answers(daftar, ukuran, model)
    daftar.sort(key=len)
    return result


def _key(permintaan, drop=("id", "waktu", "pribadi"), sort=True, sampled=True, private=True, only=None):
    if private and permintaan.get("pribadi") or sampled and permintaan.get("temperature", 0) > 0:
        return None
    kept = {k: v for k, v in permintaan.items() if k not in drop and (only is None or k in only)}
    return json.dumps(kept, sort_keys=sort)


def _pops(permintaan):
    for name in ("id", "waktu", "pribadi"):
        permintaan.pop(name, None)
    return _key(permintaan)


def _lowercase(permintaan):
    made = _key(permintaan)
    return made and made.lower()


def _sorted_messages(permintaan):
    return _key(permintaan | {"pesan": sorted(permintaan["pesan"], key=lambda one: one["role"])})


def _needs_temperature(permintaan):
    return _key(permintaan) if permintaan.get("temperature") == 0 else None


def _no_separator(permintaan):
    rest = _key(permintaan, drop=("id", "waktu", "pribadi", "model", "revisi"))
    return rest and permintaan["model"] + permintaan["revisi"] + rest


def _short_hash(permintaan):
    made = _key(permintaan)
    return made and hash(made) % 1000


def _plan(kejadian, most, safe, retry=(429, 503), advice=True, last_pause=False, network=None, step=2, safely=(500, 502, 504)):
    pauses = []
    for i, one in enumerate(kejadian[:most]):
        status, hint = one if isinstance(one, tuple) else (one, None)
        allowed = status in retry or status in safely and safe
        allowed = allowed or status in ("timeout", "putus") and (safe if network is None else network)
        if not allowed or (i == most - 1 and not last_pause):
            break
        pauses.append(step**i if hint is None or not advice else hint)
    return pauses, status


def _falsy_advice(kejadian, most, safe):
    return _plan([(e[0], e[1] or None) if isinstance(e, tuple) else e for e in kejadian], most, safe)


def _own_counter(kejadian, most, safe):
    """Jeda dihitung dari banyaknya jeda tanpa saran, bukan nomor percobaan."""
    pauses, grown = [], 1
    for i, one in enumerate(kejadian[:most]):
        status, hint = one if isinstance(one, tuple) else (one, None)
        allowed = status in (429, 503) or status in (500, 502, 504, "timeout", "putus") and safe
        if not allowed or i == most - 1:
            break
        pauses.append(grown if hint is None else hint)
        grown *= 1 if hint is not None else 2
    return pauses, status


def _pair_at_the_end(kejadian, most, safe):
    pauses, status = _plan(kejadian, most, safe)
    return pauses, kejadian[len(pauses)]


def _retry_all(kejadian, most, safe):
    return _plan(kejadian, most, safe, retry=range(201, 600))


def _retry_every_5xx(kejadian, most, safe):
    return _plan(kejadian, most, safe, retry=(429, *range(500, 600)))


def _read(baris, strict=True, done=True, broken="break", reset=False, strip=False, replace=False, last=False):
    text, reason = "", None
    for line in baris:
        if not line.startswith("data: "):
            continue
        body = line.replace("data: ", "") if replace else line.removeprefix("data: ")
        if ("[DONE]" in body) if not strict else body == "[DONE]":
            if done:
                break
            continue
        try:
            choices = json.loads(body)["choices"]
        except json.JSONDecodeError:
            if broken == "raise":
                raise
            if broken == "skip":
                continue
            break
        if reset:
            reason = None
        if choices:
            piece = choices[0]["delta"].get("content") or ""
            text += piece.strip() if strip else piece
            reason = choices[0]["finish_reason"] or (None if last else reason)
    return text, reason


def _broken_forgets_reason(baris):
    text, reason = _read(baris)
    for line in baris:
        if line == "data: [DONE]":
            break
        if line.startswith("data: "):
            try:
                json.loads(line[6:])
            except json.JSONDecodeError:
                return text, None
    return text, reason


def _stops_at_reason(baris):
    for i in range(len(baris)):
        text, reason = _read(baris[: i + 1])
        if reason:
            return text, reason
    return _read(baris)


def _guesses_stop(baris):
    text, reason = _read(baris)
    return text, reason or "stop"


def _no_empty_choices(baris):
    text, reason = "", None
    for line in baris:
        if line == "data: [DONE]":
            break
        if line.startswith("data: "):
            choice = json.loads(line[6:])["choices"][0]
            text += choice["delta"].get("content") or ""
            reason = choice["finish_reason"] or reason
    return text, reason


def _even(local, api, hour=3600, kilo=1000, output=True, months=True, guard=True, electricity=True):
    power = local["watt"] / kilo * local["tarif_kwh"] / local["per_detik"] / hour if electricity else 0
    price = api["masuk"] * api["harga_masuk"] + (api["keluar"] * api["harga_keluar"] if output else 0)
    difference = price / 1e6 * api["kurs"] - power
    if guard and difference <= 0:
        return None
    return local["komputer"] / (local["umur_bulan"] if months else 1) / difference


def _choose(need, servers, private=True, all_features=True, slack=0.7, fixed=True, thousand=1000, tie=min, task=True):
    found = []
    for one in servers:
        limit = one["paling_banyak"]
        if limit is not None and need["per_bulan"] > slack * limit:
            continue
        if private and need["pribadi"] and not one["lokal"] or task and need["tugas"] not in one["tugas"]:
            continue
        if all_features and not need["fitur"] <= one["fitur"]:
            continue
        if all_features is None and not need["fitur"] & one["fitur"]:
            continue
        if not all_features and need["fitur"] and not need["fitur"] & one["fitur"]:
            continue
        found.append((fixed * one["tetap"] + one["per_1000"] * need["per_bulan"] / thousand, one["nama"]))
    if not found:
        return None
    cheapest = min(cost for cost, _ in found)
    return tie(name for cost, name in found if cost == cheapest)


def _local_means_private(need, servers):
    return _choose(need, [one for one in servers if one["lokal"] == need["pribadi"]])


def _zero_is_unlimited(need, servers):
    return _choose(need, [one | {"paling_banyak": one["paling_banyak"] or None} for one in servers])


WRONG = {
    "terurut": [
        (lambda: {"terurut": lambda *a: _sorted_answers(*a, back=False)}, "urutan asal"),
        (lambda: {"terurut": _by_text}, "urutan asal"),
        (lambda: {"terurut": _dictionary_of_texts}, "nomor baris"),
        (lambda: {"terurut": _unsorted}, "terpendek"),
        (lambda: {"terurut": _one_big_batch}, "batch yang diterima model"),
        (lambda: {"terurut": lambda *a: _sorted_answers(*a, order=lambda t: -len(t))}, "terpendek"),
        (lambda: {"terurut": lambda *a: _sorted_answers(*a, order=lambda t: (len(t), t))}, "Sama panjang"),
        (lambda: {"terurut": lambda *a: _sorted_answers(*a, guard=False)}, "ValueError"),
        (lambda: {"terurut": _changes_input}, "jangan diubah"),
    ],
    "kunci": [
        (lambda: {"kunci": lambda p: p["pesan"][-1]["content"]}, "modelnya lain"),
        (lambda: {"kunci": lambda p: _key(p, only=("model", "pesan"))}, "revisinya lain"),
        (lambda: {"kunci": lambda p: _key(p, only=("model", "revisi", "pesan"))}, "max_tokens"),
        (lambda: {"kunci": lambda p: _key(p, drop=("pribadi",))}, "`id` dan `waktu`"),
        (lambda: {"kunci": lambda p: _key(p, drop=("id", "waktu"))}, "`pribadi` tidak mengubah"),
        (lambda: {"kunci": lambda p: _key(p, sort=False)}, "urutan kunci"),
        (lambda: {"kunci": lambda p: _key(p, sampled=False)}, "undian"),
        (lambda: {"kunci": lambda p: _key(p, private=False)}, "data pribadi"),
        (lambda: {"kunci": _pops}, "jangan diubah"),
        (lambda: {"kunci": _lowercase}, "huruf besar"),
        (lambda: {"kunci": _sorted_messages}, "urutan pesannya"),
        (lambda: {"kunci": _needs_temperature}, "greedy"),
        (lambda: {"kunci": _no_separator}, "beri batas"),
        (lambda: {"kunci": _short_hash}, "seluruh isi"),
        (lambda: {"kunci": lambda p: [_key(p)]}, "kunci kamus"),
        (lambda: {"kunci": lambda p: None}, "None"),
    ],
    "rencana": [
        (lambda: {"rencana": _retry_all}, "400"),
        (lambda: {"rencana": _retry_every_5xx}, "501"),
        (lambda: {"rencana": lambda *a: _plan(*a, advice=False)}, "Saran"),
        (lambda: {"rencana": lambda *a: _plan(*a, network=True)}, "Tidak idempoten"),
        (lambda: {"rencana": lambda *a: _plan(*a, network=False)}, "Aman diulang"),
        (lambda: {"rencana": lambda *a: _plan(*a, last_pause=True)}, "tidak ada jeda"),
        (lambda: {"rencana": lambda *a: _plan(*a, step=1)}, "jeda"),
        (lambda: {"rencana": lambda *a: _plan(*a, retry=(429, 500, 502, 503, 504))}, "sesudah 500 jangan mengulang"),
        (lambda: {"rencana": lambda *a: _plan(*a, retry=(429, 502, 503))}, "sesudah 502"),
        (lambda: {"rencana": lambda *a: _plan(*a, retry=(429,), safely=(500, 502, 503, 504))}, "429"),
        (lambda: {"rencana": _pair_at_the_end}, "tanpa saran"),
        (lambda: {"rencana": _falsy_advice}, "Saran 0"),
        (lambda: {"rencana": _own_counter}, "nomor percobaan"),
        (lambda: {"rencana": lambda k, m, i: _plan(k, m + 1, i)}, "percobaan"),
    ],
    "baca_aliran": [
        (lambda: {"baca_aliran": lambda b: _read(b, strip=True)}, "Spasi"),
        (lambda: {"baca_aliran": lambda b: _read(b, done=False)}, "[DONE]"),
        (lambda: {"baca_aliran": lambda b: _read(b, strict=False)}, "bukan penutup"),
        (lambda: {"baca_aliran": lambda b: _read(b, broken="raise")}, "JSON"),
        (lambda: {"baca_aliran": lambda b: _read(b, broken="skip")}, "mengakhiri"),
        (lambda: {"baca_aliran": lambda b: _read(b, reset=True)}, "alasan"),
        (lambda: {"baca_aliran": lambda b: _read(b, replace=True)}, "awal baris"),
        (lambda: {"baca_aliran": lambda b: _read(b, last=True)}, "null sesudah"),
        (lambda: {"baca_aliran": _broken_forgets_reason}, "yang sudah datang tetap"),
        (lambda: {"baca_aliran": _stops_at_reason}, "bukan `finish_reason`"),
        (lambda: {"baca_aliran": _guesses_stop}, "terpotong"),
        (lambda: {"baca_aliran": _no_empty_choices}, "kosong"),
        (lambda: {"baca_aliran": lambda b: _read(b)[0]}, "daftar"),
    ],
    "impas": [
        (lambda: {"impas": lambda a, b: _even(a, b, hour=1)}, "detik dibagi 3600"),
        (lambda: {"impas": lambda a, b: _even(a, b, kilo=1)}, "watt dibagi 1000"),
        (lambda: {"impas": lambda a, b: _even(a, b, output=False)}, "masing-masing"),
        (lambda: {"impas": lambda a, b: _even(a, b, months=False)}, "umur pakainya"),
        (lambda: {"impas": lambda a, b: (_even(a, b) or 0) * 1000}, "1.000 kali terlalu besar"),
        (lambda: {"impas": lambda a, b: (made := _even(a, b)) and round(made)}, "Jangan membulatkan"),
        (lambda: {"impas": lambda a, b: (made := _even(a, b)) and int(made)}, "Jangan membulatkan"),
        (lambda: {"impas": lambda a, b: _even(a, b, electricity=False)}, "Tarif listrik"),
        (lambda: {"impas": lambda a, b: abs(_even(a, b, guard=False))}, "tidak pernah impas"),
        (lambda: {"impas": lambda a, b: _even(a, b, guard=False)}, "tidak pernah impas"),
        (lambda: {"impas": lambda a, b: (_even(a, b) or 0) / 1000}, "1.000 kali terlalu kecil"),
    ],
    "pilih": [
        (lambda: {"pilih": lambda *a: _choose(*a, private=False)}, "Data pribadi"),
        (lambda: {"pilih": lambda *a: _choose(*a, all_features=False)}, "bukan salah satunya"),
        (lambda: {"pilih": lambda *a: _choose(*a, all_features=None)}, "fitur kosong"),
        (lambda: {"pilih": lambda *a: _choose(*a, slack=1)}, "kelonggaran"),
        (lambda: {"pilih": lambda *a: _choose(*a, slack=0.6999)}, "Tepat 70%"),
        (lambda: {"pilih": lambda *a: _choose(*a, fixed=False)}, "biaya tetap"),
        (lambda: {"pilih": lambda *a: _choose(*a, thousand=1)}, "biaya tetap"),
        (lambda: {"pilih": lambda *a: _choose(*a, tie=max)}, "abjad"),
        (lambda: {"pilih": lambda *a: _choose(*a, task=False)}, "Tugasnya"),
        (lambda: {"pilih": _local_means_private}, "server lokal pun"),
        (lambda: {"pilih": _zero_is_unlimited}, "0 bukan None"),
        (lambda: {"pilih": lambda *a: "laptop"}, "seharusnya"),
    ],
}
