"""``hub_token()``: token untuk menulis di hub yang sedang dipakai.

Pada hub tertanam, token dibuat sendiri untuk orang bernama ``pelajar``: tidak ada akun
yang perlu didaftarkan. Pada hub kelas di jaringan, token datang dari guru. Pada
huggingface.co, tokennya milik Anda. Ketiganya disimpan terpisah, sehingga token
huggingface.co tidak pernah sampai ke hub kelas.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from getpass import getpass

from course_lib import paths, profile
from course_lib.errors import CourseError

LEARNER = "pelajar"
_ANSWER_WITHIN_SECONDS = 10
_SWITCH = "Jalankan `from huggingface_hub import logout; logout()`, lalu sel ini lagi."
_ASK_TEACHER = "Token hub kelas dari guru (tidak tampil di layar): "
_ASK_OWN = "Token huggingface.co Anda (huggingface.co/settings/tokens; tidak tampil di layar): "


def hub_token() -> str:
    """Token untuk ``login(token=...)`` pada hub yang dipilih ``setup()``.

    Returns:
        Token sebagai teks; jangan dicetak di buku catatan.

    Raises:
        CourseError: token perlu diketik, tetapi tidak ada yang dapat ditanyai, atau hub
            kelas tidak mengenal token itu.

    Contoh::

        from huggingface_hub import login
        login(token=course_lib.hub_token())
    """
    if os.environ.get("COURSE_HUB", "").strip():
        return _teacher_token()
    if profile.active_profile() == "full":
        return _logged_in() or _ask(_ASK_OWN)
    return _learner_token()


def _learner_token() -> str:
    """Token orang bernama ``pelajar`` di hub tertanam; dibuat bila belum ada."""
    from filelock import FileLock

    from class_hub import atomic
    from class_hub.errors import HubError
    from class_hub.people import People

    store, kept = paths.hub_store(), paths.hub_token_file()
    people = People(store)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{kept}.lock", timeout=30):
            token = kept.read_text(encoding="utf-8").strip() if kept.is_file() else ""
            if people.by_token(token) is None:
                token = people.add(LEARNER, "siswa")
                atomic.write_text(kept, token, private=True)
    except (HubError, OSError) as problem:
        raise CourseError(f"Token hub kelas tidak dapat dibuat: {problem}") from problem
    return token


def _teacher_token() -> str:
    """Token dari COURSE_TOKEN, yang tersimpan, atau yang diketik; hub ditanya apakah masih berlaku."""
    given = os.environ.get("COURSE_TOKEN", "").strip()
    kept = given or _logged_in()
    if kept:
        owner = _owner(kept)
        if owner:
            print(f"Masuk sebagai {owner}. Bukan Anda? {_SWITCH}")
            return kept
        if given:
            raise CourseError("COURSE_TOKEN tidak berlaku di hub ini. Periksa salinannya, atau minta yang baru kepada guru.")
        print("Token yang tersimpan di komputer ini tidak berlaku lagi; mungkin guru membuatkan yang baru.")
    token = _ask(_ASK_TEACHER)
    owner = _owner(token)
    if not owner:
        kind = "itu token huggingface.co" if token.startswith("hf_") else "salah salin, atau sudah diganti"
        raise CourseError(f"Token itu tidak berlaku di hub ini ({kind}). Jalankan sel ini lagi dengan token dari guru.")
    print(f"Masuk sebagai {owner}.")
    return token


def _owner(token: str) -> str:
    """Nama pemilik token di hub kelas, atau ``""`` jika tokennya tidak dikenal.

    Token huggingface.co tidak pernah dikirim ke sana, juga tidak untuk ditanyakan.
    """
    if token.startswith("hf_"):
        return ""
    hub = os.environ["COURSE_HUB"].strip().rstrip("/")
    request = urllib.request.Request(f"{hub}/api/whoami-v2", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=_ANSWER_WITHIN_SECONDS) as response:
            return json.load(response)["name"]
    except urllib.error.HTTPError:
        return ""
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CourseError(f"Hub kelas di {hub} tidak menjawab ({reason}). Periksa jaringan, lalu ulangi.") from None


def _logged_in() -> str:
    from huggingface_hub import get_token

    return get_token() or ""


def _ask(question: str) -> str:
    """Menanyakan token tanpa menampilkannya."""
    token = ""
    if "ipykernel" in sys.modules or sys.stdin.isatty():
        try:
            token = getpass(question).strip()
        except (EOFError, NotImplementedError):
            token = ""
    if not token:
        raise CourseError(
            "Token belum diberikan. Jalankan sel ini lagi dan tempelkan token Anda, atau setel "
            "COURSE_TOKEN (hub kelas di jaringan) atau jalankan `hf auth login` (huggingface.co)."
        )
    return token
