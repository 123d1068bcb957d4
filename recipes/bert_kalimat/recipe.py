"""Pilihan yang menghasilkan bert-kalimat-nusantara, dan versi kecil untuk mencoba."""

from dataclasses import dataclass, field, replace

from recipes.bert_mini.config import Shape


@dataclass(frozen=True)
class Contrast:
    """Jadwal pelatihan kontrastif.

    ``rows`` adalah banyaknya pasangan per batch, ``temperature`` pembagi kemiripan
    kosinus, ``shares`` bobot tiap sumber saat satu sumber dipilih untuk sebuah batch.
    """

    steps: int
    warmup: int
    decay: int
    learning_rate: float = 1e-3
    rows: int = 128
    temperature: float = 0.05
    max_length: int = 48
    checkpoint_every: int = 200
    shares: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SentenceRecipe:
    """Bentuk penyandi, jadwal, dan benih acak resep ini."""

    name: str
    shape: Shape
    training: Contrast
    seeds: tuple[int, ...] = (1, 2, 3)


# Banyaknya susunan yang dicoba dengan satu benih pada pasangan latih yang disisihkan.
TRIALS = 14

# Tanpa lapisan attention: satu dan dua lapisan tidak lebih baik pada pasangan yang disisihkan.
KALIMAT = SentenceRecipe(
    name="bert-kalimat-nusantara",
    shape=Shape(layers=0, hidden=224, heads=4, vocabulary=8192),
    training=Contrast(
        steps=1500, warmup=50, decay=1000, temperature=0.1,
        shares={
            "nusax": 0.25, "english": 0.25, "minangkabau": 0.1, "javanese": 0.05, "words": 0.1,
            "swap": 0.1, "part": 0.3,
        },
    ),
)  # fmt: skip


def quick(recipe: SentenceRecipe) -> SentenceRecipe:
    """Resep yang sama dengan ukuran sangat kecil."""
    return replace(
        recipe,
        shape=Shape(layers=0, hidden=16, heads=2, vocabulary=400, positions=64),
        training=replace(recipe.training, steps=6, warmup=1, decay=2, rows=6, checkpoint_every=3),
        seeds=recipe.seeds[:2],
    )
