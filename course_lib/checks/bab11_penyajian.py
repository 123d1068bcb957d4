"""Pemeriksa latihan Bab 11: penyajian."""

import copy
import json

from course_lib.checking import Lesson, Wrong, call, expect_equal, expect_raises, expect_returns

lesson = Lesson("bab11_penyajian")


class _Model:
    """Model tiruan yang mencatat setiap batch yang diterimanya."""

    def __init__(self):
        self.batches = []

    def __repr__(self):
        return "model"

    def __call__(self, batch):
        self.batches.append(list(batch))
        return [f"<{text}>" for text in batch]


@lesson.check(
    hints=[
        "Urutkan nomor barisnya, bukan teksnya: `sorted(range(len(daftar)), key=lambda i: len(daftar[i]))`.",
        "Siapkan `hasil = [None] * len(daftar)`, lalu taruh setiap jawaban di `hasil[nomor]`.",
    ]
)
def terurut(terurut):
    """Latihan 1: batch terurut, jawaban dalam urutan asal."""
    cases = [
        (["panjang", "a", "dua"], 2, ""),
        (["sate lilit", "pempek", "rawon", "es", "coto", "papeda", "gudeg"], 3, "Sama panjang: menurut urutan asalnya."),
        (["soto", "es", "soto", "gado-gado", "es"], 2, "Teks yang sama boleh muncul dua kali; tandai dengan nomor barisnya."),
        (["a", "bb", "ccc"], 1, ""),
        (["tiga", "dua", "satu"], 10, ""),
    ]  # fmt: skip
    for texts, size, note in cases:
        order = sorted(texts, key=len)
        model, given = _Model(), list(texts)
        seen = call(terurut, given, size, model)
        expect_equal("hasil terurut", seen, [f"<{text}>" for text in texts], "Jawaban harus kembali ke urutan asal. " + note)
        expect_equal(
            "batch yang diterima model", model.batches, [order[i : i + size] for i in range(0, len(order), size)],
            "Dari yang terpendek, dan setiap batch penuh kecuali yang terakhir. " + note,
        )  # fmt: skip
        expect_equal("daftar", given, texts, "Masukannya jangan diubah.")
    calls = []

    def numbered(batch):
        calls.extend(batch)
        return [f"{text} {number}" for number, text in enumerate(calls, 1)][-len(batch) :]

    expect_equal(
        "hasil terurut", call(terurut, ["soto", "es", "soto", "es"], 3, numbered), ["soto 3", "es 1", "soto 4", "es 2"],
        "Model ini menomori jawabannya. Teks yang muncul dua kali mendapat dua jawaban: pasangkan menurut nomor baris, bukan menurut teks.",
    )  # fmt: skip
    model = _Model()
    expect_equal("terurut([], 4, model)", call(terurut, [], 4, model), [])
    expect_equal("batch untuk daftar kosong", model.batches, [], "Model tidak perlu dipanggil.")
    for size in (0, -2):
        expect_raises(ValueError, terurut, ["a"], size, _Model(), note="bila `ukuran` kurang dari 1")


_REQUEST = {
    "model": "penyair",
    "revisi": "a1b2c3",
    "pesan": [{"role": "system", "content": "Singkat."}, {"role": "user", "content": "Pantun rindu"}],
    "max_tokens": 60,
    "temperature": 0,
    "stop": ["\n\n"],
    "id": 7,
    "waktu": "08.15",
}


def _changed(**values):
    return copy.deepcopy(_REQUEST) | values


