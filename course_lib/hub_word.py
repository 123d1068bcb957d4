"""Kata ``hub``: menyalakan dan menghentikan hub kelas, membukanya, dan membuat token."""

from course_lib import paths
from course_lib.doctor.finding import command
from course_lib.errors import CourseError

STANDALONE_IDLE_SECONDS = 4 * 3600
ACTIONS = ("mulai", "status", "berhenti", "token", "cabut", "orang", "kosongkan")


def act(action: str, name: str | None = None, *, network: bool = False, role: str = "siswa") -> int:
    """Melakukan satu tindakan pada hub di komputer ini; mengembalikan kode keluar.

    Hub yang dinyalakan di sini bertahan empat jam tanpa permintaan; hub yang
    dinyalakan pelajaran mengikuti kernel yang memakainya.

    Args:
        action: salah satu dari ``ACTIONS``.
        name: nama orang, untuk ``token`` dan ``cabut``.
        network: bersama ``mulai``, hub juga melayani komputer lain di jaringan.
        role: bersama ``token``: ``guru``, ``siswa``, atau ``tamu``.

    Raises:
        CourseError: kata tidak dikenal, nama tidak sah, atau hub tidak dapat dinyalakan.
    """
    if action not in ACTIONS:
        raise CourseError(f"Kata '{action}' tidak dikenal untuk hub. Pilihan: {', '.join(ACTIONS)}.")
    if name and action not in ("token", "cabut"):
        raise CourseError(f"Kata 'hub {action}' tidak memerlukan nama; '{name}' tidak dipakai.")
    if action in ("token", "cabut") and not name:
        raise CourseError(f"Sebutkan namanya, misalnya: {command()} hub {action} rani")
    if action == "kosongkan":
        from course_lib.doctor import cleaning

        return cleaning.empty_trash()
    from class_hub.errors import HubError

    try:
        if action == "mulai":
            _start(network)
        elif action == "status":
            _status()
        elif action == "berhenti":
            _stop()
        else:
            _people(action, name, role)
    except HubError as problem:
        raise CourseError(str(problem)) from problem
    return 0


def _start(network: bool) -> None:
    from class_hub import process

    store = paths.hub_store()
    process.ensure(store, idle_seconds=STANDALONE_IDLE_SECONDS, lan=network)
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
    print(f"Token setiap siswa: {command()} hub token NAMA")
    print("Siswa menempelkannya ketika ditanya, atau menyetel COURSE_TOKEN.\n")


def _stop() -> None:
    from class_hub import process

    stopped = process.stop(paths.hub_store())
    print("Hub kelas dihentikan." if stopped else "Hub kelas memang tidak menyala.")


def _people(action: str, name: str | None, role: str) -> None:
    from class_hub.people import ROLES, People

    people = People(paths.hub_store())
    if action == "token":
        token = people.add(name, role)
        print(f"Token untuk {name} ({role}: {ROLES[role]}):\n\n    {token}\n")
        print("Token ini hanya ditampilkan sekali. Membuat yang baru membatalkan yang lama.")
    elif action == "cabut":
        people.remove(name)
        print(f"Token {name} dicabut. Repositorinya tetap ada.")
    else:
        for account in people.all():
            print(f"{account.name:<24}{account.role:<8}{ROLES[account.role]}")
        if not people.all():
            print(f"Belum ada orang yang terdaftar. Buat token: {command()} hub token NAMA")
