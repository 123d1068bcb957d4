"""Kotak anggaran sebuah pelajaran: waktu baca, waktu jalan, unduhan, RAM, GPU.

Waktu baca dihitung dari isi: 180 kata tiap menit dan 10 detik untuk setiap baris
kode. Sel Colab, tabel untuk dicari, dan lipatan "Menyelam lebih dalam" tidak dihitung.
Bagian "Dengan model sungguhan" (sel bertag gemma) mendapat baris sendiri.
"""

import re

from tools.notebooks import TABLE_TAG, needs_gemma, tags

TAG = "anggaran"
MARK = re.compile(r"# (dulu|sekarang)\b")  # penanda sel lampiran, bukan baris kode
WORDS_A_MINUTE = 180
SECONDS_A_CODE_LINE = 10
HEADER = "| waktu baca | waktu jalan | unduhan | RAM puncak | GPU |"
NOTE = "Diukur pada profil mini dengan dua inti CPU, tanpa internet; unduhannya dari hub kelas di komputer yang sama."
GEMMA_NOTE = "Baris kedua: tambahan untuk bagian \"Dengan model sungguhan\" di akhir, hanya bila paket Gemma disiapkan."
# Ukuran lama dipertahankan selama yang baru masih di dalam kelonggaran ini.
SLACK = {"seconds": (0.4, 5), "megabytes": (0.1, 1), "gigabytes": (0.2, 0.1)}


def reading_minutes(cells):
    """Waktu baca sel-sel itu dalam menit, dibulatkan ke kelipatan 5 (sedikitnya 5)."""
    words = lines = 0
    for cell in cells:
        if cell.cell_type == "markdown" and not tags(cell) & {TAG, TABLE_TAG}:
            words += len(re.findall(r"\w+", readable(cell.source)))
        elif cell.cell_type == "code" and "colab" not in tags(cell):
            lines += sum(bool(line.strip()) for line in cell.source.splitlines() if not MARK.match(line))
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
    """Baca kembali ukuran dari kotak yang ada: satu kamus per baris, kosong bila belum pernah diukur."""
    rows = re.findall(r"\| [\d.]+ menit \| ([\d.]+) detik \| ([\d.]+) MB \| (\d+),(\d) GB \|", card)
    return [
        {
            "seconds": int(seconds.replace(".", "")),
            "megabytes": int(megabytes.replace(".", "")),
            "gigabytes": float(f"{whole}.{tenth}"),
        }
        for seconds, megabytes, whole, tenth in rows
    ]


def card(notebook, fresh, old=()):
    """Tulis kotak anggaran; ukuran `old` dipertahankan bila bedanya tidak berarti.

    `fresh` dan `old` ialah daftar kamus berisi `seconds`, `megabytes`, dan `gigabytes`:
    badan pelajaran, lalu bagian Gemma bila ada.
    """
    parts = [[cell for cell in notebook.cells if needs_gemma(cell) == gemma] for gemma in (False, True)]
    befores = [*old, *[None] * (len(fresh) - len(old))]
    rows = [_row(cells, sizes, before) for cells, sizes, before in zip(parts, fresh, befores)]
    note = NOTE if len(rows) == 1 else f"{NOTE} {GEMMA_NOTE}"
    return "\n".join([HEADER, "|---|---|---|---|---|", *rows, "", note])


def _row(cells, fresh, old):
    values = {name: _settled(name, value, old) for name, value in fresh.items()}
    seconds = max(5, 5 * round(values["seconds"] / 5))
    gigabytes = f"{values['gigabytes']:.1f}".replace(".", ",")
    megabytes = f"{round(values['megabytes']):,}".replace(",", ".")
    return f"| {reading_minutes(cells)} menit | {seconds} detik | {megabytes} MB | {gigabytes} GB | tidak perlu |"


def _settled(name, value, old):
    if old is None:
        return value
    relative, absolute = SLACK[name]
    close = abs(value - old[name]) <= max(relative * old[name], absolute)
    return old[name] if close else value
