"""Bagian yang bernilai benar di setiap kelompok, misalnya laju keliru."""

from collections.abc import Sequence

from course_lib.bias.design import check_level
from course_lib.evaluation import Interval


def rates_by_group(flags: Sequence, groups: Sequence, level: float = 0.95) -> dict[str, Interval]:
    """Bagian yang bernilai benar di setiap kelompok, dengan selang Wilson.

    Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953, dihitung oleh
    ``scipy.stats.binomtest``. Barisnya dianggap saling bebas; bila beberapa baris berasal dari
    satu pola, pakai ``course_lib.evaluation.bootstrap`` dengan ``groups`` polanya.

    Args:
        flags: ``True``/``False`` atau 0/1, misalnya apakah tebakannya keliru; bentuk (n,).
        groups: kelompok setiap baris, bentuk (n,).
        level: tingkat kepercayaan, antara 0 dan 1.

    Returns:
        Kelompok ke selang, berurutan menurut kemunculan pertama (bukan menurut nilainya).

    Raises:
        ValueError: panjang berbeda, kosong, atau isinya bukan dua nilai.

    Contoh::

        >>> rates_by_group([1, 0, 0, 0, 0, 1], ["a", "a", "a", "b", "b", "b"])
        {'a': 0,333 [0,061; 0,792], 'b': 0,333 [0,061; 0,792]}
    """
    import numpy as np
    from scipy import stats

    check_level(level)
    flags, names = np.asarray(flags), [str(name) for name in groups]
    if flags.ndim != 1 or len(flags) != len(names) or not len(flags):
        raise ValueError(
            f"`flags` ({len(flags)}) dan `groups` ({len(names)}) harus sama panjang dan tidak kosong."
        )
    if not np.isin(flags, (0, 1)).all():
        raise ValueError("`flags` hanya boleh berisi True/False atau 1/0, satu untuk setiap baris.")
    rates = {}
    for name in dict.fromkeys(names):
        chosen = flags[np.array([one == name for one in names])]
        result = stats.binomtest(int(chosen.sum()), len(chosen))
        low, high = result.proportion_ci(confidence_level=level, method="wilson")
        rates[name] = Interval(float(chosen.mean()), float(low), float(high))
    return rates
