"""Pemeriksa latihan Bab 2: pipeline."""

import copy

from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab02_pipeline")


@lesson.check(
    hints=[
        "`max(daftar, key=...)` mencari unsur terbesar menurut sebuah ukuran.",
        "Ukurannya `lambda item: item['score']`; dari unsur itu ambil `['label']`.",
    ]
)
def label_teratas(label_teratas):
    """Latihan 1: nama label dengan skor tertinggi."""
    scores = [
        {"label": "negative", "score": 0.1},
        {"label": "positive", "score": 0.7},
        {"label": "neutral", "score": 0.2},
    ]
    order = "Urutan daftar tidak boleh berpengaruh; bandingkan skornya."
    expect_returns(label_teratas, scores, equals="positive", note=order)
    expect_returns(label_teratas, scores[::-1][1:], equals="positive", note=order)
    expect_returns(label_teratas, [{"label": "tunggal", "score": 1.0}], equals="tunggal")
    expect_raises(ValueError, label_teratas, [], note="untuk daftar kosong")


@lesson.check(
    hints=[
        "Pangkatkan setiap logit dengan `math.exp`, lalu bagi dengan jumlah semuanya.",
        "`math.exp(1000)` terlalu besar. Kurangi semua logit dengan `max(logits)` dahulu.",
    ]
)
def softmax(softmax):
    """Latihan 2: softmax yang stabil."""
    expect_returns(softmax, [0.0, 0.0], equals=[0.5, 0.5])
    expect_returns(
        softmax,
        [1.0, 2.0, 4.0],
        equals=[0.0420101, 0.1141952, 0.8437947],
        note="Apakah pembaginya jumlah semua pangkat?",
    )
    large = "Logit besar: sudahkah semua logit dikurangi dengan yang terbesar?"
    expect_returns(softmax, [1000.0, 1001.0], equals=[0.2689414, 0.7310586], note=large)
    expect_returns(softmax, [0.0, 1000.0], equals=[0.0, 1.0], note=large)
    expect_returns(softmax, [-1000.0, -1000.0, -1000.0], equals=[1 / 3] * 3, note=large)


@lesson.check(
    hints=[
        "`tokenizer(kalimat, return_tensors='pt')` memberi masukan untuk `model(**masukan)`.",
        "Hasil model ada di `.logits[0]`; ubah dengan `torch.softmax(logits, dim=-1)`.",
        "`int(peluang.argmax())` memberi letaknya, `model.config.id2label[...]` namanya.",
    ]
)
def klasifikasi(klasifikasi, classifier):
    """Latihan 3: pipeline dengan tangan, sama dengan pipeline aslinya."""
    for sentence in (
        "Jalannya berlubang dan lampunya mati.",
        "Perpustakaan tutup pada hari Senin.",
        "Ibu senang sekali dengan hadiahnya!",
    ):
        expected = classifier(sentence)[0]
        answer = call(klasifikasi, sentence, classifier.tokenizer, classifier.model)
        expect_type("hasil klasifikasi", answer, dict, "Kembalikan kamus dengan kunci `label` dan `score`.")
        expect_equal(
            f'klasifikasi("{sentence}", tokenizer, model)',
            answer,
            {"label": expected["label"], "score": expected["score"]},
            "Bandingkan langkah demi langkah dengan bagian 3 pelajaran.",
        )
        expect_type('skor ("score")', answer["score"], float, "Ubah tensor menjadi bilangan Python dengan `.item()`.")
    renamed = copy.copy(classifier.model)
    renamed.config = copy.deepcopy(classifier.model.config)
    renamed.config.id2label = {i: f"label {i}" for i in renamed.config.id2label}
    answer = call(klasifikasi, "Kopinya harum.", classifier.tokenizer, renamed)
    if answer["label"] not in renamed.config.id2label.values():
        raise Wrong(
            "Jawaban Anda tidak memakai `model` yang diberikan: label model itu sudah diganti nama, "
            f"tetapi hasilnya masih `{answer['label']}`. Pakai `model.config.id2label`."
        )


@lesson.check(
    hints=[
        "`range(0, len(panjang), ukuran_batch)` memberi letak awal setiap batch.",
        "Di satu batch: `max(batch) * len(batch)` posisi, `sum(batch)` di antaranya terpakai.",
    ]
)
def jumlah_pengisi(jumlah_pengisi):
    """Latihan 4: banyaknya token pengisi."""
    expect_returns(
        jumlah_pengisi,
        [3, 5, 4],
        2,
        equals=2,
        note="Batch `[3, 5]` perlu 2 dan `[4]` perlu 0: hitung terpanjang per batch, tanpa mengurutkan.",
    )
    expect_returns(
        jumlah_pengisi,
        [7, 2, 9, 4, 4],
        3,
        equals=9,
        note="Batch terakhir boleh lebih pendek, dan terpanjangnya dihitung per batch.",
    )
    expect_returns(jumlah_pengisi, [6, 6, 6], 1, equals=0)
    expect_returns(jumlah_pengisi, [1, 2, 3], 10, equals=3, note="Satu batch memuat semuanya.")
    expect_returns(jumlah_pengisi, [], 4, equals=0, note="Tanpa kalimat tidak ada pengisi.")


