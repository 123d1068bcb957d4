"""Fine-tuning di data kecil, diukur dengan validasi silang.

    COURSE_HOME=FOLDER python -m benchmarks.finetuning --data FOLDER [--work FOLDER] [--json BERKAS]

Paket Gemma harus sudah disiapkan (``python mulai.py --gemma``). Pekerjaan yang terputus
dilanjutkan dari lipatan terakhir yang selesai bila folder kerjanya sama.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import torch

from benchmarks.finetuning import data, runs, summary

REPOSITORY = Path(__file__).resolve().parents[2]
METHODS = tuple(dict.fromkeys(name for name, _ in runs.PLANS))


def main(words=None) -> None:
    """Menjalankan semua metode (masing-masing dalam prosesnya sendiri) lalu meringkas."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.finetuning", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FOLDER", help="folder yang memuat nusax_senti"
    )
    parser.add_argument("--work", type=Path, default=REPOSITORY / "build" / "finetuning", metavar="FOLDER")
    parser.add_argument(
        "--json", type=Path, default=Path(__file__).with_name("results.json"), metavar="BERKAS"
    )
    parser.add_argument("--threads", type=int, default=1, help="utas CPU (bawaan 1)")
    parser.add_argument("--only", choices=METHODS, help="jalankan satu metode saja, tanpa meringkas")
    parser.add_argument("--seeds", type=int, nargs="+", default=runs.SEEDS, help="benih yang dikerjakan")
    parser.add_argument(
        "--summary", action="store_true", help="ringkas yang sudah selesai, tanpa menjalankan"
    )
    choice = parser.parse_args(words)
    rows = data.read(choice.data)
    if choice.only:
        torch.set_num_threads(choice.threads)
        for name, scope in runs.PLANS:
            if name == choice.only:
                runs.run(
                    name, scope, rows, choice.work, choice.seeds, say=lambda text: print(text, flush=True)
                )
        return
    for name in () if choice.summary else METHODS:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.finetuning", "--data", choice.data, "--work", choice.work,
             "--threads", str(choice.threads), "--only", name, "--seeds", *map(str, choice.seeds)],
            check=True,
        )  # fmt: skip
    runs.check_path(rows, choice.work)
    result = summary.summarize(rows, choice.work, choice.threads)
    choice.json.write_text(summary.dumps(result), encoding="utf-8")
    print(summary.table(result))


if __name__ == "__main__":
    main()
