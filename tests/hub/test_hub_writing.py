"""Menulis dengan klien yang asli: repositori, berkas, commit, cabang, tag, dan kartu."""

import hashlib

import pytest
from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationCopy,
    CommitOperationDelete,
    HfFileSystem,
)
from huggingface_hub.errors import (
    BadRequestError,
    EntryNotFoundError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

REPO = "rani/percobaan"
CARD = b"---\nlicense: mit\nlanguage: id\n---\n# Percobaan\n"


@pytest.fixture
def rani(classroom):
    """Klien rani dengan repositori model yang baru dibuat."""
    api = classroom.api("rani")
    api.create_repo(REPO)
    return api


def read(api, path, revision="main", repo=REPO):
    """Isi sebuah berkas menurut klien."""
    fs = HfFileSystem(endpoint=api.endpoint, token=api.token, skip_instance_cache=True)
    return fs.read_bytes(f"{repo}/{path}", revision=revision)


# --- orang ------------------------------------------------------------------------


def test_whoami_names_the_person_and_the_role(classroom):
    seen = classroom.api("rani").whoami()
    assert (seen["name"], seen["type"], seen["orgs"]) == ("rani", "user", [])
    assert seen["auth"]["accessToken"]["role"] == "write"
    guest = classroom.api("tami").whoami()
    assert guest["auth"]["accessToken"]["role"] == "read" and "hanya membaca" in guest["fullname"]


def test_writing_without_a_token_says_how_to_get_one(classroom):
    with pytest.raises(HfHubHTTPError, match=r"login\(token=") as caught:
        classroom.api().create_repo("rani/baru")
    assert caught.value.response.status_code == 401


def test_writing_in_another_namespace_names_your_own(classroom):
    with pytest.raises(HfHubHTTPError, match="pakai id rani/nama-repositori"):
        classroom.api("rani").create_repo("budi/baru")
    with pytest.raises(HfHubHTTPError, match="tamu hanya dapat membaca"):
        classroom.api("tami").create_repo("tami/baru")
    assert classroom.api("bu-sari").create_repo("budi/baru").repo_id == "budi/baru"


# --- repositori -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["model", "dataset", "space"])
def test_create_and_delete_all_three_types(classroom, kind):
    api = classroom.api("rani")
    sdk = {"space_sdk": "gradio"} if kind == "space" else {}
    url = api.create_repo("percobaan", repo_type=kind, **sdk)
    assert (url.repo_id, url.repo_type) == (REPO, kind)
    info = api.repo_info(REPO, repo_type=kind)
    files = [file.rfilename for file in info.siblings]
    assert files == ([".gitattributes", "README.md"] if kind == "space" else [".gitattributes"])
    assert [commit.title for commit in api.list_repo_commits(REPO, repo_type=kind)] == ["Commit awal"]
    with pytest.raises(HfHubHTTPError, match="sudah ada"):
        api.create_repo(REPO, repo_type=kind, **sdk)
    assert api.create_repo(REPO, repo_type=kind, exist_ok=True, **sdk).repo_id == REPO
    api.delete_repo(REPO, repo_type=kind)
    assert not api.repo_exists(REPO, repo_type=kind)
    with pytest.raises(RepositoryNotFoundError):
        api.delete_repo(REPO, repo_type=kind)
    api.delete_repo(REPO, repo_type=kind, missing_ok=True)


def test_deleted_repositories_are_kept_in_the_trash(rani, classroom):
    rani.delete_repo(REPO)
    (kept,) = (classroom.store.root / "trash").iterdir()
    assert "models-rani--percobaan" in kept.name and (kept / "packed-refs").is_file()
    rani.create_repo(REPO)
    assert len(rani.list_repo_commits(REPO)) == 1


def test_private_repositories_do_not_exist_for_others(classroom):
    api, other = classroom.api("rani"), classroom.api("budi")
    api.create_repo(REPO, private=True)
    assert api.model_info(REPO).private is True
    assert [model.id for model in api.list_models()] == [REPO]
    for stranger in (other, classroom.api(), classroom.api("tami")):
        assert not stranger.repo_exists(REPO)
        assert list(stranger.list_models()) == []
    assert classroom.api("bu-sari").repo_exists(REPO)
    api.update_repo_settings(REPO, private=False)
    assert other.model_info(REPO).private is False
    api.auth_check(REPO)
    with pytest.raises(HfHubHTTPError):
        other.auth_check(REPO, write=True)


def test_moving_keeps_history_and_forwards_the_old_id(rani, classroom):
    rani.upload_file(path_or_fileobj=b"halo", path_in_repo="salam.txt", repo_id=REPO)
    head = rani.model_info(REPO).sha
    rani.move_repo(REPO, "rani/nama-baru")
    assert rani.model_info(REPO).id == "rani/nama-baru" and rani.model_info(REPO).sha == head
    assert read(rani, "salam.txt", repo="rani/nama-baru") == b"halo"
    assert rani.hf_hub_download(REPO, "salam.txt", local_dir=classroom.store.root / "u")
    rani.move_repo("rani/nama-baru", "rani/nama-ketiga")
    assert rani.model_info(REPO).id == "rani/nama-ketiga"
    rani.create_repo(REPO)
    assert rani.model_info(REPO).id == REPO
    with pytest.raises(HfHubHTTPError, match="sudah ada"):
        rani.move_repo(REPO, "rani/nama-ketiga")


def test_spaces_are_stored_but_not_run(classroom):
    api = classroom.api("rani")
    api.create_repo("rani/ruang", repo_type="space", space_sdk="static")
    assert api.space_info("rani/ruang").sdk == "static"
    assert api.get_space_runtime("rani/ruang").stage == "STOPPED"
    with pytest.raises(HfHubHTTPError, match="tidak menyediakan operasi ini"):
        api.restart_space("rani/ruang")


# --- berkas dan commit --------------------------------------------------------------


def test_regular_and_large_files_come_back_byte_for_byte(rani):
    small, large = "baris\n" * 100, bytes(range(256)) * 5000
    rani.upload_file(path_or_fileobj=small.encode(), path_in_repo="data/é spasi.txt", repo_id=REPO)
    info = rani.upload_file(path_or_fileobj=large, path_in_repo="model.safetensors", repo_id=REPO)
    assert info.oid == rani.model_info(REPO).sha and info.commit_url.endswith(info.oid)
    assert read(rani, "data/é spasi.txt").decode() == small
    assert read(rani, "model.safetensors") == large
    stored = rani.get_paths_info(REPO, ["model.safetensors"])[0]
    assert stored.lfs.sha256 == hashlib.sha256(large).hexdigest() and stored.lfs.size == len(large)


def test_upload_folder_with_patterns_and_deletion(rani, tmp_path):
    for name in ("a.txt", "b/c.txt", "b/d.log", "e.bin"):
        (tmp_path / "isi" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "isi" / name).write_text(name)
    rani.upload_folder(repo_id=REPO, folder_path=tmp_path / "isi", ignore_patterns="*.log")
    assert rani.list_repo_files(REPO) == [".gitattributes", "a.txt", "b/c.txt", "e.bin"]
    (tmp_path / "isi" / "a.txt").write_text("baru")
    rani.upload_folder(
        repo_id=REPO, folder_path=tmp_path / "isi", allow_patterns="a.txt", delete_patterns="b/*"
    )
    assert rani.list_repo_files(REPO) == [".gitattributes", "a.txt", "e.bin"]
    assert read(rani, "a.txt") == b"baru"


def test_gitignore_is_honoured(rani, tmp_path):
    for name in (".gitignore", "a.txt", "b.log", "data/c.log", "data/penting.log"):
        (tmp_path / "isi" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "isi" / name).write_text("*.log\n!penting.log\n")
    rani.upload_folder(repo_id=REPO, folder_path=tmp_path / "isi")
    expected = [".gitattributes", ".gitignore", "a.txt", "data/penting.log"]
    assert rani.list_repo_files(REPO) == expected
    rani.upload_file(path_or_fileobj=b"x", path_in_repo="d.log", repo_id=REPO)
    assert rani.list_repo_files(REPO) == expected


def test_one_commit_with_every_operation(rani):
    before = rani.create_commit(
        REPO,
        [CommitOperationAdd(path, path.encode()) for path in ("a.txt", "f/1.txt", "f/2.txt", "w.bin")],
        commit_message="Awal\n\nPenjelasan.",
    )
    operations = [
        CommitOperationAdd("b.txt", b"baru"),
        CommitOperationDelete("f/", is_folder=True),
        CommitOperationCopy("w.bin", "salinan.bin"),
        CommitOperationCopy("a.txt", "salinan.txt", src_revision=before.oid),
        CommitOperationDelete("a.txt"),
    ]
    rani.create_commit(REPO, operations, commit_message="Semua", commit_description="Dalam satu langkah.")
    assert rani.list_repo_files(REPO) == [".gitattributes", "b.txt", "salinan.bin", "salinan.txt", "w.bin"]
    assert read(rani, "salinan.txt") == b"a.txt" and read(rani, "salinan.bin") == b"w.bin"
    newest, older, _ = rani.list_repo_commits(REPO)
    assert (newest.title, newest.message, newest.authors) == ("Semua", "Dalam satu langkah.", ["rani"])
    assert read(rani, "f/1.txt", revision=older.commit_id) == b"f/1.txt"
    with pytest.raises(EntryNotFoundError):
        rani.delete_file("tidak-ada.txt", REPO)


def test_stale_parent_is_412_and_changes_nothing(rani, classroom):
    first = rani.upload_file(path_or_fileobj=b"1", path_in_repo="a.txt", repo_id=REPO)
    classroom.api("bu-sari").upload_file(path_or_fileobj=b"2", path_in_repo="a.txt", repo_id=REPO)
    with pytest.raises(HfHubHTTPError, match="sudah berubah") as caught:
        rani.upload_file(path_or_fileobj=b"3", path_in_repo="a.txt", repo_id=REPO, parent_commit=first.oid)
    assert caught.value.response.status_code == 412
    assert read(rani, "a.txt") == b"2"


@pytest.mark.parametrize("name", ["a.txt", "a.bin"])
def test_identical_upload_makes_no_commit(rani, name):
    first = rani.upload_file(path_or_fileobj=b"sama", path_in_repo=name, repo_id=REPO)
    second = rani.upload_file(path_or_fileobj=b"sama", path_in_repo=name, repo_id=REPO)
    assert second.oid == first.oid and len(rani.list_repo_commits(REPO)) == 2


def test_a_large_file_without_a_known_ending_is_named_in_gitattributes(rani):
    rani.upload_file(path_or_fileobj=bytes(11_000_000), path_in_repo="catatan besar.txt", repo_id=REPO)
    assert b"catatan[ ]besar.txt filter=lfs" in read(rani, ".gitattributes")
    rani.upload_file(path_or_fileobj=bytes(11_000_001), path_in_repo="catatan besar.txt", repo_id=REPO)
    assert read(rani, ".gitattributes").count(b"besar.txt") == 1


def test_pull_requests_are_refused_with_a_reason(rani):
    with pytest.raises(BadRequestError, match="pull request"):
        rani.upload_file(path_or_fileobj=b"x", path_in_repo="a.txt", repo_id=REPO, create_pr=True)


# --- cabang dan tag -----------------------------------------------------------------


def test_branches(rani):
    start = rani.upload_file(path_or_fileobj=b"1", path_in_repo="a.txt", repo_id=REPO).oid
    rani.create_branch(REPO, branch="fitur/ejaan")
    with pytest.raises(HfHubHTTPError, match="sudah ada"):
        rani.create_branch(REPO, branch="fitur/ejaan")
    rani.create_branch(REPO, branch="fitur/ejaan", exist_ok=True)
    rani.upload_file(path_or_fileobj=b"2", path_in_repo="a.txt", repo_id=REPO, revision="fitur/ejaan")
    assert (read(rani, "a.txt"), read(rani, "a.txt", "fitur/ejaan")) == (b"1", b"2")
    rani.create_branch(REPO, branch="dari-commit", revision=start[:8])
    assert {b.name: b.target_commit for b in rani.list_repo_refs(REPO).branches}["dari-commit"] == start
    rani.delete_branch(REPO, branch="fitur/ejaan")
    with pytest.raises(RevisionNotFoundError):
        rani.delete_branch(REPO, branch="fitur/ejaan")
    with pytest.raises(RevisionNotFoundError):
        rani.upload_file(path_or_fileobj=b"3", path_in_repo="a.txt", repo_id=REPO, revision="tidak-ada")
    with pytest.raises(HfHubHTTPError, match="tidak dapat dihapus"):
        rani.delete_branch(REPO, branch="main")


def test_tags(rani):
    rani.create_tag(REPO, tag="v1.0", tag_message="Rilis")
    old = rani.model_info(REPO).sha
    rani.upload_file(path_or_fileobj=b"1", path_in_repo="a.txt", repo_id=REPO)
    assert rani.model_info(REPO, revision="v1.0").sha == old != rani.model_info(REPO).sha
    with pytest.raises(HfHubHTTPError, match="sudah ada"):
        rani.create_tag(REPO, tag="v1.0")
    rani.delete_tag(REPO, tag="v1.0")
    assert rani.list_repo_refs(REPO).tags == []


# --- kartu --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad, reason",
    [
        ("license: [mit", "tidak dapat dibaca"),
        ("- hanya\n- daftar", "kunci: nilai"),
        ("license: MIT License", "id lisensi"),
        ("language: no", "kode bahasa"),
        ("tags: {a: b}", "tags"),
    ],
)
def test_cards_are_checked_before_they_are_stored(rani, bad, reason):
    rani.upload_file(path_or_fileobj=CARD, path_in_repo="README.md", repo_id=REPO)
    with pytest.raises(ValueError, match=reason):
        rani.upload_file(
            path_or_fileobj=f"---\n{bad}\n---\n".encode(), path_in_repo="README.md", repo_id=REPO
        )
    assert read(rani, "README.md") == CARD


def test_a_card_without_licence_is_only_warned_about(rani):
    with pytest.warns(UserWarning, match="lisensi"):
        rani.upload_file(path_or_fileobj=b"---\nlanguage: id\n---\n", path_in_repo="README.md", repo_id=REPO)
