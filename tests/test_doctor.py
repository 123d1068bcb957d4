"""Kata `periksa`: setiap pemeriksaan menemukan masalahnya, dan laporannya selalu keluar."""

import json
import os
import subprocess
import venv
from pathlib import Path

import pytest

from course_lib.doctor import cleaning, hub, machine, packages, report
from course_lib.doctor.finding import ATTENTION, GOOD, PROBLEM, Finding

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in (
        "COURSE_PROFILE",
        "COURSE_HUB",
        "HF_ENDPOINT",
        "HF_HUB_OFFLINE",
        "PYTHONPATH",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


# --- laporan -----------------------------------------------------------------------


def test_report_survives_a_broken_check(monkeypatch, capsys):
    def broken():
        """Yang mogok."""
        raise ZeroDivisionError("uji")

    monkeypatch.setattr(report, "all_checks", lambda: (broken, lambda: Finding("Lain", GOOD, "beres")))
    assert report.report() == 1
    said = capsys.readouterr().out
    assert "[masalah]" in said
    assert "Yang mogok" in said
    assert "Lain: beres" in said


def test_json_is_plain_and_complete(monkeypatch, capsys):
    findings = (lambda: Finding("Satu", ATTENTION, "é", "lakukan"), lambda: Finding("Dua", GOOD, "ya"))
    monkeypatch.setattr(report, "all_checks", lambda: findings)
    assert report.report(as_json=True) == 0
    text = capsys.readouterr().out
    assert text.isascii()
    told = json.loads(text)
    assert told["status"] == ATTENTION
    assert told["findings"][0] == {"name": "Satu", "status": ATTENTION, "message": "é", "advice": "lakukan"}


def test_every_finding_that_is_not_good_says_what_to_do(tmp_path):
    # Python tanpa satu paket pun, seperti sebelum pemasangan: laporan tetap keluar.
    venv.create(tmp_path / "kosong", with_pip=False)
    python = tmp_path / "kosong" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run(
        [python, "-m", "course_lib", "periksa", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "COURSE_COMMAND": "py mulai.py"},
    )
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert told["status"] == PROBLEM
    assert len(told["findings"]) == len(report.all_checks())
    for finding in told["findings"]:
        assert finding["status"] == GOOD or finding["advice"], finding
    assert any("py mulai.py" in finding["advice"] for finding in told["findings"])


def test_checks_have_names_for_the_report():
    for check in report.all_checks():
        assert check.__doc__, check


# --- komputer ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "free", "status"),
    [(16, 9, GOOD), (7.6, 5, GOOD), (16, 1, ATTENTION), (6, 5, ATTENTION), (2, 1, PROBLEM)],
)
def test_memory(monkeypatch, total, free, status):
    import psutil

    class Memory:
        pass

    memory = Memory()
    memory.total, memory.available = total * 2**30, free * 2**30
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    assert machine.check_memory().status == status


@pytest.mark.parametrize(("free", "status"), [(80e9, GOOD), (3e9, ATTENTION), (2e8, PROBLEM)])
def test_disk(monkeypatch, free, status):
    class Usage:
        pass

    usage = Usage()
    usage.free = free
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage)
    assert machine.check_disk().status == status


def test_unwritable_folder(monkeypatch, tmp_path):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "berkas" / "dalam"))
    finding = machine.check_course_folder()
    assert finding.status == PROBLEM
    assert "COURSE_HOME" in finding.advice


def test_folder_tells_its_parts(home):
    (home / "hub").mkdir(parents=True)
    (home / "hub" / "x").write_bytes(b"0" * 3_000_000)
    assert "hub 3 MB" in machine.check_course_folder().message


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("COURSE_PROFILE", "besar", PROBLEM),
        ("HF_HUB_OFFLINE", "1", ATTENTION),
        ("HF_ENDPOINT", "https://cermin.example", ATTENTION),
        ("COURSE_PROFILE", "full", GOOD),
    ],
)
def test_settings(monkeypatch, name, value, status):
    monkeypatch.setenv(name, value)
    finding = machine.check_settings()
    assert finding.status == status
    assert status == GOOD or name in finding.message + finding.advice


