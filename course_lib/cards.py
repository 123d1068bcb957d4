"""Daftar periksa kartu model dan kartu dataset.

Dipakai di Bab 13. Isi kartunya mengikuti Mitchell dkk. 2019, https://arxiv.org/abs/1810.03993
(kartu model) dan Gebru dkk. 2021, https://arxiv.org/abs/1803.09010 (lembar data). Metadatanya dibaca
oleh ``huggingface_hub``; angka evaluasi ditulis dengan ``ModelCardData`` dan ``EvalResult`` miliknya.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MISSING = re.compile(r"\[?more information needed\]?|\bTODO\b|\[diisi\]|\[isi di sini\]", re.IGNORECASE)
SHORTEST = 30  # huruf; bagian yang lebih pendek dianggap kosong


@dataclass(frozen=True)
class CardPoint:
    """Satu butir daftar periksa.

    Args:
        point: nama butirnya.
        ok: apakah kartu ini memuatnya.
        hint: yang perlu ditulis bila belum; kosong bila sudah.

    Contoh::

        >>> CardPoint("lisensi", True, "").ok
        True
    """

    point: str
    ok: bool
    hint: str


# (butir, pola judul bagian, pola di seluruh teks, petunjuk). Cukup salah satu polanya.
COMMON = [
    ("kegunaan", r"kegunaan|penggunaan|digunakan|untuk apa|intended use|\buses?\b", r"gunanya|untuk belajar|dibuat untuk",
     "Tulis untuk apa dan untuk siapa ini dibuat, di bagian 'Kegunaan'."),
    ("di luar kegunaan", r"di luar kegunaan|out.of.scope",
     r"jangan (dipakai|digunakan|menyimpulkan|menyusun)|tidak boleh (dipakai|digunakan)|tidak (cocok|ditujukan) untuk"
     r"|bukan (untuk|pengganti)|tidak dapat",
     "Tulis pemakaian yang tidak dimaksudkan, misalnya 'Jangan dipakai untuk ...'."),
    ("batas", r"\bbatas|keterbatasan|limitation|risiko|kehati-hatian", None,
     "Tulis bagian 'Batas': di mana ini keliru dan siapa yang dapat dirugikan."),
    ("kontak", r"kontak|contact", r"hubungi|kontak:|[\w.+-]+@[\w-]+\.\w+|/issues|/discussions",
     "Sebut siapa yang bertanggung jawab dan cara menghubunginya, juga untuk meminta peninjauan ulang."),
]  # fmt: skip
MODEL = [
    ("data latih", r"\bdata\b|training data|cara dibuat|training details", None,
     "Tulis data apa yang dipakai melatih, banyaknya, dan lisensinya."),
    ("selang kepercayaan", None, r"selang[^.]{0,60}\d|\d[^.]{0,60}selang|wilson|±\s*\d|confidence interval|\bCI\b",
     "Sertakan selang kepercayaan dan banyak baris ujinya di samping setiap skor."),
    ("pembanding", r"pembanding|baseline", r"pembanding|baseline",
     "Bandingkan dengan cara yang lebih sederhana pada data uji yang sama."),
    ("hasil per kelompok", r"(per|tiap|setiap|menurut) (kelompok|bahasa|ragam|gaya|jenis)|salah tuduh|subgroup",
     r"(per|tiap|setiap|menurut|menyebut) (jenis )?(kelompok|bahasa|ragam|gaya)\b[^\n]*\|",
     "Tulis hasil tiap kelompok pemakai atau ragam bahasa, dengan banyak barisnya."),
    ("sumber daya", r"environmental|sumber daya|dampak lingkungan", r"\b(menit|jam)\b[^.\n]{0,12}\b(CPU|GPU|TPU)\b|CO2|kWh",
     "Tulis perangkat dan lamanya pelatihan, atau `co2_eq_emissions` di metadata."),
]  # fmt: skip
DATASET = [
    ("isi dan kolom", r"\bisi\b|kolom|struktur|structure|fields", None,
     "Tulis arti setiap kolom dan banyak baris setiap bagian."),
    ("cara dibuat", r"cara dibuat|asal|sumber|creation|collection", None,
     "Tulis dari mana datanya, siapa yang menulis dan memberi label, dan kapan."),
    ("peninjauan", r"peninjauan|anotasi|annotation", r"ditinjau|meninjau|pembaca kedua|diperiksa|annotator",
     "Tulis siapa yang memeriksa data atau labelnya, atau bahwa belum ada."),
    ("orang di dalam data", r"kehati-hatian|pribadi|personal|sensitive", r"karangan|data pribadi|nama orang|rekaan|anonim|orang sungguhan",
     "Tulis apakah ada data pribadi atau isi yang menyinggung, dan apa yang dilakukan terhadapnya."),
]  # fmt: skip


def check_card(card) -> list[CardPoint]:
    """Memeriksa kartu terhadap sebuah daftar: apa yang sudah ada, apa yang belum.

    Yang diperiksa ada tidaknya keterangan, bukan benar tidaknya; kartu yang lulus semua butir masih
    harus dibaca orang. Kartu dianggap kartu dataset bila berupa ``DatasetCard``, atau metadatanya
    memuat ``configs``, ``dataset_info``, ``size_categories``, atau ``task_categories``.

    Args:
        card: ``ModelCard`` atau ``DatasetCard`` dari ``huggingface_hub``, isi kartu sebagai teks,
            atau jalur berkas README.md (atau foldernya).

    Returns:
        Satu :class:`CardPoint` untuk setiap butir, selalu dalam urutan yang sama.

    Raises:
        ValueError: isinya kosong, atau metadatanya bukan YAML yang sah.
        FileNotFoundError: jalurnya tidak ada.

    Contoh::

        [point.point for point in check_card("README.md") if not point.ok]
    """
    data, text, results, problem, is_dataset = _parsed(card)
    sections = _sections(text)
    sentences = re.sub(r"^#.*$", "", _prose(text), flags=re.MULTILINE)
    points = [
        _metadata(data, "lisensi", ("license",), "Tulis `license` di metadata, misalnya `cc-by-sa-4.0`."),
        _metadata(data, "bahasa", ("language",), "Tulis `language` di metadata, misalnya `id`."),
    ]
    if is_dataset:
        points.append(_metadata(data, "nama", ("pretty_name",), "Tulis `pretty_name` di metadata."))
        points.append(_metadata(data, "ukuran", ("size_categories",), "Tulis `size_categories` di metadata."))
    else:
        points.append(_metadata(data, "tugas", ("pipeline_tag",), "Tulis `pipeline_tag` di metadata."))
        points.append(
            _metadata(data, "asal", ("base_model", "datasets"),
                      "Tulis `base_model` atau `datasets` di metadata, supaya asalnya dapat dilacak.")
        )  # fmt: skip
    code = bool(re.search(r"```(python|py|bash)\n.+?```", text, re.DOTALL))
    points.append(_point("cara memakai", code, "Beri potongan kode Python yang dapat langsung dijalankan."))
    extra = [DATASET] if is_dataset else [MODEL]
    for name, heading, phrase, hint in [one for table in (COMMON, *extra) for one in table]:
        there = _has_section(sections, heading) or bool(
            phrase and re.search(phrase, sentences, re.IGNORECASE)
        )
        if name == "sumber daya" and data.get("co2_eq_emissions"):
            there = True
        points.append(_point(name, there, hint))
    return points if is_dataset else [*points, _evaluation(results, problem)]


def _point(name: str, ok, hint: str) -> CardPoint:
    return CardPoint(name, bool(ok), "" if ok else hint)


def _metadata(data: dict, name: str, keys: tuple, hint: str) -> CardPoint:
    values = [data.get(key) for key in keys]
    return _point(name, any(value and not MISSING.search(str(value)) for value in values), hint)


def _evaluation(results, problem: str | None) -> CardPoint:
    """Metadata evaluasi: setiap angka punya ukuran, dataset, dan bagiannya."""
    if problem:
        return CardPoint("metadata evaluasi", False, f"`model-index` tidak dapat dibaca: {problem}")
    if not results:
        return CardPoint(
            "metadata evaluasi",
            False,
            "Tulis hasil uji dengan `EvalResult` di `ModelCardData(eval_results=...)`.",
        )
    for one in results:
        if not one.dataset_split:
            hint = f"Hasil `{one.metric_type}` pada {one.dataset_name!r} belum menyebut `dataset_split`."
            return CardPoint("metadata evaluasi", False, hint)
    return CardPoint("metadata evaluasi", True, "")


def _parsed(card):
    """(metadata, teks, hasil evaluasi, masalah `model-index`, apakah dataset)."""
    from huggingface_hub import DatasetCard, RepoCard
    from huggingface_hub.repocard_data import model_index_to_eval_results

    if isinstance(card, RepoCard):
        content, is_dataset = card.content, isinstance(card, DatasetCard)
    else:
        content, is_dataset = _content(card), False
    content = content.replace("\r\n", "\n")
    if not content.strip():
        raise ValueError("Kartu ini kosong.")
    data, text = _split(content)
    is_dataset = is_dataset or bool(
        {"configs", "dataset_info", "size_categories", "task_categories"} & set(data)
    )
    results, problem = [], None
    if data.get("model-index"):
        try:
            results = model_index_to_eval_results(data["model-index"])[1]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problem = f"{type(error).__name__}: {error}. Susun dengan `ModelCardData` dan `EvalResult`."
    return data, text, results, problem, is_dataset


def _content(card) -> str:
    if isinstance(card, Path) or (isinstance(card, str) and card.strip() and "\n" not in card):
        path = Path(card)
        path = path / "README.md" if path.is_dir() else path
        return path.read_text(encoding="utf-8")
    if not isinstance(card, str):
        raise ValueError(f"Berikan `ModelCard`, isi kartu, atau jalurnya, bukan {type(card).__name__}.")
    return card


def _split(content: str) -> tuple[dict, str]:
    """Metadata YAML di awal kartu, dan teksnya."""
    import yaml

    found = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(\n|$)", content, re.DOTALL)
    if not found:
        return {}, content
    try:
        data = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        raise ValueError(f"Metadata kartu ini bukan YAML yang sah: {error}") from error
    if data is not None and not isinstance(data, dict):
        raise ValueError("Metadata kartu harus berupa pasangan `nama: nilai`.")
    return data or {}, content[found.end() :]


def _prose(text: str) -> str:
    """Teks tanpa potongan kode, komentar HTML, isian kosong, dan kalimat bawaan templat."""
    text = _plain(re.sub(r"```.*?```", " ", text, flags=re.DOTALL))
    return "\n".join(line for line in text.splitlines() if line.startswith("#") or line not in _boilerplate())


def _plain(text: str) -> str:
    text = re.sub(r"<!--.*?-->|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in MISSING.sub("", text).splitlines())


@cache
def _boilerplate() -> frozenset[str]:
    """Baris templat kartu milik huggingface_hub; bukan keterangan tentang modelnya."""
    from huggingface_hub import repocard

    lines = set()
    for path in (repocard.TEMPLATE_MODELCARD_PATH, repocard.TEMPLATE_DATASETCARD_PATH):
        template = path.read_text(encoding="utf-8")
        defaults = re.findall(r'default\("([^"]+)"', template)
        lines.update(_plain("\n".join([template, *defaults])).splitlines())
    return frozenset(lines)


def _sections(text: str) -> list[tuple[str, str]]:
    """(judul, isi sampai judul berikutnya yang setingkat atau lebih tinggi)."""
    text = _prose(text)
    heads = list(re.finditer(r"^(#{1,6})\s+(.+?)\s*$", text, re.MULTILINE))
    sections = []
    for number, head in enumerate(heads):
        level = len(head.group(1))
        later = (one.start() for one in heads[number + 1 :] if len(one.group(1)) <= level)
        body = text[head.end() : next(later, len(text))]
        sections.append((head.group(2), re.sub(r"^#.*$", "", body, flags=re.MULTILINE)))
    return [
        (title, body) for (title, body), head in zip(sections, heads, strict=True) if len(head.group(1)) > 1
    ]


def _has_section(sections: list[tuple[str, str]], heading: str | None) -> bool:
    return bool(heading) and any(
        re.search(heading, title, re.IGNORECASE) and len(re.sub(r"[^\w]", "", body)) >= SHORTEST
        for title, body in sections
    )
