"""Kata ``periksa``: apa yang salah di komputer ini, dan apa yang harus dilakukan.

Setiap pemeriksaan satu fungsi yang mengembalikan :class:`Finding`. Paket yang
rusak tidak menggagalkan laporan: pustaka diimpor di dalam pemeriksaannya, dan
galat yang tidak terduga menjadi temuan.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

GOOD, ATTENTION, PROBLEM = "baik", "perhatian", "masalah"
_SIGNS = {GOOD: "[baik]", ATTENTION: "[perhatian]", PROBLEM: "[masalah]"}


@dataclass(frozen=True)
class Finding:
    """Hasil satu pemeriksaan.

    Attributes:
        name: apa yang diperiksa.
        status: ``"baik"``, ``"perhatian"``, atau ``"masalah"``.
        message: apa yang ditemukan.
        advice: apa yang harus dilakukan; kosong bila baik.
    """

    name: str
    status: str
    message: str
    advice: str = ""


Check = Callable[[], Finding]


def command() -> str:
    """Perintah kursus seperti yang diketik pemakai, misalnya ``python3 mulai.py``."""
    return os.environ.get("COURSE_COMMAND", "python mulai.py")


def all_checks() -> tuple[Check, ...]:
    """Semua pemeriksaan, dari yang paling dasar."""
    from course_lib import doctor_hub, doctor_machine, doctor_packages

    return doctor_machine.CHECKS + doctor_packages.CHECKS + doctor_hub.CHECKS


def examine(checks: Iterable[Check] | None = None) -> list[Finding]:
    """Menjalankan pemeriksaan satu per satu; tidak pernah berhenti di tengah jalan.

    Contoh::

        [temuan for temuan in examine() if temuan.status == "masalah"]
    """
    findings = []
    for check in all_checks() if checks is None else checks:
        try:
            findings.append(check())
        except Exception as error:  # laporan harus tetap keluar
            title = (check.__doc__ or check.__name__).split(".")[0]
            message = f"tidak dapat diperiksa ({type(error).__name__}: {error})"
            advice = f"Pasang ulang: hapus folder .venv, lalu jalankan {command()}"
            findings.append(Finding(title, PROBLEM, message, advice))
    return findings


def overall(findings: list[Finding]) -> str:
    """Status terburuk di antara temuan."""
    statuses = {finding.status for finding in findings}
    return next((status for status in (PROBLEM, ATTENTION) if status in statuses), GOOD)


def report(*, as_json: bool = False) -> int:
    """Mencetak laporan; kode keluar 1 bila ada masalah."""
    findings = examine()
    status = overall(findings)
    if as_json:
        print(
            json.dumps(
                {"status": status, "findings": [asdict(one) for one in findings]}, ensure_ascii=True, indent=1
            )
        )
        return 1 if status == PROBLEM else 0
    for finding in findings:
        print(f"{_SIGNS[finding.status]:<12} {finding.name}: {finding.message}")
        if finding.advice:
            print(f"{'':<12} -> {finding.advice}")
    closing = {
        GOOD: "Semua baik.",
        ATTENTION: "Kursus dapat dipakai; lihat yang bertanda perhatian.",
        PROBLEM: "Ada masalah; ikuti saran di atas, lalu periksa lagi.",
    }
    print(f"\n{closing[status]}")
    return 1 if status == PROBLEM else 0
