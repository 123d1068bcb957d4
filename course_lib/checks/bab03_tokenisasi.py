"""Pemeriksa latihan Bab 3: tokenisasi."""

import math

from course_lib.answers import Stopped
from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab03_tokenisasi")
BUDGET, DEAREST = 2048, 2.6


@lesson.check(
    hints=[
        "`tokenizer(teks, add_special_tokens=False)['input_ids']` memberi nomor tanpa token khusus.",
        "Kumpulkan nomor dari semua teks dahulu, baru bagi dengan jumlah `len(teks.split())`.",
        "Bagian tidak dikenal: banyaknya nomor yang sama dengan `tokenizer.unk_token_id`, dibagi banyaknya nomor.",
    ]
)
def ukur(ukur, indonesia, tingkat_byte):
    """Latihan 1: token per kata dan bagian token yang tidak dikenal."""
    texts = ["Sopir bus menunggu.", "Papeda 😀 dan ikan kuah kuning, sedap sekali 😡!", ""]
    for tokenizer in (indonesia, tingkat_byte):
        ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in texts]
        flat = [number for one in ids for number in one]
        words = sum(len(text.split()) for text in texts)
        unknown = sum(number == tokenizer.unk_token_id for number in flat)
        answer = call(ukur, texts, tokenizer)
        expect_type("hasil ukur", answer, (tuple, list), "Kembalikan dua bilangan: `return a, b`.")
        name = f"ukur(tiga teks, {tokenizer.name_or_path.split('/')[-1]})"
        expect_equal(
            name,
            answer,
            (len(flat) / words, unknown / len(flat)),
            f"Seharusnya {len(flat)} token (tanpa token khusus), {words} kata, {unknown} tidak dikenal. "
            "Bagi jumlah seluruhnya, bukan rata-rata per teks.",
        )
    expect_raises(ValueError, ukur, ["", "  "], indonesia, note="bila tidak ada kata")
    expect_raises(ValueError, ukur, [], indonesia, note="bila tidak ada kata")


@lesson.check(
    hints=[
        "Kumpulkan pasangan yang dikenal: `[p for p in zip(bagian, bagian[1:]) if p in peringkat]`.",
        "`min(dikenal, key=peringkat.get)` memilih yang lahir paling awal; gabungkan seperti di bagian 2.",
        "Ulangi dengan `while True` dan kembalikan `bagian` ketika tidak ada pasangan yang dikenal.",
    ]
)
def potong_bpe(potong_bpe):
    """Latihan 2: BPE menurut peringkat."""
    order = "Pilih pasangan yang peringkatnya paling kecil, bukan yang pertama ditemukan."
    expect_returns(potong_bpe, "kan", {("k", "a"): 1, ("a", "n"): 0}, equals=["k", "an"], note=order)
    ranks = {("k", "a"): 3, ("k", "an"): 2, ("a", "n"): 1, ("ka", "n"): 0}
    expect_returns(potong_bpe, "kaan", ranks, equals=["ka", "an"], note=order)
    shuffled = {("mai", "n"): 5, ("b", "e"): 0, ("m", "ai"): 4, ("be", "r"): 1, ("a", "i"): 3}
    before = dict(shuffled)
    loop = "Ulangi sampai tidak ada pasangan yang dikenal; urutan kamus tidak berarti apa-apa."
    expect_returns(potong_bpe, "bermain", shuffled, equals=["ber", "main"], note=loop)
    late = {("ka", "n"): 0, ("k", "a"): 1}
    expect_returns(potong_bpe, "kan", late, equals=["kan"], note=f"{loop} Sesudah satu gabungan, periksa lagi dari peringkat terkecil.")
    expect_equal("peringkat sesudah dipanggil", shuffled, before, "Jangan mengubah kamus milik pemanggil.")
    expect_returns(potong_bpe, "xyz", shuffled, equals=["x", "y", "z"], note="Tanpa pasangan yang dikenal, hurufnya tetap.")
    every = "Gabungkan semua kemunculan dari kiri ke kanan; potongan yang sudah terpakai tidak dipakai lagi."
    expect_returns(potong_bpe, "aaaaa", {("a", "a"): 0}, equals=["aa", "aa", "a"], note=every)
    expect_returns(potong_bpe, "", shuffled, equals=[], note="Kata kosong tidak punya potongan.")


