"""Ejaan samaran, daftar kata, dan data pribadi: yang ditemukan dan yang dibiarkan."""

import csv
import time

import pytest

from course_lib.safety import Finding, WordList, find_personal_data, mask, normalize_spelling
from tools.environment import ROOT

with open(ROOT / "recipes" / "komentar" / "komentar.csv", encoding="utf-8", newline="") as file:
    COMMENTS = list(csv.DictReader(file))
TEN = ["bodoh", "tolol", "bego", "dungu", "bebal", "payah", "norak", "sampah", "cerewet", "malas"]


# --- ejaan ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written, meant",
    [
        ("n0r4k", "norak"),
        ("b-o-d-o-h", "bodoh"),
        ("b.o.d.o.h bgt", "bodoh bgt"),
        ("b o d o h kamu", "bodoh kamu"),
        ("b_0_d_0_h", "bodoh"),
        ("payaaaah", "payah"),
        ("p@yah dan ba$i", "payah dan basi"),
        ("t0l0l", "tolol"),
        ("to1ol", "tolol"),
        ("m1ring", "miring"),
        ("g00blok", "gooblok"),
        ("ｎｏｒａｋ", "norak"),
        ("p\u0430y\u0430h", "payah"),  # a Kiril
        ("pa\u200byah", "payah"),  # spasi tanpa lebar
        ("p\u0301ay\u00e1h", "payah"),
        ("P4YAH!", "payah!"),
        ("p!ntar", "pintar"),
        ("sab4r, ud4ng", "sabar, udang"),
    ],
)
def test_disguised_spelling_is_undone(written, meant):
    assert normalize_spelling(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "harga rp5.000, rp5rb, rp 12.500,00, dan rp50rb",
        "jam 07.30 sampai 19:45, pukul 7.30wib",
        "0812-3456-7890 atau +62 812 3456 7890",
        "nik 3301024107900001",
        "tanggal 12-03-2024 dan 17/8/45",
        "anak2 jalan2 ke rt03 rw02 lantai 4",
        "kelas 5b, level 12, u-20, 3x lipat, 10cangkir, 5menit",
        "p3k dan k3 di aula, covid19, mp3",
        "skor 4-0, suhu 37,5 derajat, 50%",
        "surel luh4@c0ntoh.web.id, lihat https://c0ntoh.id/h4laman dan www.c0ntoh.id",
        "halo @b3rlian, terima kasih",
        "bab iii dan abad xviii",
        "maaf, saat itu tunggakannya lunas",
        "hebat! luar biasa!!!",
        "a.n. budi, s.pd.",
        "1 2 3 4 5 6",
        "us$1.499, usd5, dari5x, sinyal4g, kuota20gb",
        "senang!terima kasih, wah!!enak",
        "www. belum diisi",
        "saya mau ke kota x y z",
    ],
)
def test_ordinary_numbers_and_words_stay(text):
    assert normalize_spelling(text) == text


def test_normalizing_twice_changes_nothing():
    for row in COMMENTS:
        once = normalize_spelling(row["text"])
        assert normalize_spelling(once) == once


def test_comments_without_disguise_stay_as_they_are():
    plain = [row["text"] for row in COMMENTS if row["gaya"] != "samaran"]
    assert len(plain) == 449
    assert [text for text in plain if normalize_spelling(text) != text.lower()] == []


def test_normalizing_lets_the_word_list_catch_more():
    """Pada 31 baris samaran, sepuluh kata menangkap 0 baris tanpa dan 22 baris dengan pemulihan."""
    words = WordList(TEN)
    disguised = [row["text"] for row in COMMENTS if row["gaya"] == "samaran"]
    assert [sum(bool(words.find(text, normalize)) for text in disguised) for normalize in (False, True)] == [
        0,
        22,
    ]
    polite = [row["text"] for row in COMMENTS if row["label"] == "sopan"]
    assert [sum(bool(words.find(text, normalize)) for text in polite) for normalize in (False, True)] == [
        19,
        19,
    ]


# --- daftar kata ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, written",
    [
        ("Sinyalnya PAYAH!", ["PAYAH"]),
        ("payahnya, payahlah, payah2, payahkah", ["payahnya", "payahlah", "payah2", "payahkah"]),
        ("payah-payah", ["payah", "payah"]),
        ("p4y4h, p a y a h, payahhh, pay\u200bah", ["p4y4h", "p a y a h", "payahhh", "pay\u200bah"]),
        ("payyah", ["payyah"]),
        ("kepayahan sepayah", []),
        ("tidak becus, tidak  becus, t1dak becus", ["tidak becus", "tidak  becus", "t1dak becus"]),
        ("beg0 dan 8ego", ["beg0", "8ego"]),
        ("", []),
    ],
)
def test_words_are_found_where_they_stand(text, written):
    found = WordList(["payah", "tidak becus", "bego"]).find(text)
    assert [match.text for match in found] == written
    assert all(text[match.start : match.end] == match.text for match in found)


def test_disguise_needs_normalizing():
    words = WordList(["payah"])
    assert words.find("p4yah", normalize=False) == []
    assert words.find("Payahmu", normalize=False)[0].word == "payah"
    assert WordList(["payah"], suffixes=False).find("payahnya payah")[0].start == 9


