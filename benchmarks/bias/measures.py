"""Angka Bab 12 untuk checkpoint rak dan Gemma: skor mentah, lalu ringkasan berselang.

:func:`measure` menghasilkan skor mentah; :func:`summarize` menghitung semua selang dan nilai p
hanya dari skor itu, sehingga dapat diperiksa ulang tanpa model. Kelompok tidak pernah diurutkan
menurut skornya: yang dilaporkan sebaran, satu kontras menurut dugaan yang tertulis, atau deret
nilai p tanpa nama.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from benchmarks.bias import sentences
from benchmarks.bias.speed import GEMMA, Case, loaded
from benchmarks.inference import machine
from course_lib import bias
from course_lib.evaluation import Interval, bootstrap
from course_lib.measure import cpu_threads

KOMENTAR, SENTIMEN = "mini/bert-komentar", "mini/bert-sentimen-nusantara"
DASAR = "mini/bert-dasar-nusantara"
CLASSIFIERS = {KOMENTAR: "kasar", SENTIMEN: "positive"}  # kelas yang skornya dilaporkan
SUBJECTS = (*CLASSIFIERS, DASAR, GEMMA)
KINDS = ("suku", "agama", "daerah", "usia")
GENDER_PAIRS = (("pria", "wanita"), ("laki-laki", "perempuan"))
LEVEL = 0.05


def measure(subject: str, threads: int = 1) -> dict:
    """Skor mentah satu checkpoint, lama menghitungnya, dan RAM puncak prosesnya."""
    kind = {DASAR: "AutoModelForMaskedLM", GEMMA: "AutoModelForCausalLM"}
    case = Case("", subject, kind.get(subject, "AutoModelForSequenceClassification"), 0)
    with cpu_threads(threads):
        model, tokenizer = loaded(case)
        started = time.perf_counter()
        if subject in CLASSIFIERS:
            found = swaps(model, tokenizer, CLASSIFIERS[subject]) | {
                "galat": errors(subject, model, tokenizer)
            }
        elif subject == DASAR:
            found = masked(model, tokenizer)
        else:
            found = causal(model, tokenizer)
    seconds = round(time.perf_counter() - started, 1)
    return {"utas": threads, "detik": seconds, "ram_mb": machine.peak_mb(), **found}


def swaps(model, tokenizer, reported: str) -> dict:
    """Skor kelas ``reported`` (pola, isian) dan label setiap kalimat kontrafaktual."""
    number = {name: place for place, name in model.config.id2label.items()}[reported]
    scores, labels = {}, {}
    for slot in ("nama", "kelompok"):
        grid = sentences.swaps(slot)
        flat = [text for row in grid for text in row]
        values = bias.class_probabilities(model, tokenizer, flat).reshape(len(grid), len(grid[0]), -1)
        scores[slot] = _rounded(values[..., number], 4)
        labels[slot] = ["".join(map(str, row)) for row in values.argmax(-1).tolist()]
    return {"skor": scores, "label": labels}


def errors(subject: str, model, tokenizer) -> dict:
    """Baris yang salah ditebak, sebagai angka 0/1: menurut bahasa, atau menurut ragam dan sebutan.

    ``mini/ulasan-nusantara`` tidak dipakai melatih model sentimennya, jadi semua bagiannya diukur;
    komentar yang dipakai ialah bagian uji yang sopan.
    """
    if subject == SENTIMEN:
        found = {}
        for language in sentences.LANGUAGES:
            texts, labels = sentences.reviews(language)
            guesses = bias.class_probabilities(model, tokenizer, texts).argmax(-1)
            found[language] = "".join(str(int(one)) for one in guesses != np.array(labels))
        return found
    comments = sentences.polite_comments()
    guesses = bias.class_probabilities(model, tokenizer, [one["text"] for one in comments]).argmax(-1)
    return {
        "ragam": [one["gaya"] for one in comments],
        "menyebut": [int(bool(one["kelompok"])) for one in comments],
        "salah_tuduh": "".join(str(int(one)) for one in guesses == 1),
    }


def masked(model, tokenizer) -> dict:
    """Selisih log-probabilitas pasangan kata gender di celah, dan selisih PLL pasangan kalimat."""
    every = sentences.job_frames()
    scores = {}
    words = list(dict.fromkeys(word for pair in sentences.MASKED_PAIRS for word in pair))
    for title, jobs in (
        ("pekerjaan", sentences.column("pekerjaan", "pekerjaan")),
        ("netral", sentences.NEUTRAL),
    ):
        texts = [frame.format(gender=tokenizer.mask_token, pekerjaan=job) for frame in every for job in jobs]
        values = bias.slot_log_probabilities(model, tokenizer, texts, words)
        values = values.reshape(len(every), len(jobs), len(words))
        for first, second in sentences.MASKED_PAIRS:
            gap = values[..., words.index(first)] - values[..., words.index(second)]
            scores[f"{title}, {first} - {second}"] = _rounded(gap, 3)

    def likelihood(texts):
        return bias.pseudo_log_likelihood(model, tokenizer, texts).total

    return {"skor": scores | _sentence_pairs(likelihood)}


def causal(model, tokenizer) -> dict:
    """Selisih log P(pekerjaan | kata gender), dan selisih log-likelihood pasangan kalimat."""
    prefixes = sentences.job_prefixes()
    jobs = [f" {job}" for job in sentences.column("pekerjaan", "pekerjaan")]
    scores = {}
    for first, second in sentences.CAUSAL_PAIRS:
        texts = [prefix.format(gender=word) for word in (first, second) for prefix in prefixes]
        values = bias.slot_log_probabilities(model, tokenizer, texts, jobs)
        scores[f"pekerjaan, {first} - {second}"] = _rounded(np.subtract(*np.split(values, 2)), 3)

    def likelihood(texts):
        return bias.causal_log_likelihood(model, tokenizer, texts).total

    return {"skor": scores | _sentence_pairs(likelihood)}


def _sentence_pairs(likelihood) -> dict:
    """Selisih skor kalimat (bingkai, kegiatan) untuk setiap pasangan dan pasangan kendalinya."""
    pairs = {pair: "kegiatan" for pair in sentences.SENTENCE_PAIRS} | {sentences.CONTROL_PAIR: "kendali"}
    values = {}
    for person in dict.fromkeys(person for pair in pairs for person in pair):
        grid = sentences.sentences_about(person)
        values[person] = np.reshape(likelihood([text for row in grid for text in row]), (len(grid), -1))
    return {
        f"{title}, {first} - {second}": _rounded(values[first] - values[second], 3)
        for (first, second), title in pairs.items()
    }


def summarize(found: Mapping[str, Mapping]) -> dict:
    """Selang dan nilai p semua checkpoint dari bagian ``angka`` di ``results.json``.

    Args:
        found: nama checkpoint ke hasil :func:`measure`.

    Returns:
        ``checkpoint``: ringkasan masing-masing; ``utama``: uji label setiap kontras, yaitu [p, Holm
        atas kontras checkpoint itu, Holm atas kontras semua checkpoint], tanpa pasangan kendali;
        ``komunitas``: 12 uji komunitas nama setiap classifier, tanpa nama dan diurutkan dari p
        terkecil.
    """
    each = {
        subject: swap_summary(entry) | error_summary(entry["galat"])
        if subject in CLASSIFIERS
        else gap_summary(entry)
        for subject, entry in found.items()
    }
    tests = {
        subject: {
            title: one["uji_label"][1]
            for title, one in summary["kontras"].items()
            if not title.startswith("kendali")
        }
        for subject, summary in each.items()
    }
    every = [value for one in tests.values() for value in one.values()]
    together = iter(bias.holm(every) if every else [])
    main = {
        f"{subject}: {title}": [value, *(round(float(after), 4) for after in (alone, next(together)))]
        for subject, one in tests.items()
        for (title, value), alone in zip(one.items(), bias.holm(list(one.values())), strict=True)
    }
    return {"checkpoint": each, "utama": main, "komunitas": communities(found)}


def swap_summary(entry: Mapping) -> dict:
    """Ringkasan satu classifier: bagian yang berbalik, kata gender, dan kontras nama L - P."""
    kinds = np.array(sentences.column("kelompok", "jenis"))
    words = sentences.column("kelompok", "frasa")
    labels = {slot: np.array([list(row) for row in rows]) for slot, rows in entry["label"].items()}
    flips = {kind: flipped(labels["kelompok"][:, kinds == kind]) for kind in KINDS}
    flips["nama"] = flipped(labels["nama"])
    scores = {slot: np.array(rows) for slot, rows in entry["skor"].items()}
    pairs = {}
    for first, second in GENDER_PAIRS:
        gap = scores["kelompok"][:, words.index(first)] - scores["kelompok"][:, words.index(second)]
        pairs[f"{first} - {second}"] = {
            "hanya_pola": _shown(bootstrap(np.mean, gap)),
            "uji_tanda": _test(bias.sign_flip_test(gap)),
        }
    gender, layers = sentences.column("nama", "gender"), sentences.column("nama", "komunitas")
    used = [place for place, one in enumerate(gender) if one != "N"]
    named = contrast(scores["nama"][:, used], [gender[i] for i in used], "L", "P", [layers[i] for i in used])
    return {
        "berbalik": {name: _shown(bootstrap(np.mean, values)) for name, values in flips.items()},
        "kata_gender": pairs,
        "kontras": {"nama L - P": named},
    }


def error_summary(found: Mapping) -> dict:
    """Bagian yang salah menurut bahasa (dengan selisih dari ``ind``), atau salah tuduh menurut ragam."""
    if "salah_tuduh" in found:
        flags = [one == "1" for one in found["salah_tuduh"]]
        named = ["menyebut kelompok" if one else "tanpa sebutan" for one in found["menyebut"]]
        by = {
            name: {group: _shown(one) for group, one in bias.rates_by_group(flags, groups).items()}
            for name, groups in (("ragam", found["ragam"]), ("sebutan", named))
        }
        return {"salah_tuduh": by}
    wrong = {language: np.array([int(one) for one in flags]) for language, flags in found.items()}
    first, *others = wrong
    gaps = {language: wrong[language] - wrong[first] for language in others}
    tests = {language: bias.sign_flip_test(gap) for language, gap in gaps.items()}
    corrected = bias.holm([one.p_value for one in tests.values()])
    return {
        "salah": {
            name: _shown(bias.rates_by_group(list(flags), [name] * len(flags))[name])
            for name, flags in wrong.items()
        },
        "selisih_salah": {
            language: {
                "makna": _shown(bootstrap(np.mean, gap)),
                "uji_tanda": _test(tests[language]),
                "holm": round(float(after), 4),
            }
            for (language, gap), after in zip(gaps.items(), corrected, strict=True)
        },
    }


def gap_summary(entry: Mapping) -> dict:
    """Ringkasan satu model bahasa: setiap tabel selisih (bingkai, kata), dan pembanding netralnya."""
    scores = {title: np.array(rows) for title, rows in entry["skor"].items()}
    guess = sentences.column("pekerjaan", "dugaan")
    contrasts, neutral = {}, {}
    for title, values in scores.items():
        what, pair = title.split(", ")
        if what == "netral":
            jobs = scores[f"pekerjaan, {pair}"]
            groups = ["pekerjaan"] * jobs.shape[1] + ["netral"] * values.shape[1]
            both = np.hstack([jobs, values])
            weights = bias.group_contrast(groups, "pekerjaan", "netral")
            neutral[pair] = {
                "pekerjaan": _shown(bootstrap(np.mean, jobs.mean(axis=1))),
                "netral": _shown(bootstrap(np.mean, values.mean(axis=1))),
                "selisih_dua_arah": _shown(bias.two_way_interval(both, weights)),
            }
        elif what == "pekerjaan":
            contrasts[f"{title}, dugaan L - P"] = contrast(values, guess, "L", "P")
        else:
            contrasts[f"{title}, luar - dalam"] = contrast(values, sentences.activities()[1], "luar", "dalam")
    return {"kontras": contrasts} | ({"netral": neutral} if neutral else {})


def contrast(scores, groups: Sequence[str], first: str, second: str, strata: Sequence | None = None) -> dict:
    """Satu kontras: tiga selang, uji label antarkata, dan uji tanda yang hanya mengacak pola."""
    scores = np.asarray(scores)
    weights = bias.group_contrast(groups, first, second)
    gaps = scores @ weights
    return {
        "hanya_pola": _shown(bootstrap(np.mean, gaps)),
        "bootstrap_dua_arah": _shown(bias.two_way_bootstrap(scores, weights, strata=strata)),
        "dua_arah": _shown(bias.two_way_interval(scores, weights, strata=strata)),
        "uji_label": _test(bias.label_permutation_test(scores, groups, strata)),
        "uji_tanda": _test(bias.sign_flip_test(gaps)),
    }


def communities(found: Mapping[str, Mapping]) -> dict:
    """Setiap komunitas nama lawan sisanya, semua classifier: nilai p tanpa nama, dan koreksinya."""
    from scipy.stats import false_discovery_control

    names, values = sentences.column("nama", "komunitas"), []
    for subject in CLASSIFIERS:
        if subject in found:
            scores = np.array(found[subject]["skor"]["nama"])
            for one in dict.fromkeys(names):
                groups = ["ini" if name == one else "lain" for name in names]
                values.append(bias.label_permutation_test(scores, groups).p_value)
    if not values:
        return {}
    return {
        "p": [round(one, 4) for one in sorted(values)],
        "di_bawah_0,05": int(sum(one <= LEVEL for one in values)),
        "holm_terkecil": round(float(bias.holm(values).min()), 4),
        "bh_terkecil": round(float(false_discovery_control(values).min()), 4),
    }


def flipped(labels) -> np.ndarray:
    """Untuk setiap pola, bagian pasangan isian yang labelnya berbeda; bentuk (T,)."""
    pairs = combinations(range(labels.shape[1]), 2)
    return np.mean([labels[:, i] != labels[:, j] for i, j in pairs], axis=0)


def _rounded(values, places: int) -> list[list[float]]:
    return np.round(values, places).tolist()


def _shown(interval: Interval) -> list[float]:
    return [round(float(part), 4) for part in (interval.value, interval.low, interval.high)]


def _test(result: bias.PermutationResult) -> list[float]:
    return [round(result.statistic, 4), round(result.p_value, 4)]
