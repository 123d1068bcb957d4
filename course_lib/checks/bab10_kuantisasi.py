"""Pemeriksa latihan Bab 10: kuantisasi."""

from functools import partial

from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    call_text,
    expect_equal,
    expect_raises,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab10_kuantisasi")


def _random(seed, *shape):
    import torch

    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@lesson.check(
    hints=[
        "Perluas dahulu rentangnya: `bawah = min(x.min(), 0)` dan `atas = max(x.max(), 0)`.",
        "`skala = (atas - bawah) / 255`, `nol = round(-bawah / skala)`, lalu `round(x / skala) + nol`.",
        "Bila `atas` sama dengan `bawah`, pakai skala 1. Jepit dengan `.clamp(0, 255)` sebelum `.to(torch.uint8)`.",
    ]
)
def titik_nol(titik_nol):
    """Latihan 1: kuantisasi titik nol yang aman."""
    import torch

    from course_lib.quantization import quantize_zero_point

    wide = "Rentangnya harus memuat 0: bila semua nilai positif, batas bawahnya 0; bila semua negatif, batas atasnya 0."
    cases = [
        (torch.tensor([-1.0, 0.0, 4.1]), "Skala = (terbesar - terkecil) / 255; nol = bulatkan(-terkecil / skala)."),
        (_random(0, 50).abs() + 3, wide),
        (-_random(1, 50).abs() - 2, wide),
        (torch.nn.functional.gelu(_random(2, 8, 9) * 4), "Contoh ini keluaran GELU, berbentuk (8, 9)."),
        (torch.tensor([-1.0, 0.5, 254.0]), "Skalanya 1; 0,5 dibulatkan menjadi 0 sebelum ditambah nol."),
        (torch.tensor([-255.0, 255.0]), "255 / 2 dibulatkan menjadi 128, ditambah nol 128 menjadi 256: jepit ke 0 sampai 255 sebelum `.to(torch.uint8)`."),
        (torch.zeros(4), "Semua nol: skala 1, dan semua bilangan bulatnya sama dengan nol."),
    ]  # fmt: skip
    for x, note in cases:
        before, expected = x.clone(), quantize_zero_point(x)
        seen = call(titik_nol, x)
        if not x.equal(before):
            raise Wrong("Fungsi Anda mengubah `x`. Buat tensor baru.")
        if not isinstance(seen, (tuple, list)) or len(seen) != 3:
            raise Wrong(f"`{call_text(titik_nol, x)}` seharusnya mengembalikan tiga hal: bulat, skala, nol.")
        integers, scale, zero = seen
        expect_equal("skala", float(scale), expected.scale.item(), note, tolerance=1e-5)
        expect_equal("nol", int(zero), int(expected.zero), note)
        expect_equal("tipe bulat", str(getattr(integers, "dtype", None)), "torch.uint8", "Akhiri dengan `.to(torch.uint8)`.")
        together = torch.round(x / expected.scale + expected.zero).clamp(0, 255).to(torch.uint8)
        if integers.shape == x.shape and integers.equal(together) and not integers.equal(expected.integers):
            raise Wrong("Bulatkan `x / skala` dahulu, baru tambah `nol`: urutannya menentukan nilai yang tepat di tengah.")
        expect_equal("bulat", integers, expected.integers, note)


@lesson.check(
    hints=[
        "`Linear`: baris ke-i menghasilkan keluaran ke-i, jadi skala tiap baris: `amax(dim=1)`.",
        "`Conv1D`: kolom ke-i menghasilkan keluaran ke-i, jadi skala tiap kolom: `amax(dim=0)`.",
        "`quantize_absmax(W, axis=1 if jenis == \"Linear\" else 0).restore()`",
    ]
)
def per_kanal(per_kanal):
    """Latihan 2: satu skala tiap kanal keluaran."""
    from course_lib.quantization import quantize_absmax

    for seed, (shape, odd) in enumerate([((6, 9), 2), ((5, 5), 4), ((12, 3), 0)]):
        for kind, axis in (("Linear", 1), ("Conv1D", 0)):
            W = _random(seed, *shape)
            channel = W[odd] if kind == "Linear" else W[:, min(odd, shape[1] - 1)]
            channel *= 50
            (W[1] if kind == "Linear" else W[:, 1]).zero_()
            before = W.clone()
            note = (
                f"Untuk {kind}, kanal keluaran adalah {'baris' if axis else 'kolom'}; satu kanal di contoh ini 50 kali lebih "
                "besar dan satu kanal lain nol semua (harus tetap nol)."
            )
            expect_equal(f'per_kanal(W, "{kind}")', call(per_kanal, W, kind), quantize_absmax(before, axis=axis).restore(), note)
            if not W.equal(before):
                raise Wrong("Fungsi Anda mengubah `W`. Buat tensor baru.")
    expect_raises(ValueError, per_kanal, _random(0, 2, 2), "Conv2D", note="untuk jenis lain")


