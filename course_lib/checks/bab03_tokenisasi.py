"""Pemeriksa latihan Bab 3: tokenisasi."""

import math
from functools import cache

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
BUDGET, DEAREST = 2048, 2.5
LEAK = 0.1  # tanpa kebocoran, test justru 0,06 lebih rendah daripada validation


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
        special = sum(len(tokenizer(text)["input_ids"]) for text in texts) - len(flat)
        answer = call(ukur, texts, tokenizer)
        expect_type("hasil ukur", answer, (tuple, list), "Kembalikan dua bilangan: `return a, b`.")
        name = f"ukur(tiga teks, {tokenizer.name_or_path.split('/')[-1]})"
        expect_equal(
            name,
            answer,
            (len(flat) / words, unknown / len(flat)),
            f"Seharusnya {len(flat)} token (tanpa token khusus), {words} kata, {unknown} tidak dikenal. "
            + _ukur_note(answer, len(flat), special, words, unknown),
        )
    expect_raises(ValueError, ukur, ["", "  "], indonesia, note="bila tidak ada kata")
    expect_raises(ValueError, ukur, [], indonesia, note="bila tidak ada kata")


def _ukur_note(answer, tokens, special, words, unknown):
    """Apa yang kira-kira keliru, dilihat dari kedua bilangan."""
    if len(answer) != 2:
        return ""
    try:
        first, second = map(float, answer)
    except (TypeError, ValueError):
        return "Kedua isinya harus bilangan."
    if special and math.isclose(first, (tokens + special) / words):
        return "Token khusus ikut terhitung; pakai `add_special_tokens=False`."
    if not math.isclose(first, tokens / words):
        return "Bagi jumlah seluruh token dengan jumlah seluruh kata, bukan rata-rata per teks."
    if unknown and math.isclose(second, unknown / words):
        return "Bilangan kedua dibagi banyaknya token, bukan banyaknya kata."
    return "Bilangan kedua: banyaknya token tidak dikenal dibagi banyaknya token."


@lesson.check(
    hints=[
        "Ada dua hal yang diulang: mencari pasangan yang ada di kamus, lalu memanggil `gabung`. Kapan berhenti?",
        "Di setiap putaran hitung lagi pasangan bersebelahan dari potongan yang sekarang; pilih yang peringkatnya terkecil.",
        "`min(daftar, key=peringkat.get)` mengembalikan isi `daftar` yang peringkatnya terkecil.",
    ]
)
def potong_bpe(potong_bpe):
    """Latihan 2: BPE menurut peringkat."""
    order = "Pilih pasangan yang peringkatnya paling kecil, bukan yang pertama ditemukan."
    expect_returns(potong_bpe, "kan", {("k", "a"): 1, ("a", "n"): 0}, equals=["k", "an"], note=order)
    expect_returns(potong_bpe, "kan", {("a", "n"): 0, ("k", "a"): 1}, equals=["k", "an"], note=order)
    expect_returns(potong_bpe, "kan", {("a", "n"): 1, ("k", "a"): 0}, equals=["ka", "n"], note=order)
    longest = {("a", "b"): 0, ("c", "d"): 1, ("b", "c"): 2, ("bc", "d"): 3}
    whole = "Potongan yang ada di kosakata tidak selalu terbentuk: ikuti peringkatnya, jangan mengambil yang terpanjang."
    expect_returns(potong_bpe, "abcd", longest, equals=["ab", "cd"], note=whole)
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
    expect_returns(potong_bpe, "anana", {("a", "n"): 0, ("an", "a"): 1, ("an", "an"): 2}, equals=["an", "ana"], note=every)
    twice = {("a", "n"): 0, ("an", "an"): 1, ("n", "an"): 2}
    expect_returns(potong_bpe, "annan", twice, equals=["an", "nan"], note=loop)
    expect_returns(potong_bpe, "anan", twice, equals=["anan"], note=every)
    expect_returns(potong_bpe, "anan", {("a", "n"): 1, ("an", "a"): 0}, equals=["an", "an"], note=every)
    expect_returns(potong_bpe, "aaaaa", {("a", "a"): 0}, equals=["aa", "aa", "a"], note=every)
    expect_returns(potong_bpe, "", shuffled, equals=[], note="Kata kosong tidak punya potongan.")


