"""Bahan resep dari Hub: NusaX-senti dan IndoNLU, dengan revisi dari katalog.

Hub tidak menyediakan leksikon NusaX dan teks Wikipedia yang ada di folder data,
jadi bahan pralatih lewat jalan ini lebih sedikit dan skornya dapat lebih rendah.
"""

from recipes.bert_mini.data import LABELS, LANGUAGES, Corpus, Example, without_overlap

NUSAX, INDONLU = "indonlp/NusaX-senti", "indonlp/indonlu"
CODES = dict(
    zip(
        LANGUAGES,
        ("ind", "ace", "ban", "bjn", "bug", "eng", "jav", "mad", "min", "nij", "sun", "bbc"),
        strict=True,
    )
)
REVIEWS = {"hoasa": "sentence", "casa": "sentence"}
TOKEN_SETS = {"bapos": "tokens", "nergrit": "tokens", "nerp": "tokens", "terma": "tokens",
              "keps": "tokens", "facqa": "passage"}  # fmt: skip


def revision(repo_id: str) -> str:
    """Revisi ``repo_id`` yang dikunci di ``course_lib/catalog.toml``."""
    from course_lib.catalog import lookup

    return lookup(repo_id).revision


def _load(repo_id: str, config: str, split: str):
    """Satu bagian dari cabang parquet; di sana setiap konfigurasi adalah sebuah folder."""
    from datasets import load_dataset

    return load_dataset(repo_id, data_dir=config, split=split, revision=revision(repo_id))


def _labels(table) -> list[int]:
    """Label tiap baris sebagai 0 negatif, 1 netral, 2 positif, apa pun urutan aslinya."""
    names = table.features["label"]
    read = names.int2str if hasattr(names, "int2str") else str
    return [LABELS.index(read(value)) for value in table["label"]]


def nusax(split: str) -> list[Example]:
    """Kalimat NusaX semua bahasa dari satu bagian (train, validation, test)."""
    rows = []
    for language, code in CODES.items():
        table = _load(NUSAX, code, split)
        for identity, text, label in zip(table["id"], table["text"], _labels(table), strict=True):
            rows.append(Example(text, label, language, "nusax", str(identity)))
    return rows


def smsa(split: str) -> list[Example]:
    """Ulasan SmSA dari satu bagian."""
    table = _load(INDONLU, "smsa", split)
    return [
        Example(text, label, "indonesian", "smsa", f"smsa{number}")
        for number, (text, label) in enumerate(zip(table["text"], _labels(table), strict=True))
    ]


def parallel_rows(examples: list[Example]) -> list[dict[str, str]]:
    """Susun kalimat sejajar menjadi baris {bahasa: teks} menurut ``group``."""
    rows: dict[str, dict[str, str]] = {}
    for example in examples:
        rows.setdefault(example.group, {})[example.language] = example.text
    return list(rows.values())


def load_hub() -> Corpus:
    """Muat bahan dari Hub; buang yang hampir sama dengan teks validasi dan uji."""
    train = nusax("train")
    corpus = Corpus(train + smsa("train"), nusax("validation") + smsa("validation"))
    corpus.parallel = parallel_rows(train)
    for name, column in REVIEWS.items():
        corpus.reviews += list(_load(INDONLU, name, "train")[column])
    for name, column in TOKEN_SETS.items():
        corpus.general += sorted({" ".join(row) for row in _load(INDONLU, name, "train")[column]})
    test = [example.text for example in nusax("test") + smsa("test")]
    return without_overlap(corpus, test)
