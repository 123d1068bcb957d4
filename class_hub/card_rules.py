"""Memeriksa keterangan YAML sebuah kartu sebelum diunggah: kesalahan dan saran.

Aturannya lebih sedikit daripada huggingface.co, tetapi tidak ada yang lebih ketat:
kartu yang diterima huggingface.co diterima juga di sini.
"""

import re

import yaml

from class_hub.card import front_matter, parse_yaml

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*|code|multilingual")
_LICENCE = re.compile(r"[a-z0-9][a-z0-9.+-]*")
_SDKS = ("gradio", "streamlit", "docker", "static")


def examine(content: str, repo_type: str) -> tuple[list[str], list[str]]:
    """``(kesalahan, saran)`` untuk isi README; tanpa kesalahan berarti boleh diunggah.

    Contoh::

        examine("---\\nlicense: mit\\n---\\n# Model", "model")  # ([], ['Isi ...'])
    """
    text = front_matter(content)
    if text is None:
        return [], ["README belum punya keterangan YAML di antara dua baris '---'."]
    try:
        data = parse_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" di sekitar baris {where.line + 2}" if where else ""
        return [f"Keterangan YAML tidak dapat dibaca{line}: {getattr(error, 'problem', None) or error}."], []
    if data is None:
        return [], ["Keterangan YAML di README kosong."]
    if not isinstance(data, dict):
        return ["Keterangan YAML harus berupa pasangan 'kunci: nilai'."], []
    errors = [
        *_each(data, "language", _LANGUAGE, "kode bahasa ISO 639, misalnya id, jv, atau su"),
        *_each(data, "license", _LICENCE, "id lisensi huruf kecil, misalnya mit atau cc-by-sa-4.0"),
        *_lists_of_text(data),
    ]
    if "model-index" in data and not isinstance(data["model-index"], list):
        errors.append("'model-index' harus daftar.")
    if repo_type == "space" and data.get("sdk") not in _SDKS:
        errors.append(f"Space memerlukan 'sdk', salah satu dari: {', '.join(_SDKS)}.")
    wanted = {} if repo_type == "space" else {"license": "lisensi", "language": "bahasa"}
    missing = [f"'{key}' ({name})" for key, name in wanted.items() if not data.get(key)]
    return errors, [
        f"Isi juga {' dan '.join(missing)} agar orang lain dapat menemukannya."
    ] if missing else []


def _each(data: dict, key: str, pattern: re.Pattern, what: str) -> list[str]:
    value = data.get(key)
    items = value if isinstance(value, list) else [] if value is None else [value]
    # YAML membaca `no` (kode bahasa Norwegia) sebagai False; tanda kutip mencegahnya.
    wrong = [item for item in items if not (isinstance(item, str) and pattern.fullmatch(item))]
    return [f"'{key}' berisi {item!r}; tulis {what}." for item in wrong]


def _lists_of_text(data: dict) -> list[str]:
    errors = []
    for key in ("tags", "datasets", "metrics", "task_categories", "task_ids"):
        value = data.get(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if any(isinstance(item, (dict, list)) or item is None for item in items):
            errors.append(f"'{key}' harus teks atau daftar teks.")
    return errors
