"""Membaca folder ``naskah``: satu berkas teks per naskah, bernama ``jenis-slug.txt``.

Baris pertama berkas ialah judulnya. Sesudah satu baris kosong menyusul paragraf-paragraf
yang dipisahkan satu baris kosong; satu paragraf tidak pernah berganti baris.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("naskah")
KINDS = {
    "cerita": "cerita rakyat yang diceritakan ulang",
    "dialog": "percakapan dengan warna daerah",
    "panduan": "petunjuk mengerjakan sesuatu",
    "penjelasan": "penjelasan tentang alam, bahasa, dan benda sehari-hari",
}
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Manuscript(NamedTuple):
    """Satu naskah: nama berkas tanpa akhiran, jenis, judul, dan paragrafnya."""

    slug: str
    kind: str
    title: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """Seluruh isi naskah tanpa judul; paragraf dipisahkan satu baris kosong."""
        return "\n\n".join(self.paragraphs)

    def row(self) -> dict:
        """Naskah utuh sebagai satu baris dataset."""
        return {"judul": self.title, "jenis": self.kind, "teks": self.text}

    def rows(self) -> list[dict]:
        """Satu baris dataset per paragraf."""
        return [
            {
                "id": f"{self.slug}-{number:03}",
                "judul": self.title,
                "jenis": self.kind,
                "paragraf": number,
                "teks": paragraph,
            }
            for number, paragraph in enumerate(self.paragraphs, start=1)
        ]


def words(text: str) -> list[str]:
    """Kata-kata di dalam ``text`` dalam huruf kecil; kata ulang dihitung satu.

    Contoh::

        >>> words("Anak-anak makan 2 pisang.")
        ['anak-anak', 'makan', '2', 'pisang']
    """
    return _WORD.findall(text.casefold())


def read(path: Path) -> Manuscript:
    """Membaca satu naskah dan menolak berkas yang susunannya keliru."""
    kind, _, rest = path.stem.partition("-")
    if kind not in KINDS or not rest:
        raise ValueError(f"{path.name}: nama berkas harus jenis-slug.txt, dengan jenis {', '.join(KINDS)}")
    title, *paragraphs = path.read_text(encoding="utf-8").removesuffix("\n").split("\n\n")
    for part in (title, *paragraphs):
        if not part or part != part.strip() or "\n" in part:
            raise ValueError(
                f"{path.name}: judul dan paragraf harus satu baris, dipisahkan satu baris kosong"
            )
    if not paragraphs:
        raise ValueError(f"{path.name}: naskah tidak berisi paragraf")
    return Manuscript(path.stem, kind, title, paragraphs)


def read_all(folder: Path = FOLDER) -> list[Manuscript]:
    """Semua naskah, urut menurut nama berkas."""
    return [read(path) for path in sorted(folder.glob("*.txt"))]


def split(manuscripts: list[Manuscript]) -> dict[str, list[Manuscript]]:
    """Membagi naskah: yang terakhir dari setiap jenis menjadi ``validation``."""
    last = {manuscript.kind: manuscript.slug for manuscript in manuscripts}
    held = set(last.values())
    return {
        "train": [manuscript for manuscript in manuscripts if manuscript.slug not in held],
        "validation": [manuscript for manuscript in manuscripts if manuscript.slug in held],
    }


def shards(manuscripts: list[Manuscript], count: int) -> list[list[Manuscript]]:
    """Membagi naskah utuh ke ``count`` pecahan berurutan yang kira-kira sama panjang."""
    total = sum(len(manuscript.paragraphs) for manuscript in manuscripts)
    parts: list[list[Manuscript]] = [[] for _ in range(count)]
    seen = 0
    for manuscript in manuscripts:
        middle = seen + len(manuscript.paragraphs) / 2
        parts[min(count - 1, int(count * middle / total))].append(manuscript)
        seen += len(manuscript.paragraphs)
    return parts
