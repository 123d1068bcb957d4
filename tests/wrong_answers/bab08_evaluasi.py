"""Jawaban keliru untuk latihan Bab 8."""


def _scores(kunci, tebakan, positive=1, swap=False, missing=0.0, plain_mean=False):
    pairs = list(zip(kunci, tebakan))
    tp = sum(k == t == positive for k, t in pairs)
    fp = sum(k != positive and t == positive for k, t in pairs)
    fn = sum(k == positive and t != positive for k, t in pairs)
    p = tp / (tp + fp) if tp + fp else missing
    r = tp / (tp + fn) if tp + fn else missing
    f1 = (p + r) / 2 if plain_mean else 2 * p * r / (p + r) if p + r else missing
    return {"presisi": r, "recall": p, "f1": f1} if swap else {"presisi": p, "recall": r, "f1": f1}


def _no_zero_guard(kunci, tebakan):
    tp = sum(k == t == 1 for k, t in zip(kunci, tebakan))
    p, r = tp / sum(tebakan), tp / sum(kunci)
    return {"presisi": p, "recall": r, "f1": 2 * p * r / (p + r)}


def _accuracy_as_f1(kunci, tebakan):
    right = sum(k == t for k, t in zip(kunci, tebakan)) / len(kunci)
    return _scores(kunci, tebakan) | {"f1": right}


def _library_scores(kunci, tebakan):
    from sklearn.metrics import precision_recall_fscore_support

    p, r, f, _ = precision_recall_fscore_support(kunci, tebakan, average="binary", zero_division=0)
    return {"presisi": float(p), "recall": float(r), "f1": float(f)}


def _library_macro_micro(kunci, tebakan):
    from sklearn.metrics import f1_score

    return tuple(float(f1_score(kunci, tebakan, average=kind)) for kind in ("macro", "micro"))


def _lesson_macro_f1(kunci, tebakan):
    from course_lib.evaluation import macro_f1

    return macro_f1(kunci, tebakan), _accuracy(kunci, tebakan)


def _class_f1(kunci, tebakan, classes):
    hits = [sum(a == b == c for a, b in zip(kunci, tebakan)) for c in classes]
    total = [kunci.count(c) + tebakan.count(c) for c in classes]
    return [2 * h / t for h, t in zip(hits, total)]


def _accuracy(kunci, tebakan):
    return sum(a == b for a, b in zip(kunci, tebakan)) / len(kunci)


def _only_truth_classes(kunci, tebakan):
    f1 = _class_f1(kunci, tebakan, sorted(set(kunci), key=str))
    return sum(f1) / len(f1), _accuracy(kunci, tebakan)


def _only_guessed_classes(kunci, tebakan):
    f1 = _class_f1(kunci, tebakan, sorted(set(tebakan), key=str))
    return sum(f1) / len(f1), _accuracy(kunci, tebakan)


def _weighted(kunci, tebakan):
    classes = sorted(set(kunci) | set(tebakan), key=str)
    f1 = _class_f1(kunci, tebakan, classes)
    return sum(f * kunci.count(c) for f, c in zip(f1, classes)) / len(kunci), _accuracy(kunci, tebakan)


def _weighted_as_micro(kunci, tebakan):
    classes = sorted(set(kunci) | set(tebakan), key=str)
    f1 = _class_f1(kunci, tebakan, classes)
    return sum(f1) / len(f1), _weighted(kunci, tebakan)[0]


def _both_macro(kunci, tebakan):
    f1 = _class_f1(kunci, tebakan, sorted(set(kunci) | set(tebakan), key=str))
    return (sum(f1) / len(f1),) * 2


def _swapped_pair(kunci, tebakan):
    f1 = _class_f1(kunci, tebakan, sorted(set(kunci) | set(tebakan), key=str))
    return _accuracy(kunci, tebakan), sum(f1) / len(f1)


def _numbers_only(kunci, tebakan):
    f1 = _class_f1(kunci, tebakan, range(max(kunci) + 1))
    return sum(f1) / len(f1), _accuracy(kunci, tebakan)


