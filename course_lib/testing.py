"""Kata ``uji``: satu pytest untuk kode, pelajaran, dan solusi."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ("notebooks", "solutions")


def command(extra: list[str]) -> list[str]:
    """Perintah pytest lengkap; ``extra`` diteruskan apa adanya.

    Bila ``extra`` menyebut berkas atau folder, hanya itu yang diuji.
    """
    strict = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"]
    strict += ["--nbval-sanitize-with", str(ROOT / "tests" / "sanitize.cfg")]
    chosen = any(not word.startswith("-") and Path(ROOT, word.split("::")[0]).exists() for word in extra)
    targets = [] if chosen else ["tests", *(name for name in NOTEBOOKS if (ROOT / name).is_dir())]
    options = ["-p", "tests.plugin", "--durations=15", "-ra", "-p", "no:cacheprovider"]
    return [sys.executable, "-m", "pytest", *strict, *options, *targets, *extra]


def run(extra: list[str]) -> int:
    """Menjalankan pengujian; mengembalikan kode keluar pytest.

    Contoh::

        run(["-k", "hub"])    # hanya pengujian yang namanya memuat "hub"
    """
    values = dict(os.environ, PYTHONHASHSEED="0", TZ="UTC", TQDM_DISABLE="1")
    child = subprocess.Popen(command(extra), cwd=ROOT, env=values)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # pytest menerima Ctrl-C yang sama; biarkan ia merangkum
            continue
