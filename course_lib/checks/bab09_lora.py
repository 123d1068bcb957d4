"""Pemeriksa latihan Bab 9: LoRA."""

import tempfile

from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab09_lora")


@lesson.check(
    hints=[
        "Semua bobot memerlukan `byte_bobot` byte, juga yang dibekukan.",
        "Setiap bobot yang dilatih menambah satu gradien dan dua momen, masing-masing 4 byte.",
    ]
)
def memori_gb(memori_gb):
    """Latihan 1: memori pelatihan dalam GB."""
    frozen = "Bobot beku pun menempati memori, tetapi tidak punya gradien dan momen."
    half = "Gradien dan momen selalu 4 byte; hanya bobotnya yang `byte_bobot` byte. Jangan dibulatkan."
    cases = [
        ((1e9, 1e9, 4), 16.0, "Pelatihan penuh: 4 + 4 + 8 byte per bobot; 1 GB = 10⁹ byte."),
        ((1e9, 0, 4), 4.0, "Tanpa bobot yang dilatih hanya bobotnya yang dihitung."),
        ((1e9, 5e6, 4), 4.06, frozen),
        ((8e9, 2e7, 2), 16.24, half),
        ((7e9, 4e6, 0.5), 3.548, half),
    ]
    for arguments, value, note in cases:
        expect_returns(memori_gb, *arguments, equals=value, note=note)
    expect_raises(ValueError, memori_gb, 10, 11, 4, note="bila yang dilatih lebih banyak daripada semua bobot")


@lesson.check(
    hints=[
        "LoRA memakai `r * (masuk + keluar)` bilangan; matriks penuh `masuk * keluar`.",
        "Hati-hati dengan kata *kurang dari*: `(masuk * keluar - 1) // (masuk + keluar)`.",
    ]
)
def rank_impas(rank_impas):
    """Latihan 2: rank terbesar yang masih menghemat."""
    less = (
        "Cari rank **terbesar** yang jumlah bobotnya masih **kurang dari** matriks penuh; sama banyak tidak "
        "menghemat. Periksa juga rank sesudah dan sebelum jawaban Anda."
    )
    cases = [((256, 256), 127), ((256, 1024), 204), ((640, 1024), 393), ((4, 4), 1), ((1, 1), 0), ((3, 5), 1), ((6, 3), 1)]
    for arguments, value in cases:
        expect_returns(rank_impas, *arguments, equals=value, note=less)
        expect_type(f"rank_impas{arguments}", call(rank_impas, *arguments), int, "Pakai pembagian bulat `//`.")


def _random(seed, *shapes):
    import torch

    generator = torch.Generator().manual_seed(seed)
    return [torch.randn(*shape, generator=generator) for shape in shapes]


@lesson.check(
    hints=[
        "`x` berisi satu contoh per baris, jadi pakai `x @ W.T`, bukan `W @ x`.",
        "Rank dapat dibaca dari bentuk A: `A.shape[0]`.",
        "`x @ W.T + b + alpha / A.shape[0] * (x @ A.T @ B.T)`",
    ]
)
def maju_lora(maju_lora):
    """Latihan 3: keluaran lapisan dengan LoRA."""
    for seed, (n, masuk, keluar, r, alpha) in enumerate([(2, 3, 4, 1, 1), (5, 6, 6, 2, 8), (1, 4, 7, 3, 5)]):
        x, W, b, A, B = _random(seed, (n, masuk), (keluar, masuk), (keluar,), (r, masuk), (keluar, r))
        before = [t.clone() for t in (x, W, b, A, B)]
        expected = x @ W.T + b + alpha / r * (x @ A.T @ B.T)
        zero = call(maju_lora, x, W, b, A, B * 0, alpha)
        expect_equal("maju_lora dengan B nol", zero, x @ W.T + b, "B nol berarti lapisan asalnya: W dan bias b.")
        seen = call(maju_lora, x, W, b, A, B, alpha)
        note = f"Di sini r = {r} dan alpha = {alpha}; perubahannya dikalikan alpha / r."
        expect_equal("maju_lora(x, W, b, A, B, alpha)", seen, expected, note)
        _untouched(before, (x, W, b, A, B))
        learned = call(maju_lora, x, W, b, A, B.clone().requires_grad_(), alpha)
        if not learned.requires_grad:
            raise Wrong("Keluarannya terputus dari B, sehingga adapter tidak dapat dilatih. Buang `detach` atau `no_grad`.")


def _untouched(before, after):
    if any(not old.equal(new) for old, new in zip(before, after)):
        raise Wrong("Fungsi Anda mengubah salah satu masukannya. Buat tensor baru; jangan memakai `+=` pada masukan.")


