"""Pola dan kata menjadi kalimat kontrafaktual, dan kontras dua kelompok kata."""

from collections.abc import Sequence
from string import Formatter


def fill(templates: Sequence[str], words: Sequence[str], slot: str) -> list[list[str]]:
    """Memasang setiap kata di celah setiap pola.

    Args:
        templates: T pola; masing-masing memuat ``{slot}`` tepat sekali dan tanpa celah lain.
        words: W kata atau frasa.
        slot: nama celah, misalnya ``"nama"``.

    Returns:
        T baris, masing-masing W kalimat: unsur ``[t][w]`` adalah pola ke-t berisi kata ke-w.

    Raises:
        ValueError: daftar kosong, ada pola atau kata yang kembar atau kosong, atau sebuah pola
            tidak memuat tepat satu celah ``slot``.

    Contoh::

        >>> fill(["{nama} menanam padi."], ["Asep", "Luh"], "nama")
        [['Asep menanam padi.', 'Luh menanam padi.']]
    """
    _check_list(templates, "pola")
    _check_list(words, "kata")
    for number, template in enumerate(templates):
        found = _fields(template)
        if found != [slot]:
            seen = ", ".join(f"{{{name}}}" for name in found) or "tidak ada"
            raise ValueError(
                f"Pola nomor {number} harus memuat celah {{{slot}}} tepat sekali dan tanpa celah lain; "
                f"celah di dalamnya: {seen}. Polanya: {template!r}."
            )
    return [[template.format(**{slot: word}) for word in words] for template in templates]


def group_contrast(groups: Sequence[str], first: str, second: str):
    """Bobot setiap kata untuk rata-rata kelompok ``first`` dikurangi rata-rata ``second``.

    Args:
        groups: kelompok setiap kata, bentuk (W,).
        first: kelompok yang mendapat bobot positif, masing-masing ``1 / banyak kata``.
        second: kelompok yang mendapat bobot negatif. Kata dari kelompok lain berbobot 0.

    Returns:
        Larik (W,); ``scores @ group_contrast(...)`` adalah selisih kedua kelompok setiap pola.

    Raises:
        ValueError: kedua kelompok sama, atau salah satunya tidak mempunyai kata.

    Contoh::

        >>> group_contrast(["L", "P", "L", "N"], "L", "P").tolist()
        [0.5, -1.0, 0.5, 0.0]
    """
    import numpy as np

    groups = np.asarray(groups)
    if first == second:
        raise ValueError(
            f"Kontras memerlukan dua kelompok yang berbeda, bukan {first!r} dengan dirinya sendiri."
        )
    contrast = np.zeros(len(groups))
    for name, sign in ((first, 1.0), (second, -1.0)):
        members = groups == name
        if not members.any():
            known = ", ".join(sorted(map(str, np.unique(groups)))) or "tidak ada"
            raise ValueError(f"Kelompok {name!r} kosong: tidak ada katanya. Kelompok yang ada: {known}.")
        contrast[members] = sign / members.sum()
    return contrast


def _fields(template: str) -> list[str]:
    """Nama celah sebuah pola, berurutan, dengan pesan jelas bila kurung kurawalnya pincang."""
    try:
        return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise ValueError(f"Kurung kurawal pola {template!r} tidak berpasangan.") from error


def _check_list(values: Sequence[str], called: str) -> None:
    if isinstance(values, str):
        raise ValueError(f"Berikan daftar {called}, bukan satu teks.")
    if not len(values):
        raise ValueError(f"Daftar {called} kosong.")
    for number, value in enumerate(values):
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"Unsur nomor {number} di daftar {called} kosong atau bukan teks: {value!r}.")
    twins = sorted({value for value in values if list(values).count(value) > 1})
    if twins:
        raise ValueError(f"Daftar {called} memuat yang kembar: {', '.join(map(repr, twins))}.")
