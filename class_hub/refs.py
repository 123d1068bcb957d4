"""Cabang dan tag dalam satu berkas ``packed-refs``.

Git membaca berkas ini apa adanya. Dengan satu berkas, nama cabang tidak pernah
menjadi jalur di disk, dan setiap perubahan terjadi dalam satu langkah.
"""

from pathlib import Path

from class_hub import atomic
from class_hub.errors import InvalidName
from class_hub.names import check_ref_name

BRANCH = "refs/heads/"
TAG = "refs/tags/"

_HEADER = "# pack-refs with: peeled fully-peeled sorted \n"


class Refs:
    """Semua ref sebuah repositori, ``{"refs/heads/main": id commit}``."""

    def __init__(self, file: Path):
        self._file = file
        self._targets = self._read()

    def _read(self) -> dict[str, str]:
        if not self._file.is_file():
            return {}
        lines = self._file.read_text(encoding="utf-8").split("\n")
        pairs = (line.split(" ", 1) for line in lines if line and line[0] not in "#^")
        return {name: oid for oid, name in pairs}

    def get(self, name: str) -> str | None:
        """Id commit sebuah ref lengkap, atau ``None``."""
        return self._targets.get(name)

    def under(self, prefix: str) -> dict[str, str]:
        """Ref di bawah ``prefix`` dengan nama pendeknya, terurut.

        Contoh::

            refs.under(BRANCH)  # {"fitur/ejaan": "...", "main": "..."}
        """
        names = sorted(name for name in self._targets if name.startswith(prefix))
        return {name.removeprefix(prefix): self._targets[name] for name in names}

    def set(self, prefix: str, short: str, oid: str) -> None:
        """Memasang cabang (``BRANCH``) atau tag (``TAG``) pada sebuah commit.

        Galat: ``InvalidName``, juga jika namanya menjadi folder bagi nama lain: git
        tidak dapat menyimpan ``fitur`` bersama ``fitur/ejaan``.
        """
        name = prefix + check_ref_name(short)
        if name not in self._targets:
            for other in self._targets:
                if other.startswith(name + "/") or name.startswith(other + "/"):
                    raise InvalidName(f"Nama {short!r} bertabrakan dengan {other.removeprefix(prefix)!r}.")
        self._write({**self._targets, name: oid})

    def remove(self, prefix: str, short: str) -> None:
        """Menghapus cabang atau tag; ``KeyError`` jika tidak ada."""
        targets = dict(self._targets)
        del targets[prefix + short]
        self._write(targets)

    def _write(self, targets: dict[str, str]) -> None:
        lines = [f"{oid} {name}\n" for name, oid in sorted(targets.items())]
        atomic.write_text(self._file, _HEADER + "".join(lines))
        self._targets = targets
