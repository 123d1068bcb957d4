"""Rangka penjelajah interaktif: ubah masukan, lihat gambarnya berubah.

Tanpa kernel (di GitHub, di HTML) penjelajah tampil sebagai gambar tersimpan.
Penjelajah tiap bab ada di ``course_lib.explorers``.
"""

from collections.abc import Callable

from course_lib.display import figure_png, png_text


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
