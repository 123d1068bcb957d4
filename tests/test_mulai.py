"""mulai.py dan launcher/: pintu masuk yang dipakai sebelum paket apa pun terpasang."""

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import mulai
from course_lib import __main__ as words
from launcher import (
    SetupError,
    console,
    door,
    install,
    machine,
    pip_run,
    sizes,
    stamp,
    torch_source,
    trouble,
    venvs,
)

ROOT = Path(__file__).resolve().parent.parent
OLD_PYTHONS = ("2.7", "3.6", "3.8", "3.10")


def run_door(python, *arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [str(python), str(ROOT / "mulai.py"), *arguments],
        capture_output=True, text=True, encoding="utf-8", errors="replace", cwd=cwd,
        env={**os.environ, **environment}, timeout=120,
    )  # fmt: skip


def old_python(version):
    """Python lama bila ada di komputer ini, atau ``None``."""
    pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found = str(pyenv[0]) if pyenv else shutil.which(f"python{version}")
    works = found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0
    return found if works else None


# --- Python yang tidak didukung ---------------------------------------------------


def test_door_parses_in_old_syntax():
    # Python 3.0 tanpa satu pun sintaks baru; yang 2.7 dijalankan sungguhan bila ada.
    source = (ROOT / "mulai.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    assert source.startswith("# -*- coding: utf-8 -*-")
    for new in ('f"', "f'", ":=", "nonlocal", "yield from", "print ("):
        assert new not in source


def test_old_pythons_get_one_sentence():
    tried = [version for version in OLD_PYTHONS if old_python(version)]
    for version in tried:
        done = run_door(old_python(version))
        assert done.returncode == 1, version
        assert done.stderr == "", version
        lines = done.stdout.strip().splitlines()
        assert len(lines) == 1, version
        assert f"ini Python {version}" in lines[0]
        assert re.search(r"jalankan: (python3|py -3)\.\d+ mulai\.py", lines[0])
    print("dicoba dengan Python:", ", ".join(tried) or "tidak ada")


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_unsupported_version_is_refused(monkeypatch, capsys, version):
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    monkeypatch.setattr(mulai, "_runs", lambda command: command[-1].endswith("3.12"))
    assert mulai.main([]) == 1
    said = capsys.readouterr().out
    assert f"ini Python {version[0]}.{version[1]}" in said
    assert "3.12 mulai.py" in said


def test_refusal_without_any_supported_python_says_where_to_get_one():
    assert "https://www.python.org/downloads/" in mulai.refusal("")


def test_supported_range_is_told_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, too_new = (".".join(map(str, one)) for one in (mulai.OLDEST, mulai.TOO_NEW))
    assert project["requires-python"] == f">={oldest},<{too_new}"
    from course_lib.doctor import machine

    assert (machine.OLDEST, machine.TOO_NEW) == (mulai.OLDEST, mulai.TOO_NEW)
    assert all(mulai.OLDEST <= one < mulai.TOO_NEW for one in mulai.PREFERRED)


@pytest.mark.parametrize(
    ("computer", "word"),
    [
        (("darwin", "x86_64", "CPython", True), "Mac Intel"),
        (("win32", "ARM64", "CPython", True), "ARM64"),
        (("win32", "AMD64", "CPython", False), "32-bit"),
        (("linux", "x86_64", "PyPy", True), "PyPy"),
        (("linux", "riscv64", "CPython", True), "riscv64"),
    ],
)
def test_computers_without_torch_get_a_reason(computer, word):
    assert word in machine.unsupported(*computer)


@pytest.mark.parametrize(
    "computer", [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("win32", "AMD64")]
)
def test_supported_computers_have_a_size(computer):
    assert machine.unsupported(*computer, "CPython", True) == ""
    key = f"{computer[0]}-{computer[1].lower()}"
    for extras in (("lab",), ("lab", "uji")):
        plan = sizes.expected(key, extras)
        assert plan.packages > 50
        assert plan.rest_mb > 50
        assert plan.torch_mb > 50


# --- kata-kata ------------------------------------------------------------------


def test_words_agree_with_course_lib():
    actions = [action for action in words.parser()._actions if action.choices]
    assert set(actions[0].choices) == {*door.WORDS, "gemma"}  # gemma hanya dipanggil oleh --gemma
    for word in door.WORDS[1:]:
        assert re.search(rf"^  {word}\b", door.HELP, re.MULTILINE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ([], ("lab", [])),
        (["--tanpa-peramban"], ("lab", ["--tanpa-peramban"])),
        (["jalankan", "semua"], ("jalankan", ["semua"])),
        (["uji", "-k", "hub"], ("uji", ["-k", "hub"])),
    ],
)
def test_split(typed, meant):
    assert door.split(typed) == meant


