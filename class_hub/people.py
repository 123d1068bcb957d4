"""Orang yang mengenal hub ini: nama, peran, dan sidik tokennya.

::

    GUDANG/people.json   {"rani": {"role": "siswa", "token": sha256, "created": detik}}

Token hanya ditampilkan sekali, ketika dibuat; gudang menyimpan SHA-256-nya. Token
acak 160 bit tidak dapat ditebak dari sidiknya, jadi tidak perlu garam.
"""

import hashlib
import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from class_hub import atomic
from class_hub.errors import HubError, InvalidName
from class_hub.names import ADDRESSES, TYPES, check_repo_id
from class_hub.objects import Person

ROLES = {
    "guru": "membaca semuanya dan menulis di mana saja",
    "siswa": "menulis di ruang namanya sendiri",
    "tamu": "hanya membaca",
}
TOKEN_PREFIX = "kelas_"
# Nama yang dipakai hub sendiri atau isi awalnya.
RESERVED = ADDRESSES | {"mini", "evaluate-metric", "paket"}

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True)
class Account:
    """Seseorang dengan token yang sah."""

    name: str
    role: str

    @property
    def author(self) -> Person:
        """Penulis untuk commit yang dibuat orang ini."""
        return Person(self.name, f"{self.name}@hub-kelas.invalid")


def check_account_name(name: str, *, reserved: bool = False) -> str:
    """Mengembalikan ``name`` jika dapat menjadi ruang nama; selain itu ``InvalidName``.

    Nama dalam :data:`RESERVED` hanya boleh dengan ``reserved``.

    Contoh::

        check_account_name("rani-7b")
    """
    if len(name) > 39 or not _NAME.fullmatch(name) or (name in RESERVED and not reserved):
        raise InvalidName(
            f"Nama {name!r} tidak dapat dipakai. Pakai huruf kecil, angka, dan '-', paling banyak 39 "
            f"karakter, dan bukan salah satu dari: {', '.join(sorted(RESERVED))}."
        )
    check_repo_id(f"{name}/x")
    return name


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


class People:
    """Daftar orang di ``people.json``; dibaca ulang ketika proses lain mengubahnya.

    Contoh::

        people = People(Path("gudang"))
        token = people.add("rani", "siswa")
        people.by_token(token)  # Account(name='rani', role='siswa')
    """

    def __init__(self, store: Path):
        self._store = store
        self._file = store / "people.json"
        self._seen: tuple[int, int] | None = None
        self._entries: dict[str, dict] = {}
        self._accounts: dict[str, Account] = {}

    def add(self, name: str, role: str = "siswa", *, reserved: bool = False) -> str:
        """Menambah orang, atau mengganti token dan perannya; mengembalikan token baru.

        Token lama orang itu langsung tidak berlaku. ``reserved`` mengizinkan ruang nama milik
        kursus sendiri. Galat: ``InvalidName``,
        ``HubError`` (peran tidak dikenal, atau ruang namanya sudah dipakai).
        """
        check_account_name(name, reserved=reserved)
        if role not in ROLES:
            raise HubError(f"Peran {role!r} tidak dikenal. Pilih: {', '.join(ROLES)}.")
        token = TOKEN_PREFIX + secrets.token_hex(20)
        self._store.mkdir(parents=True, exist_ok=True)
        with FileLock(self._store / "people.lock", timeout=10):
            entries = dict(self._read())
            if name not in entries and not reserved and self._has_repositories(name):
                raise HubError(f"Ruang nama {name!r} sudah berisi repositori milik hub. Pilih nama lain.")
            entries[name] = {"role": role, "token": _fingerprint(token), "created": int(time.time())}
            self._write(entries)
        return token

    def remove(self, name: str) -> None:
        """Mencabut token seseorang; repositorinya tetap ada. Galat: ``HubError``."""
        with FileLock(self._store / "people.lock", timeout=10):
            entries = dict(self._read())
            if not entries.get(name, {}).get("token"):
                raise HubError(f"Tidak ada token yang berlaku untuk {name!r} di hub ini.")
            # Nama itu tetap terdaftar tanpa token, agar ruang namanya tidak diambil orang lain.
            self._write(entries | {name: {"role": "tamu", "token": "", "created": int(time.time())}})

    def all(self) -> list[Account]:
        """Semua orang yang tokennya berlaku, terurut menurut nama."""
        return [
            Account(name, entry["role"]) for name, entry in sorted(self._read().items()) if entry["token"]
        ]

    def by_token(self, token: str) -> Account | None:
        """Orang pemilik token, atau ``None``."""
        self._read()
        return self._accounts.get(_fingerprint(token))

    def by_name(self, name: str) -> Account | None:
        """Orang bernama itu, atau ``None`` jika tidak ada atau tokennya dicabut."""
        entry = self._read().get(name)
        return Account(name, entry["role"]) if entry and entry["token"] else None

    def _has_repositories(self, name: str) -> bool:
        return any((self._store / "repos" / kind / name).is_dir() for kind in TYPES)

    def _read(self) -> dict[str, dict]:
        """Isi berkas; dibaca lagi hanya jika ukuran atau waktunya berubah."""
        try:
            facts = self._file.stat()
        except FileNotFoundError:
            self._seen, self._entries, self._accounts = None, {}, {}
            return self._entries
        mark = (facts.st_mtime_ns, facts.st_size)
        if mark != self._seen:
            try:
                entries = json.loads(self._file.read_text(encoding="utf-8"))
                accounts = {
                    entry["token"]: Account(name, entry["role"])
                    for name, entry in entries.items()
                    if entry["token"]
                }
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise HubError(
                    f"Daftar orang di {self._file} rusak. Pindahkan berkas itu, lalu buat token baru "
                    "untuk setiap orang."
                ) from error
            self._seen, self._entries, self._accounts = mark, entries, accounts
        return self._entries

    def _write(self, entries: dict[str, dict]) -> None:
        atomic.write_text(self._file, json.dumps(entries, indent=1), private=True)
        self._seen = None
