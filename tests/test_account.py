"""hub_token(): token untuk menulis, dari tempat yang sesuai dengan hubnya."""

import os
from types import SimpleNamespace

import pytest

from course_lib import account, hub_token, paths
from course_lib.errors import CourseError


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    for name in ("COURSE_PROFILE", "COURSE_HUB", "COURSE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


def test_embedded_hub_makes_one_token_for_the_learner(home):
    from class_hub.people import People

    token = hub_token()
    assert token == hub_token() and People(home / "hub").by_token(token).name == "pelajar"
    if os.name == "posix":
        assert paths.hub_token_file().stat().st_mode & 0o777 == 0o600


def test_a_lost_store_gives_a_new_token(home):
    first = hub_token()
    (home / "hub" / "people.json").unlink()
    assert hub_token() != first


def test_a_broken_list_of_people_is_a_course_error(home):
    hub_token()
    (home / "hub" / "people.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match="rusak"):
        hub_token()


def test_network_hub_takes_the_teachers_token(monkeypatch):
    monkeypatch.setenv("COURSE_HUB", "http://192.168.1.5:8990")
    monkeypatch.setenv("COURSE_TOKEN", " kelas_guru ")
    assert hub_token() == "kelas_guru"


@pytest.mark.parametrize(
    "name, value", [("COURSE_HUB", "http://192.168.1.5:8990"), ("COURSE_PROFILE", "full")]
)
def test_other_hubs_use_the_login_or_ask(monkeypatch, name, value):
    module = account
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(module, "_logged_in", lambda: "token_lama")
    assert hub_token() == "token_lama"
    monkeypatch.setattr(module, "_logged_in", lambda: "")
    monkeypatch.setattr(module, "getpass", lambda question: " diketik ")
    monkeypatch.setattr(module.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert hub_token() == "diketik"


@pytest.mark.parametrize("answer", ["", EOFError])
def test_without_an_answer_the_reader_is_told_what_to_do(monkeypatch, answer):
    module = account

    def getpass(question):
        if answer:
            raise answer
        return answer

    monkeypatch.setenv("COURSE_PROFILE", "full")
    monkeypatch.setattr(module, "_logged_in", lambda: "")
    monkeypatch.setattr(module, "getpass", getpass)
    monkeypatch.setattr(module.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(CourseError, match="hf auth login"):
        hub_token()
