"""Kata ``hub``: menyalakan dan menghentikan hub kelas, membukanya, dan membuat token."""

from course_lib import paths
from course_lib.doctor.finding import command
from course_lib.errors import CourseError

STANDALONE_IDLE_SECONDS = 4 * 3600
ACTIONS = ("mulai", "status", "berhenti", "token", "cabut", "orang", "pulihkan", "kosongkan")


def act(action: str, names: list[str] = (), *, network: bool = False, role: str | None = None) -> int:
    """Melakukan satu tindakan pada hub di komputer ini; mengembalikan kode keluar.

    Hub yang dinyalakan di sini bertahan empat jam tanpa permintaan, atau sampai dihentikan
    jika terbuka bagi jaringan; hub yang dinyalakan pelajaran mengikuti kernel yang memakainya.

    Args:
        action: salah satu dari ``ACTIONS``.
        names: nama orang untuk ``token`` dan ``cabut``; id repositori untuk ``pulihkan``.
        network: bersama ``mulai``, hub juga melayani komputer lain di jaringan.
        role: bersama ``token``: ``guru``, ``siswa`` (bawaan), atau ``tamu``.

    Raises:
        CourseError: kata tidak dikenal, nama tidak sah, atau hub tidak dapat dinyalakan.
    """
    _check(action, names, network, role)
    from class_hub.errors import HubError

    try:
        match action:
            case "mulai":
                _start(network)
            case "status":
                _status()
            case "berhenti":
                _stop()
            case "token":
                _tokens(names, role or "siswa")
            case "cabut":
                _revoke(names)
            case "orang":
                _people()
            case "pulihkan":
                _restore(names)
            case "kosongkan":
                from course_lib.doctor import cleaning

                return cleaning.empty_trash()
    except HubError as problem:
        raise CourseError(str(problem)) from problem
    return 0


def _check(action: str, names: list[str], network: bool, role: str | None) -> None:
    if action not in ACTIONS:
        raise CourseError(f"Kata '{action}' tidak dikenal untuk hub. Pilihan: {', '.join(ACTIONS)}.")
    if names and action not in ("token", "cabut", "pulihkan"):
        raise CourseError(f"Kata 'hub {action}' tidak memerlukan nama; '{' '.join(names)}' tidak dipakai.")
    if not names and action in ("token", "cabut"):
        raise CourseError(f"Sebutkan namanya, misalnya: {command()} hub {action} rani")
    if network and action != "mulai":
        raise CourseError("--jaringan hanya dipakai bersama 'hub mulai'.")
    if role and action != "token":
        raise CourseError("--peran hanya dipakai bersama 'hub token'.")


def _start(network: bool) -> None:
    """Menyalakan hub; yang sudah terbuka bagi jaringan tetap terbuka."""
    from class_hub import process, state

    store = paths.hub_store()
    before = state.last_port(store)
    running = process.ensure(store, idle_seconds=STANDALONE_IDLE_SECONDS, lan=network or None)
    if before not in (0, running.port):
        print(f"Port {before} dipakai program lain, jadi alamat hub berubah.")
    _status()


def _status() -> None:
    from class_hub import process

    store = paths.hub_store()
    running = process.status(store)
    if running is None:
        print("Hub kelas tidak menyala. Pelajaran menyalakannya sendiri bila perlu.")
    else:
        print(f"Hub kelas menyala di {running.url} (proses {running.pid}).")
        if running.lan:
            _board(running)
        else:
            print(f"Hanya komputer ini yang dapat memakainya. Untuk satu ruang: {command()} hub mulai --jaringan")
    print(f"Isinya disimpan di {store}")


def _board(running) -> None:
    """Alamat yang ditulis di papan tulis."""
    from class_hub.hosts import lan_addresses

    addresses = [f"http://{address}:{running.port}" for address in lan_addresses()]
    if not addresses:
        print("Hub terbuka untuk jaringan, tetapi komputer ini belum tersambung ke jaringan mana pun.")
        return
    print("\nTulis di papan tulis:\n")
    print(f"    {addresses[0]}\n")
    print(f"Siswa membuka alamat itu di peramban, atau menyetel COURSE_HUB={addresses[0]}")
    if len(addresses) > 1:
        print(f"Jika tidak tercapai, coba alamat lain komputer ini: {', '.join(addresses[1:])}")
    print("Jika komputer lain tidak tersambung, izinkan Python di firewall komputer ini.")
    print(f"Token untuk siswa: {command()} hub token NAMA NAMA ...")
    print("Siswa menempelkannya ketika ditanya, atau menyetel COURSE_TOKEN.")
    print(f"Hub ini tetap terbuka sampai dihentikan: {command()} hub berhenti\n")


def _stop() -> None:
    from class_hub import process

    stopped = process.stop(paths.hub_store())
    print("Hub kelas dihentikan." if stopped else "Hub kelas memang tidak menyala.")


def _tokens(names: list[str], role: str) -> None:
    from class_hub.people import ROLES, People, check_account_name

    for name in names:
        check_account_name(name)
    people = People(paths.hub_store())
    known = [name for name in names if people.by_name(name)]
    print(f"Token untuk hub di komputer ini ({role}: {ROLES.get(role, '')}):\n")
    for name in names:
        print(f"    {name:<20}  {people.add(name, role)}")
    print("\nToken hanya ditampilkan sekali. Membuat yang baru membatalkan yang lama.")
    if known:
        print(f"Token lama ini baru saja batal: {', '.join(known)}.")


def _revoke(names: list[str]) -> None:
    from class_hub.people import People

    for name in names:
        People(paths.hub_store()).remove(name)
        print(f"Token {name} dicabut. Repositorinya tetap ada.")


def _people() -> None:
    from class_hub.people import ROLES, People

    accounts = People(paths.hub_store()).all()
    for account in accounts:
        print(f"{account.name:<24}{account.role:<8}{ROLES[account.role]}")
    if not accounts:
        print(f"Belum ada orang yang terdaftar. Buat token: {command()} hub token NAMA")


def _restore(names: list[str]) -> None:
    """Mengembalikan repositori dari tempat sampah; tanpa nama, isinya didaftar."""
    from class_hub import process, trash
    from class_hub.pages import wording
    from course_lib.practice import PREFIX

    store = paths.hub_store()
    if not names:
        shown = [one for one in trash.discarded(store) if not one.repo_id.partition("/")[2].startswith(PREFIX)]
        for one in shown:
            print(f"{one.repo_id:<40}{one.kind:<10}dihapus {wording.moment(one.deleted)}")
        print(f"Kembalikan dengan: {command()} hub pulihkan PEMILIK/NAMA" if shown else "Tempat sampah hub kosong.")
        return
    running = process.status(store)
    if running:
        process.stop(store)
    try:
        for name in names:
            trash.restore(store, name)
            print(f"{name} dikembalikan.")
    finally:
        if running:  # di alamat yang sama
            process.ensure(store, idle_seconds=STANDALONE_IDLE_SECONDS, lan=running.lan)
