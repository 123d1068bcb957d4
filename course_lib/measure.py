"""Mengukur dengan adil: pemanasan, giliran yang diselang-seling, ukuran, dan satu gambar.

Dibangun dengan tangan di Bab 10. Waktu sebuah model di satu komputer berubah-ubah menurut
beban, suhu, dan banyak utas; yang dapat dibandingkan hanyalah perbandingan (*rasio*) dua
cara yang diukur bergantian, dalam jalan yang sama, dengan masukan yang sama.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_lib.evaluation import Interval


def time_calls(
    calls: Mapping[str, Callable[[], object]], repeats: int = 7, warmup: int = 2
) -> dict[str, list[float]]:
    """Lama setiap fungsi, diukur bergantian: satu ronde menjalankan semuanya sekali.

    Ronde yang diselang-seling membuat gangguan (program lain, suhu) mengenai semua cara,
    bukan hanya cara yang kebetulan sedang berjalan. Urutannya digeser setiap ronde.

    Args:
        calls: nama ke fungsi tanpa argumen; masukannya harus sama bagi semua.
        repeats: banyak ronde yang dicatat, sedikitnya 1.
        warmup: banyak ronde pemanasan yang tidak dicatat.

    Returns:
        Nama ke daftar detik sepanjang ``repeats``; unsur ke-i semua nama berasal dari
        ronde yang sama.

    Raises:
        ValueError: tidak ada fungsi, atau ``repeats`` kurang dari 1.

    Contoh::

        detik = time_calls({"fp32": lambda: model(**masukan), "int8": lambda: kecil(**masukan)})
    """
    import time

    if not calls:
        raise ValueError("Berikan sedikitnya satu fungsi untuk diukur.")
    if repeats < 1 or warmup < 0:
        raise ValueError(f"`repeats` sedikitnya 1 dan `warmup` tidak negatif, bukan {repeats} dan {warmup}.")
    seconds = {name: [] for name in calls}
    names = list(calls)
    for turn in range(warmup + repeats):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            started = time.perf_counter()
            calls[name]()
            elapsed = time.perf_counter() - started
            if turn >= warmup:
                seconds[name].append(elapsed)
    return seconds


def speedup(baseline: Sequence[float], other: Sequence[float], repeats: int = 2000, seed: int = 42) -> Interval:
    """Berapa kali ``other`` lebih cepat daripada ``baseline``: median rasio setiap ronde.

    Di atas 1 berarti lebih cepat. Selang 95%-nya mengambil ulang ronde (bootstrap), jadi ia
    memuat gangguan di komputer ini, bukan perbedaan antarkomputer.

    Args:
        baseline: detik pembanding setiap ronde, bentuk (n,), dari :func:`time_calls`.
        other: detik cara yang dinilai pada ronde yang sama, bentuk (n,).
        repeats: banyak pengambilan ulang.
        seed: benih acak.

    Raises:
        ValueError: panjang berbeda, kurang dari dua ronde, atau ada detik yang tidak positif.

    Contoh::

        >>> speedup([2.0, 2.2, 2.0, 2.1], [1.0, 1.1, 1.0, 1.05])
        2,000 [2,000; 2,000]
    """
    import numpy as np

    first, second = np.asarray(baseline, dtype=float), np.asarray(other, dtype=float)
    if first.shape != second.shape or first.ndim != 1 or first.size < 2:
        raise ValueError(
            f"Kedua daftar detik harus dari ronde yang sama dan sedikitnya dua; panjangnya {first.size} dan "
            f"{second.size}. Pakai hasil satu panggilan `time_calls`."
        )
    if not (first > 0).all() or not (second > 0).all():
        raise ValueError("Setiap lama harus lebih besar daripada nol.")
    ratios = first / second
    chosen = np.random.default_rng(seed).integers(0, ratios.size, (repeats, ratios.size))
    low, high = np.percentile(np.median(ratios[chosen], axis=1), [2.5, 97.5])
    return Interval(float(np.median(ratios)), float(low), float(high))


@contextmanager
def cpu_threads(count: int):
    """Memakai ``count`` utas CPU untuk PyTorch selama blok ``with``, lalu mengembalikannya.

    Args:
        count: banyak utas, sedikitnya 1.

    Raises:
        ValueError: ``count`` kurang dari 1.

    Contoh::

        with cpu_threads(1):
            detik = time_calls({"fp32": jalankan})
    """
    import torch

    if count < 1:
        raise ValueError(f"Banyak utas sedikitnya 1, bukan {count}.")
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def megabytes(thing) -> float:
    """Ukuran dalam MB (satu juta byte): berkas, folder, atau bobot sebuah model di memori.

    Bobot terkuantisasi dihitung dari isi sesungguhnya (bilangan bulat dan skalanya), dan
    bobot yang dipakai bersama (misalnya embedding dan kepala) dihitung sekali.

    Args:
        thing: jalur berkas atau folder, atau ``torch.nn.Module``.

    Raises:
        FileNotFoundError: jalurnya tidak ada.

    Contoh::

        megabytes("model.onnx")
        megabytes(model)
    """
    if isinstance(thing, (str, Path)):
        path = Path(thing)
        if not path.exists():
            raise FileNotFoundError(f"Tidak ada berkas atau folder {path}.")
        files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files) / 1e6
    storages = {}
    for tensor in (*thing.parameters(), *thing.buffers()):
        for part in _plain_tensors(tensor):
            storage = part.untyped_storage()
            storages[storage.data_ptr()] = storage.nbytes()
    return sum(storages.values()) / 1e6


def _plain_tensors(tensor):
    """Tensor biasa di dalam ``tensor``; bobot torchao menyimpan beberapa di dalamnya."""
    if not hasattr(tensor, "__tensor_flatten__"):
        yield tensor.detach()
        return
    names, _ = tensor.__tensor_flatten__()
    for name in names:
        yield from _plain_tensors(getattr(tensor, name))


@dataclass(frozen=True)
class Method:
    """Satu baris perbandingan.

    Args:
        name: sebutan cara ini, misalnya ``"int8 ONNX"``.
        megabytes: ukuran di cakram, MB.
        speed: berapa kali lebih cepat daripada pembanding (:func:`speedup`).
        quality: ukuran mutu dengan selangnya, misalnya F1 makro.
    """

    name: str
    megabytes: float
    speed: Interval
    quality: Interval


def plot_tradeoff(methods: Sequence[Method], quality: str, note: str, baseline: str = "fp32"):
    """Mutu terhadap ukuran (kiri) dan terhadap kecepatan (kanan), dengan selang 95%.

    Args:
        methods: cara-cara yang dibandingkan; urutannya menentukan nomor pada gambar.
        quality: nama sumbu tegak, misalnya ``"F1 makro"`` atau ``"perplexity"``.
        note: mesin dan tanggal pengukuran, ditulis di bawah gambar.
        baseline: sebutan pembanding kecepatan.

    Returns:
        ``matplotlib.figure.Figure``.

    Raises:
        ValueError: tidak ada cara untuk digambar, atau ``note`` kosong.

    Contoh::

        plot_tradeoff([Method("fp32", 21.6, Interval(1, 1, 1), Interval(0.6, 0.5, 0.7))],
                      "F1 makro", "2 utas CPU, 23 November 2026")
    """
    from matplotlib.figure import Figure

    from course_lib.display import BLUE, GREY

    if not methods:
        raise ValueError("Tidak ada cara untuk digambar.")
    if not note:
        raise ValueError("Tulis mesin dan tanggal pengukurannya di `note`; angka waktu tanpa itu tidak bermakna.")
    figure = Figure(figsize=(8.5, 3.9), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    labels = []
    for number, method in enumerate(methods, start=1):
        color = GREY if method.name == baseline else BLUE
        value = method.quality
        reach = [[value.value - value.low], [value.high - value.value]]
        for axes, place in ((left, method.megabytes), (right, method.speed.value)):
            axes.errorbar(place, value.value, yerr=reach, fmt="o", color=color, capsize=3)
            labels.append((axes, axes.annotate(str(number), (place, value.value), (6, 5), textcoords="offset points")))
        right.plot([method.speed.low, method.speed.high], [value.value] * 2, color=color)
    left.set(xlabel="MB", ylabel=quality, xscale="log")
    right.set(xlabel=f"kali kecepatan {baseline}")
    right.axvline(1, color="black", linewidth=0.8, linestyle="--")
    ticks = [10**power * step for power in range(-1, 5) for step in (1, 2, 5)]
    low, high = left.get_xlim()
    left.set_xticks([tick for tick in ticks if low <= tick <= high])
    left.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", ","))
    left.minorticks_off()
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.canvas.draw()
    seen = []
    for axes, label in labels:
        place = axes.transData.transform(label.xy)
        if any(axes is other and abs(place - near).max() < 14 for other, near in seen):
            label.set_position((6, -13))  # dua titik berdekatan: nomor yang kedua di bawah
        seen.append((axes, place))
    names = "   ".join(f"{number} {method.name}" for number, method in enumerate(methods, start=1))
    figure.supxlabel(f"{names}\n{note}", fontsize=8.5)
    return figure
