"""Ukuran unduhan per sistem operasi, dihitung dari ``uv.lock``.

Hasilnya menjadi baris komentar di ``constraints.txt``; ``mulai.py`` membacanya
untuk menyebut berapa MB yang akan diunduh sebelum mulai mengunduh.
"""

from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

# Python yang dipakai untuk menghitung; selisih antarversi Python hanya beberapa MB.
PYTHON = (3, 12)
PROJECT = "belajar-hugging-face"
# torch dan pustaka GPU bawaannya dihitung terpisah: ukurannya bergantung pada sumbernya.
GPU_PREFIXES = ("nvidia-", "cuda-", "triton")

_LINUX = [
    *(f"manylinux_2_{minor}" for minor in range(28, 4, -1)),
    "manylinux2014",
    "manylinux2010",
    "manylinux1",
]
_MACOS = [
    *(f"macosx_{major}_0_{kind}" for major in range(15, 10, -1) for kind in ("arm64", "universal2")),
    *(f"macosx_10_{minor}_universal2" for minor in range(16, 3, -1)),
]
PLATFORMS = {
    "linux-x86_64": ("linux", "x86_64", [f"{tag}_x86_64" for tag in _LINUX]),
    "linux-aarch64": ("linux", "aarch64", [f"{tag}_aarch64" for tag in _LINUX]),
    "darwin-arm64": ("darwin", "arm64", _MACOS),
    "win32-amd64": ("win32", "AMD64", ["win_amd64"]),
}


def table(lock: dict, installs: tuple[tuple[str, ...], ...]) -> list[str]:
    """Satu baris per sistem dan gabungan pilihan, misalnya ``unduhan linux-x86_64 lab 121 paket 180 MB torch 900 MB``.

    Raises:
        RuntimeError: ada paket tanpa wheel untuk sistem itu; pip akan mencoba membangunnya
            dan gagal di komputer pelajar.
    """
    lines = []
    for name, platform in PLATFORMS.items():
        for chosen in installs:
            sizes = _sizes(lock, platform, chosen)
            torch = sum(size for package, size in sizes.items() if _is_torch(package))
            rest = sum(sizes.values()) - torch
            lines.append(
                f"unduhan {name} {','.join(chosen)} {_count(sizes)} paket "
                f"{rest / 1e6:.0f} MB torch {torch / 1e6:.0f} MB"
            )
    return lines


def _count(sizes: dict[str, int]) -> int:
    """Banyak paket tanpa pustaka GPU, karena kebanyakan pelajar memasang build CPU."""
    return sum(1 for package in sizes if not package.startswith(GPU_PREFIXES))


def _is_torch(package: str) -> bool:
    return package == "torch" or package.startswith(GPU_PREFIXES)


def _sizes(lock: dict, platform: tuple, extras: tuple[str, ...]) -> dict[str, int]:
    """Ukuran (bita) wheel setiap paket yang akan dipasang pada satu sistem."""
    environment, tags = _environment(platform), _tags(platform)
    by_name: dict[str, list[dict]] = {}
    for package in lock["package"]:
        by_name.setdefault(package["name"], []).append(package)
    project = by_name[PROJECT][0]
    waiting = list(project["dependencies"])
    for extra in extras:
        waiting += project["optional-dependencies"][extra]
    sizes: dict[str, int] = {}
    seen = set()
    while waiting:
        wanted = waiting.pop()
        key = (wanted["name"], tuple(wanted.get("extra", ())))
        if key in seen or not _applies(wanted.get("marker"), environment):
            continue
        seen.add(key)
        package = next(
            one for one in by_name[wanted["name"]] if wanted.get("version") in (None, one["version"])
        )
        sizes[wanted["name"]] = _wheel_size(package, tags)
        waiting += package.get("dependencies", [])
        for extra in wanted.get("extra", ()):
            waiting += package.get("optional-dependencies", {}).get(extra, [])
    return sizes


def _applies(marker: str | None, environment: dict[str, str]) -> bool:
    return marker is None or Marker(marker).evaluate(environment)


def _environment(platform: tuple) -> dict[str, str]:
    system, machine, _ = platform
    version = ".".join(map(str, PYTHON))
    return {
        "python_version": version,
        "python_full_version": f"{version}.9",
        "sys_platform": system,
        "platform_machine": machine,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": "nt" if system == "win32" else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def _tags(platform: tuple) -> set:
    tags = platform[2]
    return {*cpython_tags(PYTHON, platforms=tags), *compatible_tags(PYTHON, "cp312", tags)}


def _wheel_size(package: dict, tags: set) -> int:
    sizes = []
    for wheel in package.get("wheels", []):
        filename = wheel["url"].rsplit("/", 1)[1].replace("%2B", "+")
        if tags & parse_wheel_filename(filename)[3]:
            sizes.append(wheel["size"])
    if not sizes:
        raise RuntimeError(f"{package['name']} {package['version']} tidak punya wheel untuk sistem ini.")
    return min(sizes)
