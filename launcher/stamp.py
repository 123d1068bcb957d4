"""Cap di ``.venv``: bukti bahwa pemasangan selesai, dan untuk paket yang mana.

Cap ditulis paling akhir. ``.venv`` tanpa cap berarti pemasangan terputus.
"""

import hashlib
import json
import tomllib
from pathlib import Path

from launcher import ROOT, VENV


def file() -> Path:
    """Letak cap."""
    return VENV / "terpasang.json"


def key(root: Path = ROOT) -> str:
    """Sidik jari dari semua yang menentukan isi ``.venv``.

    Hanya bagian ``pyproject.toml`` yang memengaruhi pemasangan yang dihitung,
    jadi menyunting pengaturan alat lain tidak memicu pemasangan ulang.
    """
    with open(root / "pyproject.toml", "rb") as source:
        project = tomllib.load(source)
    names = ("name", "requires-python", "dependencies", "optional-dependencies")
    chosen = [project["project"][name] for name in names]
    pins = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in pins if line and not line.startswith("#")]
    # Letak folder ikut dihitung: .venv yang dipindahkan menunjuk ke tempat lama.
    text = json.dumps([chosen, project["build-system"], pins, str(root)], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def state() -> dict | None:
    """Isi cap, atau ``None`` bila pemasangan belum pernah selesai di folder ini."""
    try:
        found = json.loads(file().read_text(encoding="utf-8"))
        return found if found["folder"] == str(ROOT) and list(found["extras"]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fresh(extras: tuple[str, ...]) -> bool:
    """Apakah ``.venv`` sudah berisi tepat yang dibutuhkan ``extras``?"""
    found = state()
    return found is not None and found.get("key") == key() and set(extras) <= set(found["extras"])


def remove() -> None:
    """Menghapus cap; dilakukan sebelum isi ``.venv`` diubah."""
    file().unlink(missing_ok=True)


def write(extras: tuple[str, ...]) -> None:
    """Menulis cap; dilakukan setelah semuanya terpasang."""
    text = json.dumps({"key": key(), "extras": list(extras), "folder": str(ROOT)})
    unfinished = file().with_suffix(".baru")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file())
