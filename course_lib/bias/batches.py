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


def batches(ids: Sequence[Sequence[int]], batch_size: int, costs: Sequence[int] = ()) -> Iterator[list[int]]:
    """Nomor teks setiap batch, dari yang terpanjang.

    Args:
        ids: nomor token setiap teks.
        batch_size: banyak teks terbanyak.
        costs: banyak bilangan logits yang diperlukan setiap teks; jumlahnya dalam satu batch tidak
            melebihi 2**26, kecuali batch yang berisi satu teks.

    Raises:
        ValueError: ``batch_size`` kurang dari 1.
    """
    if batch_size < 1:
        raise ValueError(f"`batch_size` sedikitnya 1, bukan {batch_size}.")
    chosen, spent = [], 0
    for number in sorted(range(len(ids)), key=lambda i: -len(ids[i])):
        cost = costs[number] if costs else 0
        if chosen and (len(chosen) == batch_size or spent + cost > LARGEST):
            yield chosen
            chosen, spent = [], 0
        chosen.append(number)
        spent += cost
    yield chosen


def vocabulary_size(model) -> int:
    """Banyak token yang diberi logit oleh kepala model bahasa.

    Args:
        model: model Transformers berkepala model bahasa.
    """
    return model.get_output_embeddings().weight.shape[0]


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


def log_probabilities(model, inputs: dict, places: Sequence[tuple[int, int]], targets: Sequence[int]):
    """Log-probabilitas natural token ``targets`` di tempat ``places``.

    Kepala model bahasa hanya dijalankan di tempat yang diminta, bukan di seluruh (batch, panjang):
    hasilnya sama, tetapi jauh lebih hemat bila kosakatanya besar.

    Args:
        model: model Transformers berkepala model bahasa.
        inputs: tensor masukan satu batch.
        places: m pasang (baris, letak).
        targets: m nomor token.

    Returns:
        Larik (m,) dalam nat. Dihitung sepotong-sepotong supaya memorinya terbatas.
    """
    import numpy as np
    import torch

    found = torch.tensor(places, device=model.device)
    wanted = torch.tensor(targets, device=model.device)
    shape, picked = tuple(inputs["input_ids"].shape), []

    def only_asked(_, arguments):
        if arguments and tuple(arguments[0].shape[:2]) == shape:
            picked.append(True)
            return (arguments[0][found[:, 0], found[:, 1]].unsqueeze(0), *arguments[1:])

    handle = model.get_output_embeddings().register_forward_pre_hook(only_asked)
    try:
        logits = model(**inputs).logits
    finally:
        handle.remove()
    logits = logits[0] if picked else logits[found[:, 0], found[:, 1]]
    values = np.empty(len(targets))
    step = max(1, CHUNK // logits.shape[-1])
    for start in range(0, len(targets), step):
        rows = logits[start : start + step].float()
        chosen = rows.gather(-1, wanted[start : start + step, None]).squeeze(-1) - rows.logsumexp(-1)
        values[start : start + step] = chosen.cpu().numpy()
    return values