@lesson.check(
    hints=[
        "Mulai dari yang tidak boleh disimpan: `permintaan.get(\"pribadi\")` dan `permintaan.get(\"temperature\", 0) > 0`.",
        "Buat kamus baru tanpa `id`, `waktu`, dan `pribadi`; jangan menghapus dari `permintaan`.",
        "`json.dumps(kamus, sort_keys=True)` menghasilkan teks yang tidak bergantung pada urutan kunci.",
    ]
)
def kunci(kunci):
    """Latihan 2: kunci cache yang memuat segala yang mengubah jawaban."""
    given = copy.deepcopy(_REQUEST)
    base = _key(kunci, given)
    expect_equal("permintaan", given, _REQUEST, "Masukannya jangan diubah; buat kamus baru.")
    if base is None:
        raise Wrong("Permintaan greedy tanpa data pribadi boleh disimpan, tetapi `kunci` mengembalikan None.")
    swapped = [dict(reversed(list(one.items()))) for one in _REQUEST["pesan"]]
    same = [
        (_changed(id=8, waktu="09.30"), "`id` dan `waktu` tidak mengubah jawaban"),
        (_changed(pribadi=False), "`pribadi` tidak mengubah jawaban"),
        (dict(reversed(list(_REQUEST.items()))), "urutan kunci kamus tidak berarti"),
        (_changed(pesan=swapped), "urutan kunci di dalam pesan tidak berarti"),
    ]
    for request, why in same:
        if _key(kunci, request) != base:
            raise Wrong(f"Kuncinya seharusnya sama: {why}.")
    system, user = _REQUEST["pesan"]
    other = [
        (_changed(model="penulis"), "modelnya lain"),
        (_changed(revisi="d4e5f6"), "revisinya lain"),
        (_changed(max_tokens=20), "`max_tokens` lain"),
        (_changed(stop=["."]), "`stop` lain"),
        (_changed(seed=3), "ada setelan tambahan `seed`"),
        (_changed(pesan=[user]), "pesan sistemnya tidak ada"),
        (_changed(pesan=[user, system]), "urutan pesannya lain"),
        (_changed(pesan=[system, {"role": "user", "content": "pantun rindu"}]), "huruf besarnya lain"),
        (_changed(pesan=[system, {"role": "assistant", "content": "Pantun rindu"}]), "perannya lain"),
    ]
    for request, why in other:
        if _key(kunci, request) == base:
            raise Wrong(f"Kuncinya seharusnya berbeda: {why}, jadi jawabannya dapat berbeda.")
    if _key(kunci, _changed(model="ab", revisi="c")) == _key(kunci, _changed(model="a", revisi="bc")):
        raise Wrong('Model "ab" revisi "c" dan model "a" revisi "bc" mendapat kunci sama: beri batas di antara isinya.')
    many = 1200
    found = len({_key(kunci, _changed(pesan=[{"role": "user", "content": f"Pantun {i}"}])) for i in range(many)})
    if found < many:
        raise Wrong(
            f"{many} permintaan yang berbeda hanya mendapat {found} kunci, jadi ada yang menerima jawaban orang lain. "
            "Kuncinya harus memuat seluruh isi, bukan ringkasannya."
        )
    for request, why in (
        (_changed(temperature=0.7), "jawabannya hasil undian (`temperature` 0.7)"),
        (_changed(pribadi=True), "permintaannya memuat data pribadi"),
    ):
        if _key(kunci, request) is not None:
            raise Wrong(f"Seharusnya None: {why}.")
    small = {"model": "m", "revisi": "r", "pesan": []}
    if _key(kunci, small) is None:
        raise Wrong("Tanpa `temperature` jawabannya dianggap greedy, jadi boleh disimpan.")


def _key(kunci, request):
    seen = call(kunci, request)
    try:
        hash(seen)
    except TypeError:
        raise Wrong(
            f"Hasilnya bertipe `{type(seen).__name__}`, yang tidak dapat menjadi kunci kamus. Jadikan teks atau tuple."
        ) from None
    return seen


