"""Pemeriksa latihan Bab 6: dataset."""

import tempfile
from pathlib import Path

from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab06_dataset")

_MARKET = {
    "nama": ["Na", "NA", "null", "Bu Ida"],
    "pos": ["00123", "08123", "", "40111"],
    "catatan": ["1,50", "nan", "kafé 2–3 hari", "-"],
}


@lesson.check(
    hints=[
        "`load_dataset(\"csv\", data_files=berkas, split=\"train\", sep=..., encoding=...)`.",
        "`features=Features({...})` memaksa tipe teks; `keep_default_na=False` menyelamatkan kata `NA`.",
    ]
)
def baca_teks(baca_teks):
    """Latihan 1: membaca CSV tanpa kehilangan apa pun."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _read_and_compare(baca_teks, folder, ";", "cp1252")
        _read_and_compare(baca_teks, folder, "|", "utf-8")


def _read_and_compare(baca_teks, folder, sep, encoding):
    """Tulis berkas uji yang baru, panggil fungsi pembaca, bandingkan kolom demi kolom."""
    columns = list(_MARKET)
    lines = [sep.join(columns), *(sep.join(row) for row in zip(*_MARKET.values()))]
    path = Path(folder) / f"pasar-{encoding}.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    seen = call(baca_teks, str(path), columns, sep, encoding)
    if not hasattr(seen, "column_names") or not hasattr(seen, "features"):
        expect_type("hasil baca_teks", seen, _dataset_class(), "Jangan lupa `split=\"train\"`.")
    if hasattr(seen, "keys"):
        raise Wrong("Hasil `baca_teks` sebuah DatasetDict. Tambahkan `split=\"train\"` agar menjadi satu Dataset.")
    expect_equal("column_names", list(seen.column_names), columns, "Kolomnya harus sama dengan `kolom`.")
    for name in columns:
        expect_equal(
            f"kolom `{name}` (pemisah {sep!r}, {encoding})",
            list(seen[name]),
            _MARKET[name],
            "Sudahkah `keep_default_na=False`, `features=`, `sep=`, dan `encoding=` diberikan?",
        )
        if str(seen.features[name]) != "Value('string')":
            raise Wrong(
                f"Kolom `{name}` bertipe `{seen.features[name]}`, seharusnya `Value('string')`. Berikan `features=`."
            )


def _dataset_class():
    from datasets import Dataset

    return Dataset


@lesson.check(
    hints=[
        "Mulai dengan `teks.strip().lower()`, lalu tangani dahulu kata-kata yang berarti kosong.",
        "Buang awalan dengan `re.sub(r\"^rp\\.?\\s*\", \"\", teks)`.",
        "Hapus titik, ganti koma menjadi titik, jadikan `float`, kalikan bila ada `rb` atau `ribu`.",
    ]
)
def ke_rupiah(ke_rupiah):
    """Latihan 2: harga dengan banyak gaya menjadi bilangan bulat."""
    for text in ("", "  ", "-", "N/A", "n/a", "Kosong"):
        expect_returns(ke_rupiah, text, equals=None, note="Teks ini berarti tidak ada data.")
    cases = {
        "12.500": 12500,
        "Rp 12.500": 12500,
        "rp12.500,00": 12500,
        "Rp. 1.250.000": 1250000,
        " 900 ": 900,
        "0": 0,
        "7,5 rb": 7500,
        "15ribu": 15000,
        "Rp 2 RB": 2000,
        "3.999,6": 4000,
    }
    note = "Titik pemisah ribuan, koma pemisah desimal, `rb` dan `ribu` berarti kali seribu."
    for text, value in cases.items():
        expect_returns(ke_rupiah, text, equals=value, note=note)
        expect_type(f"ke_rupiah({text!r})", call(ke_rupiah, text), int, "Bulatkan dengan `round(...)`.")


@lesson.check(
    hints=[
        "Siapkan tiga daftar kosong, lalu telusuri `zip(batch[\"id\"], batch[\"teks\"])`.",
        "`range(0, len(kata), 5)` memberi awal setiap potongan; `enumerate` memberi nomornya.",
    ]
)
def potong(potong):
    """Latihan 3: fungsi batch yang mengubah banyak baris."""
    from datasets import Dataset

    expect_returns(
        potong,
        {"id": ["a"], "teks": ["satu dua tiga empat lima enam"]},
        equals={"id": ["a", "a"], "bagian": [0, 1], "teks": ["satu dua tiga empat lima", "enam"]},
        note="Setiap potongan berisi paling banyak lima kata.",
    )
    expect_returns(
        potong,
        {"id": [7, 8, 9], "teks": ["a b c d e", "  ", "f  g\nh"]},
        equals={"id": [7, 9], "bagian": [0, 0], "teks": ["a b c d e", "f g h"]},
        note="Nomor mulai dari 0 lagi pada setiap naskah, dan naskah kosong tidak menghasilkan apa pun.",
    )
    rows = Dataset.from_dict({"id": list("pqrs"), "teks": ["x " * 12, "", "y " * 5, "z " * 6]})
    parts = call(rows.map, potong, batched=True, batch_size=3, remove_columns=rows.column_names)
    expect_equal(
        "banyak baris sesudah map", len(parts), 6, "Panjang ketiga daftar harus sama di setiap batch."
    )
    expect_equal("id sesudah map", list(parts["id"]), list("ppprss"))


@lesson.check(
    hints=[
        "Salin `potongan` dan `jaccard` dari bagian 7 pelajaran.",
        "Simpan potongan teks yang dipertahankan; bandingkan teks baru dengan semuanya.",
        "`all(...)` atau `any(...)` menjawab apakah ada yang terlalu mirip; batasnya termasuk (`>=`).",
    ]
)
def tanpa_kembar(tanpa_kembar):
    """Latihan 4: indeks teks yang dipertahankan."""
    expect_returns(tanpa_kembar, [], 0.5, equals=[])
    expect_returns(
        tanpa_kembar,
        ["Air mati.", "AIR MATI!", "Jalan rusak", "ya", "Ya."],
        0.6,
        equals=[0, 2, 3],
        note="Hanya huruf dan angka yang dihitung, tanpa beda huruf besar; teks pendek menjadi satu potongan.",
    )
    similar = ["abcdefghij", "bcdefghijk", "cdefghijkl", "Halte bocor"]
    # Jaccard tetangga 5/7, berselang satu 4/8.
    expect_returns(
        tanpa_kembar,
        similar,
        0.6,
        equals=[0, 2, 3],
        note="Bandingkan dengan yang DIPERTAHANKAN saja; yang sudah dibuang tidak ikut menolak.",
    )
    expect_returns(
        tanpa_kembar, similar, 0.5, equals=[0, 3], note="Jaccard yang tepat sama dengan batas ikut dibuang."
    )
    expect_returns(tanpa_kembar, similar, 0.9, equals=[0, 1, 2, 3])


@lesson.check(
    hints=[
        "`sorted(data.unique(kolom))` memberi daftar kelompok dengan urutan tetap.",
        "`random.Random(benih).sample(kelompok, banyak)` memilih kelompok uji.",
        "Kumpulkan nomor baris tiap sisi, lalu `data.select(nomor)`.",
    ]
)
def bagi_kelompok(bagi_kelompok):
    """Latihan 5: pembagian menurut kelompok."""
    from datasets import Dataset

    people = [f"warga-{i % 10}" for i in range(24)]
    rows = Dataset.from_dict({"nomor": list(range(24)), "pelapor": people})
    splits = []
    for seed in range(4):
        train, test = _two_parts(bagi_kelompok, rows, "pelapor", 0.3, seed)
        numbers = sorted(list(train["nomor"]) + list(test["nomor"]))
        expect_equal("nomor baris kedua sisi", numbers, list(range(24)), "Ada baris yang hilang atau berganda.")
        both = set(train["pelapor"]) & set(test["pelapor"])
        if both:
            raise Wrong(
                f"Kelompok `{min(both)}` ada di sisi latih dan sisi uji. Acaklah kelompoknya, bukan barisnya."
            )
        expect_equal("banyak kelompok di sisi uji", len(set(test["pelapor"])), 3, "round(0.3 * 10) kelompok.")
        again = _two_parts(bagi_kelompok, rows, "pelapor", 0.3, seed)[1]
        expect_equal("sisi uji bila diulang", list(again["nomor"]), list(test["nomor"]), "Pakai `benih`.")
        splits.append(tuple(sorted(set(test["pelapor"]))))
    if len(set(splits)) == 1:
        raise Wrong(f"Empat benih memberi kelompok uji yang sama: {splits[0]}. Pilihlah menurut `benih`.")
    other = rows.rename_columns({"pelapor": "naskah"})
    test = _two_parts(bagi_kelompok, other, "naskah", 0.5, 1)[1]
    expect_equal("banyak kelompok dengan bagian=0.5", len(set(test["naskah"])), 5, "Pakai `kolom` dan `bagian`.")


def _two_parts(bagi_kelompok, rows, column, share, seed):
    parts = call(bagi_kelompok, rows, column, share, seed)
    if not isinstance(parts, (tuple, list)) or len(parts) != 2:
        expect_type("hasil bagi_kelompok", parts, tuple, "Kembalikan pasangan `latih, uji`.")
        raise Wrong(f"`bagi_kelompok` seharusnya mengembalikan dua dataset, Anda mengembalikan {len(parts)}.")
    for name, part in zip(("latih", "uji"), parts):
        expect_type(name, part, _dataset_class(), "Pakai `data.select(nomor)`.")
    return parts


@lesson.check(
    hints=[
        "Kerjakan surel dahulu, lalu NIK, lalu telepon; masing-masing satu `re.sub`.",
        "`(?<!\\d)` dan `(?!\\d)` memastikan tidak ada angka tepat sebelum dan sesudahnya.",
        "`(?:[ -]?\\d){8,11}` berarti 8 sampai 11 angka, masing-masing boleh didahului spasi atau tanda hubung.",
    ]
)
def samarkan(samarkan):
    """Latihan 6: menyamarkan nomor ponsel, NIK, dan surel."""
    cases = {
        "WA 0812-0000-0001, surel tari@contoh.id.": "WA [TELEPON], surel [SUREL].",
        "Hubungi +62 813 0000 0002 atau 081300000003!": "Hubungi [TELEPON] atau [TELEPON]!",
        "NIK saya 9900990099009900.": "NIK saya [NIK].",
        "Kirim ke warung_bu-ida@pasar.contoh.co.id, ya": "Kirim ke [SUREL], ya",
        "0899000001": "[TELEPON]",
    }
    for text, expected in cases.items():
        expect_returns(samarkan, text, equals=expected, note="Bandingkan dengan aturan di soal.")
    for text in (
        "Harga Rp250.000 sejak 2026-11-23 pukul 08.30.",
        "Nomor resi 99009900990099001 dan 990099009900990.",
        "Tiket 081234, meja 8, kode 12081200000001.",
        "Tidak ada apa-apa di sini",
    ):
        expect_returns(samarkan, text, equals=text, note="Teks ini tidak memuat data pribadi menurut aturan soal.")
