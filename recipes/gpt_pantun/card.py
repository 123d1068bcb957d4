"""Kartu gpt-pantun; semua angka dan contohnya berasal dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import number
from recipes.t5_angka.card import share
from recipes.t5_angka.numbers import dotted

REPO_ID = "mini/gpt-pantun"
CONDITIONS = {
    "valid": "**sah: semua syarat**",
    "four_lines": "tepat empat baris",
    "syllables": "tiap baris 8–12 suku kata",
    "rhymes": "rima a-b-a-b",
}
REPEATS = {
    "whole": "seluruh pantun",
    "opening": "pasangan sampiran",
    "message": "pasangan isi",
    "line": "baris demi baris",
}


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk model-index berisi bagian pantun yang sah."""
    row = EvalResult(
        task_type="text-generation", task_name="Menulis pantun",
        dataset_type="dibuat-kode", dataset_name="Tulisan tanpa dipilih, tiga benih undian",
        metric_type="valid_share", metric_name="Bagian pantun yang sah",
        metric_value=round(results["pooled"]["valid"]["value"], 4),
    )  # fmt: skip
    return ModelCardData(
        language=["id"], license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="text-generation", tags=["pantun", "mini"], model_name=results["name"],
        eval_results=[row],
    ).to_yaml().strip()  # fmt: skip


def validity_table(results: dict) -> str:
    """Bagian yang lulus tiap syarat: model, rentang benih, dan kedua pembanding."""
    lines = [
        "| Syarat | Model ini, selang 95% | Benih (terendah–tertinggi) | Baris acak | Rantai Markov |",
        "|---|---|---|---|---|",
    ]
    for key, label in CONDITIONS.items():
        values = [seed[key]["value"] for seed in results["seeds"].values()]
        others = [share(results["baselines"][name][key]) for name in ("random_lines", "trigrams")]
        lines.append(
            f"| {label} | {share(results['pooled'][key])} | {number(min(values))}–{number(max(values))} "
            f"| {others[0]} | {others[1]} |"
        )
    return "\n".join(lines)


def repeat_table(results: dict) -> str:
    """Bagian yang mengulang data latih kata demi kata."""
    lines = ["| Yang sama persis dengan data latih | Bagian, selang 95% |", "|---|---|"]
    return "\n".join(
        lines + [f"| {label} | {share(results['pooled'][key])} |" for key, label in REPEATS.items()]
    )


def samples_text(samples: list[dict]) -> str:
    """Contoh-contoh bernomor, beserta hasil pemeriksaannya."""
    blocks = []
    for position, sample in enumerate(samples, start=1):
        text = "\n".join(sample["lines"])
        blocks.append(f"{position}. Pemeriksaan: {sample['verdict']}.\n\n```\n{text}\n```")
    return "\n\n".join(blocks)


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dan contoh dari ``results``."""
    effort, data, sampling = results["effort"], results["data"], results["sampling"]
    topic = results["pooled"]["topic"]
    return template.format(
        metadata=metadata(results), validity=validity_table(results), repeats=repeat_table(results),
        samples=samples_text(results["samples"]), invalid=samples_text(results["invalid"]),
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1),
        temperature=number(sampling["temperature"], 1), top_k=sampling["top_k"],
        rows=results["pooled"]["valid"]["rows"],
        baseline_rows=results["baselines"]["trigrams"]["valid"]["rows"], seeds=len(results["sampling_seeds"]),
        first_seed=results["sampling_seeds"][0], different=results["pooled"]["different"],
        topic=share(topic) if topic else "tidak terukur",
        first=data["first"], second=data["second"], messages=data["messages"],
        possible=number(data["possible"] / 1e6, 1), pantun=dotted(data["pantun"]),
        steps=dotted(effort["steps"]), tokens=number(effort["tokens_millions"], 1),
        loss=number(effort["loss"], 2), cpu=number(effort["cpu_minutes"], 0),
    )  # fmt: skip
