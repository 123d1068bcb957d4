"""Jawaban keliru untuk latihan Bab 6."""

import math
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


def _by_hand(berkas, kolom, sep, encoding):
    from datasets import Dataset

    with open(berkas, encoding=encoding) as file:
        rows = [line.rstrip("\n").split(sep) for line in file][1:]
    return Dataset.from_dict({name: [row[i] for row in rows] for i, name in enumerate(kolom)}, _all_text(kolom))


def _no_encoding(berkas, kolom, sep, encoding):
    return _load(berkas, split="train", sep=sep, features=_all_text(kolom), keep_default_na=False)


def _empty_before_lower(teks):
    if teks.strip() in {"", "-", "N/A", "kosong"}:
        return None
    return _rupiah("Rp " + re.sub(r"^rp\.?\s*", "", teks.strip().lower()))


def _falsy_is_missing(teks):
    return _rupiah(teks) or None


def _catches_everything(teks):
    try:
        return _rupiah(teks)
    except Exception:
        return None


def _one_space(teks):
    if re.match(r"rp\.?\s\s", teks.strip().lower()):
        return 0
    return _rupiah(teks)


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


def _from_one(batch):
    made = _chunks(batch)
    return made | {"bagian": [number + 1 for number in made["bagian"]]}


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


def _greedy(daftar_teks, batas, cut):
    kept = []
    for i, text in enumerate(daftar_teks):
        if all(_jaccard(cut(text), cut(daftar_teks[j])) < batas for j in kept):
            kept.append(i)
    return kept


def _lower_only(text):
    plain = "".join(filter(str.isalnum, text.lower()))
    return {plain[i : i + 5] for i in range(max(1, len(plain) - 4))}


def _ascii_only(text):
    plain = re.sub("[^a-z0-9]", "", text.casefold())
    return {plain[i : i + 5] for i in range(max(1, len(plain) - 4))}


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


def _other_count(data, kolom, bagian, benih, count):
    groups = sorted(data.unique(kolom))
    chosen = set(random.Random(benih).sample(groups, count(bagian * len(groups))))
    return _marked(data, kolom, chosen)


def _marked(data, kolom, chosen):
    marks = [value in chosen for value in data[kolom]]
    return tuple(data.select([i for i, mark in enumerate(marks) if mark is side]) for side in (False, True))


def _rotation(data, kolom, bagian, benih):
    groups = sorted(data.unique(kolom))
    start = benih % len(groups)
    return _marked(data, kolom, set((groups + groups)[start : start + round(bagian * len(groups))]))


def _set_order(data, kolom, bagian, benih):
    groups = list(set(data[kolom]))
    random.Random(benih).shuffle(groups)
    return _marked(data, kolom, set(groups[: round(bagian * len(groups))]))


def _through_pandas(data, kolom, bagian, benih):
    from datasets import Dataset

    table = data.to_pandas()
    chosen = random.Random(benih).sample(sorted(table[kolom].unique()), round(bagian * table[kolom].nunique()))
    mark = table[kolom].isin(chosen)
    return Dataset.from_pandas(table[~mark]), Dataset.from_pandas(table[mark])


def _masked(teks, phone=r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]?\d){8,11}(?!\d)", mail=r"[\w.-]+@[\w-]+(?:\.[\w-]+)+"):
    teks = re.sub(mail, "[SUREL]", teks)
    return re.sub(phone, "[TELEPON]", re.sub(r"(?<!\d)\d{16}(?!\d)", "[NIK]", teks))


