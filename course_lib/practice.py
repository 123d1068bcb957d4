"""Repositori latihan: dataset sementara tempat pemeriksa mencoba jawaban pembaca."""

import contextlib
import secrets
from pathlib import Path

from course_lib.answers import Wrong

PREFIX = "periksa-"  # awal nama semua repositori sementara


@contextlib.contextmanager
def practice_dataset(name, history):
    """Dataset privat sementara milik pembaca, dihapus lagi sesudah blok `with`; hasilnya id-nya.

    `name`: misalnya ``"bab01-catatan"``. `history`: daftar {berkas: isi, atau None untuk
    dihapus}, satu unsur satu commit; None berarti repositorinya tidak dibuat.

    Galat: Wrong bila pembaca belum masuk atau tokennya tidak boleh menulis. Contoh::

        with practice_dataset("bab01-catatan", [{"a.txt": "satu"}, {"a.txt": "dua"}]) as repo_id:
            ...
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, LocalTokenNotFoundError

    api = HfApi()
    try:
        owner = api.whoami()["name"]
    except LocalTokenNotFoundError:
        raise Wrong("Pemeriksa ini memerlukan token. Jalankan dahulu sel `login(...)` di atas.") from None
    # Acak, supaya dua komputer dengan akun yang sama tidak saling menghapus.
    repo_id = f"{owner}/{PREFIX}{name}-{secrets.token_hex(3)}"
    try:
        api.create_repo(repo_id, repo_type="dataset", private=True)
    except HfHubHTTPError as error:
        if error.response.status_code != 403:
            raise
        raise Wrong("Token Anda hanya boleh membaca, sedangkan latihan ini menulis. Mintalah token siswa.") from None
    try:
        if history is None:
            api.delete_repo(repo_id, repo_type="dataset")
        else:
            for changes in history:
                commit_files(repo_id, changes)
        yield repo_id
    finally:
        api.delete_repo(repo_id, repo_type="dataset", missing_ok=True)


def commit_files(repo_id, changes):
    """Satu commit pada sebuah dataset; `changes` berisi {berkas: isi, atau None untuk dihapus}."""
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi

    operations = [
        CommitOperationDelete(path) if text is None else CommitOperationAdd(path, text.encode())
        for path, text in changes.items()
    ]
    HfApi().create_commit(repo_id, operations, commit_message="Perubahan uji", repo_type="dataset")


def read_file(repo_id, path):
    """Isi sebuah berkas di ujung `main`."""
    from huggingface_hub import HfApi

    revision = HfApi().dataset_info(repo_id).sha
    place = HfApi().hf_hub_download(repo_id, path, repo_type="dataset", revision=revision)
    return Path(place).read_text(encoding="utf-8")
