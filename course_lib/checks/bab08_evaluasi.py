"""Pemeriksa latihan Bab 8: evaluasi."""

import random

from course_lib.checking import (
    Lesson,
    Stopped,
    Wrong,
    by_hand,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab08_evaluasi")

SCORES = ("sklearn.metrics._classification.multilabel_confusion_matrix", "scikit-learn atau `evaluate`")


@lesson.check(
    hints=[
        "Masukannya daftar biasa, bukan larik: hitung TP, FP, dan FN dengan `zip(kunci, tebakan)`, atau pakai `np.array` dahulu.",
        "Presisi TP / (TP + FP), recall TP / (TP + FN), F1 2·TP / (2·TP + FP + FN); periksa pembagi nol.",
    ]
)
def ukuran(ukuran):
    """Latihan 1: presisi, recall, dan F1 untuk kelas 1."""
    cases = [
        ([1, 1, 1, 0], [1, 0, 0, 0], (1.0, 1 / 3, 0.5), "Presisi dibagi TP + FP, recall dibagi TP + FN; F1 bukan rata-rata biasa, dan hasilnya tidak dibulatkan."),
        ([1, 1, 1, 1, 0, 0], [1, 0, 0, 0, 1, 0], (0.5, 0.25, 1 / 3), "Presisi dibagi TP + FP, recall dibagi TP + FN; F1 bukan rata-rata biasa keduanya."),
        ([1, 0, 0, 0, 0], [1, 1, 1, 1, 0], (0.25, 1.0, 0.4), "F1 bukan rata-rata biasa: 2·TP / (2·TP + FP + FN)."),
        ([1, 1, 0], [1, 1, 0], (1.0, 1.0, 1.0), ""),
        ([1, 1, 0], [0, 0, 0], (0.0, 0.0, 0.0), "Tidak ada yang ditebak 1: pembaginya nol, nilainya 0.0."),
        ([0, 0, 0], [0, 1, 0], (0.0, 0.0, 0.0), "Tidak ada yang sebenarnya 1: pembaginya nol, nilainya 0.0."),
        ([0, 0], [0, 0], (0.0, 0.0, 0.0), "Ketiga pembaginya nol, nilainya 0.0."),
        ([0, 1, 0], [1, 0, 1], (0.0, 0.0, 0.0), "TP nol, jadi ketiganya 0.0."),
    ]  # fmt: skip
    with by_hand(*SCORES):
        for truth, guess, wanted, note in cases:
            expect_returns(ukuran, truth, guess, equals=dict(zip(("presisi", "recall", "f1"), wanted)), note=note)


@lesson.check(
    hints=[
        "`set(kunci) | set(tebakan)` memberi semua kelas.",
        "Untuk kelas k: TP bila keduanya k; FP + FN bila tepat salah satunya k, yaitu `(a == k) != (b == k)`.",
        "Mikro: jumlahkan TP dan FP + FN semua kelas, baru masukkan ke rumus.",
    ]
)
def makro_mikro(makro_mikro):
    """Latihan 2: F1 makro dan mikro."""
    cases = [
        (["biasa"] * 3 + ["darurat"], ["biasa"] * 4, "Kelas yang tidak pernah ditebak tetap dihitung, dengan F1 nol."),
        (["biasa"] * 4, ["biasa"] * 3 + ["darurat"], "Kelas yang hanya muncul sebagai tebakan tetap dihitung, dengan F1 nol."),
        ([0, 0, 0, 0, 0, 0, 1, 1, 2], [0, 0, 0, 0, 1, 2, 1, 0, 2], "Makro tidak menimbang kelas menurut banyaknya."),
        (list("aabbcc"), list("abbcca"), ""),
        ([7, 7], [7, 7], "Satu kelas saja pun sah."),
        ([-1, 40, -1, 40, 7], [40, 40, -1, -1, 7], "Kelas boleh bilangan bulat apa pun, juga yang negatif."),
        ([0, 1], [1, 0], "Semua salah: kedua nilainya nol."),
    ]  # fmt: skip
    with by_hand(*SCORES):
        for truth, guess, note in cases:
            wanted = _macro_micro(truth, guess)
            try:
                seen = call(makro_mikro, list(truth), list(guess))
            except Stopped as stopped:
                stopped.note = "Kelasnya boleh teks, jadi `macro_f1` dari `course_lib` tidak dapat dipakai. Hitung TP, FP, dan FN tiap kelas."
                raise
            if _close(seen, wanted[::-1]) and not _close(seen, wanted):
                note = "Urutannya (makro, mikro)."
            elif set(guess) <= set(truth) and _close(seen, (wanted[0], _weighted(truth, guess))):
                note = (
                    "Indeks 0 makro, indeks 1 mikro. Mikro: jumlahkan TP, FP, dan FN semua kelas dahulu, lalu satu "
                    "kali rumus; bukan rata-rata berbobot."
                )
            elif set(guess) <= set(truth) and _close(seen, (_weighted(truth, guess), wanted[1])):
                note = "Makro tidak menimbang kelas menurut banyaknya: setiap kelas sama beratnya."
            expect_returns(makro_mikro, truth, guess, equals=wanted, note=note)


def _close(seen, wanted):
    """Apakah `seen` sepasang bilangan yang sama dengan `wanted`?"""
    try:
        return len(seen) == 2 and all(abs(a - b) < 1e-9 for a, b in zip(seen, wanted))
    except TypeError:
        return False


def _weighted(truth, guess):
    classes = set(truth)
    hits = {c: sum(a == b == c for a, b in zip(truth, guess)) for c in classes}
    return sum(2 * hits[c] / (truth.count(c) + guess.count(c)) * truth.count(c) for c in classes) / len(truth)


def _macro_micro(truth, guess):
    """Acuan yang ditulis lain dari solusi: lewat hitungan setiap kelas."""
    classes = sorted(set(truth) | set(guess), key=str)
    hits = {c: sum(a == b == c for a, b in zip(truth, guess)) for c in classes}
    scores = [2 * hits[c] / (truth.count(c) + guess.count(c)) for c in classes]
    return sum(scores) / len(classes), sum(hits.values()) / len(truth)


@lesson.check(
    hints=[
        "Kerjakan satu bahasa setiap kali: kumpulkan pasangan `(kunci, tebakan)` miliknya.",
        "Yang salah: pasangan yang kedua isinya berbeda. `min(..., default=None)` menangani yang kosong.",
        "Kunci urutan `(-banyaknya, pasangan)` memilih yang tersering, lalu menurut abjad.",
    ]
)
def kebingungan(kebingungan):
    """Latihan 3: bagian salah dan kesalahan tersering per bahasa."""
    expect_returns(
        kebingungan, ["bug"], ["pos"], ["neg"], equals={"bug": (1.0, ("pos", "neg"))},
        note="Bagian salah: tebakan keliru dibagi baris bahasa itu. Pasangannya (label sebenarnya, tebakan).",
    )  # fmt: skip
    expect_returns(
        kebingungan,
        ["ind", "ind", "jav"],
        ["pos", "neg", "neg"],
        ["neg", "neg", "neg"],
        equals={"ind": (0.5, ("pos", "neg")), "jav": (0.0, None)},
        note="Bagian salah dihitung terhadap baris bahasa itu; tanpa kesalahan, pasangannya None.",
    )
    expect_returns(
        kebingungan,
        ["min"] * 6 + ["sun"] * 2,
        ["pos", "pos", "neg", "net", "net", "net", "neg", "neg"],
        ["neg", "neg", "pos", "net", "pos", "net", "pos", "net"],
        equals={"min": (4 / 6, ("pos", "neg")), "sun": (1.0, ("neg", "net"))},
        note="Kesalahan tersering adalah pasangan (label sebenarnya, tebakan); bila sama sering, menurut abjad.",
    )
    expect_returns(
        kebingungan,
        ["ban", "bug", "ban", "bug", "ban"],
        ["b", "a", "a", "a", "c"],
        ["a", "b", "b", "b", "c"],
        equals={"ban": (2 / 3, ("a", "b")), "bug": (1.0, ("a", "b"))},
        note="Hitung per bahasa; baris bahasa lain tidak ikut menentukan, dan barisnya boleh berselang-seling.",
    )
    expect_returns(kebingungan, [], [], [], equals={})


@lesson.check(
    hints=[
        "Kocok kelompoknya: `np.random.default_rng(benih).permutation(np.unique(kelompok))`.",
        "`kartu[i::k]` membagikan kelompok seperti kartu kepada lipatan ke-i.",
        "`np.flatnonzero(np.isin(kelompok, ...)).tolist()` memberi nomor barisnya.",
    ]
)
def lipatan(lipatan):
    """Latihan 4: lipatan menurut kelompok."""
    shuffled = random.Random(8)
    groups = [f"makna-{i % 11:02}" for i in range(40)] + ["makna-00"] * 15
    shuffled.shuffle(groups)
    seen = set()
    for k in (2, 3, 5):
        for seed in range(6):
            folds = _checked_folds(lipatan, groups, k, seed)
            again = call(lipatan, list(groups), k, seed)
            if [sorted(map(int, fold)) for fold in again] != folds:
                raise Wrong(f"Dipanggil dua kali dengan `benih={seed}`, hasilnya berlainan. Pakailah `benih`.")
    for seed in range(6):
        folds = _checked_folds(lipatan, list(range(12)), 3, seed)
        seen.add(frozenset(map(tuple, folds)))
    if len(seen) == 1:
        raise Wrong("Semua benih memberi lipatan yang sama. Kocoklah kelompoknya menurut `benih`; memutar urutannya saja tidak cukup.")
    _not_from_set(lipatan)
    for k in (1, 0, 12):
        expect_raises(ValueError, lipatan, groups, k, 0, note="bila k di luar 2 sampai banyaknya kelompok (11)")
    _checked_folds(lipatan, list(range(7)), 7, 1)


def _checked_folds(lipatan, groups, k, seed):
    """Panggil dan periksa semua syarat; kembalikan lipatan yang sudah urut."""
    seen = call(lipatan, list(groups), k, seed)
    expect_type("hasil lipatan", seen, (list, tuple), "Kembalikan daftar berisi k daftar nomor baris.")
    expect_equal("banyak lipatan", len(seen), k)
    try:
        if any(type(row).__name__.startswith("bool") for fold in seen for row in fold):
            raise Wrong("Setiap lipatan berisi True dan False. Yang diminta nomor barisnya: `np.flatnonzero(...)` mengubahnya.")
        folds = [sorted(map(int, fold)) for fold in seen]
    except (TypeError, ValueError):
        raise Wrong("Setiap lipatan harus berupa daftar nomor baris (bilangan bulat).") from None
    rows = sorted(row for fold in folds for row in fold)
    expect_equal(
        "nomor baris semua lipatan", rows, list(range(len(groups))),
        "Setiap baris muncul di tepat satu lipatan; yang dikembalikan nomor baris uji.",
    )  # fmt: skip
    owners = [{groups[row] for row in fold} for fold in folds]
    for i, one in enumerate(owners):
        for other in owners[i + 1 :]:
            if one & other:
                raise Wrong(
                    f"Kelompok `{min(one & other)}` ada di dua lipatan. Bagikan kelompoknya, bukan barisnya."
                )
    sizes = [len(owner) for owner in owners]
    if max(sizes) - min(sizes) > 1:
        raise Wrong(
            f"Banyaknya kelompok tiap lipatan {sizes}; bedanya seharusnya paling banyak satu. Bagikan seperti kartu."
        )
    return folds


class _Label(str):
    """Nama kelompok yang urutannya di dalam `set` berbeda dari `str` biasa."""

    salt = 0

    def __hash__(self):
        return hash((_Label.salt, str(self)))

    def __eq__(self, other):
        return str.__eq__(self, other)


def _not_from_set(lipatan):
    """Hasil tidak boleh bergantung pada urutan sebuah `set`, yang berubah bila kernel dimulai ulang."""
    results = []
    for salt in range(4):
        _Label.salt = salt
        groups = [_Label(f"warga-{i % 9}") for i in range(30)]
        results.append([sorted(map(int, fold)) for fold in call(lipatan, groups, 3, 1)])
    if any(result != results[0] for result in results):
        raise Wrong("Lipatannya bergantung pada urutan `set`, yang berubah bila kernel dimulai ulang. Urutkan dahulu kelompoknya.")


@lesson.check(
    hints=[
        "Siapkan `milik = [benar[kelompok == nama] for nama in np.unique(kelompok)]` setelah keduanya dijadikan larik.",
        "`np.concatenate([milik[i] for i in terambil]).mean()` adalah akurasi satu ulangan.",
        "Kembalikan `tuple(np.percentile(nilai, [2.5, 97.5]))`.",
    ]
)
def selang(selang):
    """Latihan 5: selang bootstrap menurut kelompok."""
    with by_hand("scipy.stats.bootstrap", "`bootstrap` dari `course_lib` atau `scipy`"):
        _check_intervals(selang)


def _check_intervals(selang):
    expect_returns(selang, [1] * 6, [1, 1, 2, 2, 3, 3], 200, 0, equals=(1.0, 1.0))
    made = random.Random(4)
    cases = [
        ([i % 3 != 0 for i in range(40) for _ in range(5)], [i for i in range(40) for _ in range(5)],
         "Satu kelompok terambil seluruhnya atau tidak sama sekali; jangan mengambil baris satu per satu."),
        ([made.random() < 0.3 + 0.05 * g for g in range(12) for _ in range(g + 1)],
         [f"m{g:02}" for g in range(12) for _ in range(g + 1)],
         "Ukuran kelompoknya berbeda: rata-ratakan BARIS yang terambil, bukan rata-rata kelompok."),
    ]  # fmt: skip
    for truth, groups, note in cases:
        truth = [int(value) for value in truth]
        order = list(range(len(truth)))
        made.shuffle(order)
        truth, groups = [truth[i] for i in order], [groups[i] for i in order]
        for seed in (42, 7):
            wanted = _interval(truth, groups, 400, seed)
            seen = call(selang, list(truth), list(groups), 400, seed)
            if seen is None or not hasattr(seen, "__len__") or len(seen) != 2:
                expect_equal("hasil selang", seen, wanted, "Kembalikan pasangan (bawah, atas).")
            if any(abs(float(a) - b) > 1e-9 for a, b in zip(seen, wanted)):
                shown = tuple(round(float(value), 4) for value in seen)
                note = _interval_note(seen, wanted, truth, groups, seed) or note
                raise Wrong(
                    f"`selang(...)` untuk {len(truth)} baris dan {len(set(groups))} kelompok dengan `benih={seed}` "
                    f"seharusnya {tuple(round(v, 4) for v in wanted)}, fungsi Anda menghasilkan {shown}. {note}"
                )


def _interval_note(seen, wanted, truth, groups, seed):
    """Dugaan tentang sebab selang yang meleset; None bila tidak dikenali."""
    guesses = [
        (_interval(truth, groups, 400, seed, once=True), 1e-9, "Kelompok yang terambil dua kali dihitung dua kali."),
        (_interval(truth, list(range(len(truth))), 400, seed), 1e-9, "Jangan mengambil baris satu per satu, ambillah kelompoknya."),
        (_interval(truth, groups, 400, seed, edges=(5, 95)), 1e-9, "Untuk selang 95%, persentilnya 2,5 dan 97,5."),
        (_interval(truth, groups, 400, 42), 1e-9, "Apakah `benih` dari masukan sudah dipakai?"),
        (_interval(truth, groups, 1000, seed), 1e-9, "Apakah `ulang` dari masukan sudah dipakai?"),
        (_interval(truth, groups, 2000, seed), 1e-9, "Apakah `ulang` dari masukan sudah dipakai?"),
        (wanted, 0.006, "Selisihnya kecil sekali; jangan membulatkan hasilnya."),
    ]
    for value, width, note in guesses:
        if all(abs(float(a) - b) < width for a, b in zip(seen, value)):
            return note
    return None


def _interval(truth, groups, repeats, seed, once=False, edges=(2.5, 97.5)):
    import numpy as np

    truth, groups = np.asarray(truth), np.asarray(groups)
    _, number = np.unique(groups, return_inverse=True)
    total, hits = np.bincount(number), np.bincount(number, weights=truth)
    draw = np.random.default_rng(seed)
    values = []
    for _ in range(repeats):
        picked = draw.integers(0, len(total), len(total))
        picked = np.unique(picked) if once else picked
        values.append(hits[picked].sum() / total[picked].sum())
    return tuple(np.percentile(values, edges).tolist())


@lesson.check(
    hints=[
        "`paired_difference(macro_f1, label, tebakan, pembanding, groups=kelompok, ...)` memberi sebuah selang.",
        "`level=1 - 0.05 / len(peserta)`, `repeats=1000`, `seed=42`.",
        "`selang.excludes(0)` menjawab apakah nol di luar selang; tanda `selang.value` menentukan arahnya.",
    ]
)
def laporan(laporan):
    """Latihan 6: putusan untuk beberapa peserta."""
    none = "tidak terbukti berbeda"
    labels, groups = [i % 3 for i in range(60)], list(range(60))
    base = _flip(labels, range(0, 60, 3))
    _verdicts(laporan, labels, base, {"kembar": base}, groups, {"kembar": none},
              "Selisihnya selalu nol, jadi selangnya [0; 0]. Selang itu memuat nol: batasnya termasuk.")  # fmt: skip
    entrants = {"naik": _flip(labels, range(0, 6)), "turun": _flip(labels, range(0, 50)), "kembar": base}
    _verdicts(laporan, labels, base, entrants, groups, {"naik": "di atas", "turun": "di bawah", "kembar": none},
              "Periksa arah selisihnya (peserta dikurangi pembanding) dan ketiga putusannya.")  # fmt: skip
    # Lima terjemahan per makna: seolah 5 x bukti bila kelompoknya diabaikan.
    many, meaning = labels[:24] * 5, list(range(24)) * 5
    weak = _flip(labels[:24], range(12)) * 5
    better = _flip(labels[:24], [0, 1, 2, 3, 12]) * 5
    mixed = {"rapi": _flip(labels[:24], [0, 1, 2, 3, 12, 13, 14]) * 5}
    _verdicts(laporan, many, weak, mixed, meaning, {"rapi": none},
              "Ambil ulang menurut `kelompok`: lima terjemahan satu makna bukan lima bukti.")  # fmt: skip
    _verdicts(laporan, many, weak, {"baik": better}, meaning, {"baik": "di atas"},
              "Bandingkan selisih berpasangan, bukan dua selang yang bertumpuk; untuk satu peserta tingkatnya 0.95.")  # fmt: skip
    five = {f"kembar {i}": weak for i in range(9)} | {"baik": better}
    _verdicts(laporan, many, weak, five, meaning, dict.fromkeys(five, none),
              "Ada sepuluh peserta, jadi tingkat kepercayaannya 1 - 0.05 / 10 = 0.995.")  # fmt: skip
    rare = [0] * 54 + [1] * 6
    lazy, alert = [0] * 60, [0] * 54 + [1] * 5 + [0]
    alert = [1 if i < 7 else g for i, g in enumerate(alert)]
    _verdicts(laporan, rare, lazy, {"waspada": alert}, groups, {"waspada": "di atas"},
              "Ukurannya F1 makro, bukan akurasi; di sini kelas 1 jarang.")  # fmt: skip


def _flip(labels, wrong):
    """Salinan label dengan tebakan keliru pada nomor-nomor itu."""
    wrong = set(wrong)
    return [(label + 1) % 3 if i in wrong else label for i, label in enumerate(labels)]


def _verdicts(laporan, labels, base, entrants, groups, wanted, note):
    try:
        seen = call(laporan, list(labels), list(base), {n: list(g) for n, g in entrants.items()}, list(groups))
    except Stopped as stopped:
        stopped.note = "Semua masukan berupa daftar bilangan bulat, `peserta` berupa kamus."
        raise
    expect_equal("laporan(...)", seen, wanted, note)
