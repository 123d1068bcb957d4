"""Pemeriksa latihan Bab 13: keamanan."""

import itertools
import random
import re

from course_lib.checking import Lesson, Wrong, call, expect_equal, expect_returns, expect_type

lesson = Lesson("bab13_keamanan")


@lesson.check(
    hints=[
        r"Tepi kata `\b` di kedua sisi; akhirannya di dalam pola, sebelum `\b` yang kedua.",
        "Ganti dahulu setiap frasa `kecuali` dengan tanda yang bukan huruf, misalnya ` | `, baru cari katanya.",
        "Bila `kecuali` kosong, jangan menyusun polanya: pola kosong cocok di mana saja.",
    ]
)
def kena(kena):
    """Latihan 1: kata terlarang, kecuali di dalam frasa tertentu."""
    cases = [
        ("Bank sampahnya buka. Payahlah, SAMPAH!", ["sampah", "payah"], ["bank sampah"], ["payah", "sampah"], "Frasa `kecuali` pun boleh berakhiran; urutannya menurut teks."),
        ("Kepayahan mendaki, payahnya minta ampun.", ["payah"], [], ["payah"], "Kata utuh: `kepayahan` tidak kena, `payahnya` kena."),
        ("Tidak sepayah itu, kok.", ["payah"], [], [], "Tepi kata juga di depan: `sepayah` tidak kena."),
        ("Begonia itu mekar.", ["bego"], [], [], "`bego` di dalam `begonia` bukan kata utuh."),
        ("Norak! Norakkah? NORAKMULAH.", ["norak"], [], ["norak"] * 3, "Akhirannya boleh dua lapis, dan kata yang berulang ditulis berulang."),
        ("Truk sampah lewat, bank sampah tutup.", ["sampah"], ["bank sampah", "truk sampah"], [], "Semua sampah di sini ada di dalam frasa `kecuali`."),
        ("Truk sampah itu membawa sampah.", ["sampah"], ["truk sampah"], ["sampah"], "Frasa hanya melindungi kata di dalamnya, bukan seluruh kalimat."),
        ("bank sampahan", ["sampah"], ["bank sampah"], [], "`sampahan` bukan `sampah` berakhiran."),
        ("Usul malas, jawabnya payah, malas lagi.", ["payah", "malas"], [], ["malas", "payah", "malas"], "Urutannya menurut teks, bukan menurut `daftar`."),
        ("tong bank sampah norak", ["norak", "tong norak"], ["bank sampah"], ["norak"], "Sesudah frasa diganti, kata di kiri dan kanannya jangan menjadi bersambungan."),
        ("Botak udang, kata anak itu.", ["udang"], ["otak udang"], ["udang"], "`otak udang` di dalam `botak udang` bukan frasa utuh: tepi kata juga di depan frasa."),
        ("Bankir itu malas.", ["bankir", "malas"], ["bank"], ["bankir", "malas"], "`bank` di dalam `bankir` bukan frasa utuh: tepi kata juga di belakang frasa."),
        ("Kerjanya tidak becus.", ["tidak becus"], [], ["tidak becus"], "Kata terlarang boleh berisi spasi, dan `kecuali` boleh kosong: pola kosong cocok di setiap tepi kata dan memecah teksnya."),
        ("", ["payah"], ["bank sampah"], [], "Teks kosong tidak kena."),
    ]  # fmt: skip
    for text, words, phrases, wanted, note in cases:
        expect_returns(kena, text, words, phrases, equals=wanted, note=note)


def _nik(day=1, month=1, region="329999", year=90, serial="0001"):
    return f"{region}{day:02}{month:02}{year:02}{serial}"


