"""Kartu bert-sentimen-inggris; semua angkanya berasal dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import LANGUAGES, NUSAX, number

REPO_ID = "mini/bert-sentimen-inggris"


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk model-index berisi skor validasi Inggris."""
    english = results["validation"]["english"]
    rows = [
        EvalResult(
            task_type="text-classification", task_name="Klasifikasi sentimen",
            dataset_type=NUSAX,
            dataset_name="NusaX-senti (validation, eng, tanpa netral)",
            dataset_split="validation", metric_type=kind, metric_name=label,
            metric_value=round(english[key], 4),
        )
        for kind, label, key in (("accuracy", "Akurasi", "accuracy"), ("f1", "F1 makro", "macro_f1"))
    ]  # fmt: skip
    return ModelCardData(
        language=["en"], license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="text-classification", tags=["sentiment-analysis", "mini"],
        datasets=[NUSAX], metrics=["accuracy", "f1"], model_name=results["name"],
        eval_results=rows,
    ).to_yaml().strip()  # fmt: skip


def table(results: dict) -> str:
    """Perilaku model pada baris positif dan negatif, Inggris dan Indonesia."""
    lines = [
        "| Bahasa | Baris | Akurasi (rentang benih) | Keyakinan rata-rata "
        "| Keyakinan saat keliru | Dijawab POSITIVE |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for language, part in results["validation"].items():
        values = [seed[language]["accuracy"] for seed in results["by_seed"].values()]
        lines.append(
            f"| {LANGUAGES[language]} | {part['rows']} | {number(part['accuracy'])} "
            f"({number(min(values))}–{number(max(values))}) | {number(part['confidence'])} "
            f"| {number(part['confidence_when_wrong'])} | {number(part['positive_share'])} |"
        )
    return "\n".join(lines)


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dari ``results``."""
    effort = results["effort"]
    return template.format(
        metadata=metadata(results), table=table(results),
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), seed=results["shipped_seed"],
        seeds=len(results["seeds"]), train=results["data"]["train"],
        steps=effort["steps"], loss=number(effort["loss"], 2),
        cpu=number(effort["pretraining_cpu_minutes"] + effort["finetuning_cpu_minutes"], 0),
    )  # fmt: skip
