"""Jawaban keliru untuk latihan Bab 6."""

import random
import re


def _load(berkas, **options):
    from datasets import load_dataset

    return load_dataset("csv", data_files=berkas, **options)


def _all_text(kolom):
    from datasets import Features, Value

    return Features({name: Value("string") for name in kolom})


def _defaults(berkas, kolom, sep, encoding):
    return _load(berkas, split="train", sep=sep, encoding=encoding)


def _loses_na(berkas, kolom, sep, encoding):
    return _load(berkas, split="train", sep=sep, encoding=encoding, features=_all_text(kolom))


def _keeps_types(berkas, kolom, sep, encoding):
    return _load(berkas, split="train", sep=sep, encoding=encoding, keep_default_na=False)


def _no_split(berkas, kolom, sep, encoding):
    return _load(berkas, sep=sep, encoding=encoding, features=_all_text(kolom), keep_default_na=False)


def _always_cp1252(berkas, kolom, sep, encoding):
    options = {"features": _all_text(kolom), "keep_default_na": False, "split": "train"}
    return _load(berkas, sep=sep, encoding="cp1252", **options)


def _always_semicolon(berkas, kolom, sep, encoding):
    options = {"features": _all_text(kolom), "keep_default_na": False, "split": "train"}
    return _load(berkas, sep=";", encoding=encoding, **options)


def _digits_only(teks):
    digits = re.sub(r"\D", "", teks)
    return int(digits) if digits else None


def _english_numbers(teks):
    teks = teks.strip().lower()
    if teks in {"", "-", "n/a", "kosong"}:
        return None
    return round(float(re.search(r"[\d.]+", teks.replace(",", ""))[0]))


def _rupiah(teks, unit=1000, kind=round):
    teks = teks.strip().lower()
    if teks in {"", "-", "n/a", "kosong"}:
        return None
    number, thousand = re.search(r"([\d.,]+)\s*(rb|ribu)?", re.sub(r"^rp\.?\s*", "", teks)).groups()
    return kind(float(number.replace(".", "").replace(",", ".")) * (unit if thousand else 1))


def _zero_for_missing(teks):
    return _rupiah(teks) or 0


def _chunks(batch, size=5, restart=True, blank=False):
    made = {"id": [], "bagian": [], "teks": []}
    number = 0
    for identity, text in zip(batch["id"], batch["teks"]):
        words = text.split()
        number = 0 if restart else number
        for start in range(0, len(words) or int(blank), size):
            made["id"].append(identity)
            made["bagian"].append(number)
            made["teks"].append(" ".join(words[start : start + size]))
            number += 1
    return made


def _characters(batch):
    made = {"id": [], "bagian": [], "teks": []}
    for identity, text in zip(batch["id"], batch["teks"]):
        for number, start in enumerate(range(0, len(text), 5)):
            made["id"].append(identity)
            made["bagian"].append(number)
            made["teks"].append(text[start : start + 5])
    return made


def _shingles(text, width=5):
    plain = "".join(filter(str.isalnum, text.casefold()))
    return {plain[i : i + width] for i in range(max(1, len(plain) - width + 1))}


def _jaccard(one, other):
    return len(one & other) / len(one | other)


def _exact_only(daftar_teks, batas):
    return [i for i, text in enumerate(daftar_teks) if text not in daftar_teks[:i]]


def _against_all_before(daftar_teks, batas):
    sets = [_shingles(text) for text in daftar_teks]
    return [i for i in range(len(sets)) if all(_jaccard(sets[i], other) < batas for other in sets[:i])]


def _strictly_above(daftar_teks, batas):
    kept = []
    for i, text in enumerate(daftar_teks):
        if all(_jaccard(_shingles(text), _shingles(daftar_teks[j])) <= batas for j in kept):
            kept.append(i)
    return kept


def _texts_instead(daftar_teks, batas):
    kept = []
    for text in daftar_teks:
        if all(_jaccard(_shingles(text), _shingles(other)) < batas for other in kept):
            kept.append(text)
    return kept


def _random_rows(data, kolom, bagian, benih):
    parts = data.train_test_split(test_size=bagian, seed=benih)
    return parts["train"], parts["test"]


