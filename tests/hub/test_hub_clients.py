"""Klien yang asli, tanpa diubah: transformers, datasets, evaluate, dan kartu."""


def test_transformers(run_client):
    seen = run_client("client_transformers.py")
    assert seen["labels"] == {"0": "NEGATIF", "1": "POSITIF"}
    assert seen["ids"] == [2, 5, 7, 8, 3]
    assert seen["answer"] in ("NEGATIF", "POSITIF")
    assert seen["guessed_task"] == "text-classification"
    assert seen["pinned_equal"] is True
    assert "uji/tidak-ada is not a local folder" in seen["missing_repo"]
    assert "tidak-ada is not a valid git identifier" in seen["missing_revision"]


def test_datasets_evaluate_and_cards(run_client):
    seen = run_client("client_datasets.py")
    texts = ["soto enak sekali", "pelayanan lambat", "warung ini enak", "ayam lambat"]
    assert seen["splits"] == {"train": 4, "test": 2}
    assert seen["jsonl"] == texts
    assert seen["parquet"] == [1, 0, 1, 0]
    assert seen["one_file"] == 2
    assert seen["pinned"] == 4
    assert list(seen["streamed"].values()) == [texts] * 3
    assert seen["accuracy"] == {"accuracy": 0.75}
    assert seen["accuracy_count"] == {"accuracy": 3.0}
    assert seen["accuracy_weighted"] == {"accuracy": 0.5}
    assert round(seen["f1"]["f1"], 4) == 0.6667
    assert round(seen["f1_macro"]["f1"], 4) == 0.5556
    assert seen["model_card"]["license"] == "cc-by-sa-4.0"
    assert seen["dataset_card"] == ["text-classification"]