@lesson.check(
    hints=[
        "Perubahannya `alpha / r * (B @ A)`; bentuknya sama dengan W.",
        "Hitung dengan `W.float()`, `A.float()`, `B.float()`, lalu kembalikan dengan `.to(W.dtype)`.",
    ]
)
def gabung(gabung):
    """Latihan 4: menggabungkan adapter ke dalam bobot."""
    import torch

    for seed, (masuk, keluar, r, alpha) in enumerate([(3, 5, 1, 2), (6, 4, 2, 2), (8, 8, 4, 10)]):
        W, A, B = _random(seed, (keluar, masuk), (r, masuk), (keluar, r))
        before = [t.clone() for t in (W, A, B)]
        expected = W + alpha / r * (B @ A)
        seen = call(gabung, W, A, B, alpha)
        note = f"Di sini r = {r} dan alpha = {alpha}."
        expect_equal("gabung(W, A, B, alpha)", seen, expected, note)
        _untouched(before, (W, A, B))
    W, A, B = _random(9, (64, 64), (32, 64), (64, 32))
    low = [t.to(torch.bfloat16) for t in (W, A, B)]
    seen = call(gabung, *low, 32)
    expect_equal("tipe hasil untuk W bfloat16", str(getattr(seen, "dtype", None)), "torch.bfloat16", "Pakai `.to(W.dtype)`.")
    exact = (low[0].float() + low[2].float() @ low[1].float()).to(torch.bfloat16)
    if not seen.equal(exact):
        raise Wrong(
            "`gabung` pada bfloat16 membulatkan di tengah jalan. Ubah W, A, dan B menjadi float32 dahulu, "
            "hitung, lalu bulatkan sekali di akhir dengan `.to(W.dtype)`."
        )


def _row(cara, skor, mb, menit):
    return {"cara": cara, "skor": skor, "mb": mb, "menit": menit}


@lesson.check(
    hints=[
        "Saring dahulu yang `mb` dan `menit`-nya tidak melewati batas.",
        "Cari skor terbaik di antara yang tersisa, lalu ambil semua yang selisihnya paling banyak 0.01.",
        "`min(daftar, key=lambda baris: baris[\"mb\"])` mengambil yang pertama bila sama.",
    ]
)
def pilih_cara(pilih_cara):
    """Latihan 5: memilih cara di bawah batas."""
    table = [
        _row("prompt", 0.41, 0, 6), _row("beku", 0.64, 0.02, 3), _row("LoRA", 0.66, 1.5, 40),
        _row("penuh", 0.665, 1072, 90),
    ]  # fmt: skip
    near = "Selisih skor paling banyak 0.01 dianggap sama; di antaranya pilih MB terkecil."
    limit = "Yang tepat sama dengan batas masih boleh."
    cases = [
        ((2000, 100), "LoRA", near), ((2000, 40), "LoRA", limit), ((1.5, 100), "LoRA", limit),
        ((1, 100), "beku", "LoRA memakai 1,5 MB, jadi tidak masuk."), ((2000, 5), "beku", "Batas menit juga berlaku."),
        ((0, 6), "prompt", limit), ((0, 5), None, "Tidak ada yang memenuhi batas: kembalikan None."),
    ]  # fmt: skip
    for order in (table, table[::-1]):
        for arguments, value, note in cases:
            if value == "beku" and call(pilih_cara, [dict(row) for row in order], *arguments) is None:
                raise Wrong(
                    f"Dengan batas {arguments[0]} MB dan {arguments[1]} menit jawaban Anda None, padahal ada cara "
                    "yang memenuhinya. Skor terbaik dicari di antara yang memenuhi batas, bukan di seluruh `tabel`."
                )
            given = [dict(row) for row in order]
            expect_returns(pilih_cara, given, *arguments, equals=value, note=note)
            if given != order:
                raise Wrong("Fungsi Anda mengubah `tabel`. Buat daftar baru, misalnya dengan `sorted(...)`.")
    tie = [_row("a", 0.5, 3, 1), _row("b", 0.505, 3, 1), _row("c", 0.48, 0, 1)]
    expect_returns(pilih_cara, tie, 9, 9, equals="a", note="MB sama: pilih yang lebih dahulu di tabel.")
    chain = [_row("a", 0.700, 9, 1), _row("b", 0.692, 5, 1), _row("c", 0.684, 1, 1)]
    expect_returns(pilih_cara, chain, 9, 9, equals="b", note="Yang setara hanya a dan b, dihitung dari skor terbaik; MB terkecil milik b.")
    far = [_row("a", 0.700, 9, 1), _row("b", 0.688, 1, 1)]
    expect_returns(pilih_cara, far, 9, 9, equals="a", note="Selisih 0,012 lebih dari 0,01.")
    expect_returns(pilih_cara, [], 9, 9, equals=None, note="Tabel kosong.")