@lesson.check(
    hints=[
        "Mulai dari `terbaik = {0: (0.0, [])}`: letak -> (skor, potongan).",
        "Untuk setiap `i`, coba semua `j < i` yang `kata[j:i]` ada di `log_p`; simpan yang skornya terbesar.",
        "Letak yang tidak dapat dicapai jangan disimpan; di akhir periksa `len(kata) in terbaik`.",
    ]
)
def potong_unigram(potong_unigram):
    """Latihan 3: cara memotong yang paling mungkin, dengan Viterbi."""
    small = {"b": -6.0, "e": -6.0, "r": -6.0, "i": -3.0, "ber": -2.0, "beri": -4.5, "u": -5.0}
    small |= {"ang": -3.2, "beru": -4.0, "uang": -4.0, "a": -5.0, "n": -5.0, "g": -5.0}
    add = "Bandingkan jumlah `log_p` seluruh potongan, bukan panjang potongannya."
    expect_returns(potong_unigram, "beri", small, equals=["beri"], note=add)
    expect_returns(potong_unigram, "beruang", small, equals=["ber", "uang"], note=add)
    expect_returns(potong_unigram, "beruangi", small, equals=["ber", "uang", "i"], note=add)
    trap = {"ab": -1.0, "a": -2.0, "bc": -2.0, "b": -9.0, "c": -9.0}
    greedy = "Potongan pertama yang terbaik belum tentu awal dari cara terbaik."
    expect_returns(potong_unigram, "abc", trap, equals=["a", "bc"], note=greedy)
    expect_returns(potong_unigram, "", small, equals=[], note="Kata kosong tidak punya potongan.")
    expect_raises(ValueError, potong_unigram, "berz", small, note="bila kata tidak dapat disusun")
    pieces = {"m" * size: -math.sqrt(size) for size in range(1, 9)} | {"n": -1.0}
    try:
        answer = call(potong_unigram, "m" * 40 + "n", _Counting(pieces))
    except Stopped as stopped:
        raise stopped.error if isinstance(stopped.error, Wrong) else stopped from None
    expect_equal("potong_unigram('mmm…n' berisi 41 huruf)", answer, ["m" * 8] * 5 + ["n"])


class _Counting(dict):
    """Kamus yang menghitung pembacaan; cara Viterbi hanya perlu beberapa ribu."""

    LIMIT = 50_000

    def __init__(self, values):
        super().__init__(values)
        self.reads = 0

    def _read(self):
        self.reads += 1
        if self.reads > self.LIMIT:
            raise Wrong(
                "Untuk kata 41 huruf, fungsi Anda membaca `log_p` lebih dari 50.000 kali. Itu mencacah "
                "semua cara. Simpan cara terbaik untuk setiap letak, lalu pakai lagi."
            )

    def __contains__(self, key):
        self._read()
        return super().__contains__(key)

    def __getitem__(self, key):
        self._read()
        return super().__getitem__(key)

    def get(self, key, default=None):
        """Seperti dict.get, tetapi dihitung."""
        self._read()
        return super().get(key, default)


@lesson.check(
    hints=[
        "`hasil = tokenizer(teks, return_offsets_mapping=True)`; pasangkan `hasil.tokens()` dengan `hasil['offset_mapping']`.",
        "Dua rentang beririsan bila `max(mulai, awal) < min(selesai, akhir)`.",
    ]
)
def token_di(token_di, indonesia, tingkat_byte):
    """Latihan 4: token yang beririsan dengan huruf yang disorot."""
    text = "Kapal Pak Ruben dari Namlea batal, mager bgt!"
    spans = [(10, 15), (21, 27), (0, 45), (13, 23), (5, 6), (7, 7)]
    for tokenizer in (indonesia, tingkat_byte):
        encoded = tokenizer(text, return_offsets_mapping=True)
        pairs = list(zip(encoded.tokens(), encoded["offset_mapping"], strict=True))
        for start, end in spans:
            expected = [t for t, (a, b) in pairs if max(a, start) < min(b, end)]
            name = f"token_di(teks, {start}, {end}, {tokenizer.name_or_path.split('/')[-1]})"
            expect_equal(
                name,
                call(token_di, text, start, end, tokenizer),
                expected,
                f"Sorotannya {text[start:end]!r}. Token di tepi dan token khusus tidak ikut.",
            )