def _confusions(bahasa, kunci, tebakan, over_all=False, tie=min, reverse=False, clean=None, everywhere=False):
    rows = list(zip(bahasa, kunci, tebakan))
    made = {}
    for code in dict.fromkeys(bahasa):
        wrong = [(k, t) for b, k, t in rows if b == code and k != t]
        pool = [(k, t) for _, k, t in rows if k != t] if everywhere else wrong
        size = len(rows) if over_all else sum(b == code for b in bahasa)
        most = max(map(pool.count, pool), default=0)
        pair = tie(p for p in pool if pool.count(p) == most) if wrong else clean
        made[code] = (len(wrong) / size, pair[::-1] if reverse and pair else pair)
    return made


def _right_share(bahasa, kunci, tebakan):
    return {b: (1 - share, pair) for b, (share, pair) in _confusions(bahasa, kunci, tebakan).items()}


def _adjacent_only(bahasa, kunci, tebakan):
    import itertools

    rows = list(zip(bahasa, kunci, tebakan))
    made = {}
    for code, part in itertools.groupby(rows, key=lambda row: row[0]):
        _, k, t = zip(*part)
        made |= _confusions([code] * len(k), list(k), list(t))
    return made


def _deal(groups, k, seed, order=None):
    import numpy as np

    cards = np.random.default_rng(seed).permutation(np.unique(groups) if order is None else order)
    return [np.flatnonzero(np.isin(groups, cards[i::k])).tolist() for i in range(k)]


def _guarded(groups, k):
    if not 2 <= k <= len(set(groups)):
        raise ValueError(k)


def _random_rows(kelompok, k, benih):
    import numpy as np

    _guarded(kelompok, k)
    rows = np.random.default_rng(benih).permutation(len(kelompok))
    return [rows[i::k].tolist() for i in range(k)]


def _no_guard(kelompok, k, benih):
    return _deal(kelompok, max(k, 1), benih)


def _ignores_seed(kelompok, k, benih):
    _guarded(kelompok, k)
    return _deal(kelompok, k, 0)


def _unseeded(kelompok, k, benih):
    _guarded(kelompok, k)
    return _deal(kelompok, k, None)


def _from_set(kelompok, k, benih):
    _guarded(kelompok, k)
    return _deal(kelompok, k, benih, list(set(kelompok)))


def _rotated(kelompok, k, benih):
    _guarded(kelompok, k)
    cards = sorted(set(kelompok))
    turn = benih % len(cards)
    cards = cards[turn:] + cards[:turn]
    return [[i for i, group in enumerate(kelompok) if group in cards[j::k]] for j in range(k)]


def _masks(kelompok, k, benih):
    import numpy as np

    _guarded(kelompok, k)
    cards = np.random.default_rng(benih).permutation(np.unique(kelompok))
    return [np.isin(kelompok, cards[i::k]) for i in range(k)]


def _training_rows(kelompok, k, benih):
    _guarded(kelompok, k)
    return [sorted(set(range(len(kelompok))) - set(fold)) for fold in _deal(kelompok, k, benih)]


def _chunks(kelompok, k, benih):
    import numpy as np

    _guarded(kelompok, k)
    cards = np.random.default_rng(benih).permutation(np.unique(kelompok))
    size = len(cards) // k
    parts = [cards[i * size : (i + 1) * size if i < k - 1 else None] for i in range(k)]
    return [np.flatnonzero(np.isin(kelompok, part)).tolist() for part in parts]


def _group_names(kelompok, k, benih):
    import numpy as np

    _guarded(kelompok, k)
    cards = np.random.default_rng(benih).permutation(np.unique(kelompok))
    return [cards[i::k].tolist() for i in range(k)]


