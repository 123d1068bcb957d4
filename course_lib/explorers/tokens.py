"""Penjelajah token: satu kalimat dipotong beberapa tokenizer, berdampingan."""

from functools import cache

from course_lib.explorers.boxes import LINE_CHARACTERS, MAX_TOKENS
from course_lib.widgets import Explorer

_WORDS = ("#CFE5F5", "#FCE2CF")  # berselang-seling menurut kata, supaya batas kata terlihat
_SPECIAL, _UNKNOWN = "#DDDDDD", "#E8A0A0"
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
    return count, boxes + ([("…", _SPECIAL)] if count > MAX_TOKENS else [])


def _color(tokenizer, text, number, place):
    if number == tokenizer.unk_token_id:
        return _UNKNOWN
    if number in tokenizer.all_special_ids:
        return _SPECIAL
    # Kata ke berapa di teks asli: spasi sebelum akhir token ini dihitung.
    return _WORDS[len(text[: place[1]].split()) % len(_WORDS)]


@cache
def _drawable():
    """Nomor semua huruf yang dapat digambar dengan huruf bawaan matplotlib."""
    from matplotlib import font_manager

    return frozenset(font_manager.get_font(font_manager.findfont("DejaVu Sans Mono")).get_charmap())


def _visible(label):
    """Huruf yang tidak ada di fon ditulis sebagai nomor Unicode-nya."""
    known = _drawable()
    return "".join(c if ord(c) in known else f"‹{ord(c):X}›" for c in label).replace("$", r"\$")


def _lines(boxes):
    """Membagi kotak menjadi baris: daftar (letak mendatar, tulisan, warna)."""
    lines, x = [[]], 0.5
    for label, color in boxes:
        label = _visible(label)
        if lines[-1] and x + len(label) + 2 > LINE_CHARACTERS:
            lines.append([])
            x = 0.5
        lines[-1].append((x, label, color))
        x += len(label) + 2
    return lines


def _figure(text, encoded):
    from matplotlib.figure import Figure

    drawn = {name: (count, _lines(boxes)) for name, (count, boxes) in encoded.items()}
    heights = [0.45 + 0.36 * len(lines) for _, lines in drawn.values()]
    figure = Figure(figsize=(8.6, sum(heights) + 0.6), layout="constrained")
    sentence = _visible(text if len(text) <= LINE_CHARACTERS else text[: LINE_CHARACTERS - 1] + "…")
    figure.suptitle(f"Kalimat: {sentence}", x=0.01, ha="left", fontsize=10)
    grid = figure.add_gridspec(len(drawn), 1, height_ratios=heights)
    for row, (name, (count, lines)) in enumerate(drawn.items()):
        axes = figure.add_subplot(grid[row])
        axes.set_title(f"{name} ({count} token)", fontsize=10, loc="left")
        axes.set(xlim=(0, LINE_CHARACTERS), ylim=(len(lines), 0))
        axes.axis("off")
        for height, line in enumerate(lines):
            for x, label, color in line:
                axes.text(
                    x, height + 0.5, label, family="DejaVu Sans Mono", fontsize=10, va="center",
                    bbox={"boxstyle": "round,pad=0.25", "facecolor": color, "edgecolor": "white"},
                )  # fmt: skip
    return figure
