"""URL bertanda tangan: izin sekali jalan untuk mengirim atau mengambil satu berkas besar.

Klien mengirim berkas LFS tanpa token. Karena itu URL-nya sendiri memuat izin: siapa,
repositori mana, berkas mana (SHA-256 dan ukuran), dan sampai kapan, dikunci dengan
HMAC-SHA256 (RFC 2104) atas rahasia yang hanya hidup selama hub menyala.
"""

import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

VALID_SECONDS = 3600


class Signer:
    """Menandatangani dan memeriksa sekumpulan medan teks.

    Contoh::

        signer = Signer()
        query = signer.query({"oid": "ab12", "do": "upload"})
        signer.check({"oid": "ab12", "do": "upload", ...})  # True
    """

    def __init__(self, secret: bytes | None = None):
        self._secret = secret or secrets.token_bytes(32)

    def query(self, fields: dict[str, str], *, valid: float = VALID_SECONDS) -> str:
        """Medan-medan itu dengan batas waktu dan tanda tangannya, siap menjadi query URL."""
        signed = fields | {"expires": str(int(time.time() + valid))}
        return urlencode(signed | {"signature": self._sign(signed)})

    def check(self, fields: dict[str, str]) -> bool:
        """Apakah tanda tangan di antara ``fields`` benar dan belum kedaluwarsa."""
        signed = {name: value for name, value in fields.items() if name != "signature"}
        given = fields.get("signature", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._sign(signed).encode("ascii")):
            return False
        return int(signed["expires"]) >= time.time()

    def _sign(self, fields: dict[str, str]) -> str:
        body = json.dumps(sorted(fields.items())).encode("utf-8")
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()
