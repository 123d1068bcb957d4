"""Vektor kata awal dari hitungan kemunculan bersama, sebelum pralatih dimulai.

Vektor acak membuat ribuan langkah pertama habis untuk mempelajari frekuensi.
Di sini tiap token mendapat baris SVD dari matriks PPMI (seberapa sering dua
token muncul berdekatan, dan pada kalimat sejajar yang mana token itu muncul).
Kata dari bahasa berbeda yang menjadi terjemahan satu sama lain muncul pada
kalimat sejajar yang sama, jadi sejak awal vektornya berdekatan.
"""

from collections.abc import Sequence

import numpy as np
import torch
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from recipes.bert_mini.data import Corpus

WINDOW = 5
SCALE = 0.04


def ppmi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Informasi timbal balik titik demi titik, hanya nilai positif (matriks jarang)."""
    counts = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    columns *= rows.sum() / columns.sum()
    value = np.log(counts.data * rows.sum() / (rows[counts.row] * columns[counts.col]))
    kept = value > 0
    return sparse.csr_matrix((value[kept], (counts.row[kept], counts.col[kept])), shape=counts.shape)


def near_counts(rows: Sequence[Sequence[int]], size: int) -> sparse.csr_matrix:
    """Hitungan token yang berjarak paling jauh ``WINDOW``, (kosakata, kosakata)."""
    flat = np.concatenate([np.asarray(row) for row in rows])
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    total = sparse.csr_matrix((size, size))
    for gap in range(1, WINDOW + 1):
        same = owner[:-gap] == owner[gap:]
        left, right = flat[:-gap][same], flat[gap:][same]
        total = total + sparse.csr_matrix((np.full(len(left), 1 / gap), (left, right)), shape=(size, size))
    return total + total.T


def parallel_counts(corpus: Corpus, tokenizer) -> sparse.csr_matrix:
    """Token mana muncul pada kelompok kalimat sejajar mana, (kosakata, kelompok)."""
    groups = [list(row.values()) for row in corpus.parallel]
    groups += [list(pair) for rows in corpus.pairs.values() for pair in rows]
    groups += [[source, *targets] for words in corpus.lexicon.values() for source, targets in words.items()]
    if not groups:
        return sparse.csr_matrix((len(tokenizer), 1))
    texts = [text for group in groups for text in group]
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    encoded = tokenizer(texts, add_special_tokens=False)["input_ids"]
    column = np.repeat(owner, [len(row) for row in encoded])
    flat = np.array([token for row in encoded for token in row])
    return sparse.csr_matrix((np.ones(len(flat)), (flat, column)), shape=(len(tokenizer), len(groups)))


def starting_vectors(corpus: Corpus, tokenizer, rows, width: int, seed: int):
    """(vektor, log frekuensi): (kosakata, width) dan (kosakata,), float32.

    ``rows`` adalah daftar id token satu putaran pralatih.
    """
    size = len(tokenizer)
    near = ppmi(near_counts(rows, size))
    side = ppmi(parallel_counts(corpus, tokenizer))
    # Kedua blok diberi bobot sama besar.
    scale = sparse.linalg.norm(near) / max(1e-9, sparse.linalg.norm(side))
    joined = sparse.hstack([near, side * scale]).tocsr()
    left, strength, _ = randomized_svd(joined, min(width, size - 1), random_state=seed)
    vectors = np.zeros((size, width))
    vectors[:, : left.shape[1]] = left * np.sqrt(strength)
    norm = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors / np.maximum(norm, 1e-9) * SCALE * np.sqrt(width)
    empty = norm.ravel() < 1e-6
    rng = np.random.default_rng(seed)
    vectors[empty] = rng.normal(0, 0.02, (int(empty.sum()), width))
    seen = np.bincount(np.concatenate([np.asarray(row) for row in rows]), minlength=size) + 0.5
    # Putaran acak: dimensi SVD pertama tidak boleh menguasai satu kepala attention.
    turn, _ = np.linalg.qr(rng.normal(size=(width, width)))
    return (
        torch.tensor(vectors @ turn, dtype=torch.float32),
        torch.tensor(np.log(seen / seen.sum()), dtype=torch.float32),
    )
