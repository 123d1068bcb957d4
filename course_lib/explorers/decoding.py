"""Penjelajah undian: temperature, top-k, dan top-p mengubah peluang token berikutnya."""

from course_lib.display import BLUE, GREY
from course_lib.widgets import Explorer

SHOWN = 12  # token yang digambar; sisanya dijumlahkan
LONGEST = 72


def explore_decoding(model, tokenizer, prompt: str) -> Explorer:
    """Peluang token berikutnya sebelum dan sesudah diatur, dan satu tulisan hasil undiannya.

    Args:
        model: model bahasa dari ``AutoModelForCausalLM``.
        tokenizer: tokenizer dari checkpoint yang sama.
        prompt: awalan pertama; pembaca dapat menggantinya.

    Contoh::

        explore_decoding(model, tokenizer, "Pantun rindu:\\n")
    """
    import ipywidgets

    wide = ipywidgets.Layout(width="95%")
    calm = {"continuous_update": False, "layout": wide, "style": {"description_width": "7em"}}
    controls = {
        "prompt": ipywidgets.Textarea(value=prompt, description="Awalan:", rows=3, **calm),
        "temperature": ipywidgets.FloatSlider(
            value=0.7, min=0, max=2, step=0.1, description="temperature", **calm
        ),
        "top_k": ipywidgets.IntSlider(value=0, min=0, max=50, description="top_k", **calm),
        "top_p": ipywidgets.FloatSlider(value=0.9, min=0.1, max=1, step=0.05, description="top_p", **calm),
        "seed": ipywidgets.IntSlider(value=1, min=1, max=20, description="benih", **calm),
    }
    return Explorer(controls, lambda **values: _draw(model, tokenizer, **values))


def _draw(model, tokenizer, prompt, temperature, top_k, top_p, seed):
    """Gambar dan ringkasan untuk satu setelan; peluang dibulatkan."""
    import torch

    inputs = _inputs(model, tokenizer, prompt)
    with torch.no_grad():
        logits = model(**inputs).logits[0, -1].float().cpu()
    before = logits.softmax(-1)
    after = adjusted(logits, temperature, top_k, top_p)
    order = before.argsort(descending=True)[:SHOWN]
    names = [_visible(tokenizer.decode([i])) for i in order.tolist()]
    text = _continuation(model, tokenizer, inputs, temperature, top_k, top_p, seed)
    kept = int((after > 0).sum())
    rows = zip(names, before[order].tolist(), after[order].tolist(), strict=True)
    summary = (
        f"temperature {temperature:.1f}, top_k {top_k or 'mati'}, top_p {top_p:.2f}: "
        f"{kept} dari {len(after)} token masih mungkin\n"
        + "\n".join(f"{name}  {p:.2f} -> {q:.2f}" for name, p, q in rows)
        + f"\nHasil undian dengan benih {seed}:\n{text}"
    )
    return _figure(names, before, after, order, kept, text), summary


def _inputs(model, tokenizer, prompt):
    if not prompt:
        raise ValueError("Tulis sebuah awalan lebih dahulu.")
    inputs = tokenizer(prompt, return_tensors="pt").to(model.device)
    limit = getattr(model.config, "max_position_embeddings", None) or 1024
    if inputs["input_ids"].shape[1] > limit // 2:
        raise ValueError(f"Awalan ini terlalu panjang: paling banyak {limit // 2} token.")
    return inputs


def adjusted(logits, temperature, top_k=0, top_p=1.0):
    """Peluang setelah temperature, lalu top-k, lalu top-p; temperature 0 berarti greedy.

    Args:
        logits: tensor satu dimensi.
        temperature: pembagi logits.
        top_k: banyaknya token yang disisakan; 0 berarti semua.
        top_p: jumlah peluang yang disisakan; 1 berarti semua.
    """
    import torch

    if temperature == 0:
        return torch.zeros_like(logits).index_fill(0, logits.argmax(), 1.0)
    logits = logits / temperature
    if 0 < top_k < len(logits):
        logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], float("-inf"))
    probabilities, order = logits.softmax(-1).sort(descending=True)
    before = probabilities.cumsum(-1) - probabilities
    if top_p < 1:
        logits[order[before >= top_p]] = float("-inf")
    return logits.softmax(-1)


def _continuation(model, tokenizer, inputs, temperature, top_k, top_p, seed):
    from transformers import set_seed

    choice = {"do_sample": False}
    if temperature > 0:
        choice = {"do_sample": True, "temperature": temperature, "top_k": top_k, "top_p": top_p}
    length = inputs["input_ids"].shape[1]
    limit = getattr(model.config, "max_position_embeddings", None) or 1024
    set_seed(seed)
    output = model.generate(
        **inputs, **choice, max_new_tokens=min(LONGEST, limit - length), pad_token_id=tokenizer.eos_token_id
    )
    return tokenizer.decode(output[0], skip_special_tokens=True)


def _visible(token):
    """Spasi di awal token menjadi ␣, ganti baris menjadi ↵."""
    return token.replace(" ", "␣").replace("\n", "↵") or "(kosong)"


def _figure(names, before, after, order, kept, text):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
    rows = range(len(names) + 1)
    tops = [values[order].tolist() for values in (before, after)]
    bars = [top + [max(0.0, 1 - sum(top))] for top in tops]
    left.barh([r - 0.2 for r in rows], bars[0], height=0.4, color=GREY, label="peluang asli")
    made = left.barh([r + 0.2 for r in rows], bars[1], height=0.4, color=BLUE, label="setelah diatur")
    left.bar_label(made, fmt="%.2f", padding=3, fontsize=8)
    left.set_yticks(list(rows), [name.replace("$", r"\$") for name in names] + ["token lain"], fontsize=9)
    left.set_title(f"Token berikutnya ({kept} masih mungkin)", fontsize=10, loc="left")
    left.set_xlim(0, max(max(one) for one in bars) * 1.2)
    left.invert_yaxis()
    left.spines[["top", "right"]].set_visible(False)
    left.legend(fontsize=8, loc="center right")
    right.set_title("Satu hasil undian", fontsize=10, loc="left")
    right.axis("off")
    right.text(0, 0.97, _wrapped(text), va="top", fontsize=10)
    return figure


def _wrapped(text, width=44, most=14):
    import textwrap

    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]
    shown = lines[:most] + (["…"] if len(lines) > most else [])
    return "\n".join(shown).replace("$", r"\$")
