"""Jawaban keliru untuk latihan Bab 4."""

import numpy
import torch


def _parameters(bias=1, norms=2, every_layer=True, pooler_counts=True, fixed=None):
    def jumlah_parameter(c, pooler=False):
        if fixed:
            return fixed
        width, inner = c.hidden_size, c.intermediate_size
        rows = c.vocab_size + c.max_position_embeddings + c.type_vocab_size
        attention = 4 * (width * width + bias * width) + norms * width
        forward = 2 * width * inner + bias * (inner + width) + norms * width
        layers = c.num_hidden_layers if every_layer else 1
        total = rows * width + norms * width + layers * (attention + forward)
        return total + (width * width + width if pooler and pooler_counts else 0)

    return jumlah_parameter


def _mean_of_everything(hidden, mask):
    return hidden.mean(dim=1)


def _divides_by_length(hidden, mask):
    return (hidden * mask.unsqueeze(-1)).mean(dim=1)


def _nan_for_empty(hidden, mask):
    mask = mask.unsqueeze(-1).float()
    return (hidden * mask).sum(dim=1) / mask.sum(dim=1)


def _first_tokens(hidden, mask):
    return torch.stack([h[: int(m.sum())].mean(dim=0) for h, m in zip(hidden, mask)])


def _attention(scale=True, dim=-1, mask="before", flipped=False, both=True):
    def perhatian(q, k, v, kausal=False):
        scores = q @ k.T / (q.shape[-1] ** 0.5 if scale else 1)
        allowed = torch.tril(torch.ones_like(scores)).bool()
        allowed = allowed.T if flipped else allowed
        if kausal and mask == "before":
            scores = scores.masked_fill(~allowed, float("-inf"))
        weights = torch.softmax(scores, dim=dim)
        if kausal and mask == "after":
            weights = weights * allowed
        return (weights, weights @ v) if both else weights

    return perhatian


def _pads_right(daftar_ids, pengisi):
    longest = max((len(ids) for ids in daftar_ids), default=0)
    ids = [row + [pengisi] * (longest - len(row)) for row in daftar_ids]
    return ids, [[1] * len(row) + [0] * (longest - len(row)) for row in daftar_ids]


def _mask_from_value(daftar_ids, pengisi):
    longest = max((len(ids) for ids in daftar_ids), default=0)
    ids = [[pengisi] * (longest - len(row)) + row for row in daftar_ids]
    return ids, [[int(token != pengisi) for token in row] for row in ids]


def _changes_the_input(daftar_ids, pengisi):
    longest = max((len(ids) for ids in daftar_ids), default=0)
    mask = [[0] * (longest - len(row)) + [1] * len(row) for row in daftar_ids]
    for row in daftar_ids:
        row[:0] = [pengisi] * (longest - len(row))
    return [list(row) for row in daftar_ids], mask


def _fails_when_empty(daftar_ids, pengisi):
    longest = max(len(ids) for ids in daftar_ids)
    ids = [[pengisi] * (longest - len(row)) + row for row in daftar_ids]
    return ids, [[0] * (longest - len(row)) + [1] * len(row) for row in daftar_ids]


def _dtype(order=("float32", "bfloat16", "int8", "4-bit"), strict=False, spare=True, gigabyte=1e9):
    size = {"float32": 4, "bfloat16": 2, "int8": 1, "4-bit": 0.5}

    def tipe_terbaik(parameter, memori_gb, sisa=0.3):
        room = memori_gb * gigabyte * (1 - sisa if spare else 1)
        for name in order:
            need = parameter * size[name]
            if need < room or (need == room and not strict):
                return name
        return None

    return tipe_terbaik


def _diagonal(skor_huruf, skor_vektor):
    return numpy.eye(*skor_huruf.shape)


WRONG = {
    "jumlah_parameter": [
        (lambda: {"jumlah_parameter": _parameters(bias=0)}, "seharusnya"),
        (lambda: {"jumlah_parameter": _parameters(norms=0)}, "seharusnya"),
        (lambda: {"jumlah_parameter": _parameters(every_layer=False)}, "lapisan 3"),
        (lambda: {"jumlah_parameter": _parameters(pooler_counts=False)}, "pooler=True"),
        (lambda: {"jumlah_parameter": _parameters(fixed=5322752)}, "nilai Anda 5322752"),
    ],
    "rata_rata": [
        (lambda: {"rata_rata": _mean_of_everything}, "mask 0 tidak boleh ikut"),
        (lambda: {"rata_rata": _divides_by_length}, "sebagai pembagi"),
        (lambda: {"rata_rata": _nan_for_empty}, "vektor nol"),
        (lambda: {"rata_rata": _first_tokens}, "Pengisi boleh ada di kiri"),
    ],
    "perhatian": [
        (lambda: {"perhatian": _attention(scale=False)}, "dibagi akar d"),
        (lambda: {"perhatian": _attention(dim=0)}, "per baris"),
        (lambda: {"perhatian": _attention(mask="none")}, "di sebelah kanan"),
        (lambda: {"perhatian": _attention(mask="after")}, "sebelum softmax"),
        (lambda: {"perhatian": _attention(flipped=True)}, "di sebelah kanan"),
        (lambda: {"perhatian": _attention(both=False)}, "pasangan"),
    ],
    "isi_kiri": [
        (lambda: {"isi_kiri": _pads_right}, "di kiri"),
        (lambda: {"isi_kiri": _mask_from_value}, "tetap mendapat mask 1"),
        (lambda: {"isi_kiri": _changes_the_input}, "milik pemanggil berubah"),
        (lambda: {"isi_kiri": _fails_when_empty}, "daftar kosong"),
    ],
    "tipe_terbaik": [
        (lambda: {"tipe_terbaik": _dtype(spare=False)}, "(1 - sisa)"),
        (lambda: {"tipe_terbaik": _dtype(order=("4-bit", "int8", "bfloat16", "float32"))}, "seharusnya"),
        (lambda: {"tipe_terbaik": _dtype(strict=True)}, "tepat memenuhi"),
        (lambda: {"tipe_terbaik": _dtype(order=("float32", "bfloat16", "int8"))}, "seharusnya '4-bit'"),
    ],
    "gabungkan": [
        (lambda: {"gabungkan": lambda skor_huruf, skor_vektor: skor_huruf}, "lebih banyak"),
        (lambda: {"gabungkan": lambda skor_huruf, skor_vektor: skor_vektor}, "lebih banyak"),
        (lambda: {"gabungkan": _diagonal}, "lebih banyak"),
        (lambda: {"gabungkan": lambda skor_huruf, skor_vektor: skor_huruf - skor_vektor}, "lebih banyak"),
        (lambda: {"gabungkan": lambda a, b: (a / (a.max() - a.min())) + b}, "nan"),
        (lambda: {"gabungkan": lambda a, b: (a + b).mean(axis=1)}, "berbentuk"),
    ],
}
