"""Menerbitkan dengan pustaka yang asli: model, tokenizer, Trainer, PEFT, datasets, kartu, hf."""

from client import run_script


def test_every_library_publishes(classroom, tmp_path):
    seen = run_script(classroom.hub.url, tmp_path, "client_publishing.py", classroom.tokens["rani"])
    assert seen["me"] == "rani"
    assert seen["weights_equal"] is True and seen["ids"] == [2, 5, 6, 3]
    assert seen["card"] == {"license": "mit", "language": "id", "tags": ["percobaan"]}
    assert "id lisensi" in seen["bad_card"]
    assert {"README.md", "config.json", "model.safetensors", "training_args.bin"} <= set(
        seen["trainer_files"]
    )
    assert seen["adapter"] == "PeftModelForSequenceClassification"
    assert {"adapter_config.json", "adapter_model.safetensors"} <= set(seen["adapter_files"])
    assert seen["dataset"] == ["soto enak", "soto lambat"]
    assert seen["configs"] == {"ind": 1, "jav": 1} and seen["dataset_card"] == ["ind", "jav"]
    assert seen["private"] is True
    assert seen["cli_whoami"] is True and seen["cli_file"] == "dari perintah\n"
    assert seen["cli_tags"] == ["v1"] and seen["cli_deleted"] is True


def test_a_client_with_xet_is_told_what_to_set(classroom, tmp_path):
    classroom.api("rani").create_repo("rani/xet")
    seen = run_script(
        classroom.hub.url, tmp_path, "client_xet.py", classroom.tokens["rani"], HF_HUB_DISABLE_XET="0"
    )
    assert "HF_HUB_DISABLE_XET=1" in seen["error"]
