"""Kata ``jalankan``: menjalankan pelajaran tanpa peramban dan mencetak keluarannya."""

import contextlib
import os
import threading
import time
from pathlib import Path

from course_lib import paths
from course_lib.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
CELL_SECONDS = 600


def lessons() -> list[str]:
    """Nama semua pelajaran lalu lampiran, misalnya ``["bab00_mulai", "lampiran_dulu_sekarang"]``."""
    return [path.stem for kind in ("bab*", "lampiran_*") for path in sorted(NOTEBOOKS.glob(f"{kind}.ipynb"))]


def chosen(names: list[str]) -> list[str]:
    """Pelajaran yang dimaksud ``names``; ``semua`` berarti semuanya, awalan seperti ``bab02`` cukup.

    Raises:
        CourseError: tidak ada nama, atau ada nama yang tidak dikenal.
    """
    known = lessons()
    if names == ["semua"]:
        return known
    found = []
    for name in names:
        stem = Path(name).name.removesuffix(".ipynb")
        matches = [stem] if stem in known else [one for one in known if stem and one.startswith(stem)]
        if len(matches) != 1:
            raise CourseError(f"Pelajaran '{name}' tidak ada. {_list(known)}")
        found += matches
    if not found:
        raise CourseError(f"Sebutkan pelajarannya. {_list(known)}")
    return found


def _list(known: list[str]) -> str:
    return "Yang ada:\n  " + "\n  ".join([*known, "semua"])


def run_lessons(names: list[str]) -> int:
    """Menjalankan pelajaran berurutan; kode keluar 1 bila ada sel yang gagal."""
    folder = paths.home() / "lab" / "ipython"
    os.environ.setdefault("IPYTHONDIR", str(folder))
    with contextlib.suppress(OSError):  # tanpa folder itu IPython memakai folder sementara
        folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in chosen(names):
        print(f"\n=== {name}", flush=True)
        if not run(NOTEBOOKS / f"{name}.ipynb"):
            failed.append(name)
    if failed:
        print(f"\nGagal: {', '.join(failed)}")
    return 1 if failed else 0


def run(path: Path) -> bool:
    """Menjalankan satu notebook di kernel baru; benar bila semua sel berhasil.

    Keluaran teks setiap sel dicetak begitu sel selesai, lalu waktu (detik) dan
    puncak memori kernel (MB). Berkas notebook tidak diubah.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    _leave_out_gemma(notebook)
    client = NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", allow_errors=False,
        resources={"metadata": {"path": str(path.parent)}}, on_cell_executed=_print_outputs,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )  # fmt: skip
    started = time.monotonic()
    with MemoryWatch(client) as memory:
        try:
            client.execute()
            problem = ""
        except CellExecutionError as error:
            problem = f"{error.ename}: {error.evalue}"
        except CellTimeoutError:
            problem = f"Sel ini belum selesai setelah {CELL_SECONDS} detik."
        except DeadKernelError:
            problem = "Kernel mati. Biasanya memori habis: tutup program lain, lalu ulangi."
    seconds = time.monotonic() - started
    if problem:
        _print_failure(notebook, problem)
    print(f"--- {path.stem}: {seconds:.1f} detik, puncak memori kernel {memory.peak_mb:.0f} MB", flush=True)
    return not problem


def _leave_out_gemma(notebook) -> None:
    """Membuang sel bertag ``gemma`` bila paketnya belum disiapkan di komputer ini."""
    from course_lib.gemma import publish

    kept = [cell for cell in notebook.cells if "gemma" not in cell.metadata.get("tags", [])]
    if len(kept) < len(notebook.cells) and publish.stored() is None:
        print("Bagian Gemma dilewati; tambahkan --gemma untuk menyiapkan dan menjalankannya.")
        notebook.cells = kept


def _print_outputs(cell, cell_index: int, **_) -> None:
    texts = [text for output in cell.get("outputs", []) if (text := output_text(output))]
    if texts:
        print(f"[{cell_index}]", "\n".join(texts), flush=True)


def output_text(output) -> str:
    """Teks satu keluaran sel; kosong bila tidak ada bentuk teksnya."""
    if output["output_type"] == "stream":
        return output["text"].rstrip()
    return output.get("data", {}).get("text/plain", "").rstrip()


def _print_failure(notebook, problem: str) -> None:
    """Menunjukkan sel yang gagal, yaitu yang terakhir dijalankan, beserta galat dan artinya."""
    from course_lib.explain import explain

    ran = [
        (i, cell)
        for i, cell in enumerate(notebook.cells)
        if cell.get("execution_count") or cell.get("outputs")
    ]
    if ran:
        index, cell = ran[-1]
        print(f"\nSel [{index}] gagal:")
        print("\n".join(f"    {line}" for line in cell.source.splitlines()))
    print(problem)
    name, _, message = problem.partition(": ")
    explained = ran and any(output["output_type"] == "display_data" for output in ran[-1][1].outputs)
    if name.isidentifier() and name != "CourseError" and not explained:  # setup() sudah menjelaskan bila ia sempat berjalan
        print(explain(type(name, (Exception,), {})(message)))


class MemoryWatch:
    """Mengukur puncak memori kernel beserta anak-anaknya sepuluh kali sedetik.

    Attributes:
        peak_mb: puncak memori (MB, RSS); 0 bila kernel tidak pernah terlihat.
    """

    def __init__(self, client):
        self.peak_mb = 0.0
        self._client = client
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        import psutil

        while not self._done.wait(0.1):
            manager = self._client.km
            pid = getattr(getattr(manager, "provisioner", None), "pid", None)
            if not pid:
                continue
            try:
                kernel = psutil.Process(pid)
                family = [kernel, *kernel.children(recursive=True)]
                self.peak_mb = max(self.peak_mb, sum(one.memory_info().rss for one in family) / 1e6)
            except psutil.Error:
                continue
