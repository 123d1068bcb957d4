"""Membaca lewat ``huggingface_hub`` yang asli: cari, keterangan, isi, cabang, riwayat."""

import json
from pathlib import Path

import pytest
from conftest import serve
from huggingface_hub import HfApi, HfFileSystem
from huggingface_hub.errors import (
    EntryNotFoundError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from class_hub import seed
from class_hub.store import Store

MODEL, DATASET, METRIC = "uji/bert-mini", "uji/ulasan", "evaluate-metric/accuracy"
SMALL = [f"lain/kecil-{number}" for number in range(4)]


def ids(items) -> list[str]:
    return [item.id for item in items]


def test_list_follows_pages(api):
    """Halaman pengujian berisi tiga hasil, jadi lima model memerlukan dua halaman."""
    assert ids(api.list_models()) == [*SMALL, MODEL]
    assert ids(api.list_datasets()) == [DATASET, DATASET + "-jsonl", DATASET + "-parquet"]
    assert ids(api.list_spaces()) == [METRIC, "evaluate-metric/f1", "uji/riwayat"]
    newest_first = ids(api.list_spaces(sort="last_modified"))
    assert newest_first == [METRIC, "evaluate-metric/f1", "uji/riwayat"]


def test_search_filter_author_limit(api):
    assert ids(api.list_models(search="BERT")) == [MODEL]
    assert ids(api.list_models(search="kecil lain")) == SMALL
    assert ids(api.list_models(author="uji")) == [MODEL]
    assert ids(api.list_models(filter="text-classification")) == [MODEL]
    assert ids(api.list_models(filter=["license:mit", "nomor-2"])) == ["lain/kecil-2"]
    assert ids(api.list_models(pipeline_tag="fill-mask")) == []
    assert ids(api.list_models(limit=2)) == SMALL[:2]
    assert ids(api.list_models(trained_dataset=DATASET)) == [MODEL]
    assert ids(api.list_datasets(task_categories="text-classification", search="jsonl")) == [
        DATASET + "-jsonl"
    ]
    assert ids(api.list_spaces(search="f1", filter="metric")) == ["evaluate-metric/f1"]


@pytest.mark.parametrize("key", ["downloads", "likes", "created_at", "last_modified", "trending_score"])
def test_sort_keys(api, key):
    assert sorted(ids(api.list_models(sort=key))) == [*SMALL, MODEL]


def test_unknown_sort_is_an_error(api):
    with pytest.raises(HfHubHTTPError, match="tidak dikenal"):
        list(api.list_models(sort="warna"))


def test_expand_and_full(api):
    (model,) = api.list_models(search="bert", expand=["sha", "cardData"])
    assert model.sha and model.card_data.license == "cc-by-sa-4.0" and model.tags is None
    (model,) = api.list_models(search="bert", full=True)
    assert "config.json" in [sibling.rfilename for sibling in model.siblings]
    (space,) = api.list_spaces(search="f1", full=True)
    assert space.sdk == "static" and space.card_data.title == "F1"


def test_model_info(api):
    model = api.model_info(MODEL, files_metadata=True)
    assert model.author == "uji" and len(model.sha) == 40 and not model.private
    assert model.pipeline_tag == "text-classification" and model.library_name == "transformers"
    assert {"id", "bert", "safetensors", "license:cc-by-sa-4.0", f"dataset:{DATASET}"} <= set(model.tags)
    assert model.card_data.language == "id"
    assert model.config["architectures"] == ["BertForSequenceClassification"]
    assert set(model.safetensors.parameters) == {"F32"}
    weights = next(file for file in model.siblings if file.rfilename == "model.safetensors")
    assert weights.size == weights.lfs.size > weights.lfs.pointer_size > 100
    assert model.safetensors.total * 4 < weights.size
    assert model.last_modified.isoformat() == "2026-01-01T00:00:00+00:00" == model.created_at.isoformat()


def test_dataset_and_space_info(api):
    dataset = api.dataset_info(DATASET)
    assert {"language:id", "size_categories:n<1K"} <= set(dataset.tags)
    assert dataset.card_data.language == ["id"]
    space = api.space_info(METRIC)
    assert space.sdk == "static" and "metric" in space.tags
    assert api.model_info(MODEL, expand=["downloads"]).downloads == 0


def test_revisions(api):
    main = api.model_info(MODEL).sha
    branch = api.model_info(MODEL, revision="fitur/ejaan").sha
    assert main != branch
    assert api.model_info(MODEL, revision="v1.0").sha == main
    assert api.model_info(MODEL, revision=branch).sha == branch
    assert api.model_info(MODEL, revision=branch[:8]).sha == branch
    assert api.model_info(MODEL, revision="refs/heads/fitur/ejaan").sha == branch
    assert api.resolve_revision(MODEL, revision="v1.0").resolved == main


def test_files_and_tree(api):
    files = api.list_repo_files(MODEL)
    assert "catatan/dalam/sejarah é.txt" in files and len(files) == 8
    top = {item.path: item for item in api.list_repo_tree(MODEL)}
    assert "catatan" in top and "catatan/besar.bin" not in top
    assert top["model.safetensors"].lfs.sha256 and top["config.json"].lfs is None
    inside = [item.path for item in api.list_repo_tree(MODEL, "catatan", recursive=True)]
    assert inside == ["catatan/besar.bin", "catatan/dalam", "catatan/dalam/sejarah é.txt"]
    on_branch = api.list_repo_tree(MODEL, "catatan", revision="fitur/ejaan", expand=True)
    titles = {item.path: item.last_commit.title for item in on_branch}
    assert titles == {
        "catatan/baru.txt": "Tambah catatan",
        "catatan/besar.bin": "Isi awal",
        "catatan/dalam": "Isi awal",
    }


def test_paths_info(api):
    paths = ["config.json", "catatan", "tidak/ada", "catatan/dalam/sejarah é.txt"]
    found = api.get_paths_info(MODEL, paths, expand=True)
    assert [item.path for item in found] == ["config.json", "catatan", "catatan/dalam/sejarah é.txt"]
    assert found[0].last_commit.title == "Isi awal"


def test_refs_and_commits(api):
    refs = api.list_repo_refs(MODEL, include_pull_requests=True)
    assert [branch.name for branch in refs.branches] == ["fitur/ejaan", "main"]
    assert [(tag.name, tag.ref) for tag in refs.tags] == [("v1.0", "refs/tags/v1.0")]
    assert refs.converts == [] and refs.pull_requests == []
    newest, oldest = api.list_repo_commits(MODEL, revision="fitur/ejaan")
    assert (newest.title, newest.message, newest.authors) == ("Tambah catatan", "Untuk pengujian.", ["Rani"])
    assert oldest.commit_id == api.model_info(MODEL).sha


def test_long_history_follows_pages(api):
    commits = api.list_repo_commits("uji/riwayat", repo_type="space")
    assert [commit.title for commit in commits] == [f"Ke-{number}" for number in reversed(range(8))]


def test_existence(api):
    assert api.repo_exists(MODEL) and not api.repo_exists(MODEL, repo_type="dataset")
    assert api.file_exists(MODEL, "config.json") and not api.file_exists(MODEL, "apa.txt")
    assert not api.file_exists(MODEL, "catatan")
    assert api.revision_exists(MODEL, "fitur/ejaan") and not api.revision_exists(MODEL, "lain")


def test_error_classes(api):
    with pytest.raises(RepositoryNotFoundError, match="tidak ada di hub ini"):
        api.model_info("uji/hilang")
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("bert-base")
    with pytest.raises(RepositoryNotFoundError):
        api.list_repo_files("bert-base")
    with pytest.raises(RevisionNotFoundError, match="'hilang' tidak ada"):
        api.model_info(MODEL, revision="hilang")
    with pytest.raises(RevisionNotFoundError):
        list(api.list_repo_tree(MODEL, revision="hilang"))
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree(MODEL, "hilang"))
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree(MODEL, "config.json"))


