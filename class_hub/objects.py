"""Format objek git: blob, tree, dan commit. Hanya byte dan hash, tanpa disk.

Sebuah objek git adalah ``jenis ukuran\\0isi``, dan namanya adalah SHA-1 dari byte itu.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

_FILE_MODE = b"100644"
_FOLDER_MODE = b"40000"
_PERSON = re.compile(r"(.*) <(.*)> (-?\d+) [+-]\d{4}")


class PathConflict(ValueError):
    """Sebuah jalur dipakai sebagai berkas dan sekaligus sebagai folder."""


class TreeEntry(NamedTuple):
    """Satu baris dalam sebuah tree: nama, id objek, dan apakah ia folder."""

    name: str
    oid: str
    is_folder: bool


@dataclass(frozen=True)
class Person:
    """Penulis sebuah commit."""

    name: str
    email: str


@dataclass(frozen=True)
class Commit:
    """Isi sebuah commit; ``when`` dalam detik sejak 1970 (UTC)."""

    tree: str
    parents: tuple[str, ...]
    author: Person
    when: int
    message: str

    @property
    def title(self) -> str:
        """Baris pertama pesan."""
        return self.message.partition("\n")[0]

    @property
    def description(self) -> str:
        """Pesan sesudah baris pertama."""
        return self.message.partition("\n")[2].strip()

    @property
    def date(self) -> str:
        """Waktu dalam bentuk yang dipakai API Hub, misalnya ``2026-01-31T08:00:00.000Z``."""
        return timestamp(self.when)


def timestamp(seconds: int) -> str:
    """Detik sejak 1970 menjadi waktu ISO 8601 dalam UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def header(kind: str, size: int) -> bytes:
    """Awalan sebuah objek, misalnya ``blob 12\\0``."""
    return f"{kind} {size}\0".encode("ascii")


def object_id(kind: str, body: bytes) -> str:
    """Nama git (40 digit heksadesimal) untuk sebuah objek.

    Contoh::

        object_id("blob", b"")  # 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    return hashlib.sha1(header(kind, len(body)) + body, usedforsecurity=False).hexdigest()


def tree_body(entries: Iterable[TreeEntry]) -> bytes:
    """Byte sebuah tree; git mengurutkan folder seolah-olah namanya berakhir dengan '/'."""

    def git_order(entry: TreeEntry) -> bytes:
        return (entry.name + ("/" if entry.is_folder else "")).encode("utf-8")

    body = bytearray()
    for entry in sorted(entries, key=git_order):
        mode = _FOLDER_MODE if entry.is_folder else _FILE_MODE
        body += mode + b" " + entry.name.encode("utf-8") + b"\0" + bytes.fromhex(entry.oid)
    return bytes(body)


def parse_tree(body: bytes) -> list[TreeEntry]:
    """Kebalikan :func:`tree_body`."""
    entries = []
    position = 0
    while position < len(body):
        space = body.index(b" ", position)
        end = body.index(b"\0", space)
        name = body[space + 1 : end].decode("utf-8")
        oid = body[end + 1 : end + 21].hex()
        entries.append(TreeEntry(name, oid, body[position:space] == _FOLDER_MODE))
        position = end + 21
    return entries


def build_trees(files: Mapping[str, str]) -> tuple[str, dict[str, bytes]]:
    """Menyusun semua tree untuk ``{jalur: id blob}``.

    Mengembalikan id tree akar dan ``{id tree: byte}``. ``PathConflict`` jika sebuah
    jalur sekaligus berkas dan folder.

    Contoh::

        root, trees = build_trees({"README.md": blob, "data/a.csv": blob})
    """
    bodies: dict[str, bytes] = {}

    def build(children: dict) -> str:
        entries = [
            TreeEntry(name, build(child) if isinstance(child, dict) else child, isinstance(child, dict))
            for name, child in children.items()
        ]
        body = tree_body(entries)
        oid = object_id("tree", body)
        bodies[oid] = body
        return oid

    root: dict = {}
    for path, oid in sorted(files.items()):
        *folders, name = path.split("/")
        here = root
        for folder in folders:
            here = here.setdefault(folder, {})
            if not isinstance(here, dict):
                raise PathConflict(f"{path!r} berada di dalam sebuah berkas")
        here[name] = oid
    return build(root), bodies


def commit_body(commit: Commit) -> bytes:
    """Byte sebuah commit; penulis dan pencatatnya sama."""
    person = f"{commit.author.name} <{commit.author.email}> {commit.when} +0000"
    lines = [f"tree {commit.tree}"]
    lines += [f"parent {parent}" for parent in commit.parents]
    lines += [f"author {person}", f"committer {person}", "", commit.message]
    return "\n".join(lines).encode("utf-8")


def parse_commit(body: bytes) -> Commit:
    """Kebalikan :func:`commit_body`; ``ValueError`` jika bukan commit."""
    head, _, message = body.decode("utf-8", "replace").partition("\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        fields.setdefault(key, []).append(value)
    match = _PERSON.fullmatch(fields.get("author", [""])[0])
    if match is None or "tree" not in fields:
        raise ValueError("byte ini bukan commit git")
    name, email, when = match.groups()
    parents = tuple(fields.get("parent", ()))
    return Commit(fields["tree"][0], parents, Person(name, email), int(when), message)
