"""Kuantisasi: bilangan pecahan menjadi bilangan bulat kecil dengan sebuah skala.

Dibangun dengan tangan di Bab 10. Sumber: Jacob dkk. 2018, https://arxiv.org/abs/1712.05877
(titik nol dan skala); Dettmers dkk. 2022, https://arxiv.org/abs/2208.07339 (absmax per
kanal dan pencilan).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantized:
    """Bilangan bulat, skala, dan titik nol: ``nilai = (integers - zero) * scale``.

    Args:
        integers: tensor bilangan bulat, bentuk tensor asalnya.
        scale: jarak dua bilangan bulat berurutan, bentuk yang dapat disiarkan ke asalnya.
        zero: bilangan bulat yang mewakili 0,0, bentuk seperti ``scale``.
        bits: banyak bit setiap bilangan.

    Contoh::

        kecil = quantize_absmax(bobot, axis=1)
        (kecil.restore() - bobot).abs().max()
    """

    integers: object
    scale: object
    zero: object
    bits: int

    def restore(self):
        """Tensor ``float32`` hasil pemulihan, bentuk tensor asalnya."""
        return (self.integers.float() - self.zero.float()) * self.scale


def quantize_absmax(values, bits: int = 8, axis: int | None = None) -> Quantized:
    """Kuantisasi simetris: nilai mutlak terbesar menjadi bilangan bulat terbesar.

    Args:
        values: tensor pecahan, bentuk bebas.
        bits: 2 sampai 8. Delapan bit memakai -127 sampai 127, jadi 0 tetap tepat 0.
        axis: sumbu yang digabung menjadi satu skala; pada bobot ``Linear`` berbentuk
            (keluar, masuk), ``axis=1`` memberi satu skala setiap baris (*per kanal*).
            ``None``: satu skala untuk seluruh tensor.

    Returns:
        :class:`Quantized` dengan ``zero`` nol. Galat setiap unsur paling besar setengah skala.

    Raises:
        ValueError: ``bits`` di luar 2 sampai 8, tensor kosong atau bukan pecahan, atau ada
            NaN atau tak hingga.

    Contoh::

        >>> import torch
        >>> quantize_absmax(torch.tensor([-1.0, 0.0, 0.5])).integers.tolist()
        [-127, 0, 64]
    """
    import torch

    values = _checked(values, bits)
    top = 2 ** (bits - 1) - 1
    largest = values.abs().amax() if axis is None else values.abs().amax(dim=axis, keepdim=True)
    scale = torch.where(largest > 0, largest / top, torch.ones_like(largest))
    integers = torch.round(values / scale).clamp(-top, top).to(torch.int8)
    return Quantized(integers, scale, torch.zeros_like(scale), bits)


def quantize_zero_point(values, bits: int = 8, axis: int | None = None) -> Quantized:
    """Kuantisasi asimetris: nilai terkecil sampai terbesar dibagi rata menjadi ``2**bits`` anak tangga.

    Hemat bila nilainya berat sebelah, misalnya aktivasi sesudah GELU. Rentangnya selalu
    diperluas sampai memuat 0, supaya 0 (misalnya isian nol pada konvolusi) tetap tepat 0.

    Args:
        values: tensor pecahan, bentuk bebas.
        bits: 2 sampai 8; bilangan bulatnya 0 sampai ``2**bits - 1``.
        axis: seperti :func:`quantize_absmax`.

    Returns:
        :class:`Quantized`. Galat setiap unsur paling besar satu skala.

    Raises:
        ValueError: seperti :func:`quantize_absmax`.

    Contoh::

        >>> import torch
        >>> quantize_zero_point(torch.tensor([-1.0, 0.0, 4.1])).integers.tolist()
        [0, 50, 255]
    """
    import torch

    values = _checked(values, bits)
    top = 2**bits - 1
    if axis is None:
        low, high = values.amin(), values.amax()
    else:
        low, high = values.amin(dim=axis, keepdim=True), values.amax(dim=axis, keepdim=True)
    low, high = low.clamp(max=0), high.clamp(min=0)
    scale = torch.where(high > low, (high - low) / top, torch.ones_like(high))
    zero = torch.round(-low / scale).clamp(0, top)
    integers = (torch.round(values / scale) + zero).clamp(0, top).to(torch.uint8)
    return Quantized(integers, scale, zero, bits)


def relative_error(values, restored, axis: int | None = None):
    """Galat relatif ``||values - restored|| / ||values||``, 0 berarti tanpa galat.

    Args:
        values: tensor asal, bentuk bebas.
        restored: hasil pemulihan, bentuk yang sama.
        axis: bila diberikan, satu galat untuk setiap irisan di luar sumbu ini (misalnya
            ``axis=1``: setiap baris); ``None``: satu bilangan untuk seluruh tensor.

    Returns:
        Tensor berisi satu bilangan, atau satu bilangan setiap irisan. Irisan yang semuanya 0
        dan pulih tepat bergalat 0.

    Raises:
        ValueError: bentuknya berbeda.

    Contoh::

        >>> import torch
        >>> round(relative_error(torch.tensor([3.0, 4.0]), torch.tensor([3.0, 3.0])).item(), 3)
        0.2
    """
    import torch

    if values.shape != restored.shape:
        raise ValueError(f"Bentuknya harus sama, bukan {tuple(values.shape)} dan {tuple(restored.shape)}.")
    missed = torch.linalg.vector_norm(values - restored, dim=axis)
    size = torch.linalg.vector_norm(values, dim=axis)
    return torch.where(missed == 0, torch.zeros_like(missed), missed / size)


def _checked(values, bits: int):
    """``values`` sebagai ``float32``, atau ValueError yang mengatakan apa yang salah."""
    import torch

    if not 2 <= bits <= 8:
        raise ValueError(f"`bits` antara 2 dan 8, bukan {bits}.")
    if not torch.is_tensor(values) or not values.is_floating_point() or not values.numel():
        raise ValueError("Berikan tensor pecahan yang tidak kosong, misalnya `lapisan.weight.detach()`.")
    if not torch.isfinite(values).all():
        raise ValueError("Tensor ini memuat NaN atau tak hingga; skala tidak dapat dihitung darinya.")
    return values.detach().float()
