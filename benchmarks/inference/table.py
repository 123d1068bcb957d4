"""Dari detik dan tebakan mentah menjadi rasio, selang, sasaran, dan tabel.

Semuanya dihitung hanya dari isi ``results.json``, sehingga dapat diperiksa ulang tanpa mengukur.
"""

import math
import statistics
from collections.abc import Mapping

import numpy as np

from benchmarks.inference import generation
from benchmarks.inference.encoders import BASE, BASELINE, MINI
from course_lib.evaluation import Interval, bootstrap, macro_f1, paired_difference
from course_lib.measure import speedup

GEMMA = "gemma"
NAMES = {
    "fp32": "fp32 PyTorch",
    "bf16": "bf16 PyTorch",
    "fp16": "fp16 PyTorch",
    "torchao-dinamis": "int8 dinamis torchao",
    "torchao-bobot": "int8 bobot saja torchao",
    "onnx-fp32": "fp32 ONNX Runtime",
    "onnx-int8": "int8 ONNX Runtime",
    "gguf-q4": "Q4_K_M llama.cpp",
}
TITLES = {
    MINI: "mini/bert-sentimen-nusantara (5,4 juta parameter)",
    BASE: "encoder seukuran BERT-base, bobot acak (109 juta parameter; mutu tidak diukur)",
    GEMMA: "Gemma 3 270M dari paket (268 juta parameter)",
}
# Mutu dianggap terjaga bila seluruh selang selisihnya tidak lebih buruk daripada batas ini.
F1_MARGIN, PERPLEXITY_MARGIN = 0.03, 1.05
SMALLER, FASTER = 3.0, 1.5


def run_name(run: Mapping) -> str:
    """Sebutan satu pengukuran, misalnya ``"1 utas, AVX2"``."""
    return f"{run['utas']} utas" + (f", {run['emulasi'].upper()}" if run["emulasi"] else "")


def speeds(run: Mapping) -> dict[str, dict[str, list[float]]]:
    """Nama pengukuran ke {cara: [rasio, bawah, atas]} terhadap fp32 PyTorch di ronde yang sama."""
    return {
        name: {
            method: _shown(speedup(methods[BASELINE], seconds))
            for method, seconds in methods.items()
            if method != BASELINE
        }
        for name, methods in run["detik"].items()
    }


def f1_scores(guessed: Mapping) -> dict[str, dict]:
    """F1 makro, selisih berpasangan dari fp32, dan bagian label yang sama; kelima bahasa digabung."""
    labels, groups = columns(guessed)
    against = digits(guessed, BASELINE)
    found = {}
    for method in guessed["angka"]:
        mine = digits(guessed, method)
        entry: dict = {
            "f1_makro": _shown(bootstrap(f1_of, labels, mine, groups=groups)),
            "label_sama": [int((mine == against).sum()), len(labels)],
        }
        if method != BASELINE:
            entry["selisih_f1"] = _shown(paired_difference(f1_of, labels, mine, against, groups=groups))
        found[method] = entry
    return found


def f1_of(labels, guesses) -> float:
    """F1 makro tiga kelas."""
    return macro_f1(labels, guesses, 3)


def columns(guessed: Mapping) -> tuple[np.ndarray, np.ndarray]:
    """Label dan nomor makna setiap baris (n,), bahasa demi bahasa."""
    repeated = len(guessed["bahasa"])
    return np.array([int(digit) for digit in guessed["label"]] * repeated), np.array(
        guessed["makna"] * repeated
    )


def digits(guessed: Mapping, method: str) -> np.ndarray:
    """Tebakan satu cara (n,), seurut :func:`columns`."""
    return np.array([int(digit) for name in guessed["bahasa"] for digit in guessed["angka"][method][name]])


def logit_errors(logits: Mapping) -> dict[str, float]:
    """Galat relatif logit setiap cara terhadap fp32: norma selisih dibagi norma fp32."""
    against = np.array(logits[BASELINE])
    return {
        method: float(f"{np.linalg.norm(np.array(values) - against) / np.linalg.norm(against):.3g}")
        for method, values in logits.items()
        if method != BASELINE
    }


