"""Dijalankan sebagai proses sendiri: mengunggah berkas besar dengan Xet menyala."""

import json
import sys

from huggingface_hub import HfApi

try:
    HfApi(token=sys.argv[1]).upload_file(path_or_fileobj=b"x", path_in_repo="a.bin", repo_id="rani/xet")
    print(json.dumps({"error": ""}))
except Exception as error:
    print(json.dumps({"error": str(error)}))
