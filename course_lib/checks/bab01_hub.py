"""Pemeriksa latihan Bab 1: Hub.

Beberapa pemeriksa membuat repositori privat `periksa-bab01-…` milik pembaca, lalu
menghapusnya lagi.
"""

import csv
import hashlib
import re
import tempfile
from collections import Counter
from types import GeneratorType, SimpleNamespace

from course_lib.answers import Stopped
from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
    short,
)
from course_lib.practice import commit_files, practice_dataset, read_file

lesson = Lesson("bab01_hub")


@lesson.check(
    hints=[
        "`filter=` menerima tag bahasa, `pipeline_tag=` tugasnya, `limit=` banyaknya.",
        "`list_models` menghasilkan objek; ambil `.id` dari setiap objek dan susun menjadi daftar.",
    ]
)
def cari_model(cari_model):
    """Latihan 1: mencari dengan bahasa, tugas, dan batas."""
    from huggingface_hub import list_models

    notes = {
        ("jv", "text-classification", 5): "Bahasa adalah tag, bukan bagian nama: pakai `filter`.",
        ("en", "text-classification", 1): "Periksa `limit`.",
        ("id", "fill-mask", 5): "Saring menurut bahasa dan menurut tugas sekaligus.",
        ("bahasa-rekaan", "text-classification", 5): "Tanpa yang cocok hasilnya daftar kosong.",
    }
    for (language, task, limit), note in notes.items():
        expected = [model.id for model in list_models(filter=language, pipeline_tag=task, limit=limit)]
        any_task = [model.id for model in list_models(filter=language, limit=limit)]
        answer = call(cari_model, language, task, limit)
        if isinstance(answer, GeneratorType):
            raise Wrong("Hasilnya masih iterator dari `list_models`. Susun menjadi daftar yang berisi `.id`.")
        if isinstance(answer, (list, tuple)) and any(hasattr(item, "id") for item in answer):
            raise Wrong("Hasilnya masih berisi objek `ModelInfo`; yang diminta id-nya, teks pada `.id`.")
        name = f'cari_model("{language}", "{task}", {limit})'
        if answer == any_task:
            note = "Apakah tugasnya ikut disaring dengan `pipeline_tag`?"
        expect_equal(name, answer, expected, note)


@lesson.check(
    hints=[
        "`list_repo_commits` mulai dari yang terbaru; balikkan dengan `reversed`.",
        "Baca setiap versi dengan `hf_hub_download(..., revision=commit.commit_id)`.",
        "Bungkus unduhannya dengan `try` dan lewati commit itu pada `except EntryNotFoundError:`.",
    ]
)
def isi_dari_masa_ke_masa(isi_dari_masa_ke_masa):
    """Latihan 2: isi sebuah berkas pada setiap commit, dari yang terlama."""
    history = [
        {"lagu.txt": "Rasa Sayange\n"},
        {"lain.txt": "halo"},
        {"lagu.txt": "Apuse\n"},
        {"lagu.txt": None},
        {"lagu.txt": "Rasa Sayange\n"},
        {"lagu.txt": "Sinanggar Tulo\n"},
    ]
    note = (
        "Riwayat ujinya, dari yang terlama: `lagu.txt` ditulis, berkas lain berubah, `lagu.txt` ditulis "
        "ulang, dihapus, dikembalikan ke isi pertama, lalu ditulis ulang sekali lagi."
    )
    with practice_dataset("bab01-riwayat", history) as repo_id:
        expected = ["Rasa Sayange\n", "Apuse\n", "Rasa Sayange\n", "Sinanggar Tulo\n"]
        expect_returns(isi_dari_masa_ke_masa, repo_id, "lagu.txt", equals=expected, note=note)
        expect_returns(isi_dari_masa_ke_masa, repo_id, "lain.txt", equals=["halo"], note=note)
        expect_returns(
            isi_dari_masa_ke_masa, repo_id, "tidak-pernah-ada.txt", equals=[],
            note="Berkas yang tidak pernah ada menghasilkan daftar kosong.",
        )  # fmt: skip


