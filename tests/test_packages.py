"""pyproject.toml, constraints.txt, environment.yml, wheel, dan alamat repositori seiring."""

import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from tests import wheels
from tools import downloads, packages, repository_url

ROOT = Path(__file__).resolve().parent.parent
needs_git = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="bukan klon git")


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def compiled(folder):
    try:
        return packages.compile_constraints(folder)
    except packages.IndexUnreachable:
        pytest.skip(wheels.UNREACHABLE)


# --- constraints.txt ---------------------------------------------------------------


def test_constraints_are_up_to_date():
    current = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert packages.same_pins(current, compiled(ROOT)), "Jalankan: python -m tools.packages"


def test_stale_constraints_are_noticed(tmp_path):
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    settings = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    changed = settings.replace('"psutil>=5.9"', '"psutil>=5.9,<7"')
    assert changed != settings
    (tmp_path / "pyproject.toml").write_text(changed, encoding="utf-8")
    current = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not packages.same_pins(current, compiled(tmp_path))


def test_constraints_name_every_requirement_and_no_address(project):
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    pinned = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    wanted = project["dependencies"] + sum(project["optional-dependencies"].values(), [])
    names = {re.split(r"[<>=!~\[; ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= pinned


def test_download_sizes_are_told_for_every_system(project):
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for system in downloads.PLATFORMS:
        for extras in ("lab", "lab,uji"):
            assert re.search(
                rf"^# unduhan {system} {extras} \d+ paket \d+ MB torch \d+ MB$", text, re.MULTILINE
            )


def test_package_without_wheel_is_an_error():
    package = {"name": "x", "version": "1", "wheels": [{"url": "a/x-1-cp312-cp312-win_arm64.whl", "size": 5}]}
    with pytest.raises(RuntimeError, match="x 1 tidak punya wheel"):
        downloads._wheel_size(package, downloads._tags(downloads.PLATFORMS["linux-x86_64"]))


def test_heavy_programs_stay_out_of_the_base(project):
    # Colab memakai Jupyter miliknya sendiri dan ipywidgets 7.
    base = " ".join(project["dependencies"])
    assert "jupyterlab" not in base
    assert "ipykernel" not in base
    assert "ipywidgets>=7.7,<9" in project["dependencies"]


# --- environment.yml ---------------------------------------------------------------


def test_environment_is_up_to_date():
    current = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert current == packages.environment_yml(ROOT), "Jalankan: python -m tools.packages"


def test_environment_installs_the_course_under_the_constraints(project, tmp_path):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, tool, section = environment["dependencies"]
    assert python == f"python {project['requires-python']}"
    assert tool == "pip"
    # conda menulis bagian pip ke berkas requirements; -c dibaca dari foldernya, -e dari folder kerja.
    shutil.copy(ROOT / "constraints.txt", tmp_path)
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("\n".join(section["pip"]), encoding="utf-8")
    report = tmp_path / "laporan.json"
    done = wheels.pip("install", "--dry-run", "--report", str(report), "-r", str(requirements), cwd=ROOT)
    if wheels.index_lost(done):
        pytest.skip(wheels.UNREACHABLE)
    assert done.returncode == 0, done.stderr
    installed = [one["metadata"]["name"] for one in json.loads(report.read_text(encoding="utf-8"))["install"]]
    assert project["name"] in installed


# --- wheel --------------------------------------------------------------------------


def tracked(*folders):
    """Berkas yang dilacak git, ditambah yang baru dan tidak diabaikan."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return {line for line in done.stdout.splitlines() if (ROOT / line).is_file()}


@needs_git
def test_wheel_holds_everything_git_knows(tmp_path):
    with zipfile.ZipFile(wheels.build(tmp_path)) as wheel:
        inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
        licences = {Path(name).name for name in wheel.namelist() if "/licenses/" in name}
    expected = tracked("class_hub", "course_lib")
    expected |= {name.replace("solutions/", "course_lib/_solutions/", 1) for name in tracked("solutions")}
    assert inside == expected
    assert {"course_lib/catalog.toml", "course_lib/_solutions/bab02_pipeline.ipynb"} <= inside
    assert any(name.startswith("class_hub/seed/models/") and name.endswith(".safetensors") for name in inside)
    assert licences == {"LICENSE", "LICENSE-CONTENT"}


# --- alamat repositori ---------------------------------------------------------------


def test_badges_follow_the_project_url():
    behind = [
        path.name
        for path, text in repository_url.rewritten(ROOT).items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert behind == [], "Jalankan: python -m tools.packages"


@needs_git
def test_address_lives_in_one_place():
    # Di luar lencana dan sel Colab, tidak ada yang mengulang alamat repositori.
    slug = repository_url.slug(ROOT)
    allowed = {path.relative_to(ROOT).as_posix() for path in repository_url.pages(ROOT)} | {"pyproject.toml"}
    texts = {
        name for name in tracked(".") if name.endswith((".py", ".md", ".toml", ".yml", ".ipynb", ".txt"))
    }
    for name in sorted(texts - allowed):
        assert slug not in (ROOT / name).read_text(encoding="utf-8"), name


def test_changing_the_address_rewrites_pages_and_spares_others(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project.urls]\nRepository = "https://github.com/kampus/kursus-hf"\n', encoding="utf-8"
    )
    (tmp_path / "notebooks").mkdir()
    page = (
        "https://colab.research.google.com/github/lama/kursus/blob/main/notebooks/a.ipynb "
        "git clone https://github.com/lama/kursus.git https://github.com/lama/kursus-lain "
        "git+https://github.com/lama/kursus https://github.com/huggingface/transformers"
    )
    for name in ("README.md", "notebooks/a.ipynb"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    changed = repository_url.rewritten(tmp_path)
    expected = (
        "https://colab.research.google.com/github/kampus/kursus-hf/blob/main/notebooks/a.ipynb "
        "git clone https://github.com/kampus/kursus-hf.git https://github.com/lama/kursus-lain "
        "git+https://github.com/kampus/kursus-hf https://github.com/huggingface/transformers"
    )
    assert set(changed.values()) == {expected}
    assert len(changed) == 2


def test_address_elsewhere_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project.urls]\nRepository = "https://contoh.id/x"\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match="https://github.com/PEMILIK/NAMA"):
        repository_url.slug(tmp_path)
