"""Uji bias: kecepatan skor per batch, angka beberapa checkpoint, dan kalibrasi.

    python -m benchmarks.bias [--gemma] [--long] [--only BAGIAN] [--json BERKAS]

``--gemma`` memerlukan paket Gemma yang sudah disiapkan (``python mulai.py --gemma``) di
``COURSE_HOME``. Bila pustaka minicons terpasang, ia ikut diukur sebagai pembanding.
"""

import argparse
import json
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from benchmarks.bias import calibration, measures, speed, table
from benchmarks.inference import machine

RESULTS = Path(__file__).with_name("results.json")
PARTS = ("kecepatan", "angka", "kalibrasi")
PACKAGES = ("torch", "transformers", "tokenizers", "numpy", "scipy", "minicons")
NOTES = [
    "Semua angka tentang checkpoint dan pola yang diuji, bukan tentang kelompok orang; skor setiap isian disimpan "
    "seurut daftarnya supaya selangnya dapat dihitung ulang, dan bukan peringkat.",
    "Kecepatan memuat tokenisasi dan model, dengan fp32 di CPU; tokenizer memakai satu utas.",
    "satu-satu: putaran biasa yang memanggil tokenizer dan model Transformers untuk satu teks (atau satu salinan "
    "bertopeng) sekali jalan. batch N: course_lib.bias. pipeline N dan minicons N: pustaka lain dengan N teks sekali jalan.",
    "Selisih terbesar: dari satu-satu yang logaritma softmaxnya float64. Dengan float32, log_softmax PyTorch di CPU atas "
    "262.144 token Gemma meleset sekitar 2e-5 nat setiap token, jadi jumlah satu-satu di sana berselisih 5e-4.",
    "minicons memerlukan batch_encode_plus, yang sudah dihapus dari Transformers 5, untuk model isian; tanpa nama itu "
    "dipinjamkan kembali, MaskedLMScorer gagal dengan AttributeError. IncrementalLMScorer berjalan tanpa perubahan.",
    "Rasio hanya membandingkan cara-cara di satu mesin dan satu jalan. Dengan dua utas di komputer yang juga dipakai "
    "program lain, selangnya lebar.",
    "bert-base acak: bobot acak seukuran BERT-base dengan tokenizer mini; hanya kecepatan dan kesamaannya yang berarti.",
    "Bobot Gemma dibuka kembali dari GGUF Q4_K_M, jadi angkanya tentang bobot yang sudah dibulatkan itu.",
    "Kontras L dikurangi P memakai kolom dugaan di mini/daftar-bias: hipotesis penulis yang diuji, bukan fakta.",
    "kegiatan dan kendali: 20 bingkai dan 20 kegiatan. Kegiatannya dari Bab 12, yang memakai satu bingkai; tamu - warga "
    "bukan kata gender dan hanya menjadi kendali. Holm atas satu checkpoint dan atas semuanya sama-sama ditulis.",
    "hanya pola: bootstrap atas pola, katanya dianggap tetap. pola dan kata: two_way_interval; untuk nama, lapisannya "
    "komunitas. Kata gender satu kata setiap kelompok, jadi hasilnya tentang kata itu saja.",
    "Kalibrasi: 200 ulangan pertama termasuk dalam ulangan yang lebih banyak. Uji yang tepat 5% pun, dengan 200 ulangan, "
    "keluar dari 2% sampai 9% di 1,5% keadaan. two_way_bootstrap dan evaluation.bootstrap paling banyak 1.000 ulangan.",
    "salah pakai: uji yang asumsinya dilanggar dengan sengaja, untuk menunjukkan seberapa keliru hasilnya.",
]


def describe() -> dict:
    """Mesin pengukur tanpa nama komputer: yang dicatat benchmark inferensi, dan model CPU-nya."""
    path = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", path.read_text(encoding="utf-8")) if path.is_file() else None
    return machine.describe() | {"cpu": found[1].strip() if found else None}


