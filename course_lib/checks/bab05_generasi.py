"""Pemeriksa latihan Bab 5: menghasilkan teks."""

import math
import re

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

lesson = Lesson("bab05_generasi")


@lesson.check(
    hints=[
        "Bagi setiap logit dengan suhu, lalu kerjakan softmax seperti di Bab 2.",
        "Kurangi dahulu dengan logit terbesar: `math.exp((z - max(logits)) / suhu)`.",
    ]
)
def dengan_suhu(dengan_suhu):
    """Latihan 1: softmax dengan temperature."""
    expect_type("dengan_suhu([2.0, 1.0], 0.5)", call(dengan_suhu, [2.0, 1.0], 0.5), list, "Kembalikan daftar biasa.")
    divide = "Apakah logits sudah dibagi dengan suhu, bukan dikalikan?"
    expect_returns(dengan_suhu, [2.0, 1.0], 0.5, equals=[0.8807971, 0.1192029], note=divide)
    expect_returns(dengan_suhu, [2.0, 1.0, 0.0], 2.0, equals=[0.5064804, 0.3071959, 0.1863237], note=divide)
    order = "Pada suhu 1 hasilnya softmax biasa, dengan urutan daftar yang sama."
    expect_returns(dengan_suhu, [1.0, 3.0], 1.0, equals=[0.1192029, 0.8807971], note=order)
    large = "Suhu kecil membuat logits besar; kurangi dahulu dengan yang terbesar."
    expect_returns(dengan_suhu, [10.0, 0.0], 0.01, equals=[1.0, 0.0], note=large)
    expect_returns(dengan_suhu, [-5.0, -5.0], 0.001, equals=[0.5, 0.5], note=large)
    expect_raises(ValueError, dengan_suhu, [1.0, 2.0], 0.0, note="untuk suhu nol")
    expect_raises(ValueError, dengan_suhu, [1.0, 2.0], -1.0, note="untuk suhu negatif")


@lesson.check(
    hints=[
        "`sorted(range(len(peluang)), key=lambda i: -peluang[i])` memberi nomor token dari yang terbesar.",
        "Simpan nomor satu per satu sambil menjumlahkan; berhenti begitu jumlahnya mencapai `p`.",
        "Terakhir bagi peluang yang disimpan dengan jumlahnya; yang lain menjadi `0.0`.",
    ]
)
def top_p(top_p):
    """Latihan 2: saringan top-p."""
    given = [0.1, 0.5, 0.4]
    answer = call(top_p, list(given), 0.8)
    expect_type("top_p([0.1, 0.5, 0.4], 0.8)", answer, list, "Kembalikan daftar biasa.")
    if len(answer) == 3 and abs(sum(answer) - 1) > 1e-6:
        raise Wrong(
            f"`top_p([0.1, 0.5, 0.4], 0.8)` berjumlah {sum(answer):.3f}, seharusnya 1. "
            "Bagi peluang yang disimpan dengan jumlahnya."
        )
    crossing = "Token yang melewati batas ikut disimpan, dan urutan daftarnya tidak berubah."
    expect_returns(top_p, given, 0.8, equals=[0.0, 0.5 / 0.9, 0.4 / 0.9], note=crossing)
    if given != [0.1, 0.5, 0.4]:
        raise Wrong(f"Daftar `peluang` milik pemanggil berubah menjadi {given}. Buat daftar baru.")
    expect_returns(
        top_p, [0.125, 0.25, 0.5, 0.125], 0.75, equals=[0.0, 1 / 3, 2 / 3, 0.0],
        note="Jumlah yang tepat sama dengan `p` sudah cukup.",
    )  # fmt: skip
    one = "Sedikitnya satu token tersisa, dan sisanya dibagi lagi supaya berjumlah 1."
    expect_returns(top_p, [0.2, 0.3, 0.5], 0.01, equals=[0.0, 0.0, 1.0], note=one)
    expect_returns(top_p, [0.2, 0.3, 0.5], 0.0, equals=[0.0, 0.0, 1.0], note=one)
    expect_returns(top_p, [0.25, 0.5, 0.25], 1.0, equals=[0.25, 0.5, 0.25], note="Pada `p` 1 semua tersisa.")
    expect_returns(top_p, [1.0], 0.5, equals=[1.0])
    expect_returns(
        top_p, [0.25, 0.25, 0.25, 0.25], 0.5, equals=[0.5, 0.5, 0.0, 0.0],
        note="Bila peluangnya sama besar, yang lebih dahulu di daftar diambil lebih dahulu.",
    )  # fmt: skip


class _ForwardOnly:
    """Model yang hanya boleh dipanggil maju; mencatat panggilan dan permintaan `generate`."""

    def __init__(self, model):
        self._model = model
        self.steps = 0
        self.generated = False

    def __call__(self, *args, **options):
        self.steps += 1
        return self._model(*args, **options)

    def __getattr__(self, name):
        if name == "generate":
            self.generated = True
            raise AttributeError("generate tidak tersedia di soal ini")
        return getattr(self._model, name)

    def __repr__(self):
        return "model"


