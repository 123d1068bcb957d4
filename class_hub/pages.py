"""Halaman kecil di ``/`` untuk orang yang membuka alamat hub di peramban."""

from html import escape

from class_hub.names import TYPES
from class_hub.web import HubHandler

_TITLES = {"models": "Model", "datasets": "Dataset", "spaces": "Space"}
_PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hub kelas</title>
</head>
<body>
<h1>Hub kelas</h1>
<p>Hub kecil untuk kursus Belajar Hugging Face. Pelajaran mengambil model dan dataset dari sini; tidak ada yang perlu Anda lakukan di halaman ini.</p>
{sections}
</body>
</html>
"""


class IndexHandler(HubHandler):
    """``GET /``: nama hub dan daftar repositori, tanpa skrip."""

    def get(self) -> None:
        sections = "\n".join(self._section(kind) for kind in TYPES)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_PAGE.format(sections=sections))

    def _section(self, kind: str) -> str:
        items = "".join(f"<li>{escape(repository.id)}</li>" for repository in self.store.all(kind))
        return f"<h2>{_TITLES[kind]}</h2>\n<ul>{items or '<li>belum ada</li>'}</ul>"
