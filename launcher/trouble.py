"""Menjelaskan mengapa pip gagal, dalam kalimat yang dapat ditindaklanjuti."""

import re

_KNOWN = (
    (r"No space left|Errno 28|WinError 112|not enough space", "Ruang disk habis. Hapus atau pindahkan beberapa GB berkas yang tidak diperlukan."),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "Sambungan aman ditolak. Periksa jam komputer; di jaringan kantor atau kampus, minta berkas sertifikat "
        "proksi lalu setel PIP_CERT ke alamat berkas itu.",
    ),
    (
        r"ProxyError|Cannot connect to proxy|407 Proxy",
        "Proksi menolak. Setel HTTPS_PROXY ke alamat proksi jaringan Anda, misalnya http://nama:sandi@proksi:8080.",
    ),
    (
        r"WinError 206|path too long|name or extension is too long|LongPathsEnabled",
        "Alamat folder terlalu panjang untuk Windows. Pindahkan folder kursus ke alamat pendek seperti C:\\kursus.",
    ),
    (
        r"WinError 5\b|WinError 32|PermissionError|Permission denied|Access is denied",
        "Ada berkas yang tidak boleh diubah. Tutup JupyterLab dan program lain yang memakai folder ini.",
    ),
    (
        r"NewConnectionError|Name or service not known|name resolution|getaddrinfo failed|nodename nor servname"
        r"|ConnectTimeout|ReadTimeout|Read timed out|Connection reset|ConnectionError|Network is unreachable"
        r"|IncompleteRead|Connection broken",
        "Internet terputus atau tidak ada. Yang sudah terunduh tersimpan; sambungkan lagi.",
    ),
    (
        r"THESE PACKAGES DO NOT MATCH THE HASHES",
        "Unduhan rusak di tengah jalan. Ulangi; bila terulang, ganti jaringan.",
    ),
    (
        r"No matching distribution|Could not find a version",
        "Indeks paket tidak punya versi yang diminta. Perbarui kursus ini; bila memakai cermin paket, cermin itu "
        "mungkin tertinggal.",
    ),
    (r"MemoryError|Killed", "Memori habis. Tutup program lain."),
)


def explain(log: str, exit_code: int) -> str:
    """Sebab kegagalan dan apa yang harus dilakukan.

    Args:
        log: catatan pip.
        exit_code: kode keluar pip; negatif berarti dihentikan sinyal.

    Contoh::

        >>> explain("OSError: [Errno 28] No space left on device", 1)
        'Ruang disk habis. Hapus atau pindahkan beberapa GB berkas yang tidak diperlukan.'
    """
    if exit_code in (-9, 137):
        return "pip dihentikan sistem, biasanya karena memori habis. Tutup program lain."
    for pattern, advice in _KNOWN:
        if re.search(pattern, log, re.IGNORECASE):
            return advice
    return "Sebabnya tertulis di atas. Bila tidak jelas, kirimkan catatan itu kepada pengajar Anda atau pengelola kursus."


def last_lines(log: str, count: int = 5) -> list[str]:
    """Baris terakhir yang berarti: galat bila ada, kalau tidak ekor catatannya."""
    lines = [line.strip() for line in log.splitlines() if line.strip() and not line.startswith("Progress ")]
    errors = [line for line in lines if re.match(r"(ERROR|error|OSError|.*Error:)", line)]
    return list(dict.fromkeys(errors or lines))[-count:]
