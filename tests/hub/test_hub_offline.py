"""Tanpa internet tidak ada yang menunggu: klien tidak pernah mencari nama host lain."""

from client import ROOT, run_script

from class_hub import process


def test_no_other_host_is_looked_up(tmp_path):
    home = tmp_path / "rumah"
    hub = process.ensure(home / "hub")
    try:
        seen = run_script(
            hub.url,
            tmp_path,
            "client_offline.py",
            COURSE_HOME=str(home),
            PYTHONPATH=str(ROOT),
            COURSE_PROFILE="mini",
        )
    finally:
        process.stop(home / "hub")
    assert set(seen["asked"]) <= {"127.0.0.1", "localhost"}
    assert seen["label"] in ("POSITIVE", "NEGATIVE") and seen["rows"] > 0
    assert seen["score"] == {"accuracy": 1.0} and seen["files"] >= 2
