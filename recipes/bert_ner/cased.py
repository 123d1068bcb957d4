"""Varian berhuruf besar dari pralatih BERT mini: kosakata baru, bobot lama dipindahkan.

Tokenizer BERT mini mengecilkan huruf, padahal huruf besar adalah petunjuk utama
sebuah nama. Di sini kosakata dilatih ulang tanpa mengecilkan huruf. Vektor tiap
token baru berasal dari potongan lama penyusunnya, ditambah satu arah tetap bila
token itu diawali huruf besar; lalu pralatih dilanjutkan sebentar.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from tokenizers import BertWordPieceTokenizer
from transformers import AutoTokenizer, BertForMaskedLM, BertTokenizer

from recipes.bert_mini.config import Recipe, Shape
from recipes.bert_mini.data import Corpus
from recipes.bert_mini.overlap import overlapping
from recipes.bert_mini.pretrain import new_model, pretrain
from recipes.bert_mini.tokenizer import SPECIAL

CHUNK = 80
NUDGE = 0.5


def natural_lines(lines: Sequence[str], held: Sequence[str]) -> list[str]:
    """Teks berhuruf besar wajar yang tidak mirip ``held``, dipotong tiap ``CHUNK`` kata.

    Contoh::

        >>> natural_lines(["Budi pergi ke Solo.", "semua huruf kecil"], [])
        ['Budi pergi ke Solo.']
    """
    cased = [line for line in lines if line != line.lower()]
    marks = overlapping(cased, held)
    found = []
    for line, bad in zip(cased, marks, strict=True):
        words = line.split()
        if not bad:
            found += [" ".join(words[i : i + CHUNK]) for i in range(0, len(words), CHUNK)]
    return found


def cased_tokenizer(lines: Sequence[str], shape: Shape, folder: Path):
    """Tokenizer WordPiece yang membedakan huruf besar; dilatih sekali lalu dipakai lagi."""
    if (folder / "tokenizer.json").is_file():
        return AutoTokenizer.from_pretrained(folder)
    trainer = BertWordPieceTokenizer(lowercase=False, strip_accents=True)
    trainer.train_from_iterator(
        lines, vocab_size=shape.vocabulary, min_frequency=2, limit_alphabet=250,
        special_tokens=SPECIAL, show_progress=False,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = BertTokenizer(
        vocab=trainer.get_vocab(), do_lower_case=False, strip_accents=True,
        model_max_length=shape.positions,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    return tokenizer


def old_pieces(token: str, tokenizer) -> list[int]:
    """Id potongan kosakata lama yang menyusun ``token`` dari kosakata baru."""
    vocabulary = tokenizer.get_vocab()
    plain = token.lower()
    if plain in vocabulary:
        return [vocabulary[plain]]
    # Potongan lanjutan (##) yang tidak dikenal dibaca seperti kata biasa.
    bare = plain.removeprefix("##")
    return tokenizer(bare, add_special_tokens=False)["input_ids"] or [tokenizer.unk_token_id]


def transplant(pretrained: Path, old, new, shape: Shape, seed: int) -> BertForMaskedLM:
    """Model pralatih ``pretrained`` dengan kosakata ``new``; lapisannya tidak berubah.

    ``old`` dan ``new`` adalah tokenizer lama dan baru.
    """
    source = BertForMaskedLM.from_pretrained(pretrained, dtype=torch.float32)
    target = new_model(shape, new)
    table = source.get_input_embeddings().weight.data
    bias = source.cls.predictions.bias.data
    state = {
        name: value
        for name, value in source.state_dict().items()
        if target.state_dict()[name].shape == value.shape and "word_embeddings" not in name
    }
    target.load_state_dict(state, strict=False)
    generator = torch.Generator().manual_seed(seed)
    direction = torch.randn(table.shape[1], generator=generator)
    direction *= NUDGE * table.norm(dim=1).mean() / direction.norm()
    vectors, offsets = torch.zeros(len(new), table.shape[1]), torch.zeros(len(new))
    for token, index in new.get_vocab().items():
        pieces = torch.tensor(
            [old.convert_tokens_to_ids(token)] if token in SPECIAL else old_pieces(token, old)
        )
        raised = token not in SPECIAL and token.removeprefix("##")[:1].isupper()
        vectors[index] = table[pieces].mean(dim=0) + (direction if raised else 0)
        offsets[index] = bias[pieces].mean() - (1.0 if raised else 0)
    with torch.no_grad():
        target.get_input_embeddings().weight.copy_(vectors)
        target.cls.predictions.bias.copy_(offsets)
    target.tie_weights()
    return target


def continue_cased(lines: Sequence[str], pretrained: Path, old, recipe: Recipe, folder: Path, say=print):
    """Tokenizer baru dan folder model setelah pralatih lanjutan pada ``lines``."""
    tokenizer = cased_tokenizer(lines, recipe.shape, folder / "tokenizer")
    corpus = Corpus([], [], general=list(lines))
    start = partial(transplant, pretrained, old, tokenizer, recipe.shape, recipe.pretraining_seed)
    return tokenizer, pretrain(corpus, tokenizer, recipe, folder / "pretrain", say, start)
