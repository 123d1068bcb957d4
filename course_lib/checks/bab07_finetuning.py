"""Pemeriksa latihan Bab 7: fine-tuning."""

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

lesson = Lesson("bab07_finetuning")


@lesson.check(
    hints=[
        "`Counter(label_latih)` menghitung; yang terbanyak dicari di data latih, bukan di data uji.",
        "Pada jumlah yang sama pilih nomor terkecil: `min(range(kelas), key=lambda k: (-hitungan[k], k))`.",
        "F1 makro: `macro_f1(label_uji, [terbanyak] * len(label_uji), kelas)`.",
    ]
)
def pembanding(pembanding):
    """Latihan 1: selalu menjawab kelas terbanyak."""
    train = "Kelas terbanyak ditentukan dari data latih; data uji hanya untuk menilai."
    expect_returns(
        pembanding, [0, 1, 1, 2], [1, 0, 2], 3,
        equals={"label": 1, "akurasi": 1 / 3, "f1": 1 / 6}, note=train,
    )  # fmt: skip
    expect_returns(
        pembanding, [0, 1, 1, 2], [0, 0, 1, 2, 2], 3,
        equals={"label": 1, "akurasi": 1 / 5, "f1": 1 / 9}, note=train,
    )  # fmt: skip
    expect_returns(
        pembanding, [2, 2, 0, 0, 1], [0, 0, 1, 2, 2, 2], 3,
        equals={"label": 0, "akurasi": 1 / 3, "f1": 1 / 6},
        note="Bila sama banyak, pilih nomor kelas terkecil.",
    )  # fmt: skip
    expect_returns(
        pembanding, [1, 1, 0], [1, 1, 1, 0], 4,
        equals={"label": 1, "akurasi": 0.75, "f1": 0.8571429 / 4},
        note="F1 makro dirata-rata atas `kelas` kelas, juga yang tidak muncul.",
    )  # fmt: skip
    expect_raises(ValueError, pembanding, [], [1], 2, note="untuk data latih kosong")


@lesson.check(
    hints=[
        "Berapa batch dalam satu epoch? Satu batch berisi `batch * perangkat` baris, yang terakhir boleh kurang.",
        "Lalu berapa langkah? Setiap `akumulasi` batch menjadi satu langkah, juga sisanya.",
        "`math.ceil(math.ceil(baris / (batch * perangkat)) / akumulasi) * epoch`",
    ]
)
def langkah_total(langkah_total):
    """Latihan 2: berapa kali bobot digeser."""
    expect_returns(langkah_total, 144, 16, 1, 4, equals=36)
    carried = call(langkah_total, 145, 16, 1, 4) == 37  # 145 * 4 / 16 dibulatkan ke atas satu kali saja
    expect_returns(
        langkah_total, 145, 16, 1, 4, equals=40,
        note="145 / 16 dibulatkan ke atas menjadi 10 langkah di setiap epoch; sisanya tidak dibawa ke epoch "
        "berikutnya. 10 × 4 = 40." if carried else "Batch terakhir yang berisi satu baris pun dihitung.",
    )  # fmt: skip
    expect_returns(
        langkah_total, 100, 8, 4, 3, equals=12,
        note="13 batch dengan akumulasi 4 menjadi 4 langkah per epoch; sisanya tidak menyeberang ke epoch berikutnya.",
    )  # fmt: skip
    expect_returns(
        langkah_total, 1000, 8, 2, 2, 4, equals=32,
        note="Empat perangkat membaca empat batch sekaligus.",
    )  # fmt: skip
    expect_returns(langkah_total, 3, 8, 4, 5, equals=5, note="Data yang kurang dari satu batch tetap satu langkah.")


@lesson.check(
    hints=[
        "Setiap kalimat permintaan menjadi satu argumen; lihat tabel argumen di bagian 5 dan bagian 7.",
        "Batch 32 dengan memori untuk 8: `per_device_train_batch_size=8`, `gradient_accumulation_steps=4`.",
        "Epoch terbaik: `load_best_model_at_end=True`, `metric_for_best_model='eval_loss'`, dan "
        "`save_strategy` sama dengan `eval_strategy`.",
    ]
)
def argumen(argumen):
    """Latihan 3: dari permintaan menjadi TrainingArguments."""
    from transformers import TrainingArguments

    expect_type("argumen", argumen, TrainingArguments)
    size = argumen.per_device_train_batch_size
    if size > 8:
        raise Wrong(f"`per_device_train_batch_size` bernilai {size}, padahal memorinya hanya cukup untuk 8 baris.")
    expect_equal(
        "batch × akumulasi", size * argumen.gradient_accumulation_steps, 32,
        "Setiap pergeseran bobot harus memakai 32 baris; kekurangannya dikumpulkan.",
    )  # fmt: skip
    expect_equal("argumen.num_train_epochs", argumen.num_train_epochs, 6)
    expect_equal("argumen.learning_rate", argumen.learning_rate, 2e-5, "Laju 0,00002 ditulis `2e-5`.", tolerance=1e-9)
    expect_equal("argumen.warmup_steps", argumen.warmup_steps, 0.1, "Pemanasan sepersepuluh ditulis sebagai pecahan.")
    for name in ("eval_strategy", "save_strategy"):
        value = getattr(getattr(argumen, name), "value", getattr(argumen, name))
        expect_equal(f"argumen.{name}", value, "epoch", "Dinilai dan disimpan setiap epoch.")
    expect_equal("argumen.save_total_limit", argumen.save_total_limit, 2, "Simpan paling banyak dua checkpoint.")
    expect_equal("argumen.load_best_model_at_end", argumen.load_best_model_at_end, True)
    expect_equal(
        "argumen.metric_for_best_model", str(argumen.metric_for_best_model).removeprefix("eval_"), "loss",
        "Yang terbaik ialah yang loss validasinya terkecil.",
    )  # fmt: skip
    expect_equal("argumen.greater_is_better", argumen.greater_is_better, False, "Loss yang kecil lebih baik.")
    expect_equal("argumen.seed", argumen.seed, 2024)


