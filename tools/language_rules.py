"""Aturan bahasa kursus: ejaan baku, kata depan "di", istilah glosarium, angka desimal.

Setiap aturan: (pola, saran). Pola dicocokkan tanpa membedakan huruf besar; `\\1`
di dalam saran diisi kelompok pola. Semua pola dibatasi batas kata.
"""

# Bentuk tidak baku -> bentuk baku menurut KBBI dan EYD V.
NONSTANDARD = {
    "praktek": "praktik", "prakteknya": "praktiknya", "resiko": "risiko", "beresiko": "berisiko",
    "aktifitas": "aktivitas", "aktifasi": "aktivasi", "aktip": "aktif", "kreatifitas": "kreativitas",
    "efektifitas": "efektivitas", "obyektif": "objektif", "subyek": "subjek", "obyek": "objek",
    "analisa": "analisis", "menganalisa": "menganalisis", "hipotesa": "hipotesis",
    "mempengaruhi": "memengaruhi", "mempercayai": "memercayai",
    "merubah": "mengubah", "dirubah": "diubah",
    "dimana": "di mana", "kemana": "ke mana", "silahkan": "silakan", "dipersilahkan": "dipersilakan",
    "kwalitas": "kualitas", "kwantitas": "kuantitas", "sistim": "sistem", "metoda": "metode",
    "ijin": "izin", "nomer": "nomor", "jaman": "zaman", "azas": "asas",
    "apotik": "apotek", "standarisasi": "standardisasi", "standard": "standar",
    "disain": "desain", "propinsi": "provinsi", "tehnik": "teknik", "tehnologi": "teknologi",
    "hutang": "utang", "nafas": "napas", "sekedar": "sekadar", "antri": "antre", "karir": "karier",
    "detil": "detail", "konkrit": "konkret", "kongkret": "konkret", "diagnosa": "diagnosis",
    "sintesa": "sintesis", "frekwensi": "frekuensi", "fikir": "pikir", "difikir": "dipikir",
    "berfikir": "berpikir", "memfikirkan": "memikirkan", "merk": "merek", "cabe": "cabai",
    "respon": "respons", "rubahlah": "ubahlah", "rubah": "ubah", "adalah merupakan": "adalah",
    "hembus": "embus", "trampil": "terampil", "ketrampilan": "keterampilan", "lobang": "lubang",
    "nampak": "tampak", "mensukseskan": "menyukseskan", "mentaati": "menaati",
    "mengkonversi": "mengonversi", "mengkombinasikan": "mengombinasikan",
    "mensortir": "menyortir", "mensimulasikan": "menyimulasikan", "mengkoreksi": "mengoreksi",
    "mengkompilasi": "mengompilasi", "mengkonfigurasi": "mengonfigurasi", "mentest": "menguji",
    "sub bab": "subbab", "non aktif": "nonaktif", "multi bahasa": "multibahasa",
    "antar muka": "antarmuka", "kerjasama": "kerja sama", "tandatangan": "tanda tangan",
    "terimakasih": "terima kasih", "diatas": "di atas", "dibawah": "di bawah",
    "didalam": "di dalam", "diluar": "di luar", "diantara": "di antara", "disini": "di sini",
    "disana": "di sana", "disitu": "di situ", "dirumah": "di rumah", "disamping": "di samping",
    "disebelah": "di sebelah", "diakhir": "di akhir", "diawal": "di awal", "ditengah": "di tengah",
    "dibelakang": "di belakang", "didepan": "di depan", "keatas": "ke atas", "kebawah": "ke bawah",
    "kedalam": "ke dalam", "kesini": "ke sini", "kesana": "ke sana", "darimana": "dari mana",
    "seringkali": "sering kali", "apa bila": "apabila", "walau pun": "walaupun",
    "meski pun": "meskipun", "bagaimana pun": "bagaimanapun", "apapun": "apa pun",
    "siapapun": "siapa pun", "kapanpun": "kapan pun", "dimanapun": "di mana pun",
    "satupun": "satu pun",
}  # fmt: skip

