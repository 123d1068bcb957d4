"""Token sebagai kotak-kotak di sebuah gambar matplotlib."""

MAX_TOKENS = 40
LINE_CHARACTERS = 88


def token_lines(tokens: list[str]) -> list[list[str]]:
    """Membagi token menjadi baris-baris yang muat di gambar."""
    shown = tokens[:MAX_TOKENS] + (["…"] if len(tokens) > MAX_TOKENS else [])
    lines, width = [[]], 0
    for token in shown:
        if lines[-1] and width + len(token) + 2 > LINE_CHARACTERS:
            lines.append([])
            width = 0
        lines[-1].append(token)
        width += len(token) + 2
    return lines


def draw_tokens(axes, lines: list[list[str]], count: int) -> None:
    """Menggambar `lines` (dari `token_lines`) di `axes`; `count` banyaknya token seluruhnya."""
    axes.set_title(f"1. Token ({count})", fontsize=10, loc="left")
    axes.set_xlim(0, LINE_CHARACTERS)
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
