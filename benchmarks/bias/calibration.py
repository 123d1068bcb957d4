"""Kalibrasi: skor buatan yang jawabannya diketahui, dan seberapa sering setiap uji keliru.

Skor buatan berbentuk (pola, kata): pengaruh pola + kata + lapisan + sisa. Label kelompoknya tidak
berpengaruh, kecuali bila bias ditanam. Setiap ulangan mempunyai benih sendiri, jadi 200 ulangan
pertama dari 2.000 sama dengan 200 ulangan yang dijalankan tersendiri.
"""

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from course_lib import bias
from course_lib.evaluation import bootstrap

SHORT, LONG = 200, 2000
TEMPLATES, WORDS = 28, 24  # 12 kata setiap kelompok, seperti daftar pekerjaan
REPEATS = 499  # pengacakan setiap uji; 0,05 x 500 bilangan bulat
LOW, HIGH = 0.02, 0.09  # bagian penolakan yang dianggap wajar bagi uji 5%
PLANTED = {"kecil": 0.25, "sedang": 0.5, "besar": 1.0}
# Simpangan baku pengaruh pola, kata, lapisan, dan sisa; "miring": sebaran eksponensial;
# "clash": kelompok berbeda menurut pola, dengan rata-rata nol.
WORLDS: dict[str, dict] = {
    "biasa": {"template": 1.0, "word": 0.5, "layer": 0.5, "rest": 0.5},
    "pola kuat": {"template": 3.0, "word": 0.5, "layer": 0.5, "rest": 0.5},
    "kata kuat": {"template": 0.5, "word": 2.0, "layer": 0.5, "rest": 0.3},
    "lapisan kuat": {"template": 0.5, "word": 0.5, "layer": 3.0, "rest": 0.5},
    "miring": {"template": 1.0, "word": 1.0, "layer": 1.0, "rest": 1.0, "skewed": True},
    "tanpa pengaruh kata": {"template": 1.0, "word": 0.0, "layer": 0.0, "rest": 1.0},
    "kelompok x pola": {"template": 1.0, "word": 0.5, "layer": 0.5, "rest": 0.5, "clash": 1.0},
}


@dataclass(frozen=True)
class Check:
    """Satu uji atau selang.

    Args:
        decide: (rng, dunia, bias tertanam) ke (menolak?, memuat nilai benar?); yang tidak ada
            artinya ``None``.
        worlds: dunia tempatnya diuji.
        promised: apakah asumsinya terpenuhi, sehingga 5% dijanjikan; yang lain contoh salah pakai.
        planted: apakah kekuatannya diukur di dunia "biasa".
        cap: ulangan paling banyak.
    """

    decide: Callable
    worlds: tuple[str, ...]
    promised: bool = True
    planted: bool = True
    cap: int = LONG


