"""Uji permutasi untuk skor (T, W), dan koreksi untuk banyak uji.

Nilai p dihitung sebagai (b + 1) / (m + 1), karena susunan yang diamati juga salah satu
susunan yang mungkin: Phipson dan Smyth 2010, https://doi.org/10.2202/1544-6115.1585.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PermutationResult:
    """Hasil sebuah uji permutasi.

    Args:
        statistic: nilai pada data itu sendiri, dalam satuan skornya.
        p_value: bagian susunan acak yang sedikitnya sejauh itu dari nol, antara 0 dan 1.

    Contoh::

        >>> PermutationResult(0.125, 0.031)
        0,125 (p = 0,031)
    """

    statistic: float
    p_value: float

    def __repr__(self) -> str:
        chance = "p < 0,001" if self.p_value < 0.001 else f"p = {self.p_value:.3f}".replace(".", ",")
        return f"{self.statistic:.3f}".replace(".", ",") + f" ({chance})"


def label_permutation_test(
    scores, groups: Sequence, strata: Sequence | None = None, repeats: int = 5000, seed: int = 42
) -> PermutationResult:
    """Apakah kelompok katanya berbeda, atau hanya kata-katanya? Label kelompok diacak antarkata.

    Setiap kata dibawa utuh bersama semua polanya, sehingga kata yang aneh sendirian tidak
    menjadi bukti tentang kelompoknya. Hipotesis nolnya: di dalam satu lapisan, label kelompok
    boleh ditukar. Polanya dianggap tetap; kesimpulannya tentang pola-pola ini. Bila kelompoknya
    seimbang di setiap lapisan, sebutkan lapisannya; tanpa itu uji ini terlalu jarang menolak.

    Args:
        scores: skor, bentuk (T, W), atau rata-rata setiap kata, bentuk (W,).
        groups: kelompok setiap kata, bentuk (W,).
        strata: lapisan setiap kata, bentuk (W,). Label hanya ditukar di dalam lapisan, dan
            rata-rata lapisan dikurangkan lebih dahulu.
        repeats: banyak pengacakan.
        seed: benih acak; benih yang sama memberi p yang sama.

    Returns:
        :class:`PermutationResult` dua arah. Dua kelompok: selisih rata-rata (kelompok yang
        pertama muncul dikurangi yang kedua). Tiga atau lebih: simpangan baku rata-rata kelompok.

    Raises:
        ValueError: bentuk tidak cocok, hanya satu kelompok, atau susunan label yang mungkin
            terlalu sedikit sehingga p tidak mungkin mencapai 0,05 (misalnya satu kata
            setiap kelompok).

    Contoh::

        >>> skor = [[3.0, 3.1, 2.9, 3.2, 1.0, 1.1, 0.8, 0.9]] * 20
        >>> label_permutation_test(skor, list("LLLLPPPP"))
        2,100 (p = 0,028)
    """
    import numpy as np

    means = np.asarray(scores, dtype=float)
    if not np.isfinite(means).all():
        raise ValueError("Ada skor yang bukan bilangan (nan atau tak hingga).")
    means = means.mean(axis=0) if means.ndim == 2 else means
    groups = [str(name) for name in groups]
    layers = ["semua"] * len(groups) if strata is None else [str(name) for name in strata]
    if means.ndim != 1 or not len(means) == len(groups) == len(layers):
        raise ValueError(
            f"Skor untuk {means.shape[-1] if means.ndim else 0} kata, kelompok untuk {len(groups)}, lapisan untuk "
            f"{len(layers)}; ketiganya harus sama banyak."
        )
    names = list(dict.fromkeys(groups))
    if len(names) < 2:
        raise ValueError("Uji ini memerlukan sedikitnya dua kelompok kata.")
    _check_arrangements(groups, layers)
    layer = np.unique(layers, return_inverse=True)[1]
    sizes = np.bincount(layer)
    means = means - (np.bincount(layer, means) / sizes)[layer]
    member = np.eye(len(names))[[names.index(name) for name in groups]]
    member = member / member.sum(axis=0)

    def statistic(values):
        by_group = values @ member
        return by_group[..., 0] - by_group[..., 1] if len(names) == 2 else by_group.std(axis=-1)

    # Kunci acak yang diurutkan di dalam lapisan adalah permutasi acak lapisan itu.
    keys = layer + np.random.default_rng(seed).random((repeats, len(means)))
    shuffled = np.empty_like(keys)
    shuffled[:, np.argsort(layer, kind="stable")] = means[np.argsort(keys, axis=1)]
    observed = float(statistic(means))
    return PermutationResult(observed, _p_value(statistic(shuffled), observed))


def sign_flip_test(differences: Sequence[float], repeats: int = 5000, seed: int = 42) -> PermutationResult:
    """Apakah rata-rata selisih berpasangan bukan nol? Tanda setiap selisih diundi.

    Satu selisih untuk setiap pola, misalnya skor "pria" dikurangi skor "wanita" di pola yang
    sama. Hipotesis nolnya: selisihnya setangkup di sekitar nol. Katanya dianggap tetap, jadi
    kesimpulannya tentang kata-kata itu, bukan tentang kelompok yang diwakilinya. Selisih yang sangat
    berat sebelah membuat uji ini menolak terlalu sering (lognormal, 28 pola: 14%, bukan 5%).

    Args:
        differences: selisih setiap pola, bentuk (T,); T sedikitnya 6, sebaiknya 20.
        repeats: banyak undian; bila 2 pangkat T lebih sedikit, semua susunan dihitung.
        seed: benih acak.

    Returns:
        :class:`PermutationResult` dua arah; ``statistic`` rata-rata selisihnya.

    Raises:
        ValueError: bukan satu deret, kurang dari enam (p tidak mungkin di bawah 0,05), atau ada
            nilai yang bukan bilangan.

    Contoh::

        >>> sign_flip_test([0.3, 0.2, 0.5, 0.4, 0.1, 0.3, 0.2, 0.4])
        0,300 (p = 0,008)
    """
    import numpy as np
    from scipy import stats

    values = np.asarray(differences, dtype=float)
    if values.ndim != 1 or len(values) < 6:
        raise ValueError(
            f"Berikan satu deret selisih, sedikitnya enam; bentuknya {values.shape}. Dengan lima selisih atau "
            "kurang, p terkecil yang mungkin di atas 0,05."
        )
    if not np.isfinite(values).all():
        raise ValueError("Ada selisih yang bukan bilangan (nan atau tak hingga).")

    def distance(sample, axis):
        return abs(sample.mean(axis=axis))

    result = stats.permutation_test(
        (values,), distance, permutation_type="samples", vectorized=True, n_resamples=repeats,
        alternative="greater", rng=np.random.default_rng(seed),
    )  # fmt: skip
    return PermutationResult(float(values.mean()), float(result.pvalue))


def holm(p_values: Sequence[float]):
    """Nilai p yang dikoreksi menurut Holm, untuk beberapa uji sekaligus.

    Peluang sedikitnya satu uji keliru menolak tetap paling besar 5% bila ambangnya 0,05,
    apa pun hubungan di antara ujinya. Sumber: Holm 1979,
    *A Simple Sequentially Rejective Multiple Test Procedure*,
    *Scandinavian Journal of Statistics* 6, 65-70. Untuk mengendalikan bagian
    temuan yang palsu (Benjamini dan Hochberg 1995), pakai
    ``scipy.stats.false_discovery_control``.

    Args:
        p_values: nilai p setiap uji, bentuk (m,).

    Returns:
        Larik (m,) dalam urutan semula, masing-masing paling besar 1.

    Raises:
        ValueError: kosong, atau ada nilai di luar 0 sampai 1.

    Contoh::

        >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
        [0.03, 0.06, 0.06]
    """
    import numpy as np

    values = np.asarray(p_values, dtype=float)
    if values.ndim != 1 or not values.size or not ((values >= 0) & (values <= 1)).all():
        raise ValueError("Berikan satu deret nilai p yang tidak kosong, masing-masing antara 0 dan 1.")
    order = np.argsort(values, kind="stable")
    steps = values[order] * np.arange(len(values), 0, -1)
    corrected = np.empty_like(values)
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return corrected


def _p_value(shuffled, observed: float) -> float:
    """(b + 1) / (m + 1); hasil yang sama kecuali galat pembulatan dihitung sama jauh."""
    beyond = (abs(shuffled) >= abs(observed) * (1 - 1e-9) - 1e-15).sum()
    return float((beyond + 1) / (len(shuffled) + 1))


def _check_arrangements(groups: list[str], layers: list[str]) -> None:
    """Menolak rancangan yang p terkecilnya di atas 0,05."""
    from math import factorial, prod

    names, places = sorted(set(groups)), sorted(set(layers))
    pairs = Counter(zip(groups, layers, strict=True))
    table = [tuple(pairs[name, place] for place in places) for name in names]
    ways = prod(factorial(n) for n in Counter(layers).values()) // prod(factorial(n) for n in pairs.values())
    # Kelompok yang sama banyak di semua lapisan dapat bertukar nama tanpa mengubah jaraknya.
    same = prod(factorial(n) for n in Counter(table).values())
    if same / ways > 0.05:
        raise ValueError(
            f"Hanya ada {ways} susunan label, jadi p terkecil yang mungkin {same / ways:.2f}".replace(
                ".", ","
            )
            + ". Tambahkan kata di setiap kelompok; dengan satu kata, kata dan kelompok tidak dapat dibedakan."
        )
