"""Dari kata di baris perintah sampai ``python -m course_lib KATA`` di dalam ``.venv``."""

import os
import subprocess
import sys

from launcher import ROOT, SetupError, console, install, machine, stamp, venvs

HELP = """\
Kursus Belajar Hugging Face

Pakai: {command} [KATA] [PILIHAN]

  (tanpa kata)    menyiapkan semuanya, lalu membuka JupyterLab di pelajaran pertama
      --tanpa-peramban    hanya mencetak alamat JupyterLab
      --di-repositori     membuka berkas asli kursus, bukan salinan Anda (untuk penulis)
  jalankan BAB    menjalankan satu pelajaran tanpa peramban, misalnya: jalankan bab02_pipeline
  jalankan semua  menjalankan semua pelajaran
  uji             menjalankan seluruh pengujian kursus
  periksa         memeriksa komputer Anda dan mengatakan apa yang perlu dibenahi
  hub             hub kelas: mulai, status, berhenti, token NAMA, orang, pulihkan

  --gemma         bersama lab (tanpa kata), jalankan, atau uji: menyiapkan dahulu model sungguhan
                  Gemma 3 270M (unduhan tambahan sekitar 270 MB, ruang disk sekitar 1,2 GB)

Pertama kali dijalankan, paket Python diunduh ke folder .venv; sesudah itu tidak lagi.
"""
WORDS = ("lab", "jalankan", "uji", "periksa", "hub")
EXTRAS = {"uji": ("lab", "uji")}


def enter(words: list[str]) -> int:
    """Menjalankan satu kata; mengembalikan kode keluar untuk sistem operasi."""
    console.make_safe()
    if any(word in ("-h", "--help", "--bantuan") for word in words[:1]):
        print(HELP.format(command=console.command()))
        return 0
    gemma = "--gemma" in words
    word, rest = split([one for one in words if one != "--gemma"])
    if word not in WORDS:
        print(f"Perintah '{word}' tidak dikenal. Yang ada: {', '.join(WORDS)}.")
        print(f"Lihat: {console.command()} --help")
        return 2
    try:
        if word == "periksa":
            # Pemeriksaan harus dapat berjalan justru ketika pemasangan bermasalah.
            python = venvs.python() if venvs.works() else sys.executable
        else:
            python = prepare(EXTRAS.get(word, ("lab",)) + (("gemma",) if gemma else ()))
    except SetupError as problem:
        print(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        print(f"\nDihentikan. Lanjutkan kapan saja dengan: {console.command()}")
        return 130
    if gemma and (code := call([str(python), "-m", "course_lib", "gemma"])):
        return code
    return hand_over([str(python), "-m", "course_lib", word, *rest])


def split(words: list[str]) -> tuple[str, list[str]]:
    """Memisahkan kata dari pilihannya; tanpa kata berarti ``lab``."""
    if not words or words[0].startswith("-"):
        return "lab", list(words)
    return words[0], list(words[1:])


def prepare(extras: tuple[str, ...]):
    """Memastikan ``.venv`` lengkap untuk ``extras``; mengembalikan letak Python-nya.

    Tidak memasang apa pun bila cap di ``.venv`` cocok dan Python-nya berjalan.
    """
    if stamp.fresh(extras) and venvs.works():
        return venvs.python()
    machine.require_supported()
    with venvs.lock():
        if stamp.fresh(extras) and venvs.works():  # proses lain baru saja menyelesaikannya
            return venvs.python()
        state = stamp.state()
        if state is None or not venvs.works():
            venvs.rebuild()
            already = ()
        else:
            already = tuple(state["extras"])
        stamp.remove()
        wanted = tuple(sorted({*extras, *already}))
        install.install(wanted, already)
        stamp.write(wanted)
    return venvs.python()


def child_environment() -> dict[str, str]:
    """Lingkungan untuk proses kursus, tanpa pengaturan yang menyesatkan Python di ``.venv``."""
    values = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        values.pop(name, None)
    values["COURSE_COMMAND"] = console.command()
    return values


def call(command: list[str]) -> int:
    """Menjalankan ``command`` dan menunggu; mengembalikan kode keluarnya."""
    sys.stdout.flush()
    return subprocess.call(command, env=child_environment(), cwd=ROOT)


def hand_over(command: list[str]) -> int:
    """Menyerahkan kendali ke ``command``; kode keluarnya menjadi kode keluar kita.

    Di Unix proses ini digantikan, jadi Ctrl-C dan sinyal lain sampai langsung.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(command[0], command, child_environment())
    child = subprocess.Popen(command, env=child_environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # anak menerima Ctrl-C yang sama; tunggu ia selesai
            continue