@lesson.check(
    hints=[
        "Pisahkan dahulu: `status, saran = satu if isinstance(satu, tuple) else (satu, None)`.",
        "Berhenti (`break`) bila tidak boleh diulang atau ini percobaan terakhir; selain itu catat jedanya.",
        "429 dan 503 selalu boleh diulang; 500, 502, 504, `\"timeout\"`, dan `\"putus\"` hanya bila `idempoten`.",
        "Jeda sesudah percobaan ke-0 ialah `2**0`, sesudah yang ke-1 `2**1`, kecuali ada saran.",
    ]
)
def rencana(rencana):
    """Latihan 3: kapan mengulang, kapan menyerah."""
    cases = [
        ([200, 503], 5, True, ([], 200), "200 langsung selesai."),
        ([503, (429, 7), 503, 200], 5, True, ([1, 7, 4], 200), "Saran menggantikan jeda; jeda berikutnya tetap menurut nomor percobaan."),
        ([400, 200], 5, True, ([], 400), "400 tidak boleh diulang."),
        ([503, 404, 200], 4, True, ([1], 404), "404 tidak boleh diulang."),
        ([501, 200], 4, True, ([], 501), "501 tidak ada di daftar yang boleh diulang."),
        ([401, 200], 4, True, ([], 401), "401 tidak boleh diulang."),
        (["timeout", "putus", 200], 5, True, ([1, 2], 200), "Aman diulang, jadi `timeout` dan `putus` diulang."),
        ([503, 429, 200], 4, False, ([1, 2], 200), "503 dan 429 boleh diulang walaupun tidak idempoten."),
        ([503, "timeout", 200], 5, False, ([1], "timeout"), "Tidak idempoten: sesudah `timeout` jangan mengulang."),
        (["putus", 200], 5, False, ([], "putus"), "Tidak idempoten: sesudah `putus` jangan mengulang."),
        ([(429, 3), 200], 5, False, ([3], 200), "429 berarti belum dikerjakan, jadi boleh diulang."),
        ([500, 502, 504, 503, 200], 3, True, ([1, 2], 504), "Paling banyak tiga percobaan; sesudah yang terakhir tidak ada jeda."),
        ([503, 200], 1, True, ([], 503), "Hanya satu percobaan, tanpa jeda."),
        ([(503, 0), 200], 2, True, ([0], 200), "Saran 0 detik tetap sebuah saran."),
        *(([one, 200], 3, False, ([], one), f"Tidak idempoten: sesudah {one} jangan mengulang, pekerjaannya mungkin sudah dilakukan.") for one in (500, 502, 504)),
        *(([one, 200], 3, True, ([1], 200), f"Aman diulang, jadi {one} diulang.") for one in (500, 502, 504)),
        ([503, (429, 7)], 2, True, ([1], 429), "Kejadian terakhir berupa statusnya saja, tanpa saran."),
        ([(500, 9), 200], 3, False, ([], 500), "Kejadian terakhir berupa statusnya saja, tanpa saran."),
    ]  # fmt: skip
    for events, most, safe, wanted, note in cases:
        expect_returns(rencana, events, most, safe, equals=wanted, note=note)


def _data(content="", reason=None, **more):
    delta = {"content": content} if content != "" else {}
    return "data: " + json.dumps({"choices": [{"delta": delta | more, "finish_reason": reason}]})


@lesson.check(
    hints=[
        "Lewati baris yang tidak diawali `data: `, lalu `removeprefix(\"data: \")`.",
        "`pilihan[0][\"delta\"].get(\"content\") or \"\"` menangani yang tidak ada dan yang `null`.",
        "Bungkus `json.loads` dengan `try` dan `except json.JSONDecodeError: break`.",
    ]
)
def baca_aliran(baca_aliran):
    """Latihan 4: menyambung potongan dan mengenali jawaban yang terpotong."""
    whole = [_data(role="assistant"), "", _data("Selamat"), ": masih di sini", _data(" pagi"), _data("", "stop"), "data: [DONE]"]
    cases = [
        (whole, ("Selamat pagi", "stop"), "Spasi di awal potongan bagian dari teksnya."),
        ([_data("Ikan"), _data(" asin")], ("Ikan asin", None), "Tanpa `finish_reason` alasannya None: jawabannya terpotong."),
        ([_data("Satu"), _data(" dua", "length"), "data: [DONE]", _data(" tiga")], ("Satu dua", "length"), "Potongan terakhir boleh memuat teks sekaligus alasan; sesudah [DONE] berhenti."),
        ([_data("a"), _data(None), 'data: {"choices": []}', _data("b", "stop")], ("ab", "stop"), "`content` boleh null dan `choices` boleh kosong."),
        ([_data("Nasi "), 'data: {"choices": [{"delta": {"content": "gor', _data("x", "stop")], ("Nasi ", None), "JSON yang terpotong mengakhiri pembacaan."),
        ([_data("a", "stop"), 'data: {"choices": [], "usage": {"total_tokens": 3}}'], ("a", "stop"), "Potongan tanpa alasan sesudahnya tidak menghapus alasan."),
        ([_data("a"), _data("", "stop"), _data("", None)], ("a", "stop"), "`finish_reason` null sesudah \"stop\" tidak menghapus alasan."),
        ([_data("a", "stop"), 'data: {"choi'], ("a", "stop"), "JSON yang terpotong mengakhiri pembacaan; teks dan alasan yang sudah datang tetap."),
        ([_data("a", "stop"), _data("b", "length"), "data: [DONE]"], ("ab", "length"), "Yang mengakhiri pembacaan [DONE], bukan `finish_reason`; alasan yang terakhirlah yang dipakai."),
        (["event: pesan", _data("data: tetap")], ("data: tetap", None), "Hanya `data: ` di awal baris yang dibuang."),
        ([_data("garis\nbaru"), _data(" [DONE]"), _data("!", "stop")], ("garis\nbaru [DONE]!", "stop"), "[DONE] di dalam isi bukan penutup."),
        ([], ("", None), ""),
    ]  # fmt: skip
    for lines, wanted, note in cases:
        expect_returns(baca_aliran, lines, equals=wanted, note=note)


