"""Kalimat menjadi skor, dihitung per batch: model penggolong dan model bahasa kausal.

Semua fungsi mengurutkan kalimat menurut panjangnya, menambah padding di kanan dengan
attention mask, lalu mengembalikan hasil dalam urutan pemanggil. Hasilnya sama dengan hitungan
satu per satu sampai 1e-4. Modelnya dipakai dalam mode eval, lalu dikembalikan ke mode semula.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.bias.batches import (
    batches,
    check_lengths,
    evaluating,
    log_probabilities,
    padded,
    token_ids,
    vocabulary_size,
)


@dataclass(frozen=True)
class TextScores:
    """Log-likelihood setiap teks.

    Args:
        total: jumlah log-probabilitas natural token yang dinilai, dalam nat; bentuk (n,).
        tokens: banyak token yang dinilai, bentuk (n,).

    Contoh::

        >>> import numpy as np
        >>> TextScores(np.array([-6.0, -9.0]), np.array([3, 3])).per_token.tolist()
        [-2.0, -3.0]
    """

    total: object
    tokens: object

    @property
    def per_token(self):
        """Rata-rata nat setiap token, bentuk (n,); teks panjang tidak lagi otomatis lebih rendah."""
        return self.total / self.tokens


def class_probabilities(model, tokenizer, texts: Sequence[str], batch_size: int = 32):
    """Probabilitas setiap kelas untuk setiap teks.

    Args:
        model: dari ``AutoModelForSequenceClassification``, encoder maupun kausal.
        tokenizer: dari checkpoint yang sama; tidak harus mempunyai token padding.
        texts: n teks.
        batch_size: banyak teks terbanyak dalam satu batch.

    Returns:
        Larik (n, kelas) dengan urutan kelas ``model.config.id2label``. Softmax, jadi setiap baris
        berjumlah 1; untuk ``problem_type="multi_label_classification"`` sigmoid setiap kelas.

    Raises:
        ValueError: ada teks kosong atau melebihi panjang masukan model, atau modelnya bukan
            penggolong dengan sedikitnya dua kelas.

    Contoh::

        class_probabilities(model, tokenizer, ["Nasinya enak.", "Nasinya basi."])[:, 1]
    """
    import numpy as np
    import torch

    ids, extra = token_ids(tokenizer, texts)
    check_lengths(model, tokenizer, ids, texts)
    several = getattr(model.config, "problem_type", None) == "multi_label_classification"
    results = None
    with evaluating(model, tokenizer):
        for chosen in batches(ids, batch_size):
            inputs = padded(model, tokenizer, [ids[i] for i in chosen], [extra[i] for i in chosen])
            logits = model(**inputs).logits.float()
            if logits.ndim != 2 or logits.shape[1] < 2:
                raise ValueError(
                    "Model ini bukan penggolong teks dengan sedikitnya dua kelas: logitsnya berbentuk "
                    f"{tuple(logits.shape)}. Pakai `AutoModelForSequenceClassification`."
                )
            values = (torch.sigmoid(logits) if several else logits.softmax(-1)).cpu().numpy()
            results = np.empty((len(ids), values.shape[1])) if results is None else results
            results[chosen] = values
    return results


def causal_log_likelihood(model, tokenizer, texts: Sequence[str], batch_size: int = 32) -> TextScores:
    """Log-likelihood setiap teks menurut model bahasa kausal, dalam nat.

    ``total`` adalah jumlah ``log P(token | token sebelumnya)``. Token pertama diberi syarat token
    awal (BOS) bila tokenizernya mempunyainya; bila tidak, token pertama tidak dinilai dan tidak
    dihitung di ``tokens``. Token akhir (EOS) tidak ditambahkan. Kata yang jarang atau terpotong
    menjadi banyak token bertotal lebih rendah, apa pun artinya.

    Args:
        model: dari ``AutoModelForCausalLM``.
        tokenizer: dari checkpoint yang sama.
        texts: n teks.
        batch_size: banyak teks terbanyak dalam satu batch; diperkecil sendiri bila kosakata
            model besar, supaya logits satu batch tidak melebihi 256 MB.

    Returns:
        :class:`TextScores`.

    Raises:
        ValueError: ada teks kosong, terlalu panjang, atau tanpa token yang dapat dinilai, atau
            modelnya bukan model bahasa kausal.

    Contoh::

        causal_log_likelihood(model, tokenizer, ["Ibu membeli beras.", "Beras membeli ibu."]).total
    """
    import numpy as np

    check_causal(model)
    ids, _ = token_ids(tokenizer, texts, special=False)
    if tokenizer.bos_token_id is not None:
        ids = [[tokenizer.bos_token_id, *one] for one in ids]
    check_lengths(model, tokenizer, ids, texts)
    tokens = np.array([len(one) - 1 for one in ids])
    if not tokens.all():
        raise ValueError(
            f"Teks {texts[int(tokens.argmin())]!r} hanya satu token dan tokenizer ini tidak punya token awal, jadi "
            "tidak ada yang dapat dinilai."
        )
    total = np.zeros(len(ids))
    costs = [int(count) * vocabulary_size(model) for count in tokens]
    with evaluating(model, tokenizer):
        for chosen in batches(ids, batch_size, costs):
            rows = [ids[i] for i in chosen]
            places = [(row, column) for row, one in enumerate(rows) for column in range(len(one) - 1)]
            targets = [token for one in rows for token in one[1:]]
            values = log_probabilities(model, padded(model, tokenizer, rows), places, targets)
            np.add.at(total, [chosen[row] for row, _ in places], values)
    return TextScores(total, tokens)


def check_causal(model) -> None:
    """Menolak model yang bukan model bahasa kausal.

    Args:
        model: model Transformers.

    Raises:
        ValueError: modelnya encoder, penggolong, atau encoder-decoder.
    """
    kausal = model.can_generate() and not getattr(model.config, "is_encoder_decoder", False)
    if not kausal:
        raise ValueError(
            f"{type(model).__name__} bukan model bahasa kausal. Muat dengan `AutoModelForCausalLM`; untuk model "
            "dengan token penutup pakai `pseudo_log_likelihood`."
        )