def perplexities(texts: Mapping) -> dict[str, dict]:
    """Perplexity dan selisih lognya dari fp32; yang diambil ulang dokumen, berpasangan.

    Cara yang lossnya meluap (``None``) ditinggalkan.
    """
    counts = np.array(texts["token"])
    against = np.array(texts["loss"][BASELINE])
    found = {}
    for method, losses in texts["loss"].items():
        if losses is None:
            continue
        mine = np.array(losses)
        entry: dict = {"perplexity": _shown(bootstrap(lambda n, x: math.exp(per_token(n, x)), counts, mine))}
        if method != BASELINE:
            gap = paired_difference(per_token, counts, mine, against)
            entry["selisih_log_perplexity"] = _shown(gap)
        found[method] = entry
    return found


def per_token(counts, losses) -> float:
    """Loss rata-rata setiap token: jumlah loss dibagi jumlah token semua dokumen."""
    return float(np.sum(losses) / np.sum(counts))


def rates(entry: Mapping) -> dict[str, dict[str, dict[str, float]]]:
    """Token per detik (median ronde) setiap pengukuran dan cara, untuk Gemma."""
    sizes = {"baca": generation.READ_TOKENS, "tulis": generation.NEW_TOKENS}
    return {
        run_name(run): {
            name: {
                method: round(sizes[name] / statistics.median(seconds), 1)
                for method, seconds in methods.items()
            }
            for name, methods in run["detik"].items()
        }
        for run in entry["jalan"]
    }


def summarize(models: Mapping[str, Mapping]) -> dict:
    """Bagian ``ringkasan`` dan ``sasaran`` dari bagian ``model`` di ``results.json``."""
    found = {}
    for subject, entry in models.items():
        sizes = entry["ukuran_mb"]
        summary: dict = {
            "kali_lebih_kecil": {name: round(sizes[BASELINE] / size, 2) for name, size in sizes.items()},
            "kali_lebih_cepat": {run_name(run): speeds(run) for run in entry["jalan"]},
        }
        if "tebakan" in entry:
            summary["mutu"] = f1_scores(entry["tebakan"])
        if "logit" in entry:
            summary["galat_relatif_logit"] = logit_errors(entry["logit"])
        if "dokumen" in entry:
            summary["mutu"] = perplexities(entry["dokumen"])
        if subject == GEMMA:
            summary["token_per_detik"] = rates(entry)
        found[subject] = summary
    return {"ringkasan": found, "sasaran": goals(found)}


def keeps_quality(quality: Mapping) -> bool:
    """Apakah seluruh selang selisih mutunya di dalam batas."""
    if "selisih_f1" in quality:
        return quality["selisih_f1"][1] >= -F1_MARGIN
    if "selisih_log_perplexity" in quality:
        return quality["selisih_log_perplexity"][2] <= math.log(PERPLEXITY_MARGIN)
    return False


def goals(summaries: Mapping[str, Mapping]) -> dict[str, dict[str, list[str]]]:
    """Cara yang memenuhi setiap sasaran, per model.

    ``lebih_kecil``: sedikitnya :data:`SMALLER` kali lebih kecil daripada fp32 dan
    :func:`keeps_quality`. ``lebih_cepat``: batas bawah selangnya sedikitnya :data:`FASTER`
    pada semua pengukuran tanpa emulasi (kedua batch untuk encoder, ``tulis`` untuk Gemma).
    """
    smaller, faster = {}, {}
    for subject, summary in summaries.items():
        quality = summary.get("mutu")
        if quality:
            smaller[subject] = [
                name
                for name, ratio in summary["kali_lebih_kecil"].items()
                if ratio >= SMALLER and keeps_quality(quality.get(name, {}))
            ]
        tables = [
            methods
            for run, named in summary["kali_lebih_cepat"].items()
            if "," not in run
            for name, methods in named.items()
            if name != "baca"
        ]
        shared = [name for name in tables[0] if all(name in one for one in tables)] if tables else []
        faster[subject] = [name for name in shared if all(one[name][1] >= FASTER for one in tables)]
    return {"lebih_kecil": smaller, "lebih_cepat": faster}


def _shown(interval: Interval) -> list[float]:
    return [round(part, 4) for part in (interval.value, interval.low, interval.high)]


def _text(values, places: int = 2) -> str:
    value, low, high = (f"{part:.{places}f}".replace(".", ",").replace("-", "−") for part in values)
    return f"{value} [{low}; {high}]"


