"""Klien tiruan: banyak sambungan dalam satu proses, tanpa mengurai apa pun yang tidak perlu.

Pembangkit beban yang lambat akan mengukur dirinya sendiri. Di sini setiap klien adalah
satu sambungan dan satu penyangga; ``selectors`` menunggu semuanya sekaligus.
"""

import re
import selectors
import socket
import time
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_BUFFER = 1024 * 1024


@dataclass
class Result:
    """``seconds`` seluruh pengukuran, ``bytes`` isi yang diterima, ``waits`` detik tiap permintaan."""

    seconds: float
    bytes: int
    waits: list[float] = field(repr=False)

    @property
    def megabytes_per_second(self) -> float:
        """Laju isi dalam MB per detik."""
        return self.bytes / 1e6 / self.seconds

    @property
    def per_second(self) -> float:
        """Permintaan per detik."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Milidetik yang tidak dilampaui oleh ``share`` bagian permintaan."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Client:
    """Satu klien yang mengulang permintaan yang sama, selama mungkin di sambungan yang sama."""

    def __init__(self, port: int, path: str):
        self.port = port
        self.request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode("ascii")
        self.head = b""
        self.left = 0
        self.closing = False
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def begin(self, ready: selectors.BaseSelector) -> None:
        """Mengirim permintaan; menyambung lagi bila server menutup sambungan yang lama."""
        self.since = time.perf_counter()
        if self.closing:
            ready.unregister(self.socket)
            self.socket.close()
            self.connect()
            ready.register(self.socket, selectors.EVENT_READ, self)
        self.head, self.left = b"", -1
        self.socket.sendall(self.request)

    def receive(self, buffer: memoryview) -> tuple[int, bool]:
        """(byte isi yang diterima, apakah jawabannya selesai)."""
        count = self.socket.recv_into(buffer)
        if count == 0:
            raise ConnectionError("server memutus sambungan")
        if self.left >= 0:
            self.left -= count
            return count, self.left == 0
        self.head += bytes(buffer[:count])
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return 0, False
        if not self.head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(self.head[:200].decode("latin-1"))
        self.closing = b"\r\nconnection: close" in self.head[:end].lower()
        body = len(self.head) - end - 4
        self.left = int(_LENGTH.search(self.head)[1]) - body
        return body, self.left == 0


def download(port: int, path: str, clients: int, requests: int) -> Result:
    """``requests`` permintaan dibagi di antara ``clients`` sambungan yang berjalan bersamaan."""
    crowd = [_Client(port, path) for _ in range(clients)]
    ready = selectors.DefaultSelector()
    for one in crowd:
        ready.register(one.socket, selectors.EVENT_READ, one)
    buffer = memoryview(bytearray(_BUFFER))
    waiting, total, waits = requests, 0, []
    start = time.perf_counter()
    for one in crowd[:requests]:
        one.begin(ready)
        waiting -= 1
    while len(waits) < requests:
        for key, _ in ready.select():
            one = key.data
            count, done = one.receive(buffer)
            total += count
            if done:
                waits.append(time.perf_counter() - one.since)
                if waiting > 0:
                    waiting -= 1
                    one.begin(ready)
                else:
                    ready.unregister(one.socket)
    seconds = time.perf_counter() - start
    for one in crowd:
        one.socket.close()
    return Result(seconds, total, waits)
