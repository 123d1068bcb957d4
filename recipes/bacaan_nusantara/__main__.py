"""Menyusun ``mini/bacaan-nusantara`` dari folder ``naskah``.

Pakai::

    python -m recipes.bacaan_nusantara

Kedua konfigurasinya parquet, karena ``load_dataset`` memakai satu pembaca untuk semua
konfigurasi sebuah repositori. Isi konfigurasi ``naskah`` ditulis sekali lagi sebagai JSONL
untuk pelajaran tentang memuat berkas sendiri.
"""

import json
from pathlib import Path

from recipes.bacaan_nusantara.card import render
from recipes.bacaan_nusantara.manuscripts import Manuscript, read_all, shards, split

TARGET = Path(__file__).parents[2] / "class_hub/seed/datasets/mini/bacaan-nusantara"
SHARDS = {"train": 3, "validation": 1}
COLUMNS = {"id": "string", "judul": "string", "jenis": "string", "paragraf": "int32", "teks": "string"}


def write_parquet(rows: list[dict], path: Path) -> None:
    """Menulis ``rows`` sebagai satu berkas parquet dengan tipe menurut ``COLUMNS``."""
    from datasets import Dataset, Features, Value

    features = Features({name: Value(COLUMNS[name]) for name in rows[0]})
    Dataset.from_list(rows, features=features).to_parquet(path)
    print(f"{path.parent.name}/{path.name}: {len(rows)} baris")


def write_jsonl(rows: list[dict], path: Path) -> None:
    """Menulis ``rows`` sebagai JSONL: satu objek JSON per baris."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{path.parent.name}/{path.name}: {len(rows)} baris")


def write_split(name: str, manuscripts: list[Manuscript], target: Path) -> None:
    """Menulis semua berkas satu bagian (``train`` atau ``validation``)."""
    count = SHARDS[name]
    for number, part in enumerate(shards(manuscripts, count)):
        rows = [row for manuscript in part for row in manuscript.rows()]
        write_parquet(rows, target / "paragraf" / f"{name}-{number:05}-of-{count:05}.parquet")
    whole = [manuscript.row() for manuscript in manuscripts]
    write_parquet(whole, target / "naskah" / f"{name}-00000-of-00001.parquet")
    write_jsonl(whole, target / "naskah" / f"{name}.jsonl")


def build(target: Path = TARGET) -> None:
    """Menulis kedua konfigurasi dan kartunya di bawah ``target``."""
    splits = split(read_all())
    for configuration in ("paragraf", "naskah"):
        (target / configuration).mkdir(parents=True, exist_ok=True)
    for name, manuscripts in splits.items():
        write_split(name, manuscripts, target)
    (target / "README.md").write_text(render(splits), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build()
