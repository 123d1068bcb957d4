"""``python -m class_hub --store FOLDER [--port N] [--seed FOLDER]``: menyalakan hub."""

import argparse
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from class_hub.errors import HubError, storage_error
from class_hub.server import Server

_LOG_SIZE = 256 * 1024

_log = logging.getLogger(__name__)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m class_hub", description="Hub kelas di komputer ini.")
    parser.add_argument("--store", type=Path, required=True, help="folder gudang hub")
    parser.add_argument("--port", type=int, help="nomor port (bawaan: port terakhir, atau yang kosong)")
    parser.add_argument("--seed", type=Path, help="folder isi awal: models, datasets, spaces")
    parser.add_argument("--idle-seconds", type=float, help="berhenti setelah menganggur selama ini (detik)")
    parser.add_argument("--lan", action="store_true", help="terbuka bagi komputer lain di jaringan lokal")
    parser.add_argument("--version-mark", default="", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def _log_to(store: Path) -> None:
    """Catatan hub ditulis ke ``hub.log`` di gudang dan dibatasi ukurannya."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(store / "hub.log", maxBytes=_LOG_SIZE, backupCount=1, encoding="utf-8")
    except OSError as error:
        raise storage_error(error, store) from error
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s"
    )


def main(words: list[str] | None = None) -> int:
    """Menjalankan hub; mengembalikan 0, atau 1 dengan pesan jika hub tidak dapat menyala."""
    arguments = _arguments(words)
    try:
        _log_to(arguments.store)
        Server(
            arguments.store,
            port=arguments.port,
            seed_folder=arguments.seed,
            idle_seconds=arguments.idle_seconds,
            version=arguments.version_mark,
            lan=arguments.lan,
        ).run()
    except HubError as error:
        _log.error("%s", error)
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
