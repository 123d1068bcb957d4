"""Mencari perbedaan pertama antara jawaban dan nilai yang diharapkan."""

import math
import numbers
import reprlib
import types
from typing import NamedTuple

TOLERANCE = 1e-4


class Difference(NamedTuple):
    """Letak perbedaan (`where`, boleh kosong) serta kedua nilainya sebagai teks."""

    where: str
    expected: str
    seen: str


def short(value, limit=80, items=8):
    """Tulis nilai sebagai teks pendek; pecahan dibulatkan sampai 6 angka penting.

    Paling banyak `limit` huruf, dan `items` unsur dari setiap daftar atau kamus.

    Contoh: ``short(0.1 + 0.2)`` menghasilkan ``'0.3'``.
    """
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()  # skalar numpy atau tensor berisi satu angka
    if type(value).__module__.startswith("transformers"):
        return f"<{type(value).__name__}>"
    if isinstance(value, types.GeneratorType):
        return "<generator>"
    if callable(value) and hasattr(value, "__name__"):
        return f"fungsi `{value.__name__}`"
    brief = _Brief()
    brief.maxstring = brief.maxother = limit
    brief.maxlist = brief.maxtuple = brief.maxdict = brief.maxset = items
    try:
        text = " ".join(brief.repr(value).split())
    except Exception:  # __repr__ milik pembaca boleh rusak
        text = f"sebuah {type(value).__name__}"
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Brief(reprlib.Repr):
    def repr_float(self, value, level):
        return repr(float(f"{value:.6g}"))


def difference(seen, expected, tolerance=TOLERANCE):
    """Bandingkan `seen` dengan `expected`; None jika sama, selain itu Difference pertama.

    Pecahan boleh meleset sejauh `tolerance` (relatif atau mutlak). Daftar dan tuple
    dianggap setara. Tensor, larik numpy, DataFrame, dan Series dibandingkan bentuk
    lalu isinya.

    Contoh::

        >>> difference([1, 2], [1, 3])
        Difference(where='indeks 1', expected='3', seen='2')
    """
    if getattr(expected, "shape", None) == ():
        expected = expected.item()
    if _is_array(expected):
        return _array_difference(seen, expected, tolerance)
    if _is_pandas(expected):
        return _pandas_difference(seen, expected, tolerance)
    if _is_array(seen):
        seen = seen.tolist()
    if isinstance(expected, (list, tuple)):
        return _list_difference(seen, expected, tolerance)
    if isinstance(expected, dict):
        return _dict_difference(seen, expected, tolerance)
    if _equal(seen, expected, tolerance):
        return None
    return _scalar_difference(seen, expected)


def _equal(seen, expected, tolerance):
    if isinstance(expected, bool) or expected is None:
        return seen is expected
    if isinstance(expected, numbers.Number):
        if isinstance(seen, bool) or not isinstance(seen, numbers.Number):
            return False
        if isinstance(expected, int) and isinstance(seen, int):
            return seen == expected
        both_nan = math.isnan(seen) and math.isnan(expected)
        return both_nan or math.isclose(seen, expected, rel_tol=tolerance, abs_tol=tolerance)
    try:
        return type(seen) is type(expected) and bool(seen == expected)
    except Exception:  # __eq__ milik pembaca boleh rusak
        return False


def _scalar_difference(seen, expected):
    texts = [short(expected), short(seen)]
    if texts[0] == texts[1]:
        texts = [repr(expected), repr(seen)]
    same_type = type(seen) is type(expected)
    both_numbers = isinstance(seen, numbers.Number) and isinstance(expected, numbers.Number)
    if isinstance(seen, str) and isinstance(expected, str):
        if seen.split() == expected.split():
            texts[1] += " (hanya spasi atau baris barunya yang berbeda)"
        elif seen.lower() == expected.lower():
            texts[1] += " (hanya huruf besar dan kecilnya yang berbeda)"
    elif seen is not None and not same_type and not both_numbers and not callable(seen):
        texts[1] += f" (bertipe {type(seen).__name__})"
    return Difference("", *texts)


def _deeper(where, found):
    return Difference(f"{where}, {found.where}" if found.where else where, *found[1:])


def _list_difference(seen, expected, tolerance):
    if not isinstance(seen, (list, tuple)):
        return Difference("", f"daftar berisi {len(expected)} unsur", _kind(seen))
    if len(seen) != len(expected):
        return Difference(
            "", f"daftar berisi {len(expected)} unsur", f"daftar berisi {len(seen)} unsur, {short(seen)}"
        )
    for index, (one, other) in enumerate(zip(seen, expected)):
        found = difference(one, other, tolerance)
        if found:
            return _deeper(f"indeks {index}", found)
    return None


def _dict_difference(seen, expected, tolerance):
    if not hasattr(seen, "keys"):
        return Difference("", "kamus (dict)", _kind(seen))
    if set(seen.keys()) != set(expected):
        keys = [", ".join(map(short, names)) for names in (expected, seen.keys())]
        return Difference("", f"kamus dengan kunci {keys[0]}", f"kamus dengan kunci {keys[1]}")
    for key, value in expected.items():
        found = difference(seen[key], value, tolerance)
        if found:
            return _deeper(f"kunci {short(key)}", found)
    return None


def _array_difference(seen, expected, tolerance):
    import numpy

    wanted = type(expected).__name__
    if not _is_array(seen):
        return Difference("", f"{wanted} berbentuk {tuple(expected.shape)}", _kind(seen))
    if tuple(seen.shape) != tuple(expected.shape):
        shapes = [f"{type(a).__name__} berbentuk {tuple(a.shape)}" for a in (expected, seen)]
        return Difference("", *shapes)
    mine, right = _numpy(seen), _numpy(expected)
    if mine.dtype.kind not in "biuf" or right.dtype.kind not in "biuf":
        return _list_difference([mine.tolist()], [right.tolist()], tolerance)
    close = numpy.isclose(mine, right, rtol=tolerance, atol=tolerance, equal_nan=True)
    if close.all():
        return None
    place = tuple(int(i) for i in numpy.argwhere(~close)[0])
    where = f"indeks {list(place)}" if place else ""
    return Difference(where, short(right[place].item()), short(mine[place].item()))


def _pandas_difference(seen, expected, tolerance):
    wanted = type(expected).__name__
    if type(seen).__name__ != wanted:
        return Difference("", f"{wanted} berisi {len(expected)} baris", _kind(seen))
    if len(seen) != len(expected):
        return Difference("", f"{len(expected)} baris", f"{len(seen)} baris")
    if wanted == "Series":
        return _list_difference(seen.tolist(), expected.tolist(), tolerance)
    return _dict_difference(seen.to_dict("list"), expected.to_dict("list"), tolerance)


def _is_array(value):
    return type(value).__module__.split(".")[0] in ("torch", "numpy") and hasattr(value, "shape")


def _is_pandas(value):
    return type(value).__module__.startswith("pandas") and hasattr(value, "iloc")


def _numpy(value):
    import numpy

    if hasattr(value, "detach"):
        value = value.detach().cpu()
        value = (value.float() if value.is_floating_point() else value).numpy()
    return numpy.asarray(value)


def _kind(value):
    if value is None:
        return "None"
    return f"{short(value)} (bertipe {type(value).__name__})"
