"""Jawaban keliru untuk latihan Bab 13."""

import re

ENDING = r"(?:ku|mu|nya)?(?:lah|kah|pun)?\b"


def _found(teks, daftar, kecuali, ending=ENDING, start=r"\b", gap=" | ", flags=re.I, phrase_ending=ENDING, sort=False):
    if kecuali:
        teks = re.sub(rf"\b(?:{'|'.join(kecuali)}){phrase_ending}", gap, teks, flags=flags)
    found = [word.lower() for word in re.findall(rf"{start}({'|'.join(daftar)}){ending}", teks, flags=flags)]
    return sorted(found, key=daftar.index) if sort else found


def _whole_sentence(teks, daftar, kecuali):
    if any(phrase in teks.lower() for phrase in kecuali):
        return []
    return _found(teks, daftar, [])


def _empty_pattern(teks, daftar, kecuali):
    teks = re.sub(rf"(?:{'|'.join(kecuali)})", " | ", teks, flags=re.I)
    return _found(teks, daftar, [])


def _phrase_anywhere(teks, daftar, kecuali):
    for phrase in kecuali:
        teks = re.sub(phrase, " | ", teks, flags=re.I)
    return _found(teks, daftar, [])


def _phrase_without_end(teks, daftar, kecuali):
    for phrase in kecuali:
        teks = re.sub(rf"\b{phrase}", " | ", teks, flags=re.I)
    return _found(teks, daftar, [])


def _empty_boundary(teks, daftar, kecuali):
    teks = re.sub(rf"\b(?:{'|'.join(kecuali)}){ENDING}", " | ", teks, flags=re.I)
    return _found(teks, daftar, [])


def _digits(tulisan):
    return re.sub(r"[ .-]", "", tulisan)


def _nik(tulisan, minus=True, days=(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), serial=True, areas=True,
         provinces=True, pattern=r"[0-9]{16}", clean=_digits, kind=True, match=re.fullmatch):  # fmt: skip
    known = {*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97)}
    nik = clean(tulisan)
    if not match(pattern, nik):
        return None
    place = [int(nik[i : i + 2]) for i in range(0, 10, 2)]
    province, region, district, day, month = place
    sex = "P" if kind and day > 40 else "L"
    day = day - 40 if minus and day > 40 else day
    if provinces and province not in known or areas and not (region and district):
        return None
    if not 1 <= month <= 12 or not 1 <= day <= days[month - 1] or serial and nik[12:] == "0000":
        return None
    return {"tanggal": (day, month), "jenis": sex}


def _from_date(tulisan):
    import datetime

    made = _nik(tulisan)
    if made:
        try:
            datetime.date(1900 + int(_digits(tulisan)[10:12]), *made["tanggal"][::-1])
        except ValueError:
            return None
    return made


def _threshold(skor, kasar, per_fp, per_fn, above=False, mean=True, tie=-1, infinite=True, swap=False):
    price_fp, price_fn = (per_fn, per_fp) if swap else (per_fp, per_fn)

    def cost(limit):
        hidden = [s > limit if above else s >= limit for s in skor]
        total = sum(price_fp if h and not k else price_fn if k and not h else 0 for h, k in zip(hidden, kasar))
        return total / len(skor) if mean else total

    limits = [*skor, float("inf")] if infinite else list(skor)
    best = min(limits, key=lambda limit: (cost(limit), tie * limit))
    return best, cost(best)


def _half(skor, kasar, per_fp, per_fn):
    hidden = [s >= 0.5 for s in skor]
    total = sum(per_fp if h and not k else per_fn if k and not h else 0 for h, k in zip(hidden, kasar))
    return 0.5, total / len(skor)


def _hidden(teks, same=True, per_kind=True, start=1, brackets="<{}{}>"):
    from course_lib.safety import find_personal_data

    keys, label, made, place = {}, {}, "", 0
    for one in find_personal_data(teks):
        if not same or one.text not in label:
            count = sum(k.startswith(f"<{one.kind.upper()}") for k in keys) if per_kind else len(keys)
            label[one.text] = brackets.format(one.kind.upper(), count + start)
            keys[label[one.text]] = one.text
        made += teks[place : one.start] + label[one.text]
        place = one.end
    return made + teks[place:], keys


