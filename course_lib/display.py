"""Tabel dan gambar yang tampil sama di Lab, di buku catatan tersimpan, dan di konsol."""

import base64
import io
from collections.abc import Sequence
from html import escape


class Table:
    """Tabel kecil: HTML di Jupyter, kolom rata di konsol.

    Args:
        rows: baris-baris; setiap nilai ditulis dengan ``str``.
        headers: judul kolom, atau kosong untuk tabel tanpa judul.

    Contoh::

        >>> print(Table([("Profil", "mini"), ("Perangkat", "cpu")]))
        Profil     mini
        Perangkat  cpu
    """

    def __init__(self, rows: Sequence[Sequence[object]], headers: Sequence[str] = ()):
        self.rows = [[str(value) for value in row] for row in rows]
        self.headers = list(headers)

    def __repr__(self) -> str:
        lines = ([self.headers] if self.headers else []) + self.rows
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def _repr_html_(self) -> str:
        def line(cells: Sequence[str], tag: str) -> str:
            inside = "".join(
                f'<{tag} style="text-align:left">{escape(cell)}</{tag}>' for cell in cells
            )
            return f"<tr>{inside}</tr>"

        head = line(self.headers, "th") if self.headers else ""
        return f"<table>{head}{''.join(line(row, 'td') for row in self.rows)}</table>"


# Palet Okabe-Ito: terbaca juga oleh pembaca dengan buta warna.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#8C8C8C"
LABEL_COLORS = (ORANGE, GREY, GREEN, BLUE)


def figure_png(figure) -> bytes:
    """Gambar matplotlib sebagai PNG, tanpa jejak waktu sehingga bisa dibandingkan.

    Args:
        figure: ``matplotlib.figure.Figure``.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100, metadata={"Software": None})
    return buffer.getvalue()


def png_text(png: bytes) -> str:
    """PNG sebagai teks base64, seperti yang disimpan di buku catatan."""
    return base64.b64encode(png).decode("ascii")