@lesson.check(
    hints=[
        "Awal potongan berikutnya: awal sekarang ditambah `panjang - tumpang`.",
        "Berhenti (`break`) bila `awal + panjang >= len(ids)`, sesudah potongan itu disimpan.",
        "`if not 0 <= tumpang < panjang: raise ValueError(...)` di baris pertama.",
    ]
)
def jendela(jendela):
    """Latihan 5: potongan bertumpang."""
    expect_returns(jendela, [1, 2, 3, 4, 5], 3, 1, equals=[[1, 2, 3], [3, 4, 5]], note="Potongan berikutnya mulai dari nomor terakhir potongan sebelumnya.")
    tail = "Berhentilah begitu nomor terakhir termuat; jangan menambah potongan yang seluruhnya ulangan."
    expect_returns(jendela, [1, 2, 3, 4], 4, 2, equals=[[1, 2, 3, 4]], note=tail)
    expect_returns(jendela, list(range(10)), 4, 2, equals=[[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7], [6, 7, 8, 9]], note=tail)
    expect_returns(jendela, [7, 8, 9, 10, 11], 2, 0, equals=[[7, 8], [9, 10], [11]], note="Potongan terakhir boleh lebih pendek, dan tumpang boleh 0.")
    expect_returns(jendela, [5], 3, 2, equals=[[5]])
    expect_returns(jendela, [], 3, 1, equals=[], note="Tanpa nomor tidak ada potongan.")
    for overlap in (3, 4, -1):
        expect_raises(ValueError, jendela, [1, 2, 3, 4], 3, overlap, note="bila tumpang negatif atau tidak lebih kecil daripada panjang")


@lesson.check(
    hints=[
        "Latih dengan teks kelima bahasa, bukan empat: bahasa yang tidak ikut dilatihkan menjadi yang paling mahal.",
        "`tingkat_byte.train_new_from_iterator(korpus, vocab_size=2048, show_progress=False)`.",
        "Terlalu banyak teks satu bahasa menghabiskan anggaran; coba dahulu hanya bagian `train` ulasan.",
    ]
)
def tokenizer_saya(tokenizer_saya, validasi):
    """Latihan 6: tokenizer untuk lima bahasa dengan anggaran terbatas."""
    from transformers import PreTrainedTokenizerBase

    expect_type(
        "tokenizer_saya", tokenizer_saya, PreTrainedTokenizerBase,
        "Hasil `train_new_from_iterator` sudah bertipe itu.",
    )  # fmt: skip
    if len(tokenizer_saya) > BUDGET:
        raise Wrong(f"`tokenizer_saya` berisi {len(tokenizer_saya)} potongan. Anggarannya {BUDGET}; atur `vocab_size`.")
    for text in ("Téh panas 😀, Rp4.215!", "ꦲꦏ꧀ꦱꦫ  Jawa", "ᨅᨔ ᨕᨘᨁᨗ"):
        back = call(tokenizer_saya.decode, call(tokenizer_saya.encode, text), skip_special_tokens=True)
        if back != text:
            raise Wrong(
                f"`{text}` kembali sebagai `{back}`. Mulailah dari `tingkat_byte`, yang tidak membuang apa pun (bagian 5)."
            )
    prices = {code: _fertility(tokenizer_saya, texts) for code, texts in validasi.items()}
    dearest = max(prices, key=prices.get)
    if prices[dearest] > DEAREST:
        raise Wrong(
            f"Bahasa yang paling mahal: `{dearest}` dengan {prices[dearest]:.2f} token per kata; batasnya {DEAREST}. "
            f"Semuanya: {', '.join(f'{code} {price:.2f}' for code, price in prices.items())}. "
            "Ubah campuran teks latihnya."
        )


def _fertility(tokenizer, texts):
    tokens = sum(len(tokenizer.encode(text, add_special_tokens=False, verbose=False)) for text in texts)
    return tokens / sum(len(text.split()) for text in texts)
