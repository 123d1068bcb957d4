"""Menjalankan pelajaran dan solusi, lalu menyimpan keluarannya secara deterministik.

`python -m tools.refresh bab02_pipeline` (tanpa nama: semuanya). Setiap notebook
dijalankan di kernel baru dengan folder kursus sementara dan lingkungan tetap
(`tools.environment`). Dijalankan dua kali hasilnya sama persis. Pelajaran dan lampiran
juga mendapat kotak anggaran terbaru, dan sel bertag `tabel` mendapat tabel ringkasnya.
"""

import argparse
import re
import sys
import sysconfig
import time
from pathlib import Path

from nbclient import NotebookClient

from course_lib.errors import CourseError
from course_lib.gemma import publish
from course_lib.runner import MemoryWatch
from tools import budget, notebooks, removed_apis
from tools.environment import ROOT, scratch

CELL_SECONDS = 600
WIDGET = "application/vnd.jupyter.widget-view+json"


def refresh(path):
    """Jalankan satu notebook dan tulis keluarannya; kembalikan ukurannya.

    Hasilnya (ukuran, berubah). Ukuran: satu kamus `seconds`, `megabytes` (unduhan dari
    hub), dan `gigabytes` (RAM puncak kernel beserta anaknya) untuk badan pelajaran, dan
    satu lagi untuk bagian Gemma bila ada. Sel bertag `raises-exception` boleh
    gagal; galat lain menghentikan alat ini dan berkasnya tidak berubah.
    """
    path = Path(path)
    notebook = notebooks.read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    gemma = any(map(notebooks.needs_gemma, notebook.cells))
    if gemma and publish.stored() is None:
        raise CourseError(f"{path.name} memuat sel Gemma. Siapkan dahulu: python mulai.py --gemma")
    with scratch(gemma=gemma) as home:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            record_timing=False,
            skip_cells_with_tag="colab",
            coalesce_streams=True,
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        with MemoryWatch(client) as memory:
            meter = Meter(memory, home / "hf")
            client.on_cell_start = meter.cell_starts
            client.execute()
        meter.end_part()
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [stable(output, home) for output in cell.outputs]
    for cell in notebook.cells:
        if notebooks.TABLE_TAG in notebooks.tags(cell):
            cell.source = removed_apis.table()
    for cell in notebook.cells:
        if budget.TAG in notebooks.tags(cell):
            cell.source = budget.card(notebook, meter.parts, budget.measured(cell.source))
    return meter.parts, notebooks.write(path, notebook)


class Meter:
    """Waktu, unduhan, dan memori badan pelajaran, lalu bagian Gemma.

    Attributes:
        parts: kamus ukuran setiap bagian yang sudah selesai.
    """

    def __init__(self, memory, cache):
        self.parts = []
        self._memory, self._cache = memory, cache
        self._started, self._before = time.monotonic(), 0.0

    def cell_starts(self, cell, cell_index):
        """Tutup badan pelajaran pada sel Gemma pertama."""
        if notebooks.needs_gemma(cell) and not self.parts:
            self.end_part()

    def end_part(self):
        """Catat bagian yang baru selesai dan mulai bagian berikutnya."""
        now, megabytes = time.monotonic(), downloaded(self._cache) / 1e6
        self.parts.append(
            {
                "seconds": now - self._started,
                "megabytes": megabytes - self._before,
                "gigabytes": self._memory.peak_mb / 1000,
            }
        )
        self._started, self._before, self._memory.peak_mb = now, megabytes, 0.0


def downloaded(folder):
    """Jumlah byte berkas di bawah folder simpanan; tautan tidak dihitung dua kali."""
    files = (path for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def stable(output, home):
    """Buang bagian keluaran yang berbeda di setiap komputer: letak berkas dan id widget."""
    if output.output_type == "error":
        output.traceback = [_without_paths(line, home) for line in output.traceback]
        output.evalue = _without_paths(output.evalue, home)
    elif output.output_type == "stream":
        output.text = _without_paths(output.text, home)
    else:
        output.data.pop(WIDGET, None)
        for kind in ("text/plain", "text/html"):
            if kind in output.data:
                output.data[kind] = _without_paths(output.data[kind], home)
    return output


def _without_paths(text, home):
    replaced = {
        sysconfig.get_path("stdlib"): "…/python",
        str(home): "…/.belajar-hf",
        str(ROOT): "…",
    }
    colour = r"((?:\x1b\[[0-9;]*m)*)"  # warna di dalam jejak galat tidak boleh ikut terbuang
    text = re.sub(colour + r"[^\s\x1b\"'(]*[/\\]site-packages", r"\1…/site-packages", text)
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", text)
    for folder, name in replaced.items():
        shortened = folder.replace(str(Path.home()), "~")  # cara IPython menulis folder rumah
        for form in (folder, shortened, folder.replace("\\", "/")):
            text = text.replace(form, name)
    return re.sub(r"\S*ipykernel_\d+[/\\]\d+\.py", "<sel>", text)


def main(words=None):
    """Segarkan bab yang disebut; kode keluar 1 bila sebuah sel gagal."""
    parser = argparse.ArgumentParser(prog="python -m tools.refresh", description=__doc__)
    parser.add_argument("stems", nargs="*", metavar="BAB", help="misalnya bab02_pipeline")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder proyek")
    choice = parser.parse_args(words)
    paths = [
        choice.root / folder / f"{stem}.ipynb"
        for folder, stem in notebooks.everything(choice.root)
        if not choice.stems or stem in choice.stems
    ]
    if not paths:
        parser.error(f"tidak ada notebook bernama {', '.join(choice.stems)}")
    for path in paths:
        try:
            parts, changed = refresh(path)
        except Exception as error:
            print(f"{path.parent.name}/{path.name}: {error}", file=sys.stderr)
            return 1
        for sizes in parts:
            print(
                f"{path.parent.name}/{path.name}: {'berubah' if changed else 'tetap'}, {sizes['seconds']:.1f} detik, "
                f"{sizes['megabytes']:.1f} MB, {sizes['gigabytes']:.2f} GB",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
