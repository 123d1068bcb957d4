"""Kotak kecil untuk hasil pemeriksaan: teks di konsol, HTML di Jupyter."""

import html
import re
import sys
from dataclasses import dataclass, field

COLOURS = {
    "benar": "#2e7d32",
    "belum tepat": "#b26a00",
    "belum dikerjakan": "#546e7a",
    "galat": "#c62828",
    "pemeriksa bermasalah": "#6a1b9a",
}
NEUTRAL = "#1565c0"


def in_notebook():
    """Kembalikan shell IPython yang sedang berjalan, atau None di Python biasa."""
    if "IPython" not in sys.modules:
        return None
    return sys.modules["IPython"].get_ipython()


@dataclass(eq=False)
class Panel:
    """Satu pesan: `label` (ditulis tebal), `message`, dan `code` bila ada.

    Kata pada label membawa arti; warna hanya menemaninya.

    Contoh::

        >>> Panel("petunjuk", "Urutkan dahulu datanya.")
        [petunjuk] Urutkan dahulu datanya.
    """

    label: str
    message: str
    code: str = ""
    _shown_in: int | None = field(default=None, init=False, repr=False)

    def __repr__(self):
        text = f"[{self.label}] {self.message}"
        return f"{text}\n\n{self.code}" if self.code else text

    def _repr_html_(self):
        colour = COLOURS.get(self.label, NEUTRAL)
        message = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(self.message, quote=False))
        message = message.replace("\n", "<br>")
        code = f"<pre>{html.escape(self.code, quote=False)}</pre>" if self.code else ""
        return (
            f'<div style="border-left: 5px solid {colour}; padding: 0.4em 0.8em;">'
            f"<strong>{html.escape(self.label.capitalize())}.</strong> {message}{code}</div>"
        )

    def show(self):
        """Tampilkan sekarang juga di Jupyter, sekalipun bukan baris terakhir sebuah sel."""
        if in_notebook() is not None:
            self._ipython_display_()
        return self

    def _ipython_display_(self):
        shell = in_notebook()
        if shell is not None:
            if self._shown_in == shell.execution_count:
                return  # sudah tampil oleh show() di sel yang sama
            self._shown_in = shell.execution_count
        from IPython.display import display

        display({"text/plain": repr(self), "text/html": self._repr_html_()}, raw=True)


@dataclass(eq=False, repr=False)
class Outcome(Panel):
    """Hasil satu pemeriksaan; `status` sama dengan label panelnya.

    Status: "benar", "belum tepat", "belum dikerjakan", "galat" (kode pembaca berhenti),
    atau "pemeriksa bermasalah" (kesalahan kursus, bukan pembaca).
    """

    @property
    def status(self):
        """Salah satu dari lima status di atas."""
        return self.label