def test_file_system(hub):
    files = HfFileSystem(endpoint=hub.url, token=False, skip_instance_cache=True)
    assert f"datasets/{DATASET}/data/train.csv" in files.find(f"datasets/{DATASET}")
    assert files.read_text(f"{MODEL}@fitur%2Fejaan/catatan/baru.txt") == "Halo dari cabang\n"
    with files.open(f"{MODEL}/catatan/besar.bin", block_size=65_536) as file:
        file.seek(1_000_000)
        assert file.read(300) == bytes(range(1_000_000 % 256, 256)) + bytes(range(300 - 192))
    assert files.info(f"{MODEL}/config.json")["type"] == "file"
    assert files.exists(f"{MODEL}/catatan") and not files.exists(f"{MODEL}/hilang")
    with pytest.raises(FileNotFoundError):
        files.ls("uji/hilang")


def test_old_ids_are_forwarded(tmp_path):
    store = Store(tmp_path / "gudang")
    folder = tmp_path / "isi" / "models" / "uji" / "bert"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    redirects = {"models/bert-lama": "uji/bert", "models/lama/bert": "uji/bert"}
    (tmp_path / "isi" / "redirects.json").write_text(json.dumps(redirects), encoding="utf-8")
    seed.apply(store, tmp_path / "isi")
    with serve(store) as running:
        client = HfApi(endpoint=running.url, token=False)
        for old in redirects:
            old_id = old.removeprefix("models/")
            assert client.model_info(old_id).id == "uji/bert"
            assert client.list_repo_files(old_id) == [".gitattributes", "config.json"]
            path = client.hf_hub_download(old_id, "config.json", cache_dir=tmp_path / old_id)
            assert Path(path).read_text(encoding="utf-8") == "{}"
        status, headers, _ = running.request("/api/models/bert-lama")
        assert status == 307 and headers["Location"] == "/api/models/uji/bert"