@lesson.check(
    hints=[
        "Buat modelnya di dalam `with torch.device(\"meta\"):` dengan `AutoModelForSequenceClassification.from_config(config)`.",
        "Jumlahkan untuk setiap `torch.nn.Linear`: `weight.numel()` byte dan 4 byte untuk setiap baris `weight`.",
        "Bobot selain `weight` milik `Linear` (embedding, bias, normalisasi) memakai 4 byte; akhiri dengan dibagi 1e6.",
    ]
)
def mb_int8(mb_int8):
    """Latihan 3: meramalkan ukuran dari config."""
    from unittest import mock

    import torch
    from transformers import AutoModelForSequenceClassification, BertConfig, DistilBertConfig

    configs = [
        ("BERT kecil", BertConfig(vocab_size=8192, hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
                                  intermediate_size=1024, max_position_embeddings=256, num_labels=3)),
        ("BERT berkosakata besar", BertConfig(vocab_size=90_000, hidden_size=128, num_hidden_layers=1,
                                              num_attention_heads=2, intermediate_size=300)),
        ("DistilBERT", DistilBertConfig(vocab_size=500, dim=96, n_layers=3, n_heads=2, hidden_dim=200, num_labels=5)),
    ]  # fmt: skip
    for name, config in configs:
        with torch.device("meta"):
            model = AutoModelForSequenceClassification.from_config(config)
        weights = [m.weight for m in model.modules() if isinstance(m, torch.nn.Linear)]
        linear, rows = sum(w.numel() for w in weights), sum(len(w) for w in weights)
        expected = (4 * (model.num_parameters() - linear) + linear + 4 * rows) / 1e6
        devices, build = set(), AutoModelForSequenceClassification.from_config

        def watched(*args, build=build, devices=devices, **kwargs):
            made = build(*args, **kwargs)
            devices.add(next(made.parameters()).device.type)
            return made

        with mock.patch.object(AutoModelForSequenceClassification, "from_config", watched):
            seen = call(mb_int8, config)
        parts = f"Parameter {model.num_parameters()}, bobot Linear {linear}, barisnya {rows}. Bias tetap 4 byte; 1 MB = 10⁶ byte."
        expect_type(f"mb_int8 untuk {name}", seen, (int, float))
        expect_equal(f"mb_int8 untuk {name}", float(seen), expected, parts, tolerance=1e-4)
        if devices - {"meta"}:
            raise Wrong(
                "Ukurannya tepat, tetapi modelnya dibuat di memori sungguhan. "
                "Buatlah di dalam `with torch.device(\"meta\"):`, supaya model besar pun dapat diramalkan."
            )


@lesson.check(
    hints=[
        "Bila banyaknya ganjil, tambahkan satu nol di akhir sebelum mengemas.",
        "`geser = (bulat + 8).to(torch.uint8)`, lalu `geser[0::2] << 4 | geser[1::2]`.",
        "`buka` mengurangi 8 sesudah menjadi int8, lalu mengambil `[:banyak]`.",
    ]
)
def empat_bit(kemas, buka):
    """Latihan 4: mengemas dua bilangan dalam satu byte."""
    import torch

    for values in ([-8, 7, 0, -1], [3], list(range(-8, 8)), [5, -5, 1], []):
        given = torch.tensor(values, dtype=torch.int8)
        packed = call(kemas, given.clone())
        expect_equal("tipe hasil kemas", str(getattr(packed, "dtype", None)), "torch.uint8")
        expect_equal(f"banyak byte untuk {len(values)} bilangan", packed.numel(), (len(values) + 1) // 2,
                     "Dua bilangan satu byte; bila ganjil, byte terakhir berisi satu bilangan.")  # fmt: skip
        if values:
            first = (values[0] + 8) << 4
            expect_equal("byte pertama // 16", int(packed[0]) // 16, first // 16,
                         "Bilangan pertama ditambah 8 dan menempati empat bit **atas**.")  # fmt: skip
        opened = call(buka, packed, len(values))
        expect_equal("tipe hasil buka", str(getattr(opened, "dtype", None)), "torch.int8")
        expect_equal(f"buka(kemas({values}), {len(values)})", opened, given, "Bilangannya -8 sampai 7 dan urutannya tetap.")
    packed = torch.tensor([0b00001111, 0b10010000], dtype=torch.uint8)
    expect_equal("buka(byte [15, 144], 3)", call(buka, packed, 3), torch.tensor([-8, 7, 1], dtype=torch.int8),
                 "`buka` hanya melihat bytenya: empat bit atas, lalu empat bit bawah.")  # fmt: skip


class _Clock:
    """Jam palsu: setiap fungsi memajukannya sebanyak biayanya pada ronde itu."""

    def __init__(self, first, second, drift):
        self.now, self.calls = 0.0, []
        self.costs = {"a": first, "b": second}
        self.drift = drift

    def __call__(self):
        return self.now

    def run(self, name):
        turn = self.calls.count(name)
        self.calls.append(name)
        slow = 40 if turn == 0 else 1  # panggilan pertama menyiapkan memori
        disturbance = 3 * len(self.calls) % 7  # naik turun, supaya median rasio jauh dari rasio median
        self.now += self.costs[name] * slow * (1 + self.drift * disturbance)


