"""``setup()``: baris kedua setiap pelajaran.

Urutannya: pilih profil, pilih hub, atur variabel lingkungan, lalu impor
pustaka. Karena pustaka Hugging Face membaca variabel itu saat diimpor,
``setup()`` harus mendahului impor mana pun darinya.
"""

import os
import platform
import random
import sys
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from course_lib import catalog, endpoint, paths, profile
from course_lib.display import Table
from course_lib.errors import CourseError

_READS_ENVIRONMENT = ("huggingface_hub", "transformers", "datasets", "evaluate")
_SHOWN_VERSIONS = ("torch", "transformers", "datasets")


@dataclass(frozen=True)
class Session:
    """Keadaan setelah :func:`setup`; tampil sebagai tabel kecil.

    Attributes:
        profile: ``"mini"`` atau ``"full"``.
        device: perangkat hitung yang disarankan: ``"cuda"``, ``"mps"``, atau ``"cpu"``.
        hub: hub yang dipakai (:class:`course_lib.endpoint.Endpoint`).
        seed: benih bilangan acak.
    """

    profile: str
    device: str
    hub: endpoint.Endpoint
    seed: int
    versions: dict[str, str] = field(default_factory=dict)

    def _table(self) -> Table:
        rows = [
            ("Profil", f"{self.profile} ({profile.PROFILES[self.profile]})"),
            ("Perangkat", self.device),
            ("Hub", self.hub.label),
        ]
        return Table(rows + list(self.versions.items()))

    def __repr__(self) -> str:
        return repr(self._table())

    def _repr_html_(self) -> str:
        return self._table()._repr_html_()


def setup(profile_name: str | None = None, *, seed: int = 42) -> Session:
    """Menyiapkan pelajaran: profil, hub, benih acak, dan catatan log yang tenang.

    Aman dipanggil ulang di kernel yang sama selama profil dan hubnya tetap.

    Args:
        profile_name: ``"mini"`` atau ``"full"``; kosong berarti ``COURSE_PROFILE``,
            lalu ``"mini"``.
        seed: benih untuk ``random``, NumPy, dan PyTorch.

    Returns:
        :class:`Session`, yang tampil sebagai tabel.

    Raises:
        CourseError: profil tidak dikenal, hub tidak menjawab, atau pustaka
            Hugging Face sudah diimpor dengan hub lain.

    Contoh::

        import course_lib
        course_lib.setup()
    """
    if profile_name is not None:
        os.environ["COURSE_PROFILE"] = profile.check_profile(profile_name)
    chosen_profile = profile.active_profile()
    chosen_hub = endpoint.choose_endpoint(chosen_profile)
    _apply(endpoint.environment(chosen_hub), chosen_hub)
    os.environ.setdefault("MPLCONFIGDIR", str(paths.home() / "matplotlib"))
    _seed_everything(seed)
    _quiet_libraries(chosen_hub)
    _explain_errors()
    catalog.forget_announcements()
    return Session(chosen_profile, _device(), chosen_hub, seed, _versions())


def _apply(values: dict[str, str | None], hub: endpoint.Endpoint) -> None:
    """Memasang variabel lingkungan, kecuali sudah terlambat."""
    early = [name for name in _READS_ENVIRONMENT if name in sys.modules]
    if early and _imported_endpoint() != hub.url:
        raise CourseError(
            f"setup() terlambat: {early[0]} sudah diimpor dan sudah memilih hub lain "
            f"({_imported_endpoint()}). Mulai ulang kernel (menu Kernel, `Dimulai lagi kernel…` atau `Restart Kernel…`), lalu jalankan "
            "sel dari paling atas."
        )
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _imported_endpoint() -> str:
    """Alamat hub yang dibaca pustaka ketika diimpor."""
    from huggingface_hub import constants

    return constants.ENDPOINT


def _seed_everything(seed: int) -> None:
    import numpy
    import torch

    random.seed(seed)
    numpy.random.seed(seed)
    torch.manual_seed(seed)


def _quiet_libraries(hub: endpoint.Endpoint) -> None:
    """Mematikan bilah kemajuan dan pencarian yang sia-sia pada hub kelas.

    Peringatan pustaka tetap tampil. ``datasets`` mencari layanan
    ``datasets-server.<hub>`` yang tidak ada di hub kelas; tanpa baris di bawah,
    ruang tanpa internet menunggu sekitar 10 detik pada setiap ``load_dataset``.
    """
    import logging
    import warnings

    # torchao mencatat setiap kernel GPU yang tidak ada di komputer ini, dan torch._pytree cara
    # torchao mendaftar; keduanya muncul pada setiap impor transformers dan tidak menuntut tindakan.
    # torch.onnx mencatat torchvision yang tidak terpasang, lengkap dengan jam dan nomor proses.
    for name in ("torchao", "torch.utils._pytree", "torch.onnx"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Kode di dalam torch.export memakai LeafSpec, nama yang ditinggalkan PyTorch sendiri.
    warnings.filterwarnings("ignore", message=r".*LeafSpec\)` is deprecated", category=FutureWarning)
    if not hub.is_class_hub:
        return
    import datasets
    import transformers
    from huggingface_hub.utils import _auth

    datasets.config.USE_PARQUET_EXPORT = False
    transformers.utils.logging.disable_progress_bar()
    # Di Colab, huggingface_hub membaca rahasia HF_TOKEN milik pengguna; token asli
    # tidak boleh sampai ke hub kelas.
    _auth._IS_GOOGLE_COLAB_CHECKED = True


def _explain_errors() -> None:
    """Menambahkan penjelasan berbahasa Indonesia di bawah galat, bila ada IPython."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    from course_lib.explain import install

    shell = get_ipython()
    if shell is not None:
        install(shell)


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _versions() -> dict[str, str]:
    shown = {"Python": platform.python_version()}
    for package in _SHOWN_VERSIONS:
        try:
            shown[package] = version(package).split("+")[0]
        except PackageNotFoundError:
            shown[package] = "tidak terpasang"
    return shown
