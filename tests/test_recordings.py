"""Setiap rekaman dipakai sebuah pelajaran, setiap pemakaian punya rekaman, dan isinya lengkap."""

import json
import re
from datetime import date

import pytest

from course_lib.recording import FOLDER
from tools import notebooks
from tools.environment import ROOT

CALL = re.compile(r"recorded\(\s*[\"']([^\"']+)[\"']")
STORED = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}


def calls() -> dict[str, str]:
    """Nama rekaman ke notebook yang memanggilnya."""
    found = {}
    for folder in ("notebooks", "solutions"):
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            for cell in notebooks.read(path).cells:
                if cell.cell_type == "code":
                    found |= {name: path.stem for name in CALL.findall(cell.source)}
    return found


def test_recordings_and_lessons_name_each_other():
    assert sorted(calls()) == sorted(STORED)


@pytest.mark.parametrize("name", STORED)
def test_recording_belongs_to_its_lesson_and_says_where_it_ran(name):
    entry = json.loads(STORED[name].read_text(encoding="utf-8"))
    assert set(entry) == {"date", "machine", "processor", "versions", "seconds", "result"}
    assert date.fromisoformat(entry["date"]) <= date.today()
    assert entry["seconds"] > 0 and entry["result"] and entry["machine"] and entry["processor"]
    assert name.split("_")[0] == calls()[name].split("_")[0]