def stamp() -> dict:
    """Tanggal, mesin, dan versi untuk satu pengukuran."""
    return {"tanggal": date.today().isoformat(), "mesin": describe(), "versi": machine.versions(PACKAGES)}


def child(function, *given):
    """Menjalankan ``function`` di proses baru, agar RAM puncak dan utasnya tidak terbawa."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *given).result()


def main(words=None) -> None:
    """Mengukur bagian yang diminta, memperbarui berkas JSON, dan mencetak tabelnya."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bias", description=__doc__.splitlines()[0])
    parser.add_argument("--gemma", action="store_true", help="ukur juga Gemma 270M dari paketnya")
    parser.add_argument("--long", action="store_true", help=f"kalibrasi dengan {calibration.LONG} ulangan")
    parser.add_argument("--only", choices=PARTS, help="ukur satu bagian; hasil bagian lain dipertahankan")
    parser.add_argument(
        "--model", metavar="NAMA", help="ukur checkpoint ini saja, misalnya mini/bert-komentar"
    )
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="banyak utas (bawaan 1 dan 2)")
    parser.add_argument(
        "--seconds",
        type=float,
        default=15,
        help="lama kira-kira satu pengukuran (bawaan 15); sedikitnya lima ronde",
    )
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="BERKAS")
    parser.add_argument(
        "--summary", action="store_true", help="hitung ulang ringkasan dan tabel, tanpa mengukur"
    )
    choice = parser.parse_args(words)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    result: dict = {part: {} for part in PARTS}
    if choice.json.is_file():
        stored = json.loads(choice.json.read_text(encoding="utf-8"))
        result |= {part: stored[part] for part in PARTS}
    parts = () if choice.summary else [choice.only] if choice.only else PARTS

    def wanted(model: str) -> bool:
        return model == choice.model if choice.model else choice.gemma or model != speed.GEMMA

    for case in speed.CASES if "kecepatan" in parts else ():
        if wanted(case.model):
            say(f"kecepatan: {case.name}")
            result["kecepatan"][case.name] = stamp() | child(
                speed.measure, case, choice.threads, choice.seconds
            )
            save(result, choice.json)
    for subject in measures.SUBJECTS if "angka" in parts else ():
        if wanted(subject):
            say(f"angka: {subject}")
            result["angka"][subject] = stamp() | child(measures.measure, subject, choice.threads[0])
            save(result, choice.json)
    if "kalibrasi" in parts:
        runs = calibration.LONG if choice.long else calibration.SHORT
        result["kalibrasi"] = stamp() | calibration.run(runs, say=say)
    print(table.table(save(result, choice.json)))


def dumps(result: dict) -> str:
    """JSON yang enak dibaca: setiap daftar angka atau kata satu baris, juga baris sebuah tabel."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    inner = re.compile(r'\[\n((?:\s*(?:"[^"\n]*"|[^"\[\]{}\n]*?),?\n)+)\s*\]')

    def joined(found) -> str:
        return "[" + " ".join(line.strip() for line in found[1].splitlines()) + "]"

    return inner.sub(joined, text) + "\n"


def save(result: dict, path: Path) -> dict:
    """Menulis hasil dan ringkasannya ke ``path``; mengembalikan isinya."""
    cases = [case.name for case in speed.CASES]
    ordered = {
        "kecepatan": {name: result["kecepatan"][name] for name in cases if name in result["kecepatan"]},
        "angka": {name: result["angka"][name] for name in measures.SUBJECTS if name in result["angka"]},
        "kalibrasi": result["kalibrasi"],
    }
    path.write_text(dumps(ordered), encoding="utf-8")  # yang sudah terukur aman walaupun ringkasannya gagal
    whole = {"catatan": NOTES, **table.summarize(ordered), **ordered}
    path.write_text(dumps(whole), encoding="utf-8")
    return whole


def say(text: str) -> None:
    """Mencetak kemajuan tanpa menunggu penyangga penuh."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
