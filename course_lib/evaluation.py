"""Evaluasi: F1 makro, selang kepercayaan, selisih berpasangan, dan lipatan menurut kelompok.

Semua ini dibangun dengan tangan di Bab 8; pelajaran sesudahnya memakainya dari sini.
Yang diambil ulang atau dibagi selalu *kelompok* (misalnya nomor makna), karena lima
terjemahan satu kalimat bukan lima bukti yang terpisah.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """Sebuah nilai dan selang kepercayaannya.

    Args:
        value: nilai pada data itu sendiri.
        low: batas bawah.
        high: batas atas.

    Contoh::

        >>> Interval(0.8125, 0.74, 0.871)
        0,812 [0,740; 0,871]
        >>> Interval(0.05, -0.02, 0.12).excludes(0)
        False
    """

    value: float
    low: float
    high: float

    def excludes(self, number: float) -> bool:
        """Apakah ``number`` berada di luar selang ini."""
        return not self.low <= number <= self.high

    def __repr__(self) -> str:
        value, low, high = (f"{part:.3f}".replace(".", ",") for part in (self.value, self.low, self.high))
        return f"{value} [{low}; {high}]"


def macro_f1(labels, predictions, classes: int | None = None) -> float:
    """F1 makro: rata-rata F1 semua kelas, setiap kelas sama beratnya.

    Sama dengan ``sklearn.metrics.f1_score(..., average="macro", zero_division=0)``, tetapi
    cukup cepat untuk dihitung ribuan kali dalam bootstrap.

    Args:
        labels: kelas yang benar, bilangan bulat 0, 1, ...; bentuk (n,).
        predictions: kelas yang ditebak, bentuk (n,).
        classes: banyak kelas. Tanpa ini, yang dirata-ratakan hanya kelas yang muncul di
            ``labels`` atau ``predictions``; dengan ini, kelas yang tak muncul dihitung 0.

    Raises:
        ValueError: panjang berbeda, kosong, atau isinya bukan bilangan bulat tak negatif.

    Contoh::

        >>> round(macro_f1([0, 0, 1, 1], [0, 1, 1, 1]), 3)
        0.733
    """
    import numpy as np

    labels, predictions = (_classes(values, np) for values in (labels, predictions))
    if labels.shape != predictions.shape:
        raise ValueError(
            f"Label ada {labels.size}, tebakan ada {predictions.size}. Keduanya harus sama banyak dan seurut."
        )
    size = max(int(labels.max()), int(predictions.max())) + 1
    if classes is not None and size > classes:
        raise ValueError(f"Ada kelas nomor {size - 1}, padahal `classes={classes}`.")
    size = classes or size
    hits = np.bincount(labels[labels == predictions], minlength=size)
    total = np.bincount(labels, minlength=size) + np.bincount(predictions, minlength=size)
    scores = np.divide(2.0 * hits, total, out=np.zeros(size), where=total > 0)
    return float(scores.sum() / (size if classes else np.count_nonzero(total)))


def bootstrap(
    statistic: Callable[..., float], *columns: Sequence, groups: Sequence | None = None,
    repeats: int = 2000, level: float = 0.95, seed: int = 42,
) -> Interval:  # fmt: skip
    """Selang kepercayaan sebuah ukuran dengan bootstrap persentil.

    Baris (atau seluruh kelompok, bila ``groups`` diberikan) diambil ulang dengan
    pengembalian, ukurannya dihitung lagi, dan selangnya dibaca dari sebaran hasilnya.
    Pengambilan ulangnya oleh ``scipy.stats.bootstrap``. Sumber: Efron 1979,
    https://doi.org/10.1214/aos/1176344552.

    Args:
        statistic: fungsi yang menerima larik-larik sepanjang baris terambil dan
            mengembalikan satu bilangan.
        columns: kolom-kolom sama panjang (n,), diambil ulang bersama-sama.
        groups: kelompok tiap baris (n,), misalnya nomor makna; seluruh baris satu
            kelompok ikut atau tidak ikut bersama.
        repeats: banyak pengambilan ulang.
        level: tingkat kepercayaan, antara 0 dan 1.
        seed: benih acak; benih yang sama memberi selang yang sama.

    Raises:
        ValueError: kolom kosong atau berbeda panjang, kelompok kurang dari dua, atau
            ``level`` di luar 0 sampai 1.

    Contoh::

        >>> import numpy as np
        >>> bootstrap(np.mean, [1, 0, 1, 1, 0, 1, 1, 1, 0, 1])
        0,700 [0,400; 1,000]
    """
    import numpy as np
    from scipy import stats

    if not columns:
        raise ValueError("Berikan sedikitnya satu kolom data sesudah `statistic`.")
    arrays = [np.asarray(column) for column in columns]
    names = range(len(arrays[0])) if groups is None else groups
    lengths = [len(array) for array in arrays] + [len(names)]
    if len(set(lengths)) > 1 or not lengths[0]:
        shown = ", ".join(map(str, lengths[:-1])) + (f"; `groups` {lengths[-1]}" if groups is not None else "")
        raise ValueError(f"Semua kolom harus sama panjang dan tidak kosong; panjangnya {shown}.")
    if not 0 < level < 1:
        raise ValueError(f"`level` adalah bilangan antara 0 dan 1, misalnya 0.95, bukan {level}.")
    if repeats < 100:
        raise ValueError(f"`repeats={repeats}` terlalu sedikit untuk membaca batas selang; pakai 1000 atau lebih.")
    _, group = np.unique(np.asarray(names), return_inverse=True)
    rows = np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group))[:-1])
    if len(rows) < 2:
        raise ValueError("Bootstrap memerlukan sedikitnya dua kelompok; di sini hanya ada satu.")

    def measured(chosen) -> float:
        picked = np.concatenate([rows[index] for index in chosen])
        return float(statistic(*(array[picked] for array in arrays)))

    result = stats.bootstrap(
        (np.arange(len(rows)),), measured, vectorized=False, method="percentile",
        n_resamples=repeats, confidence_level=level, rng=np.random.default_rng(seed),
    )  # fmt: skip
    low, high = result.confidence_interval
    return Interval(float(statistic(*arrays)), float(low), float(high))


def paired_difference(
    statistic: Callable[[Sequence, Sequence], float], labels: Sequence, first: Sequence, second: Sequence,
    groups: Sequence | None = None, **options,
) -> Interval:  # fmt: skip
    """Selisih ``statistic(labels, first) - statistic(labels, second)`` dengan selangnya.

    Kedua model dinilai pada baris terambil yang sama, sehingga soal yang sulit bagi
    keduanya tidak melebarkan selang selisihnya.

    Args:
        statistic: ukuran, misalnya :func:`macro_f1`.
        labels: kelas yang benar, bentuk (n,).
        first: tebakan model pertama, bentuk (n,).
        second: tebakan model kedua, bentuk (n,).
        groups: kelompok tiap baris, bentuk (n,).
        options: ``repeats``, ``level``, ``seed`` dari :func:`bootstrap`.

    Raises:
        ValueError: seperti :func:`bootstrap`.

    Contoh::

        >>> paired_difference(macro_f1, [0, 1] * 20, [0, 1] * 20, [0, 1] * 20)
        0,000 [0,000; 0,000]
    """

    def gap(labels, first, second) -> float:
        return statistic(labels, first) - statistic(labels, second)

    return bootstrap(gap, labels, first, second, groups=groups, **options)


def grouped_folds(labels: Sequence, groups: Sequence, folds: int = 5, seed: int = 42) -> list[tuple]:
    """Lipatan validasi silang yang tidak memisahkan baris sekelompok.

    Pembagiannya oleh ``sklearn.model_selection.StratifiedGroupKFold``: perbandingan
    label tiap lipatan dibuat semirip mungkin.

    Args:
        labels: kelas tiap baris, bentuk (n,).
        groups: kelompok tiap baris, bentuk (n,).
        folds: banyak lipatan, sedikitnya 2.
        seed: benih acak pembagian.

    Returns:
        Daftar ``folds`` pasang (nomor baris latih, nomor baris uji).

    Raises:
        ValueError: panjang berbeda, atau kelompok lebih sedikit daripada lipatan.

    Contoh::

        >>> train, test = grouped_folds([0, 1, 0, 1], ["a", "b", "c", "d"], folds=2)[0]
        >>> sorted([*train, *test]) == [0, 1, 2, 3]
        True
    """
    import numpy as np
    from sklearn.model_selection import StratifiedGroupKFold

    labels, groups = np.asarray(labels), np.asarray(groups)
    if len(labels) != len(groups):
        raise ValueError(f"Label ada {len(labels)}, kelompok ada {len(groups)}. Keduanya harus sama banyak.")
    found = len(np.unique(groups))
    if not 2 <= folds <= found:
        raise ValueError(f"`folds={folds}` harus antara 2 dan banyak kelompok, yaitu {found}.")
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    return [(train, test) for train, test in splitter.split(labels, labels, groups)]


def plot_intervals(intervals: Mapping[str, Interval], xlabel: str, reference: float | None = None):
    """Gambar beberapa selang bersusun: titik untuk nilainya, garis untuk selangnya.

    Args:
        intervals: nama ke selang; yang pertama digambar paling atas.
        xlabel: nama sumbu mendatar.
        reference: garis acuan tegak, misalnya 0 untuk selisih. Selang yang memuatnya
            digambar abu-abu.

    Returns:
        ``matplotlib.figure.Figure``.

    Contoh::

        plot_intervals({"TF-IDF": Interval(0.55, 0.45, 0.65)}, "F1 makro")
    """
    from matplotlib.figure import Figure

    from course_lib.display import BLUE, GREY

    if not intervals:
        raise ValueError("Tidak ada selang untuk digambar.")
    figure = Figure(figsize=(7, 0.9 + 0.42 * len(intervals)), layout="constrained")
    axes = figure.subplots()
    for place, interval in enumerate(intervals.values()):
        color = BLUE if reference is None or interval.excludes(reference) else GREY
        axes.plot([interval.low, interval.high], [place, place], color=color, linewidth=2)
        axes.plot(interval.value, place, "o", color=color)
    if reference is not None:
        axes.axvline(reference, color="black", linewidth=0.8, linestyle="--")
    axes.set_yticks(range(len(intervals)), intervals)
    axes.set_ylim(len(intervals) - 0.5, -0.5)
    axes.set_xlabel(xlabel)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _classes(values, np):
    """Larik kelas (n,) bertipe bilangan bulat, atau ValueError yang menyebut masalahnya."""
    array = np.asarray(values)
    whole = array.size and array.ndim == 1 and np.issubdtype(array.dtype, np.integer)
    if not whole or array.min() < 0:
        raise ValueError(
            "Label dan tebakan harus berupa daftar bilangan bulat 0, 1, 2, ... yang tidak kosong; "
            "nama kelas diubah dahulu menjadi nomornya, dan logit dengan `.argmax(-1)`."
        )
    return array