@lesson.check(
    hints=[
        "Buang pemisahnya: `re.sub(r'[ .-]', '', tulisan)`, lalu `re.fullmatch(r'[0-9]{16}', ...)`.",
        "Tanggal lebih dari 40 berarti perempuan: kurangi 40 sebelum diperiksa.",
        "Lama setiap bulan: 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31.",
    ]
)
def baca_nik(baca_nik):
    """Latihan 2: pemeriksa bentuk NIK."""
    def is_(day, month, kind):
        return {"tanggal": (day, month), "jenis": kind}

    cases = [
        ("32.9999.410785.0001", is_(1, 7, "P"), "Tanggal di atas 40 berarti perempuan; pemisahnya diabaikan."),
        (_nik(31, 4), None, "April hanya 30 hari."),
        (_nik(31, 12), is_(31, 12, "L"), "Desember punya tanggal 31."),
        (_nik(71, 12), is_(31, 12, "P"), "71 - 40 = 31."),
        (_nik(72, 12), None, "72 - 40 = 32: tidak ada."),
        (_nik(29, 2, year=1), is_(29, 2, "L"), "29 Februari boleh, karena abadnya tidak diketahui."),
        (_nik(30, 2), None, "Tidak ada 30 Februari."),
        (_nik(70, 2), None, "70 - 40 = 30: tidak ada 30 Februari."),
        (_nik(0, 5), None, "Tanggal 0 tidak ada."),
        (_nik(40, 5), None, "Tanggal 40 tidak ada: 40 - 40 = 0, dan 40 sendiri lebih dari 31."),
        (_nik(10, 0), None, "Bulan 0 tidak ada."),
        (_nik(10, 13), None, "Bulan 13 tidak ada."),
        (_nik(serial="0000"), None, "Nomor urut mulai dari 0001."),
        (_nik(region="209999"), None, "Provinsi 20 tidak ada di `PROVINSI`."),
        (_nik(region="320099"), None, "Kabupaten 00 tidak ada."),
        (_nik(region="329900"), None, "Kecamatan 00 tidak ada."),
        ("32 9999-010190 0001", is_(1, 1, "L"), "Spasi dan garis juga diabaikan."),
        (_nik() + "7", None, "Tujuh belas angka bukan NIK; jangan memotongnya."),
        (_nik()[:-1], None, "Lima belas angka bukan NIK."),
        (_nik().replace("0101", "O1O1"), None, "Huruf O bukan angka 0."),
        ("NIK " + _nik(), None, "Selain pemisah, tidak boleh ada tanda lain."),
        (_nik()[:-1] + "²", None, "`²` lolos dari `str.isdigit`, tetapi bukan angka 0 sampai 9."),
        (_nik().translate(str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))), None,
         "Angka lebar penuh cocok dengan `\\d`, tetapi bukan 0 sampai 9: pakai `[0-9]`."),
        (_nik() + "\n", None, "Ganti baris di ujung bukan pemisah yang boleh; `$` melewatkannya, `re.fullmatch` tidak."),
        (_nik()[:6] + "\t" + _nik()[6:], None, "`\\t` bukan spasi: yang diabaikan hanya spasi, titik, dan garis (bukan `\\s`)."),
        ("", None, "Tulisan kosong bukan NIK."),
    ]  # fmt: skip
    for text, wanted, note in cases:
        seen = call(baca_nik, text)  # None jawaban yang sah, jadi bukan tanda lupa `return`
        if seen is None and wanted is not None:
            raise Wrong(f"`baca_nik({text!r})` seharusnya {wanted}, fungsi Anda menghasilkan None. {note}")
        expect_returns(baca_nik, text, equals=wanted, note=note)


@lesson.check(
    hints=[
        "Tulis dahulu fungsi `biaya(ambang)`, lalu coba setiap calon.",
        "`min(calon, key=lambda a: (biaya(a), -a))` memilih yang termurah, dan bila seri yang tertinggi.",
    ]
)
def pilih_ambang(pilih_ambang):
    """Latihan 3: ambang dengan biaya terkecil."""
    inf = float("inf")
    cases = [
        ([0.2, 0.6, 0.9], [0, 1, 1], 1, 1, (0.6, 0.0), "Skor yang sama dengan ambang ikut disembunyikan (`>=`)."),
        ([0.2, 0.6, 0.9], [0, 0, 0], 1, 1, (inf, 0.0), "Semuanya sopan: jangan sembunyikan apa pun (`float('inf')`)."),
        ([0.3, 0.3], [1, 0], 1, 1, (inf, 0.5), "Bila seri, pilih ambang yang tertinggi."),
        ([0.9, 0.1, 0.5], [0, 1, 1], 5, 1, (inf, 2 / 3), "`per_fp` untuk komentar sopan yang disembunyikan."),
        ([0.9, 0.1, 0.5], [0, 1, 1], 1, 5, (0.1, 1 / 3), "`per_fn` untuk komentar kasar yang lolos."),
        ([0.4], [1], 2, 3, (0.4, 0.0), ""),
    ]  # fmt: skip
    made = random.Random(13)
    for price in ((1, 1), (5, 1), (1, 5)):
        scores = [round(made.random(), 2) for _ in range(30)]
        rude = [int(made.random() < score) for score in scores]
        cases.append((scores, rude, *price, _cheapest(scores, rude, *price), "Biayanya dibagi banyaknya komentar, dan yang seri memilih ambang tertinggi."))
    for *given, wanted, note in cases:
        expect_returns(pilih_ambang, *given, equals=wanted, note=note)


