"""Selang kepercayaan untuk bagian yang berhasil (proporsi)."""

import math

Z95 = 1.959964


def proportion(hits: int, rows: int) -> dict[str, float]:
    """Bagian ``hits`` dari ``rows`` beserta selang kepercayaan 95% menurut Wilson.

    Selang Wilson tetap masuk akal bila semua berhasil: 600 dari 600 tidak berarti
    pasti tanpa salah. Sumber: Wilson 1927, JASA 22(158).

    Raises:
        ValueError: ``rows`` nol atau ``hits`` di luar 0 sampai ``rows``.

    Contoh::

        >>> {key: round(value, 3) for key, value in proportion(8, 10).items()}
        {'hits': 8, 'rows': 10, 'value': 0.8, 'low': 0.49, 'high': 0.943}
    """
    if not 0 <= hits <= rows or not rows:
        raise ValueError(f"Tidak mungkin {hits} berhasil dari {rows} baris.")
    share, spread = hits / rows, Z95**2 / rows
    centre = (share + spread / 2) / (1 + spread)
    half = Z95 * math.sqrt(share * (1 - share) / rows + spread / (4 * rows)) / (1 + spread)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return {"hits": hits, "rows": rows, "value": share, "low": low, "high": high}
