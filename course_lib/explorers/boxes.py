"""Token sebagai kotak-kotak di sebuah gambar matplotlib."""

from functools import cache

MAX_TOKENS = 40
LINE_CHARACTERS = 88
PLAIN, SPECIAL = "#CFE5F5", "#DDDDDD"


@cache
def _drawable():
    """Nomor semua huruf yang dapat digambar dengan huruf bawaan matplotlib."""
    from matplotlib import font_manager

    return frozenset(font_manager.get_font(font_manager.findfont("DejaVu Sans Mono")).get_charmap())


def visible(label: str) -> str:
    """Tulisan yang dapat digambar: huruf yang tidak ada di fon menjadi nomor Unicode-nya."""
    known = _drawable()
    return "".join(c if ord(c) in known else f"‹{ord(c):X}›" for c in label).replace("$", r"\$")


def box_lines(boxes: list[tuple[str, str]]) -> list[list[tuple[float, str, str]]]:
    """Membagi (tulisan, warna) menjadi baris yang muat: daftar (letak mendatar, tulisan, warna)."""
    lines, x = [[]], 0.5
    for label, color in boxes:
        label = visible(label)
        if lines[-1] and x + len(label) + 2 > LINE_CHARACTERS:
            lines.append([])
            x = 0.5
        lines[-1].append((x, label, color))
        x += len(label) + 2
    return lines


def draw_boxes(axes, lines: list[list[tuple[float, str, str]]], title: str) -> None:
    """Menggambar `lines` (dari `box_lines`) di `axes`."""
    axes.set_title(title, fontsize=10, loc="left")
    axes.set(xlim=(0, LINE_CHARACTERS), ylim=(len(lines), 0))
    axes.axis("off")
    for height, line in enumerate(lines):
        for x, label, color in line:
            axes.text(
                x, height + 0.5, label, family="DejaVu Sans Mono", fontsize=10, va="center",
                bbox={"boxstyle": "round,pad=0.25", "facecolor": color, "edgecolor": "white"},
            )  # fmt: skip
