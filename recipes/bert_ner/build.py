"""Tahap-tahap resep entitas; tahap yang selesai tidak diulang."""

import json
import random
import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import joblib
import numpy as np
from transformers import BertForTokenClassification

from recipes.bert_mini.build import Workshop, pretraining_effort
from recipes.bert_mini.config import Recipe
from recipes.bert_mini.data import load_folder
from recipes.bert_mini.epochs import finished
from recipes.bert_mini.finetune import average_weights
from recipes.bert_mini.overlap import normalize
from recipes.bert_mini.recipe import NUSANTARA, quick
from recipes.bert_ner.baseline import Crf, Dictionary, fit_crf
from recipes.bert_ner.cased import continue_cased, natural_lines
from recipes.bert_ner.data import load_entities
from recipes.bert_ner.pieces import hard
from recipes.bert_ner.recipe import TEACHER_LINES, TEACHER_SHARE
from recipes.bert_ner.tuning import Item, tune


class TaggingShop:
    """Folder kerja resep entitas: pralatih bersama, kosakata berhuruf besar, CRF, dan benih."""

    def __init__(self, recipe: Recipe, data: Path, folder: Path, small: bool, say=print):
        self.recipe, self.folder, self.say = recipe, Path(folder), say
        corpus = load_folder(data)
        self.entities = load_entities(data, corpus.general)
        held = [sentence.text for sentence in self.entities.validation + self.entities.test]
        self.lines = natural_lines(corpus.general, held)
        shared = quick(NUSANTARA) if small else NUSANTARA
        self.shared = Workshop(shared, corpus, self.folder, say)

    @cached_property
    def cased(self):
        """(tokenizer, folder pralatih lanjutan)."""
        start = self.shared.pretrained()
        return continue_cased(
            self.lines, start, self.shared.tokenizer(), self.recipe, self.folder / "cased", self.say
        )

    @property
    def tokenizer(self):
        """Tokenizer yang membedakan huruf besar."""
        return self.cased[0]

    def dictionary(self) -> Dictionary:
        """Pembanding kamus."""
        return Dictionary(self.entities.train)

    def crf(self) -> tuple[Crf, dict]:
        """CRF terlatih dan catatan pemilihannya."""
        target = self.folder / "entitas" / "crf.joblib"
        if target.is_file():
            return joblib.load(target)
        self.say("Melatih pembanding CRF.")
        target.parent.mkdir(parents=True, exist_ok=True)
        found = fit_crf(self.entities.train, self.entities.validation)
        joblib.dump(found, target)
        return found

    def teacher_lines(self) -> list[str]:
        """Teks tanpa label untuk distilasi: bukan kalimat NERGrit, urutan acak tetap."""
        own = {normalize(sentence.text) for sentence in self.entities.train}
        rest = [line for line in self.lines if normalize(line) not in own]
        random.Random(self.recipe.pretraining_seed).shuffle(rest)
        return rest[:TEACHER_LINES]

    def labelled(self) -> list[Item]:
        """Kalimat latih dengan tanda tangan manusia."""
        return [Item(s.words, hard(s.tags), s.tags) for s in self.entities.train]

    @cached_property
    def taught(self) -> list[Item]:
        """Teks tanpa label dengan sasaran peluang marginal CRF."""
        crf, _ = self.crf()
        items = []
        for line in self.teacher_lines():
            words = tuple(split_words(line))
            items.append(Item(words, np.asarray(crf.probabilities(words), dtype=np.float32)))
        return items

    def distilled(self) -> Path:
        """Titik simpan yang sudah meniru CRF pada teks tanpa label."""
        tokenizer, start = self.cased
        recipe = replace(self.recipe, finetuning=self.recipe.distillation)
        folder = self.folder / "entitas" / "distilasi"
        items = [] if finished(folder) else self.taught + self.labelled()
        return tune(start, tokenizer, items, recipe, 0, folder, self.say)

    def seeds(self) -> dict[int, Path]:
        """Folder model tiap benih: kalimat berlabel dan sebagian teks CRF tiap epoch."""
        start = self.distilled()
        folders = {seed: self.folder / "entitas" / f"benih-{seed}" for seed in self.recipe.seeds}
        items = []
        if not all(map(finished, folders.values())):
            items = self.labelled() + [replace(item, share=TEACHER_SHARE) for item in self.taught]
        return {
            seed: tune(start, self.tokenizer, items, self.recipe, seed, folder, self.say)
            for seed, folder in folders.items()
        }

    def average(self, folders: dict[int, Path]) -> BertForTokenClassification:
        """Model yang bobotnya rata-rata semua benih."""
        return average_weights(list(folders.values()), BertForTokenClassification)

    def effort(self) -> dict:
        """Catatan usaha tiap tahap: langkah, loss akhir, menit CPU."""
        tuning = sum(
            json.loads(line)["cpu"]
            for path in sorted((self.folder / "entitas").glob("*/log.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
        return {
            "shared": pretraining_effort(self.folder / "pretrain"),
            "cased": pretraining_effort(self.folder / "cased" / "pretrain"),
            "epochs": self.recipe.finetuning.epochs,
            "distill_epochs": self.recipe.distillation.epochs,
            "teacher_share": TEACHER_SHARE,
            "rest": self.recipe.finetuning.rest,
            "tuning_cpu_minutes": round(tuning / 60, 1),
        }


def split_words(text: str) -> list[str]:
    """Pisahkan tanda baca dari kata seperti pada NERGrit.

    Contoh::

        >>> split_words("Ia tinggal di Solo, dekat pasar.")
        ['Ia', 'tinggal', 'di', 'Solo', ',', 'dekat', 'pasar', '.']
    """
    return re.findall(r"\w+|[^\w\s]", text)