@lesson.check(
    hints=[
        "Isi tabel bagian 4 dari letak 0 ke kanan. Setiap baris hanya memerlukan baris-baris sebelumnya.",
        "Untuk setiap `i`, coba semua `j < i` yang `kata[j:i]` ada di `log_p`; simpan yang skornya terbesar.",
        "Letak yang tidak dapat dicapai jangan disimpan; di akhir periksa apakah letak `len(kata)` tercapai.",
    ]
)
def potong_unigram(potong_unigram):
    """Latihan 3: cara memotong yang paling mungkin, dengan Viterbi."""
    small = {"b": -6.0, "e": -6.0, "r": -6.0, "i": -3.0, "ber": -2.0, "beri": -4.5, "u": -5.0}
    small |= {"ang": -3.2, "beru": -4.0, "uang": -4.0, "a": -5.0, "n": -5.0, "g": -5.0}
    add = "Bandingkan jumlah `log_p` seluruh potongan, bukan panjang potongannya."
    expect_returns(potong_unigram, "beri", small, equals=["beri"], note=add)
    more = {"ber": -2.0, "i": -1.0, "beri": -3.5, "b": -1.2, "er": -1.5, "a": -1.0, "ia": -2.5, "beria": -5.0}
    fewer = "Cara dengan potongan lebih banyak boleh menang; yang dihitung jumlah `log_p`, bukan banyaknya potongan."
    expect_returns(potong_unigram, "beri", more, equals=["ber", "i"], note=fewer)
    expect_returns(potong_unigram, "beria", more, equals=["ber", "i", "a"], note=fewer)
    left = {"ab": -1.0, "c": -1.0, "bc": -1.5, "a": -3.0}
    expect_returns(potong_unigram, "abc", left, equals=["ab", "c"], note="Potongan terpanjang, dari kiri atau dari kanan, belum tentu terbaik.")
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
                f"Sorotannya {text[start:end]!r}. Potong dahulu seluruh teks, lalu pilih token menurut "
                "offset-nya. Token di tepi dan token khusus tidak ikut.",
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
    start = "Potongan sesudah yang pertama diawali `tumpang` nomor terakhir potongan sebelumnya, dan tidak ada potongan yang seluruhnya ulangan."
    expect_returns(jendela, [1, 2, 3, 4, 5], 3, 1, equals=[[1, 2, 3], [3, 4, 5]], note=start)
    tail = "Berhentilah begitu nomor terakhir termuat; jangan menambah potongan yang seluruhnya ulangan."
    expect_returns(jendela, [1, 2, 3, 4], 4, 2, equals=[[1, 2, 3, 4]], note=tail)
    expect_returns(jendela, list(range(10)), 4, 2, equals=[[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7], [6, 7, 8, 9]], note=tail)
    expect_returns(jendela, [1, 2, 3, 4, 5, 6, 7], 3, 0, equals=[[1, 2, 3], [4, 5, 6], [7]], note="Jangan membuang nomor di ujung; potongan terakhir boleh lebih pendek.")
    expect_returns(jendela, [7, 8, 9, 10, 11], 2, 0, equals=[[7, 8], [9, 10], [11]], note="Potongan terakhir boleh lebih pendek, dan tumpang boleh 0.")
    expect_returns(jendela, [5], 3, 2, equals=[[5]])
    expect_returns(jendela, [], 3, 1, equals=[], note="Tanpa nomor tidak ada potongan.")
    expect_raises(ValueError, jendela, [], 3, 3, note="bila tumpang tidak lebih kecil daripada panjang, juga untuk `ids` kosong")
    for overlap in (3, 4, -1):
        expect_raises(ValueError, jendela, [1, 2, 3, 4], 3, overlap, note="bila tumpang negatif atau tidak lebih kecil daripada panjang")


@lesson.check(
    hints=[
        "Latih dengan teks kelima bahasa. Campuran sama rata belum cukup: bahasa mana yang masih paling mahal?",
        "Daftar dapat diulang: `muat_ulasan('jav', 'train') * 2` membuat teks Jawa dihitung dua kali.",
        "`yang_membayar`: cetak selisih harga setiap bahasa terhadap `sama_rata`; cari kenaikan yang terbesar.",
    ]
)
def tokenizer_saya(tokenizer_saya, yang_membayar, sama_rata):
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
    prices = _prices(tokenizer_saya, "validation")
    dearest = max(prices, key=prices.get)
    if prices[dearest] > DEAREST:
        raise Wrong(
            f"Bahasa yang paling mahal: `{dearest}` dengan {prices[dearest]:.3f} token per kata; batasnya {DEAREST}. "
            f"Semuanya: {', '.join(f'{code} {price:.3f}' for code, price in prices.items())}. "
            "Ubah campuran teks latihnya."
        )
    unseen = _prices(tokenizer_saya, "test")
    gap = sum(unseen[code] - prices[code] for code in prices) / len(prices)
    if gap > LEAK:
        raise Wrong(
            f"Pada `validation` tokenizer Anda {gap:.2f} token per kata lebih murah daripada pada `test`, yang juga "
            "belum pernah dilihatnya. Tampaknya `validation` ikut dilatihkan; pakai bagian `train` saja."
        )
    _check_payer(yang_membayar, prices, _prices(sama_rata, "validation"))


def _check_payer(payer, prices, before):
    expect_type("yang_membayar", payer, str, "Tulis kode bahasanya, misalnya `'ind'`.")
    rises = {code: prices[code] - before[code] for code in prices}
    if payer not in list(rises):
        raise Wrong(f"`yang_membayar` seharusnya salah satu dari {', '.join(rises)}, nilai Anda {payer!r}.")
    most = max(rises, key=rises.get)
    if rises[payer] < rises[most] - 0.005:
        raise Wrong(
            f"Terhadap `sama_rata`, harga `{payer}` berubah {rises[payer]:+.3f} token per kata. Ada bahasa yang naik "
            "lebih banyak; bandingkan kelimanya pada bagian `validation`."
        )


@cache
def _reviews(code, part):
    """Ulasan satu bahasa; pemeriksa memuatnya sendiri supaya tidak dapat tertukar."""
    from datasets import load_dataset

    from course_lib import hub_revision
    from course_lib.profile import active_profile

    name = "mini/ulasan-nusantara" if active_profile() == "mini" else "indonlp/NusaX-senti"
    return list(load_dataset(name, data_dir=code, split=part, revision=hub_revision(name))["text"])


def _prices(tokenizer, part):
    return {code: _fertility(tokenizer, _reviews(code, part)) for code in ("ind", "jav", "sun", "min", "eng")}


def _fertility(tokenizer, texts):
    tokens = sum(len(tokenizer.encode(text, add_special_tokens=False, verbose=False)) for text in texts)
    return tokens / sum(len(text.split()) for text in texts)
