"""Penjelajah klasifikasi: dari kalimat ke token, logits, dan probabilitas."""

from course_lib.display import LABEL_COLORS
from course_lib.explorers.boxes import MAX_TOKENS, PLAIN, SPECIAL, box_lines, draw_boxes
from course_lib.widgets import Explorer


def explore_classifier(classifier, text: str) -> Explorer:
    """Dari kalimat ke token, logits, dan probabilitas.

    Args:
        classifier: ``pipeline("text-classification", ...)``.
        text: kalimat pertama; pembaca dapat menggantinya.

    Contoh::

        explore_classifier(classifier, "Nasinya enak, tetapi mahal.")
    """
    import ipywidgets

    field = ipywidgets.Text(
        value=text,
        description="Kalimat:",
        continuous_update=False,
        layout=ipywidgets.Layout(width="95%"),
    )
    return Explorer({"text": field}, lambda text: _draw_classification(classifier, text))


def _draw_classification(classifier, text: str):
    """Gambar dan ringkasan untuk satu kalimat; logits dan peluang dibulatkan."""
    import torch

    if not text.strip():
        raise ValueError("Tulis sebuah kalimat, lalu tekan Enter.")
    inputs = classifier.tokenizer(text, return_tensors="pt", truncation=True)
    tokens = classifier.tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
    with torch.no_grad():
        logits = classifier.model(**inputs.to(classifier.model.device)).logits[0].float().cpu()
    probabilities = torch.softmax(logits, dim=-1)
    id2label = classifier.model.config.id2label
    labels = [id2label[i] for i in range(len(logits))]
    best = labels[int(probabilities.argmax())]
    summary = (
        f"{len(tokens)} token: {' '.join(tokens[:MAX_TOKENS])}\n"
        + "\n".join(
            f"{name}: logit {logit:+.2f}, probabilitas {p:.2f}"
            for name, logit, p in zip(labels, logits.tolist(), probabilities.tolist(), strict=True)
        )
        + f"\nJawaban: {best}"
    )
    return _figure(tokens, labels, logits.tolist(), probabilities.tolist()), summary


def _color(token):
    return SPECIAL if token.startswith("[") and token.endswith("]") else PLAIN


def _figure(tokens, labels, logits, probabilities):
    from matplotlib.figure import Figure

    shown = tokens[:MAX_TOKENS] + (["…"] if len(tokens) > MAX_TOKENS else [])
    lines = box_lines([(token, _color(token)) for token in shown])
    figure = Figure(figsize=(8.6, 2.5 + 0.38 * len(lines)), layout="constrained")
    grid = figure.add_gridspec(2, 2, height_ratios=[0.5 + 0.38 * len(lines), 2])
    draw_boxes(figure.add_subplot(grid[0, :]), lines, f"1. Token ({len(tokens)})")
    colors = [LABEL_COLORS[i % len(LABEL_COLORS)] for i in range(len(labels))]
    for column, (title, values) in enumerate(
        (("2. Logits (skor mentah)", logits), ("3. Probabilitas (softmax)", probabilities))
    ):
        axes = figure.add_subplot(grid[1, column])
        bars = axes.barh(labels, values, color=colors)
        axes.bar_label(bars, fmt="%.2f", padding=3)
        axes.set_title(title, fontsize=10, loc="left")
        axes.invert_yaxis()
        axes.margins(x=0.25)
        axes.axvline(0, color="black", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
    axes.set(xlim=(0, 1.2), xticks=[0, 0.25, 0.5, 0.75, 1])
    axes.spines["bottom"].set_bounds(0, 1)
    return figure
