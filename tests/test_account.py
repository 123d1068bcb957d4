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


@pytest.fixture
def tokens(monkeypatch, tmp_path):
    """Hub guru yang menyala, dengan token untuk rani dan budi."""
    from class_hub import process
    from class_hub.people import People

    store = tmp_path / "guru"
    monkeypatch.setenv("COURSE_HUB", process.ensure(store).url)
    yield {name: People(store).add(name) for name in ("rani", "budi")}
    process.stop(store)


@pytest.fixture
def typed(monkeypatch):
    """Yang diketik pembaca, satu per satu."""
    answers = []
    monkeypatch.setattr(account, "getpass", lambda question: answers.pop(0))
    monkeypatch.setattr(account.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    return answers


def test_network_hub_takes_the_teachers_token_and_names_its_owner(monkeypatch, tokens, capsys):
    monkeypatch.setenv("COURSE_TOKEN", f" {tokens['rani']} ")
    assert hub_token() == tokens["rani"]
    assert "Masuk sebagai rani." in capsys.readouterr().out


def test_kept_token_tells_whose_it_is_and_how_to_switch(monkeypatch, tokens, capsys):
    monkeypatch.setattr(account, "_logged_in", lambda: tokens["budi"])
    assert hub_token() == tokens["budi"]
    said = capsys.readouterr().out
    assert "Masuk sebagai budi. Bukan Anda?" in said and "logout()" in said


def test_kept_token_that_was_replaced_is_asked_again(monkeypatch, tokens, typed, capsys):
    monkeypatch.setattr(account, "_logged_in", lambda: "kelas_lama")
    typed.append(tokens["rani"])
    assert hub_token() == tokens["rani"]
    assert "tidak berlaku lagi" in capsys.readouterr().out


@pytest.mark.parametrize("wrong, words", [("hf_abc", "token huggingface.co"), ("kelas_salah", "salah salin")])
def test_wrong_token_is_told_in_indonesian(monkeypatch, tokens, typed, wrong, words):
    monkeypatch.setattr(account, "_logged_in", lambda: "")
    typed.append(wrong)
    with pytest.raises(CourseError, match=words):
        hub_token()
    monkeypatch.setenv("COURSE_TOKEN", wrong)
    with pytest.raises(CourseError, match="COURSE_TOKEN tidak berlaku"):
        hub_token()


def test_token_of_the_real_hub_is_never_sent_to_a_class_hub(monkeypatch, typed):
    monkeypatch.setenv("COURSE_HUB", "http://192.168.1.5:8990")
    monkeypatch.setattr(account.urllib.request, "urlopen", lambda *_, **__: pytest.fail("token terkirim"))
    monkeypatch.setattr(account, "_logged_in", lambda: "")
    typed.append("hf_sungguhan")
    with pytest.raises(CourseError, match="token huggingface.co"):
        hub_token()
    monkeypatch.setenv("COURSE_TOKEN", "hf_sungguhan")
    with pytest.raises(CourseError, match="COURSE_TOKEN tidak berlaku"):
        hub_token()


def test_silent_network_hub_is_told(monkeypatch):
    monkeypatch.setenv("COURSE_HUB", "http://127.0.0.1:9")
    monkeypatch.setenv("COURSE_TOKEN", "kelas_x")
    with pytest.raises(CourseError, match="tidak menjawab"):
        hub_token()


def test_real_hub_uses_the_login_or_asks(monkeypatch):
    module = account
    monkeypatch.setenv("COURSE_PROFILE", "full")
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