def _by_replace(teks):
    _, keys = _hidden(teks)
    for name, value in keys.items():
        teks = teks.replace(value, name)
    return teks, keys


def _mask_only(teks):
    from course_lib.safety import find_personal_data, mask

    return mask(teks, find_personal_data(teks)), {}


def _own_pattern(teks):
    keys = {}

    def put(found):
        name = f"<TELEPON{len(keys) + 1}>"
        keys[name] = found[0]
        return name

    return re.sub(r"\d[\d.-]{4,}\d", put, teks), keys


def _claim(tp, kasar, fp, sopan, bagian, target, strict=False, points=False, share=True, recall_only=False, method="wilson", swap=False):
    from scipy.stats import binomtest

    if points:
        r = s = None
        values = [(tp / kasar, fp / sopan)] * 2
    else:
        r, s = (binomtest(k, n).proportion_ci(method=method) for k, n in ((tp, kasar), (fp, sopan)))
        values = [(r.low, s.high), (r.high, s.low)]
        if recall_only:
            values = [(r.low, fp / sopan), (r.high, fp / sopan)]
        if swap:
            values = [(r.low, s.low), (r.high, s.high)]
    part = bagian if share else 0.5
    low, high = (part * a / (part * a + (1 - part) * b) if a else 0.0 for a, b in values)
    if strict:
        return "boleh" if low > target else "terbantah" if high <= target else "tidak dapat diklaim"
    return "boleh" if low >= target else "terbantah" if high < target else "tidak dapat diklaim"


def _right_claim(*args):
    return _claim(*args)


NO_CLAIM = "tidak dapat diklaim"


def _card(u, metadata=True, split="test", code=True, groups=True, extra="", none="belum diukur", limits=True,
          warn=True, as_text=False, value=None, ranges=True, contact=True):  # fmt: skip
    from huggingface_hub import EvalResult, ModelCard, ModelCardData

    results = [
        EvalResult("text-classification", u["data"], u["data"], kind, value or u[name], dataset_split=split)
        for kind, name in (("precision", "presisi"), ("recall", "recall"))
    ]
    more = {"model_name": u["nama"], "eval_results": results} if metadata else {}
    data = ModelCardData(language="id", license=u["lisensi"], base_model=u["dasar"], datasets=u["data"],
                         pipeline_tag="text-classification", **more)  # fmt: skip
    table = "\n".join(f"| {name} | {part} |" for name, part in u["kelompok"].items()) if groups else ""
    warning = "Jangan dipakai menyaring komentar orang." if warn else "Silakan dipakai oleh siapa saja, kapan saja."
    example = f"```python\npipeline(model='{u['dasar']}')\n```" if code else ""
    text = f"""
# {u["nama"]}
## Kegunaan
Untuk belajar mengukur sebuah penyaring komentar. {warning} {extra}
{example}
## Data latih
Model asalnya {u["dasar"]}, dilatih dengan {u["data"]}.
## Hasil per kelompok
{u["banyak"]} baris uji. Presisi dengan selang 95%: {u["selang"] if ranges else "lihat metadata"}.
Pembanding: {u["pembanding"] or none}.

| komentar | salah tuduh |
|---|---|
{table}

{"## Batas" if limits else "## Lain"}
{u["batas"]} Ukurannya hanya berlaku untuk data uji di atas.
## Sumber daya
Tidak ada pelatihan baru untuk kartu ini, jadi belum diukur.
## Kontak
Keberatan atas putusan penyaring: hubungi {u["kontak"] if contact else "kami kapan saja melalui pengurus"}.
"""
    content = f"---\n{data.to_yaml()}\n---\n{text}"
    return content if as_text else ModelCard(content)


def _changed(u, *pairs, **options):
    from huggingface_hub import ModelCard

    content = _card(u, as_text=True, **options)
    for old, new in pairs:
        content = content.replace(old, new)
    return ModelCard(content)


