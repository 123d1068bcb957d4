"""Alat bantu pelatihan: ukuran untuk ``Trainer`` dan gambar kurva belajarnya."""

import math
from collections.abc import Mapping, Sequence

from course_lib.evaluation import macro_f1


def classification_metrics(prediction) -> dict[str, float]:
    """Akurasi dan F1 makro, untuk ``Trainer(compute_metrics=...)``.

    Args:
        prediction: ``transformers.EvalPrediction``: ``predictions`` logit berbentuk
            (n, kelas), ``label_ids`` kelas yang benar berbentuk (n,).

    Returns:
        ``{"accuracy": ..., "macro_f1": ...}``, masing-masing 0 sampai 1.

    Contoh::

        Trainer(..., compute_metrics=classification_metrics)
    """
    logits, labels = prediction.predictions, prediction.label_ids
    if isinstance(logits, tuple):  # model yang juga mengembalikan keadaan tersembunyi
        logits = logits[0]
    chosen = logits.argmax(axis=-1)
    return {"accuracy": float((chosen == labels).mean()), "macro_f1": macro_f1(labels, chosen, logits.shape[-1])}


def plot_learning_curves(logs, metric: str = "macro_f1", name: str = "F1 makro", classes: int | None = None):
    """Kurva belajar dari ``trainer.state.log_history``: loss di atas, ukuran di bawah.

    Args:
        logs: daftar catatan ``Trainer``, atau kamus judul ke daftar catatan: satu kolom
            gambar per pelatihan, dengan sumbu tegak yang sama. Yang dibaca kunci
            ``epoch``, ``loss``, ``eval_loss``, dan ``eval_<metric>``.
        metric: ukuran validasi, tanpa awalan ``eval_``.
        name: sebutannya pada sumbu tegak.
        classes: banyaknya kelas; bila diisi, loss menebak sama rata, ``log(classes)``,
            digambar sebagai garis titik-titik.

    Returns:
        ``matplotlib.figure.Figure``.

    Raises:
        ValueError: catatannya tidak memuat evaluasi.

    Contoh::

        plot_learning_curves(trainer.state.log_history)
        plot_learning_curves({"laju 0,001": satu, "laju 0,0001": dua}, classes=3)
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    from course_lib.display import BLUE, ORANGE

    logs = logs if isinstance(logs, Mapping) else {"": logs}
    figure = Figure(figsize=(max(4.5, 3.1 * len(logs)), 4.4), layout="constrained")
    rows = figure.subplots(2, len(logs), sharex="col", sharey="row", squeeze=False)
    for title, log, upper, lower in zip(logs, logs.values(), *rows, strict=True):
        if not _points(log, "eval_loss")[0] or not _points(log, f"eval_{metric}")[0]:
            raise ValueError(
                f"Catatan pelatihan ini tidak memuat `eval_loss` dan `eval_{metric}`. Pakai "
                '`eval_strategy="epoch"` dan `compute_metrics=`, lalu latih lagi.'
            )
        upper.plot(*_points(log, "loss"), color=BLUE, marker="o", label="latih")
        upper.plot(*_points(log, "eval_loss"), color=ORANGE, marker="s", linestyle="--", label="validasi")
        if classes:
            upper.axhline(math.log(classes), color="grey", linestyle=":", label="menebak sama rata")
        upper.set_title(title)
        lower.plot(*_points(log, f"eval_{metric}"), color=ORANGE, marker="s", linestyle="--")
        lower.set(xlabel="epoch", ylim=(0, 1))
        lower.xaxis.set_major_locator(MaxNLocator(integer=True))
        for axes in (upper, lower):
            axes.spines[["top", "right"]].set_visible(False)
    rows[0, 0].set_ylabel("loss")
    rows[0, 0].legend(frameon=False)
    rows[1, 0].set_ylabel(f"{name} (validasi)")
    return figure


def _points(log: Sequence[Mapping], key: str) -> tuple[list[float], list[float]]:
    """Epoch dan nilai dari setiap catatan yang memuat ``key``."""
    chosen = [entry for entry in log if key in entry]
    return [entry["epoch"] for entry in chosen], [entry[key] for entry in chosen]
