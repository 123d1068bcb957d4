"""git yang asli: clone, isi LFS, fsck, dan penolakan push."""

import os
import subprocess

import pytest

REPO = "rani/percobaan"
LARGE = bytes(range(256)) * 4000


@pytest.fixture
def run_git(tmp_path):
    """Menjalankan git tanpa pengaturan pribadi dan tanpa bertanya sandi."""
    environment = os.environ | {
        "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "NO_PROXY": "127.0.0.1",
        "GIT_ASKPASS": "", "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip

    def run(*words: str, folder=tmp_path, ok: bool = True) -> str:
        done = subprocess.run(
            ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done.stdout + done.stderr

    run("lfs", "install", "--skip-repo")
    return run


@pytest.fixture
def published(classroom):
    """Repositori dengan dua cabang, sebuah tag, dan sebuah berkas LFS."""
    api = classroom.api("rani")
    api.create_repo(REPO)
    api.upload_file(path_or_fileobj=LARGE, path_in_repo="bobot.safetensors", repo_id=REPO)
    api.create_tag(REPO, tag="v1")
    api.create_branch(REPO, branch="fitur/ejaan")
    api.upload_file(path_or_fileobj=b"halo", path_in_repo="a/b.txt", repo_id=REPO, revision="fitur/ejaan")
    return api


def test_clone_gives_history_branches_and_large_files(classroom, published, run_git, tmp_path):
    run_git("clone", f"{classroom.hub.url}/{REPO}", "salinan")
    clone = tmp_path / "salinan"
    assert (clone / "bobot.safetensors").read_bytes() == LARGE
    assert run_git("log", "--format=%s|%an", folder=clone).splitlines() == [
        "Upload bobot.safetensors with huggingface_hub|rani",
        "Commit awal|rani",
    ]
    assert run_git("rev-parse", "v1", folder=clone).strip() == published.model_info(REPO).sha
    run_git("checkout", "fitur/ejaan", folder=clone)
    assert (clone / "a/b.txt").read_text() == "halo"
    run_git("fsck", "--full", "--strict", folder=clone)
    run_git("lfs", "fsck", folder=clone)
    assert run_git("status", "--porcelain", folder=clone) == ""


def test_pull_brings_new_commits(classroom, published, run_git, tmp_path):
    run_git("clone", f"{classroom.hub.url}/{REPO}.git", "salinan")
    published.upload_file(path_or_fileobj=LARGE[::-1], path_in_repo="bobot.safetensors", repo_id=REPO)
    run_git("pull", folder=tmp_path / "salinan")
    run_git("lfs", "pull", folder=tmp_path / "salinan")
    assert (tmp_path / "salinan/bobot.safetensors").read_bytes() == LARGE[::-1]


@pytest.mark.parametrize("kind", ["datasets", "spaces"])
def test_datasets_and_spaces_are_cloned_too(classroom, run_git, tmp_path, kind):
    api = classroom.api("rani")
    api.create_repo(REPO, repo_type=kind[:-1], space_sdk="static" if kind == "spaces" else None)
    api.upload_file(path_or_fileobj=b"PK", path_in_repo="d.zip", repo_id=REPO, repo_type=kind[:-1])
    run_git("clone", f"{classroom.hub.url}/{kind}/{REPO}", "salinan")
    assert (tmp_path / "salinan/d.zip").read_bytes() == b"PK"


def test_private_repositories_need_the_token(classroom, published, run_git, tmp_path):
    published.update_repo_settings(REPO, private=True)
    plain = classroom.hub.url.removeprefix("http://")
    assert (
        "Authentication failed"
        in run_git("clone", f"http://budi:{classroom.tokens['tami']}@{plain}/{REPO}", "tidak", ok=False)
        or not (tmp_path / "tidak").exists()
    )
    run_git("clone", f"{classroom.hub.url}/{REPO}", "tidak", ok=False)
    run_git("clone", f"http://rani:{classroom.tokens['rani']}@{plain}/{REPO}", "salinan")
    assert (tmp_path / "salinan/bobot.safetensors").read_bytes() == LARGE


def test_private_large_files_come_with_remembered_credentials(classroom, published, run_git, tmp_path):
    published.update_repo_settings(REPO, private=True)
    plain = classroom.hub.url.removeprefix("http://")
    (tmp_path / "sandi").write_text(f"http://rani:{classroom.tokens['rani']}@{plain}\n")
    run_git("config", "--global", "credential.helper", f"store --file={(tmp_path / 'sandi').as_posix()}")
    run_git("clone", f"{classroom.hub.url}/{REPO}", "salinan")
    assert (tmp_path / "salinan/bobot.safetensors").read_bytes() == LARGE


def test_push_is_refused(classroom, published, run_git, tmp_path):
    plain = classroom.hub.url.removeprefix("http://")
    run_git("clone", f"http://rani:{classroom.tokens['rani']}@{plain}/{REPO}", "salinan")
    clone = tmp_path / "salinan"
    head = published.model_info(REPO).sha
    (clone / "x.txt").write_text("x")
    run_git("add", ".", folder=clone)
    run_git("-c", "user.name=R", "-c", "user.email=r@x", "commit", "-m", "x", folder=clone)
    assert "403" in run_git("push", folder=clone, ok=False)
    assert published.model_info(REPO).sha == head


def test_every_repository_in_the_store_is_clean_for_git(classroom, published, run_git):
    published.create_repo("rani/lain", repo_type="dataset")
    published.delete_branch(REPO, branch="fitur/ejaan")
    for kind in ("models", "datasets"):
        for repository in classroom.store.all(kind):
            run_git("--git-dir", str(repository.folder), "fsck", "--full", "--strict")
