"""Dasar semua halaman: cetakan, kepala keamanan, dan galat yang dibaca orang."""

from pathlib import Path

from class_hub.names import KINDS
from class_hub.pages import addresses, wording
from class_hub.web import HubHandler

TEMPLATES = Path(__file__).with_name("templates")
# Halaman hanya boleh memakai gaya.css dan mengirim formulir ke hub ini sendiri.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'none'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PROBLEMS = {
    400: ("Alamat ini tidak dapat dibaca", "Periksa alamatnya, atau mulai lagi dari halaman depan."),
    403: ("Permintaan ditolak", "Mulai lagi dari halaman depan hub."),
    404: (
        "Halaman ini tidak ada",
        "Periksa ejaan alamatnya, atau cari di bawah ini. Repositori privat hanya terlihat oleh "
        "orang yang boleh membacanya.",
    ),
    500: ("Hub mengalami galat", "Coba sekali lagi. Jika tetap terjadi, beri tahu pengelola hub."),
}


class PageHandler(HubHandler):
    """Induk semua halaman. Semua isi cetakan di-escape kecuali kartu yang sudah disaring."""

    def get_template_path(self) -> str:
        """Folder cetakan halaman."""
        return str(TEMPLATES)

    def get_template_namespace(self) -> dict:
        """Nama yang tersedia di setiap cetakan."""
        extra = {"address": addresses, "wording": wording, "kinds": KINDS}
        return super().get_template_namespace() | extra

    def show(self, template: str, **values) -> None:
        """Menjawab dengan sebuah halaman."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", _POLICY)
        self.render(template, **values)

    def page_size(self, wanted: int) -> int:
        """Banyaknya baris di satu halaman, tidak lebih dari batas hub."""
        return max(1, min(wanted, self.settings["page_size"]))

    def send_problem(self, status: int, message: str, code: str | None = None) -> None:
        """Galat sebagai halaman untuk peramban; klien lain tetap menerima JSON."""
        if "text/html" not in self.request.headers.get("Accept", ""):
            super().send_problem(status, message, code)
            return
        self.set_status(status)
        if code:
            self.set_header("X-Error-Code", code)
        heading, advice = _PROBLEMS.get(status) or _PROBLEMS[403 if status < 500 else 500]
        self.show("problem.html", status=status, heading=heading, message=message, advice=advice)
