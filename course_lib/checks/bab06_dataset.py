"""Pemeriksa latihan Bab 6: dataset."""

import csv
import io
import tempfile
from pathlib import Path

from course_lib.checking import (
    Lesson,
    Stopped,
    Wrong,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab06_dataset")

_MARKET = {
    "nama": ["Na", "NA", "null", "Bu Ida", "Wayan"],
    "pos": ["00123", "08123", "80111", "40111", "99351"],
    "catatan": ["1,50", "nan", "kafé 2–3 hari", "ayam; ikan | tahu", ""],
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
    text = io.StringIO()
    csv.writer(text, delimiter=sep, lineterminator="\n").writerows([columns, *zip(*_MARKET.values())])
    path = Path(folder) / f"pasar-{encoding}.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    try:
        seen = call(baca_teks, str(path), columns, sep, encoding)
    except Stopped as stopped:
        stopped.note = f"Berkas ini berpengodean {encoding} dengan pemisah {sep!r}. Sudahkah `encoding=` dan `sep=` diberikan?"
        raise
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
        if getattr(seen.features[name], "dtype", None) not in ("string", "large_string"):
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
    for text in ("", "  ", "-", "N/A", "n/a", "Kosong", " KOSONG "):
        expect_returns(
            ke_rupiah, text, equals=None, note="Teks ini berarti tidak ada data; besar kecil huruf diabaikan."
        )
    if call(ke_rupiah, "0") is None:
        raise Wrong("`ke_rupiah('0')` seharusnya 0, fungsi Anda menghasilkan None. Nol bukan kosong.")
    prefix = "Awalan `Rp` atau `Rp.` dibuang beserta spasi sesudahnya, berapa pun banyaknya."
    number = "Titik pemisah ribuan, koma pemisah desimal, lalu `round`."
    thousand = "`rb` dan `ribu` berarti kali seribu, dengan atau tanpa spasi."
    cases = [
        ("12.500", 12500, number), (" 900 ", 900, number), ("0", 0, number), ("3.999,6", 4000, number),
        ("2.000,4", 2000, number), ("Rp 12.500", 12500, prefix), ("rp12.500,00", 12500, prefix),
        ("Rp. 1.250.000", 1250000, prefix), ("Rp  5", 5, prefix), ("RP.750", 750, prefix),
        ("7,5 rb", 7500, thousand), ("15ribu", 15000, thousand), ("Rp 2 RB", 2000, thousand),
        ("Rp. 1,25  Ribu", 1250, thousand),
    ]  # fmt: skip
    for text, value, note in cases:
        expect_returns(ke_rupiah, text, equals=value, note=note)
        expect_type(f"ke_rupiah({text!r})", call(ke_rupiah, text), int, "Bulatkan dengan `round(...)`.")
    for text in ("murah", "Rp banyak"):
        expect_raises(ValueError, ke_rupiah, text, note=f"untuk {text!r}: bukan harga dan bukan kata kosong")


@lesson.check(
    hints=[
        "Siapkan tiga daftar kosong, lalu telusuri `zip(batch[\"id\"], batch[\"teks\"])`.",
        "`range(0, len(kata), 5)` memberi awal setiap potongan; `enumerate` memberi nomornya.",
    ]
)
def potong(potong):
    """Latihan 3: fungsi batch yang mengubah banyak baris."""
    from datasets import Dataset

    _pieces(
        potong,
        {"id": ["a"], "teks": ["satu dua tiga empat lima enam"]},
        {"id": ["a", "a"], "bagian": [0, 1], "teks": ["satu dua tiga empat lima", "enam"]},
    )
    _pieces(
        potong,
        {"id": [7, 8, 9], "teks": ["a b c d e", "  ", "f  g\nh"]},
        {"id": [7, 9], "bagian": [0, 0], "teks": ["a b c d e", "f g h"]},
    )
    rows = Dataset.from_dict({"id": list("pqrs"), "teks": ["x " * 12, "", "y " * 5, "z " * 6]})
    parts = call(rows.map, potong, batched=True, batch_size=3, remove_columns=rows.column_names)
    expect_equal(
        "banyak baris sesudah map", len(parts), 6, "Panjang ketiga daftar harus sama di setiap batch."
    )
    expect_equal("id sesudah map", list(parts["id"]), list("ppprss"))
    expect_equal("bagian sesudah map", list(parts["bagian"]), [0, 1, 2, 0, 0, 1])


def _pieces(potong, batch, expected):
    """Bandingkan kolom demi kolom, supaya pesannya menyebut aturan yang dilanggar."""
    notes = {
        "teks": "Setiap potongan berisi paling banyak lima kata, dan naskah kosong tidak menghasilkan potongan.",
        "id": "Satu id untuk setiap potongan; naskah kosong tidak menghasilkan apa pun.",
        "bagian": "Nomor mulai dari 0, dan mulai dari 0 lagi pada setiap naskah.",
    }
    seen = call(potong, {name: list(values) for name, values in batch.items()})
    if not hasattr(seen, "keys") or set(seen.keys()) != set(expected):
        expect_equal("hasil potong", seen, expected, "Kembalikan kamus dengan kolom `id`, `bagian`, dan `teks`.")
    for name, note in notes.items():
        expect_equal(f"potong(...)['{name}']", list(seen[name]), expected[name], note)


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
    for texts in (["Straße 12", "STRASSE 12"], ["Jalan 1", "Jalan 2"]):
        expect_returns(
            tanpa_kembar,
            texts,
            0.6,
            equals=[0] if "12" in texts[0] else [0, 1],
            note="Samakan huruf dengan `casefold`, bukan `lower`; angka juga dihitung.",
        )
    expect_returns(
        tanpa_kembar, ["Kafé", "Kaf"], 0.6, equals=[0, 1], note="`é` juga huruf: pakai `isalnum`, bukan `[a-z]`."
    )
    similar = ["abcdefghij", "bcdefghijk", "cdefghijkl", "Halte bocor"]
    # Jaccard tetangga 5/7 = 0,714 dengan lima karakter (0,75 dengan empat, 0,67 dengan enam); berselang satu 4/8.
    for limit, kept in ((0.73, [0, 1]), (0.7, [0])):
        expect_returns(
            tanpa_kembar,
            similar[:2],
            limit,
            equals=kept,
            note="Jaccard kedua teks ini 5/7 = 0,714: irisan dibagi gabungan dari potongan LIMA karakter.",
        )
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
    splits = set()
    for seed in range(25):
        train, test = _two_parts(bagi_kelompok, rows, "pelapor", 0.3, seed)
        numbers = sorted(list(train["nomor"]) + list(test["nomor"]))
        expect_equal("nomor baris kedua sisi", numbers, list(range(24)), "Ada baris yang hilang atau berganda.")
        both = set(train["pelapor"]) & set(test["pelapor"])
        if both:
            raise Wrong(
                f"Kelompok `{min(both)}` ada di sisi latih dan sisi uji. Acaklah kelompoknya, bukan barisnya."
            )
        expect_equal("banyak kelompok di sisi uji", len(set(test["pelapor"])), 3, "`round(0.3 * 10)` kelompok.")
        again = _two_parts(bagi_kelompok, rows, "pelapor", 0.3, seed)[1]
        expect_equal("sisi uji bila diulang", list(again["nomor"]), list(test["nomor"]), "Pakai `benih`.")
        splits.add(tuple(sorted(set(test["pelapor"]))))
    if len(splits) == 1:
        raise Wrong(f"Semua benih memberi kelompok uji yang sama: {splits.pop()}. Pilihlah menurut `benih`.")
    if len(splits) < 14:
        raise Wrong(
            f"25 benih hanya memberi {len(splits)} pembagian yang berlainan. Acaklah dengan `random.Random(benih)`; "
            "jangan mengambil kelompok yang berurutan."
        )
    other = rows.rename_columns({"pelapor": "naskah"})
    for share, count in ((0.5, 5), (0.26, 3), (0.24, 2)):
        test = _two_parts(bagi_kelompok, other, "naskah", share, 1)[1]
        note = f"`round({share} * 10)` kelompok; pakai `kolom`, `bagian`, dan `round`."
        expect_equal(f"banyak kelompok dengan bagian={share}", len(set(test["naskah"])), count, note)
    _same_when_renamed(bagi_kelompok, rows)


def _same_when_renamed(bagi_kelompok, rows):
    """Nama kelompok lain dengan urutan sama harus memberi baris uji yang sama; urutan `set` tidak begitu."""
    renamed = rows.map(lambda row: {"pelapor": f"loket-{row['pelapor'][-1]}"}, load_from_cache_file=False)
    for seed in range(4):
        tests = [_two_parts(bagi_kelompok, data, "pelapor", 0.3, seed)[1] for data in (rows, renamed)]
        if list(tests[0]["nomor"]) != list(tests[1]["nomor"]):
            raise Wrong(
                "Pilihan kelompok berubah ketika nama kelompok diganti tanpa mengubah urutannya. Urutan sebuah `set` "
                "lain di setiap kernel; urutkan dahulu kelompoknya dengan `sorted`."
            )


def _two_parts(bagi_kelompok, rows, column, share, seed):
    parts = call(bagi_kelompok, rows, column, share, seed)
    if not isinstance(parts, (tuple, list)) or len(parts) != 2:
        expect_type("hasil bagi_kelompok", parts, tuple, "Kembalikan pasangan `latih, uji`.")
        raise Wrong(f"`bagi_kelompok` seharusnya mengembalikan dua dataset, Anda mengembalikan {len(parts)}.")
    for name, part in zip(("latih", "uji"), parts):
        expect_type(name, part, _dataset_class(), "Pakai `data.select(nomor)`.")
        note = "Kolomnya tidak boleh berubah. Pakai `data.select(nomor)`, tanpa lewat pandas."
        expect_equal(f"kolom {name}", sorted(part.column_names), sorted(rows.column_names), note)
    return parts


@lesson.check(
    hints=[
        "Kerjakan surel dahulu, lalu NIK, lalu telepon; masing-masing satu `re.sub`.",
        "`(?<!\\d)` dan `(?!\\d)` memastikan tidak ada angka tepat sebelum dan sesudahnya.",
        "`[ -]?\\d` ialah satu angka yang boleh didahului satu spasi atau tanda hubung; `{m,n}` mengulanginya.",
    ]
)
def samarkan(samarkan):
    """Latihan 6: menyamarkan nomor ponsel, NIK, dan surel."""
    separators = "Di antara angka ponsel boleh ada satu spasi atau tanda hubung."
    length = "Nomor ponsel berisi 10 sampai 13 angka bila ditulis dari `08`."
    plus = "Awalan `+62` menggantikan `0`; sesudahnya boleh ada satu spasi atau tanda hubung."
    nik = "NIK tepat 16 angka berturut-turut."
    mail = "Surel: nama, `@`, tempat, titik, akhiran; tanda baca di sekitarnya bukan bagian surel."
    hidden = [
        ("WA 0812-0000-0001.", "WA [TELEPON].", separators),
        ("Surel tari@contoh.id.", "Surel [SUREL].", mail),
        ("Telepon 0812 0000 0001 saja", "Telepon [TELEPON] saja", separators),
        ("Hubungi +62 813 0000 0002 atau 081300000003!", "Hubungi [TELEPON] atau [TELEPON]!", plus),
        ("Kirim ke +6281200000004.", "Kirim ke [TELEPON].", plus),
        ("NIK saya 9900990099009900.", "NIK saya [NIK].", nik),
        ("Kirim ke warung_bu-ida@pasar.contoh.co.id, ya", "Kirim ke [SUREL], ya", mail),
        ("Surel (tari@contoh.id) dan \"na.2@contoh.id\"?", "Surel ([SUREL]) dan \"[SUREL]\"?", mail),
        ("0899000001", "[TELEPON]", f"{length} Ini 10 angka."),
        ("0899000000012", "[TELEPON]", f"{length} Ini 13 angka."),
    ]
    for text, expected, rule in hidden:
        expect_returns(samarkan, text, equals=expected, note=rule)
    kept = [
        ("Nomor lama 081200000.", f"{length} Ini 9 angka."),
        ("Nomor 08120000000123.", f"{length} Ini 14 angka."),
        ("Kode 0812--0000--0001 dan 0812.0000.0001.", f"{separators} Dua tanda atau titik tidak termasuk."),
        ("Kode 6281200000001.", "Nomor ponsel diawali `08` atau `+628`; `628` tanpa tanda tambah tidak termasuk."),
        ("Nomor resi 99009900990099001 dan 990099009900990.", nik),
        ("Tiket 081234, meja 8, kode 12081200000001.", "Nomor ponsel tidak didahului angka lain, dan tidak sependek itu."),
        ("Tulis a@b atau @tari di kotak.", f"{mail} Tanpa akhiran bukan surel."),
        ("Harga Rp250.000 sejak 2026-11-23 pukul 08.30.", "Harga, tanggal, dan jam harus selamat."),
        ("Tidak ada apa-apa di sini", "Teks ini tidak memuat data pribadi."),
    ]
    for text, rule in kept:
        expect_returns(samarkan, text, equals=text, note=rule)
