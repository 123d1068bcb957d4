"""Batch berisi teks dengan panjang mirip, agar sedikit token pengisi terbuang."""

import random

import torch


def length_batches(lengths: list[int], tokens: int, rng: random.Random) -> list[list[int]]:
    """Bagi indeks 0..n-1 menjadi batch dengan paling banyak ``tokens`` token.

    Panjang diberi sedikit derau sebelum diurutkan supaya batch tidak selalu
    berisi teks yang sama; urutan batch diacak.

    Contoh::

        >>> length_batches([3, 3, 3], 6, random.Random(0))  # doctest: +SKIP
        [[2], [0, 1]]
    """
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] * (1 + 0.1 * rng.random()))
    batches, batch, longest = [], [], 0
    for index in order:
        longest = max(longest, lengths[index])
        if batch and longest * (len(batch) + 1) > tokens:
            batches.append(batch)
            batch, longest = [], lengths[index]
        batch.append(index)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def pad(rows: list[list[int]], value: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Kembalikan (input_ids, attention_mask) berukuran (batch, panjang terbesar)."""
    width = max(map(len, rows))
    ids = torch.tensor([row + [value] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask
