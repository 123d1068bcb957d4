"""Kartu dataset; semua angkanya dihitung dari data."""

from collections import Counter
from pathlib import Path

from recipes.layanan_publik import dirt
from recipes.layanan_publik.dirt import Row
from recipes.layanan_publik.mess import Messy
from recipes.layanan_publik.slang import SLANG, formal
from recipes.similarity import closest_pair, similarity

SAME_REPORT = 0.6
TEMPLATE = Path(__file__).with_name("card.md")
KINDS = {
    "baris_kembar": "baris yang sama persis muncul lagi",
    "kirim_ulang": "laporan yang dikirim lagi: id lain, satu salah ketik, huruf besar-kecil sering lain",
    "sel_hilang": "satu sel hilang, tetapi masih terbaca di kiriman ulangnya",
    "hari_mustahil": "`hari_penanganan` berisi -1 atau 999",
    "nilai_mustahil": "`nilai` berisi 9 atau 0",
    "kosong_beragam": "sel kosong ditulis `-`, `N/A`, `tidak ada`, atau `NULL`",
    "tanggal_garis_miring": "tanggal seperti `12/03/2026`",
    "tanggal_panjang": "tanggal seperti `12 Maret 2026`",
    "tanggal_pendek": "tanggal seperti `12 Mar 26`",
    "kecamatan_salah_eja": "kecamatan salah eja atau disingkat: `Tj. Merawai`, `Wonoraksa`",
    "kecamatan_beda_gaya": "kecamatan dengan huruf, awalan, atau spasi lain: `Kec. Wanaraksa`",
    "kategori_beda_gaya": "kategori dengan huruf atau spasi lain: `JALAN`, `Air`",
    "koma_desimal": "bilangan bulat berkoma: `4,0`",
    "bersatuan": "bilangan bersatuan: `3 hari`, `12 hr`",
    "singkatan": "kata di `isi` disingkat: `yg`, `gak`, `dgn`",
    "spasi_berlebih": "spasi ganda atau spasi di tepi `isi`",
    "kutip_ganda": "tanda kutip di `isi` tertulis dua kali",
    "entitas_html": "entitas HTML di `isi`: `&amp;`, `&quot;`, `&nbsp;`, `&#233;`",
    "mojibake": "`isi` UTF-8 yang keliru dibaca sebagai cp1252: `CibÃ©wok`, `2â€“3`",
}


def render(truth: list[Row], messy: list[Messy], notes: list[dict]) -> str:
    """Isi ``card.md`` dengan tabel dan angka dari data."""
    files = Counter(note["berkas"] for note in notes)
    return TEMPLATE.read_text(encoding="utf-8").format(
        truth=len(truth),
        rows_a=files["laporan_a.csv"],
        rows_b=files["laporan_b.csv"],
        rows=len(notes),
        untouched=sum(not note["kotoran"] for note in notes),
        kinds=kinds_table(notes),
        columns=columns_table(truth),
        districts=", ".join(f"`{name}`" for name in sorted(dirt.MISSPELLINGS)),
        months=", ".join(dirt.SHORT_MONTHS),
        slang=", ".join(f"`{short}` = {word}" for word, short in SLANG.items()),
        threshold=number(SAME_REPORT),
        farthest=number(farthest_apart(truth)),
        closest=number(closest_resent(truth, messy)),
    )


def kinds_table(notes: list[dict]) -> str:
    """Tabel jenis kotoran dan banyaknya baris di setiap berkas mentah."""
    counts = Counter((note["berkas"], name) for note in notes for name in note["kotoran"])
    lines = ["| kotoran | wujudnya | a | b | jumlah |", "|---|---|---:|---:|---:|"]
    for name, meaning in KINDS.items():
        first, second = counts["laporan_a.csv", name], counts["laporan_b.csv", name]
        lines.append(f"| `{name}` | {meaning} | {first} | {second} | {first + second} |")
    return "\n".join(lines)


def columns_table(truth: list[Row]) -> str:
    """Tabel arti kolom dan banyaknya sel kosong di data bersih."""
    meanings = {
        "id": "nomor laporan, `L` dan empat angka; urut menurut tanggal, ada nomor yang terlewat",
        "tanggal": "tanggal laporan masuk, ISO (`2026-03-12`)",
        "kecamatan": "satu dari delapan kecamatan",
        "kategori": listing(truth, "kategori"),
        "isi": "isi laporan, satu sampai tiga kalimat",
        "status": listing(truth, "status"),
        "hari_penanganan": "bilangan bulat, lama sampai selesai; 0 berarti selesai hari itu juga",
        "nilai": "bilangan bulat 1 (buruk) sampai 5 (baik) dari pelapor",
    }
    lines = ["| kolom | arti | kosong |", "|---|---|---:|"]
    for name, meaning in meanings.items():
        lines.append(f"| `{name}` | {meaning} | {sum(not row[name] for row in truth)} |")
    return "\n".join(lines)


def listing(truth: list[Row], column: str) -> str:
    """Nilai yang mungkin di ``column`` beserta banyaknya."""
    counts = sorted(Counter(row[column] for row in truth).items())
    return ", ".join(f"`{value}` ({count})" for value, count in counts)


def farthest_apart(truth: list[Row]) -> float:
    """Kemiripan tertinggi antara dua laporan yang memang berbeda."""
    return closest_pair([formal(row["isi"]) for row in truth])


def closest_resent(truth: list[Row], messy: list[Messy]) -> float:
    """Kemiripan terendah antara kiriman ulang yang sudah dibersihkan dan laporan pertamanya."""
    originals = {row["id"]: formal(row["isi"]) for row in truth}
    return min(similarity(formal(item.resent), originals[item.source]) for item in messy if item.resent)


def number(value: float) -> str:
    """Bilangan dua desimal dengan koma."""
    return f"{value:.2f}".replace(".", ",")
