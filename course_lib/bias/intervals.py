"""Selang kepercayaan bagi selisih dua kelompok kata.

Skor disusun sebagai tabel (T, W): T pola dan W kata. Pola hanyalah contoh dari kalimat
yang mungkin ditulis, dan kata hanyalah contoh dari kata kelompoknya. Selang yang hanya
memperhitungkan pola menjawab "apakah kata-kata ini berbeda", bukan "apakah kelompoknya
berbeda" (Clark 1973, https://doi.org/10.1016/S0022-5371(73)80014-3).
"""

from collections.abc import Sequence

from course_lib.bias.design import checked, sides
from course_lib.evaluation import Interval


def two_way_interval(scores, contrast, level: float = 0.95, strata: Sequence | None = None) -> Interval:
    """Selang t bagi selisih dua kelompok kata; pola dan kata sama-sama contoh acak.

    Ragamnya (*variance*) adalah ragam antarpola ditambah ragam antarkata, dikurangi sisa yang
    terhitung dua kali. Derajat bebasnya menurut Satterthwaite 1946
    (https://doi.org/10.2307/3002019), segagasan dengan *quasi-F* Clark 1973. Tidak ada undian,
    jadi hasilnya selalu sama. Inilah selang untuk klaim tentang kelompok: pada simulasi
    tanpa bias, selang 95% ini memuat nol 93 sampai 98 kali dari 100.

    Args:
        scores: skor, bentuk (T, W); T sebaiknya 20 atau lebih.
        contrast: bobot setiap kata, bentuk (W,), misalnya dari ``group_contrast``. Kata
            berbobot 0 diabaikan.
        level: tingkat kepercayaan, antara 0 dan 1.
        strata: lapisan setiap kata, bentuk (W,), misalnya komunitas asal nama. Bila diberikan,
            kedua kelompok dibandingkan di dalam lapisan, dan lapisannya yang menjadi contoh
            acak.

    Returns:
        :class:`~course_lib.evaluation.Interval` dalam satuan ``scores``; nilainya rata-rata
        ``scores @ contrast``.

    Raises:
        ValueError: bentuk tidak cocok, ada nilai yang bukan bilangan, pola kurang dari dua, satu
            sisi hanya satu kata (kata dan kelompok tidak dapat dibedakan), lapisan kurang dari
            dua, atau bobot sebuah lapisan tidak berjumlah 0.

    Contoh::

        >>> skor = [[0.9, 0.7, 0.2, 0.4], [0.8, 0.9, 0.3, 0.3], [0.7, 0.6, 0.1, 0.2]]
        >>> two_way_interval(skor, [0.5, 0.5, -0.5, -0.5])
        0,517 [0,107; 0,926]
    """
    import numpy as np
    from scipy import stats

    scores, contrast, layers = checked(scores, contrast, level, strata)
    differences = scores @ contrast
    value = float(differences.mean())
    templates = (differences.var(ddof=1) / len(scores), len(scores) - 1)
    if layers is None:
        words, rest = _word_variances(scores, contrast)
    else:
        words, rest = _layer_variances(scores, contrast, layers)
    total = max(templates[0] + words[0] - rest[0], templates[0], words[0])
    if total <= 0:
        return Interval(value, value, value)
    parts = (templates, words, rest)
    freedom = total**2 / sum(variance**2 / degrees for variance, degrees in parts)
    half = float(stats.t.ppf((1 + level) / 2, freedom) * np.sqrt(total))
    return Interval(value, value - half, value + half)


