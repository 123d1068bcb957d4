"""Menjelaskan galat Python dan Hugging Face dalam satu atau dua kalimat."""

import builtins
import difflib
import errno
import re
from pathlib import Path

from course_lib.explanations import (
    ENDPOINT_RULES,
    HUB_RULES,
    REMOVED_ARGUMENTS,
    REMOVED_METHODS,
    RULES,
    UNFILLED,
)
from course_lib.panel import Panel

# penjelasan yang hanya melihat jenis galatnya, bukan pesannya
GENERAL = {text for _, pattern, text in RULES if not pattern}


def explain(error):
    """Jelaskan arti `error` dan apa yang sebaiknya dilihat.

    Contoh::

        >>> explain(ZeroDivisionError("division by zero"))
        'Ada pembagian dengan nol. Periksa nilai penyebutnya, misalnya panjang daftar yang kosong.'
    """
    return find_explanation(error) or f"Galat ini belum punya penjelasan khusus. Pesan aslinya: {error}"


def explain_with_message(error):
    """Seperti explain, dan bila penjelasannya umum disertai pesan aslinya dalam satu baris.

    Dipakai di tempat jejak galatnya tidak tampil.
    """
    text, message = find_explanation(error), " ".join(str(error).replace("`", "'").split())
    if text and text not in GENERAL or not message:
        return text or explain(error)
    message = message if len(message) <= 200 else message[:199] + "…"
    return f"{text or 'Galat ini belum punya penjelasan khusus.'} Pesan aslinya: `{message}`."


def find_explanation(error):
    """Penjelasan `error` bila ada aturan untuknya, atau None."""
    chain = _chain(error)
    if "CourseError" in _names(error):
        return str(error)
    for link in chain:
        if getattr(link, "errno", None) == errno.ENOSPC:
            return (
                "Disk penuh sehingga berkas tidak dapat ditulis. Kosongkan ruang; "
                "`python mulai.py periksa` menunjukkan berapa yang dipakai kursus."
            )
    special = {
        "NameError": _name_error,
        "AttributeError": _attribute_error,
        "TypeError": _argument_error,
        "RuntimeError": _too_long,
        "KeyboardInterrupt": _training_stopped,
    }
    for name, describe in special.items():
        text = describe(error) if name in _names(error) else None
        if text:
            return text
    if any(map(_from_endpoint, chain)):
        text = _match(ENDPOINT_RULES, *chain)
        if text:
            return text
    return _match(HUB_RULES, *chain) or _match(RULES, error)


def install(shell):
    """Pasang penjelasan di bawah galat pada satu shell IPython; aman dipanggil berulang.

    Galat aslinya selalu tetap tampil lebih dahulu.
    """
    shell.events.register("post_run_cell", _after_cell)


def _after_cell(result):
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return
    try:
        text = find_explanation(error)
        # Pesan CourseError sendiri sudah sebuah penjelasan; tanpa aturan lebih baik diam.
        if text and "CourseError" not in _names(error):
            Panel("penjelasan", text).show()
    except Exception:  # penjelasan tidak boleh menambah galat baru
        return


def _chain(error):
    """Galat itu sendiri, lalu galat yang menyebabkannya, paling banyak sepuluh."""
    chain = []
    while error is not None and error not in chain and len(chain) < 10:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _from_endpoint(error):
    """Apakah galat ini datang dari endpoint model (`https://.../v1/...`), bukan dari hub?"""
    places = [str(error)]
    for holder in (getattr(error, "_request", None), getattr(error, "response", None)):
        try:
            places.append(str(holder.url))
        except (AttributeError, RuntimeError):  # tidak ada, atau jawaban tanpa permintaan
            continue
    return any(re.search(r"https?://(?:[^/\s'\"]+/v1\b|router\.huggingface\.co)", place) for place in places)


def _names(error):
    return {kind.__name__ for kind in type(error).__mro__}


def _match(rules, *errors):
    """Penjelasan dari aturan pertama yang cocok dengan salah satu galat, atau None."""
    for kinds, pattern, text in rules:
        for error in errors:
            found = _names(error) & set(kinds.split()) and re.search(pattern, str(error))
            if found:
                return text.format(*found.groups())
    return None


