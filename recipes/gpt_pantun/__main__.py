"""Membangun gpt-pantun: ``python -m recipes.gpt_pantun``."""

import sys
from pathlib import Path

from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

from recipes.cli import Options, progress, run
from recipes.export import deliver, export
from recipes.gpt_pantun.baseline import Trigrams, random_lines
from recipes.gpt_pantun.card import render
from recipes.gpt_pantun.compose import body, compose
from recipes.gpt_pantun.material import count_material
from recipes.gpt_pantun.measure import Memory, originality, reasons, validity
from recipes.gpt_pantun.recipe import PANTUN, quick
from recipes.gpt_pantun.train import fit, make_tokenizer, new_model, sample
from recipes.gpt_pantun.verse import examine
from recipes.training import effort

PACKAGE = Path(__file__).parent
LIMIT_MB = 5.0
SHOWN, INVALID = 8, 3


def build(options: Options) -> dict:
    """Jalankan semua tahap; tulis folder model dan berkas hasil, kembalikan hasilnya."""
    recipe = quick(PANTUN) if options.quick else PANTUN
    progress("Menyusun pantun dari bahan tulisan sendiri.")
    corpus = compose(recipe.corpus, recipe.seed)
    texts = [pantun.text() for pantun in corpus]
    vocabulary = options.work / "tokenizer"
    if not (vocabulary / "tokenizer.json").is_file():
        make_tokenizer(texts, recipe.shape).save_pretrained(vocabulary)
    tokenizer = AutoTokenizer.from_pretrained(vocabulary)
    stages = fit(recipe, texts, tokenizer, options.work, progress)
    model = AutoModelForCausalLM.from_pretrained(stages[-1] / "model")
    weights = export(model, tokenizer, options.out, LIMIT_MB)
    # Setelan undian diambil dari resep, bukan dari titik simpan: dapat dipilih sesudah melatih.
    new_model(recipe, tokenizer).generation_config.save_pretrained(options.out)
    progress("Mengundi dan mengukur pantun.")
    tokenizer = AutoTokenizer.from_pretrained(options.out)
    model = AutoModelForCausalLM.from_pretrained(options.out)
    drawn = {seed: sample(model, tokenizer, recipe.samples, seed) for seed in recipe.sampling_seeds}
    everything = [text for found in drawn.values() for text in found]
    memory = Memory(corpus)
    results = {
        "name": recipe.name,
        "sampling_seeds": list(recipe.sampling_seeds),
        "sampling": settings(options.out),
        "weights": weights,
        "effort": effort(*stages),
        "data": count_material() | {"pantun": len(corpus)},
        "seeds": {
            str(seed): {**validity(found), **originality(found, memory)} for seed, found in drawn.items()
        },
        "pooled": {**validity(everything), **originality(everything, memory)},
        "baselines": {
            "random_lines": validity(random_lines(corpus, recipe.samples, seed=1)),
            "trigrams": validity(Trigrams(texts).sample(recipe.samples, seed=1)),
        },
        "samples": [shown(text) for text in drawn[recipe.sampling_seeds[0]][:SHOWN]],
        "invalid": [shown(text) for text in everything if not examine(body(text)).valid][:INVALID],
    }
    return deliver(results, options, render, PACKAGE)


def shown(text: str) -> dict:
    """Satu contoh untuk kartu: baris-barisnya dan hasil pemeriksaannya."""
    return {"lines": text.split("\n"), "verdict": reasons(examine(body(text)))}


def settings(folder: Path) -> dict:
    """Setelan undian yang tersimpan di folder model."""
    stored = GenerationConfig.from_pretrained(folder)
    return {key: getattr(stored, key) for key in ("temperature", "top_k", "max_new_tokens")}


def main(arguments=None) -> int:
    """Titik masuk baris perintah; galat pengguna dicetak tanpa jejak panjang."""
    return run(build, PANTUN.name, PACKAGE, arguments, needs_data=False)


if __name__ == "__main__":
    sys.exit(main())
