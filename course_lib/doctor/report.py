"""Kata ``periksa``: apa yang salah di komputer ini, dan apa yang harus dilakukan.

Setiap pemeriksaan satu fungsi yang mengembalikan :class:`~course_lib.doctor.finding.Finding`. Paket yang
rusak tidak menggagalkan laporan: pustaka diimpor di dalam pemeriksaannya, dan
galat yang tidak terduga menjadi temuan.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from course_lib.doctor import hub, machine, packages
from course_lib.doctor.finding import ATTENTION, GOOD, PROBLEM, Check, Finding, command

_SIGNS = {GOOD: "[baik]", ATTENTION: "[perhatian]", PROBLEM: "[masalah]"}


def all_checks() -> tuple[Check, ...]:
    """Semua pemeriksaan, dari yang paling dasar."""
    return machine.CHECKS + packages.CHECKS + hub.CHECKS


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
        ATTENTION: "Kursus dapat dipakai; ikuti saran pada baris bertanda [perhatian].",
        PROBLEM: "Ada masalah; ikuti saran di atas, lalu periksa lagi.",
    }
    print(f"\n{closing[status]}")
    return 1 if status == PROBLEM else 0
