"""Jawaban keliru untuk latihan Bab 0."""


def _average(prices):
    return sum(prices) / len(prices)


def _without_any_punctuation(sentences):
    text = " ".join(sentences).lower()
    words = "".join(c for c in text if c not in ".,!?").split()
    return min(words, key=lambda w: (-words.count(w), w)) if words else None


def _most_common(sentences):
    words = " ".join(sentences).split()
    return max(words, key=words.count) if words else None


WRONG = {
    "luas": [
        (lambda: {"luas": lambda panjang, lebar: 2 * (panjang + lebar)}, "seharusnya 12"),
        (lambda: {"luas": lambda panjang, lebar: print(panjang * lebar)}, "`return`"),
        (lambda: {"luas": lambda panjang: panjang}, "TypeError"),
        (lambda: {"luas": 12}, "seharusnya sebuah fungsi"),
    ],
    "nilai_x": [
        (lambda: {"nilai_x": 27}, "urutan menjalankan"),
        (lambda: {"nilai_x": "19"}, "bilangan bulat"),
    ],
    "rata_rata": [
        (lambda: {"rata_rata": _average}, "ZeroDivisionError"),
        (lambda: {"rata_rata": lambda h: sum(h) // len(h) if h else None}, "membuang pecahan"),
        (lambda: {"rata_rata": lambda harga: _average(harga) if harga else 0}, "`None`"),
    ],
    "profil": [
        (lambda: {"kelas": "full", "colab": "full", "kuota": "mini"}, "mengunduh ratusan MB"),
        (lambda: {"kelas": "mini", "colab": "mini", "kuota": "mini"}, "`colab` seharusnya"),
    ],
    "kata_tersering": [
        (lambda: {"kata_tersering": _most_common}, "seharusnya 'enak'"),
        (lambda: {"kata_tersering": lambda kalimat: "enak"}, "seharusnya 'mahal'"),
        (lambda: {"kata_tersering": _without_any_punctuation}, "bukan yang di tengah"),
        (lambda: {"kata_tersering": lambda kalimat: kalimat[0]}, "enak"),
    ],
}
