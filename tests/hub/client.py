"""Menjalankan klien yang asli sebagai proses sendiri, dengan lingkungan seperti di kursus."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def run_script(url: str, folder: Path, name: str, *words: str, **more: str) -> dict:
    """Menjalankan ``name`` di ``folder`` terhadap hub ``url``; baris terakhirnya JSON."""
    environment = os.environ | {
        "HF_ENDPOINT": url,
        "HF_HOME": str(folder / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_UPDATE_DOWNLOAD_COUNTS": "0",
        "DISABLE_SAFETENSORS_CONVERSION": "1",
        "NO_PROXY": "127.0.0.1",
        "PYTHONUTF8": "1",
        **more,
    }
    for variable in ("HF_HUB_OFFLINE", "HF_TOKEN"):
        environment.pop(variable, None)
    done = subprocess.run(
        [sys.executable, str(HERE / name), *words],
        check=False,
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])
