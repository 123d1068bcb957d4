"""Tabel penjelasan galat: (jenis galat, pola pesan, penjelasan).

Jenis boleh beberapa, dipisah spasi. `{0}`, `{1}` diisi kelompok dari pola.
Baris pertama yang cocok dipakai. HUB_RULES juga dicocokkan dengan galat
penyebab, sebab transformers membungkus galat hub di dalam OSError. ENDPOINT_RULES
lebih dahulu, tetapi hanya untuk galat dari alamat endpoint model (`/v1/...`).
"""

_HUB = "Hub tidak menjawab. "
_HUB_HELP = (
    "Jalankan lagi `course_lib.setup()`; jika memakai internet atau hub kelas di jaringan, "
    "periksa sambungan dan alamatnya."
)

_GATED = (
    "Repositori ini menuntut persetujuan lisensi. Setujui syaratnya di halaman repositori, lalu "
    "masuk dengan `huggingface_hub.login()`."
)
UNFILLED = "Masih ada titik tiga `...` yang belum Anda ganti dengan jawaban. Periksa sel-sel di atas pemeriksa."
_MEMORY = (
    "Memori komputer tidak cukup untuk data sebesar ini. Kecilkan ukuran batch atau datanya, dan tutup "
    "buku catatan lain."
)

_TRAINING_MEMORY = (
    "Saat melatih: `per_device_train_batch_size` lebih kecil dengan `gradient_accumulation_steps` lebih besar, "
    "`max_length` lebih pendek, lalu `gradient_checkpointing=True`."
)

ENDPOINT_RULES = [
    ("OfflineModeIsEnabled", r"//(?:127\.0\.0\.1|localhost|\[::1\])",
     "Mode luring (`HF_HUB_OFFLINE=1`) memblokir `InferenceClient`, juga untuk server di komputer ini. Hapus variabel "
     "itu lalu mulai ulang kernel, atau panggil endpoint lokal dengan klien `openai`."),
    ("OfflineModeIsEnabled", r"",
     "Mode luring menyala, jadi endpoint di internet tidak dapat dihubungi. Hapus variabel lingkungan "
     "`HF_HUB_OFFLINE` lalu mulai ulang kernel."),
    ("InferenceTimeoutError ReadTimeout ConnectTimeout APITimeoutError", r"",
     "Server tidak menjawab dalam batas `timeout=`; ia mungkin masih mengerjakannya. Ulangi hanya bila permintaannya "
     "aman diulang. Naikkan batasnya bila jawabannya memang panjang, atau pakai `stream=True`."),
    ("ConnectError", r"",
     "Tidak ada server yang mendengarkan di alamat itu: belum siap, sudah berhenti, atau portnya lain. Nyalakan lagi, "
     "lalu buat klien dengan alamat yang baru."),
    ("RemoteProtocolError ReadError WriteError", r"",
     "Server memutus sambungan sebelum jawabannya lengkap: ia berhenti, dimulai ulang, atau kehabisan memori. Potongan "
     "yang sudah terlihat bukan jawaban utuh; jangan disimpan. Ulangi dari awal."),
    ("HfHubHTTPError APIStatusError", r"\b429\b",
     "Endpoint membatasi Anda karena terlalu banyak permintaan. Tunggu selama `Retry-After` pada kepala jawabannya, "
     "lalu ulangi dengan lebih jarang."),
    ("HfHubHTTPError APIStatusError", r"\b40[13]\b",
     "Endpoint menolak kunci Anda: `api_key` kosong, keliru, atau tidak punya izin. Mengulang tidak menolong."),
    ("HfHubHTTPError APIStatusError", r"\b404\b",
     "Server itu hidup, tetapi tidak punya alamat atau tugas yang diminta. Periksa `base_url` (biasanya berakhir `/v1`) "
     "dan apakah server menyediakan tugas itu."),
    ("HfHubHTTPError APIStatusError", r"\b410\b",
     "Alamat itu sudah ditutup untuk selamanya. Pakai `InferenceClient` dengan penyedia yang masih ada."),
    ("BadRequestError", r"",
     "Endpoint menolak isi permintaannya: `model=` yang tidak dikenal, atau setelan yang tidak didukung. Mengulang "
     "tidak menolong; `galat.response.text` menyebut sebabnya."),
    ("HfHubHTTPError APIStatusError", r"\b5\d\d\b",
     "Server sedang bermasalah atau baru dinyalakan. Ulangi dengan jeda yang tumbuh."),
]