def _name_error(error):
    name = getattr(error, "name", None) or str(error).split("'")[1]
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    known = set(dir(builtins))
    if place is not None:
        known |= {*place.tb_frame.f_globals, *place.tb_frame.f_locals}
    known = sorted(n for n in known if not n.startswith("_") and n != name)
    close = difflib.get_close_matches(name, known, n=1)
    maybe = f" Apakah maksud Anda `{close[0]}`?" if close else ""
    return (
        f"Nama `{name}` belum dikenal.{maybe} Periksa ejaannya, dan jalankan dahulu sel di atas "
        "yang membuat atau mengimpornya."
    )


def _attribute_error(error):
    name, owner = getattr(error, "name", None), getattr(error, "obj", None)
    if name is None:
        return None
    if name in REMOVED_METHODS:
        return f"`{name}` sudah dihapus dari transformers 5. {REMOVED_METHODS[name]}"
    if owner is ...:
        return UNFILLED
    if owner is None:
        return (
            f"Nilai di depan `.{name}` ternyata None. Biasanya karena fungsi sebelumnya tidak "
            "memakai `return`, atau sebuah metode mengubah datanya di tempat."
        )
    kind = type(owner).__name__
    described = f"Modul `{owner.__name__}`" if kind == "module" else f"Nilai bertipe `{kind}`"
    close = difflib.get_close_matches(name, dir(owner), n=1)
    maybe = f"Apakah maksud Anda `.{close[0]}`?" if close else "Periksa ejaan dan jenis nilainya."
    return f"{described} tidak memiliki `.{name}`. {maybe}"


def _too_long(error):
    """Teks yang melewati banyaknya posisi model: galatnya muncul di lapisan embedding."""
    found = re.search(r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)", str(error))
    place, inside = error.__traceback__, False
    while place is not None:
        owner = place.tb_frame.f_locals.get("self")
        inside = inside or type(owner).__name__.endswith("Embeddings")
        place = place.tb_next
    if not (found and inside):
        return None
    return (
        f"Teks itu menjadi {found[1]} token, sedangkan model ini hanya mengenal {found[2]} posisi. "
        "Tambahkan `truncation=True`, atau bagi teksnya."
    )


def _training_stopped(error):
    """Pelatihan `Trainer` yang dihentikan: apa yang tersimpan dan cara melanjutkannya."""
    place, trainer = error.__traceback__, None
    while place is not None:
        owner = place.tb_frame.f_locals.get("self")
        if any(kind.__name__ == "Trainer" for kind in type(owner).__mro__):
            trainer = owner
        place = place.tb_next
    if trainer is None:
        return None
    folder = Path(trainer.args.output_dir)
    found = [path.name for path in folder.glob("checkpoint-*") if path.name.removeprefix("checkpoint-").isdigit()]
    stopped = f"Pelatihan dihentikan sesudah langkah {trainer.state.global_step}. "
    if not found:
        return stopped + (
            f"Belum ada checkpoint di `{folder.name}`, jadi pelatihan berikutnya mulai dari awal. Pakai "
            "`save_strategy=\"steps\"` dan `save_steps=` supaya ada yang tersimpan."
        )
    last = max(found, key=lambda name: int(name.removeprefix("checkpoint-")))
    return stopped + (
        f"Yang terakhir tersimpan di `{folder.name}` ialah `{last}`; langkah sesudahnya hilang. Buat `Trainer` "
        "yang sama, lalu `trainer.train(resume_from_checkpoint=True)` melanjutkan dari sana."
    )


def _argument_error(error):
    found = re.search(r"(\S+)\(\) got an unexpected keyword argument '(\w+)'", str(error))
    if not found:
        return None
    function, name = found[1].removesuffix(".__init__"), found[2]
    if name == "tokenizer" and function == "Trainer":
        return (
            "Argumen `tokenizer` sudah dihapus dari `Trainer` pada transformers 5. "
            "Pakai `processing_class=tokenizer`."
        )
    if name in REMOVED_ARGUMENTS:
        return (
            f"Argumen `{name}` sudah dihapus dari pustaka Hugging Face versi sekarang. "
            f"{REMOVED_ARGUMENTS[name]}"
        )
    return f"`{function}` tidak mengenal argumen `{name}`. Periksa ejaannya atau lihat `help(...)`."
