"""Kartu t5-angka; semua angkanya berasal dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import number
from recipes.t5_angka.dates import FORMATS
from recipes.t5_angka.numbers import dotted

REPO_ID = "mini/t5-angka"
NAMES = {"terbilang": "bilangan 4–6 angka", "tanggal": "tanggal"}


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk model-index berisi skor uji tiap tugas."""
    rows = [
        EvalResult(
            task_type="text2text-generation", task_name=f"Teks ke teks: {task}",
            dataset_type="dibuat-kode", dataset_name=f"Uji {NAMES[task]} (dibuat kode)",
            dataset_config=task, dataset_split="test",
            metric_type="exact_match", metric_name="Jawaban persis sama",
            metric_value=round(part["mini"]["value"], 4),
        )
        for task, part in results["tasks"].items()
    ]  # fmt: skip
    return ModelCardData(
        language=["id"], license="cc-by-sa-4.0", library_name="transformers",
        tags=["text2text-generation", "mini", "terbilang"],
        metrics=["exact_match"], model_name=results["name"], eval_results=rows,
    ).to_yaml().strip()  # fmt: skip


def share(part: dict) -> str:
    """Satu bagian: nilai dan selang 95%, misalnya ``0,993 [0,983; 0,997]``."""
    return f"{number(part['value'])} [{number(part['low'])}; {number(part['high'])}]"


def score_table(results: dict) -> str:
    """Skor tiap tugas: model yang disajikan, rentang benih, pembanding."""
    lines = [
        "| Tugas | Baris uji | Model ini, selang 95% | Benih (terendah–tertinggi) | Pembanding, selang 95% |",
        "|---|---:|---|---|---|",
    ]
    for task, part in results["tasks"].items():
        values = [seed["value"] for seed in part["seeds"].values()]
        lines.append(
            f"| `{task}` | {part['mini']['rows']} | **{share(part['mini'])}** "
            f"| {number(min(values))}–{number(max(values))} | {share(part['baseline'])} |"
        )
    return "\n".join(lines)


def kind_table(results: dict) -> str:
    """Jawaban benar menurut jenis masukan."""
    rows = {f"`{kind}`" if kind in FORMATS else kind: part for kind, part in results["kinds"].items()}
    rows["tanggal, tahun yang tak pernah dilihat"] = results["unseen_years"]
    rows["0–99 (seluruhnya ada di data latih)"] = results["small"]
    lines = ["| Jenis masukan | Benar | Baris |", "|---|---:|---:|"]
    return "\n".join(lines + [f"| {name} | {part['hits']} | {part['rows']} |" for name, part in rows.items()])


def error_text(results: dict) -> str:
    """Kesalahan pertama pada data uji, apa adanya."""
    if not results["errors"]:
        return "Pada baris uji itu bobot yang disajikan tidak membuat kesalahan."
    lines = ["Kesalahan pada baris uji (paling banyak lima yang pertama):", ""]
    return "\n".join(
        lines
        + [
            f"- `{e['text']}` dijawab `{e['answer']}`, seharusnya `{e['expected']}`"
            for e in results["errors"]
        ]
    )


def beyond_table(results: dict) -> str:
    """Jawaban untuk masukan di luar yang diajarkan."""
    lines = ["| Masukan | Jawaban |", "|---|---|"]
    return "\n".join(lines + [f"| `{text}` | `{answer}` |" for text, answer in results["beyond"].items()])


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dari ``results``."""
    effort, data = results["effort"], results["data"]
    return template.format(
        metadata=metadata(results), scores=score_table(results), kinds=kind_table(results),
        errors=error_text(results), beyond=beyond_table(results),
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), vocabulary=results["vocabulary"],
        seed=results["shipped_seed"], numbers=dotted(data["terbilang"]), dates=dotted(data["tanggal"]),
        steps=dotted(effort["steps"]), tokens=number(effort["tokens_millions"], 1),
        cpu=number(effort["cpu_minutes"], 0), all_cpu=number(effort["all_seeds_cpu_minutes"], 0),
    )  # fmt: skip
