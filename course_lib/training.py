"""Alat bantu pelatihan: ukuran untuk ``Trainer`` dan gambar kurva belajarnya."""

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


def plot_learning_curves(log_history: Sequence[Mapping], metric: str = "macro_f1", name: str = "F1 makro"):
    """Kurva belajar dari ``trainer.state.log_history``: loss di kiri, ukuran di kanan.

    Args:
        log_history: daftar catatan ``Trainer``; yang dibaca kunci ``epoch``, ``loss``,
            ``eval_loss``, dan ``eval_<metric>``.
        metric: ukuran validasi, tanpa awalan ``eval_``.
        name: sebutannya pada sumbu tegak.

    Returns:
        ``matplotlib.figure.Figure``.

    Raises:
        ValueError: catatannya tidak memuat evaluasi.

    Contoh::

        plot_learning_curves(trainer.state.log_history)
    """
    from matplotlib.figure import Figure

    from course_lib.display import BLUE, ORANGE

    def points(key: str) -> tuple[list[float], list[float]]:
        chosen = [entry for entry in log_history if key in entry]
        return [entry["epoch"] for entry in chosen], [entry[key] for entry in chosen]

    if not points("eval_loss")[0] or not points(f"eval_{metric}")[0]:
        raise ValueError(
            f"Catatan pelatihan ini tidak memuat `eval_loss` dan `eval_{metric}`. Pakai "
            '`eval_strategy="epoch"` dan `compute_metrics=`, lalu latih lagi.'
        )
    figure = Figure(figsize=(8, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot(*points("loss"), color=BLUE, marker="o", label="latih")
    left.plot(*points("eval_loss"), color=ORANGE, marker="s", linestyle="--", label="validasi")
    left.set_ylabel("loss")
    left.legend(frameon=False)
    right.plot(*points(f"eval_{metric}"), color=ORANGE, marker="s", linestyle="--")
    right.set_ylabel(f"{name} (validasi)")
    right.set_ylim(0, 1)
    for axes in (left, right):
        axes.set_xlabel("epoch")
        axes.spines[["top", "right"]].set_visible(False)
    return figure