# Terjemahan yang tidak dipakai kursus -> istilah glosarium.
GLOSSARY = {
    "pembelajaran mesin": "*machine learning*", "penalaan halus": "fine-tuning (penyetelan halus)",
    "penalaan": "penyetelan", "tokenisator": "tokenizer", "penoken": "tokenizer",
    "tokenizing": "tokenisasi", "tokenization": "tokenisasi", "himpunan data": "dataset",
    "set data": "dataset", "data set": "dataset", "kumpulan data latih": "dataset pelatihan",
    "titik periksa": "checkpoint", "jalur pipa": "pipeline", "saluran pipa": "pipeline",
    "repo": "repositori", "repository": "repositori",
    "kecepatan pembelajaran": "laju pembelajaran", "tingkat pembelajaran": "laju pembelajaran",
    "learning rate": "laju pembelajaran", "pra-latih": "pralatih", "pra-terlatih": "pralatih",
    "mendownload": "mengunduh", "didownload": "diunduh", "download": "unduh", "mengupload": "mengunggah",
    "upload": "unggah", "offline": "luring", "online": "daring", "kuantifikasi": "kuantisasi",
    "inferensial": "inferensi", "akurat-an": "akurasi", "interval kepercayaan": "selang kepercayaan",
    "rentang kepercayaan": "selang kepercayaan", "latency": "latensi",
    "ucapan kebencian": "ujaran kebencian", "kamu": "Anda", "kalian": "Anda",
    "error": "galat", "men-download": "mengunduh", "validasi bersilang": "validasi silang",
}  # fmt: skip

# Kata dasar berawalan di- yang sering terpisah; juga semua bentuk di …kan dan di …i.
_VERBS = (
    "jalankan|simpan|unduh|unggah|latih|baca|tulis|ubah|hapus|ambil|buat|pakai|panggil|hitung|cetak|"
    "impor|kirim|muat|bagi|ganti|pilih|lihat|bandingkan|kerjakan|gunakan|tampilkan|perlukan|butuhkan"
)

PATTERNS = [
    (rf"\bdi ((?:{_VERBS})(?:nya)?)\b", r"di\1 (awalan ditulis serangkai)"),
    (r"\bdi (?!pekan\b|ikan\b)(\w{3,}kan)\b", r"di\1 (awalan ditulis serangkai)"),
    (r"(?:, di mana|yang di mana)", "tulis ulang tanpa `di mana` sebagai kata penghubung"),
    (r"(para \w+)-\w+", r"\1 (tanpa pengulangan)"),
    (r"adalah merupakan|agar supaya|demi untuk|sangat \w+ sekali", "pilih salah satu kata"),
    (r"(\w+) dari pada (\w+)", r"\1 daripada \2"),
    (r"(?<!SA )(?<!versi )(?<!transformers )(?<!CUDA )(?<!License )(?<!BY )(?<!macOS )(?<!Apache )(?<![\d.,/:-])(?!3\.1\d)(\d+)\.(\d{1,2}|\d{4,})(?![\d.]|\.\w)(?= |,|;|\)|$|%)", r"\1,\2 (desimal memakai koma)"),
    (r"(\d+) %", r"\1% (tanpa spasi)"),
    (r"\b(\w{2,}) \1\b(?<!kira kira)", r"\1 (kata tertulis dua kali)"),
    (r" ,", "tanpa spasi sebelum koma"),
    (r"\.{4,}", "tiga titik saja"),
]


def rules():
    """Semua aturan sebagai pasangan (pola teks, saran)."""
    words = [(w, s) for table in (NONSTANDARD, GLOSSARY) for w, s in table.items()]
    made = [(rf"\b{word}\b", suggestion) for word, suggestion in words]
    return made + PATTERNS