def two_way_bootstrap(
    scores, contrast, repeats: int = 2000, level: float = 0.95, seed: int = 42, strata: Sequence | None = None
) -> Interval:
    """Selang bootstrap bagi selisih dua kelompok kata; pola dan kata sama-sama diambil ulang.

    Baris (pola) dan kolom (kata, di dalam tiap sisi kontras) diambil ulang sendiri-sendiri:
    bootstrap sarang merpati, Owen 2007, https://doi.org/10.1214/07-AOAS122. Karena kata hanya
    sedikit, persentilnya diperlebar menurut Hesterberg 2015,
    https://doi.org/10.1080/00031305.2015.1089789. Mudah dibayangkan, tetapi hanya perkiraan:
    bila kata dan pola hampir tidak berpengaruh, selangnya terlalu lebar; dengan lapisan yang
    hanya beberapa, terlalu sempit. Untuk klaim, pakai :func:`two_way_interval`.

    Args:
        scores: skor, bentuk (T, W).
        contrast: bobot setiap kata, bentuk (W,).
        repeats: banyak pengambilan ulang.
        level: tingkat kepercayaan, antara 0 dan 1.
        seed: benih acak; benih yang sama memberi selang yang sama.
        strata: lapisan setiap kata, bentuk (W,). Bila diberikan, yang diambil ulang adalah
            lapisan, bersama semua katanya.

    Returns:
        :class:`~course_lib.evaluation.Interval` dalam satuan ``scores``.

    Raises:
        ValueError: seperti :func:`two_way_interval`, atau ``repeats`` kurang dari 100.

    Contoh::

        two_way_bootstrap(skor, group_contrast(gender, "L", "P"), strata=komunitas)
    """
    import numpy as np
    from scipy import stats

    scores, contrast, layers = checked(scores, contrast, level, strata)
    if repeats < 100:
        raise ValueError(
            f"`repeats={repeats}` terlalu sedikit untuk membaca batas selang; pakai 1000 atau lebih."
        )
    rng = np.random.default_rng(seed)
    both = sides(contrast)
    counts = np.ones((repeats, len(contrast)))
    if layers is None:
        for side in both:
            counts[:, side] = _resampled(rng, int(side.sum()), repeats)
        smallest = min(int(side.sum()) for side in both)
        freedom = sum(int(side.sum()) - 1 for side in both)
    else:
        smallest = int(layers.max()) + 1
        freedom = smallest - 1
        counts = _resampled(rng, smallest, repeats)[:, layers]
    weights = counts * contrast
    for side in both:  # setiap sisi tetap berjumlah seperti semula
        weights[:, side] *= contrast[side].sum() / weights[:, side].sum(axis=1, keepdims=True)
    rows = _resampled(rng, len(scores), repeats) / len(scores)
    values = ((rows @ scores) * weights).sum(axis=1)
    wider = np.sqrt(smallest / (smallest - 1)) * stats.t.ppf((1 + level) / 2, freedom)
    low, high = np.quantile(values, [stats.norm.cdf(-wider), stats.norm.cdf(wider)])
    return Interval(float((scores @ contrast).mean()), float(low), float(high))


def _word_variances(scores, contrast):
    """(ragam, derajat bebas) antarkata dan sisanya; kata saling bebas di dalam tiap sisi."""
    between, within, degrees = [], 0.0, 0
    for side in sides(contrast):
        block, weight, count = scores[:, side], (contrast[side] ** 2).sum(), int(side.sum())
        between.append((block.mean(axis=0).var(ddof=1) * weight, count - 1))
        residual = block - block.mean(axis=0) - block.mean(axis=1, keepdims=True) + block.mean()
        freedom = (len(scores) - 1) * (count - 1)
        within += (residual**2).sum() / freedom * weight / len(scores)
        degrees += freedom
    words = sum(variance for variance, _ in between)
    spread = sum(variance**2 / freedom for variance, freedom in between)
    return (words, words**2 / spread if spread else 1), (within, degrees)


def _layer_variances(scores, contrast, layers):
    """(ragam, derajat bebas) antarlapisan dan sisanya; setiap lapisan memberi satu selisih."""
    import numpy as np

    member = np.eye(int(layers.max()) + 1)[layers]
    share = np.clip(contrast, 0, None) @ member
    total = share.sum()
    gaps = scores @ (contrast[:, None] * member) / (share / total)  # (T, lapisan)
    weight = share / total
    count, value = len(weight), gaps.mean(axis=0) @ weight
    scale = count / (count - 1) * weight**2
    words = (scale * (gaps.mean(axis=0) - value) ** 2).sum()
    residual = gaps - gaps.mean(axis=0) - (gaps @ weight)[:, None] + value
    rest = (scale * residual**2).sum() / ((len(scores) - 1) * len(scores))
    return (words, count - 1), (rest, (len(scores) - 1) * (count - 1))


def _resampled(rng, count: int, repeats: int):
    """Berapa kali setiap unsur terambil, bentuk (repeats, count)."""
    return rng.multinomial(count, [1 / count] * count, size=repeats).astype(float)
