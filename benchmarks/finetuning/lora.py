"""Gemma dengan LoRA di lapisan tengahnya; lapisan bawah beku dan keluarannya tersimpan.

Kepalanya dimulai dari regresi logistik pada fitur beku lipatan latih, lalu adaptor dan
kepala dilatih bersama. Sumber: Hu dkk. 2021, "LoRA", arXiv 2106.09685; urutan kepala
dahulu: Kumar dkk. 2022, "Fine-Tuning can Distort Pretrained Features", arXiv 2202.10054.
"""

import copy
import random
from collections.abc import Sequence

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn.functional import cross_entropy

from benchmarks.finetuning import gemma
from benchmarks.finetuning.data import LABELS, Rows
from recipes.bert_mini.batching import length_batches

RANK, ALPHA = 8, 16
TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
LEARNING_RATE, EPOCHS, TOKENS, HEAD_STRENGTH = 5e-4, 2, 800, 0.003


def plan(layers: Sequence[int], **options):
    """Setelan LoRA untuk semua proyeksi di ``layers``; ``options`` menambah setelan peft lain."""
    from peft import LoraConfig

    names = rf"layers\.({'|'.join(map(str, layers))})\..*\.({'|'.join(TARGETS)})"
    return LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=0.0, target_modules=names, **options)


class Classifier(torch.nn.Module):
    """Badan ber-LoRA, rata-rata token, pembakuan, dan kepala linear."""

    def __init__(self, upper, features: np.ndarray, labels: np.ndarray) -> None:
        """``upper`` dari :func:`gemma.upper`; ``features`` (n, lebar) fitur beku di lapisan teratasnya."""
        super().__init__()
        from peft import get_peft_model

        self.body = get_peft_model(copy.deepcopy(upper), plan(range(len(upper.layers))))
        self.register_buffer("mean", torch.tensor(features.mean(axis=0)))
        self.register_buffer("scale", torch.tensor(features.std(axis=0) + 1e-6))
        probe = LogisticRegression(C=HEAD_STRENGTH, max_iter=300, tol=1e-3)
        probe.fit((features - self.mean.numpy()) / self.scale.numpy(), labels)
        self.head = torch.nn.Linear(features.shape[1], len(LABELS))
        with torch.no_grad():
            self.head.weight.copy_(torch.tensor(probe.coef_))
            self.head.bias.copy_(torch.tensor(probe.intercept_))

    def forward(self, tokens: Sequence[torch.Tensor]) -> torch.Tensor:
        """Logit (batch, kelas) dari keadaan token tiap teks, (panjang, lebar)."""
        inputs = torch.nn.utils.rnn.pad_sequence([states.float() for states in tokens], batch_first=True)
        lengths = torch.tensor([len(states) for states in tokens])
        mask = (torch.arange(inputs.shape[1]) < lengths[:, None]).long()
        with torch.autocast("cpu", torch.bfloat16):
            found = self.body(
                inputs_embeds=inputs, attention_mask=mask, use_cache=False
            ).last_hidden_state.float()
        counted = mask.float()
        counted[:, 0] = 0.0  # tanpa <bos>
        pooled = (found * counted[..., None]).sum(dim=1) / counted.sum(dim=1, keepdim=True)
        return self.head((pooled - self.mean) / self.scale)


def predict(model: Classifier, tokens: Sequence[torch.Tensor]) -> np.ndarray:
    """Kelas tebakan tiap teks, bentuk (n,)."""
    model.eval()
    guesses = np.zeros(len(tokens), dtype=int)
    with torch.inference_mode():
        for batch in length_batches([len(states) for states in tokens], TOKENS, random.Random(0)):
            guesses[batch] = model([tokens[i] for i in batch]).argmax(dim=-1).numpy()
    return guesses