def _cheapest(scores, rude, price_fp, price_fn):
    """Acuan yang ditulis lain dari solusi: dari ambang tertinggi ke terendah."""
    best = (float("inf"), price_fn * sum(rude) / len(rude))
    for limit in sorted(set(scores), reverse=True):
        hidden = [score >= limit for score in scores]
        wrong = [price_fp if h and not r else price_fn if r and not h else 0 for h, r in zip(hidden, rude)]
        if sum(wrong) / len(rude) < best[1] - 1e-12:
            best = (limit, sum(wrong) / len(rude))
    return best


@lesson.check(
    hints=[
        "Susun teks barunya sepotong demi sepotong: `teks[tempat:t.start]`, labelnya, lalu `tempat = t.end`.",
        "Simpan label yang sudah diberikan dalam kamus berkunci tulisannya, supaya tulisan yang sama mendapat label yang sama.",
    ]
)
def samarkan(samarkan):
    """Latihan 4: pseudonim yang tetap."""
    phone, other, nik, mail = "0824-0000-0012", "0824-0000-0013", "3299990107900001", "wulan@desa.example"
    cases = [
        (f"{phone} atau {mail}, lalu {phone}. Rp1.250.000",
         "<TELEPON1> atau <SUREL1>, lalu <TELEPON1>. Rp1.250.000",
         {"<TELEPON1>": phone, "<SUREL1>": mail}, "Tulisan yang sama mendapat label yang sama; harga tidak berubah."),
        (f"{other}/{phone}", "<TELEPON1>/<TELEPON2>", {"<TELEPON1>": other, "<TELEPON2>": phone},
         "Nomornya menurut urutan kemunculan, mulai 1."),
        (f"NIK {nik}, HP {phone}, surel {mail}", "NIK <NIK1>, HP <TELEPON1>, surel <SUREL1>",
         {"<NIK1>": nik, "<TELEPON1>": phone, "<SUREL1>": mail}, "Setiap jenis dihitung sendiri."),
        ("Rapat 12-11-2026, iuran Rp50.000 untuk 3 orang.", "Rapat 12-11-2026, iuran Rp50.000 untuk 3 orang.", {},
         "Tanpa data pribadi, teksnya tidak berubah dan kuncinya kosong."),
        ("a@b.example dan aa@b.example dan a@b.example", "<SUREL1> dan <SUREL2> dan <SUREL1>",
         {"<SUREL1>": "a@b.example", "<SUREL2>": "aa@b.example"},
         "Jangan memakai `replace`: `a@b.example` juga ada di dalam `aa@b.example`. Pakailah `.start` dan `.end`."),
        (f"{phone} lalu {other} lalu {mail} lalu {other}", "<TELEPON1> lalu <TELEPON2> lalu <SUREL1> lalu <TELEPON2>",
         {"<TELEPON1>": phone, "<TELEPON2>": other, "<SUREL1>": mail}, ""),
        ("", "", {}, "Teks kosong tetap kosong."),
    ]  # fmt: skip
    for text, safe, keys, note in cases:
        expect_returns(samarkan, text, equals=(safe, keys), note=note)