def test_the_longest_phrase_wins():
    found = WordList(["otak", "otak udang"]).find("Dasar otak ud4ng.")
    assert [match.word for match in found] == ["otak udang"]


def test_special_characters_in_the_list_are_letters():
    assert WordList(["a.b"]).find("axb") == []


@pytest.mark.parametrize(
    "words, said", [([], "tidak kosong"), ("payah", "daftar kata"), (["payah", " "], "kosong")]
)
def test_wrong_lists_are_told(words, said):
    with pytest.raises(ValueError, match=said):
        WordList(words)


# --- data pribadi ---------------------------------------------------------------------


# Semua nomor di bawah karangan; bentuknya saja yang sah.
@pytest.mark.parametrize(
    "text, kinds",
    [
        ("NIK saya 3301021207900001.", ["nik"]),
        ("NIK 3301025207900001 (perempuan)", ["nik"]),
        ("3301 0212 0790 0001", ["nik"]),
        ("33.01.02.120790.0001", ["nik"]),
        ("HP 0812-3456-7890", ["telepon"]),
        ("WA +62 812 3456 7890", ["telepon"]),
        ("wa 6281234567890 ya", ["telepon"]),
        ("kantor (021) 555-0123", ["telepon"]),
        ("0274 512345", ["telepon"]),
        ("+1 425 882 8080", ["telepon"]),
        ("Tulis ke luh.putu@contoh.web.id.", ["surel"]),
        ("3301021207900001/081234567890/luh@contoh.id", ["nik", "telepon", "surel"]),
        ("081234567890@contoh.id", ["surel"]),
        ("Tulis ke luh@5.contoh.id, ya.", ["surel"]),
        ("luh@surat.xn--contoh-9a", ["surel"]),
        ("LUH+rt05@CONTOH.WEB.ID", ["surel"]),
        ("NIK 3301021\u200b207900001 ya", ["nik"]),
        ("3301\u00a00212\u20130790_0001", ["nik"]),
        ("hp081234567890, WA 6281234567890, WA6281234567890", ["telepon"] * 3),
        ("No0812-3456-7890 atau 0812\u20103456\u200d7890", ["telepon"] * 2),
    ],
)
def test_personal_data_is_found(text, kinds):
    found = find_personal_data(text)
    assert [one.kind for one in found] == kinds
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rp1.250.000,00 lunas, sisa Rp 500.000",
        "tanggal 12-03-2024 jam 07.30-09.00",
        "pesanan 20241105001, resi 1234567890123456",
        "3301023202900001",  # tanggal 32
        "3301023102900001",  # 31 Februari
        "3301021213900001",  # bulan 13
        "1001021207900001",  # provinsi 10
        "3300021207900001",  # kabupaten 00
        "3301021207900000",  # nomor urut 0000
        "33010212079000011",  # 17 angka
        "4111111111111111",
        "alamat IP 192.168.1.1, versi 5.23.0, ISBN 978-602-8519-93-9",
        "sebut @luh atau luh@rumah",
        "kode pos 55281, halo 110, 37,5 derajat",
        "9701021207900001",  # provinsi 97 bukan kode Kementerian Dalam Negeri
        "resi JX0812345678901 dan kuota0812345678901",
        "beli 3@5.000, 12 @ 1.500, atau 2@1.250.000",
        "beli 4@5.5kg, kode a@b.c, dan luh@contoh.1d",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert find_personal_data(text) == []


@pytest.mark.parametrize(
    "part", ["a", "4a", "a.", "a ", "a-", "a@", "a@a.", "@", "0812 ", "+62", "bodoh ", "3301021207900001 "]
)
def test_long_hostile_text_is_read_in_time(part):
    """Waktunya tumbuh sebanding panjang teks, sehingga satu komentar tidak membekukan penyaring."""
    text = part * (20_000 // len(part))
    start = time.process_time()
    find_personal_data(text)
    WordList(["bodoh", "payah"]).find(text)
    assert time.process_time() - start < 3  # dengan cara kuadratik 5 sampai 19 detik


def test_leap_day_is_a_birthday():
    assert [one.kind for one in find_personal_data("3301022902000001")] == ["nik"]


def test_masking_replaces_only_the_findings():
    text = "NIK 3301021207900001, HP 0812-3456-7890, surel luh@contoh.id. Terima kasih."
    found = find_personal_data(text)
    assert mask(text, found) == "NIK [NIK], HP [TELEPON], surel [SUREL]. Terima kasih."
    assert mask(text, found[::-1], style="***") == "NIK ***, HP ***, surel ***. Terima kasih."
    only = [one for one in found if one.kind == "nik"]
    assert mask(text, only) == "NIK [NIK], HP 0812-3456-7890, surel luh@contoh.id. Terima kasih."
    assert find_personal_data(mask(text, found)) == []
    assert mask("Halo.", []) == "Halo."


def test_masking_refuses_findings_of_another_text():
    with pytest.raises(ValueError, match="bukan dari teks ini"):
        mask("Halo semua.", [Finding("nik", 0, 4, "3301")])
    with pytest.raises(ValueError, match="bertumpang-tindih"):
        mask("abcdef", [Finding("nik", 0, 3, "abc"), Finding("surel", 2, 4, "cd")])


def test_the_comments_hold_no_personal_data():
    assert [row["text"] for row in COMMENTS if find_personal_data(row["text"])] == []
