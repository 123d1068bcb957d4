"""Penjelajah interaktif: ubah masukan, lihat gambarnya berubah.

Tanpa kernel (di GitHub, di HTML) penjelajah tampil sebagai gambar tersimpan.
"""

from collections.abc import Callable

from course_lib.display import LABEL_COLORS, figure_png, png_text

_MAX_TOKENS = 40
_LINE_CHARACTERS = 88


class Explorer:
    """Beberapa kendali ipywidgets di atas satu gambar.

    Keluarannya satu paket: widget untuk Lab, PNG untuk buku catatan tersimpan,
    dan teks untuk konsol.

    Args:
        controls: nama → widget; nama menjadi argumen ``draw``.
        draw: fungsi yang menerima nilai semua kendali dan mengembalikan
            ``(gambar matplotlib, ringkasan teks)``. ``ValueError`` darinya
            ditampilkan sebagai pesan, gambar lama tetap ada.

    Contoh::

        Explorer({"n": ipywidgets.IntSlider(3, 1, 9)}, draw_bars)
    """

    def __init__(self, controls: dict, draw: Callable):
        import ipywidgets

        self._controls = controls
        self._draw = draw
        figure, self.text = draw(**self.values())
        natural = ipywidgets.Layout(width="auto", max_width="max-content")
        self.image = ipywidgets.Image(value=figure_png(figure), format="png", layout=natural)
        self.message = ipywidgets.HTML("")
        self.box = ipywidgets.VBox([*controls.values(), self.message, self.image])
        for control in controls.values():
            control.observe(self._update, names="value")

    def values(self) -> dict:
        """Nilai semua kendali saat ini."""
        return {name: control.value for name, control in self._controls.items()}

    def _update(self, _change) -> None:
        try:
            figure, self.text = self._draw(**self.values())
        except ValueError as error:
            self.message.value = f"<i>{error}</i>"
            return
        self.message.value = ""
        self.image.value = figure_png(figure)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.box.model_id,
            },
            "image/png": png_text(self.image.value),
            "text/plain": self.text,
        }


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
        f"{len(tokens)} token: {' '.join(tokens[:_MAX_TOKENS])}\n"
        + "\n".join(
            f"{name}: logit {logit:+.2f}, probabilitas {p:.2f}"
            for name, logit, p in zip(labels, logits.tolist(), probabilities.tolist(), strict=True)
        )
        + f"\nJawaban: {best}"
    )
    return _figure(tokens, labels, logits.tolist(), probabilities.tolist()), summary


def _figure(tokens, labels, logits, probabilities):
    from matplotlib.figure import Figure

    lines = _token_lines(tokens)
    figure = Figure(figsize=(8.6, 2.5 + 0.38 * len(lines)), layout="constrained")
    grid = figure.add_gridspec(2, 2, height_ratios=[0.5 + 0.38 * len(lines), 2])
    _draw_tokens(figure.add_subplot(grid[0, :]), lines, len(tokens))
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


def _token_lines(tokens: list[str]) -> list[list[str]]:
    """Membagi token menjadi baris-baris yang muat di gambar."""
    shown = tokens[:_MAX_TOKENS] + (["…"] if len(tokens) > _MAX_TOKENS else [])
    lines, width = [[]], 0
    for token in shown:
        if lines[-1] and width + len(token) + 2 > _LINE_CHARACTERS:
            lines.append([])
            width = 0
        lines[-1].append(token)
        width += len(token) + 2
    return lines


def _draw_tokens(axes, lines: list[list[str]], count: int) -> None:
    axes.set_title(f"1. Token ({count})", fontsize=10, loc="left")
    axes.set_xlim(0, _LINE_CHARACTERS)
    axes.set_ylim(len(lines), 0)
    axes.axis("off")
    for row, line in enumerate(lines):
        x = 0.5
        for token in line:
            special = token.startswith("[") and token.endswith("]")
            axes.text(
                x, row + 0.5, token.replace("$", r"\$"), family="monospace", fontsize=10,
                va="center", bbox={
                    "boxstyle": "round,pad=0.25",
                    "facecolor": "#DDDDDD" if special else "#CFE5F5",
                    "edgecolor": "white",
                },
            )  # fmt: skip
            x += len(token) + 2