@lesson.check(
    hints=[
        'Ubah teks menjadi byte lebih dahulu: `isi = teks.encode("utf-8")`.',
        'Yang diringkas: `b"blob " + str(len(isi)).encode() + b"\\0" + isi`.',
        "Ringkas dengan `hashlib.sha1(...)`; `.hexdigest()` memberi hasilnya sebagai teks heksadesimal.",
    ]
)
def sidik_git(sidik_git):
    """Latihan 3: nama git sebuah isi."""
    notes = {
        "": "Berkas kosong pun punya kepala `blob 0` dan byte nol.",
        "Halo\n": "Yang diringkas bukan hanya isinya: awali dengan `blob`, spasi, panjang, dan byte nol.",
        "Sate Maranggi – Rp15.000 ✓\n": "Panjangnya dihitung dalam byte, bukan dalam huruf.",
        "pantun " * 300: "Panjangnya ditulis sebagai angka desimal biasa.",
    }
    for text, note in notes.items():
        content = text.encode("utf-8")
        expected = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        if hasattr(call(sidik_git, text), "hexdigest"):
            raise Wrong("Hasilnya masih objek hash. Ambil teks heksadesimalnya dengan `.hexdigest()`.")
        expect_returns(sidik_git, text, equals=expected, note=note)


@lesson.check(
    hints=[
        "Catat dahulu `dibaca = api.dataset_info(repo_id).sha`, lalu baca berkasnya pada `revision=dibaca`.",
        "Berikan `parent_commit=dibaca` kepada `api.create_commit`.",
        "Letakkan semuanya di dalam `while True:`; pada `except HfHubHTTPError` dengan kode 412 "
        "lanjutkan perulangan, selain itu `raise`.",
    ]
)
def tambah_baris(tambah_baris):
    """Latihan 4: menulis tanpa menghilangkan tulisan teman."""
    from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

    api_class = _crowded_api()
    with practice_dataset("bab01-catatan", [{"catatan.txt": "bakso\n"}]) as repo_id:
        api = api_class()
        for line in ("es cendol", "wedang ronde"):
            _call_with(api, tambah_baris, repo_id, line)
        _require_lines(api, repo_id, "es cendol", "wedang ronde")
    for moment, friends in (("sebelum disimpan", 1), ("sesudah dibaca", 1), ("sebelum disimpan", 3)):
        with practice_dataset("bab01-catatan", [{"catatan.txt": "bakso\n"}]) as repo_id:
            api = api_class(moment, friends)
            _call_with(api, tambah_baris, repo_id, "es cendol")
            _require_lines(api, repo_id, *_FRIENDS[:friends], "es cendol")
    with practice_dataset("bab01-catatan", [{"catatan.txt": "bakso\n"}]) as repo_id:
        api = api_class(refuses=True)
        _require_raised(api, HfHubHTTPError, tambah_baris, repo_id, "bila hub menjawab 403")
    with practice_dataset("bab01-catatan", [{"lain.txt": "halo"}]) as repo_id:
        api = api_class()
        _require_raised(api, EntryNotFoundError, tambah_baris, repo_id, "bila `catatan.txt` tidak ada")


def _require_raised(api, kind, function, repo_id, when):
    try:
        expect_raises(kind, function, api, repo_id, "es cendol", note=f"{when}: galat selain 412 jangan ditelan")
    except Stopped as stopped:
        _require_few(api)
        raise stopped


def _call_with(api, function, repo_id, line):
    try:
        call(function, api, repo_id, line)
    except Stopped as stopped:
        _require_few(api)
        if getattr(getattr(stopped.error, "response", None), "status_code", None) == 412:
            stopped.note = "Teman Anda menulis lebih dahulu: tangkap kode 412, baca lagi, lalu ulangi."
        raise


