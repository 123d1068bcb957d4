"""Menerima isi yang panjang: ditulis ke disk sepotong demi sepotong, dan sisanya selalu dibuang."""

from typing import BinaryIO

from tornado.web import stream_request_body

from class_hub.errors import BadRequest, TooLarge
from class_hub.web import HubHandler


@stream_request_body
class ReceivingHandler(HubHandler):
    """Induk penjawab yang menampung isi permintaan di ``draft``."""

    draft: BinaryIO | None = None
    _failure: Exception | None = None
    _body_unread = True

    def prepare(self) -> None:
        super().prepare()
        try:
            self.begin()
        except TooLarge as error:
            # Isinya dibaca sampai habis lalu dibuang: klien membaca jawaban sesudah mengirim.
            self.request.connection.set_max_body_size(self.limits.file)
            self._failure = error
        self._body_unread = False  # sejak sini isinya dibaca sampai habis

    def write_error(self, status_code: int, **details) -> None:
        """Penolakan sebelum isi dibaca menutup sambungan; klien diberi tahu agar tidak memakainya lagi."""
        if self._body_unread:
            self.set_header("Connection", "close")
        super().write_error(status_code, **details)

    def begin(self) -> None:
        """Memeriksa izin dan ukuran sebelum isi pertama tiba, lalu memanggil :meth:`receive`."""
        raise NotImplementedError

    def content_length(self) -> int | None:
        """Panjang isi yang dijanjikan (byte), atau ``None`` jika dikirim berpotongan."""
        text = self.request.headers.get("Content-Length")
        if text is not None and not (text.isascii() and text.isdecimal()):
            raise BadRequest("Content-Length harus bilangan bulat.")
        return None if text is None else int(text[:20])

    def receive(self, draft: BinaryIO, limit: int) -> None:
        """Mulai menampung isi, paling banyak ``limit`` byte."""
        self.request.connection.set_max_body_size(limit)
        self.draft = draft

    def data_received(self, chunk: bytes) -> None:
        """Satu potong isi; galat disk disimpan, karena di sini Tornado memutus tanpa jawaban."""
        self.settings["activity"].touch()
        if self.draft and not self._failure:
            try:
                self.draft.write(chunk)
            except OSError as error:
                self._failure = error

    def complete(self) -> BinaryIO:
        """Isi yang sudah lengkap. Galat: ``TooLarge``, atau ``OSError`` dari disk."""
        if self._failure:
            raise self._failure
        return self.draft

    def discard(self) -> None:
        """Membuang tampungan yang masih terbuka."""
        if self.draft:
            draft, self.draft = self.draft, None
            draft.close()

    def on_finish(self) -> None:
        self.discard()

    def on_connection_close(self) -> None:
        super().on_connection_close()
        self.discard()
