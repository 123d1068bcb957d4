"""Inferensi di CPU, setiap cara terhadap fp32 PyTorch.

    python -m benchmarks.inference [--gemma --data FOLDER] [--only MODEL] [--json BERKAS]

``--gemma`` memerlukan paket Gemma yang sudah disiapkan (``python mulai.py --gemma``) di
``COURSE_HOME``; ``--data`` adalah folder yang memuat ``parallel/pud_eng_ind.csv``.
"""

import argparse
import json
from datetime import date
from pathlib import Path

from benchmarks.finetuning.summary import dumps
from benchmarks.inference import encoders, generation, machine, table
from benchmarks.inference.worker import child
from course_lib.errors import CourseError

REPOSITORY = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).with_name("results.json")
NOTES = [
    "Rasio hanya membandingkan cara-cara di satu mesin dan satu jalan; di CPU lain urutannya dapat berbeda.",
    "AVX2 adalah emulasi: proses anak dijalankan lagi dengan variabel yang membatasi PyTorch (ATen, oneDNN, MKL). "
    "ONNX Runtime dan llama.cpp tidak mengenal variabel seperti itu, jadi tidak ikut diukur di sana; paket xllamacpp "
    "sendiri dibangun untuk AVX2 tanpa AVX-512 (lihat instruksi_llama.cpp).",
    "Encoder seukuran BERT-base berbobot acak: ukuran, kecepatan, dan galat logitnya saja yang berarti.",
    "Ukuran BERT-mini dibandingkan dengan fp32; berkas di rak sendiri fp16, 10,8 MB.",
    "F1 makro BERT-mini pada data ini rendah (tebakan asal 0,33), jadi selisihnya kurang peka; label yang sama "
    "menunjukkan lebih banyak.",
    "Dengan dua utas di komputer yang juga dipakai program lain, selangnya lebar; rasio satu utas lebih dapat dipercaya.",
    "Batch 32 BERT-base dengan fp16 tidak diukur, sebab satu ronde saja lebih lama daripada semua cara lain.",
    "Kuantisasi dinamis ONNX Runtime memakai satu skala aktivasi untuk seluruh batch; tebakannya diukur dengan batch "
    "32 seurut berkas.",
    "RAM puncak dari proses baru: impor pustaka, memuat, dan satu kali jalan; halaman berkas yang dipetakan terhitung.",
    "Utas ONNX Runtime yang berputar menunggu (allow_spinning) dimatikan, agar tidak merebut inti cara lain.",
    "Bobot Gemma di hub kelas dibuka kembali dari GGUF Q4_K_M yang sama. Karena itu fp32 di sini sudah memuat "
    "kerugian kuantisasinya, dan selisih llama.cpp dari fp32 hanya memuat beda cara menghitungnya.",
    f"Perplexity: {generation.DOCUMENTS} dokumen acak UD Indonesian-PUD (berita dan Wikipedia, CC BY-SA 3.0). Tidak "
    "diketahui apakah Gemma pernah membacanya; yang dibandingkan hanya cara-cara atas bobot yang sama.",
    "Perplexity llama.cpp dihitung token demi token dari logit seluruh kosakata; PyTorch sedokumen sekaligus.",
    "Waktu llama.cpp memuat permintaan HTTP ke server lokalnya.",
    "Kecepatan Gemma fp16 tidak diukur: lossnya NaN, sebab nilai di dalamnya meluap melebihi batas fp16.",
]


def plan(subject: str, threads: list[int], seconds: float) -> list[dict]:
    """Pengukuran yang dijalankan untuk satu model: jumlah utas, lalu AVX2 dengan satu utas."""
    everything = list(generation.METHODS if subject == table.GEMMA else encoders.METHODS)
    if subject == table.GEMMA:
        everything.remove("fp16")  # meluap, lihat NOTES
    torch_only = [*(name for name in encoders.TYPES if name != "fp16"), *encoders.TORCHAO]
    skip = {"32": ["fp16"]} if subject == encoders.BASE else {}
    found: list[dict] = [{"utas": count, "cara": everything, "lewati": skip} for count in threads]
    if "avx512f" in (machine.instructions() or []):
        found.append({"utas": threads[0], "emulasi": "avx2", "cara": torch_only})
    common = {"tugas": "ukur", "model": subject, "batch": list(encoders.BATCHES), "detik": seconds}
    return [common | one for one in found]


def measure(subject: str, work: Path, threads: list[int], seconds: float, data: Path | None, source=None) -> dict:
    """Semua pengukuran satu model; mencetak setiap tahap."""
    folder = work / subject
    methods = list(generation.METHODS if subject == table.GEMMA else encoders.METHODS)
    base = {"model": subject, "folder": str(folder), "utas": threads[0]}
    say(f"{subject}: menyiapkan berkas")
    prepared = child(base | {"tugas": "siapkan", "cara": methods, "data": data and str(data), "asal": source})
    entry: dict = {
        "tanggal": date.today().isoformat(),
        "mesin": machine.describe(),
        "versi": machine.versions(),
        "ukuran_mb": prepared["ukuran_mb"],
        "ram_mb": {},
        "jalan": [],
    }
    if subject == table.GEMMA:
        entry["instruksi_llama.cpp"] = generation.instructions()
    for order in plan(subject, threads, seconds):
        say(f"{subject}: kecepatan, {table.run_name({'emulasi': ''} | order)}")
        entry["jalan"].append(child(base | order))
    say(f"{subject}: mutu dan RAM")
    found = {}
    for name in methods:
        entry["ram_mb"][name] = child(base | {"tugas": "ram", "cara": name})
        if subject != table.GEMMA or data:
            found[name] = child(base | {"tugas": "mutu", "cara": name})
    return entry | quality(subject, folder, found)


