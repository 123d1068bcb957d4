"""Kartu repositori: keterangan YAML di awal ``README.md``."""

import datetime
import math
import re

import yaml

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
MAX_CARD_SIZE = 1024 * 1024
MAX_YAML_LENGTH = 100_000  # pengurai YAML memerlukan sekitar setengah detik untuk ini
_LONGEST_NUMBER = 100


class _PlainLoader(yaml.SafeLoader):
    """YAML tanpa alias: beberapa baris alias dapat mengembang menjadi gigabyte."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias YAML tidak dipakai dalam kartu")
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node):
        if len(node.value) > _LONGEST_NUMBER:
            raise yaml.YAMLError("bilangan terlalu panjang")
        return super().construct_yaml_int(node)


_PlainLoader.add_constructor("tag:yaml.org,2002:int", _PlainLoader.construct_yaml_int)


def front_matter(readme: str) -> str | None:
    """Teks YAML di antara dua baris ``---`` di awal README, atau ``None``."""
    match = _FRONT_MATTER.match(readme)
    return match[1] if match else None


def without_front_matter(readme: str) -> str:
    """Isi kartu sesudah keterangan YAML-nya.

    Contoh::

        without_front_matter("---\\nlicense: mit\\n---\\n# Model")  # "# Model"
    """
    match = _FRONT_MATTER.match(readme)
    return readme[match.end() :].lstrip("\r\n") if match else readme


def parse_yaml(text: str):
    """Isi YAML tanpa alias dan tanpa tipe Python; ``yaml.YAMLError`` jika tidak sah."""
    if len(text) > MAX_YAML_LENGTH:
        raise yaml.YAMLError(f"keterangan lebih panjang dari {MAX_YAML_LENGTH} karakter")
    return yaml.load(text, Loader=_PlainLoader)


def read_card(readme: str) -> dict | None:
    """Keterangan dari awal README, atau ``None`` jika tidak ada atau tidak terbaca.

    Contoh::

        read_card("---\\nlicense: cc-by-sa-4.0\\n---\\n# Model")  # {"license": "cc-by-sa-4.0"}
    """
    text = front_matter(readme)
    if text is None:
        return None
    try:
        data = parse_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return json_ready(data) if isinstance(data, dict) else None


def json_ready(value):
    """Nilai yang selalu dapat dikirim sebagai JSON: tanggal, kunci, dan tak hingga menjadi teks.

    Contoh::

        json_ready({1: float("inf")})  # {"1": "inf"}
    """
    if isinstance(value, dict):
        return {json_ready(str(key)): json_ready(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [json_ready(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value


def values(card: dict, key: str) -> list[str]:
    """Nilai sebuah kunci sebagai daftar teks, baik ditulis tunggal maupun daftar.

    Contoh::

        values({"language": "id"}, "language")  # ["id"]
    """
    found = card.get(key)
    if found is None or isinstance(found, dict):
        return []
    return [str(item) for item in (found if isinstance(found, list) else [found])]