def test_proxy_without_exception(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proksi:8080")
    assert machine.check_proxy().status == ATTENTION
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    assert machine.check_proxy().status == GOOD


# --- paket -------------------------------------------------------------------------


def test_missing_and_wrong_versions(monkeypatch):
    pins = {"torch": "2.13.0", "numpy": "2.4.6"}
    monkeypatch.setattr(packages, "expected_versions", lambda: pins)
    found = {"torch": "2.13.0+cpu", "numpy": "2.4.6"}
    monkeypatch.setattr(packages, "installed_version", found.get)
    assert packages.check_versions().status == GOOD
    found["numpy"] = "1.0"
    finding = packages.check_versions()
    assert finding.status == ATTENTION
    assert "numpy 1.0 (seharusnya 2.4.6)" in finding.message
    del found["torch"]
    assert "torch" in packages.check_versions().message
    assert packages.check_versions().status == PROBLEM


def test_versions_for_this_computer_are_read():
    pins = packages.expected_versions()
    assert pins["torch"] == "2.13.0"
    assert len(pins) > 100
    assert ("pywinpty" in pins) == (os.name == "nt")


def test_crashing_library_is_reported_and_explained():
    finding = packages._in_subprocess(
        "PyTorch", "raise ImportError('DLL load failed while importing _C')"
    )
    assert finding.status == PROBLEM
    assert "DLL load failed" in finding.message
    assert "Visual C++" in finding.advice
    finding = packages._in_subprocess("PyTorch", "import os; os._exit(9)")
    assert "kode 9" in finding.message


def test_torch_multiplies():
    assert packages.check_torch().status == GOOD


def test_language_pack_missing(monkeypatch):
    monkeypatch.setattr(
        packages, "installed_version", lambda name: None if "language" in name else "1"
    )
    assert packages.check_jupyter().status == ATTENTION


# --- hub ---------------------------------------------------------------------------


def test_hub_starts_and_answers(home):
    from class_hub import process

    try:
        finding = hub.check_hub()
        assert finding.status == GOOD, finding
        assert process.status(home / "hub").url in finding.message
    finally:
        process.stop(home / "hub")


def test_wrong_class_hub_address(monkeypatch):
    monkeypatch.setenv("COURSE_HUB", "papan tulis")
    assert hub.check_hub().status == PROBLEM


def test_seed_is_complete():
    assert hub.check_seed().status == GOOD


def test_damaged_seed_is_noticed(tmp_path):
    import hashlib

    folder = tmp_path / "mini" / "model"
    assert not hub.complete(folder, None)
    folder.mkdir(parents=True)
    assert not hub.complete(folder, None)
    (folder / "model.safetensors").write_bytes(b"bobot")
    assert hub.complete(folder, None)
    assert hub.complete(folder, hashlib.sha256(b"bobot").hexdigest())
    assert not hub.complete(folder, "0" * 64)


# --- bersih-bersih -----------------------------------------------------------------


@pytest.fixture
def full_home(home):
    kept = ["progress.json", "hub/repositori/x", "kerja/notebooks/a.ipynb", "hf/huggingface.co/token"]
    for name in [*kept, "hf/kelas/hub/models/x", "hf/kelas/datasets/y", "hf/huggingface.co/hub/z"]:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"0" * 1000)
    return home, kept


def files(home):
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


def test_cleaning_deletes_caches_only(full_home, capsys):
    home, kept = full_home
    assert cleaning.clean(ask=False) == 0
    assert files(home) == set(kept)
    assert "tidak dihapus" in capsys.readouterr().out
    assert cleaning.clean(ask=False) == 0


@pytest.mark.parametrize("answer", ["", "tidak", None])
def test_cleaning_asks_first(full_home, monkeypatch, answer):
    home, _ = full_home
    before = files(home)

    def reply(_):
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", reply)
    assert cleaning.clean() == 0
    assert files(home) == before


def test_full_profile_without_internet_is_a_problem(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "full")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    finding = hub.check_real_hub()
    assert finding.status == PROBLEM and "COURSE_PROFILE" in finding.advice
    monkeypatch.delenv("COURSE_PROFILE")
    assert hub.check_real_hub().status == GOOD
