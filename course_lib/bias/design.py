"""Pemeriksaan rancangan (T, W): T pola, W kata, bobot, dan lapisan."""


def sides(contrast):
    """Kata berbobot positif dan kata berbobot negatif; sisi yang kosong tidak ikut.

    Args:
        contrast: bobot setiap kata, bentuk (W,).

    Returns:
        Satu atau dua larik ``True``/``False``, bentuk (W,).
    """
    return [side for side in (contrast > 0, contrast < 0) if side.any()]


def check_level(level: float) -> None:
    """Menolak tingkat kepercayaan di luar 0 sampai 1.

    Args:
        level: misalnya 0,95.

    Raises:
        ValueError: di luar 0 sampai 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"`level` adalah bilangan antara 0 dan 1, misalnya 0.95, bukan {level}.")


def checked(scores, contrast, level, strata):
    """Larik (T, W), bobot (W,), dan nomor lapisan (W,) tanpa kata berbobot 0.

    Args:
        scores: skor, bentuk (T, W).
        contrast: bobot setiap kata.
        level: tingkat kepercayaan.
        strata: lapisan setiap kata, atau ``None``.

    Raises:
        ValueError: rancangannya tidak dapat dipakai untuk selang; pesannya menyebut sebabnya.
    """
    import numpy as np

    check_level(level)
    scores, contrast = np.asarray(scores, dtype=float), np.asarray(contrast, dtype=float)
    if scores.ndim != 2 or contrast.shape != scores.shape[1:]:
        raise ValueError(
            f"Skor harus berbentuk (pola, kata) dan bobot sepanjang kata; di sini {scores.shape} dan {contrast.shape}."
        )
    if not (np.isfinite(scores).all() and np.isfinite(contrast).all()):
        raise ValueError("Ada skor atau bobot yang bukan bilangan (nan atau tak hingga).")
    if len(scores) < 2:
        raise ValueError("Selang memerlukan sedikitnya dua pola; 20 atau lebih sebaiknya.")
    used = contrast != 0
    if not used.any():
        raise ValueError("Semua bobot 0, jadi tidak ada yang dibandingkan.")
    scores, contrast = scores[:, used], contrast[used]
    if strata is None:
        for side in sides(contrast):
            if side.sum() < 2:
                raise ValueError(
                    "Satu sisi kontras hanya berisi satu kata, jadi kata dan kelompoknya tidak dapat dibedakan. "
                    "Tambahkan kata, atau pakai `evaluation.bootstrap` dan sebut hasilnya tentang kata itu saja."
                )
        return scores, contrast, None
    names = np.asarray(strata)
    if names.shape != used.shape:
        raise ValueError(f"`strata` harus sepanjang kata, yaitu {used.size}, bukan {names.size}.")
    known, layers = np.unique(names[used], return_inverse=True)
    if len(known) < 2:
        raise ValueError("Hanya ada satu lapisan. Hapus `strata`, atau sertakan sedikitnya dua lapisan.")
    for number, name in enumerate(known):
        inside = contrast[layers == number]
        if abs(inside.sum()) > 1e-9 * abs(inside).sum():
            raise ValueError(
                f"Bobot di lapisan {str(name)!r} berjumlah {inside.sum():.3f}, bukan 0: kedua kelompok tidak "
                "seimbang di sana, jadi pengaruh lapisan ikut terhitung sebagai selisih kelompok."
            )
    return scores, contrast, layers