@lesson.check(
    hints=[
        "`\"bert.pooler.dense.weight\"` adalah bobot di dalam modul `\"bert.pooler.dense\"`.",
        "`nama.rsplit(\".\", 1)[0]` membuang bagian terakhir; himpunan membuang yang berulang, dan `sorted` menjadikannya daftar lagi.",
        "Berikan daftar modul itu sebagai `modules_to_save`, dan jangan lupa `task_type`, `r`, `lora_alpha`.",
    ]
)
def aturan_lora(aturan_lora):
    """Latihan 6: adapter yang selamat di komputer lain."""
    import torch
    from peft import LoraConfig
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        DistilBertConfig,
        DistilBertForSequenceClassification,
    )

    bert = BertConfig(vocab_size=40, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
                      intermediate_size=24, max_position_embeddings=16, num_labels=3)  # fmt: skip
    distil = DistilBertConfig(vocab_size=40, dim=16, n_layers=1, n_heads=2, hidden_dim=24,
                              max_position_embeddings=16, num_labels=3)  # fmt: skip
    tasks = [
        (BertForSequenceClassification, bert, ["query", "value"], 2,
         ["classifier.bias", "bert.pooler.dense.bias", "bert.pooler.dense.weight", "classifier.weight"]),
        (DistilBertForSequenceClassification, distil, ["q_lin"], 4,
         ["pre_classifier.weight", "pre_classifier.bias", "classifier.weight", "classifier.bias"]),
        (BertForSequenceClassification, bert, ["key"], 1,
         ["classifier.weight", "bert.embeddings.token_type_embeddings.weight", "classifier.bias"]),
    ]  # fmt: skip
    for kind, config, target, r, missing in tasks:
        made = call(aturan_lora, list(target), r, list(missing))
        expect_type("hasil aturan_lora", made, LoraConfig, "Kembalikan `LoraConfig(...)`.")
        expect_equal("r", made.r, r)
        expect_equal("lora_alpha", made.lora_alpha, 2 * r, "Soal meminta dua kali r.")
        expect_equal("task_type", str(getattr(made.task_type, "value", made.task_type)), "SEQ_CLS")
        with torch.random.fork_rng():
            _survives(kind, config, made, target, r, missing)


def _survives(kind, config, made, target, r, missing):
    """Latih sebentar, simpan, muat di atas model yang bagian barunya lain, bandingkan."""
    import copy

    import torch
    from peft import PeftModel, get_peft_model

    torch.manual_seed(1)
    base = kind(config)
    size = base.config.hidden_size
    expected = sum(r * 2 * size for name, _ in base.named_modules() if name.split(".")[-1] in target)
    expected += sum(base.get_parameter(name).numel() for name in missing)
    elsewhere = copy.deepcopy(base)
    for name in missing:
        torch.nn.init.normal_(elsewhere.get_parameter(name), std=0.5)
    model = call(get_peft_model, base, made)
    trained = [p for p in model.parameters() if p.requires_grad]
    ids = torch.arange(24).reshape(4, 6)
    for p in trained:
        torch.nn.init.normal_(p, std=0.3)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            model.save_pretrained(folder)
            there = PeftModel.from_pretrained(elsewhere, folder)
        except KeyError:
            raise Wrong(
                f"Adapter {kind.__name__} tidak dapat dimuat lagi: `modules_to_save` menyebut modul yang terlalu "
                f"besar. Simpan hanya modul yang langsung memuat parameter baru, yaitu {', '.join(missing)}."
            ) from None
    with torch.inference_mode():
        gap = (model.eval()(input_ids=ids).logits - there.eval()(input_ids=ids).logits).abs().max().item()
    if gap > 1e-5:
        raise Wrong(
            f"Sesudah dimuat di komputer lain, keluaran {kind.__name__} bergeser sampai {gap:.2f}. "
            "Ada bagian baru yang tidak ikut tersimpan; lihat `modules_to_save`."
        )
    expect_equal(
        f"banyak bobot yang dilatih pada {kind.__name__}", sum(p.numel() for p in trained), expected,
        "Hanya sasaran dan bagian baru yang boleh dilatih; nama `dense` saja cocok dengan banyak modul.",
    )  # fmt: skip
