"""Kotak anggaran sebuah pelajaran: waktu baca, waktu jalan, unduhan, RAM, GPU.

Waktu baca dihitung dari isi: 180 kata tiap menit dan 10 detik untuk setiap baris
kode. Sel Colab, sel Gemma, dan lipatan "Menyelam lebih dalam" tidak dihitung.
"""

import re

from tools.notebooks import needs_gemma, tags

TAG = "anggaran"
WORDS_A_MINUTE = 180
SECONDS_A_CODE_LINE = 10
HEADER = "| waktu baca | waktu jalan | unduhan | RAM puncak | GPU |"
NOTE = "Diukur pada profil mini dengan dua inti CPU, tanpa internet; unduhannya dari hub kelas di komputer yang sama."
WITHOUT_GEMMA = "Bagian Gemma di akhir tidak dihitung."
# Ukuran lama dipertahankan selama yang baru masih di dalam kelonggaran ini.
SLACK = {"seconds": (0.4, 5), "megabytes": (0.1, 1), "gigabytes": (0.2, 0.1)}


def reading_minutes(notebook):
    """Waktu baca dalam menit, dibulatkan ke kelipatan 5 (sedikitnya 5)."""
    words = lines = 0
    for cell in notebook.cells:
        if needs_gemma(cell):
            continue
        if cell.cell_type == "markdown" and TAG not in tags(cell):
            words += len(re.findall(r"\w+", readable(cell.source)))
        elif cell.cell_type == "code" and "colab" not in tags(cell):
            lines += sum(bool(line.strip()) for line in cell.source.splitlines())
    minutes = words / WORDS_A_MINUTE + lines * SECONDS_A_CODE_LINE / 60
    return max(5, 5 * round(minutes / 5))


def readable(markdown):
    """Teks yang dibaca: tanpa lipatan tambahan, gambar, alamat tautan, dan tag HTML."""
    folded = r"<details>\s*<summary>(?:(?!</summary>).)*Menyelam lebih dalam.*?</details>"
    markdown = re.sub(folded, "", markdown, flags=re.S)
    markdown = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", markdown)
    markdown = re.sub(r"\]\([^)]*\)", "]", markdown)
    return re.sub(r"<[^>]+>", "", markdown)


def measured(card):
    """Baca kembali ukuran dari kotak yang ada, atau None bila belum pernah diukur."""
    row = re.search(r"\| [\d.]+ menit \| ([\d.]+) detik \| ([\d.]+) MB \| (\d+),(\d) GB \|", card)
    if not row:
        return None
    whole = [int(row[i].replace(".", "")) for i in (1, 2)]
    return {"seconds": whole[0], "megabytes": whole[1], "gigabytes": float(f"{row[3]}.{row[4]}")}


def card(notebook, fresh, old=None):
    """Tulis kotak anggaran; ukuran `old` dipertahankan bila bedanya tidak berarti.

    `fresh` dan `old` ialah kamus berisi `seconds`, `megabytes`, dan `gigabytes`.
    """
    values = {name: _settled(name, value, old) for name, value in fresh.items()}
    seconds = max(5, 5 * round(values["seconds"] / 5))
    gigabytes = f"{values['gigabytes']:.1f}".replace(".", ",")
    megabytes = f"{round(values['megabytes']):,}".replace(",", ".")
    row = (
        f"| {reading_minutes(notebook)} menit | {seconds} detik | {megabytes} MB "
        f"| {gigabytes} GB | tidak perlu |"
    )
    note = f"{NOTE} {WITHOUT_GEMMA}" if any(map(needs_gemma, notebook.cells)) else NOTE
    return f"{HEADER}\n|---|---|---|---|---|\n{row}\n\n{note}"


def _settled(name, value, old):
    if old is None:
        return value
    relative, absolute = SLACK[name]
    close = abs(value - old[name]) <= max(relative * old[name], absolute)
    return old[name] if close else value
