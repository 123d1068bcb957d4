"""Dari tebakan setiap lipatan menjadi angka, selang, biaya, dan satu berkas JSON."""

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.finetuning import runs
from benchmarks.finetuning.data import LABELS, Rows, fold_of
from course_lib.evaluation import Interval, bootstrap, paired_difference

ALL = "rata-rata"
BASELINES = ("tfidf/terpisah", "tfidf/gabungan")
PACKAGES = ("torch", "transformers", "scikit-learn", "peft")
PILOT = "ditetapkan sebelumnya, sesudah percobaan kecil pada NusaX Banjar (terjemahan makna yang sama)"
SETTINGS = {
    "tfidf": "n-gram kata 1-2 dan karakter 2-5; C dari {1, 3, 10, 30, 100} dipilih di dalam lipatan latih",
    "gemma-beku": (
        "keadaan tersembunyi dibakukan, lalu regresi logistik; lapisan, pengumpulan token "
        "(rata-rata atau terakhir), dan C dipilih di dalam lipatan latih"
    ),
    "gemma-lora": (
        f"{PILOT}: LoRA r 8 pada semua proyeksi lapisan 8-10, lapisan di atasnya dibuang, kepala dimulai dari "
        "regresi logistik fitur beku lipatan latih; laju 5e-4 dan 2 epoch, lebih kecil daripada yang dicoba (1e-3, "
        "3 epoch, yang di Banjar tidak lebih baik daripada kepala awalnya), tidak dicoba lagi"
    ),
    "bert-mini": f"{PILOT}: semua bobot, laju 5e-4, 4 epoch, batch 1.024 token",
}
NOTES = [
    "Pralatih BERT-mini membaca teks latih NusaX (500 dari 600 makna, 12 bahasa) tanpa labelnya.",
    "Tidak diketahui apakah Gemma pernah membaca NusaX atau SmSA, asal NusaX.",
    "Bobot Gemma berasal dari GGUF Q4_K_M (4 sampai 8 bit) yang dibuka kembali menjadi bfloat16.",
    "Waktu dinding diukur di komputer yang juga mengerjakan hal lain; bandingkan waktu CPU-nya.",
    "Waktu kedua baris Gemma beku dan baris LoRA memuat satu kali menghitung keadaan tersembunyi semua teks.",
]


