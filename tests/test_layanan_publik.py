"""mini/layanan-publik: berkasnya sama dengan hasil resepnya, dan kotorannya dapat dibersihkan tuntas.

Pembersih di sini mengikuti aturan di kartu dan tidak memakai kode resepnya.
"""

import difflib
import html
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from datasets import load_dataset

from recipes.layanan_publik.__main__ import TARGET, build

FILES = (
    "README.md",
    "kunci/catatan.jsonl",
    "kunci/laporan.csv",
    "mentah/laporan_a.csv",
    "mentah/laporan_b.csv",
)
DISTRICTS = (
    "Batu Selendang", "Karang Pelita", "Padang Serindit", "Rantau Jelutung",
    "Sungai Lumpang", "Tanjung Merawai", "Telaga Kemuning", "Wanaraksa",
)  # fmt: skip
CATEGORIES = {"administrasi", "air", "jalan", "keamanan", "kesehatan", "listrik", "pendidikan", "sampah"}
MISSING = {"", "-", "N/A", "tidak ada", "NULL"}
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
SLANG = {
    "gak": "tidak", "yg": "yang", "dgn": "dengan", "sdh": "sudah", "utk": "untuk",
    "krn": "karena", "blm": "belum", "jg": "juga", "tlg": "tolong", "mhn": "mohon",
}  # fmt: skip


# --- pembersih menurut kartu ------------------------------------------------------------


def read_raw(folder: Path) -> pd.DataFrame:
    options = {"dtype": str, "keep_default_na": False}
    first = pd.read_csv(folder / "mentah/laporan_a.csv", encoding="utf-8-sig", **options)
    second = pd.read_csv(folder / "mentah/laporan_b.csv", encoding="cp1252", sep=";", **options)
    return pd.concat([first, second], ignore_index=True)


def clean_text(text: str) -> str:
    try:
        text = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        pass
    return " ".join(html.unescape(text).replace('""', '"').split())


def clean_missing(cell: str) -> str | None:
    cell = cell.strip()
    return None if cell in MISSING else cell


