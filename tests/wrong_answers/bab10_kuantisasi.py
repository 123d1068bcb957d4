"""Jawaban keliru untuk latihan Bab 10."""


def _zero_point(x, widen=True, top=255, guard=True, shift=True, clamp=True, dtype=True):
    import torch

    low, high = x.min(), x.max()
    if widen:
        low, high = low.clamp(max=0), high.clamp(min=0)
    scale = (high - low) / top
    if guard and scale == 0:
        scale = torch.ones(())
    zero = torch.round(-low / scale) if shift else torch.zeros(())
    integers = torch.round(x / scale) + zero
    integers = integers.clamp(0, top) if clamp else integers.to(torch.int64)  # 256 menjadi 0
    return (integers.to(torch.uint8) if dtype else integers), scale, zero


def _zero_point_rounded_late(x):
    import torch

    _, scale, zero = _zero_point(x)
    return torch.round(x / scale + zero).clamp(0, 255).to(torch.uint8), scale, zero


def _in_place_zero(x):
    answer = _zero_point(x)
    x -= x.min()
    return answer


def _channel(W, kind, axes=(1, 0), known=("Linear", "Conv1D")):
    from course_lib.quantization import quantize_absmax

    if kind not in known:
        raise ValueError
    return quantize_absmax(W, axis=axes[kind != "Linear"]).restore()


def _channel_nan(W, kind):
    axis = {"Linear": 1, "Conv1D": 0}
    if kind not in axis:
        raise ValueError
    scale = W.abs().amax(axis[kind], keepdim=True) / 127
    return (W / scale).round() * scale


def _channel_in_place(W, kind):
    answer = _channel(W, kind)
    W *= 0
    return answer


def _megabytes(config, other=4, scales=4, bias=False, unit=1e6, embedding_too=False):
    import torch
    from transformers import AutoModelForSequenceClassification

    with torch.device("meta"):
        model = AutoModelForSequenceClassification.from_config(config)
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    linear = sum(m.weight.numel() + (m.bias.numel() if bias else 0) for m in layers)
    if embedding_too:
        linear += model.get_input_embeddings().weight.numel()
    rows = sum(len(m.weight) for m in layers)
    return (other * (model.num_parameters() - linear) + linear + scales * rows) / unit


def _megabytes_in_memory(config):
    import torch
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_config(config)
    weights = [m.weight for m in model.modules() if isinstance(m, torch.nn.Linear)]
    linear, rows = sum(w.numel() for w in weights), sum(len(w) for w in weights)
    return (4 * (model.num_parameters() - linear) + linear + 4 * rows) / 1e6


def _remembering():
    """`buka` tidak membuka apa pun: ia mencari apa yang tadi dikemas."""
    known = {}

    def pack(values):
        packed = _pack(values)
        known[tuple(packed.tolist())] = values
        return packed

    return {"kemas": pack, "buka": lambda byte, banyak: known.get(tuple(byte.tolist()), byte)}


def _pack(values, pad=True, high=True):
    import torch

    shifted = (values + 8).to(torch.uint8)
    if pad and len(shifted) % 2:
        shifted = torch.cat([shifted, shifted.new_zeros(1)])
    first, second = shifted[0::2], shifted[1::2]
    return (first << 4 | second) if high else (second << 4 | first)


def _unpack(packed, count=None, high=True, shift=8, cut=True):
    import torch

    pair = [packed >> 4, packed & 15]
    opened = torch.stack(pair if high else pair[::-1], 1).flatten().to(torch.int8) - shift
    return opened[:count] if cut else opened


def _pair(**changes):
    packing = {k: v for k, v in changes.items() if k in ("pad", "high")}
    opening = {k: v for k, v in changes.items() if k in ("high", "shift", "cut")}
    return lambda: {
        "kemas": lambda bulat: _pack(bulat, **packing),
        "buka": lambda byte, banyak: _unpack(byte, banyak, **opening),
    }


def _no_packing():
    import torch

    return {"kemas": lambda bulat: bulat.to(torch.uint8), "buka": lambda byte, banyak: byte.to(torch.int8)}


def _ratio(a, b, rounds, clock, warm=True, average="median", invert=False):
    import statistics

    ratios = []
    for turn in range(rounds + warm):
        times = []
        for function in (a, b):
            started = clock()
            function()
            times.append(clock() - started)
        if turn >= warm:
            ratios.append(times[1] / times[0] if invert else times[0] / times[1])
    return getattr(statistics, average)(ratios)


def _blocks(a, b, rounds, clock):
    times = {}
    for name, function in (("a", a), ("b", b)):
        started = clock()
        for _ in range(rounds):
            function()
        times[name] = clock() - started
    return times["a"] / times["b"]


def _ratio_of_medians(a, b, rounds, clock):
    import statistics

    times = ([], [])
    for _ in range(rounds + 1):
        for function, kept in zip((a, b), times, strict=True):
            started = clock()
            function()
            kept.append(clock() - started)
    return statistics.median(times[0][1:]) / statistics.median(times[1][1:])


def _counted_warmup(a, b, rounds, clock):
    return _ratio(a, b, rounds + 1, clock, warm=False, average="mean")


