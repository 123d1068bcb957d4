"""Halaman web hub untuk orang yang membuka alamatnya di peramban, tanpa JavaScript.

- ``addresses``, ``wording``: alamat halaman; bilangan dan tanggal Indonesia;
- ``base``, ``templates/``: dasar semua halaman dan cetakannya (semua isi di-escape);
- ``markdown``: kartu menjadi HTML yang aman;
- ``front``, ``overview``, ``contents``, ``changes``: halaman-halamannya.

Pola dicocokkan dengan URL mentah, sehingga ``fitur%2Fejaan`` tetap satu ruas. Rute
terakhir menangkap alamat apa pun di luar ``/api`` dan ``resolve``, jadi ``ROUTES``
harus dipasang sesudah rute API.
"""

from class_hub.pages.contents import BlobHandler, CommitsHandler, TreeHandler
from class_hub.pages.front import ConnectHandler, IndexHandler, MissingHandler, StyleHandler
from class_hub.pages.overview import RepositoryHandler

__all__ = ["ROUTES", "IndexHandler"]

_REPO = r"/(?:(datasets|spaces)/)?((?!(?:api|datasets|spaces|hubungkan)/)[^/]+/[^/]+)"

ROUTES: list[tuple[str, type]] = [
    (r"/", IndexHandler),
    (r"/hubungkan/?", ConnectHandler),
    (r"/gaya\.css", StyleHandler),
    (_REPO + r"/tree/([^/]+)(?:/(.*))?", TreeHandler),
    (_REPO + r"/blob/([^/]+)/(.+)", BlobHandler),
    (_REPO + r"/commits/([^/]+)/?", CommitsHandler),
    (_REPO + r"/?", RepositoryHandler),
    (r"/(?!api(?:/|$))(?!.*/resolve/).*", MissingHandler),
]
