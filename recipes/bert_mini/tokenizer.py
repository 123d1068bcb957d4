"""Tokenizer WordPiece huruf kecil, dilatih dari campuran bahasa yang seimbang."""

import random
from collections.abc import Iterable
from pathlib import Path

from tokenizers import BertWordPieceTokenizer
from transformers import BertTokenizer

from recipes.bert_mini.data import Corpus

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def balanced_text(corpus: Corpus, seed: int) -> list[str]:
    """Teks untuk menyusun kosakata: bahasa daerah diulang agar tidak tenggelam.

    Tiap bahasa NusaX hanya punya 500 kalimat; tanpa pengulangan, kosakata akan
    dikuasai bahasa Indonesia dan kata daerah terpotong kecil-kecil.
    """
    rng = random.Random(seed)
    text = [line for row in corpus.parallel for line in row.values()] * 4
    text += [word for words in corpus.lexicon.values() for group in words.values() for word in group]
    text += [example.text for example in corpus.train if example.domain == "smsa"]
    text += corpus.reviews
    text += rng.sample(corpus.general, len(corpus.general) // 2)
    text += rng.sample(corpus.javanese, len(corpus.javanese) // 4)
    for rows in corpus.pairs.values():
        text += [first for first, _ in rng.sample(rows, len(rows) // 3)]
    return text


def train_tokenizer(text: Iterable[str], vocabulary: int, positions: int, folder: Path):
    """Latih WordPiece atas ``text``, simpan di ``folder``, kembalikan tokenizer.

    Huruf dikecilkan dan tanda aksen dibuang: SmSA seluruhnya huruf kecil,
    NusaX tidak, sehingga keduanya baru bertemu setelah disamakan. Pelatih
    WordPiece tidak memakai benih acak: penomoran token dapat berbeda bila dilatih
    ulang, maka tokenizer disimpan dan dipakai terus oleh tahap berikutnya.
    """
    trainer = BertWordPieceTokenizer(lowercase=True, strip_accents=True)
    trainer.train_from_iterator(
        text, vocab_size=vocabulary, min_frequency=2, limit_alphabet=250,
        special_tokens=SPECIAL, show_progress=False,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = BertTokenizer(
        vocab=trainer.get_vocab(), do_lower_case=True, strip_accents=True,
        model_max_length=positions,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    return tokenizer
