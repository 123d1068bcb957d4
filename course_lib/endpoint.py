"""Endpoint: dari hub mana berkas diambil, dan lingkungan yang sesuai untuknya.

Pustaka Hugging Face membaca alamat hub dari variabel lingkungan saat diimpor.
Modul ini memilih hub lalu menyusun variabel itu; tidak ada yang diimpor dari
``huggingface_hub`` di sini.
"""

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from course_lib import paths
from course_lib.errors import CourseError

REAL_HUB = "https://huggingface.co"
ANSWER_WITHIN_SECONDS = 5

# Pengaturan pribadi yang tidak boleh ikut ke hub kelas: token, simpanan, mode luring.
_PRIVATE = (
    "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_OIDC_RESOURCE",
    "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "TRANSFORMERS_CACHE", "HF_XET_CACHE",
    "HF_DATASETS_CACHE", "HF_MODULES_CACHE", "HF_ASSETS_CACHE", "HF_EVALUATE_CACHE",
    "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE", "HF_EVALUATE_OFFLINE",
)  # fmt: skip


@dataclass(frozen=True)
class Endpoint:
    """Satu hub: alamat, nama folder simpanannya, dan sebutan untuk pembaca."""

    url: str
    name: str
    label: str
    is_class_hub: bool


def choose_endpoint(profile: str) -> Endpoint:
    """Memilih hub dan memastikan hub itu menjawab.

    ``COURSE_HUB`` selalu menang. Tanpa itu, ``mini`` memakai hub kelas tertanam
    (dinyalakan bila perlu) dan ``full`` memakai huggingface.co (atau
    ``HF_ENDPOINT`` milik Anda).

    Args:
        profile: ``"mini"`` atau ``"full"``.

    Raises:
        CourseError: alamat tidak sah, atau hub tidak menjawab.
    """
    chosen = os.environ.get("COURSE_HUB", "").strip().rstrip("/")
    if chosen:
        return _class_hub_at(chosen)
    if profile == "full":
        url = os.environ.get("HF_ENDPOINT", REAL_HUB).rstrip("/")
        _require_answer(url, _NO_REAL_HUB)
        return Endpoint(url, "huggingface.co", urlsplit(url).netloc, is_class_hub=False)
    return embedded()


def _class_hub_at(url: str) -> Endpoint:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise CourseError(
            f"COURSE_HUB='{url}' bukan alamat hub. Tulis lengkap seperti di papan tulis, "
            "misalnya http://192.168.1.5:8990."
        )
    if parts.hostname in ("huggingface.co", "hf.co"):
        raise CourseError(
            "COURSE_HUB hanya untuk hub kelas. Untuk memakai huggingface.co, hapus COURSE_HUB "
            "dan pilih profil full (COURSE_PROFILE=full)."
        )
    _require_answer(url, _NO_CLASS_HUB)
    return Endpoint(url, parts.netloc, f"hub kelas di {parts.netloc}", is_class_hub=True)


def embedded() -> Endpoint:
    """Hub kelas di komputer ini, dinyalakan bila perlu.

    Raises:
        CourseError: folder kursus tidak dapat ditulis, atau hub tidak dapat menyala.
    """
    from class_hub import process
    from class_hub.errors import HubError

    try:
        paths.hub_store().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"Folder kursus {paths.home()} tidak dapat ditulis ({error.strerror or error}). "
            "Setel COURSE_HOME ke folder lain yang boleh ditulis, lalu mulai ulang kernel."
        ) from error
    try:
        running = process.ensure(paths.hub_store())
    except HubError as error:
        raise CourseError(f"{error} Jalankan `python mulai.py periksa`.") from error
    return Endpoint(running.url, "kelas", "hub kelas di komputer ini", is_class_hub=True)


_NO_CLASS_HUB = (
    "Hub kelas di {url} tidak menjawab ({reason}). Periksa jaringan dan alamatnya pada guru, "
    "atau hapus COURSE_HUB untuk memakai hub di komputer ini, lalu mulai ulang kernel."
)
_NO_REAL_HUB = (
    "{url} tidak menjawab ({reason}). Periksa sambungan internet, pakai profil mini "
    "(hapus COURSE_PROFILE), atau setel HF_HUB_OFFLINE=1 bila semua berkas sudah terunduh. "
    "Sesudah itu mulai ulang kernel."
)


def _require_answer(url: str, message: str) -> None:
    """Mengetuk hub sekali; jawaban apa pun dari HTTP berarti hub itu ada."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON"):
        return
    request = urllib.request.Request(f"{url}/api/models?limit=1", method="GET")
    try:
        urllib.request.urlopen(request, timeout=ANSWER_WITHIN_SECONDS).close()
    except urllib.error.HTTPError:
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CourseError(message.format(url=url, reason=reason)) from None


def environment(endpoint: Endpoint) -> dict[str, str | None]:
    """Variabel lingkungan untuk endpoint; nilai ``None`` berarti dihapus.

    Token Hub asli, simpanan pribadi, dan mode luring tidak berlaku pada hub
    kelas. Untuk huggingface.co hanya letak simpanan yang diatur, itu pun bila
    Anda belum mengaturnya.
    """
    values: dict[str, str | None] = {
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_DISABLE_SYMLINKS_WARNING": "1",
    }
    home = str(paths.hf_home(endpoint.name))
    if not endpoint.is_class_hub:
        if "HF_HOME" not in os.environ:
            default_home = os.path.join(os.path.expanduser("~"), ".cache", "huggingface")
            values["HF_HOME"] = home
            values["HF_TOKEN_PATH"] = os.environ.get(
                "HF_TOKEN_PATH", os.path.join(default_home, "token")
            )
        return values
    values.update(dict.fromkeys(_PRIVATE))
    values.update(
        HF_ENDPOINT=endpoint.url,
        HF_HOME=home,
        HF_HUB_DISABLE_XET="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_UPDATE_DOWNLOAD_COUNTS="0",
        DISABLE_SAFETENSORS_CONVERSION="1",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        HF_DATASETS_DISABLE_PROGRESS_BARS="1",
    )
    for name in ("NO_PROXY", "no_proxy"):
        values[name] = _without_proxy(os.environ.get(name, ""), endpoint.url)
    return values


def _without_proxy(current: str, url: str) -> str:
    """Daftar ``NO_PROXY`` yang ditambah host hub, agar proksi kampus tidak menyela."""
    hosts = [h for h in current.split(",") if h.strip()]
    for host in ("127.0.0.1", "localhost", urlsplit(url).hostname or ""):
        if host and host not in hosts:
            hosts.append(host)
    return ",".join(hosts)