def _require_few(api):
    if api.calls > api.MOST_CALLS:
        raise Wrong(
            f"Fungsi Anda memanggil hub lebih dari {api.MOST_CALLS} kali tanpa selesai. Ulangi hanya "
            "sesudah galat 412, dan baca lagi `sha` yang terbaru setiap kali."
        )


def _require_lines(api, repo_id, *added):
    """Berkasnya memuat baris lama, lalu baris-baris `added`, berurutan."""
    if not api.calls:
        raise Wrong("Fungsi Anda tidak memakai `api` yang diberikan; panggil `api.create_commit(...)`.")
    text = read_file(repo_id, "catatan.txt")
    seen = text.splitlines()
    mine = [line for line in added if line not in _FRIENDS]
    friends = [line for line in added if line in _FRIENDS]
    owners = {"bakso": "Baris yang sudah ada"}
    owners |= dict.fromkeys(mine, "Baris Anda") | dict.fromkeys(friends, "Tulisan teman")
    for line, owner in owners.items():
        if line in seen:
            continue
        if line in text:
            raise Wrong(f"Baris `{line}` tidak berdiri sendiri: {short(seen)}. Akhiri setiap baris dengan `\\n`.")
        advice = "Dari commit mana Anda membaca, dan apakah `parent_commit` menyebut commit itu juga?"
        if line in mine:
            advice = "Teman Anda boleh mendahului beberapa kali; ulangi sampai berhasil."
        raise Wrong(f"{owner}, `{line}`, tidak ada. Isi `catatan.txt` sekarang {short(seen)}. {advice}")
    expect_equal("isi catatan.txt", seen, ["bakso", *added], "Tambahkan satu kali saja, di akhir berkas.")
    if not text.endswith("\n"):
        raise Wrong("Baris terakhir `catatan.txt` tidak diakhiri `\\n`, sehingga baris berikutnya akan menempel.")


_FRIENDS = ("teman: soto", "teman: rawon", "teman: gudeg")