@lesson.check(
    hints=[
        "Panggil a dan b satu kali masing-masing sebelum mencatat apa pun.",
        "Di dalam satu ronde: ukur a, ukur b, simpan `lama_a / lama_b`.",
        "Kembalikan `statistics.median(rasio)`; waktu diambil dari `jam()`, bukan dari `time`.",
    ]
)
def rasio_adil(rasio_adil):
    """Latihan 5: memperbaiki pengukuran yang keliru."""
    import statistics

    for cost_a, cost_b, drift, rounds in ((4.0, 2.0, 0.0, 5), (3.0, 1.5, 0.3, 6), (1.0, 2.0, 0.3, 1)):
        clock = _Clock(cost_a, cost_b, drift)
        seen = call(rasio_adil, partial(clock.run, "a"), partial(clock.run, "b"), rounds, clock)
        order = "".join(clock.calls)
        wanted = "ab" * (rounds + 1)
        if order != wanted:
            raise Wrong(
                f"Dengan ronde={rounds}, urutan panggilan seharusnya `{wanted}` (satu ronde pemanasan, lalu bergantian), "
                f"fungsi Anda memanggil `{order}`."
            )
        twin = _Clock(cost_a, cost_b, drift)
        ratios = []
        for turn in range(rounds + 1):
            marks = [twin.now]
            for name in "ab":
                twin.run(name)
                marks.append(twin.now)
            if turn:
                ratios.append((marks[1] - marks[0]) / (marks[2] - marks[1]))
        note = "Buang ronde pemanasan, hitung rasio a/b **tiap ronde**, lalu ambil mediannya. Waktu dibaca dengan `jam()`."
        expect_equal("rasio_adil(a, b, ronde, jam)", seen, statistics.median(ratios), note)


def _row(cara, mb, low, value, high, cepat):
    from course_lib.evaluation import Interval

    return {"cara": cara, "mb": mb, "selisih": Interval(value, low, high), "cepat": cepat}


@lesson.check(
    hints=[
        "Syarat mutu memakai batas **bawah** selang: `baris[\"selisih\"].low >= -toleransi`.",
        "Saring dahulu, lalu `min(..., key=lambda baris: (baris[\"mb\"], -baris[\"cepat\"]))`.",
        "Bila tidak ada yang lolos, kembalikan None.",
    ]
)
def pilih_jalur(pilih_jalur):
    """Latihan 6: jalur yang diizinkan."""
    table = [
        _row("fp32", 438, 0.0, 0.0, 0.0, 1.0), _row("bf16", 219, -0.006, -0.001, 0.004, 3.5),
        _row("int8 torchao", 182, -0.015, -0.005, 0.004, 1.8), _row("int8 ONNX", 111, -0.024, -0.008, 0.009, 3.5),
        _row("4 bit", 70, -0.071, -0.040, -0.012, 0.7),
    ]  # fmt: skip
    low = "Yang dipakai batas bawah selang (`.low`), bukan nilainya: kita ingin yakin turunnya tidak lebih dari toleransi."
    edge = "Yang tepat sama dengan batas masih boleh."
    cases = [
        ((0.1, 0.0), "4 bit", "Semua lolos: kembalikan nama (`cara`) yang MB-nya terkecil."),
        ((0.1, 1.0), "int8 ONNX", "4 bit hanya 0,7 kali, jadi terlalu lambat."),
        ((0.02, 1.0), "int8 torchao", low), ((0.024, 1.0), "int8 ONNX", edge), ((0.02, 1.8), "int8 torchao", edge),
        ((0.02, 3.5), "bf16", edge), ((0.0, 1.0), "fp32", edge), ((0.0, 2.0), None, "Tidak ada yang lolos: None."),
    ]  # fmt: skip
    for order in (table, table[::-1]):
        for arguments, value, note in cases:
            given = list(order)
            expect_returns(pilih_jalur, given, *arguments, equals=value, note=note)
            if given != order:
                raise Wrong("Fungsi Anda mengubah `tabel`. Buat daftar baru.")
    better = [_row("fp32", 438, 0.0, 0.0, 0.0, 1.0), _row("int8", 111, 0.03, 0.05, 0.07, 2.0)]
    one_sided = "int8 di sini terbukti lebih baik daripada fp32, jadi lolos: hanya batas bawah yang dibandingkan, tanpa `abs`."
    expect_returns(pilih_jalur, better, 0.02, 1, equals="int8", note=one_sided)
    tie = [_row("a", 100, -0.01, 0, 0.01, 1.5), _row("b", 100, -0.01, 0, 0.01, 2.5)]
    expect_returns(pilih_jalur, tie, 0.02, 1, equals="b", note="MB sama: pilih yang lebih cepat.")
    expect_returns(pilih_jalur, [], 0.02, 1, equals=None, note="Tabel kosong.")
