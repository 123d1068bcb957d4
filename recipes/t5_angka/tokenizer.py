"""Tokenizer tingkat kata dengan angka yang dipisah satu per satu.

Angka 4215 menjadi empat token, sehingga model melihat tiap angka di tempatnya.
Dengan BPE biasa, 4215 dapat menjadi satu potong yang tidak pernah dilihat.
"""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

PAD, EOS, UNK = "<pad>", "</s>", "<unk>"
PIECE = r"\d|[^\W\d]+|[^\w\s]"


def make_tokenizer(texts: Iterable[str], positions: int = 64) -> PreTrainedTokenizerFast:
    """Tokenizer yang mengenal semua kata, angka, dan tanda baca di ``texts``.

    Contoh::

        >>> make_tokenizer(["terbilang: 15"]).tokenize("terbilang: 51")
        ['terbilang', ':', '5', '1']
    """
    split = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(PIECE), behavior="isolated")]
    )
    words = {piece for text in texts for piece, _ in split.pre_tokenize_str(text)}
    vocabulary = {word: i for i, word in enumerate([PAD, EOS, UNK, *sorted(words | set("0123456789"))])}
    backend = Tokenizer(models.WordLevel(vocabulary, unk_token=UNK))
    backend.pre_tokenizer = split
    backend.post_processor = processors.TemplateProcessing(
        single=f"$A {EOS}", special_tokens=[(EOS, vocabulary[EOS])]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token=PAD, eos_token=EOS, unk_token=UNK,
        model_max_length=positions, model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