def test_help_and_unknown_word_need_no_venv(tmp_path):
    shutil.copy(ROOT / "mulai.py", tmp_path)
    shutil.copytree(ROOT / "launcher", tmp_path / "launcher")
    for arguments, code, said in (
        (["--help"], 0, "--tanpa-peramban"),
        (["jalan"], 2, "'jalan' tidak dikenal"),
    ):
        done = subprocess.run(
            [sys.executable, str(tmp_path / "mulai.py"), *arguments],
            capture_output=True, text=True, encoding="utf-8", cwd=tmp_path.parent,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (code, "")
        assert said in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_old_console_does_not_crash():
    done = run_door(sys.executable, "salah\u2192\u4f60", PYTHONIOENCODING="cp1252:strict", PYTHONUTF8="0")
    assert done.returncode == 2
    assert "tidak dikenal" in done.stdout


@pytest.mark.parametrize(
    ("typed", "script", "expected"),
    [
        ("python3", "mulai.py", "python3 mulai.py"),
        ("python3.11", "kursus/mulai.py", "python3.11 kursus/mulai.py"),
        ("python3", "folder saya/mulai.py", 'python3 "folder saya/mulai.py"'),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="nama perintah Unix")
def test_command_is_named_as_typed(monkeypatch, typed, script, expected):
    monkeypatch.setattr(sys, "orig_argv", [typed, script])
    monkeypatch.setattr(sys, "argv", [script])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert console.command() == expected


# --- cap dan perbaikan ------------------------------------------------------------


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Folder kursus tiruan; venv dan pip digantikan, urutan kerjanya dicatat."""
    root = tmp_path / "kursus saya é"
    root.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, root)
    venv = root / ".venv"
    done = []

    def build():
        done.append("buat")
        shutil.rmtree(venv, ignore_errors=True)
        venv.mkdir()
        (venv / "pyvenv.cfg").write_text("", encoding="utf-8")

    def install(extras, already=()):
        done.append(f"pasang {','.join(extras)}")
        if done.count("putus") == 1:
            raise KeyboardInterrupt

    for module in (stamp, venvs):
        monkeypatch.setattr(module, "ROOT", root)
        monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(stamp.key, "__defaults__", (root,))
    monkeypatch.setattr(venvs, "works", lambda: (venv / "pyvenv.cfg").exists() and "rusak" not in done)
    monkeypatch.setattr(venvs, "rebuild", build)
    monkeypatch.setattr(door.install, "install", install)
    return root, venv, done


def test_second_start_installs_nothing(course):
    _, _, done = course
    door.prepare(("lab",))
    assert done == ["buat", "pasang lab"]
    door.prepare(("lab",))
    assert done == ["buat", "pasang lab"]


def test_interrupted_install_starts_over(course):
    _, venv, done = course
    done.append("putus")
    with pytest.raises(KeyboardInterrupt):
        door.prepare(("lab",))
    assert not stamp.file().exists()
    done.append("putus")  # yang kedua tidak terputus
    door.prepare(("lab",))
    assert done[-2:] == ["buat", "pasang lab"]
    assert stamp.fresh(("lab",))


def test_more_extras_are_added_and_kept(course):
    root, _, done = course
    door.prepare(("lab",))
    door.prepare(("lab", "uji"))
    assert done == ["buat", "pasang lab", "pasang lab,uji"]
    door.prepare(("lab",))
    assert len(done) == 3
    pins = root / "constraints.txt"
    pins.write_text(pins.read_text(encoding="utf-8").replace("torch==", "torch==9."), encoding="utf-8")
    door.prepare(("lab",))
    assert done[3:] == ["pasang lab,uji"]


def test_settings_of_other_tools_do_not_reinstall(course):
    root, _, done = course
    door.prepare(("lab",))
    with open(root / "pyproject.toml", "a", encoding="utf-8") as file:
        file.write("\n[tool.lain]\nx = 1\n")
    with open(root / "constraints.txt", "a", encoding="utf-8") as file:
        file.write("# komentar\n")
    door.prepare(("lab",))
    assert done == ["buat", "pasang lab"]


def test_broken_venv_is_rebuilt(course):
    _, venv, done = course
    door.prepare(("lab",))
    (venv / "pyvenv.cfg").unlink()
    door.prepare(("lab",))
    assert done == ["buat", "pasang lab"] * 2


def test_moved_folder_and_damaged_stamp_count_as_unfinished(course):
    door.prepare(("lab",))
    told = json.loads(stamp.file().read_text(encoding="utf-8"))
    for text in (json.dumps({**told, "folder": "/tempat/lama"}), "[]", "{", ""):
        stamp.file().write_text(text, encoding="utf-8")
        assert stamp.state() is None
        assert not stamp.fresh(("lab",))


def test_real_venv_is_made_and_checked(tmp_path, monkeypatch):
    monkeypatch.setattr(venvs, "VENV", tmp_path / "kursus é" / ".venv")
    assert not venvs.works()
    (tmp_path / "kursus é").mkdir()
    venvs.rebuild()
    assert venvs.works()
    # Python asalnya hilang: tautan menunjuk ke tempat kosong, atau berkasnya rusak.
    python = venvs.python()
    python.unlink()
    python.write_text("bukan program", encoding="utf-8")
    assert not venvs.works()


def test_foreign_folder_is_not_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr(venvs, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "skripsi.docx").write_text("penting", encoding="utf-8")
    with pytest.raises(SetupError, match="bukan lingkungan Python buatan kursus"):
        venvs.rebuild()
    assert (tmp_path / ".venv" / "skripsi.docx").exists()


def test_debian_without_ensurepip_gets_the_package_name(tmp_path, monkeypatch):
    monkeypatch.setattr(venvs, "VENV", tmp_path / ".venv")
    real = venvs.importlib.util.find_spec
    monkeypatch.setattr(
        venvs.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )
    with pytest.raises(SetupError, match=r"sudo apt install python3\.\d+-venv"):
        venvs.rebuild()


def test_second_install_waits_and_gives_up(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(venvs, "ROOT", tmp_path)
    holder = "import sys, launcher.venvs as v; from pathlib import Path; v.ROOT = Path(sys.argv[1])\n"
    holder += "with v.lock(): print('pegang', flush=True); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert child.stdout.readline().strip() == "pegang"
        monkeypatch.setattr(venvs, "LOCK_SECONDS", 0)
        with pytest.raises(SetupError, match="belum juga selesai"), venvs.lock():
            pass
        assert "Menunggu pemasangan lain" in capsys.readouterr().out
    finally:
        child.kill()
        child.wait()
    with venvs.lock():  # kunci lepas bersama matinya pemegang
        pass


# --- pip ------------------------------------------------------------------------

PIP_OUTPUT = """\
Processing /kursus
Collecting torch==2.13.0 (from -c constraints.txt (line 1))
Collecting numpy<3,>=1.26 (from x)
  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (6.6 kB)
Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)
Progress 8000000 of 16900000
Progress 16900000 of 16900000
Using cached six-1.17.0-py2.py3-none-any.whl (11 kB)
Downloading big-1-py3-none-any.whl (1.5 GB)
Progress 500000000 of 1500000000
"""


def test_watcher_reads_pip(tmp_path):
    watcher = pip_run.Watcher(packages=3, mb=1600)
    for line in PIP_OUTPUT.splitlines()[:4]:
        watcher.read(line)
    assert watcher.status(tmp_path) == "Memeriksa paket: 2 dari sekitar 3"
    for line in PIP_OUTPUT.splitlines()[4:]:
        watcher.read(line)
    assert watcher.status(tmp_path) == "Mengunduh: 517 dari paling banyak 1600 MB (big)"
    watcher.read("Installing collected packages: numpy, torch")
    (tmp_path / "numpy-2.4.6.dist-info").mkdir()
    assert watcher.status(tmp_path).startswith("Memasang: 1 dari sekitar 3 paket")


@pytest.mark.parametrize(
    ("log", "word"),
    [
        ("OSError: [Errno 28] No space left on device", "Ruang disk"),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "sertifikat"),
        ("pip._vendor.urllib3.exceptions.ProxyError: 407 Proxy Authentication Required", "HTTPS_PROXY"),
        ("NewConnectionError: [Errno -2] Name or service not known", "Internet"),
        ("OSError: [WinError 206] The filename or extension is too long", "terlalu panjang"),
        ("ERROR: No matching distribution found for torch==2.13.0", "Indeks paket"),
        ("sesuatu yang lain", "pengajar"),
    ],
)
def test_failures_are_explained(log, word):
    assert word in trouble.explain(log, 1)


def test_killed_pip_points_at_memory():
    assert "memori" in trouble.explain("", -9)


@pytest.fixture
def fake_venv(tmp_path, monkeypatch):
    """Venv tanpa paket yang Python-nya Python ini; pip-nya modul tiruan."""
    venv = tmp_path / ".venv"
    (venv / ("Lib" if os.name == "nt" else "lib/python3.x") / "site-packages").mkdir(parents=True)
    for module in (pip_run, venvs):
        monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(pip_run, "LOG", venv / "pasang.log")
    fake = tmp_path / "pip_tiruan.py"
    monkeypatch.setattr(venvs, "python", lambda: sys.executable)
    real = subprocess.Popen

    def popen(command, **options):
        assert command[-3:-1] == [pip_run.SHIM, "install"]
        return real([sys.executable, str(fake)], **options)

    monkeypatch.setattr(pip_run.subprocess, "Popen", popen)
    return fake


def test_failed_pip_shows_its_error_and_advice(fake_venv):
    fake_venv.write_text(
        "print('Collecting x'); print('ERROR: [Errno 28] No space left on device'); raise SystemExit(1)",
        encoding="utf-8",
    )
    with pytest.raises(SetupError) as caught:
        pip_run.run(["install", "x"], pip_run.Watcher(1, 1))
    assert "No space left on device" in str(caught.value)
    assert "Ruang disk habis" in str(caught.value)
    assert "pasang.log" in str(caught.value)


def test_successful_pip_is_logged_without_progress_noise(fake_venv, capsys):
    fake_venv.write_text(f"print({PIP_OUTPUT!r})", encoding="utf-8")
    pip_run.run(["install", "x"], pip_run.Watcher(3, 1600))
    log = pip_run.LOG.read_text(encoding="utf-8")
    assert "Downloading numpy" in log
    assert "Progress " not in log
    assert "Downloading" not in capsys.readouterr().out


def test_pip_dies_with_its_parent(tmp_path):
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "pip" / "__main__.py").write_text(
        "import sys, time; print(sys.argv, flush=True); time.sleep(600)", encoding="utf-8"
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{pip_run.SHIM}"
    child = subprocess.Popen(
        [sys.executable, "-c", code, "install", "x"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert "'install', 'x'" in child.stdout.readline()
        child.stdin.close()  # itulah yang terjadi bila induknya dihentikan paksa
        assert child.wait(timeout=60) == 3
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_pip_keeps_its_exit_code():
    for asked, code in ((["--version"], 0), (["perintah-salah"], 1)):
        command = [sys.executable, "-I", "-c", pip_run.SHIM, *asked]
        assert subprocess.Popen(command, stdin=subprocess.PIPE, stdout=-3, stderr=-3).wait(timeout=60) == code


def test_pip_cannot_be_sent_outside_the_venv(monkeypatch):
    for name in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH"):
        monkeypatch.setenv(name, "1")
    values = pip_run._environment()
    assert values["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PIP_PREFIX", "PYTHONPATH"} & set(values)


def test_full_disk_stops_before_downloading():
    with pytest.raises(SetupError, match="Ruang disk kurang"):
        machine.require_space(1e12)


# --- sumber torch -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "nvidia", "index_answers", "offered", "index", "mb"),
    [
        ("linux", False, True, "", "cpu", sizes.TORCH_CPU_MB),
        ("linux", False, False, "2.13.0+cpu", "", sizes.TORCH_CPU_MB),
        ("linux", False, False, "2.13.0", "", 2700),
        ("linux", True, True, "", "", 2700),
        ("win32", False, True, "", "", 2700),
        ("win32", True, True, "", torch_source.CUDA_FOLDER, sizes.TORCH_WINDOWS_CUDA_MB),
        ("win32", True, False, "", "", 2700),
        ("darwin", False, True, "", "", 2700),
    ],
)
def test_torch_source(monkeypatch, system, nvidia, index_answers, offered, index, mb):
    monkeypatch.setattr(torch_source.sys, "platform", system)
    monkeypatch.setattr(machine, "has_nvidia", lambda: nvidia)
    monkeypatch.setattr(torch_source, "answers", lambda _: index_answers)
    monkeypatch.setattr(torch_source, "offered", lambda _: offered)
    source = torch_source.choose("python", 2700)
    assert source.index == (torch_source.PYTORCH_INDEX + index if index else "")
    assert source.mb == mb


def test_cuda_folder_matches_the_pinned_torch():
    # torch membawa cuda-toolkit X.Y; folder indeks PyTorch untuknya bernama cuXY.
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    major, minor = re.search(r"^cuda-toolkit==(\d+)\.(\d+)", pins, re.MULTILINE).groups()
    assert torch_source.CUDA_FOLDER == f"cu{major}{minor}"


def test_handing_over_keeps_the_exit_code(tmp_path):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from launcher import door; "
    code += (
        "sys.exit(door.hand_over([sys.executable, '-c', 'import os, sys; print(os.getcwd()); sys.exit(7)']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 7
    assert done.stdout.strip() == str(ROOT)


@pytest.mark.parametrize(
    ("extras", "already", "torch", "expected"),
    [
        (("lab",), (), "", "rest_lab + cpu"),
        (("lab", "uji"), ("lab",), "2.13.0+cpu", "rest_uji - rest_lab"),
        (("lab",), ("lab",), "2.12.0+cpu", "rest_lab + cpu"),
        (("lab",), ("lab",), "2.13.0", "rest_lab"),
    ],
)
def test_megabytes_are_told_before_the_download(monkeypatch, capsys, extras, already, torch, expected):
    asked = []
    monkeypatch.setattr(install.machine, "key", lambda: "linux-x86_64")
    monkeypatch.setattr(install.machine, "require_space", asked.append)
    monkeypatch.setattr(install, "_version", lambda python, package: torch if package == "torch" else "25.0")
    source = torch_source.Source("", sizes.TORCH_CPU_MB, "CPU")
    monkeypatch.setattr(torch_source, "choose", lambda python, mb: source)
    commands = []
    monkeypatch.setattr(
        install.pip_run, "run", lambda words, watcher: commands.append((words, capsys.readouterr().out))
    )
    install.install(extras, already)
    names = {
        "rest_lab": sizes.expected("linux-x86_64", ("lab",)).rest_mb,
        "rest_uji": sizes.expected("linux-x86_64", ("lab", "uji")).rest_mb,
        "cpu": sizes.TORCH_CPU_MB,
    }
    ((words, said),) = commands
    assert f"paling banyak {eval(expected, names)} MB" in said
    assert words[words.index("-c") + 1] == str(ROOT / "constraints.txt")
    assert words[-1] == f"{ROOT}[{','.join(extras)}]"
    assert len(asked) == 1


def test_torch_index_serves_torch_alone(monkeypatch):
    monkeypatch.setattr(install, "_version", lambda python, package: "" if package == "torch" else "25.0")
    monkeypatch.setattr(
        torch_source, "choose", lambda *_: torch_source.Source("https://indeks.example/cpu", 9, "CPU")
    )
    monkeypatch.setattr(install.machine, "require_space", lambda _: None)
    commands = []
    monkeypatch.setattr(install.pip_run, "run", lambda words, *_: commands.append(words))
    install.install(("lab",))
    first, second = commands
    assert first[-1] == sizes.torch_pin()
    assert "--no-deps" in first
    assert "--index-url" in first
    assert "--index-url" not in second


def test_silent_index_does_not_block(monkeypatch):
    import threading
    import time

    release = threading.Event()
    monkeypatch.setattr(torch_source, "ANSWER_SECONDS", -0.9)

    def silent(*_, **__):
        release.wait(60)
        raise OSError

    monkeypatch.setattr(torch_source.urllib.request, "urlopen", silent)
    started = time.monotonic()
    assert torch_source.answers("https://indeks.example") is False
    assert time.monotonic() - started < 30
    release.set()


class Terminal(io.StringIO):
    """Aliran teks yang mengaku terminal."""

    def isatty(self):
        return True


def test_progress_overwrites_one_line_in_a_terminal(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(console.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(console.shutil, "get_terminal_size", lambda _: os.terminal_size((40, 24)))
    stream = Terminal()
    progress = console.Progress(stream)
    progress.show("Mengunduh: 1 dari 10 MB (nama yang sangat panjang sekali)")
    progress.show("pendek")
    progress.finish("Selesai.")
    first, second, rest = stream.getvalue().split("\r")[1:4]
    assert len(first) == 39
    assert second.rstrip() == "pendek"
    assert len(second) == 39
    assert not rest.strip()
    assert stream.getvalue().endswith("\rSelesai.\n")


def test_progress_in_a_file_is_a_line_now_and_then(monkeypatch):
    clock = iter([0, 1, 2, 20])
    monkeypatch.setattr(console.time, "monotonic", lambda: next(clock))
    stream = io.StringIO()
    progress = console.Progress(stream, quiet_seconds=15)
    for number in range(4):
        progress.show(f"baris {number}")
    assert stream.getvalue() == "baris 0\nbaris 3\n"
    assert "\r" not in stream.getvalue()


def test_no_internet_is_told_before_any_megabyte(monkeypatch):
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(SetupError) as caught:
        torch_source.offered(sys.executable)
    assert "Internet terputus" in str(caught.value)
    assert "ulangi:" in str(caught.value)


# --- paket Gemma ------------------------------------------------------------------


def test_gemma_is_installed_and_prepared_before_the_word(monkeypatch):
    seen = []
    monkeypatch.setattr(door, "prepare", lambda extras: seen.append(extras) or "python")
    monkeypatch.setattr(door, "call", lambda command: seen.append(command) or 0)
    monkeypatch.setattr(door, "hand_over", lambda command: seen.append(command) or 0)
    for typed, last in ((["--gemma"], ["lab"]), (["uji", "-q", "--gemma"], ["uji", "-q"])):
        seen.clear()
        assert door.enter(typed) == 0
        assert seen[0] == (*door.EXTRAS.get(last[0], ("lab",)), "gemma")
        assert seen[1][1:] == ["-m", "course_lib", "gemma"] and seen[2][1:] == ["-m", "course_lib", *last]
    seen.clear()
    monkeypatch.setattr(door, "call", lambda command: 1)
    assert door.enter(["--gemma"]) == 1 and len(seen) == 1
    assert door.enter([]) == 0 and seen[1] == ("lab",)


def test_gemma_download_is_in_the_table_of_sizes():
    for name in ("lab", "lab,uji"):
        plain = sizes.expected("linux-x86_64", tuple(name.split(",")))
        both = sizes.expected("linux-x86_64", tuple(sorted([*name.split(","), "gemma"])))
        assert 220 < both.rest_mb - plain.rest_mb < 280
