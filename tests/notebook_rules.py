"""Aturan bentuk notebook; setiap aturan mengembalikan daftar pelanggaran."""

import ast
import re

from tools.notebooks import METADATA, tags

# Semua tag yang boleh dipakai, artinya, dan berapa kali paling banyak di seluruh kursus.
TAGS = {
    "colab": ("sel pemasangan di Colab; tidak dijalankan di tempat lain", None),
    "nbval-skip": ("menyertai colab: dilewati nbval", None),
    "anggaran": ("kotak anggaran, diisi tools.refresh", None),
    "raises-exception": ("sengaja gagal untuk menunjukkan pesan galat", None),
    "gemma": ("memerlukan paket Gemma", None),
    "dulu": ("kode lama yang sengaja dijalankan; dilewati tools.removed_apis", None),
    "tabel": ("tabel dulu dan sekarang, diisi tools.refresh", 1),
    "nbval-ignore-output": ("keluaran yang tidak dapat dibuat tetap", 0),
}
SETUP = "import course_lib\ncourse_lib.setup()"
SECTIONS = ("Kesalahpahaman umum", "Pesan galat yang sering muncul", "Kuis", "Ringkasan")
APPENDIX_SECTIONS = ("Daftar isi", "Ringkasan")
LONGEST, LONGEST_DEFINITION, COLUMNS = 15, 20, 88


def code_cells(notebook):
    """Sel kode selain sel Colab."""
    return [c for c in notebook.cells if c.cell_type == "code" and "colab" not in tags(c)]


def setup_first(notebook):
    """Sel Colab lebih dahulu, lalu tepat dua baris penyiapan."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = []
    if not code or "colab" not in tags(code[0]):
        problems.append("sel kode pertama bukan sel Colab")
    if len(code) < 2 or code[1].source != SETUP:
        problems.append("sel kode kedua bukan tepat `import course_lib` dan `course_lib.setup()`")
    return problems


def executed(notebook):
    """Setiap sel punya execution_count berurutan; tanpa itu nbval tidak membandingkan apa pun."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    return [] if counts == list(range(1, len(counts) + 1)) else [f"execution_count {counts}"]


def short_cells(notebook):
    """Paling panjang 15 baris (20 untuk satu definisi) dan 88 kolom."""
    problems = []
    for cell in code_cells(notebook):
        lines = cell.source.splitlines()
        limit = LONGEST_DEFINITION if _one_definition(cell.source) else LONGEST
        if len(lines) > limit:
            problems.append(f"{len(lines)} baris (batas {limit}): {lines[0]}")
        problems += [f"{len(line)} kolom: {line}" for line in lines if len(line) > COLUMNS]
    return problems


def _one_definition(source):
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    body = [s for s in body if not isinstance(s, (ast.Import, ast.ImportFrom))]
    return len(body) == 1 and isinstance(body[0], (ast.FunctionDef, ast.ClassDef))


def not_crowded(notebook):
    """Paling banyak dua sel kode berturut-turut."""
    kinds = "".join("c" if cell.cell_type == "code" else "m" for cell in notebook.cells)
    start = kinds.find("c") + 2 if "c" in kinds else 0  # sel Colab dan penyiapan di awal
    return ["tiga sel kode berturut-turut"] if "ccc" in kinds[start:] else []


def balanced(notebook):
    """Di badan pelajaran, banyak sel teks 1 sampai 1,5 kali banyak sel kode.

    Badan pelajaran: sesudah penyiapan, sebelum "Kesalahpahaman umum".
    """
    cells = list(notebook.cells)
    starts = [i for i, cell in enumerate(cells) if cell.source == SETUP]
    ends = [i for i, cell in enumerate(cells) if f"## {SECTIONS[0]}" in cell.source]
    body = cells[starts[0] + 1 if starts else 0 : ends[0] if ends else None]
    code = sum(cell.cell_type == "code" for cell in body)
    markdown = len(body) - code
    ratio = round(markdown / max(1, code), 1)
    return [] if 1 <= ratio <= 1.5 else [f"{markdown} sel teks untuk {code} sel kode"]


def clean_code(notebook):
    """Tanpa pemasangan paket, sys.path, penyaring peringatan menyeluruh, atau sel tersembunyi."""
    problems = []
    for cell in code_cells(notebook):
        found = re.findall(
            r"[!%]\s*pip\b|sys\.path|simplefilter\(.ignore|filterwarnings\(.ignore.\)|set_verbosity_error",
            cell.source,
        )
        problems += [f"`{text}` di dalam sel kode" for text in found]
        if not cell.source.strip():
            problems.append("sel kode kosong")
    return problems


def known_tags(notebook):
    """Hanya tag yang tercantum di TAGS."""
    return [f"tag `{tag}` tidak terdaftar" for cell in notebook.cells for tag in tags(cell) - set(TAGS)]


