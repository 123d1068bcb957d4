"""Daftar periksa kartu: semua kartu di rak, kartu kosong, templat, dan metadata evaluasi."""

import pytest
from huggingface_hub import DatasetCard, DatasetCardData, EvalResult, ModelCard, ModelCardData

from course_lib.cards import check_card
from tools.environment import ROOT

SEED = ROOT / "class_hub" / "seed"
CARDS = sorted(SEED.glob("models/*/*/README.md")) + sorted(SEED.glob("datasets/*/*/README.md"))
MODEL_POINTS = [
    "lisensi", "bahasa", "tugas", "asal", "cara memakai", "kegunaan", "di luar kegunaan", "batas", "kontak",
    "data latih", "selang kepercayaan", "pembanding", "hasil per kelompok", "sumber daya", "metadata evaluasi",
]  # fmt: skip
DATASET_POINTS = [
    "lisensi", "bahasa", "nama", "ukuran", "cara memakai", "kegunaan", "di luar kegunaan", "batas", "kontak",
    "isi dan kolom", "cara dibuat", "peninjauan", "orang di dalam data",
]  # fmt: skip
# Yang belum ada di kartu rak sekarang, selain kontak; hub kelas tidak punya alamat surat.
GAPS = {
    "bert-dasar-nusantara": ["hasil per kelompok", "metadata evaluasi"],
    "bert-kalimat-nusantara": ["metadata evaluasi"],
    "bert-sentimen-inggris": ["cara memakai", "selang kepercayaan", "pembanding", "hasil per kelompok"],
    "gpt-pantun": ["asal", "kegunaan", "hasil per kelompok", "metadata evaluasi"],
    "t5-angka": ["tugas", "asal", "hasil per kelompok"],
    "daftar-bias": ["kegunaan", "orang di dalam data"],
    "suara-penumpang": ["lisensi", "kegunaan", "di luar kegunaan", "batas", "cara dibuat", "peninjauan"],
    "ulasan-nusantara": ["orang di dalam data"],
    "ulasan-warung": ["kegunaan", "di luar kegunaan", "isi dan kolom", "orang di dalam data"],
}
COMPLETE = """
# penyaring-komentar

Menebak apakah sebuah komentar sopan atau kasar.

```python
from transformers import pipeline
```

## Kegunaan

Untuk latihan di kelas, oleh siswa dan guru yang belajar mengukur penyaring komentar.
Jangan dipakai untuk menyaring komentar orang sungguhan.

## Data

Dilatih dengan 300 komentar karangan di mini/komentar, CC BY-SA 4.0.

## Skor

F1 makro 0,81, selang 95% 0,73 sampai 0,87 pada 120 baris. Pembanding TF-IDF 0,78.

### Hasil per kelompok

Salah tuduh pada 30 komentar yang menyebut kelompok: 4; pada 30 komentar lain: 7.

## Batas

Sindiran sering lolos, dan penulis dengan logat daerah lebih mudah salah disaring.

## Sumber daya dan kontak

Pelatihan 1 menit CPU. Kontak: guru@contoh.sch.id.
"""


def failing(card):
    return [point.point for point in check_card(card) if not point.ok]


def complete(results=True):
    result = EvalResult(
        task_type="text-classification", dataset_type="mini/komentar", dataset_name="komentar", metric_type="f1",
        metric_value=0.81, dataset_split="test",
    )  # fmt: skip
    data = ModelCardData(
        model_name="penyaring-komentar", license="cc-by-sa-4.0", language="id", pipeline_tag="text-classification",
        datasets=["mini/komentar"], base_model="mini/bert-dasar-nusantara",
        eval_results=[result] if results else None,
    )  # fmt: skip
    return ModelCard(f"---\n{data.to_yaml()}\n---\n{COMPLETE}")


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_every_card_of_the_shelf_is_checked(path):
    points = check_card(path)
    assert [point.point for point in points] == (DATASET_POINTS if "datasets" in path.parts else MODEL_POINTS)
    name = path.parent.name
    assert sorted(failing(path)) == sorted([*GAPS.get(name, []), "kontak"])
    assert all(bool(point.hint) != point.ok for point in points)


def test_a_bare_card_fails_on_named_points():
    assert failing("# model saya\n\nHalo.\n") == MODEL_POINTS
    assert failing("---\nlicense: mit\nsize_categories:\n- n<1K\n---\n# data saya\n") == [
        name for name in DATASET_POINTS if name not in ("lisensi", "ukuran")
    ]


def test_the_empty_template_says_nothing():
    """Judul bagian dan kalimat bawaan templat tidak dihitung sebagai keterangan."""
    assert failing(ModelCard.from_template(ModelCardData(license="mit"))) == MODEL_POINTS[1:]
    assert failing(DatasetCard.from_template(DatasetCardData(license="mit"))) == DATASET_POINTS[1:]


def test_a_complete_card_passes():
    assert failing(complete()) == []


def test_text_path_folder_and_card_give_the_same(tmp_path):
    card = complete()
    (tmp_path / "README.md").write_text(card.content, encoding="utf-8")
    wanted = check_card(card)
    assert check_card(card.content) == wanted
    assert check_card(tmp_path) == check_card(tmp_path / "README.md") == check_card(str(tmp_path)) == wanted


@pytest.mark.parametrize("point", ["kegunaan", "data latih", "batas"])
def test_a_heading_without_text_is_not_enough(point):
    heading = {"kegunaan": "Kegunaan", "data latih": "Data", "batas": "Batas"}[point]
    start = COMPLETE.index(f"## {heading}\n") + len(f"## {heading}\n")
    end = COMPLETE.index("\n## ", start)
    emptied = COMPLETE[:start] + "\n[More Information Needed]\n" + COMPLETE[end:]
    assert point in failing(complete().content.replace(COMPLETE, emptied))


def test_code_is_not_prose():
    card = complete().content.replace("Pembanding TF-IDF 0,78.", "\n```python\npembanding = 0.78\n```\n")
    assert failing(card) == ["pembanding"]


def test_evaluation_needs_results_with_their_split():
    assert failing(complete(results=False)) == ["metadata evaluasi"]
    card = complete().content
    assert "split: test" in card
    point = check_card(card.replace("      split: test\n", ""))[-1]
    assert not point.ok and "dataset_split" in point.hint
    point = check_card(card.replace("    - type: f1\n", "    - jenis: f1\n"))[-1]
    assert not point.ok and "tidak dapat dibaca" in point.hint


def test_windows_line_ends_are_read():
    assert failing(complete().content.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    "card, said",
    [
        ("", "kosong"),
        (" \n ", "kosong"),
        (3, "bukan int"),
        ("---\na: [\n---\nx", "YAML"),
        ("---\n- a\n---\nx", "pasangan"),
    ],
)
def test_unreadable_cards_are_told(card, said):
    with pytest.raises(ValueError, match=said):
        check_card(card)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        check_card(tmp_path / "tiada.md")
