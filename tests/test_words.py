"""Kata lab, jalankan, uji, dan hub."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import nbformat
import pytest
import yaml

from course_lib import __main__, hub_word, lab, paths, runner, testing, workspace
from course_lib.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "rumah kursus"))
    return tmp_path / "rumah kursus"


def notebook(path, *cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbformat.write(nb, path)
    return path


# --- folder kerja -------------------------------------------------------------------


@pytest.fixture
def course(tmp_path):
    source, mine = tmp_path / "kursus", tmp_path / "kerja"
    notebook(source / "notebooks" / "a.ipynb", "1 + 1")
    notebook(source / "exercises" / "a.ipynb", "...")
    workspace.update(source, mine)
    return source, mine


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def test_copies_hide_the_answers_of_cells(course):
    source, mine = course
    ran = nbformat.read(source / "notebooks" / "a.ipynb", as_version=4)
    ran.cells[0].execution_count = 1
    ran.cells[0].outputs = [nbformat.v4.new_output("stream", text="2")]
    nbformat.write(ran, source / "notebooks" / "b.ipynb")
    assert workspace.update(source, mine) == []
    cell = nbformat.read(mine / "notebooks" / "b.ipynb", as_version=4).cells[0]
    assert (cell.source, cell.outputs, cell.execution_count) == ("1 + 1", [], None)
    assert nbformat.read(source / "notebooks" / "b.ipynb", as_version=4).cells[0].outputs


def test_unknown_hub_word_names_the_known_ones():
    with pytest.raises(CourseError, match="mulai, status, berhenti"):
        hub_word.act("stop")


def test_update_replaces_what_was_only_run(course):
    source, mine = course
    run = nbformat.read(mine / "notebooks" / "a.ipynb", as_version=4)
    run.cells[0].execution_count = 5
    run.cells[0].outputs = [nbformat.v4.new_output("stream", text="2")]
    nbformat.write(run, mine / "notebooks" / "a.ipynb")
    notebook(source / "notebooks" / "a.ipynb", "2 + 2")
    assert workspace.update(source, mine) == []
    assert sources(mine / "notebooks" / "a.ipynb") == ["2 + 2"]


def test_update_never_touches_changed_work(course):
    source, mine = course
    notebook(mine / "exercises" / "a.ipynb", "jawaban saya")
    notebook(source / "exercises" / "a.ipynb", "soal baru")
    beside = workspace.update(source, mine)
    assert [path.name for path in beside] == ["a_versi_baru.ipynb"]
    assert sources(mine / "exercises" / "a.ipynb") == ["jawaban saya"]
    assert sources(beside[0]) == ["soal baru"]
    assert workspace.update(source, mine) == []  # kali berikutnya tidak diletakkan lagi
    notebook(source / "exercises" / "a.ipynb", "soal lebih baru")
    assert [path.name for path in workspace.update(source, mine)] == ["a_versi_baru_2.ipynb"]


def test_lost_record_does_not_overwrite(course):
    source, mine = course
    (mine / ".asal.json").unlink()
    notebook(mine / "exercises" / "a.ipynb", "jawaban saya")
    assert len(workspace.update(source, mine)) == 1
    assert sources(mine / "exercises" / "a.ipynb") == ["jawaban saya"]


def test_half_written_notebook_is_kept(course):
    source, mine = course
    (mine / "notebooks" / "a.ipynb").write_text("{", encoding="utf-8")
    notebook(source / "notebooks" / "a.ipynb", "baru")
    assert len(workspace.update(source, mine)) == 1
    assert (mine / "notebooks" / "a.ipynb").read_text(encoding="utf-8") == "{"


# --- lab ----------------------------------------------------------------------------


def test_taken_port_is_skipped():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.free_port(port) > port


def test_lab_keeps_its_settings_in_the_course_folder(home):
    values = lab.environment("rahasia")
    folders = [name for name in values if name.startswith(("JUPYTER_", "JUPYTERLAB_", "IPYTHON"))]
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        assert name in folders
        assert Path(values[name]).is_relative_to(home)
    overrides = Path(values["JUPYTER_CONFIG_DIR"]) / "labconfig" / "default_setting_overrides.json"
    told = json.loads(overrides.read_text(encoding="utf-8"))
    assert told["@jupyterlab/translation-extension:plugin"]["locale"] == "id_ID"
    assert "rahasia" not in " ".join(lab.command(home, 8888))


def ask(address, token, path):
    request = urllib.request.Request(address + path, headers={"Authorization": f"token {token}"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        return json.loads(answer.read())


def test_lab_starts_beside_a_taken_port_and_stops_cleanly(home):
    options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {}
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", lab.FIRST_PORT))
            taken.listen()
        except OSError:
            pass  # sudah dipakai program lain; itu pun port yang terpakai
        child = subprocess.Popen(
            [sys.executable, "-m", "course_lib", "lab", "--tanpa-peramban"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=ROOT, **options,
        )  # fmt: skip
        watchdog = threading.Timer(120, child.kill)
        watchdog.start()
        try:
            lines = []
            for line in child.stdout:
                lines.append(line.strip())
                if line.startswith("Biarkan jendela"):
                    break
            said = "\n".join(lines)
            assert f"Port {lab.FIRST_PORT} sedang dipakai" in said
            url = next(line.split()[-1] for line in lines if line.startswith("JupyterLab siap"))
            address, token = url.split("/lab/")[0], url.split("token=")[1]
            assert not address.endswith(f":{lab.FIRST_PORT}")
            assert ask(address, token, "/api/status")["kernels"] == 0
            assert ask(address, token, f"/api/contents/{lab.FIRST_LESSON}?content=0")["type"] == "notebook"
            settings = ask(address, token, "/lab/api/settings/@jupyterlab/translation-extension:plugin")
            assert settings["schema"]["properties"]["locale"]["default"] == "id_ID"
            assert "id_ID" in ask(address, token, "/lab/api/translations/")["data"]
            child.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
            child.wait(timeout=60)
            assert child.returncode == 0
            with pytest.raises(OSError):
                ask(address, token, "/api/status")
        finally:
            watchdog.cancel()
            child.kill()
            child.wait()
            child.stdout.close()
    assert (home / "kerja" / lab.FIRST_LESSON).exists()


# --- jalankan -----------------------------------------------------------------------


def test_lesson_is_run_and_measured(tmp_path, capsys):
    assert runner.run(notebook(tmp_path / "bab.ipynb", "print('halo')", "6 * 7"))
    said = capsys.readouterr().out
    assert "halo" in said
    assert "[1] 42" in said
    assert "detik, puncak memori kernel" in said
    assert "memori kernel 0 MB" not in said


def test_failing_cell_is_shown_and_explained(tmp_path, capsys):
    path = notebook(tmp_path / "bab.ipynb", "nilai = 3", "nilay + 1", "print('jangan sampai')")
    assert not runner.run(path)
    said = capsys.readouterr().out
    assert "Sel [1] gagal" in said
    assert "nilay + 1" in said
    assert "NameError" in said
    assert "belum dikenal" in said
    assert "jangan sampai" not in said


def test_dead_kernel_is_explained(tmp_path, capsys):
    assert not runner.run(notebook(tmp_path / "bab.ipynb", "import os; os._exit(1)"))
    assert "Kernel mati" in capsys.readouterr().out


def test_lessons_are_found_by_name():
    known = runner.lessons()
    assert "bab02_pipeline" in known
    assert runner.chosen(["semua"]) == known
    assert runner.chosen(["bab02"]) == ["bab02_pipeline"]
    assert runner.chosen(["notebooks/bab02_pipeline.ipynb"]) == ["bab02_pipeline"]
    for names in ([], ["bab"], ["bab99"], [""]):
        with pytest.raises(CourseError, match="bab02_pipeline"):
            runner.chosen(names)


def test_exit_code_tells_failure(monkeypatch):
    monkeypatch.setattr(runner, "run", lambda path: path.stem != "bab02_pipeline")
    assert runner.run_lessons(["bab00_mulai"]) == 0
    assert runner.run_lessons(["semua"]) == 1


# --- uji, hub, dan baris perintah ---------------------------------------------------


def test_whole_suite_covers_notebooks_strictly():
    words = testing.command([])
    assert {"--nbval", "tests", "notebooks", "solutions"} <= set(words)
    assert "--nbval-lax" not in words


def test_chosen_files_replace_the_whole_suite():
    words = testing.command(["tests/test_words.py::test_exit_code_tells_failure", "-q"])
    assert "notebooks" not in words
    assert "notebooks" in testing.command(["-k", "hub"])


def test_wrong_option_and_word(capsys):
    for words in (["periksa", "--salah"], ["menari"], []):
        with pytest.raises(SystemExit) as stopped:
            __main__.main(words)
        assert stopped.value.code == 2
    capsys.readouterr()


def test_course_error_is_printed_without_traceback(capsys):
    assert __main__.main(["jalankan", "bab99"]) == 1
    said = capsys.readouterr().err
    assert "bab99" in said
    assert "Traceback" not in said


def test_hub_word(capsys):
    try:
        assert __main__.main(["hub"]) == 0
        assert "tidak menyala" in capsys.readouterr().out
        assert __main__.main(["hub", "mulai"]) == 0
        assert "menyala di http://127.0.0.1:" in capsys.readouterr().out
        assert __main__.main(["hub", "status"]) == 0
        assert "menyala di" in capsys.readouterr().out
    finally:
        assert __main__.main(["hub", "berhenti"]) == 0
    assert "dihentikan" in capsys.readouterr().out


def test_hub_for_one_room(capsys, monkeypatch):
    monkeypatch.setattr("class_hub.hosts.lan_addresses", lambda: ["192.168.1.5", "10.0.0.7"])
    try:
        assert __main__.main(["hub", "mulai"]) == 0
        assert "hub mulai --jaringan" in capsys.readouterr().out
        assert __main__.main(["hub", "mulai", "--jaringan"]) == 0
        said = capsys.readouterr().out
        port = re.search(r"http://192\.168\.1\.5:(\d+)", said)[1]
        assert f"COURSE_HUB=http://192.168.1.5:{port}" in said and f"http://10.0.0.7:{port}" in said
        assert "hub berhenti" in said
        assert __main__.main(["hub", "mulai"]) == 0  # siswa yang sedang tersambung tidak diputus
        assert f":{port}" in capsys.readouterr().out
        __main__.main(["hub", "berhenti"])
        capsys.readouterr()
        assert __main__.main(["hub", "mulai"]) == 0
        assert "papan tulis" not in capsys.readouterr().out
    finally:
        __main__.main(["hub", "berhenti"])
        capsys.readouterr()


def test_hub_tokens_and_people(capsys):
    assert __main__.main(["hub", "token", "rani"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"kelas_[0-9a-f]{40}", said) and "hanya ditampilkan sekali" in said
    assert __main__.main(["hub", "token", "bu-sari", "--peran", "guru"]) == 0
    capsys.readouterr()
    assert __main__.main(["hub", "token", "rani", "budi"]) == 0
    said = capsys.readouterr().out
    assert len(re.findall(r"kelas_[0-9a-f]{40}", said)) == 2 and "baru saja batal: rani." in said
    assert __main__.main(["hub", "orang"]) == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["bu-sari", "guru"],
        ["budi", "siswa"],
        ["rani", "siswa"],
    ]
    assert __main__.main(["hub", "cabut", "rani"]) == 0
    capsys.readouterr()
    for words, reason in (
        (["token"], "Sebutkan namanya"),
        (["token", "mini"], "tidak dapat dipakai"),
        (["token", "rani", "--peran", "raja"], "guru, siswa, tamu"),
        (["status", "rani"], "tidak memerlukan nama"),
        (["token", "ani", "Ani Putri"], "huruf kecil"),
        (["cabut", "tidak-ada"], "Tidak ada token"),
        (["cabut", "rani"], "Tidak ada token"),
        (["orang", "--peran", "guru"], "hanya dipakai bersama 'hub token'"),
        (["berhenti", "--jaringan"], "hanya dipakai bersama 'hub mulai'"),
    ):
        assert __main__.main(["hub", *words]) == 1
        assert reason in capsys.readouterr().err


def test_deleted_repository_is_brought_back(capsys):
    from huggingface_hub import HfApi

    from class_hub import process
    from class_hub.people import People

    store = paths.hub_store()
    token = People(store).add("rani")
    try:
        running = process.ensure(store)
        api = HfApi(endpoint=running.url, token=token)
        for name in ("rani/pantun", "rani/periksa-bab01-x"):
            api.create_repo(name, repo_type="dataset", private=True)
            api.delete_repo(name, repo_type="dataset")
        assert __main__.main(["hub", "pulihkan"]) == 0
        said = capsys.readouterr().out
        assert "rani/pantun" in said and "periksa" not in said
        assert __main__.main(["hub", "pulihkan", "rani/pantun"]) == 0
        assert process.status(store).url == running.url
        assert api.dataset_info("rani/pantun").private
        assert __main__.main(["hub", "pulihkan", "rani/pantun"]) == 1
        assert "Tidak ada repositori 'rani/pantun'" in capsys.readouterr().err
        assert process.status(store) is not None
    finally:
        __main__.main(["hub", "berhenti"])
        capsys.readouterr()


def test_hub_trash_is_emptied_only_when_asked(capsys, monkeypatch):
    assert __main__.main(["hub", "kosongkan"]) == 0
    assert "sudah kosong" in capsys.readouterr().out
    kept = paths.hub_store() / "trash" / "1-models-rani--x-ab"
    kept.mkdir(parents=True)
    (kept / "isi").write_bytes(bytes(2_000_000))
    for answer, exists in (("tidak", True), ("ya", False)):
        monkeypatch.setattr("builtins.input", lambda _, answer=answer: answer)
        assert __main__.main(["hub", "kosongkan"]) == 0
        assert "2.0 MB" in capsys.readouterr().out and kept.exists() is exists


# --- CI -----------------------------------------------------------------------------


def test_workflows_follow_the_schema():
    files = sorted(map(str, (ROOT / ".github" / "workflows").glob("*.yml")))
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_only_read_and_cover_the_supported_pythons():
    import mulai

    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}
    matrix = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    expected = [f"3.{minor}" for minor in range(mulai.OLDEST[1], mulai.TOO_NEW[1])]
    for job in matrix["jobs"].values():
        assert job["strategy"]["matrix"]["python"] == expected


def test_ci_runs_the_command_of_the_readme():
    assert "mulai.py uji" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 mulai.py uji" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
