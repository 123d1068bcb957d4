"""Jawaban keliru untuk latihan Bab 1."""

import hashlib
from pathlib import Path

from huggingface_hub import (
    CommitOperationAdd,
    DatasetCard,
    HfApi,
    create_repo,
    create_tag,
    delete_tag,
    hf_hub_download,
    list_models,
    list_repo_commits,
)
from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

# --- Latihan 1 -------------------------------------------------------------------


def _searches_names(bahasa, tugas, paling_banyak):
    return [m.id for m in list_models(search=bahasa, pipeline_tag=tugas, limit=paling_banyak)]


def _ignores_task(bahasa, tugas, paling_banyak):
    return [m.id for m in list_models(filter=bahasa, limit=paling_banyak)]


def _ignores_limit(bahasa, tugas, paling_banyak):
    return [m.id for m in list_models(filter=bahasa, pipeline_tag=tugas)]


def _lazy(bahasa, tugas, paling_banyak):
    return (m.id for m in list_models(filter=bahasa, pipeline_tag=tugas, limit=paling_banyak))


def _objects(bahasa, tugas, paling_banyak):
    return list(list_models(filter=bahasa, pipeline_tag=tugas, limit=paling_banyak))


# --- Latihan 2 -------------------------------------------------------------------


def _versions(repo_id, berkas, commits, pinned=True):
    for commit in commits:
        revision = commit.commit_id if pinned else "main"
        try:
            place = hf_hub_download(repo_id, berkas, repo_type="dataset", revision=revision)
        except EntryNotFoundError:
            continue
        yield Path(place).read_text(encoding="utf-8")


def _without_repeats(versions):
    seen = []
    for text in versions:
        if text not in seen[-1:]:
            seen.append(text)
    return seen


def _newest_first(repo_id, berkas):
    commits = list_repo_commits(repo_id, repo_type="dataset")
    return _without_repeats(_versions(repo_id, berkas, commits))


def _every_commit(repo_id, berkas):
    return list(_versions(repo_id, berkas, reversed(list_repo_commits(repo_id, repo_type="dataset"))))


def _distinct(repo_id, berkas):
    return list(dict.fromkeys(_every_commit(repo_id, berkas)))


def _always_main(repo_id, berkas):
    commits = list_repo_commits(repo_id, repo_type="dataset")
    return list(_versions(repo_id, berkas, commits, pinned=False))[:1]


def _stops_at_missing(repo_id, berkas):
    commits = reversed(list_repo_commits(repo_id, repo_type="dataset"))
    return [
        Path(hf_hub_download(repo_id, berkas, repo_type="dataset", revision=c.commit_id)).read_text("utf-8")
        for c in commits
    ]


# --- Latihan 3 -------------------------------------------------------------------


def _plain_sha1(teks):
    return hashlib.sha1(teks.encode()).hexdigest()


def _counts_letters(teks):
    return hashlib.sha1(b"blob %d\0" % len(teks) + teks.encode()).hexdigest()


def _object(teks):
    return hashlib.sha1(b"blob %d\0" % len(teks.encode()) + teks.encode())


def _upper(teks):
    return _object(teks).hexdigest().upper()


def _not_encoded(teks):
    return hashlib.sha1(f"blob {len(teks)}\0{teks}").hexdigest()


def _sha256(teks):
    content = teks.encode()
    return hashlib.sha256(b"blob %d\0" % len(content) + content).hexdigest()


# --- Latihan 4 -------------------------------------------------------------------


def _read(api, repo_id, revision):
    return Path(api.hf_hub_download(repo_id, "catatan.txt", repo_type="dataset", revision=revision)).read_bytes()


def _write(api, repo_id, content, parent=None):
    operations = [CommitOperationAdd("catatan.txt", content)]
    api.create_commit(
        repo_id, operations, repo_type="dataset", commit_message="Tambah", parent_commit=parent
    )


def _no_parent(api, repo_id, baris):
    head = api.dataset_info(repo_id).sha
    _write(api, repo_id, _read(api, repo_id, head) + f"{baris}\n".encode())


def _no_retry(api, repo_id, baris):
    head = api.dataset_info(repo_id).sha
    _write(api, repo_id, _read(api, repo_id, head) + f"{baris}\n".encode(), head)


