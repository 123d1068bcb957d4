"""Format git: dibandingkan dengan ``git`` yang sebenarnya."""

import subprocess

import pytest

from class_hub import lfs, objects
from class_hub.loose import LooseObjects
from class_hub.objects import Commit, Person, TreeEntry


def git(*arguments: str, cwd=None, data: bytes = b"") -> str:
    done = subprocess.run(["git", *arguments], cwd=cwd, input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8").strip()


def test_blob_id_equals_git():
    data = "Selamat pagi, Sulawésí\n".encode()
    assert objects.object_id("blob", data) == git("hash-object", "--stdin", data=data)


def test_tree_order_and_id_equal_git(tmp_path):
    """Folder ``a`` diurutkan sebagai ``a/``, jadi sesudah ``a.txt``."""
    git("init", "-q", str(tmp_path))
    for name in ("a.txt", "a/isi", "a0", "ab/c/d", "é"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    git("-c", "core.precomposeunicode=false", "add", ".", cwd=tmp_path)
    files = {
        name: objects.object_id("blob", name.encode()) for name in ("é", "ab/c/d", "a0", "a/isi", "a.txt")
    }
    root, bodies = objects.build_trees(files)
    assert root == git("write-tree", cwd=tmp_path)
    names = [entry.name for entry in objects.parse_tree(bodies[root])]
    assert names == ["a.txt", "a", "a0", "ab", "é"]


def test_file_cannot_also_be_a_folder():
    with pytest.raises(objects.PathConflict, match="di dalam sebuah berkas"):
        objects.build_trees({"a": "0" * 40, "a/b": "0" * 40})


def test_commit_round_trip():
    commit = Commit("1" * 40, ("2" * 40, "3" * 40), Person("Siti", "siti@x.invalid"), 1_000, "Judul\n\nIsi")
    again = objects.parse_commit(objects.commit_body(commit))
    assert again == commit
    assert (again.title, again.description) == ("Judul", "Isi")
    assert again.date == "1970-01-01T00:16:40.000Z"


def test_tree_round_trip():
    entries = [TreeEntry("a", "a" * 40, False), TreeEntry("b", "b" * 40, True)]
    assert objects.parse_tree(objects.tree_body(entries)) == entries


@pytest.mark.parametrize("size", [0, 1, 255_000, 262_144, 3_000_000])
def test_loose_object_streams_any_range(tmp_path, size):
    """Termasuk isi yang sangat mampat, yang keluar dari zlib dalam banyak potongan."""
    body = b"soto " * (size // 5) + b"x" * (size % 5)
    store = LooseObjects(tmp_path)
    oid = store.write("blob", body)
    assert store.header(oid) == ("blob", size)
    assert store.read(oid) == ("blob", body)
    for start, stop in ((0, size), (size // 3, size // 2), (max(0, size - 7), size)):
        assert b"".join(store.stream(oid, start, stop)) == body[start:stop]


def test_lfs_pointer_round_trip(tmp_path):
    source = tmp_path / "bobot.bin"
    source.write_bytes(b"\0" * 1000)
    pointer = lfs.measure(source)
    assert pointer.size == 1000
    assert lfs.parse_pointer(pointer.text) == pointer
    assert lfs.parse_pointer(b"bukan penunjuk") is None


def test_lfs_refuses_content_that_changed(tmp_path):
    source = tmp_path / "bobot.bin"
    source.write_bytes(b"lama")
    pointer = lfs.measure(source)
    source.write_bytes(b"baru")
    large_files = lfs.LargeFiles(tmp_path / "lfs")
    with pytest.raises(ValueError, match="berubah"):
        large_files.add(source, pointer)
    assert [path for path in (tmp_path / "lfs").rglob("*") if path.is_file()] == []


def test_large_file_rule():
    assert lfs.is_large("bobot/model.safetensors", 10)
    assert lfs.is_large("data/train.PARQUET", 10)
    assert not lfs.is_large("tokenizer.json", lfs.THRESHOLD)
    assert lfs.is_large("tokenizer.json", lfs.THRESHOLD + 1)
    attributes = lfs.attributes(["besar sekali.json", "model.safetensors"]).decode()
    assert "besar[ ]sekali.json filter=lfs" in attributes
    assert attributes.count("safetensors") == 1