def _resampled(benar, kelompok, ulang, benih, rows=False, mean_of_means=False, edges=(2.5, 97.5), once=False):
    import numpy as np

    benar, kelompok = np.asarray(benar), np.asarray(kelompok)
    draw = np.random.default_rng(benih)
    own = [np.array([b]) for b in benar] if rows else [benar[kelompok == g] for g in np.unique(kelompok)]
    values = []
    for _ in range(ulang):
        picked = draw.integers(0, len(own), len(own))
        picked = np.unique(picked) if once else picked
        parts = [own[i] for i in picked]
        values.append(np.mean([p.mean() for p in parts]) if mean_of_means else np.concatenate(parts).mean())
    return tuple(np.percentile(values, edges))


def _library_interval(benar, kelompok, ulang, benih):
    import numpy as np

    from course_lib.evaluation import bootstrap

    found = bootstrap(np.mean, benar, groups=kelompok, repeats=ulang, seed=benih)
    return found.low, found.high


def _rounded(benar, kelompok, ulang, benih):
    return tuple(round(float(edge), 3) for edge in _resampled(benar, kelompok, ulang, benih))


def _only_means(benar, kelompok, ulang, benih):
    return sum(benar) / len(benar)


def _report(label, pembanding, peserta, kelompok, statistic=None, bonferroni=True, grouped=True, flip=False, always=None):
    from course_lib.evaluation import macro_f1, paired_difference

    level = 1 - 0.05 / max(1, len(peserta)) if bonferroni else 0.95
    made = {}
    for name, guess in peserta.items():
        s = paired_difference(
            statistic or macro_f1, label, guess, pembanding,
            groups=kelompok if grouped else None, repeats=1000, seed=42, level=level,
        )  # fmt: skip
        above = (s.value > 0) != flip
        proven = s.excludes(0) if always is None else always
        made[name] = ("di atas" if above else "di bawah") if proven else "tidak terbukti berbeda"
    return made


def _match(labels, guesses):
    import numpy as np

    return float((np.asarray(labels) == np.asarray(guesses)).mean())


def _strict_edges(label, pembanding, peserta, kelompok):
    from course_lib.evaluation import macro_f1, paired_difference

    made = {}
    for name, guess in peserta.items():
        s = paired_difference(macro_f1, label, guess, pembanding, groups=kelompok, repeats=1000,
                              level=1 - 0.05 / len(peserta))  # fmt: skip
        none = s.low < 0 < s.high
        made[name] = "tidak terbukti berbeda" if none else "di atas" if s.value > 0 else "di bawah"
    return made


def _separate_intervals(label, pembanding, peserta, kelompok):
    from course_lib.evaluation import bootstrap, macro_f1

    level = 1 - 0.05 / max(1, len(peserta))
    made = {}
    for name, guess in peserta.items():
        one, two = (
            bootstrap(macro_f1, label, g, groups=kelompok, repeats=1000, level=level) for g in (guess, pembanding)
        )
        made[name] = "di atas" if one.low > two.high else "di bawah" if one.high < two.low else "tidak terbukti berbeda"
    return made


