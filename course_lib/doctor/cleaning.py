"""Menghapus simpanan unduhan (``periksa --bersihkan``) dan sampah hub (``hub kosongkan``)."""

import shutil
from pathlib import Path

from course_lib import paths, practice

# Yang tidak dapat diunduh ulang.
_KEPT = ("token", "stored_tokens")


def sizes() -> dict[str, int]:
    """Ukuran (byte) setiap bagian folder kursus, misalnya ``{"hub": 14000000, "hf": 900}``."""
    home = paths.home()
    if not home.is_dir():
        return {}
    return {part.name: size(part) for part in sorted(home.iterdir())}


def size(path: Path) -> int:
    """Ukuran (byte) berkas, atau semua berkas di dalam folder; tautan tidak dihitung."""
    if path.is_file():
        return path.stat().st_size
    total = 0
    for one in path.rglob("*"):
        try:
            total += 0 if one.is_symlink() or not one.is_file() else one.stat().st_size
        except OSError:
            continue  # berkas dihapus proses lain sementara kita menghitung
    return total


def caches() -> list[Path]:
    """Folder simpanan yang boleh dihapus: isi ``hf/<hub>/`` selain token."""
    folder = paths.home() / "hf"
    hubs = sorted(folder.iterdir()) if folder.is_dir() else []
    return [part for hub in hubs if hub.is_dir() for part in sorted(hub.iterdir()) if part.name not in _KEPT]


def clean(*, ask: bool = True) -> int:
    """Menghapus simpanan unduhan setelah menyebut ukurannya dan, bila ``ask``, bertanya.

    Kemajuan latihan, folder kerja, dan isi hub kelas tidak disentuh.

    Returns:
        Kode keluar: 0 bila selesai atau dibatalkan, 1 bila ada yang tidak terhapus.
    """
    return _remove(
        caches(),
        ask=ask,
        nothing="Tidak ada simpanan unduhan yang perlu dihapus.",
        before="Simpanan unduhan (akan diambil lagi dari hub bila diperlukan):",
        after="Kemajuan latihan, folder kerja, dan isi hub kelas tidak dihapus.",
    )


def empty_trash(*, ask: bool = True) -> int:
    """Menghapus untuk selamanya repositori yang sudah dibuang dan sisa yang disisihkan hub.

    Returns:
        Kode keluar seperti :func:`clean`.
    """
    from class_hub import trash

    store = paths.hub_store()
    folders = [store / name for name in (trash.FOLDER, "aside")]
    found = [part for folder in folders if folder.is_dir() for part in sorted(folder.iterdir())]
    return _remove(
        found,
        ask=ask,
        lines=_trash_lines(found, {one.folder: one for one in trash.discarded(store)}),
        nothing="Tempat sampah hub kelas sudah kosong.",
        before="Repositori yang dihapus orang dan sisa yang disisihkan (tidak dapat diambil lagi sesudah ini):",
        after="Repositori yang masih disajikan hub tidak disentuh.",
    )


def _trash_lines(found: list[Path], discarded: dict) -> list[str]:
    """Satu baris per repositori; buatan pemeriksa latihan dijadikan satu baris."""
    from class_hub.pages import wording

    lines, checks = [], []
    for path in found:
        one = discarded.get(path)
        if one and one.repo_id.partition("/")[2].startswith(practice.PREFIX):
            checks.append(path)
        else:
            name = f"{one.repo_id} ({one.kind}), dihapus {wording.moment(one.deleted)}" if one else str(path)
            lines.append(_line([path], name))
    return lines + ([_line(checks, f"{len(checks)} repositori buatan pemeriksa latihan")] if checks else [])


def _line(parts: list[Path], name: str) -> str:
    return f"  {sum(map(size, parts)) / 1e6:8.1f} MB  {name}"


def _remove(
    found: list[Path], *, ask: bool, nothing: str, before: str, after: str, lines: list[str] | None = None
) -> int:
    """Menyebut ukuran setiap folder (atau ``lines``), bertanya bila ``ask``, lalu menghapusnya."""
    if not found:
        print(nothing)
        return 0
    print(before)
    print(*(lines or [_line([path], str(path)) for path in found]), sep="\n")
    print(after)
    if ask and not _agreed():
        print("Tidak ada yang dihapus.")
        return 0
    failed = [path for path in found if not _delete(path)]
    for path in failed:
        print(f"Tidak terhapus: {path}. Tutup program yang memakainya, lalu ulangi.")
    if not failed:
        print("Selesai dihapus.")
    return 1 if failed else 0


def _agreed() -> bool:
    try:
        return input("Hapus? Ketik ya: ").strip().lower() in ("y", "ya")
    except EOFError:
        return False


def _delete(path: Path) -> bool:
    try:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError:
        return False
    return True
