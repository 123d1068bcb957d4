"""Yang sama bagi semua fungsi skor: tokenisasi, batch, padding, dan log-probabilitas."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LARGEST = 2**26  # bilangan di logits satu batch: 256 MB dalam float32
CHUNK = 2**23


def token_ids(tokenizer, texts: Sequence[str], special: bool = True) -> tuple[list[list[int]], list[dict]]:
    """Nomor token setiap teks, dan masukan lain per token (misalnya ``token_type_ids``).

    Args:
        tokenizer: tokenizer Transformers.
        texts: n teks.
        special: apakah token khusus ([CLS], [SEP]) ikut.

    Raises:
        ValueError: ``texts`` bukan daftar, kosong, atau memuat teks kosong.
    """
    if isinstance(texts, str):
        raise ValueError("Berikan daftar teks, misalnya `[kalimat]`, bukan satu teks.")
    texts = list(texts)
    if not texts:
        raise ValueError("Daftar teks kosong.")
    for number, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"Teks nomor {number} kosong atau bukan teks: {text!r}.")
    encoded = tokenizer(texts, add_special_tokens=special, return_attention_mask=False, verbose=False)
    ids = [list(one) for one in encoded["input_ids"]]
    extra = [{"token_type_ids": list(one)} for one in encoded.get("token_type_ids", [])] or [{} for _ in ids]
    for number, one in enumerate(ids):
        if not one:
            raise ValueError(f"Teks nomor {number} ({texts[number]!r}) tidak menghasilkan token.")
    return ids, extra


def check_lengths(model, tokenizer, ids: Sequence[Sequence[int]], texts: Sequence[str]) -> None:
    """Menolak teks yang melebihi panjang masukan model; teks tidak pernah dipotong diam-diam.

    Args:
        model: model Transformers.
        tokenizer: tokenizernya.
        ids: nomor token setiap teks.
        texts: teksnya, untuk pesan.

    Raises:
        ValueError: menyebut teks dan panjangnya.
    """
    positions = getattr(model.config, "max_position_embeddings", None)
    if positions and "roberta" in str(getattr(model.config, "model_type", "")):
        positions -= (model.config.pad_token_id or 0) + 1  # RoBERTa menghitung posisi sesudah padding
    limits = [one for one in (positions, tokenizer.model_max_length) if one]
    limit = min(limits) if limits else None
    for number, one in enumerate(ids):
        if limit and len(one) > limit:
            raise ValueError(
                f"Teks nomor {number} ({texts[number][:40]!r}...) sepanjang {len(one)} token, padahal model ini "
                f"menerima paling banyak {limit}. Pendekkan teksnya."
            )


def batches(ids: Sequence[Sequence[int]], batch_size: int, model=None) -> Iterator[list[int]]:
    """Nomor teks setiap batch, dari yang terpanjang.

    Args:
        ids: nomor token setiap teks.
        batch_size: banyak teks terbanyak.
        model: model bahasa; bila diberikan, batch diperkecil supaya logitsnya (batch, panjang,
            kosakata) tidak melebihi 2**26 bilangan.

    Raises:
        ValueError: ``batch_size`` kurang dari 1.
    """
    if batch_size < 1:
        raise ValueError(f"`batch_size` sedikitnya 1, bukan {batch_size}.")
    order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
    vocabulary = 0 if model is None else model.get_output_embeddings().weight.shape[0]
    while order:
        row = max(1, len(ids[order[0]]) * vocabulary)
        size = min(batch_size, max(1, LARGEST // row)) if vocabulary else batch_size
        yield order[:size]
        order = order[size:]


def padded(model, tokenizer, rows: Sequence[Sequence[int]], extra: Sequence[dict] = ()) -> dict:
    """Tensor masukan satu batch: padding di kanan dan attention mask, di perangkat modelnya.

    Args:
        model: model Transformers.
        tokenizer: tokenizernya; sisi padding dan token paddingnya tidak dipakai.
        rows: nomor token setiap teks dalam batch.
        extra: masukan lain setiap teks.
    """
    import torch

    width = max(map(len, rows))
    pad = padding_id(model, tokenizer)

    def tensor(lists, filler):
        full = [[*one, *[filler] * (width - len(one))] for one in lists]
        return torch.tensor(full, device=model.device)

    inputs = {"input_ids": tensor(rows, pad), "attention_mask": tensor([[1] * len(one) for one in rows], 0)}
    if extra and "token_type_ids" in extra[0]:
        inputs["token_type_ids"] = tensor([one["token_type_ids"] for one in extra], 0)
    return inputs


def padding_id(model, tokenizer) -> int:
    """Nomor token untuk mengisi padding; apa pun boleh karena attention mask menutupnya.

    Args:
        model: model Transformers.
        tokenizer: tokenizernya.
    """
    config = model.config.get_text_config() if hasattr(model.config, "get_text_config") else model.config
    known = (getattr(config, "pad_token_id", None), tokenizer.pad_token_id, tokenizer.eos_token_id)
    size = model.get_input_embeddings().weight.shape[0]
    return next((one for one in known if isinstance(one, int) and 0 <= one < size), 0)


@contextmanager
def evaluating(model, tokenizer):
    """Model dalam mode eval tanpa gradien, lalu dikembalikan seperti semula.

    Penggolong kausal mencari token terakhir lewat ``config.pad_token_id``; bila kosong, nilainya
    dipinjamkan selama blok ini.

    Args:
        model: model Transformers.
        tokenizer: tokenizernya.
    """
    import torch

    training, lent = model.training, getattr(model.config, "pad_token_id", None) is None
    model.eval()
    if lent:
        model.config.pad_token_id = padding_id(model, tokenizer)
    try:
        with torch.no_grad():
            yield
    finally:
        model.train(training)
        if lent:
            model.config.pad_token_id = None


def picked_log_probabilities(logits, places: Sequence[tuple[int, int]], targets: Sequence[int]):
    """Log-probabilitas natural token ``targets`` di tempat ``places``.

    Args:
        logits: tensor (batch, panjang, kosakata).
        places: m pasang (baris, letak).
        targets: m nomor token.

    Returns:
        Larik (m,) dalam nat. Dihitung sepotong-sepotong supaya memorinya terbatas.
    """
    import numpy as np
    import torch

    found = torch.tensor(places, device=logits.device)
    wanted = torch.tensor(targets, device=logits.device)
    values = np.empty(len(targets))
    step = max(1, CHUNK // logits.shape[-1])
    for start in range(0, len(targets), step):
        part = slice(start, start + step)
        rows = logits[found[part, 0], found[part, 1]].float()
        chosen = rows.gather(-1, wanted[part, None]).squeeze(-1) - rows.logsumexp(-1)
        values[part] = chosen.cpu().numpy()
    return values