def _log(losses, start=1):
    rows = []
    for number, loss in enumerate(losses, start):
        # loss latih dicatat setiap dua epoch, supaya masukannya cukup pendek untuk ditampilkan utuh
        rows += [{"loss": round(1 / number, 2), "epoch": float(number)}] if number % 2 else []
        rows.append({"eval_loss": loss, "epoch": float(number)})
    return [*rows, {"train_loss": 0.5, "epoch": float(len(losses))}]


@lesson.check(
    hints=[
        "Saring dahulu: `[c for c in catatan if 'eval_loss' in c]`.",
        "`min(evaluasi, key=lambda c: c['eval_loss'])` memberi catatan terbaik, dan mengambil yang pertama bila sama.",
        "Yang mulai hafal ialah evaluasi tepat sesudah yang terbaik; bila tidak ada, None.",
    ]
)
def baca_catatan(baca_catatan):
    """Latihan 4: epoch terbaik dan awal terlalu hafal dari log_history."""
    expect_returns(
        baca_catatan, _log([1.0, 0.8, 0.9, 1.2]), equals={"terbaik": 2.0, "mulai_hafal": 3.0},
        note="Pakai `eval_loss`, bukan `loss`; loss latih hampir selalu turun terus.",
    )  # fmt: skip
    expect_returns(
        baca_catatan, _log([1.0, 0.9, 0.7]), equals={"terbaik": 3.0, "mulai_hafal": None},
        note="Loss validasi belum berbalik, jadi belum ada tanda terlalu hafal.",
    )  # fmt: skip
    expect_returns(
        baca_catatan, _log([0.6, 0.8, 0.7, 0.6, 0.9]), equals={"terbaik": 1.0, "mulai_hafal": 2.0},
        note="Bila ada dua yang sama kecil, ambil yang lebih dahulu.",
    )  # fmt: skip
    expect_returns(
        baca_catatan, _log([1.0, 0.8, 0.9, 0.7, 0.75]), equals={"terbaik": 4.0, "mulai_hafal": 5.0},
        note="Loss yang naik sekali belum tentu berbalik; cari yang terkecil dari semua evaluasi.",
    )  # fmt: skip
    halves = [{"eval_loss": v, "epoch": e} for v, e in ((1.0, 0.5), (0.4, 1.0), (0.5, 1.5))]
    expect_returns(
        baca_catatan, halves, equals={"terbaik": 1.0, "mulai_hafal": 1.5},
        note="Epoch dibaca dari catatannya, tidak dihitung dari nomor urut.",
    )  # fmt: skip
    expect_raises(ValueError, baca_catatan, [{"loss": 1.0, "epoch": 1.0}], note="bila tidak ada evaluasi")


@lesson.check(
    hints=[
        "Untuk satu bahasa: `macro_f1(kunci[kode], tebakan[...][kode], 3)`.",
        "Zero-shot memakai `tebakan[sumber][kode]`, sendiri memakai `tebakan[kode][kode]`.",
        "Bahasa sumber sendiri tidak ikut dalam tabel.",
    ]
)
def tabel_pindah(tabel_pindah):
    """Latihan 5: kerugian zero-shot setiap bahasa."""
    key = {"ind": [0, 1, 2], "ban": [0, 1, 2, 2], "bug": [2, 1, 0]}
    guess = {
        "ind": {"ind": [0, 1, 2], "ban": [0, 1, 1, 1], "bug": [0, 0, 0]},
        "ban": {"ind": [0, 0, 0], "ban": [0, 1, 2, 2], "bug": [2, 1, 0]},
        "bug": {"ind": [2, 1, 0], "ban": [0, 0, 2, 2], "bug": [2, 1, 1]},
    }
    expect_returns(
        tabel_pindah, guess, key, "ind",
        equals={
            "ban": {"zero-shot": 0.5, "sendiri": 1.0, "rugi": 0.5},
            "bug": {"zero-shot": 1 / 6, "sendiri": 5 / 9, "rugi": 5 / 9 - 1 / 6},
        },
        note="`tebakan[latih][uji]`: kunci pertama bahasa latih, kunci kedua bahasa uji. Sumbernya tidak ikut.",
    )  # fmt: skip
    expect_returns(
        tabel_pindah, guess, key, "ban",
        equals={
            "ind": {"zero-shot": 1 / 6, "sendiri": 1.0, "rugi": 5 / 6},
            "bug": {"zero-shot": 1.0, "sendiri": 5 / 9, "rugi": 5 / 9 - 1},
        },
        note="Bahasa sumber ialah argumen ketiga; `rugi` boleh negatif.",
    )  # fmt: skip
    expect_returns(
        tabel_pindah, {"ind": {"bjn": [0, 1, 0]}, "bjn": {"bjn": [0, 1, 1]}}, {"bjn": [0, 1, 1]}, "ind",
        equals={"bjn": {"zero-shot": 4 / 9, "sendiri": 2 / 3, "rugi": 2 / 9}},
        note="Selalu `macro_f1(..., 3)`, juga bila satu kelas tidak muncul.",
    )  # fmt: skip


