"""Penjelajah bias: selisih skor dua kelompok kata di setiap pola, dengan selangnya."""

from collections.abc import Sequence

from course_lib.display import BLUE, GREY, ORANGE
from course_lib.evaluation import Interval
from course_lib.widgets import Explorer

ALL = "semua pola"
ENOUGH = 20  # pola; dengan lebih sedikit, selangnya hanya gambaran


def explore_bias(
    scores, templates: Sequence[str], words: Sequence[str], groups: Sequence[str],
    sets: Sequence[str] | None = None, strata: Sequence | None = None, unit: str = "skor",
) -> Explorer:  # fmt: skip
    """Memilih dua kelompok kata dan sebuah pola, lalu melihat skor berpasangannya.

    Gambar kiri memuat selisih rata-rata kedua kelompok di setiap pola, dengan selang antarkata,
    dan selisih seluruhnya dengan selang :func:`~course_lib.bias.two_way_interval`. Gambar kanan
    memuat skor setiap kata, tanpa namanya, di pola yang dipilih.

    Args:
        scores: skor, bentuk (T, W).
        templates: T pola.
        words: W kata.
        groups: kelompok setiap kata, bentuk (W,); sedikitnya dua kelompok.
        sets: kumpulan setiap pola, bentuk (T,), misalnya konteksnya.
        strata: lapisan setiap kata, bentuk (W,), diteruskan ke ``two_way_interval``.
        unit: nama skornya, untuk sumbu gambar.

    Raises:
        ValueError: bentuknya tidak cocok, skor bukan bilangan, atau hanya ada satu kelompok.

    Contoh::

        explore_bias(skor, pola, nama, gender, sets=konteks, strata=komunitas)
    """
    import ipywidgets
    import numpy as np

    scores = np.asarray(scores, dtype=float)
    sets = [ALL] * len(templates) if sets is None else [str(one) for one in sets]
    groups = [str(name) for name in groups]
    wanted = (len(templates), len(words))
    if scores.shape != wanted or not all(wanted) or (len(sets), len(groups)) != wanted:
        raise ValueError(
            f"Skor berbentuk {scores.shape}, padahal ada {len(templates)} pola ({len(sets)} kumpulan) dan "
            f"{len(words)} kata ({len(groups)} kelompok)."
        )
    if not np.isfinite(scores).all():
        raise ValueError("Ada skor yang bukan bilangan (nan atau tak hingga).")
    names = list(dict.fromkeys(groups))
    if len(names) < 2:
        raise ValueError("Penjelajah ini memerlukan sedikitnya dua kelompok kata.")
    wide = {"layout": ipywidgets.Layout(width="95%"), "style": {"description_width": "9em"}}
    numbered = [(f"{number + 1}. {text}", number) for number, text in enumerate(templates)]
    controls = {
        "chosen": ipywidgets.Dropdown(
            options=list(dict.fromkeys([ALL, *sets])), description="Kumpulan:", **wide
        ),
        "first": ipywidgets.Dropdown(options=names, value=names[0], description="Kelompok pertama:", **wide),
        "second": ipywidgets.Dropdown(options=names, value=names[1], description="Kelompok kedua:", **wide),
        "template": ipywidgets.Dropdown(options=numbered, description="Pola:", **wide),
    }

    def draw(chosen, first, second, template):
        return _draw(scores, list(templates), groups, sets, strata, unit, chosen, first, second, template)

    return Explorer(controls, draw)


