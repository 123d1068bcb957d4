"""Gudang dan isi awal: utuh, berulang, dan tidak menyentuh milik pengguna."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from class_hub import atomic, history, lfs, seed
from class_hub.errors import EntryMissing, HubError, InvalidName, RevisionMissing, StaleParent
from class_hub.objects import Person
from class_hub.process import default_seed
from class_hub.store import Store

ROOT = Path(__file__).parents[2]
RANI = Person("Rani", "rani@kelas.invalid")


@pytest.fixture
def small_seed(tmp_path) -> Path:
    folder = tmp_path / "isi-awal"
    home = folder / "models" / "uji" / "satu"
    (home / "dalam").mkdir(parents=True)
    (home / "README.md").write_bytes(b"---\nlicense: mit\n---\n# Satu\n")
    (home / "dalam" / "bobot.safetensors").write_bytes(b"bobot" * 1000)
    (home / "__pycache__").mkdir()
    (home / "__pycache__" / "x.pyc").write_bytes(b"sisa")
    data = folder / "datasets" / "uji" / "dua"
    data.mkdir(parents=True)
    (data / "train.csv").write_bytes(b"teks\nsoto\n")
    return folder


def heads(store: Store) -> dict[str, str]:
    return {
        f"{kind}/{repository.id}": repository.resolve("main")
        for kind in ("models", "datasets", "spaces")
        for repository in store.all(kind)
    }


def git(repository, *arguments: str) -> str:
    command = ["git", "--git-dir", str(repository.folder), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_real_seed_is_whole_for_git(tmp_path):
    store = Store(tmp_path / "gudang")
    seed.apply(store, default_seed())
    repositories = [repository for kind in ("models", "datasets", "spaces") for repository in store.all(kind)]
    assert {"evaluate-metric/accuracy", "evaluate-metric/f1"} <= {
        repository.id for repository in repositories
    }
    for repository in repositories:
        assert git(repository, "fsck", "--full", "--strict") == ""
        assert git(repository, "log", "--format=%H %an") == f"{repository.resolve('main')} Hub Kelas\n"


def test_seed_contents(tmp_path, small_seed):
    store = Store(tmp_path / "gudang")
    assert seed.apply(store, small_seed) == ["models/uji/satu", "datasets/uji/dua"]
    repository = store.get("models", "uji/satu")
    files = repository.files(repository.resolve("main"))
    assert list(files) == [".gitattributes", "README.md", "dalam/bobot.safetensors"]
    weights = files["dalam/bobot.safetensors"]
    assert weights.lfs is not None and weights.size == 5000
    assert b"".join(repository.chunks(weights)) == b"bobot" * 1000
    assert "oid sha256:" + weights.lfs.sha256 in git(repository, "show", "main:dalam/bobot.safetensors")


def test_seeding_gives_the_same_commits_everywhere(tmp_path, small_seed):
    copy = tmp_path / "salinan"
    shutil.copytree(small_seed, copy)
    one, two = Store(tmp_path / "satu"), Store(tmp_path / "dua")
    seed.apply(one, small_seed)
    seed.apply(two, copy)
    assert heads(one) == heads(two)
    assert seed.apply(one, small_seed) == []
    assert seed.apply(Store(tmp_path / "satu"), small_seed) == []
    assert heads(Store(tmp_path / "satu")) == heads(two)


def test_newer_seed_adds_one_commit_and_leaves_user_work(tmp_path, small_seed):
    store = Store(tmp_path / "gudang")
    seed.apply(store, small_seed)
    before = heads(store)
    edited = store.get("datasets", "uji/dua")
    blob = edited.objects.write("blob", b"teks\nrawon\n")
    edited.commit({"train.csv": blob}, message="Ganti isi", author=RANI, when=seed.CREATED + 5)
    with store.creating("models", "rani/punya-sendiri") as own:
        own.commit({"a.txt": own.objects.write("blob", b"a")}, message="Awal", author=RANI, when=1)
    kept = heads(store)

    (small_seed / "models/uji/satu/README.md").write_bytes(b"# Satu, edisi dua\n")
    (small_seed / "models/uji/satu/dalam/bobot.safetensors").unlink()
    (small_seed / "models/uji/satu/dalam").rmdir()
    (small_seed / "models/uji/satu/dalam").write_bytes(b"kini berkas")
    (small_seed / "datasets/uji/dua/train.csv").write_bytes(b"teks\ngudeg\n")
    assert seed.apply(store, small_seed) == ["models/uji/satu"]

    after = heads(Store(tmp_path / "gudang"))
    assert after["datasets/uji/dua"] == kept["datasets/uji/dua"] != before["datasets/uji/dua"]
    assert after["models/rani/punya-sendiri"] == kept["models/rani/punya-sendiri"]
    repository = store.get("models", "uji/satu")
    commits = [oid for oid, _ in history.walk(repository, after["models/uji/satu"])]
    assert commits == [after["models/uji/satu"], before["models/uji/satu"]]
    assert sorted(repository.files(commits[0])) == [".gitattributes", "README.md", "dalam"]
    assert git(repository, "fsck", "--full", "--strict") == ""


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_interrupted_seeding_is_finished_next_time(tmp_path, small_seed, monkeypatch):
    complete = Store(tmp_path / "utuh")
    seed.apply(complete, small_seed)
    expected = heads(complete)
    real_replace = atomic.replace
    writes = 0
    for stop_after in range(1, 200):
        root = tmp_path / f"putus-{stop_after}"
        writes = 0

        def replace(source, target, limit=stop_after):
            nonlocal writes
            writes += 1
            if writes > limit:
                raise KeyboardInterrupt
            real_replace(source, target)

        monkeypatch.setattr(atomic, "replace", replace)
        try:
            seed.apply(Store(root), small_seed)
            finished = True
        except KeyboardInterrupt:
            finished = False
        monkeypatch.setattr(atomic, "replace", real_replace)
        again = Store(root)
        seed.apply(again, small_seed)
        assert heads(again) == expected
        assert files_below(root) == files_below(complete.root)
        if finished:
            break
    assert finished and writes > 10


def test_half_written_leftovers_of_a_killed_hub_are_removed(tmp_path, small_seed):
    root = tmp_path / "gudang"
    Store(root)
    (root / "staging" / "abc" / "objects").mkdir(parents=True)
    (root / "staging" / "abc" / "objects" / "setengah").write_bytes(b"x")
    store = Store(root)
    seed.apply(store, small_seed)
    assert list((root / "staging").iterdir()) == []


def test_killed_in_the_middle_of_a_file_stays_clean_for_git(tmp_path, small_seed):
    """Hub yang dimatikan paksa tidak sempat menghapus berkas sementaranya."""
    script = (
        "import os, pathlib, sys\n"
        "from class_hub import atomic, objects\n"
        "atomic.replace = lambda source, target: os._exit(9)\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "from class_hub.loose import LooseObjects\n"
        "LooseObjects(folder / 'objects').write('blob', b'terputus')\n"
    )
    store = Store(tmp_path / "gudang")
    seed.apply(store, small_seed)
    repository = store.get("models", "uji/satu")
    before = files_below(repository.folder)
    killed = subprocess.run([sys.executable, "-c", script, str(repository.folder)], check=False, cwd=ROOT)
    assert killed.returncode == 9
    assert len(files_below(repository.folder) - before) == 1
    assert git(repository, "fsck", "--full", "--strict") == ""


def test_broken_repository_is_set_aside_and_seeded_again(tmp_path, small_seed):
    root = tmp_path / "gudang"
    store = Store(root)
    seed.apply(store, small_seed)
    before = heads(store)
    (root / "repos/models/uji/satu.git/hub.json").write_text("{rusak", encoding="utf-8")
    again = Store(root)
    assert "models/uji/satu" not in heads(again)
    seed.apply(again, small_seed)
    assert heads(again) == before
    assert len(list((root / "aside").iterdir())) == 1


def test_disk_full_is_a_clear_error_and_leaves_no_half_repository(tmp_path, small_seed, monkeypatch):
    store = Store(tmp_path / "gudang")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HubError, match="Disk penuh"):
        seed.apply(store, small_seed)
    assert heads(store) == {}
    assert [name for name in files_below(tmp_path / "gudang") if name != "format"] == []
    monkeypatch.undo()
    seed.apply(store, small_seed)
    assert len(heads(store)) == 2


def test_unusable_store_folder(tmp_path, monkeypatch):
    in_the_way = tmp_path / "berkas"
    in_the_way.write_text("bukan folder", encoding="utf-8")
    with pytest.raises(HubError, match="Pilih folder lain"):
        Store(in_the_way)

    def refuse(*_, **__):
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(HubError, match="tidak boleh ditulis"):
        Store(tmp_path / "gudang")


def test_store_of_another_format(tmp_path):
    (tmp_path / "format").write_text("99\n", encoding="utf-8")
    with pytest.raises(HubError, match="versi kursus yang lain"):
        Store(tmp_path)


def test_missing_seed_folder(tmp_path):
    with pytest.raises(HubError, match="tidak ditemukan"):
        seed.apply(Store(tmp_path / "gudang"), tmp_path / "tidak-ada")


@pytest.fixture
def repository(tmp_path):
    store = Store(tmp_path / "gudang")
    with store.creating("models", "rani/coba") as draft:
        blob = draft.objects.write("blob", b"satu")
        draft.commit({"a.txt": blob, "folder/b.txt": blob}, message="Awal", author=RANI, when=10)
    return store.get("models", "rani/coba")


def commit(repository, changes, **options):
    return repository.commit(changes, message="Ubah", author=RANI, when=20, **options)


def test_commit_without_change_adds_nothing(repository):
    head = repository.resolve("main")
    assert commit(repository, {"a.txt": repository.objects.write("blob", b"satu")}) == head


def test_commit_deletes_file_and_folder(repository):
    first = repository.resolve("main")
    second = commit(repository, {"folder": None})
    assert list(repository.files(second)) == ["a.txt"]
    assert list(repository.files(first)) == ["a.txt", "folder/b.txt"]
    with pytest.raises(EntryMissing):
        commit(repository, {"tidak-ada.txt": None})


def test_commit_refuses_stale_parent_and_bad_paths(repository):
    first = repository.resolve("main")
    blob = repository.objects.write("blob", b"dua")
    second = commit(repository, {"a.txt": blob}, expected_parent=first)
    with pytest.raises(StaleParent):
        commit(repository, {"a.txt": blob}, expected_parent=first)
    for path in ("../a", ".git/config", "a.txt/dalam"):
        with pytest.raises(InvalidName):
            commit(repository, {path: blob})
    assert repository.resolve("main") == second


def test_same_name_with_other_case_is_refused(tmp_path, repository):
    store = Store(tmp_path / "gudang")
    with pytest.raises(HubError, match="sudah ada"), store.creating("models", "Rani/Coba"):
        pass
    with store.creating("datasets", "rani/coba") as other:
        commit(other, {"a": other.objects.write("blob", b"")})
    assert store.get("datasets", "rani/coba").resolve("main")


def test_failed_creation_leaves_nothing(tmp_path):
    store = Store(tmp_path / "gudang")
    with pytest.raises(RuntimeError), store.creating("models", "rani/gagal"):
        raise RuntimeError("putus di tengah")
    assert heads(store) == {}
    assert list((tmp_path / "gudang" / "staging").iterdir()) == []


def test_only_commits_are_revisions(repository):
    head = repository.resolve("main")
    assert repository.resolve(head[:7]) == head
    tree = repository.commit_at(head).tree
    for revision in (tree, tree[:10], head[:6], "tidak-ada", "../HEAD", "", "HEAD"):
        with pytest.raises(RevisionMissing):
            repository.resolve(revision)


@pytest.mark.parametrize("start, stop", [(0, 0), (0, 20_000), (1, 19_999), (4096, 8192), (4097, 4098), (9_000, 20_000)])
def test_windows_hold_exactly_the_asked_bytes(tmp_path, monkeypatch, start, stop):
    monkeypatch.setattr(lfs, "_WINDOW", 5_000)
    content = os.urandom(20_000)
    (tmp_path / "bobot").write_bytes(content)
    assert b"".join(lfs.windows_of(tmp_path / "bobot", start, stop)) == content[start:stop]