@lesson.check(
    hints=[
        "Mulailah dengan laju 3e-4, batch 16, empat epoch; naikkan epoch bila loss masih sekitar 1,1.",
        "Petakan dahulu: `siap = latih.map(lambda b: tokenizer(b['text'], truncation=True), batched=True)`; lalu "
        "`Trainer(model, TrainingArguments(...), train_dataset=siap, processing_class=tokenizer).train()`.",
        "Kembalikan `model` yang sudah dilatih dengan `return`.",
    ]
)
def melatih(melatih, tokenizer, latih, uji):
    """Latihan 6: model yang belajar dari label yang diberikan, di atas undian."""
    from torch.nn.functional import cross_entropy

    from course_lib.evaluation import macro_f1

    train, test = _rotated(latih), _rotated(uji)
    try:
        model = call(melatih, train)
    except Stopped as stopped:
        # tidak ada token sama sekali; tanpa pengisi, pesannya menyebut `padding`
        if "input_ids" in str(stopped.error) and "padding" not in str(stopped.error):
            raise Wrong(
                "Teksnya belum dijadikan token: `Trainer` hanya menemukan kolom `label`. Petakan dahulu dengan "
                "`latih.map(...)` seperti di bagian 4."
            ) from None
        raise
    if not (hasattr(model, "config") and hasattr(model, "parameters")):
        raise Wrong(
            f"`melatih(latih)` menghasilkan nilai bertipe `{type(model).__name__}`, seharusnya model "
            "transformers. Kembalikan `model` dari fungsi Anda."
        )
    expect_equal("melatih(latih).config.num_labels", model.config.num_labels, 3)
    guesses = call(_logits, model, tokenizer, list(test["text"])).argmax(-1).tolist()
    score = macro_f1(list(test["label"]), guesses, 3)
    if len(set(guesses)) == 1:
        raise Wrong(
            f"Model Anda menjawab kelas {guesses[0]} untuk semua {len(guesses)} ulasan, seperti pembanding. "
            "Apakah sudah dilatih? Lihat loss latihnya: masih sekitar 1,1 berarti laju atau epoch kurang."
        )
    if score < 0.42:
        raise Wrong(
            f"F1 makro model Anda {_comma(score)}; soal meminta paling sedikit 0,42 (undian sekitar 0,33). "
            "Periksa loss latih: masih sekitar 1,1 berarti laju atau epoch kurang. Pemeriksa memutar nomor "
            "labelnya, jadi model harus belajar dari kolom `label` yang diberikan."
        )
    logits = call(_logits, model, tokenizer, list(train["text"]))
    loss = cross_entropy(logits, logits.new_tensor(list(train["label"])).long()).item()
    if loss >= 1:
        raise Wrong(
            f"F1 makro model Anda {_comma(score)}, tetapi loss-nya pada data latih {_comma(loss)}, hampir seperti "
            "menebak sama rata (1,099): model belum belajar, nilainya hanya kebetulan. Naikkan laju atau epoch "
            "sampai loss latih di bawah 1."
        )


def _comma(number):
    return f"{number:.3f}".replace(".", ",")


def _rotated(rows):
    """Baris yang sama dengan nomor label diputar: 0 menjadi 1, 1 menjadi 2, 2 menjadi 0."""
    return rows.map(lambda row: {"label": (row["label"] + 1) % 3})


def _logits(model, tokenizer, texts):
    """Logits setiap teks; model kembali ke keadaannya semula (melatih atau tidak)."""
    import torch

    training = model.training
    model.eval()
    rows = []
    with torch.no_grad():
        for start in range(0, len(texts), 16):
            batch = tokenizer(texts[start : start + 16], padding=True, truncation=True, return_tensors="pt")
            rows.append(model(**batch.to(model.device)).logits.float().cpu())
    model.train(training)
    return torch.cat(rows)
