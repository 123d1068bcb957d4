# -*- coding: utf-8 -*-
"""Pintu masuk kursus "Belajar Hugging Face": `python mulai.py [KATA]`.

Berkas ini sengaja ditulis dengan sintaks yang dikenal Python lama, supaya Python
yang tidak didukung pun dapat mencetak satu kalimat yang jelas. Pekerjaan
sebenarnya ada di folder launcher/ (hanya pustaka standar) dan course_lib/.
"""

from __future__ import print_function

import os
import subprocess
import sys

OLDEST = (3, 11)
TOO_NEW = (3, 15)
PREFERRED = ((3, 13), (3, 12), (3, 14), (3, 11))


def supported():
    """Apakah Python yang sedang berjalan didukung?"""
    return OLDEST <= sys.version_info[:2] < TOO_NEW


def _runs(command):
    """Apakah perintah itu ada dan benar-benar berjalan?"""
    try:
        with open(os.devnull, "w") as nowhere:
            return subprocess.call(command + ["-c", ""], stdout=nowhere, stderr=nowhere) == 0
    except (OSError, ValueError):
        return False


def supported_command():
    """Perintah Python yang didukung dan sudah terpasang, misalnya "python3.12", atau ""."""
    for major, minor in PREFERRED:
        if os.name == "nt":
            command = ["py", "-{0}.{1}".format(major, minor)]
        else:
            command = ["python{0}.{1}".format(major, minor)]
        if _runs(command):
            return " ".join(command)
    return ""


def refusal(command):
    """Satu kalimat untuk Python yang tidak didukung."""
    sentence = "Kursus ini memerlukan Python {0}.{1} sampai {2}.{3}, sedangkan ini Python {4}.{5}".format(
        OLDEST[0], OLDEST[1], TOO_NEW[0], TOO_NEW[1] - 1, sys.version_info[0], sys.version_info[1]
    )
    if command:
        return "{0}; jalankan: {1} mulai.py".format(sentence, command)
    again = "py -3.13 mulai.py" if os.name == "nt" else "python3.13 mulai.py"
    return "{0}; pasang Python 3.13 dari https://www.python.org/downloads/ lalu jalankan: {1}".format(
        sentence, again
    )


def main(words):
    """Menolak Python yang tidak didukung, lalu menyerahkan kata-katanya ke launcher."""
    if not supported():
        print(refusal(supported_command()))
        return 1
    from launcher.door import enter

    return enter(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
