"""Satu lingkungan tetap untuk menyegarkan keluaran dan untuk mengujinya.

Karena `tools.refresh` dan `tests.plugin` memakai lingkungan yang sama, keluaran
yang tersimpan dapat dibandingkan sel demi sel dengan keluaran baru.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from course_lib.gemma import publish

ROOT = Path(__file__).resolve().parents[1]

FIXED = {
    "COURSE_PROFILE": "mini",
    "JUPYTER_PREFER_ENV_PATH": "1",  # kernel python3 milik lingkungan ini, bukan milik pengguna
    "PYTHONHASHSEED": "0",
    "TQDM_DISABLE": "1",
    "TZ": "UTC",
}

# Pengaturan pribadi yang dapat mengubah keluaran, mengirim token, atau menunjuk hub lain.
REMOVED = (
    "COURSE_HUB",
    "HF_ENDPOINT",
    "HF_HOME",
    "HF_HUB_CACHE",
    "HF_HUB_OFFLINE",
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "MPLBACKEND",
    "TRANSFORMERS_OFFLINE",
)


@contextlib.contextmanager
def applied(home):
    """Pasang lingkungan tetap dengan COURSE_HOME di `home`; pulihkan sesudahnya."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    wanted = dict.fromkeys(REMOVED)
    wanted |= {**FIXED, "COURSE_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    before = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _link(source, target):
    try:
        os.link(source, target)
    except OSError:  # disk lain
        shutil.copy2(source, target)


def _set(values):
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextlib.contextmanager
def scratch(gemma=False):
    """Seperti `applied`, dengan folder kursus sementara yang dihapus beserta hubnya.

    Dengan `gemma`, hub sementara itu juga menyajikan paket Gemma bila sudah disiapkan di
    komputer ini; berkasnya ditautkan, bukan disalin. Menghasilkan letak folder itu.
    """
    home = Path(tempfile.mkdtemp(prefix="belajar-hf-"))
    pack = publish.stored() if gemma else None
    try:
        if pack:
            target = home / "hub" / "repos" / "models" / "paket" / pack.name
            shutil.copytree(pack, target, copy_function=_link)
        with applied(home):
            yield home
    finally:
        from class_hub import process

        process.stop(home / "hub")
        shutil.rmtree(home, ignore_errors=True)
