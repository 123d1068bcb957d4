"""Jawaban keliru untuk latihan Bab 12."""


def _filled(pola, kata, celah, check=True, transpose=False, flat=False):
    mark = "{" + celah + "}"
    if check and (not pola or not kata or any(p.count(mark) != 1 for p in pola)):
        raise ValueError(mark)
    rows = [[p.replace(mark, k) for k in kata] for p in pola]
    if transpose:
        return [list(column) for column in zip(*rows)]
    return sum(rows, []) if flat else rows


def _formatted(pola, kata, celah):
    return [[p.format(**{celah: k}) for k in kata] for p in pola]


def _only_in(pola, kata, celah):
    if not pola or not kata or any("{" + celah + "}" not in p for p in pola):
        raise ValueError(celah)
    return _filled(pola, kata, celah, check=False)


def _first_only(pola, kata, celah):
    if not pola or not kata or "{" + celah + "}" not in pola[0]:
        raise ValueError(celah)
    return _filled(pola, kata, celah, check=False)


def _borrowed(pola, kata, celah):
    from course_lib.bias import fill

    return fill(pola, kata, celah)


def _empty_words(pola, kata, celah):
    return _filled(pola, kata, celah) if kata else []


def _flips(label, pairs="all", whole=False, guard=True):
    made = []
    for row in label:
        n = len(row)
        if guard and n < 2:
            raise ValueError(n)
        chosen = {
            "all": [(i, j) for i in range(n) for j in range(i)],
            "first": [(0, j) for j in range(1, n)],
            "square": [(i, j) for i in range(n) for j in range(n)],
            "next": [(i, i + 1) for i in range(n - 1)],
        }[pairs]
        made.append(sum(row[i] != row[j] for i, j in chosen) / max(1, len(chosen)))
    return sum(made) / len(made) if whole else made


def _any_flip(label):
    if any(len(row) < 2 for row in label):
        raise ValueError
    return [float(len(set(row)) > 1) for row in label]


def _two_classes(label):
    if any(len(row) < 2 for row in label):
        raise ValueError
    made = []
    for row in label:
        n, first = len(row), row.count(row[0])
        made.append(2 * first * (n - first) / (n * (n - 1)))
    return made


def _permuted(
    rata, label, lapisan, ulang, benih, layers=True, plus=1, strict=False, one=False, flip=False, drift=False, slack=1e-12
):
    import numpy as np

    rata, label, lapisan = np.asarray(rata), np.asarray(label), np.asarray(lapisan)
    lapisan = lapisan if layers else np.array(["x"] * len(rata))

    def gap(label):
        value = rata[label == "L"].mean() - rata[label == "P"].mean()
        return -value if flip else value

    draw, b, now = np.random.default_rng(benih), 0, label.copy()
    for _ in range(ulang):
        now = now if drift else label.copy()
        for name in np.unique(lapisan):
            now[lapisan == name] = draw.permutation(now[lapisan == name])
        seen, limit = (gap(now), gap(label)) if one else (abs(gap(now)), abs(gap(label)))
        b += seen > limit + 1e-12 if strict else seen >= limit - slack
    return gap(label), (b + plus) / (ulang + plus)


def _gaps(lp_a, lp_b, dugaan, rest=False, balanced=False, none=0.0, swap=False, all_words=False):
    import numpy as np

    gap, kinds = np.subtract(lp_a, lp_b).mean(axis=0), np.asarray(dugaan)
    gap = -gap if swap else gap
    control = gap[kinds == "-"]
    left, right = gap[kinds == "L"].mean(), gap[kinds != "L" if rest else kinds == "P"].mean()
    contrast = gap.mean() if all_words else (left + right) / 2 if balanced else gap[kinds != "-"].mean()
    return {
        "kendali": float(control.mean()) if len(control) else none,
        "kontras": float(contrast),
        "did": float(left - right),
    }


def _rates(
    kunci, tebakan, kelompok, empty=None, everyone=False, normal=False, drop=False, order=False, level=0.95,
    method="wilson", label=0,
):  # fmt: skip
    from scipy.stats import binomtest

    made = {}
    for name in sorted(set(kelompok)) if order else dict.fromkeys(kelompok):
        rows = [t for k, t, g in zip(kunci, tebakan, kelompok) if g == name and (everyone or k == label)]
        if not rows:
            if not drop:
                made[name] = empty
            continue
        n, p = len(rows), sum(rows) / len(rows)
        interval = binomtest(sum(rows), n).proportion_ci(confidence_level=level, method=method)
        half = 1.96 * (p * (1 - p) / n) ** 0.5
        made[name] = (p, p - half, p + half) if normal else (p, interval.low, interval.high)
    return made


def _nan_rates(kunci, tebakan, kelompok):
    return _rates(kunci, tebakan, kelompok, empty=(float("nan"),) * 3)


def _judged(perbandingan, templates=20, words=4, corrected=True, family=None, test="label", level=0.05):
    from scipy.stats import false_discovery_control

    from course_lib.bias import holm

    p = {}
    for name, (scores, groups) in perbandingan.items():
        groups = list(groups)
        if len(scores) >= templates and min(map(groups.count, set(groups))) >= words:
            p[name] = TESTS[test](scores, groups)
    made = dict.fromkeys(perbandingan, "tidak ada klaim")
    values = list(p.values())
    if family == "bonferroni":
        values, corrected = [value * len(values) for value in values], False
    if family == "bh" and values:
        values, corrected = false_discovery_control(values), False
    if corrected and values:
        padding = [1.0] * (len(perbandingan) - len(values)) if family == "all" else []
        values = holm(values + padding)[: len(values)]
    for name, value in zip(p, values):
        if value < level:
            made[name] = "berbeda"
    return made