def _reads_before_head(api, repo_id, baris):
    while True:
        content = _read(api, repo_id, "main")
        try:
            head = api.dataset_info(repo_id).sha
            return _write(api, repo_id, content + f"{baris}\n".encode(), head)
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                raise


def _retries_with_old_content(api, repo_id, baris):
    content = _read(api, repo_id, api.dataset_info(repo_id).sha)
    while True:
        try:
            return _write(api, repo_id, content + f"{baris}\n".encode(), api.dataset_info(repo_id).sha)
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                raise


def _swallows_everything(api, repo_id, baris):
    while True:
        try:
            return _no_retry(api, repo_id, baris)
        except HfHubHTTPError:
            continue


def _gives_up(api, repo_id, baris):
    for _ in range(2):
        try:
            return _no_retry(api, repo_id, baris)
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                raise


def _gives_up_quietly(api, repo_id, baris):
    try:
        _no_retry(api, repo_id, baris)
    except HfHubHTTPError:
        _gives_up(api, repo_id, baris)


def _hides_other_errors(api, repo_id, baris):
    while True:
        try:
            return _no_retry(api, repo_id, baris)
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                return None


def _without_newline(api, repo_id, baris):
    while True:
        head = api.dataset_info(repo_id).sha
        try:
            return _write(api, repo_id, _read(api, repo_id, head) + baris.encode(), head)
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                raise


def _replaces_the_file(api, repo_id, baris):
    _write(api, repo_id, f"{baris}\n".encode())


def _other_api(api, repo_id, baris):
    _no_retry(HfApi(), repo_id, baris)


def _writes_twice(api, repo_id, baris):
    _no_retry(api, repo_id, baris)
    _no_retry(api, repo_id, baris)


# --- Latihan 5 -------------------------------------------------------------------

CARD = """---
license: mit
language: id
pretty_name: Kota
---
# Kota
Berisi 9 baris.
## Asal data
Ditulis sendiri dari ingatan oleh satu orang pada tahun ini.
## Batas
Terlalu sedikit untuk melatih model apa pun, dan belum ditinjau siapa pun.
"""


def _publisher(card=CARD, rows=9, private=True, exist_ok=True, tag="last", card_last=False, empty=False):
    """Penerbit yang benar, dengan satu kekurangan menurut argumennya."""

    def terbitkan(repo_id):
        from datasets import Dataset

        create_repo(repo_id, repo_type="dataset", private=private, exist_ok=exist_ok)
        if tag == "first":
            create_tag(repo_id, tag="v1", repo_type="dataset", exist_ok=True)
        if card and not card_last:
            DatasetCard(card).push_to_hub(repo_id)
        names = [f"kota {number}" for number in range(rows)]
        if empty:
            names[3] = " "
        if rows:
            Dataset.from_dict({"kota": names}).push_to_hub(repo_id, split="train")
        if card and card_last:
            DatasetCard(card).push_to_hub(repo_id)
        if tag == "last":
            try:
                delete_tag(repo_id, tag="v1", repo_type="dataset")
            except HfHubHTTPError:
                pass
            create_tag(repo_id, tag="v1", repo_type="dataset")

    return terbitkan


def _somewhere_else(repo_id):
    _publisher()(repo_id + "-lain")
    HfApi().delete_repo(repo_id + "-lain", repo_type="dataset")


def _publishes(**flaws):
    return lambda: {"terbitkan": _publisher(**flaws)}


# --- Latihan 6 -------------------------------------------------------------------

REVIEW = {
    "lisensi": False, "asal_data": True, "pemberi_label": True, "pembanding": False, "selang": False,
    "batas": False, "baris_latih": 36, "baris_bocor": 4, "label_terbanyak": "keluhan",
    "akurasi_terbanyak": 8 / 12,
}  # fmt: skip


def _reviews(**flaws):
    return lambda: {"ulasan": REVIEW | flaws}


