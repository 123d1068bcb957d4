"""Data NERGrit: kalimat yang sudah dipotong menjadi kata, satu tanda IOB2 untuk tiap kata."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recipes.bert_mini.data import read_jsonl
from recipes.bert_mini.overlap import NEAR, overlapping

TYPES = ("PERSON", "PLACE", "ORGANISATION")
LABELS = ("O", *(f"{mark}-{kind}" for kind in TYPES for mark in "BI"))


@dataclass(frozen=True)
class Sentence:
    """Satu kalimat: ``words`` dan ``tags`` sama panjang; ``tags`` dari ``LABELS``."""

    words: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def text(self) -> str:
        """Kata-katanya disambung dengan spasi."""
        return " ".join(self.words)


@dataclass
class Entities:
    """Tiga bagian NERGrit dan banyaknya baris latih yang dibuang karena bocor.

    ``leaked`` menandai (boolean, sepanjang ``test``) baris uji yang salinan
    dekatnya ada dalam teks pralatih, tanpa label.
    """

    train: list[Sentence]
    validation: list[Sentence]
    test: list[Sentence]
    dropped: int = 0
    leaked: list[bool] = field(default_factory=list)


def read_split(path: Path) -> list[Sentence]:
    """Baca satu berkas JSONL berkolom ``tokens`` dan ``ner_tags``."""
    return [Sentence(tuple(row["tokens"]), tuple(row["ner_tags"])) for row in read_jsonl(path)]


def load_entities(root: Path, pretraining: Sequence[str] = ()) -> Entities:
    """Muat NERGrit dari ``root/nergrit``; buang baris latih yang mirip baris yang dijaga.

    ``pretraining`` adalah teks pralatih; darinya dicari baris uji yang pernah
    terbaca tanpa label.

    Raises:
        CourseError: ada berkas yang hilang.
    """
    folder = Path(root) / "nergrit"
    train, validation, test = (read_split(folder / f"{s}.jsonl") for s in ("train", "validation", "test"))
    held = [sentence.text for sentence in validation + test]
    marks = overlapping([sentence.text for sentence in train], held, NEAR)
    leaked = overlapping(held[len(validation) :], pretraining, NEAR).tolist() if pretraining else []
    kept = [sentence for sentence, bad in zip(train, marks, strict=True) if not bad]
    return Entities(kept, validation, test, int(marks.sum()), leaked)