def clean_date(date: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        return date
    day, month, year = re.split(r"[/ ]", date)
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    return f"{int(year) % 100 + 2000}-{number:02}-{int(day):02}"


def letters(name: str) -> str:
    name = re.sub(r"^kec(amatan|\.)", "", name.strip().lower())
    return re.sub(r"[^a-z]", "", name)


def clean_district(name: str) -> str:
    official = {letters(known): known for known in DISTRICTS}
    (nearest,) = difflib.get_close_matches(letters(name), official, n=1, cutoff=0.7)
    return official[nearest]


def clean_number(cell: str, lowest: int, highest: int) -> int | None:
    value = float(re.match(r"-?\d+(?:,\d+)?", cell)[0].replace(",", "."))
    assert value.is_integer()
    return int(value) if lowest <= value <= highest else None


def formal(text: str) -> str:
    def lengthen(match: re.Match) -> str:
        word = SLANG.get(match[0].lower(), match[0])
        return word.capitalize() if match[0][0].isupper() and match[0].lower() in SLANG else word

    return re.sub(r"\w+", lengthen, text)


def shingles(text: str) -> set[str]:
    kept = "".join(character for character in formal(text).lower() if character.isalnum())
    return {kept[start : start + 5] for start in range(len(kept) - 4)}


def jaccard(first: set[str], second: set[str]) -> float:
    return len(first & second) / len(first | second)


def first_reports(table: pd.DataFrame) -> list[str]:
    """Untuk setiap baris (urut id): id laporan pertama yang isinya serupa."""
    kept: dict[str, set[str]] = {}
    found = []
    for identity, text in zip(table["id"], table["isi"]):
        pieces = shingles(text)
        same = [known for known, others in kept.items() if jaccard(pieces, others) >= 0.6]
        if not same:
            kept[identity] = pieces
        found.append(same[0] if same else identity)
    return found


def present(change):
    """``change`` untuk sel yang terisi; sel kosong tetap kosong."""
    return lambda cell: None if cell is None else change(cell)


def clean_cells(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw.drop_duplicates().copy()
    table["isi"] = table["isi"].map(clean_text)
    changes = {
        "id": str,
        "tanggal": clean_date,
        "kecamatan": clean_district,
        "kategori": str.lower,
        "status": str,
        "hari_penanganan": lambda cell: clean_number(cell, 0, 365),
        "nilai": lambda cell: clean_number(cell, 1, 5),
    }
    for name, change in changes.items():
        cells = [present(change)(clean_missing(cell)) for cell in table[name]]
        table[name] = pd.Series(cells, index=table.index, dtype=object)
    return table.sort_values("id").reset_index(drop=True)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    table = clean_cells(raw)
    table["laporan"] = first_reports(table)
    return table.groupby("laporan").first().reset_index(drop=True)


# --- pengujian --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    return pd.read_csv(TARGET / "kunci/laporan.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def notes() -> list[dict]:
    lines = (TARGET / "kunci/catatan.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def cells(column: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(int(cell)) for cell in column]


def test_rebuilt_files_are_the_shipped_ones(tmp_path):
    build(tmp_path)
    built = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert built == sorted(FILES)
    assert [name for name in FILES if (tmp_path / name).read_bytes() != (TARGET / name).read_bytes()] == []


def test_truth_is_consistent(truth):
    assert len(truth) >= 240 and truth["id"].is_unique and truth["id"].is_monotonic_increasing
    assert truth["tanggal"].is_monotonic_increasing
    assert truth["tanggal"].map(clean_date).tolist() == truth["tanggal"].tolist()
    assert set(truth["kecamatan"]) == set(DISTRICTS) and set(truth["kategori"]) == CATEGORIES
    done = truth["status"] == "selesai"
    assert (done == (truth["hari_penanganan"] != "")).all()
    assert (truth.loc[~done, "nilai"] == "").all() and set(truth["nilai"]) == {"", *"12345"}
    assert truth["isi"].map(clean_text).tolist() == truth["isi"].tolist()


def test_every_messy_row_is_noted(truth, notes):
    raw = read_raw(TARGET)
    assert [note["id"] for note in notes] == raw["id"].tolist()
    for name in ("laporan_a.csv", "laporan_b.csv"):
        numbers = [note["baris"] for note in notes if note["berkas"] == name]
        assert numbers == list(range(1, len(numbers) + 1))
    assert {note["asal"] for note in notes} == set(truth["id"])
    assert all((note["id"] != note["asal"]) == ("kirim_ulang" in note["kotoran"]) for note in notes)
    twins = sum("baris_kembar" in note["kotoran"] for note in notes)
    assert raw.duplicated().sum() == twins > 0


def test_clean_rows_are_the_ones_without_dirt(truth, notes):
    known = truth.set_index("id", drop=False)
    same = [
        row.tolist() == known.loc[note["asal"]].tolist()
        for (_, row), note in zip(read_raw(TARGET).iterrows(), notes)
    ]
    assert same == [set(note["kotoran"]) <= {"baris_kembar"} for note in notes]


def test_card_counts_equal_the_notes(notes):
    card = (TARGET / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \| (\d+) \| (\d+) \|$", card, flags=re.M)
    counts = Counter((note["berkas"], name) for note in notes for name in note["kotoran"])
    assert {name for name, *_ in table} == {name for _, name in counts}
    for name, *numbers in table:
        first, second = counts["laporan_a.csv", name], counts["laporan_b.csv", name]
        assert [int(number) for number in numbers] == [first, second, first + second], name
    untouched = sum(not note["kotoran"] for note in notes)
    assert f"{untouched} baris tidak terkena apa pun" in card


def test_second_file_needs_its_own_encoding():
    path = TARGET / "mentah/laporan_b.csv"
    with pytest.raises(UnicodeDecodeError):
        pd.read_csv(path)
    header = path.read_text(encoding="cp1252").splitlines()[0]
    assert header == "id;tanggal;kecamatan;kategori;isi;status;hari_penanganan;nilai"
    assert (TARGET / "mentah/laporan_a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_resent_reports_stand_apart_from_different_ones(truth, notes):
    table = clean_cells(read_raw(TARGET))
    source = {note["id"]: note["asal"] for note in notes}
    texts = dict(zip(truth["id"], truth["isi"].map(shingles)))
    again = [(shingles(text), source[i]) for i, text in zip(table["id"], table["isi"]) if source[i] != i]
    lowest = min(jaccard(pieces, texts[origin]) for pieces, origin in again)
    highest = max(
        jaccard(pieces, others) for i, pieces in texts.items() for other, others in texts.items() if i < other
    )
    assert highest < 0.4 < 0.6 < lowest
    card = (TARGET / "README.md").read_text(encoding="utf-8")
    assert all(f"{value:.2f}".replace(".", ",") in card for value in (lowest, highest))


def test_cleaning_by_the_card_recovers_the_truth(truth):
    cleaned = clean(read_raw(TARGET))
    assert cleaned["id"].tolist() == truth["id"].tolist()
    for name in ("tanggal", "kecamatan", "kategori", "status"):
        assert cleaned[name].tolist() == truth[name].tolist(), name
    for name in ("hari_penanganan", "nilai"):
        assert cells(cleaned[name]) == truth[name].tolist(), name
    assert cleaned["isi"].map(formal).tolist() == truth["isi"].map(formal).tolist()


@pytest.mark.parametrize("name, rows", [("kunci", 256), ("mentah", 224)])
def test_configs_load(name, rows, tmp_path):
    data = load_dataset(str(TARGET), name, split="train", cache_dir=str(tmp_path))
    assert data.num_rows == rows
    assert data.column_names == "id tanggal kecamatan kategori isi status hari_penanganan nilai".split()
    if name == "kunci":
        assert {value for value in data["nilai"] if value is not None} == {1, 2, 3, 4, 5}
        assert data["hari_penanganan"].count(None) == 61