@lesson.check(
    hints=[
        "Ubah teks menjadi id, lalu ulangi: `model(ids).logits[0, -1].argmax()`.",
        "Tempelkan token baru dengan `torch.cat([ids, token.view(1, 1)], dim=1)`; berhenti pada token penutup.",
        "Simpan panjang awalan; kelanjutannya `tokenizer.decode(ids[0, awal:], skip_special_tokens=True)`.",
    ]
)
def tulis_greedy(tulis_greedy, tokenizer, model):
    """Latihan 3: perulangan greedy tanpa generate."""
    for text, most in (("Pantun nasihat:\n", 60), ("Pantun jenaka:\n", 7), ("Pantun rindu:\nAnak", 30)):
        inputs = tokenizer(text, return_tensors="pt")
        length = inputs["input_ids"].shape[1]
        ids = model.generate(
            **inputs, do_sample=False, max_new_tokens=most, pad_token_id=tokenizer.eos_token_id
        )[0, length:]
        expected = tokenizer.decode(ids, skip_special_tokens=True)
        forward = _ForwardOnly(model)
        try:
            answer = call(tulis_greedy, text, tokenizer, forward, most)
        except Stopped as stopped:
            if forward.generated:
                raise Wrong("Soal ini dikerjakan tanpa `model.generate`; tulis perulangannya sendiri.") from stopped
            raise
        name = f"tulis_greedy({text!r}, tokenizer, model, {most})"
        expect_type(name, answer, str, "Kembalikan teks, bukan id.")
        if answer.startswith(text):
            raise Wrong(f"`{name}` masih memuat awalannya. Kembalikan kelanjutannya saja.")
        if tokenizer.eos_token in answer:
            raise Wrong(f"`{name}` masih memuat `{tokenizer.eos_token}`. Pakai `skip_special_tokens=True`.")
        expect_equal(name, answer, expected, "Periksa syarat berhenti dan posisi logits yang dipakai.")
        if forward.steps > len(ids):
            raise Wrong(
                f"Model dipanggil {forward.steps} kali untuk {len(ids)} token. "
                "Berhentilah segera setelah token penutup atau jatahnya habis."
            )
        if not forward.steps:
            raise Wrong("Fungsi Anda tidak memanggil `model` yang diberikan.")


@lesson.check(
    hints=[
        "Tanpa cache langkah pertama menghitung `awalan` posisi, langkah kedua `awalan + 1`, dan seterusnya.",
        "Dengan cache langkah pertama menghitung `awalan` posisi, langkah lainnya satu posisi.",
    ]
)
def posisi(posisi):
    """Latihan 4: banyaknya posisi yang dihitung."""
    last = "Token baru yang terakhir tidak diproses: ada `baru` langkah, bukan `baru + 1`."
    for cache, example in ((False, 697), (True, 37)):
        expect_returns(posisi, 4, 34, cache, equals=example, note=last)
        expect_type(f"posisi(4, 34, {cache})", call(posisi, 4, 34, cache), int, "Hasilnya bilangan bulat.")
    fresh = "Hitung dari `awalan` dan `baru`, untuk panjang berapa pun."
    expect_returns(posisi, 10, 5, False, equals=60, note=fresh)
    expect_returns(posisi, 10, 5, True, equals=14, note=fresh)
    expect_returns(posisi, 7, 1, False, equals=7, note="Satu token baru hanya perlu satu langkah.")
    expect_returns(posisi, 7, 1, True, equals=7, note="Satu token baru hanya perlu satu langkah.")
    for cache in (False, True):
        expect_returns(posisi, 12, 0, cache, equals=0, note="Tanpa token baru tidak ada yang dihitung.")


@lesson.check(
    hints=[
        "`model(ids).logits[0, :-1].log_softmax(-1)` adalah tebakan untuk token kedua sampai terakhir.",
        "`.gather(1, ids[0, 1:, None])` memungut log-peluang token yang sebenarnya.",
        "Hasilnya `math.exp(-rata_rata)`; ubah tensor menjadi bilangan dengan `.item()`.",
    ]
)
def perpleksitas(perpleksitas, tokenizer, model):
    """Latihan 5: perpleksitas sebuah teks."""
    for text in (
        "Pantun nasihat:\nMembakar jagung dengan kayu,",
        "Pantun rindu:\nHujan turun",
        "Angklung dimainkan bersama-sama.",
    ):
        name = f"perpleksitas({text!r}, tokenizer, model)"
        answer = call(perpleksitas, text, tokenizer, model)
        expect_type(name, answer, (float, int), "Ubah tensor menjadi bilangan Python dengan `.item()`.")
        expect_equal(
            name, answer, _perplexity(text, tokenizer, model),
            "Periksa pergeseran satu posisi, rata-rata (bukan jumlah), dan tanda minusnya.", tolerance=1e-3,
        )  # fmt: skip
    expect_raises(ValueError, perpleksitas, "", tokenizer, model, note="untuk teks kosong, sebelum model dipanggil")
    expect_raises(ValueError, perpleksitas, "\n", tokenizer, model, note="untuk teks satu token")
    word = tokenizer.decode(tokenizer("Menanam")["input_ids"][:1])
    expect_raises(ValueError, perpleksitas, word, tokenizer, model, note="untuk teks satu token, berapa pun hurufnya")


