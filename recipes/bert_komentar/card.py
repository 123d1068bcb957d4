"""Kartu bert-komentar; semua angkanya dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import number, signed

STYLES = {
    "formal": "formal", "harian": "sehari-hari", "obrolan": "obrolan singkat",
    "samaran": "ejaan disamarkan", "sindiran": "sindiran tanpa kata kasar",
}  # fmt: skip
MEANINGS = {"with_group": "menyebut kelompok", "without_group": "tanpa sebutan kelompok"}


def metadata(results: dict) -> str:
    """Metadata YAML kartu, tanpa garis ``---``."""
    rows = [
        EvalResult(
            task_type="text-classification", task_name="Komentar sopan atau kasar",
            dataset_type="mini/komentar", dataset_name="komentar (test)", dataset_split="test",
            metric_type=kind, metric_name=label, metric_value=round(results["test"]["mini"][key], 4),
        )
        for kind, key, label in (("accuracy", "accuracy", "Akurasi"), ("f1", "macro_f1", "F1 makro"))
    ]  # fmt: skip
    data = ModelCardData(
        language="id", license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="text-classification", tags=["mini", "moderation"], datasets=["mini/komentar"],
        metrics=["accuracy", "f1"], model_name=results["name"], eval_results=rows,
    )  # fmt: skip
    return data.to_yaml().rstrip()


def score_table(test: dict) -> str:
    """Tabel skor: model ini, rentang benih, TF-IDF, dan selisih berselang."""
    lines = [
        "| ukuran | model ini | benih | TF-IDF | selisih, selang 95% | simpulan |",
        "|---|---:|---|---:|---|---|",
    ]
    for key, label in (("macro_f1", "F1 makro"), ("accuracy", "akurasi")):
        values, gap = [seed[key] for seed in test["seeds"].values()], test["gap"][key]
        lines.append(
            f"| {label} | **{number(test['mini'][key])}** | {number(min(values))}–{number(max(values))} "
            f"| {number(test['tfidf'][key])} "
            f"| {signed(gap['difference'])} [{signed(gap['low'])}; {signed(gap['high'])}] "
            f"| {test['verdict'][key]} |"
        )
    return "\n".join(lines)


def share(found: dict) -> str:
    """Proporsi dengan banyaknya dan selang Wilson, misalnya ``3 dari 30 (0,03–0,26)``."""
    return f"{found['hits']} dari {found['rows']} ({number(found['low'], 2)}–{number(found['high'], 2)})"


def share_table(parts: dict, names: dict[str, str], first: str) -> str:
    """Tabel proporsi: satu baris per kunci, kolom model ini dan TF-IDF."""
    lines = [f"| {first} | model ini | TF-IDF |", "|---|---|---|"]
    lines += [
        f"| {names[key]} | {share(found)} | {share(parts['tfidf'][key])} |" for key, found in parts["mini"].items()
    ]
    return "\n".join(lines)


def sample_table(samples: list[dict]) -> str:
    """Jawaban untuk kalimat contoh, apa adanya."""
    lines = ["| kalimat | jawaban | skor |", "|---|---|---:|"]
    lines += [f"| {one['text']} | `{one['label']}` | {number(one['score'], 2)} |" for one in samples]
    return "\n".join(lines)


def render(results: dict, template: str) -> str:
    """Isi ``template`` dengan angka dari ``results``."""
    test = results["test"]
    return template.format(
        metadata=metadata(results), scores=score_table(test), rows=test["rows"],
        alarms=share_table(test["false_alarms"], MEANINGS, "komentar sopan"),
        caught=share_table(test["caught"], STYLES, "komentar kasar"),
        samples=sample_table(results["samples"]),
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), trials=results["trials"],
        seeds=", ".join(map(str, results["seeds"])),
        minutes=number(results["effort"]["finetuning_cpu_minutes"], 0),
    )  # fmt: skip
