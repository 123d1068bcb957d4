"""Keterangan sebuah repositori seperti yang dijawab API Hub: tag, kartu, berkas, dan sha."""

import json
import math
import struct
from functools import lru_cache

from class_hub.card import MAX_CARD_SIZE, json_ready, read_card, values
from class_hub.objects import timestamp
from class_hub.repository import File, Folder, Repository

_TASK_BY_HEAD = {
    "ForSequenceClassification": "text-classification",
    "ForTokenClassification": "token-classification",
    "ForMaskedLM": "fill-mask",
    "ForCausalLM": "text-generation",
    "LMHeadModel": "text-generation",
    "ForImageClassification": "image-classification",
    "ForAudioClassification": "audio-classification",
    "ForSpeechSeq2Seq": "automatic-speech-recognition",
}
_TAGS_WITH_PREFIX = {
    "models": {"license": "license", "datasets": "dataset", "base_model": "base_model"},
    "datasets": {
        key: key
        for key in [
            "task_categories",
            "task_ids",
            "language",
            "language_creators",
            "annotations_creators",
            "multilinguality",
            "size_categories",
            "source_datasets",
            "license",
        ]
    },
    "spaces": {"license": "license"},
}
_TAGS_AS_IS = {
    "models": ("library_name", "pipeline_tag", "language", "tags"),
    "datasets": ("tags",),
    "spaces": ("sdk", "tags"),
}
_MAX_JSON_SIZE = 5 * 1024 * 1024
_MAX_DIMENSIONS = 16
_MAX_TENSOR_HEADER = 25 * 1024 * 1024


def facts(repository: Repository, commit: str) -> dict:
    """Salinan :func:`describe` dengan keadaan repositori saat ini (privat atau umum).

    Contoh::

        facts(repository, repository.resolve("main"))["private"]
    """
    return describe(repository, commit) | {"private": repository.private}


@lru_cache(maxsize=512)
def describe(repository: Repository, commit: str) -> dict:
    """Semua keterangan sebuah revisi dengan nama kunci API Hub.

    Hasilnya dipakai bersama: pakai :func:`facts` untuk salinannya. Contoh::

        describe(repository, repository.resolve("main"))["pipeline_tag"]
    """
    files = repository.files(commit)
    card = read_card(_text(repository, files.get("README.md"), MAX_CARD_SIZE)) or {}
    facts = {
        "_id": f"{repository.kind}:{repository.id}",
        "id": repository.id,
        "author": repository.id.partition("/")[0],
        "sha": commit,
        "lastModified": repository.commit_at(commit).date,
        "createdAt": timestamp(repository.created),
        "gated": False,
        "disabled": False,
        "downloads": 0,
        "downloadsAllTime": 0,
        "likes": 0,
        "trendingScore": 0,
        "cardData": card,
        "usedStorage": sum(file.size for file in files.values()),
        "siblings": [{"rfilename": path} for path in files],
    }
    if repository.kind == "models":
        facts |= _model_facts(repository, files, card)
    elif repository.kind == "datasets":
        facts["description"] = str(card.get("pretty_name", ""))
    else:
        facts |= {"sdk": card.get("sdk"), "models": values(card, "models")}
        facts["datasets"] = values(card, "datasets")
    return facts | {"tags": _tags(repository.kind, facts, card, files)}


def _text(repository: Repository, file: File | None, limit: int) -> str:
    """Isi berkas sebagai teks, atau ``""`` jika tidak ada atau lebih dari ``limit`` byte."""
    if file is None or file.size > limit:
        return ""
    return b"".join(repository.chunks(file)).decode("utf-8", "replace")


def _json(repository: Repository, file: File | None) -> dict:
    try:
        data = json_ready(json.loads(_text(repository, file, _MAX_JSON_SIZE) or "{}"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _model_facts(repository: Repository, files: dict[str, File], card: dict) -> dict:
    """Keterangan khusus model: konfigurasi, tugas, pustaka, dan jumlah parameter."""
    config = _json(repository, files.get("config.json"))
    architectures = values(config, "architectures")
    task = card.get("pipeline_tag") or _guess_task(architectures)
    library = card.get("library_name") or ("transformers" if "model_type" in config else None)
    facts = {
        "modelId": repository.id,
        "pipeline_tag": task,
        "library_name": library,
        "config": {key: config[key] for key in ("architectures", "model_type") if key in config},
        "model-index": card.get("model-index"),
        "spaces": [],
    }
    if parameters := _count_parameters(repository, files):
        facts["safetensors"] = {"parameters": parameters, "total": sum(parameters.values())}
    return facts


def _guess_task(architectures: list[str]) -> str | None:
    for name in architectures:
        for head, task in _TASK_BY_HEAD.items():
            if name.endswith(head):
                return task
    return None


def _count_parameters(repository: Repository, files: dict[str, File]) -> dict[str, int]:
    """Jumlah parameter menurut jenis angka, ``{"F16": 11000000}``, dari kepala safetensors."""
    counts: dict[str, int] = {}
    for path, file in files.items():
        if not path.endswith(".safetensors") or "/" in path:
            continue
        try:
            (length,) = struct.unpack("<Q", b"".join(repository.chunks(file, 0, 8)))
            if length > _MAX_TENSOR_HEADER:
                continue
            tensors = json.loads(b"".join(repository.chunks(file, 8, 8 + length)))
            for name, tensor in tensors.items():
                if name != "__metadata__":
                    dtype, shape = json_ready(tensor["dtype"]), tensor["shape"]
                    if len(shape) > _MAX_DIMENSIONS or not all(0 <= size < 2**40 for size in shape):
                        raise ValueError("bentuk tensor tidak masuk akal")
                    counts[dtype] = counts.get(dtype, 0) + math.prod(shape)
        except (struct.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return counts


def _tags(kind: str, facts: dict, card: dict, files: dict[str, File]) -> list[str]:
    """Tag yang dapat dipakai menyaring, misalnya ``text-classification`` dan ``license:mit``."""
    tags = []
    for key in _TAGS_AS_IS[kind]:
        tags += values(facts if facts.get(key) and key != "tags" else card, key)
    for key, prefix in _TAGS_WITH_PREFIX[kind].items():
        tags += [f"{prefix}:{value}" for value in values(card, key)]
    if kind == "models":
        tags += values(facts["config"], "model_type")
        tags += ["safetensors"] if any(path.endswith(".safetensors") for path in files) else []
    return list(dict.fromkeys(tags))


def siblings_with_sizes(repository: Repository, commit: str) -> list[dict]:
    """Daftar berkas dengan ukuran (byte) dan id-nya, untuk ``files_metadata=True``."""
    return [
        {"rfilename": path, "size": file.size, "blobId": file.oid} | _lfs_facts(file, "sha256")
        for path, file in repository.files(commit).items()
    ]


def _lfs_facts(file: File, id_key: str) -> dict:
    if file.lfs is None:
        return {}
    pointer = {id_key: file.lfs.sha256, "size": file.lfs.size, "pointerSize": len(file.lfs.text)}
    return {"lfs": pointer}


def path_facts(item: File | Folder) -> dict:
    """Satu baris daftar isi folder: jenis, jalur, id, ukuran (byte), dan ``lfs``."""
    if isinstance(item, File):
        facts = {"type": "file", "path": item.path, "oid": item.oid, "size": item.size}
        return facts | _lfs_facts(item, "oid")
    return {"type": "directory", "path": item.path, "oid": item.oid, "size": 0}
