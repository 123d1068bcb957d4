"""Bab 6: dataset yang lebih besar daripada memori yang diberikan tetap terbaca, karena dipetakan."""

import subprocess
import sys

import pytest

ROWS, MEGABYTE = 20_000, 1024**2
READER = """
import resource, sys
import datasets, psutil, pyarrow

folder, in_memory, allowance = sys.argv[1], sys.argv[2] == "memori", int(sys.argv[3])
pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # tanpa cadangan alamat yang dipesan di muka
limit = psutil.Process().memory_info().data + allowance
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
table = datasets.load_from_disk(folder, keep_in_memory=in_memory)
print(sum(len(row["teks"]) for row in table))
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Dataset sekitar 200 MB di disk: (folder, banyak huruf, byte di disk)."""
    from datasets import Dataset

    def rows():
        for number in range(ROWS):
            yield {"teks": f"catatan ke-{number} dari meja depan. " * 300}

    work = tmp_path_factory.mktemp("besar")
    Dataset.from_generator(rows, cache_dir=str(work / "cache")).save_to_disk(work / "data")
    size = sum(path.stat().st_size for path in (work / "data").glob("*.arrow"))
    return work / "data", sum(len(row["teks"]) for row in rows()), size


def read(folder, way, allowance):
    command = [sys.executable, "-c", READER, str(folder), way, str(allowance)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA hanya berlaku di Linux")
def test_data_larger_than_the_memory_given_is_read_through_the_map(stored):
    folder, characters, size = stored
    allowance = 100 * MEGABYTE
    assert size > 1.9 * allowance
    mapped = read(folder, "peta", allowance)
    assert mapped.stdout.strip() == str(characters), mapped.stderr[-500:]
    loaded = read(folder, "memori", allowance)
    assert loaded.returncode != 0 and not loaded.stdout
    assert "MemoryError" in loaded.stderr or "alloc" in loaded.stderr, loaded.stderr[-500:]
    assert read(folder, "memori", allowance + 2 * size).stdout == mapped.stdout
