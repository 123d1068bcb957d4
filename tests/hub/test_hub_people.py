"""Orang, peran, dan token."""

import json
import os

import pytest

from class_hub import access, tokens
from class_hub.errors import HubError, InvalidName
from class_hub.people import Account, People
from class_hub.store import Store


def test_a_token_is_shown_once_and_kept_only_as_a_fingerprint(tmp_path):
    people = People(tmp_path)
    token = people.add("rani", "siswa")
    text = (tmp_path / "people.json").read_text(encoding="utf-8")
    assert token.startswith("kelas_") and len(token) == 46 and token not in text
    assert people.by_token(token) == Account("rani", "siswa")
    assert people.by_token("kelas_" + "0" * 40) is None and people.by_token("") is None
    if os.name == "posix":
        assert (tmp_path / "people.json").stat().st_mode & 0o777 == 0o600


def test_a_new_token_replaces_the_old_one(tmp_path):
    people = People(tmp_path)
    old, new = people.add("rani", "siswa"), people.add("rani", "guru")
    assert people.by_token(old) is None and people.by_token(new).role == "guru"


def test_changes_by_another_process_are_seen(tmp_path):
    hub, shell = People(tmp_path), People(tmp_path)
    token = shell.add("rani")
    assert hub.by_token(token) == Account("rani", "siswa")
    shell.remove("rani")
    assert hub.by_token(token) is None and hub.by_name("rani") is None
    assert hub.all() == []
    with pytest.raises(HubError, match="Tidak ada token"):
        shell.remove("budi")


def test_a_revoked_name_stays_its_owners(tmp_path):
    store, people = Store(tmp_path), People(tmp_path)
    people.add("rani")
    with store.creating("models", "rani/x"):
        pass
    people.remove("rani")
    assert people.by_token(people.add("rani")) == Account("rani", "siswa")


def test_namespaces_of_the_seed_cannot_be_taken(tmp_path):
    store = Store(tmp_path)
    with store.creating("models", "uji/x"):
        pass
    with pytest.raises(HubError, match="sudah berisi repositori milik hub"):
        People(tmp_path).add("uji")


@pytest.mark.parametrize(
    "name", ["", "Rani", "a b", "-a", "a-", "a--b", "mini", "api", "con", "a/b", "..", "é", "x" * 40, "a.b"]
)
def test_names_that_cannot_be_namespaces(tmp_path, name):
    with pytest.raises(InvalidName):
        People(tmp_path).add(name)
    assert not (tmp_path / "people.json").exists()


def test_unknown_roles_are_refused(tmp_path):
    with pytest.raises(HubError, match="guru, siswa, tamu"):
        People(tmp_path).add("rani", "raja")


@pytest.mark.parametrize("text", ["{", "[]", '{"rani": 1}', json.dumps({"rani": {"role": "siswa"}})])
def test_a_broken_list_is_reported_and_kept(tmp_path, text):
    (tmp_path / "people.json").write_text(text, encoding="utf-8")
    with pytest.raises(HubError, match="rusak"):
        People(tmp_path).by_token("kelas_x")
    assert (tmp_path / "people.json").read_text(encoding="utf-8") == text


def test_tokens_are_read_from_bearer_and_basic():
    assert tokens.from_header("Bearer kelas_ab") == "kelas_ab"
    assert tokens.from_header("Basic cmFuaTprZWxhc19hYg==") == "kelas_ab"
    for header in ("", "Basic %%", "Basic /w==", "Digest x", "Bearer"):
        assert tokens.from_header(header) == ""


def test_advice_knows_what_was_sent():
    assert "huggingface.co" in tokens.advice("hf_abc") and "login(token=course_lib.hub_token())" in tokens.advice("")
    assert "tidak berlaku lagi" in tokens.advice("kelas_lama")


def test_who_may_write():
    guru, siswa, tamu = (Account(role, role) for role in ("guru", "siswa", "tamu"))
    assert access.may_write(guru, "mini") and access.may_write(siswa, "siswa")
    assert not access.may_write(siswa, "guru") and not access.may_write(tamu, "tamu")
    assert not access.may_write(None, "siswa")