def _phone(pattern):
    return lambda: {"samarkan": lambda teks: _masked(teks, phone=pattern)}


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
        (lambda: {"baca_teks": _keeps_types}, "features="),
        (lambda: {"baca_teks": _no_split}, "split"),
        (lambda: {"baca_teks": _always_cp1252}, "encoding"),
        (lambda: {"baca_teks": _always_semicolon}, ""),
        (lambda: {"baca_teks": _by_hand}, "ayam"),
        (lambda: {"baca_teks": _no_encoding}, "encoding="),
    ],
    "ke_rupiah": [
        (lambda: {"ke_rupiah": _digits_only}, "seharusnya 4000"),
        (lambda: {"ke_rupiah": _english_numbers}, "seharusnya 12500"),
        (lambda: {"ke_rupiah": _zero_for_missing}, "tidak ada data"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, unit=1)}, "7500"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, kind=float)}, "int"),
        (lambda: {"ke_rupiah": lambda teks: _rupiah(teks, kind=int)}, "seharusnya 4000"),
        (lambda: {"ke_rupiah": _empty_before_lower}, "besar kecil"),
        (lambda: {"ke_rupiah": _falsy_is_missing}, "Nol bukan kosong"),
        (lambda: {"ke_rupiah": _catches_everything}, "ValueError"),
        (lambda: {"ke_rupiah": _one_space}, "berapa pun"),
    ],
    "potong": [
        (lambda: {"potong": lambda batch: _chunks(batch, size=6)}, "lima kata"),
        (lambda: {"potong": lambda batch: _chunks(batch, restart=False)}, "mulai dari 0"),
        (lambda: {"potong": lambda batch: _chunks(batch, blank=True)}, "naskah kosong"),
        (lambda: {"potong": _characters}, "lima kata"),
        (lambda: {"potong": _from_one}, "mulai dari 0"),
    ],
    "tanpa_kembar": [
        (lambda: {"tanpa_kembar": _exact_only}, "berisi 3 unsur"),
        (lambda: {"tanpa_kembar": _against_all_before}, "DIPERTAHANKAN"),
        (lambda: {"tanpa_kembar": _strictly_above}, "ikut dibuang"),
        (lambda: {"tanpa_kembar": _texts_instead}, "seharusnya"),
        (lambda: {"tanpa_kembar": lambda d, b: _greedy(d, b, lambda text: _shingles(text, 4))}, "LIMA"),
        (lambda: {"tanpa_kembar": lambda d, b: _greedy(d, b, lambda text: _shingles(text, 6))}, "LIMA"),
        (lambda: {"tanpa_kembar": lambda d, b: _greedy(d, b, _lower_only)}, "casefold"),
        (lambda: {"tanpa_kembar": lambda d, b: _greedy(d, b, _ascii_only)}, "isalnum"),
    ],
    "bagi_kelompok": [
        (lambda: {"bagi_kelompok": _random_rows}, "bukan barisnya"),
        (lambda: {"bagi_kelompok": lambda *a: _by_group(*a, seeded=False)}, "Semua benih"),
        (lambda: {"bagi_kelompok": _one_row_a_group}, "hilang"),
        (lambda: {"bagi_kelompok": _swapped}, "kelompok di sisi uji"),
        (lambda: {"bagi_kelompok": lambda *a: _other_count(*a, count=int)}, "bagian=0.26"),
        (lambda: {"bagi_kelompok": lambda *a: _other_count(*a, count=math.ceil)}, "bagian=0.24"),
        (lambda: {"bagi_kelompok": _rotation}, "berurutan"),
        (lambda: {"bagi_kelompok": _set_order}, "sorted"),
        (lambda: {"bagi_kelompok": _through_pandas}, "tanpa lewat pandas"),
    ],
    "samarkan": [
        (lambda: {"samarkan": _only_phone}, "SUREL"),
        (lambda: {"samarkan": _every_number}, "9 angka"),
        (lambda: {"samarkan": _greedy_mail}, "bukan bagian surel"),
        (lambda: {"samarkan": _nik_without_edges}, "99009900990099001"),
        (lambda: {"samarkan": lambda teks: teks}, "[TELEPON]"),
        (_phone(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]?\d){6,10}(?!\d)"), "13 angka"),
        (_phone(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]?\d){7,11}(?!\d)"), "9 angka"),
        (_phone(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]?\d){8,}(?!\d)"), "14 angka"),
        (_phone(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ -]*\d){8,11}(?!\d)"), "Dua tanda"),
        (_phone(r"(?<![\d+])(?:\+62[ -]?|0)8(?:[ .-]?\d){8,11}(?!\d)"), "titik tidak termasuk"),
        (_phone(r"(?<![\d+])(?:\+?62[ -]?|0)8(?:[ -]?\d){8,11}(?!\d)"), "tanda tambah"),
        (lambda: {"samarkan": lambda teks: _masked(teks, mail=r"\S+@\S+\w")}, "surel"),
        (lambda: {"samarkan": lambda teks: _masked(teks, mail=r"[\w.-]+@[\w-]+(?:\.[\w-]+)*")}, "Tanpa akhiran"),
    ],
}