class _Fake:
    """Pengganti pipeline: skor dari kamus (bawaan netral), dan catatan teks yang ditanyakan."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    def _one(self, text):
        self.asked.append(text)
        label, score = self.answers.get(text, ("neutral", 0.9))
        return {"label": label, "score": score}

    def __call__(self, texts, **_options):
        if isinstance(texts, str):
            return [self._one(texts)]
        return [self._one(text) for text in texts]

    def __repr__(self):
        return "classifier"


@lesson.check(
    hints=[
        "Sebuah fungsi yang berisi `yield` adalah generator; mulailah dengan `for teks in ulasan:`.",
        "Tangani teks kosong lebih dahulu dengan `if not teks.strip():`, lalu `continue`.",
        "`classifier(teks)[0]` memberi kamus; bandingkan `['score']` dengan `ambang`.",
    ]
)
def saring(saring):
    """Latihan 5: penyaring malas dengan ambang."""
    answers = {"bagus": ("positive", 0.9), "entah": ("neutral", 0.49), "pas": ("negative", 0.5)}
    fake = _Fake(answers)
    reviews = ["bagus", "", "entah", "  \n", "pas"]
    pairs = call(list, call(saring, reviews, fake, 0.5))
    if any(not text.strip() for text in fake.asked):
        raise Wrong("Model ikut dipanggil untuk teks kosong. Periksa teks sebelum memanggilnya.")
    if len(pairs) != len(reviews):
        raise Wrong(
            f"Dari {len(reviews)} ulasan dihasilkan {len(pairs)} pasangan. Setiap ulasan, juga yang "
            "kosong atau ditinjau, harus menghasilkan satu pasangan."
        )
    expect_equal(
        "list(saring(ulasan, classifier, 0.5))",
        pairs,
        [
            ("bagus", "positive"),
            ("", "kosong"),
            ("entah", "tinjau"),
            ("  \n", "kosong"),
            ("pas", "negative"),
        ],
        "Skor yang tepat sama dengan ambang masih diterima.",
    )
    _require_lazy(saring, answers)


def _require_lazy(saring, answers):
    """Ulasan ketiga tidak boleh dibaca sebelum hasil kedua diambil."""
    taken = []

    def reviews():
        for text in ("bagus", "entah", "pas"):
            taken.append(text)
            yield text

    results = iter(call(saring, reviews(), _Fake(answers), 0.5))
    call(next, results)
    if len(taken) > 1:
        raise Wrong(
            f"Baru satu hasil yang diambil, tetapi `saring` sudah membaca {len(taken)} ulasan. "
            "Serahkan setiap hasil dengan `yield` segera setelah dihitung."
        )


@lesson.check(
    hints=[
        "Mulai dari satu kalimat yang jelas positif, lalu ganti satu kata sifatnya.",
        "Cetak `classifier(kalimat, top_k=None)` untuk melihat label mana yang hampir menang.",
    ]
)
def satu_kata(kalimat_a, kalimat_b, classifier):
    """Latihan 6: dua kalimat yang berbeda satu kata, dengan label yang berbeda."""
    expect_type("kalimat_a", kalimat_a, str)
    expect_type("kalimat_b", kalimat_b, str)
    words_a, words_b = kalimat_a.split(), kalimat_b.split()
    if len(words_a) != len(words_b) or len(words_a) < 4:
        raise Wrong(
            f"`kalimat_a` berisi {len(words_a)} kata dan `kalimat_b` {len(words_b)} kata. "
            "Jumlahnya harus sama dan paling sedikit empat."
        )
    different = sum(a != b for a, b in zip(words_a, words_b, strict=True))
    if different != 1:
        raise Wrong(f"Kedua kalimat berbeda pada {different} kata. Soal meminta tepat satu.")
    label_a, label_b = (answer["label"] for answer in classifier([kalimat_a, kalimat_b]))
    if label_a == label_b:
        raise Wrong(
            f"Model menjawab `{label_a}` untuk keduanya. Ganti kata yang lain, atau pilih "
            "kalimat yang skornya tidak terlalu berat sebelah."
        )