WRONG = {
    "ukuran": [
        (lambda: {"ukuran": lambda k, t: _scores(k, t, swap=True)}, "Presisi dibagi TP + FP"),
        (lambda: {"ukuran": lambda k, t: _scores(k, t, plain_mean=True)}, "rata-rata biasa"),
        (lambda: {"ukuran": lambda k, t: _scores(k, t, positive=0)}, "presisi"),
        (lambda: {"ukuran": lambda k, t: _scores(k, t, missing=1.0)}, "pembaginya nol"),
        (lambda: {"ukuran": lambda k, t: _scores(k, t, missing=None)}, "pembaginya nol"),
        (lambda: {"ukuran": _no_zero_guard}, "pembaginya nol"),
        (lambda: {"ukuran": _accuracy_as_f1}, "f1"),
        (lambda: {"ukuran": _library_scores}, "menulisnya sendiri"),
        (lambda: {"ukuran": lambda k, t: {n: round(v, 2) for n, v in _scores(k, t).items()}}, "dibulatkan"),
    ],
    "makro_mikro": [
        (lambda: {"makro_mikro": _only_truth_classes}, "hanya muncul sebagai tebakan"),
        (lambda: {"makro_mikro": _only_guessed_classes}, "tidak pernah ditebak"),
        (lambda: {"makro_mikro": _weighted}, "setiap kelas sama beratnya"),
        (lambda: {"makro_mikro": _weighted_as_micro}, "bukan rata-rata berbobot"),
        (lambda: {"makro_mikro": _both_macro}, "indeks 1"),
        (lambda: {"makro_mikro": _swapped_pair}, "Urutannya (makro, mikro)"),
        (lambda: {"makro_mikro": _numbers_only}, "Kelasnya boleh teks"),
        (lambda: {"makro_mikro": _lesson_macro_f1}, "Kelasnya boleh teks"),
        (lambda: {"makro_mikro": _library_macro_micro}, "menulisnya sendiri"),
    ],
    "kebingungan": [
        (lambda: {"kebingungan": lambda *a: _confusions(*a, over_all=True)}, "bahasa itu"),
        (lambda: {"kebingungan": lambda *a: _confusions(*a, tie=max)}, "menurut abjad"),
        (lambda: {"kebingungan": lambda *a: _confusions(*a, reverse=True)}, "label sebenarnya, tebakan"),
        (lambda: {"kebingungan": lambda *a: _confusions(*a, clean=())}, "None"),
        (lambda: {"kebingungan": lambda *a: _confusions(*a, everywhere=True)}, "seharusnya"),
        (lambda: {"kebingungan": _right_share}, "seharusnya"),
        (lambda: {"kebingungan": _adjacent_only}, "berselang-seling"),
    ],
    "lipatan": [
        (lambda: {"lipatan": _random_rows}, "dua lipatan"),
        (lambda: {"lipatan": _no_guard}, "ValueError"),
        (lambda: {"lipatan": _ignores_seed}, "Semua benih"),
        (lambda: {"lipatan": _rotated}, "memutar"),
        (lambda: {"lipatan": _masks}, "flatnonzero"),
        (lambda: {"lipatan": _unseeded}, "dua kali"),
        (lambda: {"lipatan": _from_set}, "set"),
        (lambda: {"lipatan": _training_rows}, "tepat satu lipatan"),
        (lambda: {"lipatan": _chunks}, "paling banyak satu"),
        (lambda: {"lipatan": _group_names}, "nomor baris"),
    ],
    "selang": [
        (lambda: {"selang": lambda *a: _resampled(*a, rows=True)}, "satu per satu"),
        (lambda: {"selang": lambda *a: _resampled(*a, mean_of_means=True)}, "rata-rata kelompok"),
        (lambda: {"selang": lambda *a: _resampled(*a, edges=(5, 95))}, "2,5 dan 97,5"),
        (lambda: {"selang": lambda *a: _resampled(*a, once=True)}, "dihitung dua kali"),
        (lambda: {"selang": lambda b, g, u, s: _resampled(b, g, u, 42)}, "`benih` dari masukan"),
        (lambda: {"selang": lambda b, g, u, s: _resampled(b, g, 1000, s)}, "`ulang` dari masukan"),
        (lambda: {"selang": _rounded}, "membulatkan"),
        (lambda: {"selang": _library_interval}, "menulisnya sendiri"),
        (lambda: {"selang": _only_means}, "seharusnya"),
    ],
    "laporan": [
        (lambda: {"laporan": lambda *a: _report(*a, flip=True)}, "dikurangi pembanding"),
        (lambda: {"laporan": lambda *a: _report(*a, bonferroni=False)}, "0.995"),
        (lambda: {"laporan": lambda *a: _report(*a, grouped=False)}, "lima bukti"),
        (lambda: {"laporan": lambda *a: _report(*a, statistic=_match)}, "F1 makro"),
        (lambda: {"laporan": lambda *a: _report(*a, always=True)}, "kembar"),
        (lambda: {"laporan": lambda *a: _report(*a, always=False)}, "naik"),
        (lambda: {"laporan": _separate_intervals}, "berpasangan"),
        (lambda: {"laporan": _strict_edges}, "batasnya termasuk"),
        (lambda: {"laporan": lambda *a: dict.fromkeys(a[2], "tidak terbukti berbeda")}, "di atas"),
    ],
}
