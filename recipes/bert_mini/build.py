"""Tahap-tahap resep dari data sampai folder model; tahap yang selesai tidak diulang."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import joblib
import numpy as np
from transformers import AutoTokenizer, BertForSequenceClassification

from recipes.bert_mini.baseline import Baseline, fit_baseline, predict
from recipes.bert_mini.config import Recipe
from recipes.bert_mini.data import Corpus
from recipes.bert_mini.finetune import average_weights, finetune, probabilities
from recipes.bert_mini.pretrain import pretrain
from recipes.bert_mini.targets import Item
from recipes.bert_mini.tokenizer import balanced_text, train_tokenizer


@dataclass
class Workshop:
    """Folder kerja sebuah resep dan cara melapor; tiap metode adalah satu tahap."""

    recipe: Recipe
    corpus: Corpus
    folder: Path
    say: object = print

    def tokenizer(self):
        """Tokenizer resep; dilatih sekali lalu dipakai lagi."""
        target = self.folder / "tokenizer"
        if (target / "tokenizer.json").is_file():
            return AutoTokenizer.from_pretrained(target)
        self.say("Melatih tokenizer WordPiece.")
        text = balanced_text(self.corpus, self.recipe.pretraining_seed)
        shape = self.recipe.shape
        return train_tokenizer(text, shape.vocabulary, shape.positions, target)

    def pretrained(self) -> Path:
        """Folder titik simpan pralatih yang selesai."""
        return pretrain(self.corpus, self.tokenizer(), self.recipe, self.folder / "pretrain", self.say)

    def baseline(self, name: str, train) -> Baseline:
        """Pembanding TF-IDF yang dilatih pada ``train``, disimpan dengan nama ``name``."""
        target = self.folder / "baseline" / f"{name}.joblib"
        if target.is_file():
            return joblib.load(target)
        self.say(f"Menyetel pembanding TF-IDF ({name}) dengan validasi silang.")
        target.parent.mkdir(parents=True, exist_ok=True)
        found = fit_baseline(train)
        joblib.dump(found, target)
        return found

    def seeds(self, items: list[Item]) -> dict[int, Path]:
        """Folder model tiap benih yang sudah disetel halus pada ``items``."""
        return self._tuned(items, self.pretrained(), self.recipe, "seed")

    def students(self, items: list[Item], teachers: dict[int, Path]) -> dict[int, Path]:
        """Folder murid tiap benih: mulai dari rata-rata ``teachers``, disetel pada ``items``."""
        start = self.folder / "average"
        if not (start / "config.json").is_file():
            self.average(teachers).save_pretrained(start)
        recipe = replace(self.recipe, finetuning=self.recipe.distillation)
        return self._tuned(items, start, recipe, "student")

    def _tuned(self, items, start: Path, recipe: Recipe, stage: str) -> dict[int, Path]:
        tokenizer = self.tokenizer()
        return {
            seed: finetune(
                start, tokenizer, items, self.corpus.lexicon, recipe, seed,
                self.folder / f"{stage}-{seed}", self.say,
            )
            for seed in recipe.seeds
        }  # fmt: skip

    def teach(self, texts: list[str], baseline: Baseline, teachers: dict[int, Path]) -> np.ndarray:
        """Peluang guru (teks, kelas): rata-rata TF-IDF dan rata-rata semua benih."""
        if not texts:
            return np.zeros((0, len(self.recipe.labels)))
        tuned = np.mean([self.probabilities(folder, texts) for folder in teachers.values()], axis=0)
        return (tuned + baseline.model.predict_proba(np.array(texts, dtype=object))) / 2

    def probabilities(self, model, texts) -> np.ndarray:
        """Peluang kelas (teks, kelas) dari ``model`` atau folder model."""
        if isinstance(model, Path):
            model = BertForSequenceClassification.from_pretrained(model, dtype="float32")
        return probabilities(model, self.tokenizer(), texts)

    def average(self, folders: dict[int, Path]):
        """Model yang bobotnya rata-rata semua benih."""
        return average_weights(list(folders.values()))

    def effort(self) -> dict[str, float]:
        """Catatan usaha: langkah, token, loss akhir, menit CPU tiap tahap."""
        tuning = sum(
            json.loads(line)["cpu"]
            for path in sorted(self.folder.glob("s*-*/log.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
        return pretraining_effort(self.folder / "pretrain") | {
            "finetuning_cpu_minutes": round(tuning / 60, 1)
        }


def pretraining_effort(folder: Path) -> dict[str, float]:
    """Catatan pralatih di ``folder``: langkah, juta token, putaran, loss akhir, menit CPU."""
    log = json.loads((folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return {
        "steps": log["step"],
        "tokens_millions": round(log["tokens"] / 1e6, 2),
        "rounds": log["round"] + 1,
        "loss": round(log["loss"], 3),
        "pretraining_cpu_minutes": round(log["cpu"] / 60, 1),
    }


def labels_of(found: Baseline, examples) -> np.ndarray:
    """Label tebakan pembanding, larik sepanjang ``examples``."""
    return predict(found, examples).argmax(axis=1)