def again(subject: str, entry: dict, work: Path, names: list[str], threads: list[int], seconds: float) -> None:
    """Mengulang pengukuran kecepatan bernama ``names`` di dalam ``entry``; berkasnya harus sudah disiapkan.

    Raises:
        CourseError: mesin, versi, atau tanggalnya bukan lagi yang tercatat.
    """
    now = {"tanggal": date.today().isoformat(), "mesin": machine.describe(), "versi": machine.versions()}
    if any(entry[key] != value for key, value in now.items()):
        raise CourseError("Mesin, versi, atau tanggalnya berbeda dari yang tercatat; ukur modelnya dari awal.")
    orders = {table.run_name({"emulasi": ""} | order): order for order in plan(subject, threads, seconds)}
    places = {table.run_name(run): place for place, run in enumerate(entry["jalan"])}
    for name in names:
        say(f"{subject}: kecepatan, {name}")
        entry["jalan"][places[name]] = child(orders[name] | {"folder": str(work / subject)})


def quality(subject: str, folder: Path, found: dict[str, dict]) -> dict:
    """Bagian JSON tentang mutu, dari hasil :func:`benchmarks.inference.worker.quality` setiap cara."""
    if subject == encoders.MINI:
        _, labels, meanings = encoders.rows(encoders.LANGUAGES[0])
        return {
            "tebakan": {
                "bahasa": list(encoders.LANGUAGES),
                "makna": [int(one) for one in meanings],
                "label": "".join(map(str, labels)),
                "angka": {name: one["angka"] for name, one in found.items()},
            }
        }
    if subject == encoders.BASE:
        return {"logit": {name: [[round(x, 6) for x in row] for row in one["logit"]] for name, one in found.items()}}
    if not found:
        return {}
    texts = json.loads((folder / "teks.json").read_text(encoding="utf-8"))["dokumen"]
    written = {name: one["tulis"] for name, one in found.items() if one["loss"]}
    return {
        "dokumen": {
            "korpus": generation.CORPUS,
            "nomor": list(texts),
            "token": [len(ids) - 1 for ids in texts.values()],
            "loss": {name: one["loss"] for name, one in found.items()},
        },
        "token_tertulis_sama": {name: same_start(written["fp32"], ids) for name, ids in written.items()},
    }


def same_start(first: list[int], second: list[int]) -> int:
    """Banyak token pertama yang sama."""
    for place, (one, other) in enumerate(zip(first, second)):
        if one != other:
            return place
    return min(len(first), len(second))


def say(text: str) -> None:
    """Mencetak kemajuan tanpa menunggu penyangga penuh."""
    print(text, flush=True)


def main(words=None) -> None:
    """Mengukur model yang diminta, memperbarui berkas JSON, dan mencetak tabelnya."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inference", description=__doc__.splitlines()[0])
    parser.add_argument("--gemma", action="store_true", help="ukur juga Gemma 270M dari paketnya")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="folder data untuk perplexity")
    parser.add_argument("--only", choices=tuple(table.TITLES), help="ukur satu model; hasil model lain dipertahankan")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "build" / "inference", metavar="FOLDER")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="BERKAS")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="banyak utas (bawaan 1 dan 2)")
    parser.add_argument("--seconds", type=float, default=6, help="lama kira-kira satu pengukuran (bawaan 6); sedikitnya lima ronde")
    parser.add_argument(
        "--again", nargs="+", metavar="JALAN", help='dengan --only: ulangi kecepatan ini saja, misalnya "1 utas"'
    )
    parser.add_argument("--summary", action="store_true", help="hitung ulang ringkasan dan tabel, tanpa mengukur")
    choice = parser.parse_args(words)
    subjects = [choice.only] if choice.only else [name for name in table.TITLES if choice.gemma or name != table.GEMMA]
    models: dict = {}
    if choice.json.is_file():
        models = json.loads(choice.json.read_text(encoding="utf-8"))["model"]
    if choice.again and not choice.only:
        parser.error("--again memerlukan --only")
    for subject in () if choice.summary else subjects:
        if choice.again:
            again(subject, models[subject], choice.work, choice.again, choice.threads, choice.seconds)
            continue
        models[subject] = measure(subject, choice.work, choice.threads, choice.seconds, choice.data)
        save(models, choice.json)
    print(table.table(save(models, choice.json)))


def save(models: dict, path: Path) -> dict:
    """Menulis hasil dan ringkasannya ke ``path``; mengembalikan isinya."""
    ordered = {name: models[name] for name in table.TITLES if name in models}
    result = {"catatan": NOTES, **table.summarize(ordered), "model": ordered}
    path.write_text(dumps(result), encoding="utf-8")
    return result


if __name__ == "__main__":
    main()