def _perplexity(text, tokenizer, model):
    import torch

    ids = tokenizer(text, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        log_p = model(ids).logits[0, :-1].log_softmax(-1)
    return math.exp(-log_p.gather(1, ids[0, 1:, None]).mean().item())


HOT, POEMS, VALID, OPENINGS = 2.0, 40, 36, 28
_FIXED = ("max_new_tokens", "min_new_tokens", "max_length", "num_return_sequences", "suppress_tokens")


@lesson.check(
    hints=[
        "Bandingkan `top_k` dan `top_p` di penjelajah pada awalan `Pantun nasihat:` dan suhu 2.",
        "`top_k` menyisakan token yang sama banyaknya di setiap tempat: cukup sedikit untuk sah berarti terlalu "
        "sedikit pembuka. Matikan dengan `top_k=0` dan pakai alat yang menyesuaikan diri.",
        "Coba `top_p` antara 0,2 dan 0,5.",
    ]
)
def setelan(setelan, tokenizer, model):
    """Latihan 6: setelan undian untuk suhu yang panas."""
    expect_type("setelan", setelan, dict, "Contohnya `{'do_sample': True, 'temperature': 2.0}`.")
    kind = getattr(model.config, "n_positions", None)
    if kind != 96:
        raise Wrong("Latihan ini memerlukan model pantun. Mulai ulang kernel dan pakai profil mini.")
    if not setelan:
        raise Wrong("`setelan` masih kosong. Isi sedikitnya `do_sample` dan `temperature`.")
    if setelan.get("do_sample") is not True:
        raise Wrong('`setelan["do_sample"]` seharusnya `True`. Tanpa undian, temperature tidak berpengaruh.')
    heat = setelan.get("temperature")
    if isinstance(heat, bool) or not isinstance(heat, (int, float)):
        raise Wrong(f'`setelan["temperature"]` seharusnya bilangan, nilai Anda {heat!r}. Tulis tanpa tanda kutip.')
    if heat < HOT:
        raise Wrong(f'`setelan["temperature"]` seharusnya sedikitnya {HOT}, nilai Anda {heat!r}.')
    forbidden = [name for name in setelan if name in _FIXED or not isinstance(name, str)]
    if forbidden:
        raise Wrong(f"`{forbidden[0]}` diatur pemeriksa. Hapus dari `setelan`.")
    _require_known(setelan)
    texts = call(_poems, setelan, tokenizer, model)
    valid = sum(map(_rhymes, texts))
    openings = len({text.split("\n")[1] for text in texts if "\n" in text})
    if valid < VALID or openings < OPENINGS:
        raise Wrong(
            f"Dari {POEMS} pantun, {valid} sah (perlu {VALID}) dan {openings} pembukanya berbeda "
            f"(perlu {OPENINGS}). " + _advice(valid, openings)
        )


def _require_known(setelan):
    from transformers import GenerationConfig

    unknown = [name for name in setelan if not hasattr(GenerationConfig(), name)]
    if unknown:
        raise Wrong(f"`generate` tidak mengenal `{unknown[0]}` di `setelan`. Periksa ejaannya.")
    share = setelan.get("top_p", 1.0)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
        raise Wrong(f'`setelan["top_p"]` seharusnya bilangan di atas 0 dan paling banyak 1, nilai Anda {share!r}.')


def _advice(valid, openings):
    if valid < VALID and openings < OPENINGS:
        return "Ekornya masih terlalu panjang di tengah baris, tetapi terlalu pendek di awal baris."
    if valid < VALID:
        return "Ekor distribusinya masih terlalu panjang; potong lebih banyak."
    return "Terlalu banyak yang dipotong di awal baris, tempat yang seharusnya beragam."


def _poems(setelan, tokenizer, model):
    from transformers import set_seed

    set_seed(17)
    inputs = tokenizer(["Pantun nasihat:\n"] * POEMS, return_tensors="pt")
    return tokenizer.batch_decode(
        model.generate(**inputs, max_new_tokens=72, **setelan), skip_special_tokens=True
    )


def _rhymes(text):
    ends = [re.search(r"((ai|au|oi|[aiueo])[^aiueo\W]*)\W*$", line) for line in text.split("\n")[1:]]
    sounds = [end[1] if end else "" for end in ends]
    return len(sounds) == 4 and "" not in sounds and sounds[:2] == sounds[2:]