_LOCAL = {"komputer": 4_800_000, "umur_bulan": 48, "watt": 36, "tarif_kwh": 1000, "per_detik": 10}
_API = {"masuk": 500, "keluar": 0, "harga_masuk": 2, "harga_keluar": 2, "kurs": 10_000}


def _break_even(local, api):
    """Acuan: dari biaya 1.000.000 permintaan."""
    hours = 1e6 / local["per_detik"] / 3600
    electricity = local["watt"] * hours / 1000 * local["tarif_kwh"]
    tokens = (api["masuk"] * api["harga_masuk"] + api["keluar"] * api["harga_keluar"]) * api["kurs"]
    if tokens <= electricity:
        return None
    return local["komputer"] / local["umur_bulan"] / (tokens - electricity) * 1e6


@lesson.check(
    hints=[
        "Listrik satu permintaan: watt / 1000 kilowatt, selama 1 / per_detik detik, dibagi 3600 menjadi jam.",
        "Biaya tetap per bulan dibagi selisih biaya satu permintaan.",
    ]
)
def impas(impas):
    """Latihan 5: titik impas lokal dan API."""
    lesson_numbers = (
        {"komputer": 8_000_000, "umur_bulan": 48, "watt": 60, "tarif_kwh": 1444.70, "per_detik": 50},
        {"masuk": 200, "keluar": 20, "harga_masuk": 0.10, "harga_keluar": 0.40, "kurs": 16_000},
    )
    cases = [
        (_LOCAL, _API, "Tarif listrik per kWh: watt dibagi 1000, detik dibagi 3600."),
        (*lesson_numbers, "Token masuk dan keluar punya harga masing-masing."),
        (_LOCAL | {"watt": 900, "per_detik": 0.01}, _API | {"keluar": 300, "harga_keluar": 8}, "Listrik per permintaan besar bila komputernya lambat."),
        (_LOCAL | {"umur_bulan": 24}, _API | {"kurs": 15_500}, "Harga komputer dibagi umur pakainya."),
    ]  # fmt: skip
    seen, wanted = call(impas, dict(_LOCAL), dict(_API)), _break_even(_LOCAL, _API)
    factors = (
        (1 / 1000, "Hasilnya 1.000 kali terlalu kecil: biaya tetap dibagi biaya per 1.000 permintaan "
                   "menghasilkan ribuan permintaan. Pakailah biaya satu permintaan."),
        (1000, "Hasilnya 1.000 kali terlalu besar. Bila selisihnya sudah untuk satu permintaan, jangan dikali 1.000 lagi."),
        (_LOCAL["umur_bulan"], "Hasilnya 48 kali terlalu besar: harga komputer dibagi dahulu umur pakainya, 48 bulan."),
    )  # fmt: skip
    for factor, note in factors:
        if isinstance(seen, (int, float)) and abs(seen - wanted * factor) < 1e-6 * wanted * factor:
            raise Wrong(note)
    for local, api, note in cases:
        expect_returns(impas, dict(local), dict(api), equals=_break_even(local, api), note=note)
    slow = _LOCAL | {"watt": 3600, "per_detik": 0.001}
    cheap = _API | {"masuk": 1, "harga_masuk": 1}
    expect_returns(impas, slow, cheap, equals=None, note="Listriknya lebih mahal daripada API, jadi tidak pernah impas.")
    tiny = {"komputer": 3, "umur_bulan": 1, "watt": 1000, "tarif_kwh": 3600, "per_detik": 1}
    three = {"masuk": 1_000_000, "keluar": 0, "harga_masuk": 3, "harga_keluar": 1, "kurs": 1}
    expect_returns(impas, tiny, three, equals=1.5, note="Jangan membulatkan, juga bila hasilnya bukan bilangan bulat.")
    even = {"komputer": 1, "umur_bulan": 1, "watt": 1000, "tarif_kwh": 3600, "per_detik": 1}
    same = {"masuk": 1_000_000, "keluar": 0, "harga_masuk": 1, "harga_keluar": 1, "kurs": 1}
    expect_returns(impas, even, same, equals=None, note="Biaya per permintaan sama: tidak pernah impas.")


