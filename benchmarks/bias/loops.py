"""Pembanding kecepatan: satu masukan sekali jalan, dan pustaka lain bila terpasang.

Putaran satu per satu memanggil tokenizer dan model Transformers apa adanya, seperti yang
ditulis orang sebelum mengenal batch. Dengan ``exact=True`` logaritma softmaxnya dihitung dalam
float64 dari logit yang sama; itulah patokan kesamaan, sebab ``log_softmax`` float32 atas kosakata
besar sendiri meleset.
"""

import copy
from collections.abc import Callable, Sequence

import numpy as np

from course_lib.errors import CourseError


def class_loop(model, tokenizer, texts: Sequence[str]) -> np.ndarray:
    """Probabilitas kelas (n, kelas), satu teks sekali jalan."""
    import torch

    model.eval()
    found = []
    with torch.no_grad():
        for text in texts:
            logits = model(**tokenizer(text, return_tensors="pt")).logits
            found.append(logits.softmax(-1)[0].numpy())
    return np.stack(found)


def causal_loop(model, tokenizer, texts: Sequence[str], exact: bool = False) -> np.ndarray:
    """Log-likelihood (n,) menurut model kausal, satu teks sekali jalan, diawali BOS bila ada."""
    import torch

    model.eval()
    start = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    found = []
    with torch.no_grad():
        for text in texts:
            ids = torch.tensor([[*start, *tokenizer(text, add_special_tokens=False)["input_ids"]]])
            scores = _log_softmax(model(ids).logits[:, :-1], exact)
            found.append(scores.gather(-1, ids[:, 1:, None]).sum().item())
    return np.array(found)


def masked_loop(model, tokenizer, texts: Sequence[str], exact: bool = False) -> np.ndarray:
    """Pseudo-log-likelihood (n,): satu salinan bertopeng sekali jalan."""
    import torch

    model.eval()
    found = []
    with torch.no_grad():
        for text in texts:
            inputs = tokenizer(text, return_tensors="pt")
            ids, total = inputs["input_ids"], 0.0
            for place in range(1, ids.shape[1] - 1):
                covered = ids.clone()
                covered[0, place] = tokenizer.mask_token_id
                logits = model(**{**inputs, "input_ids": covered}).logits
                total += _log_softmax(logits[0, place], exact)[ids[0, place]].item()
            found.append(total)
    return np.array(found)


def slot_loop(
    model, tokenizer, texts: Sequence[str], candidates: Sequence[str], exact: bool = False
) -> np.ndarray:
    """Log-probabilitas (n, C) calon satu token, satu teks sekali jalan; semua calon dari satu logits."""
    import torch

    model.eval()
    wanted = tokenizer.convert_tokens_to_ids(list(candidates))
    found = []
    with torch.no_grad():
        for text in texts:
            inputs = tokenizer(text, return_tensors="pt")
            place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
            found.append(_log_softmax(model(**inputs).logits[0, place], exact)[wanted].numpy())
    return np.stack(found)


def class_pipeline(model, tokenizer, texts: Sequence[str], batch_size: int) -> Callable[[], np.ndarray]:
    """``pipeline("text-classification")`` dengan ``batch_size``; hasilnya seperti :func:`class_loop`."""
    from transformers import pipeline

    classify = pipeline("text-classification", model=model, tokenizer=tokenizer, device="cpu")
    names = [model.config.id2label[number] for number in range(model.config.num_labels)]

    def run() -> np.ndarray:
        answers = classify(list(texts), top_k=None, batch_size=batch_size)
        scores = [{one["label"]: one["score"] for one in answer} for answer in answers]
        return np.array([[one[name] for name in names] for one in scores])

    return run


def slot_pipeline(model, tokenizer, texts, candidates, batch_size: int) -> Callable[[], np.ndarray]:
    """``pipeline("fill-mask")`` dengan ``targets``; hasilnya seperti :func:`slot_loop`."""
    from transformers import pipeline

    guess = pipeline("fill-mask", model=model, tokenizer=tokenizer, device="cpu")
    wanted = tokenizer.convert_tokens_to_ids(list(candidates))

    def run() -> np.ndarray:
        answers = guess(list(texts), targets=list(candidates), batch_size=batch_size, top_k=len(candidates))
        scores = [{one["token"]: one["score"] for one in answer} for answer in answers]
        return np.log([[one[number] for number in wanted] for one in scores])

    return run


def minicons_causal(model, tokenizer, texts: Sequence[str], batch_size: int) -> Callable[[], np.ndarray]:
    """``minicons.scorer.IncrementalLMScorer``; hasilnya seperti :func:`causal_loop`.

    Raises:
        CourseError: minicons tidak terpasang.
    """
    judge = _minicons("IncrementalLMScorer", model, tokenizer)
    bos = tokenizer.bos_token_id is not None and tokenizer("a")["input_ids"][0] != tokenizer.bos_token_id

    def run() -> np.ndarray:
        found = []
        for start in range(0, len(texts), batch_size):
            part = list(texts[start : start + batch_size])
            found += judge.sequence_score(part, reduction=lambda one: one.sum().item(), bos_token=bos)
        return np.array(found)

    return run


def minicons_masked(model, tokenizer, texts: Sequence[str], batch_size: int) -> Callable[[], np.ndarray]:
    """``minicons.scorer.MaskedLMScorer``; hasilnya seperti :func:`masked_loop`.

    minicons memanggil ``batch_encode_plus``, yang sudah dihapus dari Transformers 5; di sini nama
    itu dipinjamkan kepada tokenizernya. Satu batch minicons berisi semua salinan ``batch_size`` teks.

    Raises:
        CourseError: minicons tidak terpasang.
    """
    judge = _minicons("MaskedLMScorer", model, tokenizer)
    if not hasattr(judge.tokenizer, "batch_encode_plus"):
        judge.tokenizer.batch_encode_plus = judge.tokenizer.__call__

    def run() -> np.ndarray:
        found = []
        for start in range(0, len(texts), batch_size):
            part = list(texts[start : start + batch_size])
            found += judge.sequence_score(part, reduction=lambda one: one.sum().item())
        return np.array(found)

    return run


def _log_softmax(logits, exact: bool):
    return (logits.double() if exact else logits).log_softmax(-1)


def _minicons(name: str, model, tokenizer):
    try:
        from minicons import scorer
    except ImportError as error:
        raise CourseError("Pembanding minicons tidak terpasang.") from error
    return getattr(scorer, name)(
        model, "cpu", tokenizer=copy.deepcopy(tokenizer)
    )  # tokenizernya diubah minicons
