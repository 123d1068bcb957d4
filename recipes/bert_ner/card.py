"""Kartu bert-entitas-indonesia; semua angkanya berasal dari results.json."""

from huggingface_hub import EvalResult, ModelCardData

from recipes.bert_mini.card import INDONLU, number, signed

REPO_ID = "mini/bert-entitas-indonesia"
NAMES = {"mini": "model ini", "crf": "CRF linear", "dictionary": "kamus"}
KINDS = {"PERSON": "Orang", "PLACE": "Tempat", "ORGANISATION": "Organisasi"}
READINGS = {
    "di atas": "di atas {name} (selang selisih seluruhnya positif)",
    "di bawah": "di bawah {name} (selang selisih seluruhnya negatif)",
    "tidak terbukti berbeda": "tidak terbukti berbeda dari {name} (selang selisih memuat nol)",
}


def metadata(results: dict) -> str:
    """Metadata YAML kartu, termasuk model-index berisi skor uji."""
    score = results["test"]["mini"]
    rows = [
        EvalResult(
            task_type="token-classification", task_name="Pengenalan entitas",
            dataset_type=INDONLU, dataset_name="IndoNLU NERGrit (test)", dataset_config="nergrit",
            dataset_split="test", metric_type=key, metric_name=name, metric_value=round(score[key], 4),
        )
        for key, name in (("f1", "F1 entitas"), ("precision", "Presisi"), ("recall", "Recall"))
    ]  # fmt: skip
    return ModelCardData(
        language=["id"], license="cc-by-sa-4.0", library_name="transformers",
        pipeline_tag="token-classification", tags=["named-entity-recognition", "mini"],
        datasets=[INDONLU], metrics=["f1", "precision", "recall"], model_name=results["name"],
        eval_results=rows,
    ).to_yaml().strip()  # fmt: skip


def score_table(results: dict) -> str:
    """Presisi, recall, F1 model ini dan pembandingnya, dengan selang selisih."""
    test = results["test"]
    interval = test["mini"]["interval"]
    lines = ["| | Presisi | Recall | F1 | Model ini dikurangi pembanding |", "|---|---:|---:|---:|---:|"]
    for name, part in {"mini": test["mini"], **test["baselines"]}.items():
        cell = f"{number(part['f1'])}"
        if name == "mini":
            cell, gap = f"**{cell}** [{number(interval['low'])}; {number(interval['high'])}]", ""
        else:
            found = test["gap"][name]
            gap = f"{signed(found['difference'])} [{signed(found['low'])}; {signed(found['high'])}]"
        lines.append(
            f"| {NAMES[name]} | {number(part['precision'])} | {number(part['recall'])} | {cell} | {gap} |"
        )
    return "\n".join(lines)


def reading(results: dict) -> str:
    """Satu butir per pembanding: terbukti di atas, di bawah, atau tidak terbukti berbeda."""
    return "\n".join(
        f"- Model ini {READINGS[found['verdict']].format(name=NAMES[name])}."
        for name, found in results["test"]["gap"].items()
    )


def headline(results: dict) -> str:
    """Kalimat pembuka tentang kedudukannya terhadap CRF."""
    return {
        "di atas": "Skornya di atas CRF linear pada kalimat yang sama.",
        "di bawah": "**CRF linear yang jauh lebih sederhana memberi skor lebih tinggi**; lihat tabel di bawah.",
        "tidak terbukti berbeda": "Skornya tidak terbukti berbeda dari CRF linear yang jauh lebih sederhana.",
    }[results["test"]["gap"]["crf"]["verdict"]]


def type_table(results: dict) -> str:
    """F1 tiap jenis entitas."""
    lines = ["| Jenis | Entitas | Model ini | CRF linear | Kamus |", "|---|---:|---:|---:|---:|"]
    for kind, part in results["test"]["types"].items():
        cells = " | ".join(number(part[name]["f1"]) for name in NAMES)
        lines.append(f"| {KINDS[kind]} (`{kind}`) | {part['mini']['entities']} | {cells} |")
    return "\n".join(lines)


def condition_table(results: dict) -> str:
    """F1 dalam keadaan lain: pipeline, huruf kecil, tanpa kalimat bocor."""
    test = results["test"]
    clean = test["without_leaked"]
    lines = ["| Keadaan | Model ini | CRF linear | Kamus |", "|---|---:|---:|---:|"]
    parts = {
        "Potongan pertama tiap kata (tabel di atas)": {"mini": test["mini"], **test["baselines"]},
        "Pipeline, cara `first`": {"mini": test["pipeline"]["first"]},
        "Pipeline, cara `simple`": {"mini": test["pipeline"]["simple"]},
        "Semua huruf dikecilkan": test["lowercase"],
        f"Tanpa kalimat yang pernah terbaca ({clean['sentences']} kalimat)": clean,
    }
    for name, part in parts.items():
        cells = " | ".join(number(part[key]["f1"]) if key in part else "" for key in NAMES)
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def sample_table(results: dict) -> str:
    """Sepuluh kalimat sendiri dan keluaran pipeline dengan dua cara penggabungan."""
    lines = ["| Kalimat | Cara `first` | Cara `simple` |", "|---|---|---|"]
    for row in results["samples"]:
        cells = [
            "; ".join(f"{text} `{kind}`" for text, kind in row[strategy]) or "(kosong)"
            for strategy in ("first", "simple")
        ]
        lines.append(f"| {row['text']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def count(value: int) -> str:
    """Bilangan dengan titik ribuan: ``count(1644)`` menjadi ``1.644``."""
    return f"{value:,}".replace(",", ".")


def render(results: dict, template: str) -> str:
    """Isi ``template`` kartu dengan angka dari ``results``."""
    test, effort, data = results["test"], results["effort"], results["data"]
    return template.format(
        metadata=metadata(results), headline=headline(results), scores=score_table(results),
        reading=reading(results), types=type_table(results), conditions=condition_table(results),
        samples=sample_table(results), trials=results["trials"],
        parameters=number(results["weights"]["parameters"] / 1e6, 1),
        size=number(results["weights"]["size_mb"], 1), sentences=test["sentences"],
        entities=test["mini"]["entities"], seeds=", ".join(map(str, results["seeds"])),
        seed_scores=", ".join(number(part["f1"]) for part in test["seeds"].values()),
        leaked=test["sentences"] - test["without_leaked"]["sentences"],
        train=count(data["train"]), dropped=data["dropped"], lines=count(data["lines"]),
        teacher_lines=count(data["teacher_lines"]), epochs=effort["epochs"], rest=number(effort["rest"], 1),
        distill_epochs=effort["distill_epochs"],
        share=number(effort["teacher_share"], 1),
        shared_steps=count(effort["shared"]["steps"]),
        shared_cpu=number(effort["shared"]["pretraining_cpu_minutes"], 0),
        steps=count(effort["cased"]["steps"]), loss=number(effort["cased"]["loss"], 2),
        cased_cpu=number(effort["cased"]["pretraining_cpu_minutes"], 0),
        tuning_cpu=number(effort["tuning_cpu_minutes"], 0),
    )  # fmt: skip