def _extra_result(u):
    from huggingface_hub import EvalResult, ModelCard

    card = _card(u)
    card.data.eval_results.append(EvalResult("text-classification", u["data"], u["data"], "accuracy", 0.99, dataset_split="test"))
    return ModelCard(f"---\n{card.data.to_yaml()}\n---\n{card.text}")


def _swapped_groups(u):
    names, values = list(u["kelompok"]), list(u["kelompok"].values())
    return _card(u | {"kelompok": dict(zip(names, values[1:] + values[:1]))})


def _hard_coded(u):
    return _card(u | {"presisi": 0.884, "recall": 0.633, "selang": "0,884 [0,755; 0,949]"})


def _bad_card(u):
    from huggingface_hub import ModelCard

    return ModelCard("---\nlicense: mit\n---\n# Penyaring\n\nAkurasi 99%, terbaik di kelasnya!")


WRONG = {
    "kena": [
        (lambda: {"kena": lambda t, d, k: _found(t, d, [])}, "Bank sampahnya buka"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, phrase_ending=r"\b")}, "Frasa `kecuali` pun"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, start="")}, "sepayah"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, ending="")}, "seharusnya"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, ending=r"\b")}, "seharusnya"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, ending=r"(?:ku|mu|nya|lah|kah|pun)?\b")}, "dua lapis"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, flags=0)}, "seharusnya"),
        (lambda: {"kena": lambda t, d, k: _found(t, d, k, sort=True)}, "seharusnya"),
        (lambda: {"kena": lambda t, d, k: list(dict.fromkeys(_found(t, d, k)))}, "berulang"),
        (lambda: {"kena": _whole_sentence}, "seharusnya"),
        (lambda: {"kena": _empty_pattern}, "seharusnya"),
        (lambda: {"kena": _phrase_anywhere}, "seharusnya"),
        (lambda: {"kena": _phrase_without_end}, "belakang frasa"),
        (lambda: {"kena": _empty_boundary}, "pola kosong"),
    ],
    "baca_nik": [
        (lambda: {"baca_nik": lambda t: _nik(t, minus=False)}, "perempuan"),
        (lambda: {"baca_nik": lambda t: _nik(t, kind=False)}, "perempuan"),
        (lambda: {"baca_nik": lambda t: _nik(t, days=(31,) * 12)}, "April"),
        (lambda: {"baca_nik": lambda t: _nik(t, days=(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31))}, "29 Februari"),
        (lambda: {"baca_nik": _from_date}, "29 Februari"),
        (lambda: {"baca_nik": lambda t: _nik(t, serial=False)}, "0001"),
        (lambda: {"baca_nik": lambda t: _nik(t, areas=False)}, "Kabupaten 00"),
        (lambda: {"baca_nik": lambda t: _nik(t, provinces=False)}, "Provinsi 20"),
        (lambda: {"baca_nik": lambda t: _nik(t, match=re.match)}, "Tujuh belas"),
        (lambda: {"baca_nik": lambda t: _nik(t, clean=lambda s: re.sub(r"\D", "", s))}, "tanda lain"),
        (lambda: {"baca_nik": lambda t: _nik(t, clean=lambda s: s)}, "diabaikan"),
        (lambda: {"baca_nik": lambda t: _nik(t, pattern=r"\d{16}")}, "lebar penuh"),
        (lambda: {"baca_nik": lambda t: _nik(t, pattern=r"[0-9]{16}$", match=re.match)}, "fullmatch"),
        (lambda: {"baca_nik": lambda t: _nik(t, clean=lambda s: re.sub(r"[\s.-]", "", s.strip("\n") if "\n" not in s else s.replace("\n", "x")))}, "bukan spasi"),
    ],
    "pilih_ambang": [
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a, above=True)}, ">="),
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a, infinite=False)}, "jangan sembunyikan"),
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a, tie=1)}, "seri"),
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a, mean=False)}, "seharusnya"),
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a, swap=True)}, "per_fp"),
        (lambda: {"pilih_ambang": _half}, "seharusnya"),
        (lambda: {"pilih_ambang": lambda *a: _threshold(*a)[0]}, "seharusnya"),
    ],
    "samarkan": [
        (lambda: {"samarkan": lambda t: _hidden(t, same=False)}, "label yang sama"),
        (lambda: {"samarkan": lambda t: _hidden(t, per_kind=False)}, "seharusnya"),
        (lambda: {"samarkan": lambda t: _hidden(t, start=0)}, "seharusnya"),
        (lambda: {"samarkan": _by_replace}, "replace"),
        (lambda: {"samarkan": _mask_only}, "seharusnya"),
        (lambda: {"samarkan": _own_pattern}, "seharusnya"),
        (lambda: {"samarkan": lambda t: _hidden(t)[::-1]}, "seharusnya"),
    ],
    "klaim": [
        (lambda: {"klaim": lambda *a: _claim(*a, points=True), "putusan": NO_CLAIM}, "tidak pasti"),
        (lambda: {"klaim": lambda *a: _claim(*a, share=False), "putusan": NO_CLAIM}, "seharusnya"),
        (lambda: {"klaim": lambda *a: _claim(*a, recall_only=True), "putusan": NO_CLAIM}, "seharusnya"),
        (lambda: {"klaim": lambda *a: _claim(*a, swap=True), "putusan": NO_CLAIM}, "seharusnya"),
        (lambda: {"klaim": lambda *a: NO_CLAIM, "putusan": NO_CLAIM}, "seharusnya"),
        (lambda: {"klaim": lambda *a: _claim(*a, strict=True), "putusan": NO_CLAIM}, "sama dengan target"),
        (lambda: {"klaim": _right_claim, "putusan": "boleh"}, "membolehkan atau membantahnya"),
        (lambda: {"klaim": _right_claim, "putusan": "terbantah"}, "membolehkan atau membantahnya"),
    ],
    "tulis_kartu": [
        (lambda: {"tulis_kartu": _bad_card}, "check_card"),
        (lambda: {"tulis_kartu": lambda u: _card(u, metadata=False)}, "metadata evaluasi"),
        (lambda: {"tulis_kartu": lambda u: _card(u, split=None)}, "dataset_split"),
        (lambda: {"tulis_kartu": lambda u: _card(u, split="validation")}, "test"),
        (lambda: {"tulis_kartu": lambda u: _card(u, code=False)}, "cara memakai"),
        (lambda: {"tulis_kartu": lambda u: _card(u, warn=False)}, "di luar kegunaan"),
        (lambda: {"tulis_kartu": lambda u: _card(u, limits=False)}, "batas"),
        (lambda: {"tulis_kartu": lambda u: _card(u, groups=False)}, "menyebut kelompok"),
        (lambda: {"tulis_kartu": lambda u: _card(u, contact=False)}, "forum@desa.example"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Akurasi 99%.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, none="belum diukur, kira-kira 0,840")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, none="tidak ada")}, "belum diukur"),
        (lambda: {"tulis_kartu": lambda u: _card(u, none="None (belum diukur)")}, "memuat `None`"),
        (lambda: {"tulis_kartu": lambda u: _card(u, value=0.95)}, "presisi"),
        (lambda: {"tulis_kartu": _hard_coded}, "seharusnya"),
        (lambda: {"tulis_kartu": lambda u: _card(u, as_text=True)}, "ModelCard"),
        (lambda: {"tulis_kartu": _extra_result}, "model-index"),
        (lambda: {"tulis_kartu": _swapped_groups}, "sebaris"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Tepat 99 %.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="F1 .99 saja.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Tepat pada 99 dari 100.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Tepat sembilan puluh persen.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Terbaik di kelasnya.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra=f"Akurasi {u['selang']}.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _card(u, extra="Dilatih 1 menit CPU.")}, "mengarang"),
        (lambda: {"tulis_kartu": lambda u: _changed(u, (" menyaring komentar orang.", "."))}, "larangannya"),
        (lambda: {"tulis_kartu": lambda u: _changed(u, (" menyaring komentar orang.", " kecuali untuk menghapus akun."))}, "kecuali"),
    ],
}
