"""Penjelajah ambang: geser ambangnya, lihat matriks kebingungan, presisi, dan recall."""

from course_lib.display import BLUE, GREEN, GREY, ORANGE
from course_lib.widgets import Explorer

STEPS = 50  # banyak selang slider di antara skor terkecil dan terbesar


def explore_threshold(labels, scores, threshold: float = 0.5) -> Explorer:
    """Akibat sebuah ambang pada skor dua kelas.

    Args:
        labels: jawaban benar, 0/1 atau ``False``/``True``; bentuk (n,).
        scores: skor kelas 1, makin besar makin condong ke kelas 1; bentuk (n,).
        threshold: ambang pertama. Baris dengan skor sedikitnya ambang ditebak kelas 1.

    Raises:
        ValueError: panjang berbeda, kosong, isinya bukan dua kelas, atau skor bukan bilangan.

    Contoh::

        explore_threshold([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9], 0.5)
    """
    import ipywidgets
    import numpy as np

    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    if labels.ndim != 1 or labels.shape != scores.shape or not labels.size:
        raise ValueError(
            f"Label berbentuk {labels.shape} dan skor {scores.shape}; keduanya harus satu deret sama panjang."
        )
    if set(np.unique(labels).tolist()) != {0, 1}:
        raise ValueError("Label harus memuat dua kelas, 0 dan 1 (atau `False` dan `True`), keduanya ada.")
    if not np.isfinite(scores).all():
        raise ValueError("Ada skor yang bukan bilangan (nan atau tak hingga).")
    positive = labels.astype(bool)
    step = (scores.max() - scores.min()) / STEPS or 0.01
    slider = ipywidgets.FloatSlider(
        value=threshold,
        min=min(float(scores.min()), threshold),
        max=max(float(scores.max()) + step, threshold),
        step=step,
        description="Ambang:",
        readout_format=".3f",
        continuous_update=False,
        layout=ipywidgets.Layout(width="95%"),
    )
    return Explorer({"threshold": slider}, lambda threshold: _draw(positive, scores, threshold))


def counts(positive, scores, threshold: float) -> tuple[int, int, int, int]:
    """Banyaknya (TP, FP, FN, TN) pada sebuah ambang.

    Args:
        positive: larik bool, True untuk kelas 1; bentuk (n,).
        scores: skor kelas 1, bentuk (n,).
        threshold: baris dengan skor sedikitnya ambang ditebak kelas 1.
    """
    guess = scores >= threshold
    return tuple(
        int((mine & truth).sum())
        for mine, truth in ((guess, positive), (guess, ~positive), (~guess, positive), (~guess, ~positive))
    )


def _draw(positive, scores, threshold):
    """Gambar dan ringkasan untuk satu ambang."""
    tp, fp, fn, tn = counts(positive, scores, threshold)
    precision = f"{tp / (tp + fp):.2f}" if tp + fp else "tak terdefinisi"
    summary = (
        f"ambang {threshold:.3f}: TP {tp}, FP {fp}, FN {fn}, TN {tn}\n"
        f"presisi {precision}, recall {tp / (tp + fn):.2f}, "
        f"F1 {2 * tp / (2 * tp + fp + fn):.2f}, akurasi {(tp + tn) / len(scores):.2f}"
    )
    return _figure(positive, scores, threshold, (tp, fp, fn, tn), summary), summary


def _figure(positive, scores, threshold, numbers, summary):
    import numpy as np
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.6, 2.8), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[2, 1])
    bins = np.linspace(min(scores.min(), threshold), max(scores.max(), threshold), 30)
    left.hist(scores[~positive], bins, color=GREY, label="kelas 0")
    left.hist(scores[positive], bins, color=BLUE, alpha=0.8, label="kelas 1")
    left.axvline(threshold, color=ORANGE, linestyle="--", label="ambang")
    left.set(xlabel="skor", ylabel="banyak baris")
    left.legend(frameon=False)
    left.spines[["top", "right"]].set_visible(False)
    tp, fp, fn, tn = numbers
    for (name, value), (x, y), color in zip(
        (("TP", tp), ("FP", fp), ("FN", fn), ("TN", tn)),
        ((0, 1), (0, 0), (1, 1), (1, 0)),
        (GREEN, ORANGE, ORANGE, GREEN),
        strict=True,
    ):
        right.add_patch(_square(x, y, color))
        right.text(x + 0.5, y + 0.5, f"{name}\n{value}", ha="center", va="center", fontsize=13)
    right.set(xlim=(0, 2), ylim=(0, 2), xticks=[0.5, 1.5], yticks=[0.5, 1.5])
    right.set_xticklabels(["ditebak 1", "ditebak 0"])
    right.set_yticklabels(["kelas 0", "kelas 1"])
    right.tick_params(length=0)
    right.set_title(summary.splitlines()[1].split(", F1")[0], fontsize=10)
    return figure


def _square(x, y, color):
    from matplotlib.patches import Rectangle

    return Rectangle((x + 0.02, y + 0.02), 0.96, 0.96, color=color, alpha=0.25)
