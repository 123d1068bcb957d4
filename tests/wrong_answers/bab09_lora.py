"""Jawaban keliru untuk latihan Bab 9."""


def _memory(total, trained, size, extra=12, check=True):
    if check and trained > total:
        raise ValueError
    return (total * size + trained * extra) / 1e9


def _forward(x, W, b, A, B, scale):
    return x @ W.T + b + scale * (x @ A.T @ B.T)


def _in_place(x, W, b, A, B, alpha):
    W += alpha / A.shape[0] * (B @ A)
    return x @ W.T + b


def _merge(W, A, B, alpha):
    return W + alpha / A.shape[0] * (B @ A)


def _merge_float(W, A, B, alpha):
    return W.float() + alpha / A.shape[0] * (B.float() @ A.float())


def _merge_in_place(W, A, B, alpha):
    W += alpha / A.shape[0] * (B @ A)
    return W


def _fits(rows, mb, menit):
    return [row for row in rows if row["mb"] <= mb and row["menit"] <= menit]


def _best_score(rows, mb, menit):
    fits = _fits(rows, mb, menit)
    return max(fits, key=lambda row: row["skor"])["cara"] if fits else None


def _no_limits(rows, mb, menit):
    return _cheapest_near(rows)


def _cheapest_near(fits, margin=0.01):
    if not fits:
        return None
    best = max(row["skor"] for row in fits)
    return min((row for row in fits if row["skor"] >= best - margin), key=lambda row: row["mb"])["cara"]


def _strict(rows, mb, menit):
    return _cheapest_near([row for row in rows if row["mb"] < mb and row["menit"] < menit])


def _no_minutes(rows, mb, menit):
    return _cheapest_near([row for row in rows if row["mb"] <= mb])


def _best_of_all(rows, mb, menit):
    best = max((row["skor"] for row in rows), default=0)
    near = [row for row in _fits(rows, mb, menit) if row["skor"] >= best - 0.01]
    return min(near, key=lambda row: row["mb"])["cara"] if near else None


def _sorting(rows, mb, menit):
    answer = _cheapest_near(_fits(rows, mb, menit))
    rows.sort(key=lambda row: row["mb"], reverse=True)
    return answer


def _config(sasaran, r, bagian, **changes):
    from peft import LoraConfig

    options = {
        "task_type": "SEQ_CLS", "r": r, "lora_alpha": 2 * r, "target_modules": sasaran,
        "modules_to_save": sorted({name.rsplit(".", 1)[0] for name in bagian}),
    }  # fmt: skip
    return LoraConfig(**options | changes)


def _short(bagian):
    """Nama pertama sesudah `bert.`, misalnya "embeddings" untuk seluruh embedding."""
    return sorted({name.removeprefix("bert.").split(".")[0] for name in bagian})


def _given(name, answer):
    return lambda: {name: answer}


_ANSWERS = {
    "memori_gb": [
        (lambda bobot, dilatih, byte: bobot * 16 / 1e9, "seharusnya 4"),
        (lambda bobot, dilatih, byte: _memory(bobot, dilatih, byte, 8), "seharusnya 16"),
        (lambda bobot, dilatih, byte: _memory(bobot, dilatih, byte, 3 * byte), "selalu 4 byte"),
        (lambda bobot, dilatih, byte: _memory(bobot, dilatih, byte, check=False), "ValueError"),
        (lambda bobot, dilatih, byte: _memory(bobot, dilatih, byte) * 1e9, "seharusnya 16"),
    ],
    "rank_impas": [
        (lambda masuk, keluar: masuk * keluar // (masuk + keluar), "kurang dari"),
        (lambda masuk, keluar: min(masuk, keluar), "seharusnya 127"),
        (lambda masuk, keluar: (masuk * keluar - 1) / (masuk + keluar), "seharusnya 127"),
        (lambda masuk, keluar: 127, "seharusnya 204"),
    ],
    "maju_lora": [
        (lambda x, W, b, A, B, alpha: _forward(x, W, b, A, B, alpha), "alpha / r"),
        (lambda x, W, b, A, B, alpha: _forward(x, W, b, A, B, 1), "alpha / r"),
        (lambda x, W, b, A, B, alpha: _forward(x, W, 0, A, B, alpha / A.shape[0]), "bias b"),
        (lambda x, W, b, A, B, alpha: _forward(x, W, b, A, B, alpha / A.shape[0]).detach(), "terputus dari B"),
        (lambda x, W, b, A, B, alpha: _forward(x, W, b, A, B, alpha / A.shape[1]), "alpha / r"),
        (_in_place, "mengubah salah satu masukannya"),
        (lambda x, W, b, A, B, alpha: W @ x + b, "RuntimeError"),
    ],
    "gabung": [
        (lambda W, A, B, alpha: W + B @ A, "alpha = 2"),
        (lambda W, A, B, alpha: _merge(W, A, B, alpha), "membulatkan di tengah jalan"),
        (_merge_float, "tipe hasil"),
        (_merge_in_place, "mengubah salah satu masukannya"),
        (lambda W, A, B, alpha: W, "alpha = 2"),
    ],
    "pilih_cara": [
        (_best_score, "dianggap sama"),
        (_no_limits, "seharusnya"),
        (_best_of_all, "di seluruh `tabel`"),
        (_strict, "masih boleh"),
        (_no_minutes, "menit"),
        (lambda rows, mb, menit: "LoRA", "seharusnya"),
        (lambda rows, mb, menit: _cheapest_near(_fits(rows, mb, menit), 0.015), "0,012"),
        (_sorting, "mengubah `tabel`"),
    ],
    "aturan_lora": [
        (lambda sasaran, r, bagian: _config(sasaran, r, bagian, modules_to_save=None), "tidak ikut tersimpan"),
        (lambda sasaran, r, bagian: _config(sasaran, r, bagian, modules_to_save=["dense", "classifier"]), "Hanya sasaran"),
        (lambda sasaran, r, bagian: _config(sasaran, r, bagian, modules_to_save=["pooler"]), "tidak ikut tersimpan"),
        (lambda sasaran, r, bagian: _config(sasaran, r, bagian, lora_alpha=16), "lora_alpha"),
        (lambda sasaran, r, bagian: {"r": r}, "LoraConfig"),
        (lambda sasaran, r, bagian: _config(sasaran, r, bagian, modules_to_save=_short(bagian)), "terlalu besar"),
        (lambda sasaran, r, bagian: _config(["query", "value"], r, bagian), "NoMatchingPeftModuleError"),
    ],
}

WRONG = {name: [(_given(name, answer), part) for answer, part in answers] for name, answers in _ANSWERS.items()}