def _server(nama, **values):
    base = {"lokal": True, "tugas": {"percakapan"}, "fitur": {"mengalir"}, "tetap": 100_000, "per_1000": 1.0, "paling_banyak": 1_000_000}
    return {"nama": nama} | base | values


def _need(**values):
    return {"tugas": "percakapan", "fitur": set(), "pribadi": False, "per_bulan": 1_000} | values


@lesson.check(
    hints=[
        "Saring dahulu yang memenuhi semua syarat, lalu cari yang termurah di antaranya.",
        "`keperluan[\"fitur\"] <= satu[\"fitur\"]` benar bila semua fitur wajib ada.",
        "Tepat 70% tanpa pecahan: `banyak * 10 <= 7 * satu[\"paling_banyak\"]`.",
        "`min` atas pasangan `(biaya, nama)` sekaligus memutus yang sama murah.",
    ]
)
def pilih(pilih):
    """Latihan 6: server termurah yang memenuhi syarat."""
    api = _server("api", lokal=False, tugas={"percakapan", "klasifikasi"}, fitur={"mengalir", "logprobs"}, tetap=0, per_1000=450, paling_banyak=None)  # fmt: skip
    laptop = _server("laptop", tetap=170_000, per_1000=0.5, paling_banyak=2_000_000)
    tower = _server("rak", fitur={"mengalir", "logprobs"}, tetap=400_000, per_1000=0.4, paling_banyak=9_000_000)
    all_three = [laptop, api, tower]
    if call(pilih, _need(), all_three) is None and call(pilih, _need(fitur={"mengalir"}), all_three):
        raise Wrong("Himpunan fitur kosong dipenuhi server mana pun: pakai `<=`, bukan `&`.")
    cases = [
        (_need(), all_three, "api", "Pada 1.000 permintaan biaya tetap menentukan: API 450 rupiah."),
        (_need(), [_server("mahal", lokal=False, tetap=900_000), laptop], "laptop", "Tanpa data pribadi, server lokal pun boleh dipilih."),
        (_need(per_bulan=1_000_000), all_three, "laptop", "Biaya = tetap + per_1000 × permintaan / 1000."),
        (_need(pribadi=True), all_three, "laptop", "Data pribadi hanya boleh ke server lokal."),
        (_need(pribadi=True, fitur={"logprobs"}), all_three, "rak", "Semua fitur wajib harus ada."),
        (_need(fitur={"logprobs", "mengalir"}), [_server("a", fitur={"logprobs"}), tower], "rak", "Semua fitur wajib harus ada, bukan salah satunya."),
        (_need(tugas="klasifikasi", per_bulan=1_000_000), [laptop, tower, api], "api", "Tugasnya harus disediakan."),
        (_need(tugas="klasifikasi", pribadi=True), all_three, None, "Tidak ada yang memenuhi syarat: None."),
        (_need(per_bulan=1_400_000), all_three, "laptop", "Tepat 70% dari kemampuan masih boleh."),
        (_need(per_bulan=1_400_001, pribadi=True), all_three, "rak", "Lebih dari 70% tidak boleh: sisakan kelonggaran."),
        (_need(per_bulan=50_000_000), all_three, "api", "`paling_banyak` None berarti tidak berbatas."),
        (_need(), [_server("tutup", tetap=1, paling_banyak=0), laptop], "laptop", "`paling_banyak` 0 bukan None: server itu tidak sanggup melayani satu pun."),
        (_need(), [_server("zebra"), _server("merak")], "merak", "Bila sama murah, menurut abjad."),
        (_need(), [], None, "Tanpa server: None."),
    ]  # fmt: skip
    for need, servers, wanted, note in cases:
        expect_returns(pilih, need, servers, equals=wanted, note=note)
