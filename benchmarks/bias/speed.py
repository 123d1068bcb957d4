"""Kecepatan: setiap fungsi skor per batch terhadap satu masukan sekali jalan.

Satu *perkara* ialah satu fungsi skor pada satu checkpoint. Setiap perkara diukur di proses anak
yang baru; di dalamnya semua cara berjalan bergantian, seronde demi seronde, dengan teks yang sama.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from benchmarks.bias import loops, sentences
from benchmarks.inference import machine
from course_lib.errors import CourseError
from course_lib.measure import cpu_threads, time_calls

LOOP = "satu-satu"
FEWEST, MOST = 5, 21
GEMMA = "google/gemma-3-270m"
BASE = "bert-base acak"
BASE_SEED = 0


@dataclass(frozen=True)
class Case:
    """Satu perkara.

    Args:
        scorer: nama fungsi di ``course_lib.bias``.
        model: nama checkpoint di rak, :data:`BASE`, atau :data:`GEMMA`.
        kind: kelas Auto untuk memuatnya.
        texts: banyak teks; diambil merata dari semua kalimatnya.
        sizes: ukuran batch yang diukur.
    """

    scorer: str
    model: str
    kind: str
    texts: int
    sizes: tuple[int, ...] = (1, 8, 32, 96)

    @property
    def name(self) -> str:
        """Sebutan di JSON, misalnya ``"class_probabilities, mini/bert-komentar"``."""
        return f"{self.scorer}, {self.model}"


CASES = (
    Case("class_probabilities", "mini/bert-komentar", "AutoModelForSequenceClassification", 96),
    Case("class_probabilities", BASE, "AutoModelForSequenceClassification", 24, (1, 8, 24)),
    Case("causal_log_likelihood", "mini/gpt-pantun", "AutoModelForCausalLM", 96),
    Case("pseudo_log_likelihood", "mini/bert-dasar-nusantara", "AutoModelForMaskedLM", 8),
    Case("slot_log_probabilities", "mini/bert-dasar-nusantara", "AutoModelForMaskedLM", 96),
    Case("causal_log_likelihood", GEMMA, "AutoModelForCausalLM", 12, (1, 4, 12)),
)
CANDIDATES = ("pria", "wanita", "ayah", "ibu")


def texts_of(case: Case) -> list[str]:
    """Teks sebuah perkara, diambil merata dari kalimat swap kelompok atau bingkai pekerjaan."""
    if case.scorer == "slot_log_probabilities":
        jobs = sentences.column("pekerjaan", "pekerjaan")
        every = [
            frame.format(gender="[MASK]", pekerjaan=job) for frame in sentences.job_frames() for job in jobs
        ]
    else:
        every = [text for row in sentences.swaps("kelompok") for text in row]
    return [every[number * len(every) // case.texts] for number in range(case.texts)]


def loaded(case: Case):
    """(model fp32, tokenizer) sebuah perkara."""
    if case.model == GEMMA:
        import course_lib

        course_lib.setup()  # sebelum pustaka Hugging Face diimpor
        place, options = course_lib.hub_id(GEMMA), {"revision": course_lib.hub_revision(GEMMA)}
    else:
        place, options = sentences.default_seed() / "models" / case.model, {}
    import torch
    import transformers

    if case.model == BASE:
        torch.manual_seed(BASE_SEED)
        config = transformers.BertConfig(num_labels=3)
        place = sentences.default_seed() / "models" / "mini" / "bert-komentar"
        model = transformers.BertForSequenceClassification(config)
    else:
        model = getattr(transformers, case.kind).from_pretrained(place, dtype=torch.float32, **options)
    return model.eval(), transformers.AutoTokenizer.from_pretrained(place, **options)


def calls(case: Case, model, tokenizer, texts: list[str]) -> dict[str, Callable]:
    """Nama cara ke fungsi tanpa argumen yang mengembalikan skor; cara yang tidak terpasang ditinggalkan."""
    from course_lib import bias

    given = (model, tokenizer, texts)
    extra = (CANDIDATES,) if case.scorer == "slot_log_probabilities" else ()
    loop = {
        "class_probabilities": loops.class_loop,
        "causal_log_likelihood": loops.causal_loop,
        "pseudo_log_likelihood": loops.masked_loop,
        "slot_log_probabilities": loops.slot_loop,
    }[case.scorer]
    found: dict[str, Callable] = {LOOP: partial(loop, *given, *extra)}
    ours = getattr(bias, case.scorer)
    for size in case.sizes:
        found[f"batch {size}"] = partial(ours, *given, *extra, batch_size=size)
    peers = {
        "class_probabilities": ("pipeline", loops.class_pipeline, (1, case.sizes[2])),
        "causal_log_likelihood": ("minicons", loops.minicons_causal, (1, case.sizes[2])),
        "pseudo_log_likelihood": ("minicons", loops.minicons_masked, (1, 4)),
        "slot_log_probabilities": ("pipeline", loops.slot_pipeline, (1, 32)),
    }
    title, peer, sizes = peers[case.scorer]
    for size in sizes:
        try:
            found[f"{title} {size}"] = peer(*given, *extra, size)
        except CourseError:
            continue
    return found


def largest_difference(scores, against) -> float:
    """Selisih mutlak terbesar dua hasil, dibulatkan menjadi dua angka penting."""
    import numpy as np

    first, second = (np.asarray(getattr(one, "total", one)) for one in (scores, against))
    return float(f"{np.abs(first - second).max():.1e}")


def measure(case: Case, threads: list[int], seconds: float) -> dict:
    """Detik setiap ronde untuk setiap banyak utas, selisih terbesar dari patokan, dan RAM puncak.

    Patokannya satu-satu; untuk log-probabilitas, satu-satu yang softmaxnya float64.
    """
    model, tokenizer = loaded(case)
    texts = texts_of(case)
    methods = calls(case, model, tokenizer, texts)
    memory = {"muat": machine.peak_mb()}
    found: dict = {"teks": len(texts), "token": _tokens(tokenizer, texts), "jalan": []}
    with cpu_threads(threads[0]):
        results = {LOOP: methods[LOOP]()}
        memory[LOOP] = machine.peak_mb()
        results |= {name: call() for name, call in methods.items() if name.startswith("batch")}
        memory["batch"] = machine.peak_mb()
        results |= {name: call() for name, call in methods.items() if name not in results}
        against = results[LOOP] if case.scorer == "class_probabilities" else methods[LOOP](exact=True)
    found["selisih_terbesar"] = {name: largest_difference(results[name], against) for name in methods}
    found["ram_mb"] = memory
    for count in threads:
        with cpu_threads(count):
            found["jalan"].append({"utas": count, **rounds(methods, seconds)})
    return found


def rounds(methods: Mapping[str, Callable], seconds: float) -> dict:
    """Ronde yang diselang-seling, beban komputer, dan inti yang dipakai program lain selama itu."""
    started = time.perf_counter()
    time_calls(methods, repeats=1, warmup=0)  # pemanasan, sekaligus menaksir lama satu ronde
    once = time.perf_counter() - started
    with machine.Others() as others:
        taken = time_calls(methods, repeats=min(MOST, max(FEWEST, int(seconds / once))), warmup=0)
    return {
        "beban": [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "inti_program_lain": others.cores,
        "detik": {name: [round(one, 5) for one in values] for name, values in taken.items()},
    }


def _tokens(tokenizer, texts: list[str]) -> list[int]:
    """Banyak token teks terpendek dan terpanjang."""
    lengths = [len(ids) for ids in tokenizer(texts)["input_ids"]]
    return [min(lengths), max(lengths)]