def clean_metadata(notebook):
    """Metadata seragam; sel hanya memuat tag; id unik; tanpa sisa widget."""
    problems = [] if notebook.metadata == METADATA else [f"metadata {dict(notebook.metadata)}"]
    for cell in notebook.cells:
        if set(cell.metadata) - {"tags"}:
            problems.append(f"metadata sel {dict(cell.metadata)}")
        for output in cell.get("outputs", []):
            if "application/vnd.jupyter.widget-view+json" in output.get("data", {}):
                problems.append("id widget ikut tersimpan; jalankan tools.refresh")
    ids = [cell.get("id") for cell in notebook.cells]
    return problems + ([] if len(set(ids)) == len(ids) and all(ids) else ["id sel tidak unik"])


def pictures_have_text(notebook):
    """Setiap gambar di keluaran punya text/plain untuk pembaca layar dan konsol."""
    return [
        f"gambar tanpa text/plain pada: {cell.source[:60]}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if {"image/png", "image/svg+xml"} & set(output.get("data", {}))
        and not output["data"].get("text/plain", "").strip()
    ]


def no_personal_paths(notebook):
    """Keluaran tidak memuat letak folder komputer pembuatnya."""
    pattern = r"/home/|/root/|/Users/|/tmp/|[A-Z]:\\Users|~/\S|[^…]/site-packages"
    problems = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            text = str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
            text += "\n".join(output.get("traceback", []))
            found = re.search(pattern, text)
            if found:
                problems.append(f"`{found[0]}` di keluaran: {cell.source[:60]}")
    return problems


def no_leftovers(notebook):
    """Tidak ada penanda tempat isian yang tertinggal di sel teks."""
    problems = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"```.*?```|`[^`]*`|https?://\S+", "", cell.source, flags=re.S)
            problems += re.findall(r"\w*_?[A-Z]{3,}_[A-Z]{2,}\w*|\._[A-Z]+|\(isi\)", text)
    return problems


def errors_are_meant(notebook):
    """Galat hanya pada sel bertag raises-exception, dan sel bertag itu memang gagal."""
    problems = []
    for cell in code_cells(notebook):
        failed = any(output.output_type == "error" for output in cell.outputs)
        if failed != ("raises-exception" in tags(cell)):
            problems.append(f"{'gagal' if failed else 'tidak gagal'}: {cell.source[:60]}")
    return problems


def lesson_parts(notebook):
    """Satu H1 di awal, kotak anggaran yang terisi, dan bagian-bagian penutup."""
    return _parts(notebook, SECTIONS)


def appendix_parts(notebook):
    """Seperti pelajaran, tetapi bagiannya daftar isi di awal dan ringkasan di akhir."""
    return _parts(notebook, APPENDIX_SECTIONS)


def old_code_is_marked(notebook):
    """Komentar `# dulu` ada tepat di sel yang bertag dulu atau raises-exception."""
    return [
        f"komentar `# dulu` dan tagnya tidak sejalan: {cell.source[:60]}"
        for cell in code_cells(notebook)
        if cell.source.startswith("# dulu") != bool(tags(cell) & {"dulu", "raises-exception"})
    ]


def _parts(notebook, sections):
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = [line for text in texts for line in _outside_code(text) if re.match(r"#+ ", line)]
    problems = [] if texts[0].startswith("# ") else ["sel pertama bukan judul"]
    if sum(heading.startswith("# ") for heading in headings) != 1:
        problems.append("judul tingkat satu harus tepat satu")
    for section in sections:
        if not any(section.lower() in heading.lower() for heading in headings):
            problems.append(f"tidak ada bagian `{section}`")
    budget = [cell for cell in notebook.cells if "anggaran" in tags(cell)]
    if len(budget) != 1 or "menit" not in budget[0].source:
        problems.append("kotak anggaran belum diisi; jalankan tools.refresh")
    return problems


def quiz_has_three_answers(notebook):
    """Kuis berisi tiga soal dengan jawaban di dalam lipatan."""
    quiz = [c.source for c in notebook.cells if c.cell_type == "markdown" and "## Kuis" in c.source]
    answers = sum(text.count("<details>") for text in quiz)
    return [] if answers == 3 else [f"{answers} jawaban kuis, seharusnya 3"]


def _outside_code(text):
    return re.sub(r"```.*?```", "", text, flags=re.S).splitlines()


EVERYWHERE = (
    setup_first, executed, short_cells, clean_code, known_tags, clean_metadata,
    pictures_have_text, no_personal_paths, no_leftovers, errors_are_meant,
)  # fmt: skip
LESSONS = (not_crowded, balanced, lesson_parts, quiz_has_three_answers)
# Lampiran memasangkan sel dulu dan sekarang, jadi banyak teksnya tidak ditakar; tanpa kuis dan latihan.
APPENDICES = (not_crowded, appendix_parts, old_code_is_marked)