HUB_RULES = [
    ("OfflineModeIsEnabled LocalEntryNotFoundError", r"offline mode is enabled|outgoing traffic",
     "Mode luring: berkas itu belum ada di cache, sedangkan pustaka dilarang menghubungi hub. Hapus "
     "`local_files_only=True`; bila tidak ada, hapus variabel lingkungan `HF_HUB_OFFLINE` lalu mulai ulang kernel."),
    ("ConnectionError", r"OfflineModeIsEnabled",
     "Mode luring menyala, jadi dataset ini tidak dapat diambil. Hapus variabel lingkungan "
     "`HF_HUB_OFFLINE` lalu mulai ulang kernel."),
    ("GatedRepoError", r"", _GATED),
    ("OSError", r"trying to access a gated repo", _GATED),
    ("DatasetNotFoundError", r"Revision '(.*?)' doesn't exist",
     "Dataset ini tidak punya revisi `{0}`. Periksa nama cabang, tag, atau commit pada `revision=`."),
    ("DatasetNotFoundError", r"",
     "Dataset dengan id itu tidak ada di hub yang sedang dipakai. Tulis sebagai `pemilik/nama` dan "
     "periksa ejaannya; dataset privat memerlukan token."),
    ("RevisionNotFoundError", r"",
     "Repositorinya ada, tetapi revisi itu tidak. Periksa nama cabang, tag, atau commit pada "
     "`revision=`."),
    ("RepositoryNotFoundError OSError", r"(?:Repository Not Found for url: \S*|^)paket/gemma-3-270m",
     "Model Gemma belum disiapkan di hub ini. Tutup pelajaran, lalu jalankan `python mulai.py --gemma`; pada hub "
     "guru, gurulah yang menjalankannya."),
    ("OSError", r"(\S+) is not a valid git identifier",
     "Repositorinya ada, tetapi revisi `{0}` tidak. Periksa nama cabang, tag, atau commit pada "
     "`revision=`."),
    ("OSError", r"(\S+) is not a local folder and is not a valid model identifier",
     "Tidak ada model `{0}` di hub yang sedang dipakai, dan tidak ada folder bernama itu. Tulis id "
     "sebagai `pemilik/nama` dan periksa ejaannya; model privat memerlukan token."),
    ("RepositoryNotFoundError", r"",
     "Tidak ada repositori dengan id itu di hub yang sedang dipakai. Tulis sebagai `pemilik/nama`, "
     "periksa ejaannya, dan untuk dataset pastikan `repo_type=\"dataset\"`."),
    ("HFValidationError OSError", r"Repo id must",
     "Id repositori harus berbentuk `nama` atau `pemilik/nama`, tanpa spasi. Jika maksud Anda sebuah "
     "folder, periksa apakah folder itu benar-benar ada."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?429",
     "Hub membatasi Anda untuk sementara karena terlalu banyak permintaan. Tunggu beberapa menit, lalu ulangi."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?40[13]",
     "Hub menolak permintaan ini: tokennya tidak ada atau tidak berlaku (401), atau token itu tidak punya "
     "izin di ruang nama yang dituju (403)."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?409",
     "Repositori, cabang, atau tag bernama itu sudah ada. Pakai `exist_ok=True`, atau pilih nama lain."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?412",
     "Orang lain sudah menyimpan perubahan sejak `parent_commit` itu, jadi tulisan Anda belum disimpan. "
     "Baca keadaan terbaru, gabungkan, lalu ulangi dengan `parent_commit` yang baru."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?507",
     "Komputer hub kehabisan ruang disk, dan tidak ada yang disimpan. Hubungi guru, lalu ulangi."),
    ("HfHubHTTPError", r"^(?:\w+ error ')?5\d\d",
     "Hub sedang mengalami gangguan. Tunggu sebentar, lalu ulangi."),
    ("LocalEntryNotFoundError", r"", _HUB + "Berkasnya pun belum ada di cache. " + _HUB_HELP),
    ("OSError", r"couldn't connect to '?(\S+?)'? to load",
     "Hub di {0} tidak menjawab, dan berkasnya belum ada di cache. " + _HUB_HELP),
    ("ConnectionError", r"Couldn't reach '(.*?)' on the Hub",
     "Hub tidak menjawab ketika mencari `{0}`. " + _HUB_HELP),
    ("EntryNotFoundError", r"",
     "Repositorinya ada, tetapi berkas itu tidak. Lihat daftar berkasnya dengan "
     "`huggingface_hub.list_repo_files(id)`."),
    ("ConnectError ConnectTimeout ReadTimeout ConnectionRefusedError Timeout", r"", _HUB + _HUB_HELP),
    ("OSError", r"does not appear to have a file named (\S+)\.",
     "Repositori atau folder itu ada, tetapi di dalamnya tidak ada `{0}`. Periksa apakah isinya memang "
     "sebuah model."),
]