def _real_clock(a, b, rounds, clock):
    import time

    return _ratio(a, b, rounds, lambda: time.perf_counter() + 1e-9)


def _path(rows, tolerance, fast, quality=lambda gap: gap.low, strict=False, speed=True, key=None):
    if strict:
        kept = [r for r in rows if quality(r["selisih"]) > -tolerance and r["cepat"] > fast]
    else:
        kept = [r for r in rows if quality(r["selisih"]) >= -tolerance and (not speed or r["cepat"] >= fast)]
    key = key or (lambda r: (r["mb"], -r["cepat"]))
    return min(kept, key=key)["cara"] if kept else None


def _path_sorting(rows, tolerance, fast):
    rows.sort(key=lambda r: r["mb"])
    return _path(rows, tolerance, fast)


def _two_sided(rows, tolerance, fast):
    return _path([r for r in rows if r["selisih"].high <= tolerance], tolerance, fast)


def _row_itself(rows, tolerance, fast):
    name = _path(rows, tolerance, fast)
    return next((r for r in rows if r["cara"] == name), None)


def _strictly_faster(rows, tolerance, fast):
    return _path([r for r in rows if r["cepat"] > fast], tolerance, fast)


def _given(name, answer):
    return lambda: {name: answer}


_ANSWERS = {
    "titik_nol": [
        (lambda x: _zero_point(x, widen=False), "Rentangnya harus memuat 0"),
        (lambda x: _zero_point(x, top=256), "skala"),
        (lambda x: _zero_point(x, guard=False), "Semua nol"),
        (lambda x: _zero_point(x, shift=False), "nol"),
        (lambda x: _zero_point(x, dtype=False), "torch.uint8"),
        (lambda x: _zero_point(x, clamp=False), "jepit ke 0 sampai 255"),
        (lambda x: _zero_point(x)[0], "tiga hal"),
        (_zero_point_rounded_late, "Bulatkan `x / skala` dahulu"),
        (_in_place_zero, "mengubah `x`"),
    ],
    "per_kanal": [
        (lambda W, jenis: _channel(W, jenis, axes=(0, 1)), "kanal keluaran"),
        (lambda W, jenis: _channel(W, jenis, axes=(1, 1)), "kolom"),
        (lambda W, jenis: _channel(W, jenis, axes=(None, None)), "kanal keluaran"),
        (lambda W, jenis: _channel(W, jenis, known=("Linear", "Conv1D", "Conv2D")), "ValueError"),
        (_channel_nan, "nol semua"),
        (_channel_in_place, "mengubah `W`"),
        (lambda W, jenis: W, "kanal keluaran"),
    ],
    "mb_int8": [
        (lambda config: _megabytes(config, other=1), "Parameter 5389315"),
        (lambda config: _megabytes(config, scales=0), "barisnya"),
        (lambda config: _megabytes(config, bias=True), "Bias tetap 4 byte"),
        (lambda config: _megabytes(config, embedding_too=True), "bobot Linear"),
        (lambda config: _megabytes(config, unit=2**20), "10⁶"),
        (_megabytes_in_memory, "torch.device"),
        (lambda config: 11.959055, "BERT berkosakata besar"),
    ],
    "rasio_adil": [
        (_blocks, "urutan panggilan"),
        (lambda a, b, ronde, jam: _ratio(a, b, ronde, jam, warm=False), "urutan panggilan"),
        (_counted_warmup, "pemanasan"),
        (_ratio_of_medians, "**tiap ronde**"),
        (lambda a, b, ronde, jam: _ratio(a, b, ronde, jam, average="mean"), "mediannya"),
        (lambda a, b, ronde, jam: _ratio(a, b, ronde, jam, invert=True), "seharusnya 2"),
        (_real_clock, "`jam()`"),
        (lambda a, b, ronde, jam: 2.0, "urutan panggilan"),
    ],
    "pilih_jalur": [
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, quality=lambda gap: gap.value), "batas bawah"),
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, strict=True), "masih boleh"),
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, speed=False), "terlalu lambat"),
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, quality=lambda gap: -abs(gap.low)), "tanpa `abs`"),
        (_two_sided, "batas bawah"),
        (_row_itself, "nama (`cara`)"),
        (_strictly_faster, "masih boleh"),
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, key=lambda r: -r["cepat"]), "MB-nya terkecil"),
        (lambda tabel, toleransi, cepat: _path(tabel, toleransi, cepat, key=lambda r: r["mb"]), "lebih cepat"),
        (lambda tabel, toleransi, cepat: "fp32", "seharusnya"),
        (_path_sorting, "mengubah `tabel`"),
    ],
}

WRONG = {name: [(_given(name, answer), part) for answer, part in answers] for name, answers in _ANSWERS.items()}
WRONG["empat_bit"] = [
    (_pair(pad=False), "byte terakhir"),
    (_pair(high=False), "empat bit **atas**"),
    (_pair(cut=False), "berbentuk (1,)"),
    (_pair(shift=0), "-8 sampai 7"),
    (_no_packing, "Dua bilangan satu byte"),
    (_remembering, "hanya melihat bytenya"),
]
