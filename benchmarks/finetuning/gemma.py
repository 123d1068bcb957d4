"""Gemma 3 270M yang dibekukan: keadaan tersembunyi semua teks, dihitung satu kali dan disimpan.

Yang disimpan: rata-rata token dan token terakhir untuk setiap lapisan (bahan metode beku),
serta keadaan setiap token sesudah lapisan ke-:data:`CUT` (masukan lapisan yang diberi LoRA).
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

NAME = "google/gemma-3-270m"
CUT, TOP = 7, 10  # LoRA di lapisan 8, 9, 10; lapisan di atas TOP dibuang
BATCH = 16


@dataclass(frozen=True)
class Hidden:
    """Keadaan tersembunyi n teks.

    Attributes:
        pooled: nama pengumpulan ke larik (lapisan + 1, n, lebar); lapisan 0 embedding.
        tokens: per teks, keadaan tokennya sesudah lapisan ke-``CUT``, bentuk (panjang, lebar).
    """

    pooled: dict[str, np.ndarray]
    tokens: list[torch.Tensor]


def connect() -> tuple[str, str]:
    """Memilih hub kelas; mengembalikan id dan revisi Gemma di sana.

    Dipanggil sebelum pustaka Hugging Face diimpor.
    """
    import course_lib

    course_lib.setup()
    return course_lib.hub_id(NAME), course_lib.hub_revision(NAME)


def load():
    """(tokenizer, badan Gemma dalam bfloat16, tipe asli bobotnya) dari hub kelas."""
    name, revision = connect()
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(name, revision=revision)
    return tokenizer, AutoModel.from_pretrained(name, revision=revision, dtype=torch.bfloat16).eval()


def states(model, ids: Sequence[list[int]], pad: int):
    """Untuk setiap batch teks yang panjangnya mirip: (nomor teks, keadaan semua lapisan, mask)."""
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        width = max(len(ids[number]) for number in batch)
        inputs = torch.tensor([ids[number] + [pad] * (width - len(ids[number])) for number in batch])
        mask = torch.tensor([[1] * len(ids[number]) + [0] * (width - len(ids[number])) for number in batch])
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            embeds = model.get_input_embeddings()(inputs).float()
            found = model(
                inputs_embeds=embeds, attention_mask=mask, output_hidden_states=True, use_cache=False
            ).hidden_states
        yield batch, found, mask


def hidden(texts: Sequence[str], path: Path) -> Hidden:
    """Keadaan tersembunyi ``texts``, dari ``path`` bila sudah pernah dihitung."""
    if path.is_file():
        return Hidden(**torch.load(path, weights_only=False))
    tokenizer, model = load()
    ids = tokenizer(list(texts))["input_ids"]
    wall, cpu = time.perf_counter(), time.process_time()
    depth, width = model.config.num_hidden_layers + 1, model.config.hidden_size
    pooled = {
        name: np.zeros((depth, len(ids), width), dtype=np.float32) for name in ("rata-rata", "terakhir")
    }
    tokens: list = [None] * len(ids)
    for batch, found, mask in states(model, ids, tokenizer.pad_token_id):
        for place, number in enumerate(batch):
            length = int(mask[place].sum())
            kept = torch.stack([layer[place, :length].float() for layer in found])
            pooled["rata-rata"][:, number] = kept[:, 1:].mean(dim=1).numpy()  # tanpa <bos>
            pooled["terakhir"][:, number] = kept[:, -1].numpy()
            tokens[number] = kept[CUT].clone()
    seconds = {"cpu": time.process_time() - cpu, "dinding": time.perf_counter() - wall}
    result = Hidden(pooled, tokens)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".json").write_text(json.dumps({"detik": seconds}), encoding="utf-8")
    draft = path.with_suffix(".tmp")
    torch.save(vars(result), draft)
    draft.replace(path)
    return result


def upper(model):
    """Badan Gemma yang tinggal lapisan ``CUT`` + 1 sampai ``TOP``, tanpa norma akhir; ``model`` diubah."""
    model.layers = torch.nn.ModuleList(model.layers[CUT:TOP])
    model.config.layer_types = model.config.layer_types[CUT:TOP]
    model.config.num_hidden_layers = TOP - CUT
    model.norm = torch.nn.Identity()
    model.set_input_embeddings(
        torch.nn.Embedding(1, model.config.hidden_size)
    )  # masukannya keadaan, bukan token
    return model


def stored_bytes() -> int:
    """Bita berkas bobot pralatih di hub kelas."""
    name, revision = connect()
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(name, "model.safetensors", revision=revision)).resolve().stat().st_size
