"""Kartu bert-dasar-nusantara; semua angkanya dari bagian ``base`` results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import INDONLU, LANGUAGE_CODES, LANGUAGES, NUSAX, number
from recipes.intervals import proportion

SHOWN = 10
SCORERS = {"mini": "model ini", "trigram": "trigram"}


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk hit@1 dan hit@5 pada semua kalimat isian."""
    found = results["fill"]["hits"]["all"]
    rows = [
        EvalResult(
            task_type="fill-mask", task_name="Isian kata tertutup",
            dataset_type="isian", dataset_name=f"{found['rows']} kalimat isian tulisan sendiri",
            metric_type=f"hit@{depth}", metric_name=f"hit@{depth}",
            metric_value=round(found["mini"][depth] / found["rows"], 4),
        )
        for depth in ("1", "5")
    ]  # fmt: skip
    return ModelCardData(
        language=LANGUAGE_CODES, license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="fill-mask", tags=["mini", "nusantara"], datasets=[NUSAX, INDONLU],
        model_name=results["name"], eval_results=rows,
    ).to_yaml().strip()  # fmt: skip


def share(hits: int, rows: int) -> str:
    """Proporsi dengan selang Wilson, misalnya ``0,457 [0,346; 0,573]``."""
    found = proportion(hits, rows)
    return f"{number(found['value'])} [{number(found['low'])}; {number(found['high'])}]"


def hit_table(fill: dict) -> str:
    """Hit@1 dan hit@5 per bahasa; baris semua bahasa memakai selang Wilson."""
    columns = [(name, depth) for depth in ("1", "5") for name in SCORERS]
    titles = [f"hit@{depth} {SCORERS[name]}" for name, depth in columns]
    lines = [
        "| Bahasa | Kalimat | " + " | ".join(titles) + " |",
        "|---|---:|" + "---|" * len(columns),
    ]
    for group, part in fill["hits"].items():
        whole = group == "all"
        cells = [
            share(part[name][depth], part["rows"]) if whole else f"{part[name][depth]} dari {part['rows']}"
            for name, depth in columns
        ]
        label = "**semua**" if whole else LANGUAGES[group]
        lines.append(f"| {label} | {part['rows']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def perplexity_table(fill: dict) -> str:
    """Pseudo-perplexity per bahasa; lebih kecil lebih baik."""
    lines = ["| NusaX validasi | model ini | trigram |", "|---|---:|---:|"]
    for language, part in fill["perplexity"].items():
        lines.append(f"| {LANGUAGES[language]} | {number(part['mini'], 1)} | {number(part['trigram'], 1)} |")
    return "\n".join(lines)


def guess_table(guesses: list[dict]) -> str:
    """Lima tebakan teratas model dan trigram untuk tiap kalimat."""
    lines = ["| Kalimat | model ini | trigram |", "|---|---|---|"]
    for row in guesses:
        cells = [" ".join(f"`{word}`" for word in row[name]) for name in SCORERS]
        lines.append(f"| {row['text']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dari ``results`` (bagian ``base``)."""
    effort, fill = results["effort"], results["fill"]
    sign = fill["signs"]["5"]
    return template.format(
        metadata=metadata(results), hits=hit_table(fill), perplexity=perplexity_table(fill),
        guesses=guess_table(fill["guesses"][:SHOWN]), reachable=fill["reachable"],
        rows=fill["hits"]["all"]["rows"], ours=sign["ours_only"], theirs=sign["theirs_only"],
        p=number(sign["p"]), parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1),
        steps=f"{effort['steps']:,}".replace(",", "."), rounds=effort["rounds"],
        tokens=number(effort["tokens_millions"], 1), loss=number(effort["loss"], 2),
        cpu=number(effort["pretraining_cpu_minutes"], 0), stopped=results["stopped"],
        dropped=results["dropped"]["smsa"],
    )  # fmt: skip