def fit_predict(
    upper, tokens: Sequence[torch.Tensor], features: np.ndarray, train: Rows, inside, outside, seed: int,
    epochs: int = EPOCHS,
) -> tuple:  # fmt: skip
    """Tebakan untuk baris ``outside`` (n,), dan yang perlu dicatat.

    Args:
        upper: badan Gemma yang tinggal lapisan atasnya.
        tokens: masukan ``upper`` untuk semua teks.
        features: fitur beku di lapisan teratas ``upper``, (semua teks, lebar).
        inside: nomor baris ``train`` di dalam ``tokens``; ``outside`` nomor baris uji.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Classifier(upper, features[inside], train.label)
    chosen = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(chosen, lr=LEARNING_RATE, weight_decay=0.01)
    labels, lengths = torch.tensor(train.label), [len(tokens[i]) for i in inside]
    probe = predict(model, [tokens[i] for i in outside])
    model.train()
    losses = []
    for epoch in range(epochs):
        batches = length_batches(lengths, TOKENS, rng)
        for number, batch in enumerate(batches):
            done = (epoch + (number + 1) / (len(batches) + 1)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = LEARNING_RATE * min(1.0, done / 0.06, (1 - done) / 0.94)
            loss = cross_entropy(model([tokens[inside[i]] for i in batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(chosen, 1.0)
            optimizer.step()
            losses.append(loss.item())
    guesses = predict(model, [tokens[i] for i in outside])
    adapter = sum(value.numel() for name, value in model.named_parameters() if "lora_" in name)
    return guesses, {
        "loss_akhir": round(float(np.mean(losses[-len(batches) :])), 4),
        "berubah_dari_kepala_awal": int((guesses != probe).sum()),
        "parameter": sum(parameter.numel() for parameter in chosen),
        "bita": 4 * (adapter + model.head.weight.numel() + model.head.bias.numel() + 2 * len(model.mean)),
    }


def check(texts: Sequence[str], tokens: Sequence[torch.Tensor]) -> dict[str, float]:
    """Seberapa beda jalur yang dipakai dari Gemma utuh (18 lapisan) yang diberi LoRA di lapisan yang sama.

    Adaptornya acak dan sama di kedua model, supaya lapisan ber-LoRA sungguh ikut diperiksa.

    Returns:
        Selisih relatif terbesar dari rata-rata token: ``jalur`` bila masukannya keadaan dari batch
        yang sama, ``simpanan`` bila dari berkas (dihitung dalam batch lain, jadi pembulatan
        bfloat16-nya dapat berbeda).
    """
    from peft import get_peft_model

    tokenizer, whole = gemma.load()
    upper = gemma.upper(copy.deepcopy(whole))
    layers = list(range(gemma.CUT, gemma.TOP))
    whole = get_peft_model(whole, plan(layers, init_lora_weights=False)).eval()
    mine = get_peft_model(upper, plan(range(len(layers)), init_lora_weights=False)).eval()
    adapter = {name: value for name, value in whole.state_dict().items() if "lora_" in name}
    for layer in layers:  # lapisan ke-CUT model utuh ialah lapisan pertama jalur ini
        renamed = {name.replace(f"layers.{layer}.", f"layers.{layer - gemma.CUT}."): value
                   for name, value in adapter.items() if f"layers.{layer}." in name}  # fmt: skip
        mine.load_state_dict(renamed, strict=False)
    ids = tokenizer(list(texts))["input_ids"]
    far = {"jalur": 0.0, "simpanan": 0.0}
    for batch, found, mask in gemma.states(whole, ids, tokenizer.pad_token_id):
        cached = torch.nn.utils.rnn.pad_sequence(
            [tokens[number].float() for number in batch], batch_first=True
        )
        counted = mask.float()[..., None]
        counted[:, 0] = 0.0  # tanpa <bos>
        expected = (found[gemma.TOP].float() * counted).sum(dim=1)
        for name, inputs in (("jalur", found[gemma.CUT]), ("simpanan", cached)):
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
                ours = mine(inputs_embeds=inputs, attention_mask=mask, use_cache=False).last_hidden_state
            gap = (ours.float() * counted).sum(dim=1) - expected
            far[name] = max(far[name], (gap.norm(dim=1) / expected.norm(dim=1)).max().item())
    return {"teks": len(ids)} | far