def _labels(scores, groups):
    from course_lib.bias import label_permutation_test

    return label_permutation_test(scores, groups).p_value


def _student(scores, groups):
    import numpy as np
    from scipy.stats import ttest_ind

    words, first = np.mean(scores, axis=0), np.array(groups) == groups[0]
    return ttest_ind(words[first], words[~first]).pvalue


def _signs(scores, groups):
    from course_lib.bias import group_contrast, sign_flip_test

    first, second = dict.fromkeys(groups)
    return sign_flip_test(scores @ group_contrast(groups, first, second)).p_value


TESTS = {"label": _labels, "signs": _signs, "t": _student}

WRONG = {
    "isi": [
        (lambda: {"isi": _formatted}, "ValueError"),
        (lambda: {"isi": _only_in}, "dua kali"),
        (lambda: {"isi": _first_only}, "kedua tidak memuat"),
        (lambda: {"isi": lambda *a: _filled(*a, transpose=True)}, "Satu baris untuk setiap pola"),
        (lambda: {"isi": lambda *a: _filled(*a, flat=True)}, "Satu baris untuk setiap pola"),
        (lambda: {"isi": _borrowed}, "menulisnya sendiri"),
        (lambda: {"isi": _empty_words}, "daftar katanya kosong"),
    ],
    "berbalik": [
        (lambda: {"berbalik": lambda x: _flips(x, "first")}, "kata pertama"),
        (lambda: {"berbalik": lambda x: _flips(x, "square")}, "seharusnya"),
        (lambda: {"berbalik": lambda x: _flips(x, "next")}, "setiap pasangan"),
        (lambda: {"berbalik": lambda x: _flips(x, whole=True)}, "per pola"),
        (lambda: {"berbalik": _any_flip}, "setiap pasangan"),
        (lambda: {"berbalik": _two_classes}, "lebih dari dua macam"),
        (lambda: {"berbalik": lambda x: _flips(x, guard=False)}, "ValueError"),
    ],
    "uji_label": [
        (lambda: {"uji_label": lambda *a: _permuted(*a, layers=False)}, "di dalam lapisannya"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, plus=0)}, "(b + 1)"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, strict=True)}, "sama besar"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, slack=0)}, "pembulatan"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, one=True)}, "dua arah"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, flip=True)}, "L dikurangi P"),
        (lambda: {"uji_label": lambda *a: _permuted(*a, drift=True)}, "label asli"),
        (lambda: {"uji_label": lambda r, x, s, u, b: _permuted(r, x, s, u, 42)}, "`benih` dari masukan"),
        (lambda: {"uji_label": lambda r, x, s, u, b: _permuted(r, x, s, 1000, b)}, "`ulang` dari masukan"),
        (lambda: {"uji_label": lambda *a: _permuted(*a)[1]}, "pasangan (selisih, p)"),
    ],
    "beda_dari_beda": [
        (lambda: {"beda_dari_beda": lambda *a: _gaps(*a, rest=True, none=None)}, "kendali tidak ikut"),
        (lambda: {"beda_dari_beda": lambda *a: _gaps(*a, all_words=True, none=None)}, "kendali tidak ikut"),
        (lambda: {"beda_dari_beda": lambda *a: _gaps(*a, balanced=True, none=None)}, "bersama-sama"),
        (lambda: {"beda_dari_beda": lambda *a: _gaps(*a, swap=True, none=None)}, "lp_a dikurangi lp_b"),
        (lambda: {"beda_dari_beda": _gaps}, "None"),
    ],
    "salah_tuduh": [
        (lambda: {"salah_tuduh": _nan_rates}, "None"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, empty=(0.0, 0.0, 1.0))}, "None"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, drop=True)}, "kelompok"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, everyone=True)}, "sopan"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, normal=True)}, "Wilson 95%"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, order=True)}, "kemunculan pertama"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, level=0.9)}, "Wilson 95%"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, method="exact")}, "Wilson 95%"),
        (lambda: {"salah_tuduh": lambda *a: _rates(*a, label=1)}, "kuncinya 0"),
    ],
    "putusan": [
        (lambda: {"putusan": lambda x: dict.fromkeys(x, "tidak ada klaim")}, "memang berbeda"),
        (lambda: {"putusan": lambda x: dict.fromkeys(x, "berbeda")}, "kata-katanya"),
        (lambda: {"putusan": lambda x: _judged(x, test="signs")}, "antarkata"),
        (lambda: {"putusan": lambda x: _judged(x, corrected=False)}, "Holm"),
        (lambda: {"putusan": lambda x: _judged(x, templates=0)}, "20 pola"),
        (lambda: {"putusan": lambda x: _judged(x, templates=21)}, "Dua puluh"),
        (lambda: {"putusan": lambda x: _judged(x, words=2)}, "empat kata"),
        (lambda: {"putusan": lambda x: _judged(x, words=0)}, "ValueError"),
        (lambda: {"putusan": lambda x: _judged(x, family="all")}, "tidak ikut dihitung"),
        (lambda: {"putusan": lambda x: _judged(x, family="bonferroni")}, "Bonferroni"),
        (lambda: {"putusan": lambda x: _judged(x, family="bh")}, "Benjamini-Hochberg"),
        (lambda: {"putusan": lambda x: _judged(x, templates=19)}, "Sembilan belas"),
        (lambda: {"putusan": lambda x: _judged(x, words=5)}, "Empat kata"),
        (lambda: {"putusan": lambda x: _judged(x, test="t")}, "uji t"),
    ],
}