@lesson.check(
    hints=[
        "Yang terburuk: `presisi(r.low, s.high)`; yang terbaik: `presisi(r.high, s.low)`.",
        "`boleh` bila yang terburuk pun mencapai target; `terbantah` bila yang terbaik pun tidak.",
        "Untuk `putusan`, panggil `klaim(18, 60, 2, 60, 0.02, 0.1)`.",
    ]
)
def klaim(klaim, putusan):
    """Latihan 5: klaim presisi pada angka dasar lain."""
    cases = [
        (18, 60, 2, 60, 0.02, 0.1, "Recall dan salah tuduhnya sama-sama tidak pasti."),
        (18, 60, 2, 60, 0.02, 0.6, "Presisi terbaiknya pun sekitar 0,49."),
        (900, 1000, 1, 100_000, 0.02, 0.9, "Presisi terburuknya pun di atas 0,99."),
        (48, 60, 0, 60, 0.02, 0.5, "Nol salah tuduh dari 60 bukan berarti salah tuduhnya nol: pakai batas atas selangnya."),
        (48, 60, 11, 60, 0.5, 0.6, "Pada data separuh kasar, yang terburuk pun melampaui 0,6."),
        (48, 60, 11, 60, 0.02, 0.6, "Angka dasarnya 2%: `bagian` harus ikut dihitung."),
        (48, 60, 11, 60, 0.02, 0.3, "Presisi terbaiknya pun sekitar 0,15."),
        (0, 20, 0, 20, 0.5, 0.2, "Tanpa satu kejadian pun, selangnya tetap lebar."),
        (60, 60, 0, 60, 0.5, 1.0, "Presisi terbaiknya tepat 1,0, sama dengan target: itu belum kurang dari target."),
        (0, 20, 0, 20, 0.5, 0.0, "Presisi terburuknya tepat 0, sama dengan target: sedikitnya berarti `>=`."),
    ]  # fmt: skip
    for *given, note in cases:
        expect_returns(klaim, *given, equals=_verdict(*given), note=note)
    expect_type("putusan", putusan, str)
    expect_equal(
        "putusan", putusan, "tidak dapat diklaim",
        "Presisinya dapat di bawah maupun di atas 0,1: data ini tidak cukup untuk membolehkan atau membantahnya.",
    )  # fmt: skip


def _verdict(tp, rude, fp, polite, share, target):
    """Acuan: batas Wilson dengan rumus tertutup."""

    def bounds(count, total, z=1.959963984540054):
        rate, extra = count / total, z * z / total
        middle = (rate + extra / 2) / (1 + extra)
        half = z * ((rate * (1 - rate) + extra / 4) / total) ** 0.5 / (1 + extra)
        return round(max(0.0, middle - half), 12), round(min(1.0, middle + half), 12)

    recall, false = bounds(tp, rude), bounds(fp, polite)

    def precision(r, s):
        return share * r / (share * r + (1 - share) * s)

    if precision(recall[0], false[1]) >= target:
        return "boleh"
    return "terbantah" if precision(recall[1], false[0]) < target else "tidak dapat diklaim"


NUMBER = re.compile(r"\d+(?:[.,]\d+)?\s*%|\d+[.,]\d+|(?<![\w.,])[.,]\d+")


@lesson.check(
    hints=[
        "Susun `EvalResult(\"text-classification\", u['data'], u['data'], \"precision\", u['presisi'], dataset_split=\"test\")`, lalu `ModelCardData(model_name=..., eval_results=[...])`.",
        "Tulis badannya sebagai teks berawalan `f`; setiap bagian berjudul `## ...` dan berisi sedikitnya 30 huruf.",
        "`u['pembanding'] or 'belum diukur'` menangani `None`.",
    ]
)
def tulis_kartu(tulis_kartu):
    """Latihan 6: kartu dari ukuran, tanpa angka karangan."""
    for measured in _measurements():
        card = call(tulis_kartu, dict(measured, kelompok=dict(measured["kelompok"])))
        if not hasattr(card, "data") or not hasattr(card, "text"):
            raise Wrong("`tulis_kartu(u)` seharusnya menghasilkan `ModelCard`. Bungkus teksnya: `ModelCard(...)`.")
        _complete(card)
        _metadata(card, measured)
        _content(card.text, measured)


def _measurements():
    first = {
        "nama": "penyaring-warga", "dasar": "mini/bert-komentar", "data": "mini/komentar",
        "lisensi": "cc-by-sa-4.0", "banyak": 120, "presisi": 0.884, "recall": 0.633,
        "selang": "0,884 [0,755; 0,949]", "pembanding": "daftar kata 0,840",
        "kelompok": {"menyebut kelompok": "1 dari 30", "tanpa sebutan": "4 dari 30"},
        "batas": "Sindiran sering lolos.", "kontak": "forum@desa.example",
    }  # fmt: skip
    second = {
        "nama": "penjaga-balai", "dasar": "mini/bert-dasar-nusantara", "data": "pelajar/papan-desa",
        "lisensi": "mit", "banyak": 77, "presisi": 0.512, "recall": 0.701,
        "selang": "0,512 [0,403; 0,620]", "pembanding": None,
        "kelompok": {"pesan pendek": "5 dari 21", "pesan panjang": "2 dari 19", "campuran": "0 dari 8"},
        "batas": "Hanya satu desa.", "kontak": "balai@lembah.example",
    }  # fmt: skip
    return first, second


def _complete(card):
    from course_lib.cards import check_card

    for point in check_card(card):
        if not point.ok:
            raise Wrong(f"`check_card` menemukan yang kurang pada butir \"{point.point}\". {point.hint}")


