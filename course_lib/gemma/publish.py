"""Dari folder safetensors ke repositori di hub kelas, lewat klien yang sama dengan pelajar."""

import json
import os
import urllib.error
import urllib.request
from pathlib import Path

from course_lib import endpoint, paths
from course_lib.errors import CourseError

NAMESPACE = "paket"
REPOSITORY = f"{NAMESPACE}/gemma-3-270m"
WEIGHTS = "model.safetensors"


def stored() -> Path | None:
    """Folder repositorinya di gudang hub komputer ini, atau ``None`` bila belum disiapkan."""
    folder = paths.hub_store() / "repos" / "models" / f"{REPOSITORY}.git"
    return folder if (folder / "lfs").is_dir() else None


def connect() -> str:
    """Menyalakan hub kelas dan memasang lingkungannya; mengembalikan alamat hub.

    Dipanggil sebelum pustaka Hugging Face diimpor, karena alamat itu dibaca saat impor.
    """
    hub = endpoint.embedded()
    os.environ.update({name: value for name, value in endpoint.environment(hub).items() if value is not None})
    return hub.url


def ready(url: str) -> bool:
    """Apakah hub di ``url`` sudah menyajikan bobotnya?"""
    request = urllib.request.Request(f"{url}/api/models/{REPOSITORY}")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return WEIGHTS in {file["rfilename"] for file in json.load(response)["siblings"]}
    except urllib.error.HTTPError:
        return False


def publish(folder: Path, url: str) -> None:
    """Mengunggah isi ``folder`` ke hub di ``url`` sebagai :data:`REPOSITORY`, dalam satu commit.

    Penulisnya orang bernama ``paket`` yang tokennya hanya berlaku selama unggahan ini.

    Raises:
        CourseError: hub menolak, atau disk penuh.
    """
    from huggingface_hub import HfApi

    from class_hub.errors import HubError
    from class_hub.people import People

    people = People(paths.hub_store())
    try:
        api = HfApi(endpoint=url, token=people.add(NAMESPACE, "siswa", reserved=True))
        api.create_repo(REPOSITORY, exist_ok=True)
        api.upload_folder(repo_id=REPOSITORY, folder_path=folder, commit_message="Gemma 3 270M dari GGUF Q4_K_M")
    except (HubError, OSError) as error:
        raise CourseError(f"Gemma tidak dapat diterbitkan di hub kelas: {error}") from error
    finally:
        people.remove(NAMESPACE)
