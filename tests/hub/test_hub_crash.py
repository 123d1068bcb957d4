"""Hub yang mati, disk yang penuh, dan klien yang pergi: yang sudah diakui tetap utuh."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from crash_protocol import Wire, file, header, large, ndjson, wait_until

from class_hub import commits, limits, process
from class_hub import large as large_files
from class_hub.errors import HubError, Moved, RepositoryMissing
from class_hub.names import TYPES
from class_hub.objects import Person
from class_hub.people import People
from class_hub.refs import BRANCH, TAG
from class_hub.store import Store

ROOT = Path(__file__).parents[2]
RANI = Person("Rani", "rani@kelas.invalid")
REPO = "rani/percobaan"
LARGE = bytes(range(256)) * 1500


def git(folder: Path, *words: str) -> str:
    """Keluaran git untuk sebuah repositori di gudang."""
    command = ["git", "--git-dir", str(folder), *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def leftovers(store: Path) -> list[str]:
    """Berkas sementara di gudang (yang disisihkan tidak dihitung), dan apa pun di ``staging/``."""
    found = [path.relative_to(store) for path in store.rglob("*")]
    return [
        path.as_posix()
        for path in found
        if path.parts[0] != "aside"
        and (path.name.startswith("tmp_obj_") or path.parent.name == "staging" or path.name == "moving.json")
    ]


# --- kill -9 selama unggahan --------------------------------------------------------

WORKERS = 20
KILLS = 4
REPOS = [f"rani/model-{number}" for number in range(3)]


@dataclass(frozen=True)
class Upload:
    """Satu unggahan dengan pesan yang unik; isinya ditentukan oleh nomornya."""

    number: int

    @property
    def repo_id(self) -> str:
        return REPOS[self.number % len(REPOS)]

    @property
    def message(self) -> str:
        return f"unggahan {self.number}"

    @property
    def files(self) -> dict[str, bytes]:
        """Campuran berkas kecil dan berkas LFS sampai 300 KB, di folder milik unggahan ini."""
        chance = random.Random(self.number)
        found = {f"u{self.number}/catatan.txt": chance.randbytes(chance.randint(0, 5_000))}
        if self.number % 3:
            found[f"u{self.number}/bobot.safetensors"] = chance.randbytes(chance.randint(1, 300_000))
        return found


@dataclass
class Crowd:
    """Sekelas siswa yang terus mengunggah sampai hub tidak menjawab lagi."""

    token: str
    started: list[Upload] = field(default_factory=list)
    acknowledged: dict[str, Upload] = field(default_factory=dict)
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, url: str, kill_after: int, delay: float, kill: Callable[[], None]) -> None:
        """Mengunggah bersama-sama, dan membunuh hub sesudah ``kill_after`` jawaban lagi."""
        wanted = len(self.acknowledged) + kill_after
        threads = [threading.Thread(target=self._work, args=(Wire(url, self.token),)) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        enough = wait_until(lambda: len(self.acknowledged) >= wanted or bool(self.refused), 60)
        time.sleep(delay)
        kill()
        for thread in threads:
            thread.join(60)
        assert enough and self.refused == []

    def _work(self, wire: Wire) -> None:
        while not self.refused:
            with self._lock:
                upload = Upload(len(self.started))
                self.started.append(upload)
            try:
                answer = wire.upload(upload.repo_id, upload.files, upload.message)
            except (OSError, ValueError, KeyError, EOFError) as error:
                if isinstance(error, (ValueError, KeyError)):
                    self.refused.append((0, repr(error).encode()))
                return
            except Exception as error:  # sambungan yang diputus muncul sebagai HTTPException
                if type(error).__module__ != "http.client":
                    self.refused.append((0, repr(error).encode()))
                return
            if answer.status != 200:
                self.refused.append((answer.status, answer.body))
                return
            with self._lock:
                self.acknowledged[answer.json()["commitOid"]] = upload

    @property
    def unanswered(self) -> list[Upload]:
        """Unggahan yang tidak sempat dijawab."""
        answered = {upload.number for upload in self.acknowledged.values()}
        return [upload for upload in self.started if upload.number not in answered]


def history(store: Path, repo_id: str) -> dict[str, str]:
    """``{id commit: pesan}`` dari cabang utama, menurut git."""
    lines = git(store / "repos" / "models" / f"{repo_id}.git", "log", "--format=%H %s", "main").splitlines()
    return {line[:40]: line[41:] for line in lines}


def test_killed_hub_keeps_every_acknowledged_commit(tmp_path):
    store, seed = tmp_path / "gudang", tmp_path / "isi-awal"
    seed.mkdir()
    crowd = Crowd(People(store).add("rani", "siswa"))
    chance = random.Random(20261123)
    try:
        hub = process.ensure(store, seed=seed)
        for repo_id in REPOS:
            assert Wire(hub.url, crowd.token).create(repo_id).status == 200
        for _ in range(KILLS):
            crowd.run(hub.url, chance.randint(2, 30), chance.random() / 20, psutil.Process(hub.pid).kill)
            assert wait_until(lambda pid=hub.pid: not psutil.pid_exists(pid) or process.status(store) is None)
            hub = process.ensure(store, seed=seed)
            assert leftovers(store) == []
        wire = Wire(hub.url, crowd.token)
        check_every_commit(store, wire, crowd)
        lost = crowd.unanswered
        assert len(lost) >= KILLS
        for upload in lost[:WORKERS]:
            assert wire.upload(upload.repo_id, upload.files, upload.message).status == 200
            for path, data in upload.files.items():
                assert wire.read(upload.repo_id, path) == data
    finally:
        process.stop(store)
    assert leftovers(store) == []


def check_every_commit(store: Path, wire: Wire, crowd: Crowd) -> None:
    """Commit yang diakui ada di cabang; yang lain di cabang itu memang pernah dikirim, dan utuh."""
    histories = {repo_id: history(store, repo_id) for repo_id in REPOS}
    for oid, upload in crowd.acknowledged.items():
        assert histories[upload.repo_id][oid] == upload.message
        for path, data in upload.files.items():
            assert wire.read(upload.repo_id, path, oid) == data
    by_message = {upload.message: upload for upload in crowd.started}
    for repo_id, found in histories.items():
        assert wire.head(repo_id) == next(iter(found))
        for message in set(found.values()) - {"Commit awal"}:
            for path, data in by_message[message].files.items():
                assert wire.read(repo_id, path) == data
        folder = store / "repos" / "models" / f"{repo_id}.git"
        assert git(folder, "fsck", "--full", "--strict", "--no-dangling") == ""


# --- terputus di antara dua langkah -------------------------------------------------


def open_store(folder: Path) -> Store:
    """Gudang kecil: sebuah repositori dengan sejarah, sebuah tag, dan id lama yang diteruskan."""
    store = Store(folder)
    with store.creating("models", "rani/dulu", created=0) as draft:
        draft.commit({"a.txt": draft.objects.write("blob", b"satu")}, message="Awal", author=RANI, when=1)
    repository = store.move(store.get("models", "rani/dulu"), REPO)
    repository.refs.set(TAG, "v1", repository.resolve("main"))
    return store


def state(store: Store) -> dict:
    """Semua yang terlihat orang: repositori, refnya, isinya, dan id yang diteruskan."""
    seen = {}
    for kind in TYPES:
        for repository in store.all(kind):
            contents = {
                (name, path): b"".join(repository.chunks(found))
                for name, commit in repository.refs.under("").items()
                for path, found in repository.files(commit).items()
            }
            seen[kind, repository.id] = (repository.private, repository.refs.under(""), contents)
    for repo_id in ("rani/dulu", "rani/baru", "rani/nanti", REPO):
        try:
            seen["id", repo_id] = store.get("models", repo_id).id
        except Moved as moved:
            seen["id", repo_id] = ("pindah", moved.new_id)
        except RepositoryMissing:
            continue
    return seen


def create(store: Store) -> None:
    with store.creating("models", "rani/baru", created=0, private=True) as draft:
        draft.commit({"b.txt": draft.objects.write("blob", b"baru")}, message="Awal", author=RANI, when=2)


def create_at_an_old_id(store: Store) -> None:
    with store.creating("models", "rani/dulu", created=0) as draft:
        draft.commit({"b.txt": draft.objects.write("blob", b"baru")}, message="Awal", author=RANI, when=2)


def commit(store: Store) -> None:
    repository = store.get("models", REPO)
    blob = repository.objects.write("blob", b"dua")
    repository.commit({"x/y.txt": blob, "a.txt": None}, message="Ubah", author=RANI, when=3)


def branch(store: Store) -> None:
    repository = store.get("models", REPO)
    repository.refs.set(BRANCH, "fitur/ejaan", repository.resolve("main"))


OPERATIONS = {
    "create": create,
    "create_at_an_old_id": create_at_an_old_id,
    "commit": commit,
    "branch": branch,
    "delete_tag": lambda store: store.get("models", REPO).refs.remove(TAG, "v1"),
    "private": lambda store: store.set_private(store.get("models", REPO), True),
    "move": lambda store: store.move(store.get("models", REPO), "rani/nanti"),
    "move_back": lambda store: store.move(store.get("models", REPO), "rani/dulu"),
    "delete": lambda store: store.delete(store.get("models", REPO)),
}


class Steps:
    """Mengawasi setiap ``os.replace`` dan ``os.fsync``; ``act(nomor)`` dipanggil sebelumnya."""

    def __init__(self, monkeypatch, act: Callable[[int], None]):
        self.count = 0
        for name in ("replace", "fsync"):
            monkeypatch.setattr(os, name, self._watched(getattr(os, name), act))

    def _watched(self, real: Callable, act: Callable[[int], None]) -> Callable:
        def step(*arguments):
            self.count += 1
            act(self.count)
            return real(*arguments)

        return step


@pytest.mark.parametrize("name", OPERATIONS)
def test_killed_between_two_steps_is_before_or_after(tmp_path, monkeypatch, name):
    """Salinan gudang sebelum setiap langkah adalah yang ditinggalkan ``kill -9`` pada saat itu."""
    root = tmp_path / "gudang"
    store = open_store(root)
    before = state(store)
    with monkeypatch.context() as patch:
        steps = Steps(patch, lambda number: shutil.copytree(root, tmp_path / f"mati-{number}"))
        OPERATIONS[name](store)
    after = state(store)
    assert after != before and steps.count >= 1 and state(Store(root)) == after
    seen = []
    for number in range(1, steps.count + 1):
        folder = tmp_path / f"mati-{number}"
        seen.append(state(Store(folder)))
        assert leftovers(folder) == []
        assert state(Store(folder)) == seen[-1]
    assert seen[0] == before
    assert all(found in (before, after) for found in seen)


@pytest.mark.parametrize("name", OPERATIONS)
def test_failed_step_changes_nothing(tmp_path, monkeypatch, name):
    """Langkah mana pun yang gagal: sama seperti sebelumnya, sekarang dan sesudah dibuka lagi."""
    for failing in range(1, 50):

        def fail(number: int, failing=failing) -> None:
            if number == failing:
                raise OSError(errno.ENOSPC, "No space left on device")

        root = tmp_path / f"gagal-{failing}"
        store = open_store(root)
        before = state(store)
        with monkeypatch.context() as patch:
            steps = Steps(patch, fail)
            try:
                OPERATIONS[name](store)
            except OSError:
                failed = True
            else:
                failed = False
        if not failed:
            break
        assert state(store) == before and leftovers(root) == []
        assert state(Store(root)) == before
        OPERATIONS[name](store)
        assert state(store) == state(Store(root)) != before
    assert not failed and steps.count == failing - 1 >= 1


# --- disk penuh ---------------------------------------------------------------------


@pytest.fixture
def rani(classroom) -> Wire:
    """Rani dengan repositori yang sudah berisi satu berkas."""
    wire = Wire(classroom.hub.url, classroom.tokens["rani"])
    assert wire.create(REPO).status == 200
    assert wire.upload(REPO, {"lama.txt": b"lama"}).status == 200
    return wire


def full(*_, **__):
    """Penulisan ke disk yang penuh."""
    raise OSError(errno.ENOSPC, "No space left on device")


class FullFile:
    """Berkas yang gagal ketika ditulis, seperti di disk yang penuh."""

    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        return full if name == "write" else getattr(self._file, name)


def no_space_for_objects(patch) -> None:
    patch.setattr(os, "fsync", full)


def no_space_for_commit_body(patch) -> None:
    real = tempfile.SpooledTemporaryFile
    patch.setattr(commits.tempfile, "SpooledTemporaryFile", lambda *a, **k: FullFile(real(*a, **k)))


def no_space_for_large_file(patch) -> None:
    patch.setattr(large_files, "open", lambda *a: FullFile(open(*a)), raising=False)


def no_space_reported(patch) -> None:
    usage = shutil.disk_usage(ROOT)._replace(free=1_000_000)
    patch.setattr(limits.shutil, "disk_usage", lambda _: usage)


FULL_DISKS = {
    "objects": (no_space_for_objects, {"baru.txt": b"baru"}),
    "commit_body": (no_space_for_commit_body, {"baru.txt": b"baru"}),
    "large_file": (no_space_for_large_file, {"baru.bin": LARGE}),
    "large_file_sync": (no_space_for_objects, {"baru.bin": LARGE}),
    "reported": (no_space_reported, {"baru.txt": b"baru"}),
    "reported_large": (no_space_reported, {"baru.bin": LARGE}),
}


@pytest.mark.parametrize("name", FULL_DISKS)
def test_full_disk_is_507_and_changes_nothing(classroom, rani, monkeypatch, name):
    fill, files = FULL_DISKS[name]
    head = rani.head(REPO)
    with monkeypatch.context() as patch:
        fill(patch)
        if name == "reported_large":
            answer = rani.batch(REPO, "upload", *files.values())
        else:
            answer = rani.upload(REPO, files)
    assert answer.status == 507, answer.body
    assert "penuh" in answer.error and ("lalu coba lagi" in answer.error or "lalu unggah lagi" in answer.error)
    assert rani.head(REPO) == head
    assert wait_until(lambda: leftovers(classroom.store.root) == [])
    assert rani.upload(REPO, files).status == 200
    for path, data in files.items():
        assert rani.read(REPO, path) == data


@pytest.mark.parametrize("action", ["create", "settings", "move", "tag", "branch"])
def test_full_disk_refuses_every_other_write(classroom, rani, monkeypatch, action):
    calls = {
        "create": lambda: rani.create("rani/baru"),
        "settings": lambda: rani.send("PUT", f"/api/models/{REPO}/settings", {"private": True}),
        "move": lambda: rani.send("POST", "/api/repos/move", {"fromRepo": REPO, "toRepo": "rani/nanti"}),
        "tag": lambda: rani.send("POST", f"/api/models/{REPO}/tag/main", {"tag": "v1"}),
        "branch": lambda: rani.send("POST", f"/api/models/{REPO}/branch/baru", {}),
    }
    before = state(classroom.store)
    with monkeypatch.context() as patch:
        no_space_for_objects(patch)
        answer = calls[action]()
    assert answer.status == 507 and "Disk penuh" in answer.error
    assert state(classroom.store) == before == state(Store(classroom.store.root))
    assert calls[action]().status == 200


# --- klien yang pergi ---------------------------------------------------------------


class Spools:
    """Mencatat berkas penampung isi commit, agar terlihat bahwa semuanya ditutup."""

    def __init__(self, monkeypatch):
        self.made: list = []
        real = tempfile.SpooledTemporaryFile

        def make(*arguments, **options):
            self.made.append(real(*arguments, **options))
            return self.made[-1]

        monkeypatch.setattr(commits.tempfile, "SpooledTemporaryFile", make)

    def all_closed(self) -> bool:
        return all(spool.closed for spool in self.made)


def test_client_that_leaves_during_a_put_leaves_nothing(classroom, rani):
    (href,) = rani.hrefs(REPO, "upload", LARGE)
    staging = classroom.store.staging
    with Wire(rani.url).unfinished("PUT", href, len(LARGE), LARGE[:100_000]):
        assert wait_until(lambda: any(staging.iterdir()))
    assert wait_until(lambda: not any(staging.iterdir()))
    assert not rani.get(f"/{REPO}/resolve/main/baru.bin").status == 200
    assert rani.commit(REPO, header(), large("baru.bin", LARGE)).status == 404
    assert rani.upload(REPO, {"baru.bin": LARGE}).status == 200


@pytest.mark.parametrize("sent", [0, 100, 1_500_000])
def test_client_that_leaves_during_a_commit_changes_nothing(classroom, rani, monkeypatch, sent):
    spools = Spools(monkeypatch)
    head = rani.head(REPO)
    body = ndjson(header(), file("baru.txt", b"x" * 2_000_000))
    with rani.unfinished("POST", f"/api/models/{REPO}/commit/main", len(body), body[:sent]):
        assert wait_until(lambda: len(spools.made) == 1)
    assert wait_until(spools.all_closed)
    assert rani.head(REPO) == head and leftovers(classroom.store.root) == []


def test_client_that_leaves_before_the_answer_does_not_disturb_its_commit(classroom, rani, monkeypatch):
    """Isi yang sudah lengkap boleh menjadi commit; yang tidak boleh: galat atau separuhnya."""
    waiting, go_on = threading.Event(), threading.Event()
    read_draft = commits.read_draft

    def slow(repository, lines):
        waiting.set()
        assert go_on.wait(30)
        return read_draft(repository, lines)

    monkeypatch.setattr(commits, "read_draft", slow)
    body = ndjson(header("Ditinggal"), file("baru.txt", b"x" * 2_000_000))
    with rani.unfinished("POST", f"/api/models/{REPO}/commit/main", len(body), body):
        assert waiting.wait(30)
    go_on.set()
    assert wait_until(lambda: rani.read(REPO, "baru.txt") == b"x" * 2_000_000)
    assert leftovers(classroom.store.root) == []


# --- bersamaan ----------------------------------------------------------------------


def together(*calls: Callable) -> list:
    """Hasil beberapa panggilan yang dimulai serentak."""
    barrier = threading.Barrier(len(calls))
    results: list = [None] * len(calls)

    def run(number: int, call: Callable) -> None:
        barrier.wait(30)
        results[number] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def commits_at_once(wire: Wire, parent: str | None) -> list[int]:
    more = {"parentCommit": parent} if parent else {}
    calls = [
        lambda number=number: wire.commit(REPO, header(f"Ke-{number}", **more), file(f"{number}.txt"))
        for number in range(8)
    ]
    return sorted(answer.status for answer in together(*calls))


def test_one_of_many_commits_on_the_same_parent_wins(rani):
    parent = rani.head(REPO)
    assert commits_at_once(rani, parent) == [200] + [412] * 7
    commits_now = rani.get(f"/api/models/{REPO}/commits/main").json()
    assert len(commits_now) == 3 and commits_now[1]["id"] == parent


def test_commits_without_a_parent_all_land(rani):
    assert commits_at_once(rani, None) == [200] * 8
    assert [rani.read(REPO, f"{number}.txt") for number in range(8)] == [b"isi\n"] * 8


def test_same_large_file_sent_at_once_is_stored_once(rani):
    hrefs = rani.hrefs(REPO, "upload", LARGE) * 4
    answers = together(*[lambda href=href: Wire(rani.url).send("PUT", href, LARGE) for href in hrefs])
    assert [answer.status for answer in answers] == [200] * 4
    assert rani.commit(REPO, header(), large("a.bin", LARGE)).status == 200
    assert rani.read(REPO, "a.bin") == LARGE


@pytest.mark.parametrize("action", ["move", "delete", "delete_and_create"])
def test_repository_that_goes_away_during_a_commit(classroom, rani, monkeypatch, action):
    """Sisa commit yang sedang dibaca tidak menghidupkan kembali folder lamanya."""
    waiting, go_on = threading.Event(), threading.Event()
    read_draft = commits.read_draft

    def slow(repository, lines):
        waiting.set()
        assert go_on.wait(30)
        return read_draft(repository, lines)

    def go_away() -> None:
        assert waiting.wait(30)
        repository = {"organization": "rani", "name": "percobaan"}
        if action == "move":
            assert rani.send("POST", "/api/repos/move", {"fromRepo": REPO, "toRepo": "rani/nanti"}).status == 200
        else:
            assert rani.send("DELETE", "/api/repos/delete", repository).status == 200
        if action == "delete_and_create":
            assert rani.create(REPO).status == 200
        go_on.set()

    monkeypatch.setattr(commits, "read_draft", slow)
    lines = header(), file("baru.txt", b"isi yang belum pernah ada")
    answer, _ = together(lambda: rani.commit(REPO, *lines), go_away)
    assert answer.status in (400, 404), answer.body
    assert "pindah" in answer.error or "tidak ada" in answer.error or "Ulangi" in answer.error
    assert Store(classroom.store.root).root.joinpath("aside").exists() is False
    if action != "delete_and_create":
        assert rani.create(REPO).status == 200


def test_uploads_are_counted_while_others_write(classroom, rani):
    """Ukuran dihitung dari berkas di disk, sementara utas lain membuat dan mengganti namanya."""
    files = [{f"{number}/{part}.txt": bytes([number, part]) for part in range(30)} for number in range(10)]
    answers = together(*[lambda found=found: rani.upload(REPO, found) for found in files])
    assert [answer.status for answer in answers] == [200] * 10


# --- dua hub ------------------------------------------------------------------------


def test_second_hub_process_refuses_the_same_store(tmp_path):
    store, seed = tmp_path / "gudang", tmp_path / "isi-awal"
    seed.mkdir()
    try:
        hub = process.ensure(store, seed=seed)
        command = [sys.executable, "-P", "-m", "class_hub", "--store", str(store), "--port", "0"]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        second = subprocess.run(
            command, check=False, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60
        )
        assert second.returncode == 1 and "sudah dilayani oleh hub lain" in second.stderr
        assert process.status(store) == hub
    finally:
        process.stop(store)


def test_store_whose_notes_are_broken_still_opens(tmp_path):
    root = tmp_path / "gudang"
    before = state(open_store(root))
    (root / "repos" / "models" / "rani" / "rusak.git").mkdir()
    (root / "repos" / "models" / "rani" / "rusak.git" / "hub.json").write_text("[]", encoding="utf-8")
    assert state(Store(root)) == before
    (root / "redirects.json").write_text("{rusak", encoding="utf-8")
    with pytest.raises(HubError, match="redirects.json"):
        Store(root)