def columns(rows: Rows, languages: Sequence[str]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Nomor makna (m,), dan untuk setiap bahasa nomor barisnya menurut makna itu (m,)."""
    meanings = np.unique(rows.meaning)
    found = {}
    for language in languages:
        here = np.flatnonzero(rows.language == language)
        found[language] = here[np.argsort(rows.meaning[here])]
    return meanings, found


def gather(rows: Rows, work: Path, name: str, scope: str, seeds, folds: int) -> tuple[dict, list[dict]]:
    """Tebakan lengkap {benih: (n,)} dan semua hasil satuan; benih yang belum lengkap ditinggalkan."""
    guesses, units = {}, []
    for seed in seeds:
        fold, mine, here = fold_of(rows, seed, folds), np.full(len(rows), -1), []
        for number in range(folds):
            for unit, _, _ in runs.units(rows, scope, fold, number):
                path = runs.unit_path(work, name, scope, unit, seed, number)
                if path.is_file():
                    here.append(json.loads(path.read_text(encoding="utf-8")))
                    mine[here[-1]["baris"]] = here[-1]["tebakan"]
        if (mine >= 0).all():
            guesses[seed], units = mine, units + here
    return guesses, units


def mean_f1(labels: np.ndarray, guesses: np.ndarray) -> float:
    """Rata-rata :func:`macro_f1` setiap kolom ``guesses`` (m, kolom) terhadap ``labels`` (m,), dihitung sekaligus."""
    classes, count = len(LABELS), guesses.shape[1]
    cells = (np.arange(count) * classes + labels[:, None]) * classes + guesses
    tables = np.bincount(cells.ravel(), minlength=count * classes**2).reshape(count, classes, classes)
    hits, total = tables.diagonal(axis1=1, axis2=2), tables.sum(axis=1) + tables.sum(axis=2)
    return float(np.divide(2.0 * hits, total, out=np.zeros(hits.shape), where=total > 0).mean())


def table_of(
    digits: Mapping[str, Sequence[str]], languages: Sequence[str], places: Sequence[int]
) -> np.ndarray:
    """Tebakan berbentuk (makna, bahasa x benih) dari untaian angka di JSON."""
    return np.array(
        [[int(digit) for digit in digits[language][place]] for language in languages for place in places]
    ).T


def scores(result: Mapping, repeats: int = 2000) -> dict:
    """Akurasi, F1 makro, dan selisih berpasangan; dihitung hanya dari isi JSON (``result``).

    Makna (bersama yang hampir sama dengannya) diambil ulang; ukurannya dirata-rata atas benih,
    dan untuk baris ``rata-rata`` juga atas bahasa.
    """
    labels = np.array([int(digit) for digit in result["label"]])
    groups = group_of(result)
    found: dict = {}
    for key, mine in result["tebakan"].items():
        for language in (*result["bahasa"], ALL):
            chosen = result["bahasa"] if language == ALL else [language]
            table = table_of(mine["angka"], chosen, range(len(mine["benih"])))
            entry: dict = {
                "akurasi": round(float((table == labels[:, None]).mean()), 4),
                "f1_makro": _shown(bootstrap(mean_f1, labels, table, groups=groups, repeats=repeats)),
            }
            for base in BASELINES:
                other = result["tebakan"].get(base)
                if base == key or other is None or not set(mine["benih"]) <= set(other["benih"]):
                    continue
                places = [other["benih"].index(seed) for seed in mine["benih"]]
                against = table_of(other["angka"], chosen, places)
                gap = paired_difference(mean_f1, labels, table, against, groups=groups, repeats=repeats)
                entry[f"selisih_dari_{base}"] = _shown(gap)
            found.setdefault(key, {})[language] = entry
    return found


def group_of(result: Mapping) -> np.ndarray:
    """Kelompok tiap makna (m,), dari daftar makna yang hampir sama."""
    joined = {other: group[0] for group in result["makna_hampir_sama"] for other in group}
    return np.array([joined.get(meaning, meaning) for meaning in result["makna"]])


def _shown(interval: Interval) -> list[float]:
    return [round(part, 4) for part in (interval.value, interval.low, interval.high)]


def costs(units: Sequence[dict], extra: Mapping[str, float]) -> dict:
    """Waktu, parameter terlatih, dan RAM puncak semua model satu metode dan cakupan.

    ``extra`` ialah detik menghitung keadaan tersembunyi Gemma, yang hanya sekali untuk semua lipatan.
    """
    cpu, wall = (sum(one["detik"][name] for one in units) + extra.get(name, 0) for name in ("cpu", "dinding"))
    return {
        "model_dilatih": len(units),
        "menit_cpu": round(cpu / 60, 2),
        "menit_dinding": round(wall / 60, 2),
        "detik_cpu_per_model": round(cpu / len(units), 2),
        "parameter_dilatih": round(float(np.mean([one["catatan"]["parameter"] for one in units]))),
        "ram_puncak_mb": max(one["ram_mb"] for one in units),
    }


def choices(units: Sequence[dict]) -> dict[str, int]:
    """Berapa kali setiap setelan terpilih di dalam lipatan latih, dari yang tersering."""
    names = ("pengumpulan", "lapisan", "c")
    found = Counter(
        ", ".join(f"{name} {one['catatan'][name]}" for name in names if name in one["catatan"])
        for one in units
    )
    return {name: count for name, count in found.most_common() if name}


def summarize(
    rows: Rows,
    work: Path,
    threads: int,
    plans=runs.PLANS,
    seeds=runs.SEEDS,
    folds: int = runs.FOLDS,
    repeats=2000,
) -> dict:
    """Semua isi ``results.json`` dari hasil yang ada di ``work``."""
    languages = list(dict.fromkeys(str(language) for language in rows.language))
    meanings, places = columns(rows, languages)
    first = places[languages[0]]
    near: dict[int, list[int]] = {}
    for meaning, group in zip(rows.meaning[first], rows.group[first]):
        near.setdefault(int(group), []).append(int(meaning))
    result: dict = {
        "tanggal": date.today().isoformat(),
        "versi": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "mesin": platform.machine(),
        "utas": threads,
        "bahasa": languages,
        "kelas": list(LABELS),
        "makna": meanings.tolist(),
        "makna_hampir_sama": sorted(sorted(group) for group in near.values() if len(group) > 1),
        "label": "".join(map(str, rows.label[first])),
        "lipatan": {str(seed): "".join(map(str, fold_of(rows, seed, folds)[first])) for seed in seeds},
        "setelan": SETTINGS,
        "catatan": NOTES,
        "hasil": {},
        "biaya": {},
        "terpilih": {},
        "benih_belum_selesai": {},
        "tebakan": {},
    }
    extra = _hidden_seconds(work)
    for name, scope in plans:
        guesses, units = gather(rows, work, name, scope, seeds, folds)
        key = f"{name}/{scope}"
        if missing := [seed for seed in seeds if seed not in guesses]:
            result["benih_belum_selesai"][key] = missing
        if not guesses:
            continue
        digits = {
            language: ["".join(map(str, found[places[language]])) for found in guesses.values()]
            for language in languages
        }
        result["tebakan"][key] = {"benih": list(guesses), "angka": digits}
        result["biaya"][key] = costs(units, extra if name.startswith("gemma") else {}) | stored(name, units)
        if found := choices(units):
            result["terpilih"][key] = found
    for key, entry in result["biaya"].items():
        base = result["biaya"].get(f"tfidf/{key.split('/')[1]}")
        if base:
            # Per model, supaya metode yang belum selesai semua benihnya tetap sebanding.
            ratio = entry["detik_cpu_per_model"] / base["detik_cpu_per_model"]
            entry["rasio_cpu_terhadap_tfidf"] = round(ratio, 1)
    result["hasil"] = scores(result, repeats)
    check = work / "periksa.json"
    if check.is_file():
        result["jalur_tersimpan"] = json.loads(check.read_text(encoding="utf-8"))
    return result


def _hidden_seconds(work: Path) -> dict[str, float]:
    path = work / "gemma.json"
    return json.loads(path.read_text(encoding="utf-8"))["detik"] if path.is_file() else {}


def stored(name: str, units: Sequence[dict]) -> dict[str, float]:
    """MB yang harus disimpan untuk satu model."""
    notes = [one["catatan"] for one in units]
    if name == "bert-mini":
        count = notes[0]["parameter"]
        return {"mb_fp16": round(2 * count / 1e6, 1), "mb_fp32": round(4 * count / 1e6, 1)}
    if name == "tfidf":
        return {"mb": round(float(np.mean([note["bita"] for note in notes])) / 1e6, 2)}
    own = notes[0]["bita"] if "bita" in notes[0] else 4 * notes[0]["parameter"]
    return {"mb_tambahan": round(own / 1e6, 2), "mb_dasar": round(base_bytes() / 1e6, 1)}


def base_bytes() -> int:
    """Bita bobot Gemma pralatih (bfloat16) di hub kelas."""
    from benchmarks.finetuning import gemma

    return gemma.stored_bytes()


def dumps(result: Mapping) -> str:
    """JSON yang enak dibaca: satu daftar angka satu baris."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    lines, pending = [], ""
    for line in text.splitlines():
        stripped = line.strip()
        if pending:
            pending += (" " if pending[-1] == "," else "") + stripped
            if stripped.startswith("]"):
                lines.append(pending)
                pending = ""
            elif stripped.endswith(("{", "[")) or stripped.startswith("{"):
                lines.append(pending)
                pending = ""
        elif stripped.endswith("[") and not stripped.endswith("{"):
            pending = line
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def table(result: Mapping) -> str:
    """Tabel untuk dibaca di terminal."""
    lines = [
        f"{'metode/cakupan':<22}{'bahasa':<13}{'akurasi':>8}  {'F1 makro':<22}selisih dari TF-IDF (cakupan sama)"
    ]
    for key, by_language in result["hasil"].items():
        for language, entry in by_language.items():
            gap = entry.get(f"selisih_dari_tfidf/{key.split('/')[1]}")
            shown = repr(Interval(*gap)) if gap else ""
            lines.append(
                f"{key:<22}{language:<13}{entry['akurasi']:>8.3f}  {Interval(*entry['f1_makro'])!r:<22}{shown}"
            )
    return "\n".join(lines)
