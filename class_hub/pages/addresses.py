"""Alamat halaman; nama cabang, folder, dan berkas selalu disandikan untuk URL."""

import posixpath
from urllib.parse import quote, unquote, urlencode

from class_hub.repository import Repository

_SAFE_SCHEMES = ("http", "https", "mailto")


def home(repository: Repository) -> str:
    """Halaman depan sebuah repositori, misalnya ``/datasets/mini/ulasan-warung``."""
    prefix = "" if repository.kind == "models" else f"/{repository.kind}"
    return f"{prefix}/{quote(repository.id)}"


def tree(repository: Repository, revision: str, path: str = "") -> str:
    """Halaman isi sebuah folder.

    Contoh::

        tree(repository, "fitur/ejaan", "data uji")  # /mini/bert/tree/fitur%2Fejaan/data%20uji
    """
    return _inside(repository, "tree", revision, path)


def blob(repository: Repository, revision: str, path: str) -> str:
    """Halaman sebuah berkas."""
    return _inside(repository, "blob", revision, path)


def resolve(repository: Repository, revision: str, path: str) -> str:
    """Isi mentah sebuah berkas, untuk diunduh."""
    return _inside(repository, "resolve", revision, path)


def commits(repository: Repository, revision: str, *, start: str = "") -> str:
    """Halaman riwayat; ``start`` adalah commit tempat halaman itu mulai."""
    return _inside(repository, "commits", revision, "") + query(dari=start)


def query(**arguments: str | int) -> str:
    """Parameter URL tanpa yang kosong, dengan tanda tanya di depan jika ada isinya.

    Contoh::

        query(cari="bert mini", jenis="", mulai=20)  # "?cari=bert+mini&mulai=20"
    """
    filled = {name: value for name, value in arguments.items() if value}
    return f"?{urlencode(filled)}" if filled else ""


def is_allowed(url: str) -> bool:
    """Apakah tautan dari kartu boleh dipasang: http, https, mailto, relatif, atau ``#bagian``."""
    before_path = url.strip().replace("?", "/").replace("#", "/").partition("/")[0]
    scheme, colon, _ = before_path.partition(":")
    if colon:
        return scheme.lower() in _SAFE_SCHEMES
    return not url.strip().replace("\\", "/").startswith("//")


def from_card(repository: Repository, revision: str, url: str) -> str:
    """Tautan dari kartu (yang lolos :func:`is_allowed`) menjadi alamat di hub ini.

    Tautan relatif menuju halaman berkas; ``..`` tidak pernah keluar dari repositori.
    """
    url = url.strip()
    if url.startswith("#"):
        return "#" + heading_id(unquote(url[1:]))
    if url.startswith("/") or ":" in url.partition("/")[0].partition("?")[0].partition("#")[0]:
        return url
    path, hash_sign, fragment = url.partition("#")
    path = unquote(path.partition("?")[0])
    inside = posixpath.normpath("/" + path).strip("/")
    target = blob(repository, revision, inside) if inside else home(repository)
    return target + (hash_sign + quote(unquote(fragment), safe="") if fragment else "")


def heading_id(text: str) -> str:
    """Id sebuah judul kartu, seperti di GitHub; awalannya memisahkannya dari id milik hub."""
    words = "".join(char for char in text.lower() if char.isalnum() or char in " -_")
    return "kartu-" + words.strip().replace(" ", "-")


def _inside(repository: Repository, page: str, revision: str, path: str) -> str:
    slash = "/" if path else ""
    return f"{home(repository)}/{page}/{quote(revision, safe='')}{slash}{quote(path)}"
