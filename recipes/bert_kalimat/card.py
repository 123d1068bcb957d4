"""Kartu bert-kalimat-nusantara; semua angkanya dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import LANGUAGE_CODES, LANGUAGES, NUSAX, number, signed

TASKS = {
    "reviews": ("mini/ulasan-nusantara", "`mini/ulasan-nusantara` test: Indonesia → jav, sun, min, eng"),
    "nusax": (NUSAX, "NusaX validasi: Indonesia → 11 bahasa"),
    "queries": ("mini/ulasan-nusantara", "40 kueri pendek → 252 ulasan Indonesia"),
}
BASELINES = {
    "tfidf_word": "TF-IDF kata", "tfidf_inner": "TF-IDF karakter di dalam kata",
    "tfidf_char": "TF-IDF karakter",
}  # fmt: skip
CODES = {"jav": "Jawa", "sun": "Sunda", "min": "Minangkabau", "eng": "Inggris"} | LANGUAGES


def metadata(results: dict) -> str:
    """Metadata YAML kartu, dengan skor model yang disajikan."""
    rows = [
        EvalResult(
            task_type="sentence-similarity", task_name="Pencarian kalimat semakna",
            dataset_type=source, dataset_name=label.replace("`", ""), dataset_config=task,
            metric_type=f"hit@{part['depth']}", metric_name=f"hit@{part['depth']}",
            metric_value=round(part["scores"]["shipped"]["hit"], 4),
        )
        for task, part in results["tasks"].items()
        for source, label in [TASKS[task]]
    ]  # fmt: skip
    return ModelCardData(
        language=LANGUAGE_CODES, license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="feature-extraction", tags=["sentence-similarity", "mini", "nusantara"],
        datasets=[NUSAX], model_name=results["name"], eval_results=rows,
    ).to_yaml().strip()  # fmt: skip


def score_table(results: dict) -> str:
    """Skor tiap tugas: model ini, rata-rata dan rentang benih, TF-IDF terbaik, dan selisihnya."""
    lines = [
        "| Tugas | Ukuran | Model ini | Rata-rata benih (rentang) | TF-IDF terbaik "
        "| Selisih, selang kepercayaan 95% | Simpulan |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    for task, part in results["tasks"].items():
        for key, label in (("hit", f"hit@{part['depth']}"), ("mrr", "MRR")):
            values = [found[key] for name, found in part["scores"].items() if name.startswith("seed")]
            best, gap = part["best_baseline"], part["gap"][key]
            lines.append(
                f"| {TASKS[task][1]} | {label} | **{number(part['scores']['shipped'][key])}** "
                f"| {number(part['mean'][key])} ({number(min(values))}–{number(max(values))}) "
                f"| {number(part['scores'][best][key])} "
                f"| {signed(gap['difference'])} [{signed(gap['low'])}; {signed(gap['high'])}] "
                f"| {part['verdict'][key]} |"
            )
    return "\n".join(lines)


def language_table(results: dict, task: str) -> str:
    """Hit@1 tiap bahasa pada satu tugas: rata-rata benih, pembanding, dan selisihnya."""
    best = BASELINES[results["tasks"][task]["best_baseline"]]
    lines = [f"| Bahasa | model ini | {best} | selisih, selang 95% |", "|---|---:|---:|---|"]
    for code, part in results["languages"][task].items():
        lines.append(
            f"| {CODES[code]} | {number(part['mini'])} | {number(part['baseline'])} "
            f"| {signed(part['difference'])} [{signed(part['low'])}; {signed(part['high'])}] |"
        )
    return "\n".join(lines)


def baseline_table(results: dict) -> str:
    """Semua pembanding: kedua TF-IDF, dan rata-rata token tiap lapisan checkpoint dasar."""
    tasks = results["tasks"]
    lines = [
        "| | " + " | ".join(f"{TASKS[task][1]}, hit@{part['depth']}" for task, part in tasks.items()) + " |",
        "|---|" + "---:|" * len(tasks),
    ]
    names = [name for name in tasks["reviews"]["scores"] if name.startswith(("tfidf", "base"))]
    for name in names:
        label = BASELINES.get(name) or f"checkpoint dasar, lapisan {name.removeprefix('base ')}"
        cells = [number(part["scores"][name]["hit"]) for part in tasks.values()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sample_table(samples: list[dict]) -> str:
    """Kueri contoh, ulasan teratas, dan peringkat ulasan yang relevan."""
    lines = ["| Kueri | Ulasan teratas | Peringkat yang relevan |", "|---|---|---:|"]
    lines += [f"| `{one['query']}` | `{one['top']}` | {one['place']} |" for one in samples]
    return "\n".join(lines)


def dotted(value: int) -> str:
    """Bilangan bulat dengan titik ribuan."""
    return f"{value:,}".replace(",", ".")


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dari ``results``."""
    data = results["data"]
    return template.format(
        metadata=metadata(results), scores=score_table(results),
        languages=language_table(results, "reviews"), nusax=language_table(results, "nusax"),
        baselines=baseline_table(results), samples=sample_table(results["samples"]),
        layers=results["shape"]["layers"], hidden=results["shape"]["hidden"],
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), shipped=results["shipped_seed"],
        seeds=len(results["seeds"]), trials=results["trials"],
        steps=dotted(results["training"]["steps"]),
        temperature=number(results["training"]["temperature"], 2),
        cpu=number(results["effort"]["cpu_minutes"], 0), groups=data["groups"],
        english=dotted(data["translations"].get("english", 0)),
        minangkabau=dotted(data["translations"].get("minangkabau", 0)),
        javanese=dotted(data["translations"].get("javanese", 0)),
        order=number(results["contrasts"]["order"]), negation=number(results["contrasts"]["negation"]),
        lexicon=dotted(data["lexicon"]), sentences=dotted(data["sentences"]),
        reviews=results["tasks"]["reviews"]["rows"], queries=results["tasks"]["queries"]["rows"],
    )  # fmt: skip
