"""Ukuran model, jadwal, dan setelan undian gpt-pantun; versi kecil untuk mencoba."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Shape:
    """Bentuk GPT-2: lapisan, lebar, kepala attention, kosakata, posisi."""

    layers: int = 4
    hidden: int = 192
    heads: int = 6
    vocabulary: int = 2048
    positions: int = 96


@dataclass(frozen=True)
class Training:
    """Jadwal satu tahap pelatihan; ``batch`` adalah banyak pantun tiap langkah."""

    steps: int = 1500
    warmup: int = 150
    decay: int = 900
    learning_rate: float = 2e-3
    batch: int = 32
    checkpoint_every: int = 200


@dataclass(frozen=True)
class Sampling:
    """Setelan ``generate`` yang disimpan di generation_config.json."""

    temperature: float = 0.7
    top_k: int = 50
    max_new_tokens: int = 72


@dataclass(frozen=True)
class Recipe:
    """Satu resep lengkap; ``samples`` adalah banyak pantun yang diukur tiap benih undian.

    Tahap kedua melanjutkan bobot tahap pertama dengan laju yang naik lagi lalu turun.
    """

    name: str = "gpt-pantun"
    shape: Shape = field(default_factory=Shape)
    stages: tuple[Training, ...] = (
        Training(),
        Training(steps=1000, warmup=50, decay=900, learning_rate=1.2e-3),
    )
    sampling: Sampling = field(default_factory=Sampling)
    corpus: int = 40_000
    seed: int = 20261123
    samples: int = 200
    sampling_seeds: tuple[int, ...] = (1, 2, 3)


PANTUN = Recipe()


def quick(recipe: Recipe) -> Recipe:
    """Resep yang sama dengan ukuran sangat kecil: seluruh tahap dalam beberapa detik."""
    return replace(
        recipe,
        shape=Shape(layers=1, hidden=32, heads=2, vocabulary=400, positions=128),
        stages=tuple(
            replace(stage, steps=8, warmup=2, decay=4, batch=4, checkpoint_every=4) for stage in recipe.stages
        ),
        corpus=60,
        samples=9,
        sampling_seeds=recipe.sampling_seeds[:2],
    )