REMOVED_ARGUMENTS = {
    "evaluation_strategy": "Pakai `eval_strategy`.",
    "no_cuda": "Pakai `use_cpu=True`.",
    "overwrite_output_dir": "Hapus argumen ini; folder lama dipakai begitu saja.",
    "logging_dir": "Hapus argumen ini; atur lewat `report_to` bila memakai TensorBoard.",
    "warmup_ratio": "Pakai `warmup_steps` dengan pecahan, misalnya `warmup_steps=0.1`.",
    "group_by_length": "Hapus argumen ini.",
    "save_safetensors": "Hapus argumen ini; safetensors selalu dipakai.",
    "use_auth_token": "Pakai `token=`.",
    "load_in_8bit": "Pakai `quantization_config=BitsAndBytesConfig(load_in_8bit=True)`.",
    "load_in_4bit": "Pakai `quantization_config=BitsAndBytesConfig(load_in_4bit=True)`.",
}

REMOVED_METHODS = {
    "encode_plus": "Panggil tokenizer-nya langsung: `tokenizer(teks)`.",
    "batch_encode_plus": "Panggil tokenizer-nya langsung: `tokenizer(daftar_teks)`.",
}

RULES = [
    # Hugging Face
    ("KeyError", r"The task (\S+) has been removed",
     "Tugas `{0}` sudah dihapus dari `pipeline` pada transformers 5. Pilih tugas yang masih ada, "
     "misalnya `text-generation`, atau panggil tokenizer dan modelnya langkah demi langkah."),
    ("KeyError", r"Unknown task ([^,]+), available tasks",
     "`pipeline` tidak mengenal tugas `{0}`. Nama tugas yang sah tercantum di akhir pesan galat."),
    ("IndexError", r"index out of range in self",
     "Ada nomor token yang lebih besar daripada tabel embedding model. Biasanya tokenizer dan modelnya "
     "tidak berasal dari checkpoint yang sama, atau teksnya lebih panjang daripada batas model."),
    ("ValueError", r"Unable to create tensor.*padding",
     "Kalimat dalam batch berbeda panjang sehingga tidak dapat menjadi satu tensor. Tambahkan "
     "`padding=True` dan `truncation=True` saat memanggil tokenizer."),
    ("ValueError", r"`model_kwargs` are not used by the model: \['(\w+)'",
     "`generate` tidak mengenal argumen `{0}`. Periksa ejaannya."),
    ("ValueError", r"Greedy methods .* do not support `num_return_sequences`",
     "Greedy hanya punya satu jawaban. Tambahkan `do_sample=True` untuk mengundi beberapa, atau `num_beams` "
     "sedikitnya sebanyak jawaban yang diminta."),
    ("ValueError", r"`temperature` \(=.*\) has to be a strictly positive",
     "`temperature` harus lebih besar daripada nol. Untuk jawaban yang selalu sama pakailah `do_sample=False`."),
    ("ValueError", r"stop strings.*could not locate a tokenizer",
     "`stop_strings` dicari di dalam teks, jadi `generate` memerlukan tokenizernya: tambahkan `tokenizer=tokenizer`."),
    ("ValueError", r"tokenizer\.chat_template is not set",
     "Tokenizer ini tidak punya cetakan percakapan; biasanya karena modelnya model dasar. Pilih versi percakapan "
     "model itu, atau susun promptnya sendiri."),
    ("ValueError", r"does not have a padding token",
     "Tokenizer ini tidak punya token pengisi. Tetapkan dahulu, misalnya "
     "`tokenizer.pad_token = tokenizer.eos_token`."),
    ("ValueError", r"text input must be of type|specify either `text`",
     "Tokenizer menerima teks (`str`) atau daftar teks. Kolom dataset perlu dijadikan daftar dahulu, "
     "`list(data[\"text\"])`; periksa juga apakah ada nilai None atau angka di dalam data Anda."),
    ("ValueError", r"Unrecognized model in (\S+)\.",
     "Isi `{0}` tidak memiliki `config.json` yang menyebut jenis modelnya. Periksa apakah itu memang "
     "repositori model."),
    # peft
    ("ValueError", r"No modules were targeted for adaptation|Target modules .* not found in the base model",
     "Tidak ada modul yang namanya cocok dengan `target_modules`. Cetak nama modul model ini dengan "
     "`named_modules()`, lalu pakai nama yang ada."),
    # datasets
    ("ArrowInvalid", r"Column \d+ named (\S+) expected length (\d+) but got length (\d+)",
     "Fungsi batch mengembalikan {2} nilai untuk kolom `{0}`, sedangkan kolom lain berisi {1}. Samakan panjangnya, "
     "atau buang kolom lama dengan `remove_columns=data.column_names`."),
    ("ArrowInvalid", r"Failed to parse string: '(.*?)' as a scalar of type (\w+)",
     "Teks `{0}` tidak dapat dijadikan bilangan bertipe {1}. Rapikan dahulu; Arrow memakai titik untuk desimal."),
    ("ValueError", r"Stratifying by column is only supported for ClassLabel",
     "Pembagian berstrata memerlukan kolom `ClassLabel`. Ubah dahulu dengan "
     "`data.class_encode_column(\"nama kolom\")`."),
    ("ValueError", r'Unknown split "(.*?)"\. Should be one of \[(.*?)\]',
     "Dataset ini tidak punya bagian `{0}`. Yang ada: {1}."),
    ("DatasetGenerationError", r"",
     "Data gagal dibaca. Sebab sebenarnya ada di atas pesan ini; yang tersering pengodean (`encoding=`), pemisah "
     "(`sep=`), atau tipe kolom."),
    # scikit-learn dan evaluate
    ("ValueError", r"Target is (multiclass|multilabel)\S* but average='binary'",
     "Labelnya lebih dari dua kelas, padahal F1, presisi, dan recall bawaannya untuk dua kelas. Tambahkan "
     "`average=\"macro\"` untuk rata-rata semua kelas, atau `average=None` untuk nilai tiap kelas."),
    # torch
    ("OutOfMemoryError RuntimeError", r"CUDA out of memory",
     "Memori GPU habis. Mulai ulang kernel agar memori lama dilepas. " + _TRAINING_MEMORY),
    ("RuntimeError", r"DefaultCPUAllocator",
     "Memori komputer tidak cukup. Kecilkan batch atau datanya, tutup buku catatan lain. " + _TRAINING_MEMORY),
    ("RuntimeError", r"can't allocate memory|not enough memory|Unable to allocate", _MEMORY),
    ("MemoryError", r"", _MEMORY),
    ("RuntimeError", r"mat1 and mat2 shapes cannot be multiplied \((\S+) and (\S+)\)",
     "Bentuk kedua matriks tidak cocok untuk dikalikan: {0} dengan {1}. Banyak kolom yang pertama harus "
     "sama dengan banyak baris yang kedua; cetak `.shape` keduanya."),
    ("RuntimeError", r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)",
     "Dua tensor berbeda ukuran: {0} dan {1}. Cetak `.shape` keduanya sebelum baris ini."),
    ("RuntimeError", r"shape '(.*?)' is invalid for input of size (\d+)",
     "Tensor berisi {1} angka tidak dapat disusun menjadi bentuk {0}, sebab hasil kali bentuk itu harus "
     "tepat {1}."),
    ("RuntimeError", r"Sizes of tensors must match|each tensor to be equal size",
     "Tensor yang hendak digabung berbeda ukuran. Cetak `.shape` masing-masing; teks yang berbeda "
     "panjang memerlukan `padding=True`."),
    ("RuntimeError", r"must have the same dtype, but got (\w+) and (\w+)",
     "Kedua tensor berbeda tipe angka: {0} dan {1}. Samakan, misalnya dengan `dtype=torch.float32` saat "
     "memuat model."),
    ("RuntimeError", r"one of the following scalar types: Long, Int; but got (\S+)",
     "Lapisan embedding meminta nomor token berupa bilangan bulat, tetapi menerima {0}. Pakai "
     "`tensor.long()`."),
    ("RuntimeError", r"Expected all tensors to be on the same device",
     "Model dan masukannya berada di perangkat yang berbeda. Pindahkan keduanya dengan "
     "`.to(model.device)`."),
    ("RuntimeError", r"cannot be converted to Scalar",
     "`.item()` hanya untuk tensor berisi satu angka. Ambil satu unsur dahulu, atau pakai `.tolist()`."),
    ("RuntimeError", r"Boolean value of Tensor|more than one value is ambiguous",
     "Tensor berisi banyak nilai tidak dapat dipakai sebagai satu ya atau tidak. Pakai `.any()` atau "
     "`.all()`."),
    ("RuntimeError", r"Can't call numpy\(\) on Tensor that requires grad",
     "Tensor ini masih mencatat gradien. Pakai `.detach().numpy()`, atau hitung di dalam "
     "`torch.no_grad()`."),
    ("AssertionError", r"not compiled with CUDA",
     "PyTorch di komputer ini dipasang tanpa dukungan GPU. Pakai `\"cpu\"` sebagai perangkat."),
    ("ValueError", r"expected sequence of length (\d+) at dim \d+ \(got (\d+)\)",
     "Baris-baris datanya berbeda panjang ({0} dan {1}) sehingga tidak dapat menjadi satu tensor. "
     "Samakan panjangnya dengan padding."),
    # Python
    ("TabError IndentationError", r"expected an indented block",
     "Baris setelah tanda titik dua harus menjorok ke dalam, biasanya empat spasi."),
    ("TabError IndentationError", r"",
     "Jorokan baris ini tidak sejajar dengan baris di sekitarnya. Samakan banyaknya spasi di awal baris."),
    ("SyntaxError", r"'(.)' was never closed",
     "Tanda `{0}` dibuka tetapi tidak ditutup. Lengkapi pasangannya."),
    ("SyntaxError", r"incomplete input",
     "Kode ini belum selesai. Biasanya ada tanda kurung atau tanda kutip yang belum ditutup."),
    ("SyntaxError", r"unmatched '(.)'", "Ada tanda `{0}` penutup tanpa pembuka. Hapus atau lengkapi."),
    ("SyntaxError", r"unterminated.*string literal",
     "Sebuah teks tidak ditutup tanda kutip. Lengkapi tanda kutip penutupnya."),
    ("SyntaxError", r"expected '(.)'", "Python menantikan tanda `{0}` di tempat yang ditunjuk panah."),
    ("SyntaxError", r"Perhaps you forgot a comma", "Mungkin ada tanda koma yang terlewat."),
    ("SyntaxError", r"Maybe you meant '==' ", "Untuk membandingkan, pakai `==`; `=` hanya memberi nilai."),
    ("SyntaxError", r"",
     "Python tidak memahami susunan kode ini. Periksa tempat yang ditunjuk panah dan baris tepat di "
     "atasnya."),
    ("ModuleNotFoundError", r"No module named '([^'.]+)",
     "Modul `{0}` tidak terpasang di lingkungan ini. Periksa ejaannya; kursus memasang semua yang "
     "dipakainya lewat `python mulai.py`."),
    ("ImportError", r"cannot import name '(\w+)' from '([\w.]+)'",
     "Modul `{1}` ada, tetapi tidak berisi `{0}`. Periksa ejaannya; nama itu mungkin sudah dihapus atau "
     "dipindah pada versi sekarang."),
    ("ImportError", r"", "Sebuah pustaka tidak dapat diimpor. Baris terakhir pesan galat menyebut "
     "namanya; periksa ejaannya, lalu jalankan `python mulai.py periksa`."),
    ("TypeError", r"(\S+)\(\) missing \d+ required .*arguments?: (.+)",
     "`{0}` dipanggil tanpa argumen yang wajib: {1}. Tambahkan di dalam tanda kurung."),
    ("TypeError", r"(\S+)\(\) takes .*positional arguments? but (\d+)",
     "`{0}` diberi {1} argumen, lebih banyak daripada yang diterimanya. Metode menghitung `self` juga."),
    ("TypeError", r"'(\w+)' object is not callable",
     "Nilai bertipe `{0}` diberi tanda kurung seperti fungsi. Mungkin ada variabel yang memakai nama "
     "sebuah fungsi, atau kurang tanda koma."),
    ("TypeError", r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'",
     "Operasi `{0}` tidak berlaku antara `{1}` dan `{2}`. Periksa tipe kedua nilai itu."),
    ("TypeError", r"can only concatenate (\w+) \(not \"(\w+)\"\)",
     "`{0}` hanya dapat disambung dengan `{0}`, bukan `{1}`. Ubah dahulu, misalnya dengan `str(...)`."),
    ("TypeError", r"'NoneType' object is not (subscriptable|iterable)",
     "Nilainya None. Biasanya karena fungsi yang menghasilkannya tidak memakai `return`; periksa fungsi itu."),
    ("TypeError", r"'(\w+)' object is not subscriptable",
     "Nilai bertipe `{0}` tidak dapat diambil unsurnya dengan `[...]`."),
    ("TypeError", r"'(\w+)' object is not iterable",
     "Nilai bertipe `{0}` bukan kumpulan, jadi tidak dapat ditelusuri satu per satu."),
    ("TypeError", r"(list|string|tuple) indices must be integers",
     "Unsur sebuah {0} diambil dengan bilangan bulat, misalnya `[0]`. Mungkin Anda perlu mengambil unsur "
     "pertama sebelum memakai namanya."),
    ("TypeError", r"unhashable type: '(\w+)'",
     "`{0}` tidak dapat menjadi kunci kamus atau anggota himpunan. Pakai `tuple(...)`."),
    ("TypeError", r"Strings must be encoded before hashing",
     "Fungsi hash menerima byte, bukan teks. Ubah dahulu dengan `teks.encode(\"utf-8\")`."),
    ("TypeError", r"can't concat str to bytes",
     "Teks dan byte tidak dapat disambung. Jadikan semuanya byte, misalnya dengan `teks.encode(\"utf-8\")`."),
    ("TypeError", r"got 'ellipsis'|'ellipsis' object|EllipsisType",
     UNFILLED),
    ("TypeError", r"", "Sebuah nilai bertipe lain daripada yang diminta. Periksa dengan `type(...)`."),
    ("ValueError", r"invalid literal for int\(\).*: (.+)", "Teks {0} tidak dapat diubah menjadi bilangan bulat."),
    ("ValueError", r"could not convert string to float: (.+)",
     "Teks {0} tidak dapat diubah menjadi angka. Python memakai titik untuk desimal."),
    ("ValueError", r"too many values to unpack",
     "Banyak nilai di kanan melebihi banyak nama di kiri tanda sama dengan."),
    ("ValueError", r"not enough values to unpack",
     "Banyak nilai di kanan kurang dari banyak nama di kiri tanda sama dengan."),
    ("ValueError", r"Invalid string class label (.+)",
     "Nilai `{0}` tidak ada dalam daftar nama `ClassLabel`. Biasanya salah ketik, spasi, atau sel kosong; perbaiki "
     "datanya, jangan daftarnya."),
    ("ValueError", r"No valid checkpoint found in output directory",
     "Tidak ada checkpoint di `output_dir` itu. Periksa foldernya dan `save_strategy`; tanpa checkpoint, latih dari "
     "awal tanpa `resume_from_checkpoint`."),
    ("ValueError", r'"errors": \[\{"message": "((?:[^"\\]|\\.)*)"',
     "Hub menolak metadata kartu ini: {0} Yang tersimpan di hub tidak berubah."),
    ("ValueError", r"", "Tipe nilainya benar, tetapi isinya tidak dapat diterima. Pesan galat menyebut nilai itu."),
    ("KeyError", r"(.+)",
     "Kunci {0} tidak ada. Periksa ejaannya; `.keys()` atau `.column_names` menunjukkan nama yang ada."),
    ("IndexError", r"Target (-?\d+) is out of bounds",
     "Ada label bernomor {0}, sedangkan model ini tidak punya kelas bernomor itu. Nomor label mulai dari 0 sampai "
     "`num_labels` - 1; periksa kolom label dan `id2label`."),
    ("IndexError", r"(list|tuple|string) index out of range",
     "Indeks di luar rentang {0}. Ingat, indeks mulai dari 0 dan daftar kosong tidak punya unsur."),
    ("IndexError", r"", "Indeks di luar rentang data. Periksa panjangnya dengan `len(...)` atau `.shape`."),
    ("OverflowError", r"math range error|too large",
     "Hasil hitungannya terlalu besar untuk bilangan komputer. Pada `math.exp`, kecilkan dahulu angkanya."),
    ("ZeroDivisionError", r"",
     "Ada pembagian dengan nol. Periksa nilai penyebutnya, misalnya panjang daftar yang kosong."),
    ("RecursionError", r"",
     "Sebuah fungsi terus memanggil dirinya. Periksa syarat yang menghentikannya."),
    ("PermissionError", r"",
     "Berkas atau folder itu tidak boleh dibaca atau ditulis. Periksa izinnya, dan tutup program lain yang "
     "sedang memakainya."),
    ("FileNotFoundError", r"",
     "Berkas atau folder itu tidak ditemukan. Periksa ejaan dan letaknya; `os.getcwd()` menunjukkan folder kerja Anda."),
    ("TimeoutError ConnectionError", r"", "Sambungan jaringan gagal atau terlalu lama. Periksa sambungan, lalu ulangi."),
    ("NotImplementedError", r"",
     "Bagian ini belum diisi. Ganti baris `raise NotImplementedError` dengan jawaban Anda."),
    ("StopIteration", r"", "Generator sudah habis dibaca. Buat lagi bila ingin membacanya dari awal."),
    ("AssertionError", r"", "Sebuah `assert` tidak terpenuhi. Periksa nilai yang dibandingkan di baris itu."),
    ("KeyboardInterrupt", r"",
     "Sel ini dihentikan. Jika Anda menghentikannya karena terlalu lama, periksa apakah ada perulangan yang "
     "tidak pernah selesai."),
    ("SystemExit", r"", "Kode memanggil `exit()`. Di buku catatan, hapus baris itu."),
]