WRONG = {
    "cari_model": [
        (lambda: {"cari_model": _searches_names}, "`filter`"),
        (lambda: {"cari_model": _ignores_task}, "`pipeline_tag`"),
        (lambda: {"cari_model": _ignores_limit}, "`limit`"),
        (lambda: {"cari_model": _objects}, "ModelInfo"),
        (lambda: {"cari_model": _lazy}, "iterator"),
        (lambda: {"cari_model": lambda *answers: []}, "jv"),
    ],
    "isi_dari_masa_ke_masa": [
        (lambda: {"isi_dari_masa_ke_masa": _newest_first}, "indeks 0"),
        (lambda: {"isi_dari_masa_ke_masa": _every_commit}, "4 unsur"),
        (lambda: {"isi_dari_masa_ke_masa": _distinct}, "dikembalikan ke isi pertama"),
        (lambda: {"isi_dari_masa_ke_masa": _always_main}, "4 unsur"),
        (lambda: {"isi_dari_masa_ke_masa": _stops_at_missing}, "EntryNotFoundError"),
    ],
    "sidik_git": [
        (lambda: {"sidik_git": _plain_sha1}, "kepala"),
        (lambda: {"sidik_git": _counts_letters}, "dalam byte"),
        (lambda: {"sidik_git": _sha256}, "e69de29"),
        (lambda: {"sidik_git": _object}, "hexdigest"),
        (lambda: {"sidik_git": _upper}, "huruf besar dan kecilnya"),
        (lambda: {"sidik_git": _not_encoded}, "encode"),
        (lambda: {"sidik_git": lambda teks: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"}, "awali dengan"),
    ],
    "tambah_baris": [
        (lambda: {"tambah_baris": _no_parent}, "Tulisan teman"),
        (lambda: {"tambah_baris": _no_retry}, "412"),
        (lambda: {"tambah_baris": _reads_before_head}, "Tulisan teman"),
        (lambda: {"tambah_baris": _retries_with_old_content}, "Tulisan teman"),
        (lambda: {"tambah_baris": _swallows_everything}, "30 kali"),
        (lambda: {"tambah_baris": _gives_up}, "mendahului"),
        (lambda: {"tambah_baris": _gives_up_quietly}, "mendahului"),
        (lambda: {"tambah_baris": _hides_other_errors}, "jangan ditelan"),
        (lambda: {"tambah_baris": _without_newline}, "tidak berdiri sendiri"),
        (lambda: {"tambah_baris": _replaces_the_file}, "Baris yang sudah ada"),
        (lambda: {"tambah_baris": _other_api}, "`api`"),
        (lambda: {"tambah_baris": _writes_twice}, "satu kali"),
    ],
    "terbitkan": [
        (_publishes(private=False), "private=True"),
        (_publishes(exist_ok=False), "pemanggilan kedua"),
        (_publishes(rows=0), "sudah diunggah"),
        (_publishes(rows=7), "7 baris"),
        (_publishes(rows=10), "10 baris"),
        (_publishes(card=CARD.replace("Berisi 9 baris.", "Dibuat 9 November.")), "tidak menyebutnya"),
        (_publishes(card=CARD.replace("license: mit", "license: Milik Saya")), "Hub menolak metadata"),
        (_publishes(card=...), "titik tiga"),
        (_publishes(empty=True), "kosong"),
        (_publishes(card=None), "license"),
        (_publishes(card=CARD.replace("license: mit\n", "")), "license"),
        (_publishes(card=CARD.replace("## Batas", "Batas")), "## Batas"),
        (_publishes(card=CARD.replace("Ditulis sendiri dari ingatan oleh", "Oleh")), "hanya diikuti"),
        (_publishes(card=CARD + "[More Information Needed]"), "isian kosong"),
        (_publishes(tag="first"), "menunjuk commit lain"),
        (_publishes(tag=""), "Tag `v1` tidak ada"),
        (lambda: {"terbitkan": _somewhere_else}, "tidak ada dataset"),
    ],
    "ulasan": [
        (_reviews(baris_latih=40), "jangan dari kartunya"),
        (_reviews(baris_bocor=0), "baris_bocor"),
        (_reviews(baris_bocor=5), "satu kali"),
        (_reviews(label_terbanyak="pujian"), "Counter"),
        (_reviews(akurasi_terbanyak=66.7), "antara 0 dan 1"),
        (_reviews(akurasi_terbanyak=0.83), "data uji"),
        (_reviews(akurasi_terbanyak=0.67), "tidak dibulatkan"),
        (_reviews(lisensi=True, batas=True), "2 dari 6"),
        (_reviews(pembanding="tidak"), "bool"),
        (lambda: {"ulasan": {"lisensi": False}}, "Yang kurang"),
    ],
}  # fmt: skip
