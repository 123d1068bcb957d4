"""Alamat repositori: satu rumah di ``[project.urls]``, disalin ke lencana dan tautan.

Alamat lama dikenali dari tautan Colab (``colab.research.google.com/github/PEMILIK/NAMA/``)
dan perintah ``git+https://github.com/PEMILIK/NAMA``; keduanya hanya dipakai untuk
repositori ini sendiri. Setelah dikenali, ``github.com/PEMILIK/NAMA`` di mana pun diganti.
"""

import re
import tomllib
from pathlib import Path

_SLUG = r"([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]*[A-Za-z0-9_-])"
_OWN_LINKS = (
    re.compile(r"colab\.research\.google\.com/github/" + _SLUG),
    re.compile(r"git\+https://github\.com/" + _SLUG),
)
_PAGES = ("README.md", "CONTRIBUTING.md")
_NOTEBOOKS = ("notebooks", "solutions", "exercises")


def slug(project: Path) -> str:
    """``PEMILIK/NAMA`` dari ``[project.urls] Repository``.

    Raises:
        ValueError: alamatnya bukan ``https://github.com/PEMILIK/NAMA``.
    """
    with open(project / "pyproject.toml", "rb") as file:
        address = tomllib.load(file)["project"]["urls"]["Repository"]
    match = re.fullmatch(r"https://github\.com/" + _SLUG, address.removesuffix(".git").rstrip("/"))
    if match is None:
        raise ValueError(
            f"[project.urls] Repository = '{address}' harus berbentuk https://github.com/PEMILIK/NAMA."
        )
    return match.group(1)


def pages(project: Path) -> list[Path]:
    """Berkas yang boleh menyebut alamat repositori."""
    found = [project / name for name in _PAGES if (project / name).exists()]
    for folder in _NOTEBOOKS:
        found += sorted((project / folder).glob("*.ipynb"))
    return found


def rewritten(project: Path) -> dict[Path, str]:
    """Isi baru setiap berkas yang menyebut alamat repositori.

    Contoh::

        for path, text in rewritten(Path(".")).items():
            path.write_text(text, encoding="utf-8", newline="\\n")
    """
    wanted = slug(project)
    texts = {path: path.read_text(encoding="utf-8") for path in pages(project)}
    old = {
        found.removesuffix(".git")
        for text in texts.values()
        for link in _OWN_LINKS
        for found in link.findall(text)
    }
    for name in old - {wanted}:
        exact = re.compile(r"(github(?:\.com|usercontent\.com)?/)" + re.escape(name) + r"(?![A-Za-z0-9_-])")
        texts = {path: exact.sub(rf"\g<1>{wanted}", text) for path, text in texts.items()}
    return texts