def _by_group(data, kolom, bagian, benih, seeded=True):
    groups = sorted(data.unique(kolom))
    rng = random.Random(benih) if seeded else random.Random(0)
    chosen = set(rng.sample(groups, round(bagian * len(groups))))
    marks = [value in chosen for value in data[kolom]]
    return tuple(data.select([i for i, mark in enumerate(marks) if mark is side]) for side in (False, True))


def _one_row_a_group(data, kolom, bagian, benih):
    groups = list(data[kolom])
    first = [i for i, value in enumerate(groups) if value not in groups[:i]]
    return _by_group(data.select(first), kolom, bagian, benih)


def _swapped(data, kolom, bagian, benih):
    return _by_group(data, kolom, bagian, benih)[::-1]


def _only_phone(teks):
    return re.sub(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]?\d){8,11}(?!\d)", "[TELEPON]", teks)


def _every_number(teks):
    teks = re.sub(r"[\w.-]+@[\w-]+(?:\.[\w-]+)+", "[SUREL]", teks)
    teks = re.sub(r"\d{16}", "[NIK]", teks)
    return re.sub(r"\+?\d[\d -]{5,}\d", "[TELEPON]", teks)


def _greedy_mail(teks):
    teks = re.sub(r"\S+@\S+", "[SUREL]", teks)
    teks = re.sub(r"(?<!\d)\d{16}(?!\d)", "[NIK]", teks)
    return _only_phone(teks)


def _nik_without_edges(teks):
    teks = re.sub(r"[\w.-]+@[\w-]+(?:\.[\w-]+)+", "[SUREL]", teks)
    return _only_phone(re.sub(r"\d{16}", "[NIK]", teks))


WRONG = {
    "baca_teks": [
        (lambda: {"baca_teks": _defaults}, "keep_default_na"),
        (lambda: {"baca_teks": _loses_na}, "keep_default_na"),
        (lambda: {"baca_teks": _keeps_types}, "string"),
        (lambda: {"baca_teks": _no_split}, "split"),
        (lambda: {"baca_teks": _always_cp1252}, "encoding"),
        (lambda: {"baca_teks": _always_semicolon}, ""),
    ],
    "ke_rupiah": [
        (lambda: {"ke_rupiah": _digits_only}, "1250000"),
        (lambda: {"ke_rupiah": _english_numbers}, "seharusnya 12500"),
        (lambda: {"ke_rupiah": _zero_for_missing}, "tidak ada data"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, unit=1)}, "7500"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, kind=float)}, "int"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, kind=int)}, "seharusnya 4000"),
    ],
    "potong": [
        (lambda: {"potong": lambda batch: _chunks(batch, size=6)}, "lima kata"),
        (lambda: {"potong": lambda batch: _chunks(batch, restart=False)}, "mulai dari 0"),
        (lambda: {"potong": lambda batch: _chunks(batch, blank=True)}, "naskah kosong"),
        (lambda: {"potong": _characters}, "lima kata"),
    ],
    "tanpa_kembar": [
        (lambda: {"tanpa_kembar": _exact_only}, "berisi 3 unsur"),
        (lambda: {"tanpa_kembar": _against_all_before}, "DIPERTAHANKAN"),
        (lambda: {"tanpa_kembar": _strictly_above}, "ikut dibuang"),
        (lambda: {"tanpa_kembar": _texts_instead}, "seharusnya"),
    ],
    "bagi_kelompok": [
        (lambda: {"bagi_kelompok": _random_rows}, "bukan barisnya"),
        (lambda: {"bagi_kelompok": lambda *a: _by_group(*a, seeded=False)}, "Empat benih"),
        (lambda: {"bagi_kelompok": _one_row_a_group}, "hilang"),
        (lambda: {"bagi_kelompok": _swapped}, "kelompok di sisi uji"),
    ],
    "samarkan": [
        (lambda: {"samarkan": _only_phone}, "SUREL"),
        (lambda: {"samarkan": _every_number}, "tidak memuat data pribadi"),
        (lambda: {"samarkan": _greedy_mail}, "[SUREL]"),
        (lambda: {"samarkan": _nik_without_edges}, "99009900990099001"),
        (lambda: {"samarkan": lambda teks: teks}, "[TELEPON]"),
    ],
}
