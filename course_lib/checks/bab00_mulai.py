"""Pemeriksa latihan Bab 0: mulai."""

from course_lib.checking import Lesson, Wrong, expect_equal, expect_returns, expect_type

lesson = Lesson("bab00_mulai")


@lesson.check(
    hints=[
        "Luas persegi panjang adalah panjang dikali lebar.",
        "Ganti baris `raise NotImplementedError` dengan `return ...`.",
    ]
)
def luas(luas):
    """Latihan 1: luas persegi panjang."""
    expect_returns(luas, 3, 4, equals=12)
    expect_returns(luas, 7, 1, equals=7, note="Apakah yang dihitung luas, bukan keliling?")
    expect_returns(luas, 2.5, 2, equals=5.0)


@lesson.check(
    hints=[
        "Tulis nilai `x` setelah setiap langkah: A, C, B, B.",
        "Setelah A nilainya 5, setelah C nilainya 15.",
    ]
)
def nilai_x(nilai_x):
    """Latihan 2: urutan menjalankan sel."""
    order = "Yang berlaku urutan menjalankan (A, C, B, B), bukan letak sel."
    expect_type("nilai_x", nilai_x, int, "Tulis sebuah bilangan bulat.")
    if nilai_x != 19:
        raise Wrong(f"`nilai_x` belum benar: {nilai_x}. {order}")


@lesson.check(
    hints=[
        "Periksa daftar kosong lebih dahulu: `if not harga:`.",
        "Rata-rata adalah `sum(harga) / len(harga)`.",
    ]
)
def rata_rata(rata_rata):
    """Latihan 3: rata-rata yang tahan daftar kosong."""
    expect_returns(rata_rata, [10, 20], equals=15.0)
    expect_returns(rata_rata, [1, 2], equals=1.5, note="Pembagian dengan `//` membuang pecahan.")
    expect_returns(rata_rata, [5000, 7000, 12000], equals=8000.0)
    expect_returns(rata_rata, [], equals=None, note="Untuk daftar kosong kembalikan `None`.")


@lesson.check(
    hints=["Tanpa internet atau dengan kuota kecil, model asli tidak bisa diunduh."]
)
def profil(kelas, colab, kuota):
    """Latihan 4: memilih profil."""
    download = "Profil full mengunduh ratusan MB dari huggingface.co; mini tidak."
    expect_equal("kelas", kelas, "mini", download)
    expect_equal("colab", colab, "full", "Model mini punya skornya sendiri; yang diminta di sini skor checkpoint asli.")
    expect_equal("kuota", kuota, "mini", download)


@lesson.check(
    hints=[
        "`teks.lower().split()` memberi kata-kata; `kata.strip('.,!?')` membuang tanda baca.",
        "`collections.Counter` menghitung kemunculan; buang dahulu kata yang menjadi kosong.",
        "Untuk seri, urutkan menurut `(-jumlah, kata)` dan ambil yang pertama.",
    ]
)
def kata_tersering(kata_tersering):
    """Latihan 5: kata yang paling sering."""
    expect_returns(kata_tersering, ["Enak, enak sekali!", "Tidak enak."], equals="enak")
    expect_returns(
        kata_tersering,
        ["Roti mahal.", "roti murah, MAHAL!"],
        equals="mahal",
        note="Huruf besar dan kecil sama, dan yang seri dipilih menurut abjad.",
    )
    expect_returns(
        kata_tersering,
        ["7.30, 7.30! 730"],
        equals="7.30",
        note="Hanya tanda baca di tepi kata yang dibuang, bukan yang di tengah.",
    )
    expect_returns(kata_tersering, [], equals=None, note="Tanpa kata, kembalikan `None`.")
    expect_returns(
        kata_tersering, ["! ? ."], equals=None, note="Tanda baca saja bukan kata."
    )