def _grid(header: list[str], lines: list[list[str]]) -> list[str]:
    widths = [max(len(line[place]) for line in [header, *lines]) for place in range(len(header))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
        for line in [header, *lines]
    ]


def table(result: Mapping) -> str:
    """Tabel untuk dibaca di terminal."""
    lines = ["Rasio terhadap fp32 PyTorch di ronde yang sama; kurung siku: selang 95%."]
    for subject, entry in result["model"].items():
        summary = result["ringkasan"][subject]
        lines += ["", f"{TITLES[subject]}, {entry['tanggal']}", *_sizes(entry, summary)]
        for run in entry["jalan"]:
            name = run_name(run)
            busy = max(run["inti_program_lain"].values())
            lines.append(f"  Kali lebih cepat, {name} (program lain memakai {busy:.1f} inti)".replace(".", ","))
            lines += _speeds(run, summary["kali_lebih_cepat"][name], subject)
    lines += ["", *_goal_lines(result["sasaran"]), "", *(f"- {note}" for note in result["catatan"])]
    return "\n".join(lines)


def _sizes(entry: Mapping, summary: Mapping) -> list[str]:
    header = ["cara", "MB", "kali lebih kecil", "RAM puncak (sesudah impor) MB"]
    quality, errors = summary.get("mutu"), summary.get("galat_relatif_logit")
    if quality and "f1_makro" in quality[BASELINE]:
        header += ["F1 makro", "selisih F1 dari fp32", "label sama"]
    elif quality:
        header += ["perplexity", "perplexity dibagi fp32"]
    elif errors:
        header += ["galat relatif logit"]
    lines = []
    for name, size in entry["ukuran_mb"].items():
        memory = entry["ram_mb"][name]
        line = [NAMES[name], f"{size:.1f}", f"{summary['kali_lebih_kecil'][name]:.1f}",
                f"{memory['puncak']:.0f} ({memory['impor']:.0f})"]  # fmt: skip
        line = [cell.replace(".", ",") if place in (1, 2) else cell for place, cell in enumerate(line)]
        if quality:
            one = quality.get(name, {})
            if "f1_makro" in quality[BASELINE]:
                same = one["label_sama"]
                line += [_text(one["f1_makro"], 3), _text(one["selisih_f1"], 3) if "selisih_f1" in one else "",
                         f"{same[0]} dari {same[1]}"]  # fmt: skip
            else:
                gap = one.get("selisih_log_perplexity")
                line += [_text(one["perplexity"]) if one else "NaN (meluap)",
                         _text([math.exp(part) for part in gap], 3) if gap else ""]  # fmt: skip
        elif errors:
            line.append(f"{errors[name]:.1e}".replace(".", ",") if name in errors else "")
        lines.append(line)
    return _grid(header, lines)


def _speeds(run: Mapping, ratios: Mapping, subject: str) -> list[str]:
    if subject == GEMMA:
        titles = {"baca": f"membaca {generation.READ_TOKENS} token", "tulis": f"menulis {generation.NEW_TOKENS} token"}
    else:
        titles = {name: f"batch {name} ({shape[1]} token)" for name, shape in run["bentuk"].items()}
    methods = dict.fromkeys(method for one in ratios.values() for method in one)
    lines = [
        [NAMES[method], *(_text(ratios[name][method]) if method in ratios[name] else "tidak diukur" for name in ratios)]
        for method in methods
    ]
    return _grid(["cara", *(titles[name] for name in ratios)], lines)


def _goal_lines(found: Mapping) -> list[str]:
    def shown(by_model):
        return "; ".join(
            f"{name}: {', '.join(NAMES[one] for one in methods) or 'tidak ada'}" for name, methods in by_model.items()
        )

    return [
        f"Sedikitnya {SMALLER:g} kali lebih kecil, mutu terjaga (F1 turun paling banyak {F1_MARGIN:g} atau perplexity "
        f"naik paling banyak {100 * (PERPLEXITY_MARGIN - 1):.0f}%, seluruh selang): ".replace(".", ",")
        + shown(found["lebih_kecil"]),
        f"Sedikitnya {FASTER:g} kali lebih cepat (batas bawah selang, semua batch dan utas; Gemma: menulis): ".replace(
            ".", ","
        )
        + shown(found["lebih_cepat"]),
    ]
