"""Encoder: menyiapkan, memuat, dan menjalankan setiap cara.

PyTorch hanya diimpor oleh cara yang memerlukannya, agar RAM cara ONNX tidak ikut memuatnya.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from class_hub.process import default_seed

BASELINE = "fp32"
TYPES = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}
TORCHAO = {
    "torchao-dinamis": "Int8DynamicActivationInt8WeightConfig",
    "torchao-bobot": "Int8WeightOnlyConfig",
}
ONNX = ("onnx-fp32", "onnx-int8")
METHODS = (*TYPES, *TORCHAO, *ONNX)
MINI, BASE = "bert-mini", "bert-base"
MINI_SOURCE = "mini/bert-sentimen-nusantara"
BATCHES = (1, 32)
BASE_TOKENS = 16
BASE_SEED = 0
LANGUAGES = ("ind", "jav", "sun", "min", "eng")

Runner = Callable[[np.ndarray, np.ndarray], np.ndarray]


def prepare(subject: str, folder: Path, source: Path | None = None, methods=METHODS) -> None:
    """Menulis berkas setiap cara ke ``folder/<cara>``.

    Args:
        subject: :data:`MINI` atau :data:`BASE`.
        folder: folder model ini.
        source: folder checkpoint asal; tanpa ini, checkpoint mini dari rak, atau BERT-base
            berbobot acak dengan benih :data:`BASE_SEED`.
        methods: cara yang disiapkan.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    base = folder / BASELINE
    if subject == BASE and source is None:
        torch.manual_seed(BASE_SEED)
        model = BertForSequenceClassification(BertConfig(num_labels=3))
    else:
        model = BertForSequenceClassification.from_pretrained(source or _shelf(), dtype=torch.float32)
    for name in TYPES:
        if name in methods or name == BASELINE:
            model.to(getattr(torch, TYPES[name])).save_pretrained(folder / name)
        if name == BASELINE:
            if set(ONNX) & set(methods):
                export(model.eval(), folder / "onnx-fp32")
        else:  # bobot yang sudah dibulatkan tidak boleh menjadi asal yang berikutnya
            model = BertForSequenceClassification.from_pretrained(base, dtype=torch.float32)
    for name in TORCHAO:
        if name in methods:
            _torchao(base, name).save_pretrained(folder / name)
    if "onnx-int8" in methods:
        shrink(folder / "onnx-fp32", folder / "onnx-int8")


def _shelf() -> Path:
    return default_seed() / "models" / MINI_SOURCE


def _torchao(folder: Path, name: str):
    import torch
    import torchao.quantization
    from transformers import BertForSequenceClassification, TorchAoConfig

    config = TorchAoConfig(getattr(torchao.quantization, TORCHAO[name])())
    return BertForSequenceClassification.from_pretrained(folder, dtype=torch.float32, quantization_config=config)


def export(model, folder: Path) -> None:
    """Menulis ``model`` (fp32) sebagai ``folder/model.onnx`` dan berkas bobot di sampingnya."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    # Dua tensor yang berbeda: tensor yang sama di dua tempat membuat mask terekspor sebagai ids.
    ids, mask = torch.ones((2, 2, 8), dtype=torch.int64).unbind()
    shape = {0: "batch", 1: "token"}
    torch.onnx.export(
        model, (ids, mask), folder / "model.onnx", dynamo=True, verbose=False,
        input_names=["input_ids", "attention_mask"], output_names=["logits"],
        dynamic_shapes={"input_ids": shape, "attention_mask": shape},
    )  # fmt: skip


def shrink(source: Path, folder: Path) -> None:
    """Kuantisasi dinamis ONNX Runtime: int8 per kanal untuk perkalian matriks dan embedding."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        source / "model.onnx", folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True
    )


def load(folder: Path, name: str, threads: int = 1) -> Runner:
    """Fungsi (ids, mask) ke logit: tiga larik berbentuk (n, token), (n, token), dan (n, kelas)."""
    if name in ONNX:
        return _load_onnx(folder / name, threads)
    return _load_torch(folder / name, TYPES.get(name, "float32"), threads)


def _load_torch(folder: Path, kind: str, threads: int) -> Runner:
    import torch
    from transformers import BertForSequenceClassification

    torch.set_num_threads(threads)
    model = BertForSequenceClassification.from_pretrained(folder, dtype=getattr(torch, kind)).eval()

    def run(ids, mask):
        with torch.inference_mode():
            return model(torch.from_numpy(ids), torch.from_numpy(mask)).logits.float().numpy()

    return run


def _load_onnx(folder: Path, threads: int) -> Runner:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Utas yang berputar menunggu akan merebut inti dari cara yang diukur sesudahnya.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(
        folder / "model.onnx", options, providers=["CPUExecutionProvider"]
    )
    return lambda ids, mask: session.run(None, {"input_ids": ids, "attention_mask": mask})[0]


def inputs(subject: str, batch: int, vocabulary: int = 30_522) -> tuple[np.ndarray, np.ndarray]:
    """Masukan pengukuran: kalimat rak yang sama bagi semua cara, atau token acak untuk BERT-base."""
    if subject == BASE:
        ids = np.random.default_rng(BASE_SEED).integers(1_000, vocabulary, (batch, BASE_TOKENS))
        return ids, np.ones_like(ids)
    return encode(rows("ind")[0][:batch])


def encode(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Nomor token dan mask (n, token) dengan tokenizer checkpoint mini, diganjal sampai yang terpanjang."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_shelf() / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(128)
    found = tokenizer.encode_batch(texts)
    return np.array([one.ids for one in found]), np.array([one.attention_mask for one in found])


def rows(language: str) -> tuple[list[str], list[int], list[str]]:
    """(teks, label, nomor makna) bagian test ``mini/ulasan-nusantara`` dalam satu bahasa."""
    import pyarrow.parquet

    path = default_seed() / "datasets" / "mini" / "ulasan-nusantara" / language / "test" / "0000.parquet"
    table = pyarrow.parquet.read_table(path).to_pydict()
    return table["text"], table["label"], table["id"]


def guesses(run: Runner, languages=LANGUAGES, batch: int = BATCHES[-1]) -> dict[str, str]:
    """Tebakan sebagai untaian angka setiap bahasa; teks diolah seurut berkasnya, ``batch`` sekaligus.

    Batch-nya tetap sebab kuantisasi dinamis ONNX Runtime memakai satu skala aktivasi untuk
    seluruh batch, sehingga tebakannya dapat bergantung pada teman sebatch.
    """
    found = {}
    for language in languages:
        texts = rows(language)[0]
        parts = [run(*encode(texts[start : start + batch])) for start in range(0, len(texts), batch)]
        found[language] = "".join(map(str, np.concatenate(parts).argmax(-1)))
    return found
