"""Kartu model dalam Bahasa Indonesia; semua angkanya berasal dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

REPO_ID = "mini/bert-sentimen-nusantara"
NUSAX, INDONLU = "indonlp/NusaX-senti", "indonlp/indonlu"
LANGUAGE_CODES = ["id", "ace", "ban", "bjn", "bug", "en", "jv", "mad", "min", "nij", "su", "bbc"]
NAMES = {
    "nusax": "NusaX, 12 bahasa",
    "nusax_indonesian": "NusaX, bahasa Indonesia",
    "smsa": "SmSA",
}
LANGUAGES = {
    "indonesian": "Indonesia", "acehnese": "Aceh", "balinese": "Bali", "banjarese": "Banjar",
    "buginese": "Bugis", "english": "Inggris", "javanese": "Jawa", "madurese": "Madura",
    "minangkabau": "Minangkabau", "ngaju": "Ngaju", "sundanese": "Sunda",
    "toba_batak": "Batak Toba",
}  # fmt: skip
BASELINES = {"pooled": "SmSA + NusaX", "nusax": "NusaX saja", "smsa": "SmSA saja"}
# Dataset, namanya, dan konfigurasinya; huggingface_hub menggabungkan hasil yang ketiganya sama.
SOURCES = {
    "nusax": (NUSAX, "NusaX-senti (validation, 12 bahasa)", None),
    "nusax_indonesian": (NUSAX, "NusaX-senti (validation, bahasa Indonesia)", "ind"),
    "smsa": (INDONLU, "IndoNLU SmSA (validation)", "smsa"),
}


def number(value: float, digits: int = 3) -> str:
    """Angka dengan koma desimal: ``number(0.8456)`` menjadi ``0,846``."""
    return f"{value:.{digits}f}".replace(".", ",")


def signed(value: float) -> str:
    """Selisih bertanda dengan tiga angka desimal."""
    return ("+" if value >= 0 else "−") + number(abs(value))


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk model-index berisi skor validasi."""
    rows = [
        EvalResult(
            task_type="text-classification", task_name="Klasifikasi sentimen",
            dataset_type=SOURCES[name][0], dataset_name=SOURCES[name][1],
            dataset_config=SOURCES[name][2], dataset_split="validation", metric_type=kind, metric_name=label,
            metric_value=round(part["mini"][key], 4),
        )
        for name, part in results["comparisons"].items()
        for kind, label, key in (("accuracy", "Akurasi", "accuracy"), ("f1", "F1 makro", "macro_f1"))
    ]  # fmt: skip
    card = ModelCardData(
        language=LANGUAGE_CODES, license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="text-classification", tags=["sentiment-analysis", "mini", "nusantara"],
        datasets=[NUSAX, INDONLU], metrics=["accuracy", "f1"],
        model_name=results["name"], eval_results=rows,
    )  # fmt: skip
    return card.to_yaml().strip()


def score_table(results: dict) -> str:
    """Tabel skor: model ini, tiga benih, pembanding terbaik, dan selisihnya."""
    lines = [
        "| Data validasi | Ukuran | Model ini | Rata-rata benih (rentang) | TF-IDF terbaik "
        "| Selisih, selang kepercayaan 95% | Simpulan |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for name, part in results["comparisons"].items():
        best = part["best_baseline"]
        for key, label in (("macro_f1", "F1 makro"), ("accuracy", "akurasi")):
            values = [seed[key] for seed in part["seeds"].values()]
            gap = part["gap"][key]
            lines.append(
                f"| {NAMES[name]} ({part['rows']}) | {label} | **{number(part['mini'][key])}** "
                f"| {number(sum(values) / len(values))} "
                f"({number(min(values))}–{number(max(values))}) "
                f"| {number(part['baselines'][best][key])} "
                f"| {signed(gap['difference'])} [{signed(gap['low'])}; {signed(gap['high'])}] "
                f"| {part['verdict'][key]} |"
            )
    return "\n".join(lines)


def plain_reading(results: dict) -> str:
    """Satu butir per perbandingan: terbukti di atas, di bawah, atau tidak terbukti berbeda."""
    lines = []
    for name, part in results["comparisons"].items():
        gap, found = part["gap"]["macro_f1"]["difference"], part["verdict"]["macro_f1"]
        seen = "lebih tinggi" if gap > 0 else "lebih rendah"
        text = {
            "di atas": "di atas TF-IDF (selang selisih seluruhnya positif)",
            "di bawah": "di bawah TF-IDF (selang selisih seluruhnya negatif)",
        }.get(
            found,
            f"skornya {seen} daripada TF-IDF, tetapi tidak terbukti berbeda (selang memuat nol)",
        )
        lines.append(f"- {NAMES[name]}: {text}, menurut F1 makro.")
    return "\n".join(lines)


def baseline_table(results: dict) -> str:
    """Semua varian pembanding, F1 makro pada tiap data validasi."""
    names = list(results["comparisons"])
    lines = [
        "| TF-IDF dilatih pada | C | " + " | ".join(NAMES[name] for name in names) + " |",
        "|---|---:|" + "---:|" * len(names),
    ]
    for key, setting in results["baseline"].items():
        cells = [number(results["comparisons"][name]["baselines"][key]["macro_f1"]) for name in names]
        lines.append(f"| {BASELINES[key]} | {number(setting['strength'], 0)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def language_table(results: dict) -> str:
    """Skor NusaX tiap bahasa, 100 baris masing-masing."""
    lines = ["| Bahasa | Akurasi | F1 makro | F1 makro TF-IDF |", "|---|---:|---:|---:|"]
    for name, part in results["languages"].items():
        lines.append(
            f"| {LANGUAGES[name]} | {number(part['mini']['accuracy'])} "
            f"| {number(part['mini']['macro_f1'])} | {number(part['tfidf']['macro_f1'])} |"
        )
    return "\n".join(lines)


def render(results: dict, template: str) -> str:
    """Isi ``template`` (README kartu) dengan angka dari ``results``.

    Bagian di dalam ``{…}`` diganti; nama yang tidak dikenal memunculkan KeyError.
    """
    effort, data = results["effort"], results["data"]
    return template.format(
        metadata=metadata(results), scores=score_table(results), reading=plain_reading(results),
        baselines=baseline_table(results), languages=language_table(results),
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), choice=results["shipped"],
        seeds=", ".join(map(str, results["seeds"])),
        steps=f"{effort['steps']:,}".replace(",", "."), rounds=effort["rounds"],
        tokens=number(effort["tokens_millions"], 1), loss=number(effort["loss"], 2),
        pretraining=number(effort["pretraining_cpu_minutes"], 0),
        finetuning=number(effort["finetuning_cpu_minutes"], 0),
        smsa=f"{data['smsa']:,}".replace(",", "."), nusax=f"{data['nusax']:,}".replace(",", "."),
        dropped=data["dropped"]["smsa"], stopped=results["stopped"],
        reviews=f"{data['reviews']:,}".replace(",", "."),
    )  # fmt: skip
