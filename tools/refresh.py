"""Menjalankan pelajaran dan solusi, lalu menyimpan keluarannya secara deterministik.

`python -m tools.refresh bab02_pipeline` (tanpa nama: semuanya). Setiap notebook
dijalankan di kernel baru dengan folder kursus sementara dan lingkungan tetap
(`tools.environment`). Dijalankan dua kali hasilnya sama persis. Pelajaran juga
mendapat kotak anggaran terbaru.
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
from tools import budget, notebooks
from tools.environment import ROOT, scratch

FOLDERS = ("notebooks", "solutions")
CELL_SECONDS = 600
WIDGET = "application/vnd.jupyter.widget-view+json"


def refresh(path):
    """Jalankan satu notebook dan tulis keluarannya; kembalikan ukurannya.

    Hasilnya kamus `seconds`, `megabytes` (unduhan dari hub), `gigabytes` (RAM puncak
    kernel beserta anaknya), dan `changed`; bagian Gemma tidak ikut diukur. Sel bertag `raises-exception` boleh
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
    sizes = {}
    with scratch(gemma=gemma) as home:

        def measure():
            seconds, megabytes = time.monotonic() - started, downloaded(home / "hf") / 1e6
            sizes.update(seconds=seconds, megabytes=megabytes, gigabytes=memory.peak_mb / 1000)

        def before(cell, **_):
            if notebooks.needs_gemma(cell) and not sizes:
                measure()

        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            record_timing=False,
            skip_cells_with_tag="colab",
            coalesce_streams=True,
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            on_cell_start=before,
        )
        started = time.monotonic()
        with MemoryWatch(client) as memory:
            client.execute()
        if not sizes:
            measure()
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [stable(output, home) for output in cell.outputs]
    for cell in notebook.cells:
        if budget.TAG in notebooks.tags(cell):
            cell.source = budget.card(notebook, sizes, budget.measured(cell.source))
    return {**sizes, "changed": notebooks.write(path, notebook)}


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
    text = re.sub(colour + r"[^\s\x1b\"']*[/\\]site-packages", r"\1…/site-packages", text)
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
        for folder in FOLDERS
        for stem in notebooks.stems(folder, choice.root)
        if not choice.stems or stem in choice.stems
    ]
    if not paths:
        parser.error(f"tidak ada notebook bernama {', '.join(choice.stems)}")
    for path in paths:
        try:
            sizes = refresh(path)
        except Exception as error:
            print(f"{path.parent.name}/{path.name}: {error}", file=sys.stderr)
            return 1
        state = "berubah" if sizes["changed"] else "tetap"
        print(
            f"{path.parent.name}/{path.name}: {state}, {sizes['seconds']:.1f} detik, "
            f"{sizes['megabytes']:.1f} MB, {sizes['gigabytes']:.2f} GB",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
