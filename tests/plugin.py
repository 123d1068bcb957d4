"""Plugin pytest kursus, dimuat dengan `-p tests.plugin`.

- Setiap notebook di bawah nbval mendapat folder kursus sementara dan lingkungan
  tetap (`tools.environment`); hubnya dihentikan sesudahnya.
- Di CI, pengujian yang dilewati tetapi tidak tercantum di tests/skips.toml
  menggagalkan seluruh pengujian.
- Sel bertag `gemma` dilewati sekaligus, dengan alasannya, bila paket Gemma belum disiapkan.
- Di akhir tercetak banyaknya sel yang dibandingkan.
"""

import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

from course_lib.gemma import publish
from tools import environment, notebooks

NO_GEMMA = "Paket Gemma belum disiapkan di komputer ini (python mulai.py uji --gemma)."
SKIPS = Path(__file__).with_name("skips.toml")


def allowed(nodeid, platform=sys.platform):
    """Benar bila pengujian bernama `nodeid` boleh dilewati di sistem operasi ini."""
    entries = tomllib.loads(SKIPS.read_text(encoding="utf-8"))["skip"]
    return any(
        re.search(entry["test"], nodeid) and platform in entry.get("platforms", [platform])
        for entry in entries
    )


class Record:
    """Yang dikumpulkan selama satu jalannya pengujian."""

    def __init__(self):
        self.unlisted = []
        self.cells = {}


RECORD = pytest.StashKey[Record]()


def pytest_configure(config):
    """Siapkan catatan dan, bila nbval dipakai, pasang folder sementara setiap notebook."""
    config.stash[RECORD] = Record()
    # Dibaca huggingface_hub saat diimpor; setup() menyetelnya dengan cara yang sama.
    os.environ["HF_HUB_DISABLE_XET"] = "1"
    if config.pluginmanager.hasplugin("nbval"):
        _give_notebooks_scratch_homes()


def _give_notebooks_scratch_homes():
    from nbval.kernel import RunningKernel
    from nbval.plugin import IPyNbFile

    if hasattr(IPyNbFile, "course_scratch"):
        return
    IPyNbFile.course_scratch = None
    start, stop = IPyNbFile.setup, IPyNbFile.teardown

    def setup(self):
        self.course_scratch = environment.scratch(gemma=any(map(notebooks.needs_gemma, self.nb.cells)))
        self.course_scratch.__enter__()
        start(self)

    def teardown(self):
        try:
            stop(self)
        finally:
            if self.course_scratch is not None:
                self.course_scratch.__exit__(None, None, None)

    def execute(self, cell_input, allow_stdin=None):
        # Seperti di Jupyter: sel masuk riwayat, sehingga titik koma di akhir baris berlaku.
        return self.kc.execute(
            cell_input, silent=False, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )

    IPyNbFile.setup, IPyNbFile.teardown = setup, teardown
    RunningKernel.execute_cell_input = execute


def pytest_collection_modifyitems(items):
    """Lewati sel bertag gemma sekaligus bila paketnya belum disiapkan."""
    cells = [item for item in items if type(item).__name__ == "IPyNbCell" and notebooks.needs_gemma(item.cell)]
    if cells and publish.stored() is None:
        for item in cells:
            item.add_marker(pytest.mark.skip(reason=NO_GEMMA))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Catat sel yang dibandingkan dan pengujian yang dilewati."""
    report = yield
    record = item.config.stash[RECORD]
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[-1])
        if NO_GEMMA not in reason and not allowed(report.nodeid):
            record.unlisted.append((report.nodeid, reason))
    if call.when == "call" and type(item).__name__ == "IPyNbCell" and not report.skipped:
        name = item.nodeid.split("::")[0]
        compared = bool(item.cell.outputs) and item.options["check"]
        total, with_output = record.cells.get(name, (0, 0))
        record.cells[name] = (total + 1, with_output + compared)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """Di CI, pengujian yang dilewati tanpa terdaftar dihitung gagal."""
    record = session.config.stash[RECORD]
    if os.environ.get("CI") == "true" and record.unlisted and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter, config):
    """Cetak banyaknya sel yang dibandingkan dan pengujian yang dilewati tanpa terdaftar."""
    record = config.stash[RECORD]
    write = terminalreporter.write_line
    if record.cells:
        terminalreporter.section("sel notebook (nbval)")
        for name, (ran, compared) in sorted(record.cells.items()):
            write(f"{name}: {ran} sel dijalankan, {compared} di antaranya berkeluaran dan dibandingkan")
        ran, compared = (sum(column) for column in zip(*record.cells.values(), strict=True))
        write(f"Jumlah: {ran} sel dijalankan, {compared} dibandingkan.")
    if record.unlisted:
        terminalreporter.section("dilewati tanpa tercantum di tests/skips.toml")
        for nodeid, reason in record.unlisted:
            write(f"{nodeid}: {reason}")
        if os.environ.get("CI") == "true":
            write("Dengan CI=true ini dihitung gagal.")