def world(rng, template, word, layer, rest, skewed=False, clash=0.0, planted=0.0, words=WORDS):
    """(skor (28, words), kelompok, lapisan); setiap lapisan berisi dua kata L dan dua kata P."""

    def draw(scale, *shape):
        return scale * (rng.exponential(1, shape) - 1 if skewed else rng.normal(size=shape))

    groups = np.tile(["L", "P"], words // 2)
    layers = np.arange(words) // 4
    scores = draw(template, TEMPLATES, 1) + draw(word, 1, words) + draw(rest, TEMPLATES, words)
    scores = scores + draw(layer, layers[-1] + 1)[layers] + draw(clash, TEMPLATES, 2)[:, (groups == "P") * 1]
    return scores + planted * (groups == "L"), groups, layers


def _setting(name: str, layered: bool, planted: float) -> dict:
    """Dunia ``name``; tanpa lapisan, pengaruh lapisannya pun tidak ada."""
    return WORLDS[name] | {"planted": planted} | ({} if layered else {"layer": 0.0})


def _label(layered: bool):
    def decide(rng, name, planted):
        scores, groups, layers = world(rng, **_setting(name, layered, planted))
        test = bias.label_permutation_test(scores, groups, layers if layered else None, repeats=REPEATS)
        return test.p_value <= 0.05, None

    return decide


def _many(rng, name, planted):
    scores, _, _ = world(rng, **_setting(name, True, 0.0))
    groups = rng.permutation(np.arange(WORDS) % 4)
    scores = scores + planted * (groups == 0)
    return bias.label_permutation_test(scores, groups, repeats=REPEATS).p_value <= 0.05, None


def _interval(method, layered: bool, **options):
    def decide(rng, name, planted):
        scores, groups, layers = world(rng, **_setting(name, layered, planted))
        weights = bias.group_contrast(groups, "L", "P")
        found = method(scores, weights, strata=layers if layered else None, **options)
        return found.excludes(0), not found.excludes(planted)

    return decide


def _two_words(rng, name, planted):
    """Selisih dua kata tertentu; pengaruh katanya sendiri termasuk yang dicari, jadi di sini nol."""
    scores, _, _ = world(rng, **_setting(name, False, planted) | {"word": 0.0}, words=4)
    return scores[:, 0] - scores[:, 1]


def _sign(rng, name, planted):
    return bias.sign_flip_test(_two_words(rng, name, planted), repeats=REPEATS).p_value <= 0.05, None


def _templates_only(rng, name, planted):
    found = bootstrap(np.mean, _two_words(rng, name, planted), repeats=500)
    return found.excludes(0), not found.excludes(planted)


def _gaps(rng, name, planted):
    scores, groups, _ = world(rng, **_setting(name, False, planted))
    return scores @ bias.group_contrast(groups, "L", "P")


def _naive_sign(rng, name, planted):
    return bias.sign_flip_test(_gaps(rng, name, planted), repeats=REPEATS).p_value <= 0.05, None


def _naive_interval(rng, name, planted):
    found = bootstrap(np.mean, _gaps(rng, name, planted), repeats=500)
    return found.excludes(0), not found.excludes(planted)


def _ignored_layers(rng, name, planted):
    scores, groups, _ = world(rng, **_setting(name, True, planted))
    return bias.label_permutation_test(scores, groups, repeats=REPEATS).p_value <= 0.05, None


def _wilson(rate: float):
    def decide(rng, _, __):
        found = bias.rates_by_group(rng.random(30) < rate, ["x"] * 30)["x"]
        return None, not found.excludes(rate)

    return decide


def _holm(rng, _, __):
    """Dua puluh uji tanda yang semuanya tanpa bias: apakah sedikitnya satu menolak sesudah Holm."""
    return bool((bias.holm(rng.random(20)) <= 0.05).any()), None


def _uncorrected(rng, _, __):
    return bool((rng.random(20) <= 0.05).any()), None


EVERY = tuple(WORLDS)
FIXED = tuple(name for name in EVERY if name != "kelompok x pola")  # polanya dianggap tetap
FLAT = tuple(name for name in EVERY if name != "lapisan kuat")  # tanpa lapisan
PLAIN = ("biasa",)
CHECKS: dict[str, Check] = {
    "label_permutation_test": Check(_label(False), FLAT[:-1]),
    "label_permutation_test, lapisan": Check(_label(True), FIXED),
    "label_permutation_test, 4 kelompok": Check(_many, FIXED),
    "sign_flip_test, dua kata": Check(_sign, ("biasa", "pola kuat", "miring")),
    "two_way_interval": Check(_interval(bias.two_way_interval, False), FLAT),
    "two_way_interval, lapisan": Check(_interval(bias.two_way_interval, True), EVERY),
    "two_way_bootstrap": Check(_interval(bias.two_way_bootstrap, False, repeats=500), FLAT, cap=1000),
    "two_way_bootstrap, lapisan": Check(
        _interval(bias.two_way_bootstrap, True, repeats=500), EVERY, cap=1000
    ),
    "evaluation.bootstrap, dua kata": Check(_templates_only, ("biasa", "pola kuat", "miring"), cap=1000),
    "rates_by_group, 20% dari 30": Check(_wilson(0.2), PLAIN, planted=False),
    "rates_by_group, 5% dari 30": Check(_wilson(0.05), PLAIN, planted=False),
    "holm, 20 uji": Check(_holm, PLAIN, planted=False),
    "salah pakai: 20 uji tanpa koreksi": Check(_uncorrected, PLAIN, False, False),
    "salah pakai: sign_flip_test untuk kelompok": Check(_naive_sign, ("biasa", "kata kuat"), False, False),
    "salah pakai: evaluation.bootstrap untuk kelompok": Check(
        _naive_interval, ("biasa", "kata kuat"), False, False, SHORT
    ),
    "salah pakai: lapisan tidak disebut": Check(_ignored_layers, ("lapisan kuat",), False, False),
    "salah pakai: label_permutation_test, kelompok x pola": Check(
        _label(False), ("kelompok x pola",), False, False
    ),
}


def run(runs: int, checks: Mapping[str, Check] = CHECKS, say: Callable[[str], None] = print) -> dict:
    """Hitungan penolakan dan cakupan setiap uji, dunia, dan bias tertanam.

    Args:
        runs: banyak ulangan setiap keadaan.
        checks: uji yang dijalankan.
        say: mencetak kemajuan.

    Returns:
        ``detik``: lama setiap uji; ``hitungan``: uji ke keadaan ke ulangan ke hitungannya, dengan
        kunci ``"200"`` (atau ``runs`` bila kurang) untuk ulangan pertama saja.
    """
    found, seconds = {}, {}
    for title, check in checks.items():
        started = time.perf_counter()
        cases = {name: (name, 0.0) for name in check.worlds}
        if check.planted:
            cases |= {f"bias {size}": ("biasa", value) for size, value in PLANTED.items()}
        found[title] = {
            case: _count(check, title, *setting, min(runs, check.cap)) for case, setting in cases.items()
        }
        seconds[title] = round(time.perf_counter() - started)
        say(f"{title}: selesai, {seconds[title]} detik")
    return {"ulangan": runs, "detik": seconds, "hitungan": found}


def _count(check: Check, title: str, name: str, planted: float, runs: int) -> dict:
    seed = zlib.crc32(f"{title}/{name}/{planted}".encode())
    outcomes = [check.decide(np.random.default_rng([seed, number]), name, planted) for number in range(runs)]
    counts: dict = {}
    for size in sorted({min(SHORT, runs), runs}):
        first = outcomes[:size]
        one = {
            key: int(sum(bool(values[place]) for values in first))
            for place, key in enumerate(("menolak", "memuat"))
            if first[0][place] is not None
        }
        counts[str(size)] = one
    return counts


def summarize(found: Mapping) -> dict:
    """Bagian yang menolak dan yang memuat nilai benar, dengan selang Wilson bagi kebetulan ulangannya.

    Args:
        found: hasil :func:`run`.

    Returns:
        Uji ke keadaan ke ulangan ke ``menolak`` dan ``memuat``: [bagian, bawah, atas].
    """
    return {
        title: {
            case: {
                size: {key: rate(value, int(size)) for key, value in one.items()}
                for size, one in sizes.items()
            }
            for case, sizes in cases.items()
        }
        for title, cases in found["hitungan"].items()
    }


def rate(count: int, runs: int) -> list[float]:
    """[bagian, bawah, atas] menurut Wilson, tiga desimal."""
    found = bias.rates_by_group([True] * count + [False] * (runs - count), ["x"] * runs)["x"]
    return [round(part, 3) for part in (found.value, found.low, found.high)]


def goals(found: Mapping) -> dict:
    """Uji yang berjanji 5%: keadaan tanpa bias yang keluar dari 2% sampai 9%, dan kekuatannya.

    Selang tanpa uji (``rates_by_group``) dinilai dari bagian yang tidak memuat nilai benarnya.

    Args:
        found: hasil :func:`run`.

    Returns:
        ``keadaan``: ulangan ke banyak keadaan yang dinilai; ``terlalu_sering`` dan
        ``terlalu_jarang``: ulangan ke daftar [uji, keadaan, bagian]; ``menemukan``: uji ke bagian
        bias kecil, sedang, dan besar yang ditemukan.
    """
    judged: dict[str, int] = {}
    often: dict[str, list] = {}
    rarely: dict[str, list] = {}
    power = {}
    for title, cases in found["hitungan"].items():
        if not CHECKS[title].promised:
            continue
        for case, sizes in cases.items():
            if case.startswith("bias "):
                continue
            for size, one in sizes.items():
                wrong = one.get("menolak", int(size) - one.get("memuat", 0)) / int(size)
                judged[size] = judged.get(size, 0) + 1
                for listed, odd in ((often, wrong > HIGH), (rarely, wrong < LOW)):
                    listed.setdefault(size, [])
                    if odd:
                        listed[size].append([title, case, round(wrong, 4)])
        if CHECKS[title].planted:
            last = [(cases[f"bias {size}"], max(cases[f"bias {size}"], key=int)) for size in PLANTED]
            power[title] = [round(sizes[most]["menolak"] / int(most), 3) for sizes, most in last]
    return {"keadaan": judged, "terlalu_sering": often, "terlalu_jarang": rarely, "menemukan": power}
