"""Ukuran model, jadwal, dan benih t5-angka; versi kecil untuk mencoba."""

from dataclasses import dataclass, field, replace

from recipes.t5_angka.data import Sizes


@dataclass(frozen=True)
class Shape:
    """Bentuk T5: lapisan enkoder dan dekoder, lebar, lebar umpan maju, kepala attention."""

    layers: int = 3
    hidden: int = 128
    feed_forward: int = 512
    heads: int = 4


@dataclass(frozen=True)
class Training:
    """Jadwal pelatihan; ``batch`` adalah banyak pasangan tiap langkah."""

    steps: int = 1400
    warmup: int = 200
    decay: int = 900
    learning_rate: float = 2e-3
    batch: int = 96
    checkpoint_every: int = 250


@dataclass(frozen=True)
class Recipe:
    """Satu resep lengkap; ``seeds`` yang pertama adalah yang disajikan."""

    name: str = "t5-angka"
    shape: Shape = field(default_factory=Shape)
    training: Training = field(default_factory=Training)
    sizes: Sizes = field(default_factory=Sizes)
    seeds: tuple[int, ...] = (1, 2, 3)


ANGKA = Recipe()


def quick(recipe: Recipe) -> Recipe:
    """Resep yang sama dengan ukuran sangat kecil: seluruh tahap dalam beberapa detik."""
    return replace(
        recipe,
        shape=Shape(layers=1, hidden=32, feed_forward=64, heads=2),
        training=replace(recipe.training, steps=8, warmup=2, decay=4, batch=16, checkpoint_every=4),
        sizes=Sizes(numbers=(50, 50, 50), dates=100, held=4, held_dates=7, new_years=7),
        seeds=recipe.seeds[:2],
    )