def _metadata(card, measured):
    data = card.data.to_dict()
    for key, name in (("license", "lisensi"), ("base_model", "dasar")):
        if key in data or key == "license":
            seen = data.get(key)
            seen = seen[0] if isinstance(seen, list) and seen else seen
            expect_equal(f"metadata {key}", seen, measured[name], f"Ambil dari `u['{name}']`.")
    results = {one.metric_type: one for one in card.data.eval_results or []}
    kinds = sorted(one.metric_type for one in card.data.eval_results or [])
    extra = [kind for kind in kinds if kind not in ("precision", "recall")]
    if extra or len(kinds) > 2:
        raise Wrong(f"`model-index` memuat {kinds}; yang terukur di `u` hanya satu precision dan satu recall. Jangan mengarang angka.")
    for kind, name in (("precision", "presisi"), ("recall", "recall")):
        if kind not in results:
            raise Wrong(f"`model-index` belum memuat `{kind}`; yang ada {sorted(results)}.")
        expect_equal(f"model-index {kind}", results[kind].metric_value, measured[name], f"Nilainya `u['{name}']`.")
        expect_equal(f"dataset_type {kind}", results[kind].dataset_type, measured["data"], "Datasetnya `u['data']`.")
        expect_equal(f"dataset_split {kind}", results[kind].dataset_split, "test", "Bagiannya `test`.")


def _content(text, measured):
    groups = itertools.chain.from_iterable(measured["kelompok"].items())
    for piece in (measured["selang"], str(measured["banyak"]), measured["batas"], measured["kontak"], *groups):
        if piece not in text:
            raise Wrong(f"Badan kartu belum memuat {piece!r}, yang ada di `u`.")
    if measured["pembanding"] is None:
        if not re.search(r"pembanding[^\n]*belum diukur", text, re.IGNORECASE):
            raise Wrong("Bila `u['pembanding']` None, baris pembandingnya seharusnya berbunyi `belum diukur`.")
        if re.search(r"\bNone\b", text):
            raise Wrong("Badan kartu memuat `None`. Tulis `belum diukur` sebagai gantinya.")
    elif measured["pembanding"] not in text:
        raise Wrong(f"Badan kartu belum memuat pembandingnya, {measured['pembanding']!r}.")
    lines = [line.casefold() for line in text.splitlines()]
    for name, value in measured["kelompok"].items():
        if not any(name.casefold() in line and value.casefold() in line for line in lines):
            raise Wrong(f"Nama kelompok {name!r} dan nilainya {value!r} seharusnya sebaris di badan kartu.")
        for other in measured["kelompok"].values():
            if other != value and any(name.casefold() in line and other.casefold() in line for line in lines):
                raise Wrong(f"Di badan kartu, kelompok {name!r} sebaris dengan {other!r}; nilainya {value!r}.")
    known = str(measured) + " 95%"
    _nothing_invented(re.sub(r"```.*?```", "", text, flags=re.DOTALL), str(measured))
    allowed = {_plain(number) for number in NUMBER.findall(known)}
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL).replace(measured["lisensi"], "")
    for number in NUMBER.findall(prose):
        if _plain(number) not in allowed:
            raise Wrong(f"Badan kartu memuat bilangan {number}, yang tidak ada di `u`. Jangan mengarang angka.")


def _nothing_invented(prose, known):
    """Pernyataan yang tidak berasal dari `u`, dan larangan yang dibatalkan."""
    for pattern in (r"\bakurasi\b", r"\bterbaik\b", r"\bpersen\b"):
        found = re.search(pattern, prose, re.IGNORECASE)
        if found:
            raise Wrong(f"Badan kartu memuat kata {found[0]!r}; `u` tidak mengukurnya. Jangan mengarang.")
    for pattern in (r"\d+ dari \d+", r"\d+ (?:menit|jam|hari)\b"):
        for found in re.findall(pattern, prose):
            if found not in known:
                raise Wrong(f"Badan kartu memuat {found!r}, yang tidak ada di `u`. Jangan mengarang angka.")
    ban = re.search(r"jangan dipakai\b[^.\n]*", prose, re.IGNORECASE)
    if not ban or len(ban[0].split()) < 4 or "kecuali" in ban[0].lower():
        raise Wrong("Tulis larangannya dengan lengkap, `Jangan dipakai ...` diikuti untuk apa, tanpa `kecuali`.")


def _plain(number):
    return re.sub(r"\s", "", number).replace(",", ".")
