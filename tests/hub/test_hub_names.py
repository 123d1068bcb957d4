"""Nama yang berbahaya ditolak, nama yang wajar diterima."""

import pytest

from class_hub.errors import InvalidName
from class_hub.names import check_path, check_ref_name, check_repo_id

GOOD_PATHS = [
    "README.md",
    "data/train.csv",
    ".gitattributes",
    "catatan/sejarah é.txt",
    "a..b/c",
    "console.txt",
]
BAD_PATHS = [
    "", "/etc/passwd", "../rahasia", "a/../b", "a/./b", "a//b", "a/", ".git/config", "a/.GIT/hooks", "git~1/x",
    ".g\u200cit/config", "a\\b", "C:/x", "nama\0lain", "baris\nbaru", "CON", "con.txt", "a/NUL", "lpt1.csv",
    "aux .txt", "COM¹", "titik.", "spasi ", "apa?.txt", "a" * 256, "a/" * 600 + "b", "．．/x\ud800",
]  # fmt: skip
GOOD_IDS = ["mini/bert-sentimen-nusantara", "Rani/model_1.0", "a/b"]
BAD_IDS = [
    "", "bert-base", "a/b/c", "../b", "a/..", "a/.git", "a/b.git", "a/b.GIT", "-a/b", "a/b-", "a/b--c", "a/b..c",
    "con/b", "a/nul", "a/com1.txt", "a\\b/c", "a/b\0", "a/b c", "a/" + "x" * 97, "é/b", "a/b\n",
]  # fmt: skip
GOOD_REFS = ["main", "fitur/ejaan", "v1.0", "rilis-2026"]
BAD_REFS = ["", "@", "-x", "/x", "x/", ".x", "x.", "a..b", "a//b", "a b", "a~b", "a^b", "a:b", "a?b", "a*b",
            "a[b", "a\\b", "a@{b", "a.lock", "a.lock/b", "a/.b", "a\nb", "a\0b", "x" * 256]  # fmt: skip


@pytest.mark.parametrize("path", GOOD_PATHS)
def test_good_path(path):
    assert check_path(path) == path


@pytest.mark.parametrize("path", BAD_PATHS)
def test_bad_path(path):
    with pytest.raises(InvalidName):
        check_path(path)


@pytest.mark.parametrize("repo_id", GOOD_IDS)
def test_good_repo_id(repo_id):
    assert check_repo_id(repo_id) == repo_id


@pytest.mark.parametrize("repo_id", BAD_IDS)
def test_bad_repo_id(repo_id):
    with pytest.raises(InvalidName):
        check_repo_id(repo_id)


@pytest.mark.parametrize("name", GOOD_REFS)
def test_good_ref(name):
    assert check_ref_name(name) == name


@pytest.mark.parametrize("name", BAD_REFS)
def test_bad_ref(name):
    with pytest.raises(InvalidName):
        check_ref_name(name)
