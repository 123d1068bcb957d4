"""Penjelajah token: satu kalimat dipotong beberapa tokenizer, berdampingan."""

from course_lib.explorers.boxes import (
    LINE_CHARACTERS,
    MAX_TOKENS,
    PLAIN,
    SPECIAL,
    box_lines,
    draw_boxes,
    visible,
)
from course_lib.widgets import Explorer

_WORDS = (PLAIN, "#FCE2CF")  # berselang-seling menurut kata, supaya batas kata terlihat
_UNKNOWN = "#E8A0A0"
_CHOICES = {"token": "token", "nomor (id)": "id", "letak huruf (offset)": "letak"}


def explore_tokens(tokenizers: dict, text: str) -> Explorer:
    """Token, nomor, atau letak huruf sebuah kalimat menurut beberapa tokenizer.

    Potongan dari kata yang sama berwarna sama; token khusus abu-abu, token tidak
    dikenal merah.

    Args:
        tokenizers: nama → tokenizer ``transformers``.
        text: kalimat pertama; pembaca dapat menggantinya.

    Contoh::

        explore_tokens({"mini": tokenizer}, "Anak-anak bermain layang-layang.")
    """
    import ipywidgets

    if not tokenizers:
        raise ValueError("Berikan sedikitnya satu tokenizer.")
    field = ipywidgets.Text(
        value=text,
        description="Kalimat:",
        continuous_update=False,
        layout=ipywidgets.Layout(width="95%"),
    )
    shown = ipywidgets.Dropdown(options=_CHOICES, value="token", description="Tampilkan:")
    return Explorer(
        {"text": field, "shown": shown},
        lambda text, shown: _draw(tokenizers, text, shown),
    )


def _draw(tokenizers, text, shown):
    if not text.strip():
        raise ValueError("Tulis sebuah kalimat, lalu tekan Enter.")
    encoded = {name: _boxes(tokenizer, text, shown) for name, tokenizer in tokenizers.items()}
    summary = "\n".join(
        f"{name} ({count} token): {' '.join(label for label, _ in boxes)}"
        for name, (count, boxes) in encoded.items()
    )
    return _figure(text, encoded), summary


def _boxes(tokenizer, text, shown):
    """Banyaknya token, dan pasangan (tulisan, warna) untuk token yang digambar."""
    encoding = tokenizer(text, return_offsets_mapping=True, verbose=False)
    boxes = []
    for token, number, place in list(
        zip(encoding.tokens(), encoding["input_ids"], encoding["offset_mapping"], strict=True)
    )[:MAX_TOKENS]:
        label = {"token": token, "id": str(number), "letak": f"{place[0]}–{place[1]}"}[shown]
        boxes.append((label, _color(tokenizer, text, number, place)))
    count = len(encoding["input_ids"])
    return count, boxes + ([("…", SPECIAL)] if count > MAX_TOKENS else [])


def _color(tokenizer, text, number, place):
    if number == tokenizer.unk_token_id:
        return _UNKNOWN
    if number in tokenizer.all_special_ids:
        return SPECIAL
    # Kata ke berapa di teks asli: spasi sebelum akhir token ini dihitung.
    return _WORDS[len(text[: place[1]].split()) % len(_WORDS)]


def _figure(text, encoded):
    from matplotlib.figure import Figure

    drawn = {name: (count, box_lines(boxes)) for name, (count, boxes) in encoded.items()}
    heights = [0.45 + 0.36 * len(lines) for _, lines in drawn.values()]
    figure = Figure(figsize=(8.6, sum(heights) + 0.6), layout="constrained")
    sentence = visible(text if len(text) <= LINE_CHARACTERS else text[: LINE_CHARACTERS - 1] + "…")
    figure.suptitle(f"Kalimat: {sentence}", x=0.01, ha="left", fontsize=10)
    grid = figure.add_gridspec(len(drawn), 1, height_ratios=heights)
    for row, (name, (count, lines)) in enumerate(drawn.items()):
        draw_boxes(figure.add_subplot(grid[row]), lines, f"{name} ({count} token)")
    return figure