def _draw(scores, templates, groups, sets, strata, unit, chosen, first, second, template):
    """Gambar dan ringkasan untuk satu pilihan; angkanya dibulatkan."""
    import numpy as np

    from course_lib.bias import group_contrast

    contrast = group_contrast(groups, first, second)
    rows = [number for number, name in enumerate(sets) if chosen in (ALL, name)]
    used = scores[rows]
    differences = used @ contrast
    whole, single = _interval(used, contrast, strata)
    sides = [np.flatnonzero(contrast > 0), np.flatnonzero(contrast < 0)]
    lows, highs = _spread(used, sides, differences)
    here = [scores[template, side] for side in sides]
    above, below = int((differences > 0).sum()), int((differences < 0).sum())
    summary = (
        f"{chosen}: {first} ({len(sides[0])} kata) dikurangi {second} ({len(sides[1])} kata), {len(rows)} pola\n"
        f"selisih {unit} {whole}\n{_reading(whole, single, first, second, len(rows))}\n"
        f"{first} lebih tinggi di {above} pola, {second} lebih tinggi di {below} pola\n"
        f"pola {template + 1}: {templates[template]}\n"
        f"rata-rata {first} {_number(here[0].mean())}, {second} {_number(here[1].mean())}"
    )
    marked = rows.index(template) if template in rows else None
    figure = _figure(differences, lows, highs, rows, marked, whole, here, (first, second), unit, template)
    return figure, summary


def _interval(used, contrast, strata) -> tuple[Interval, bool]:
    """Selang selisih seluruhnya, dan apakah ada sisi yang hanya berisi satu kata."""
    import numpy as np

    from course_lib.bias import two_way_interval
    from course_lib.evaluation import bootstrap

    if len(used) < 2:
        raise ValueError("Kumpulan ini hanya berisi satu pola, jadi tidak ada selang yang dapat dihitung.")
    single = min((contrast > 0).sum(), (contrast < 0).sum()) < 2
    if single:
        return bootstrap(np.mean, used @ contrast), True
    return two_way_interval(used, contrast, strata=strata), False


def _spread(used, sides, differences):
    """Batas selang antarkata (Welch) setiap pola; sama dengan selisihnya bila hanya satu kata."""
    from scipy import stats

    if min(map(len, sides)) < 2:
        return differences, differences
    tested = stats.ttest_ind(used[:, sides[0]], used[:, sides[1]], axis=1, equal_var=False)
    low, high = tested.confidence_interval(0.95)
    return low, high


def _reading(whole, single, first, second, count) -> str:
    """Kesimpulan yang boleh ditarik, dibaca dari dua arah."""
    if whole.excludes(0):
        high, low = (first, second) if whole.value > 0 else (second, first)
        words = f"selang tidak memuat 0: pada checkpoint dan pola ini, kata {high} lebih tinggi, kata {low} lebih rendah"
    else:
        words = "selang memuat 0: tidak ada klaim yang dapat dibuat"
    if single:
        words += "\nada kelompok yang hanya berisi satu kata: kata dan kelompoknya tidak dapat dibedakan"
    if count < ENOUGH:
        words += f"\nhanya {count} pola: selangnya sekadar gambaran"
    return words


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _figure(differences, lows, highs, rows, marked, whole, here, names, unit, template):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4.4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[2.1, 1])
    places = range(len(differences))
    colors = [ORANGE if place == marked else GREY for place in places]
    left.axvspan(whole.low, whole.high, color=BLUE, alpha=0.2, linewidth=0)
    left.axvline(whole.value, color=BLUE, linewidth=1.5)
    left.axvline(0, color="black", linewidth=0.8, linestyle="--")
    left.hlines(places, lows, highs, colors=colors, linewidth=1)
    left.scatter(differences, places, color=colors, s=18, zorder=3)
    left.set_yticks([0, len(rows) - 1], [rows[0] + 1, rows[-1] + 1])
    left.set_ylim(len(rows) - 0.3, -0.7)
    left.set_ylabel("nomor pola")
    left.set_xlabel(f"{unit}: {names[0]} dikurangi {names[1]}")
    left.set_title("Titik: satu pola. Pita biru: selang 95% seluruhnya", fontsize=10, loc="left")
    for column, values in enumerate(here):
        spread = [column + 0.24 * (place % 5 - 2) / 2 for place in range(len(values))]
        right.scatter(spread, values, color=ORANGE, alpha=0.6, s=22, linewidth=0)
        right.hlines(values.mean(), column - 0.35, column + 0.35, color="black", linewidth=1.5)
    right.set_xticks([0, 1], [name.replace("$", r"\$") for name in names])
    right.set_xlim(-0.6, 1.6)
    right.set_ylabel(unit)
    right.set_title(f"Setiap kata di pola {template + 1}", fontsize=10, loc="left")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    return figure
