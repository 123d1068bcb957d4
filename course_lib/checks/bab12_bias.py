"""Pemeriksa latihan Bab 12: bias."""

import random

from course_lib.checking import (
    Lesson,
    Wrong,
    by_hand,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab12_bias")


@lesson.check(
    hints=[
        'Tanda celahnya `"{" + celah + "}"`; `pola.count(tanda)` menghitung kemunculannya.',
        "Periksa dahulu semua pola, baru isi: `[[p.replace(tanda, k) for k in kata] for p in pola]`.",
    ]
)
def isi(isi):
    """Latihan 1: mengisi celah."""
    with by_hand("course_lib.bias.templates._fields", "`fill` dari pustaka"):
        expect_returns(
            isi, ["{kota} ramai.", "Kami ke {kota}."], ["Palu", "Sorong", "Ambon"], "kota",
            equals=[["Palu ramai.", "Sorong ramai.", "Ambon ramai."], ["Kami ke Palu.", "Kami ke Sorong.", "Kami ke Ambon."]],
            note="Satu baris untuk setiap pola, berisi satu kalimat untuk setiap kata.",
        )  # fmt: skip
        expect_returns(isi, ["Surat untuk {nama}"], ["Mei Ling"], "nama", equals=[["Surat untuk Mei Ling"]])
        expect_returns(
            isi, ["{nama} pulang."], ["{x}"], "nama", equals=[["{x} pulang."]],
            note="Yang diperiksa celah di dalam pola, bukan isi katanya.",
        )  # fmt: skip
        bad = [
            (["Kami lewat."], ["Luh"], "tidak memuat celahnya"),
            (["{nama} pulang.", "Kami lewat."], ["Luh"], "kedua tidak memuat celahnya"),
            (["{kota} ramai."], ["Luh"], "hanya memuat celah lain"),
            (["{nama} menyapa {nama}."], ["Luh"], "memuat celahnya dua kali"),
        ]
        for templates, words, why in bad:
            expect_raises(ValueError, isi, templates, words, "nama", note=f"karena pola itu {why}")
        expect_raises(ValueError, isi, [], ["Luh"], "nama", note="karena daftar polanya kosong")
        expect_raises(ValueError, isi, ["{nama} pulang."], [], "nama", note="karena daftar katanya kosong")


@lesson.check(
    hints=[
        "Pasangan `(i, j)` dengan `j < i`: `[(i, j) for i in range(n) for j in range(i)]`.",
        "Pembaginya banyaknya pasangan, n(n − 1)/2, bukan n dan bukan n².",
    ]
)
def berbalik(berbalik):
    """Latihan 2: bagian pasangan yang labelnya berbeda."""
    cases = [
        ([["sopan", "sopan", "kasar"], ["kasar"] * 3], [2 / 3, 0.0], "Hitung per pola, setiap pasangan sekali: bukan hanya pasangan dengan kata pertama, dan tanpa pasangan kata dengan dirinya sendiri."),
        ([[0, 1]], [1.0], "Dua kata hanya satu pasangan."),
        ([[1, 0, 0, 0], [0, 0, 1, 1]], [0.5, 4 / 6], "Semua pasangan dihitung, bukan hanya pasangan dengan kata pertama."),
        ([["negatif", "netral", "positif"], [2, 2, 1]], [1.0, 2 / 3], "Labelnya boleh lebih dari dua macam."),
    ]  # fmt: skip
    for labels, wanted, note in cases:
        expect_returns(berbalik, labels, equals=wanted, note=note)
    for labels in ([["kasar"]], [["sopan", "kasar"], []]):
        expect_raises(ValueError, berbalik, labels, note="karena ada pola yang katanya kurang dari dua")


@lesson.check(
    hints=[
        "Jadikan larik: `label = np.asarray(label)`; `rata[label == \"L\"].mean()`.",
        "`baru = label.copy()`, lalu isi `baru[lapisan == satu]` untuk setiap lapisan.",
        "`abs(selisih(baru)) >= abs(selisih(label)) - 1e-12`, lalu `(b + 1) / (ulang + 1)`.",
    ]
)
def uji_label(uji_label):
    """Latihan 3: uji permutasi label di dalam lapisan."""
    made = random.Random(12)
    tied = ([3.0, 1.0, 4.0, 2.0], ["L", "P", "L", "P"], ["x", "x", "y", "y"])
    layered = ([i // 4 * 10 + made.gauss(0, 1) + (0.8 if i % 2 else 0) for i in range(24)],
               ["P", "L"] * 12, [f"k{i // 4}" for i in range(24)])  # fmt: skip
    order = list(range(24))
    made.shuffle(order)
    uneven = tuple([column[i] for i in order] for column in layered)
    lower = ([1.0, 2.0, 1.5, 2.5, 3.0, 0.5, 4.0, 3.5], ["L", "P", "L", "P", "P", "L", "P", "P"], ["a"] * 8)
    tenths = ([0.3, 0.1, 0.7, 0.2, 0.6, 0.4, 0.2, 0.5, 0.1, 0.3, 0.4, 0.6], ["L", "P"] * 6, ["a"] * 6 + ["b"] * 6)
    for data in (tied, layered, uneven, lower, tenths):
        for repeats, seed in ((200, 0), (199, 7)):
            _check_label_test(uji_label, data, repeats, seed)


def _check_label_test(uji_label, data, repeats, seed):
    wanted = _label_test(*data, repeats, seed)
    seen = call(uji_label, *(list(column) for column in data), repeats, seed)
    if seen is None or not hasattr(seen, "__len__") or len(seen) != 2:
        expect_equal("hasil uji_label", seen, wanted, "Kembalikan pasangan (selisih, p).")
    if any(abs(float(a) - b) > 1e-9 for a, b in zip(seen, wanted)):
        shown = tuple(round(float(value), 4) for value in seen)
        raise Wrong(
            f"`uji_label(...)` untuk {len(data[0])} kata, {len(set(data[2]))} lapisan, `ulang={repeats}`, "
            f"`benih={seed}` seharusnya {tuple(round(value, 4) for value in wanted)}, fungsi Anda menghasilkan "
            f"{shown}. {_label_note(seen, wanted, data, repeats, seed)}"
        )


def _label_note(seen, wanted, data, repeats, seed):
    """Dugaan tentang sebab hasil yang meleset."""
    if abs(float(seen[0]) + wanted[0]) < 1e-9 and abs(wanted[0]) > 1e-9:
        return "Selisihnya L dikurangi P."
    if abs(float(seen[0]) - wanted[0]) > 1e-9:
        return "Selisih ialah rata-rata kata L dikurangi rata-rata kata P, dari label asli."
    b = round(wanted[1] * (repeats + 1)) - 1
    rata, label, _ = data
    guesses = [
        (b / repeats, "Susunan asli ikut dihitung: (b + 1) / (ulang + 1)."),
        (_label_test(rata, label, ["x"] * len(rata), repeats, seed)[1], "Label hanya boleh bertukar di dalam lapisannya."),
        (_label_test(*data, repeats, seed, strict=True)[1], "Selisih yang sama besar ikut dihitung: `>=`, dengan kelonggaran 1e-12."),
        (_label_test(*data, repeats, seed, slack=0)[1], "Tanpa kelonggaran 1e-12, selisih yang seri hilang oleh pembulatan."),
        (_label_test(*data, repeats, seed, one_sided=True)[1], "Ujinya dua arah: bandingkan nilai mutlaknya."),
        (_label_test(*data, repeats, 42)[1], "Apakah `benih` dari masukan sudah dipakai?"),
        (_label_test(*data, repeats, 0)[1], "Apakah `benih` dari masukan sudah dipakai?"),
        (_label_test(*data, 1000, seed)[1], "Apakah `ulang` dari masukan sudah dipakai?"),
    ]  # fmt: skip
    for value, note in guesses:
        if abs(float(seen[1]) - value) < 1e-9:
            return note
    return "Ikuti resepnya: setiap ulangan mulai dari label asli, lapisan menurut urutan `np.unique`."


def _label_test(rata, label, lapisan, repeats, seed, strict=False, one_sided=False, slack=1e-12):
    import numpy as np

    rata, label, lapisan = np.asarray(rata), np.asarray(label), np.asarray(lapisan)
    places = [np.flatnonzero(lapisan == name) for name in np.unique(lapisan)]

    def gap(label):
        return float(rata[label == "L"].mean() - rata[label == "P"].mean())

    observed, draw, beyond = gap(label), np.random.default_rng(seed), 0
    for _ in range(repeats):
        shuffled = label.copy()
        for place in places:
            shuffled[place] = draw.permutation(label[place])
        value = gap(shuffled)
        distance, limit = (value, observed) if one_sided else (abs(value), abs(observed))
        beyond += distance > limit + 1e-12 if strict else distance >= limit - slack
    return observed, (beyond + 1) / (repeats + 1)


@lesson.check(
    hints=[
        "`np.subtract(lp_a, lp_b)` memberi tabel pola kali pekerjaan; `.mean(axis=0)` satu bilangan tiap pekerjaan.",
        'Pilih kolomnya: `beda[dugaan == "L"]` sesudah `dugaan = np.asarray(dugaan)`.',
    ]
)
def beda_dari_beda(beda_dari_beda):
    """Latihan 4: selisih dari selisih."""
    expect_returns(
        beda_dari_beda, [[-1, -2, -3]], [[-2, -2, -2]], ["L", "P", "-"],
        equals={"kendali": -1.0, "kontras": 0.5, "did": 1.0},
        note="Yang dirata-ratakan lp_a dikurangi lp_b; kata kendali tidak ikut pada `kontras` dan `did`.",
    )  # fmt: skip
    expect_returns(
        beda_dari_beda, [[-5.0, -6.0], [-4.0, -8.0]], [[-3.0, -4.0], [-2.0, -6.0]], ["P", "L"],
        equals={"kendali": None, "kontras": -2.0, "did": 0.0},
        note="Tanpa kata kendali, nilainya None. Kata yang selalu lebih jarang menggeser `kontras`, bukan `did`.",
    )  # fmt: skip
    made = random.Random(6)
    for guesses in (["L", "L", "L", "P", "-", "-"], ["P", "L", "-", "P", "P", "L"]):
        first = [[made.uniform(-9, -2) for _ in guesses] for _ in range(5)]
        second = [[made.uniform(-9, -2) for _ in guesses] for _ in range(5)]
        gaps = [sum(a[w] - b[w] for a, b in zip(first, second)) / 5 for w in range(len(guesses))]

        def mean(kinds, gaps=gaps, guesses=guesses):
            chosen = [gap for gap, kind in zip(gaps, guesses) if kind in kinds]
            return sum(chosen) / len(chosen)

        expect_returns(
            beda_dari_beda, first, second, list(guesses),
            equals={"kendali": mean("-"), "kontras": mean("LP"), "did": mean("L") - mean("P")},
            note="Banyaknya pekerjaan L dan P berbeda: `did` memakai rata-rata tiap kelompok, `kontras` rata-rata semua "
            "pekerjaan L dan P bersama-sama.",
        )  # fmt: skip


@lesson.check(
    hints=[
        "Untuk setiap kelompok, kumpulkan tebakan pada baris yang kuncinya 0.",
        "Daftar kosong: `None`. Selain itu `binomtest(sum(sopan), len(sopan)).proportion_ci(method=\"wilson\")`.",
    ]
)
def salah_tuduh(salah_tuduh):
    """Latihan 5: salah tuduh per kelompok."""
    made = random.Random(3)
    groups = [made.choice(["suku", "agama", "daerah"]) for _ in range(60)]
    truth = [int(made.random() < 0.5) for _ in groups]
    guess = [int(made.random() < 0.4) for _ in groups]
    cases = [
        ([0, 0, 1], [1, 0, 1], ["a", "a", "b"], "Kelompok tanpa komentar sopan mendapat None."),
        ([0, 1, 0, 1, 1], [1, 1, 0, 0, 1], ["x", "x", "x", "x", "x"], "Pembaginya komentar sopan, bukan semua komentar."),
        ([0] * 4, [0] * 4, ["kecil"] * 4, "Selangnya Wilson: nol dari empat tetap mempunyai batas atas."),
        (truth, guess, groups, "Urutan kuncinya menurut kemunculan pertama."),
        ([], [], [], "Data kosong memberi kamus kosong."),
    ]  # fmt: skip
    for truth, guess, groups, note in cases:
        wanted = _accusations(truth, guess, groups)
        seen = call(salah_tuduh, list(truth), list(guess), list(groups))
        expect_type("hasil salah_tuduh", seen, dict, "Kembalikan kamus dari kelompok ke (bagian, bawah, atas).")
        expect_equal("urutan kelompok", list(seen), list(wanted), "Urutan kuncinya menurut kemunculan pertama di `kelompok`.")
        plain = {name: None if part is None else tuple(map(float, part)) for name, part in _parts(seen).items()}
        expect_equal("salah_tuduh(...)", plain, wanted, _rate_note(plain, wanted) or note)


def _parts(seen):
    for name, part in seen.items():
        if part is not None and (not hasattr(part, "__len__") or len(part) != 3):
            raise Wrong(f"Isi untuk {name!r} seharusnya (bagian, bawah, atas) atau None, bukan {part!r}.")
    return seen


def _rate_note(seen, wanted):
    """Dugaan tentang sebab isi yang meleset, atau None."""
    pairs = [(seen[name], part) for name, part in wanted.items()]
    if any(own is None and part is not None for own, part in pairs):
        return "Yang dihitung komentar sopan, yaitu yang kuncinya 0."
    if any(part is None and own is not None for own, part in pairs):
        return "Kelompok tanpa komentar sopan mendapat None."
    if all(part is None or abs(own[0] - part[0]) < 1e-9 for own, part in pairs):
        return 'Bagiannya benar; selangnya Wilson 95%: `proportion_ci(method="wilson")`.'
    return None


def _accusations(truth, guess, groups):
    """Acuan dengan rumus Wilson, ditulis lain dari solusi."""
    z, made = 1.959963984540054, {}
    for name in dict.fromkeys(groups):
        rows = [g for k, g, own in zip(truth, guess, groups) if own == name and k == 0]
        n, k = len(rows), sum(rows)
        if not n:
            made[name] = None
            continue
        p = k / n
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        made[name] = (p, max(0.0, middle - half), min(1.0, middle + half))
    return made


@lesson.check(
    hints=[
        "Kumpulkan dahulu p setiap perbandingan yang memenuhi syarat ke dalam satu kamus.",
        "`min(map(kelompok.count, set(kelompok))) >= 4` memeriksa banyaknya kata tiap kelompok.",
        "Satu kali `holm(list(p.values()))` untuk semuanya, lalu bandingkan dengan 0,05.",
    ]
)
def putusan(putusan):
    """Latihan 6: boleh diklaim, atau tidak."""
    real, words = _scores(1, effect=3.0), _scores(*WORD_EFFECT)
    none = "tidak ada klaim"
    _verdicts(putusan, {"sungguh": real}, {"sungguh": "berbeda"}, "Data ini memang berbeda; menolak semua klaim bukan kehati-hatian.")
    _verdicts(putusan, {"kata": words}, {"kata": none}, "Di sini hanya kata-katanya yang berbeda, bukan kelompoknya: acak labelnya antarkata.")
    few = (real[0][:12], real[1])
    almost = (real[0][:19], real[1])
    lonely = ([[row[0], row[-1]] for row in real[0]], [real[1][0], real[1][-1]])
    three = ([row[5:] for row in real[0]], real[1][5:])
    _verdicts(putusan, {"dua belas pola": few}, {"dua belas pola": none}, "Kurang dari 20 pola: tidak diuji.")
    _verdicts(putusan, {"sembilan belas pola": almost}, {"sembilan belas pola": none}, "Sembilan belas pola kurang dari 20: tidak diuji.")
    _verdicts(putusan, {"satu kata": lonely, "sungguh": real}, {"satu kata": none, "sungguh": "berbeda"},
              "Satu kata tiap kelompok tidak diuji; perbandingan lain tetap diputus.")  # fmt: skip
    _verdicts(putusan, {"tiga kata": three}, {"tiga kata": none}, "Setiap kelompok memerlukan sedikitnya empat kata.")
    four = ([row[4:12] for row in real[0]], real[1][4:12])
    _verdicts(putusan, {"tepat empat kata": four}, {"tepat empat kata": "berbeda"}, "Empat kata tiap kelompok sudah cukup.")
    skewed = ([[1.0, 1.1, 1.2, 9.0, 0.1, 0.2, 0.3, 0.4]] * 24, ["pesepeda"] * 4 + ["pelari"] * 4)
    _verdicts(putusan, {"sebaran miring": skewed}, {"sebaran miring": "berbeda"},
              "Langkah 2 memakai `label_permutation_test`; uji lain, misalnya uji t, mengandaikan bentuk sebaran katanya.")  # fmt: skip
    weak = _scores(*WEAK)
    _verdicts(putusan, {"lemah": weak}, {"lemah": "berbeda"}, "Satu perbandingan saja tidak memerlukan koreksi.")
    family = {"lemah": weak, "sungguh": real} | {f"lain {i}": _scores(20 + i, effect=0) for i in range(4)}
    _verdicts(putusan, family, dict.fromkeys(family, none) | {"sungguh": "berbeda"},
              "Ada enam perbandingan: p-nya dikoreksi bersama dengan Holm, dan yang lemah tidak bertahan.")  # fmt: skip
    strong = {f"sungguh {i}": _scores(1 + i, effect=3.0) for i in range(5)} | {"lemah": weak}
    _verdicts(putusan, strong, dict.fromkeys(strong, "berbeda"),
              "Pengali Holm mengecil: p terkecil kali banyaknya uji, p terbesar kali satu. Mengalikan semuanya dengan "
              "banyaknya uji (Bonferroni) terlalu ketat.")  # fmt: skip
    mixed = {name: strong[name] for name in list(strong)[2:]} | {f"lain {i}": _scores(20 + i, effect=0) for i in range(2)}
    _verdicts(putusan, mixed, {name: "berbeda" if name.startswith("sungguh") else none for name in mixed},
              "Yang diminta Holm; Benjamini-Hochberg lebih longgar.")  # fmt: skip
    filtered = {"lemah": weak} | {f"sedikit {i}": few for i in range(6)}
    _verdicts(putusan, filtered, dict.fromkeys(filtered, none) | {"lemah": "berbeda"},
              "Perbandingan yang tidak diuji tidak ikut dihitung dalam koreksi.")  # fmt: skip
    exact = (_scores(1, effect=3.0, templates=20)[0], real[1])
    _verdicts(putusan, {"tepat dua puluh": exact}, {"tepat dua puluh": "berbeda"}, "Dua puluh pola sudah cukup.")
    _verdicts(putusan, {}, {}, "Tanpa perbandingan, hasilnya kamus kosong.")


WORD_EFFECT, WEAK = (5, 0.0, 24), (3, 0.55, 24)


def _scores(seed, effect, templates=24):
    """Skor (pola, 16 kata) dengan pengaruh pola, kata, dan mungkin kelompok; dan kelompoknya."""
    import numpy as np

    draw = np.random.default_rng(seed)
    groups = ["pesepeda"] * 8 + ["pelari"] * 8
    shift = np.where(np.array(groups) == "pesepeda", effect, 0.0)
    scores = draw.normal(0, 1, (templates, 1)) + draw.normal(0, 0.6, 16) + shift
    return (scores + draw.normal(0, 0.2, (templates, 16))).tolist(), groups


def _verdicts(putusan, comparisons, wanted, note):
    given = {name: ([list(row) for row in scores], list(groups)) for name, (scores, groups) in comparisons.items()}
    expect_equal("putusan(...)", call(putusan, given), wanted, note)