def _crowded_api():
    """Kelas HfApi dengan teman-teman yang menulis pada saat tertentu, atau hub yang menolak."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    class Crowded(HfApi):
        MOST_CALLS = 30

        def __init__(self, moment="", friends=0, refuses=False):
            super().__init__()
            self.moment, self.waiting, self.refuses = moment, list(_FRIENDS[:friends]), refuses
            self.calls = 0

        def __repr__(self):
            return "api"

        def _friend(self, moment, repo_id):
            if self.moment == moment and self.waiting:
                line = self.waiting.pop(0)
                commit_files(repo_id, {"catatan.txt": read_file(repo_id, "catatan.txt") + f"{line}\n"})

        def _count(self):
            self.calls += 1
            if self.calls > self.MOST_CALLS:
                raise SystemExit("terlalu banyak panggilan")

        def create_commit(self, repo_id, *args, **options):
            self._count()
            if self.refuses:
                refusal = SimpleNamespace(status_code=403, headers={}, request=None)
                raise HfHubHTTPError("403: token ini hanya boleh membaca.", response=refusal)
            self._friend("sebelum disimpan", repo_id)
            return super().create_commit(repo_id, *args, **options)

        def dataset_info(self, *args, **options):
            self._count()
            return super().dataset_info(*args, **options)

        def hf_hub_download(self, repo_id, *args, **options):
            self._count()
            path = super().hf_hub_download(repo_id, *args, **options)
            self._friend("sesudah dibaca", repo_id)
            return path

    return Crowded


@lesson.check(
    hints=[
        "Urutannya: `create_repo(..., private=True, exist_ok=True)`, kartu, data, lalu tag.",
        "Kirim kartu sebelum data: `push_to_hub` milik dataset menambahkan metadatanya sendiri.",
        "Tag lama tidak ikut maju. Hapus dengan `delete_tag` (bila ada), lalu `create_tag` lagi.",
    ]
)
def terbitkan(terbitkan):
    """Latihan 5: dataset privat dengan kartu, dapat diterbitkan ulang."""
    from huggingface_hub import HfApi

    api = HfApi()
    with practice_dataset("bab01-terbitan", None) as repo_id:
        call(terbitkan, repo_id)
        try:
            call(terbitkan, repo_id)
        except Stopped as stopped:
            stopped.note = "Itu pemanggilan kedua: repositori dan tagnya sudah ada."
            raise
        if not api.repo_exists(repo_id, repo_type="dataset"):
            raise Wrong(f"Sesudah `terbitkan` selesai tidak ada dataset `{repo_id}`. Apakah `repo_id` dipakai?")
        info = api.dataset_info(repo_id)
        if not info.private:
            raise Wrong(f"`{repo_id}` terbuka untuk umum. Tulis `private=True` saat membuatnya.")
        rows = _require_rows(repo_id, info.sha)
        _require_card(repo_id, rows)
        tags = api.list_repo_refs(repo_id, repo_type="dataset").tags
        places = {tag.name: tag.target_commit for tag in tags}
        if places.get("v1") != info.sha:
            seen = "menunjuk commit lain" if "v1" in places else "tidak ada"
            raise Wrong(f"Tag `v1` {seen}. Pasang sesudah unggahan terakhir, juga pada pemanggilan kedua.")


def _require_rows(repo_id, revision):
    """Muat datanya; kembalikan banyaknya baris."""
    from datasets import load_dataset

    name = f'load_dataset("{repo_id}", split="train")'
    # Folder sementara: dari simpanan biasa, load_dataset dapat mengembalikan data terbitan lama.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            rows = load_dataset(repo_id, split="train", revision=revision, cache_dir=folder).to_list()
        except Exception as error:
            raise Wrong(f"`{name}` gagal dengan {type(error).__name__}. Apakah datanya sudah diunggah?") from error
    if any(value is None or not str(value).strip() for row in rows for value in row.values()):
        raise Wrong(f"Di dalam `{name}` ada nilai yang kosong.")
    different = len({tuple(map(str, row.values())) for row in rows})
    if different < 8:
        raise Wrong(f"`{name}` berisi {different} baris yang berbeda. Soal meminta sedikitnya 8.")
    return len(rows)


def _require_card(repo_id, rows):
    from huggingface_hub import DatasetCard
    from huggingface_hub.errors import EntryNotFoundError

    try:
        card = DatasetCard.load(repo_id)
    except EntryNotFoundError:
        raise Wrong("Repositorinya belum punya kartu (`README.md`).") from None
    data = card.data.to_dict()
    missing = [key for key in ("license", "language", "pretty_name") if not data.get(key)]
    if missing:
        raise Wrong(
            f"Metadata kartu belum memuat `{'`, `'.join(missing)}`; yang ada: {', '.join(sorted(data))}. "
            "Pernahkah kartu itu tertimpa?"
        )
    for title in ("Asal data", "Batas"):
        section = re.search(rf"^## {title}[ \t]*$(.*?)(?=^#|\Z)", card.text, flags=re.M | re.S | re.I)
        if not section:
            raise Wrong(f"Judul tingkat dua `## {title}` tidak ada di teks kartu.")
        words = len(section[1].split())
        if words < 8:
            raise Wrong(f"Judul `## {title}` hanya diikuti {words} kata. Soal meminta sedikitnya delapan.")
    if "More Information Needed" in card.text:
        raise Wrong("Kartunya masih memuat isian kosong `[More Information Needed]`. Isi, atau buang.")
    told = re.findall(r"(\d+) baris", card.text)
    if str(rows) not in told:
        seen = f"menyebut `{told[0]} baris`" if told else "tidak menyebutnya"
        raise Wrong(f"Datanya {rows} baris, tetapi teks kartu {seen}. Tulis `{rows} baris`.")


# Kata yang, bila ada di teks kartu, berarti hal itu disebutkan.
_MENTIONS = {
    "asal_data": r"karangan|dikumpulkan dari",
    "pemberi_label": r"[Ll]abel ditetapkan|diberi label oleh",
    "pembanding": r"[Pp]embanding|[Dd]ibandingkan",
    "selang": r"[Ss]elang|±",
    "batas": r"## Batas|[Tt]idak cocok|[Jj]angan dipakai",
}
_COUNTED = {
    "baris_latih": "Hitung dari datanya, jangan dari kartunya.",
    "baris_bocor": "Satu baris uji dihitung satu kali, sekalipun kembarannya di data latih lebih dari satu.",
    "label_terbanyak": "Hitung pada bagian latih, misalnya dengan `Counter`.",
    "akurasi_terbanyak": "Bagian yang benar di data uji: bilangan antara 0 dan 1, tidak dibulatkan.",
}


@lesson.check(
    hints=[
        "Cetak seluruh kartunya: `print(DatasetCard.load(tetangga))`. Cari setiap hal satu per satu.",
        "Angka akurasi di kartu adalah hasil satu aturan. Adakah hasil aturan lain di sebelahnya?",
        "`load_dataset(tetangga)` memberi kedua bagian; `set(latih['teks'])` memudahkan mencari yang bocor.",
    ]
)
def ulasan(ulasan, tetangga):
    """Latihan 6: mengulas dataset orang lain."""
    expect_type("ulasan", ulasan, dict, "Isi dengan kunci-kunci pada tabel soal.")
    facts = _facts(tetangga)
    if set(ulasan) != set(facts):
        absent = ", ".join(f"`{key}`" for key in facts if key not in ulasan) or "tidak ada"
        extra = ", ".join(f"`{key}`" for key in map(str, ulasan) if key not in facts) or "tidak ada"
        raise Wrong(f"Kunci `ulasan` belum sesuai soal. Yang kurang: {absent}; yang berlebih: {extra}.")
    mentioned = [key for key in facts if key not in _COUNTED]
    for key in mentioned:
        expect_type(f'ulasan["{key}"]', ulasan[key], bool, "Tulis `True` atau `False`.")
    for key, note in _COUNTED.items():
        try:
            expect_equal(key, ulasan[key], facts[key])
        except Wrong:
            raise Wrong(f'`ulasan["{key}"]` Anda {short(ulasan[key])}; hasil yang benar berbeda. {note}') from None
    wrong = sum(ulasan[key] is not facts[key] for key in mentioned)
    if wrong:
        raise Wrong(
            f"Hitungannya tepat, tetapi {wrong} dari {len(mentioned)} jawaban `True`/`False` di `ulasan` "
            "belum. Baca metadata dan setiap kalimat kartunya; yang dinilai hanya disebut atau tidaknya."
        )


def _facts(repo_id):
    """Isi ulasan yang benar, dihitung dari kartu dan data."""
    from huggingface_hub import DatasetCard, hf_hub_download

    card = DatasetCard.load(repo_id)
    parts = {}
    for name in ("train", "test"):
        path = hf_hub_download(repo_id, f"{name}.csv", repo_type="dataset")
        with open(path, encoding="utf-8", newline="") as file:
            parts[name] = list(csv.DictReader(file))
    known = {row["teks"] for row in parts["train"]}
    common = Counter(row["label"] for row in parts["train"]).most_common(1)[0][0]
    facts = {"lisensi": bool(card.data.license)}
    facts |= {key: bool(re.search(pattern, card.text)) for key, pattern in _MENTIONS.items()}
    return facts | {
        "baris_latih": len(parts["train"]),
        "baris_bocor": sum(row["teks"] in known for row in parts["test"]),
        "label_terbanyak": common,
        "akurasi_terbanyak": sum(row["label"] == common for row in parts["test"]) / len(parts["test"]),
    }
