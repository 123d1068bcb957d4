"""Kata ``hub``: menyalakan, menanyakan, dan menghentikan hub kelas di komputer ini."""

from course_lib import paths
from course_lib.errors import CourseError

STANDALONE_IDLE_SECONDS = 4 * 3600
ACTIONS = ("mulai", "status", "berhenti")


def act(action: str) -> int:
    """Melakukan ``mulai``, ``status``, atau ``berhenti``; mengembalikan kode keluar.

    Hub yang dinyalakan di sini bertahan empat jam tanpa permintaan; hub yang
    dinyalakan pelajaran mengikuti kernel yang memakainya.

    Raises:
        CourseError: kata tidak dikenal, atau hub tidak dapat dinyalakan.
    """
    if action not in ACTIONS:
        raise CourseError(f"Kata '{action}' tidak dikenal untuk hub. Pilihan: {', '.join(ACTIONS)}.")
    from class_hub import process
    from class_hub.errors import HubError

    store = paths.hub_store()
    try:
        if action == "mulai":
            running = process.ensure(store, idle_seconds=STANDALONE_IDLE_SECONDS)
        elif action == "status":
            running = process.status(store)
        else:
            stopped = process.stop(store)
            print("Hub kelas dihentikan." if stopped else "Hub kelas memang tidak menyala.")
            return 0
    except HubError as problem:
        raise CourseError(str(problem)) from problem
    if running is None:
        print("Hub kelas tidak menyala. Pelajaran menyalakannya sendiri bila perlu.")
    else:
        print(f"Hub kelas menyala di {running.url} (proses {running.pid}).")
    print(f"Isinya disimpan di {store}")
    return 0
