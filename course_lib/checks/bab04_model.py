"""Pemeriksa latihan Bab 4: model."""

import copy

from course_lib.checking import (
    Lesson,
    Wrong,
    call,
    expect_equal,
    expect_returns,
    expect_type,
)

lesson = Lesson("bab04_model")


@lesson.check(
    hints=[
        "Mulai dari embedding: `(kosakata + posisi + jenis) * H`, lalu `2 * H` untuk LayerNorm.",
        "Satu lapisan: attention `4 * (H*H + H) + 2*H`, umpan maju `(H*F + F) + (F*H + H) + 2*H`.",
        "Kalikan isi satu lapisan dengan `c.num_hidden_layers`; pooler (bila diminta) hanya satu kali.",
    ]
)
def jumlah_parameter(jumlah_parameter):
    """Latihan 1: banyak parameter badan BERT dari konfigurasinya."""
    import torch
    from transformers import BertConfig, BertModel

    for sizes in ((50, 8, 12, 16, 1), (120, 12, 20, 36, 3), (33, 4, 6, 10, 5)):
        vocabulary, width, positions, inner, layers = sizes
        config = BertConfig(
            vocab_size=vocabulary, hidden_size=width, max_position_embeddings=positions,
            intermediate_size=inner, num_hidden_layers=layers, num_attention_heads=2,
        )  # fmt: skip
        for pooler in (False, True):
            with torch.device("meta"):
                expected = BertModel(config, add_pooling_layer=pooler).num_parameters()
            seen = call(jumlah_parameter, config, pooler)
            name = f"jumlah_parameter(c, pooler={pooler})"
            note = f"Konfigurasinya: kosakata {vocabulary}, H={width}, posisi {positions}, F={inner}, lapisan {layers}."
            if isinstance(seen, float) and seen == int(seen):
                seen = int(seen)
            expect_equal(name, seen, expected, note)
    base = BertConfig(vocab_size=31_923)
    expect_equal(
        "jumlah_parameter(c) tanpa argumen pooler",
        call(jumlah_parameter, base),
        109_967_616,
        "Tanpa argumen kedua, pooler tidak dihitung.",
    )


@lesson.check(
    hints=[
        "`mask.unsqueeze(-1).float()` membuat mask dapat dikalikan dengan `hidden`.",
        "Bagi jumlah yang bermask dengan banyaknya mask 1, bukan dengan panjang kalimat.",
        "`banyak.clamp(min=1)` mencegah pembagian dengan nol.",
    ]
)
def rata_rata(rata_rata):
    """Latihan 2: rata-rata vektor token yang bukan pengisi."""
    import torch

    hidden = torch.tensor([[[2.0, 4.0], [4.0, 8.0], [9.0, 9.0]]])
    _mean(rata_rata, hidden, [[1, 1, 0]], [[3.0, 6.0]], "Token dengan mask 0 tidak boleh ikut, juga sebagai pembagi.")
    _mean(rata_rata, hidden, [[1, 1, 1]], [[5.0, 7.0]], "Semua token ikut.")
    _mean(rata_rata, hidden, [[0, 0, 1]], [[9.0, 9.0]], "Pengisi boleh ada di kiri.")
    torch_random = torch.Generator().manual_seed(4)
    two = torch.randn(2, 5, 3, generator=torch_random)
    expected = [two[0, :2].mean(dim=0).tolist(), two[1].mean(dim=0).tolist()]
    mask = [[1, 1, 0, 0, 0], [1, 1, 1, 1, 1]]
    _mean(rata_rata, two, mask, expected, "Setiap kalimat punya pembaginya sendiri.")
    empty = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0]]
    expected = [[0.0, 0.0, 0.0], two[1, 0].tolist()]
    _mean(rata_rata, two, empty, expected, "Untuk kalimat yang mask-nya 0 semua, kembalikan vektor nol.")


def _mean(function, hidden, mask, expected, note):
    import torch

    seen = call(function, hidden.clone(), torch.tensor(mask))
    expect_equal(f"rata_rata(hidden, mask={mask})", seen, torch.tensor(expected), note)


@lesson.check(
    hints=[
        "Skornya `q @ k.T / q.shape[-1] ** 0.5`; softmax pada `dim=-1`, yaitu di sepanjang baris.",
        "Mask dipasang **sebelum** softmax: `skor.masked_fill(~boleh, float('-inf'))`.",
        "`torch.tril(torch.ones_like(skor)).bool()` memberi segitiga bawah yang boleh dilihat.",
    ]
)
def perhatian(perhatian):
    """Latihan 3: attention satu kepala, dengan atau tanpa mask kausal."""
    import torch

    generator = torch.Generator().manual_seed(5)
    for tokens, width in ((2, 4), (5, 3), (1, 8)):
        q, k, v = (3 * torch.randn(tokens, width, generator=generator) for _ in range(3))
        for causal in (False, True):
            scores = q @ k.T / width**0.5
            if causal:
                blocked = torch.triu(torch.ones(tokens, tokens), diagonal=1).bool()
                scores = scores.masked_fill(blocked, float("-inf"))
            weights = scores.softmax(dim=-1)
            name = f"perhatian(q, k, v, kausal={causal}) untuk {tokens} token dengan d={width}"
            seen = call(perhatian, q.clone(), k.clone(), v.clone(), causal)
            if not isinstance(seen, (tuple, list)) or len(seen) != 2:
                raise Wrong(f"`{name}` seharusnya pasangan `(bobot, hasil)`, nilai Anda bertipe `{type(seen).__name__}`.")
            _weights(name, seen[0], weights, causal)
            expect_equal(f"hasil dari {name}", seen[1], weights @ v, "Hasilnya bobot dikalikan `v`.")


def _weights(name, seen, expected, causal):
    import torch

    note = "Sudahkah skor dibagi akar d, dan softmax dihitung per baris?"
    if causal and isinstance(seen, torch.Tensor) and tuple(seen.shape) == tuple(expected.shape):
        future = torch.triu(torch.ones_like(expected), diagonal=1).bool()
        if bool((seen[future].abs() > 1e-6).any()):
            note = "Masih ada bobot ke token di sebelah kanan; pada mask kausal itu harus nol."
        elif not torch.allclose(seen.float().sum(dim=-1), torch.ones(len(expected)), atol=1e-4):
            note = "Setiap baris harus berjumlah 1: pasang mask sebelum softmax, bukan sesudahnya."
    expect_equal(f"bobot dari {name}", seen, expected, note)


@lesson.check(
    hints=[
        "Panjang terbesar: `max(len(ids) for ids in daftar_ids)`; pikirkan daftar kosong (`default=0`).",
        "Satu baris: `[pengisi] * kurang + ids`, dan mask-nya `[0] * kurang + [1] * len(ids)`.",
    ]
)
def isi_kiri(isi_kiri):
    """Latihan 4: pengisi di kiri beserta mask-nya."""
    cases = [
        ([[5, 6, 7], [8]], 0, ([[5, 6, 7], [0, 0, 8]], [[1, 1, 1], [0, 0, 1]]), "Pengisi ditambahkan di kiri."),
        ([[3], [1, 2], [4, 9, 9, 2]], 7,
         ([[7, 7, 7, 3], [7, 7, 1, 2], [4, 9, 9, 2]], [[0, 0, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1]]),
         "Panjangnya mengikuti baris terpanjang, dan pengisinya nilai `pengisi`."),
        ([[0, 5], [6, 0, 0]], 0, ([[0, 0, 5], [6, 0, 0]], [[0, 1, 1], [1, 1, 1]]),
         "Token asli yang kebetulan sama dengan `pengisi` tetap mendapat mask 1."),
        ([[4, 4]], 1, ([[4, 4]], [[1, 1]]), "Satu baris tidak perlu pengisi."),
        ([], 0, ([], []), "Untuk daftar kosong hasilnya `([], [])`."),
    ]  # fmt: skip
    for ids, pad, expected, note in cases:
        given = copy.deepcopy(ids)
        expect_returns(isi_kiri, given, pad, equals=expected, note=note)
        if given != ids:
            raise Wrong(
                f"`daftar_ids` milik pemanggil berubah dari {ids} menjadi {given}. Buat daftar baru "
                "dengan `[pengisi] * kurang + ids`."
            )


@lesson.check(
    hints=[
        "Ruang untuk bobot: `memori_gb * 1e9 * (1 - sisa)` byte.",
        "Coba tipe dari yang paling teliti, dan kembalikan yang pertama muat.",
    ]
)
def tipe_terbaik(tipe_terbaik):
    """Latihan 5: tipe bilangan paling teliti yang muat."""
    spare = "Hitung ruangnya dengan `(1 - sisa)`; 1 GB = 10^9 byte."
    expect_returns(tipe_terbaik, 7e9, 16, equals="int8", note=spare)
    expect_returns(tipe_terbaik, 110e6, 8, equals="float32", note="Pilih yang paling teliti di antara yang muat.")
    expect_returns(tipe_terbaik, 3e9, 12, equals="bfloat16", note=spare)
    expect_returns(tipe_terbaik, 13e9, 16, equals="4-bit", note="4-bit berarti setengah byte per parameter.")
    expect_returns(tipe_terbaik, 70e9, 16, equals=None, note="Bila tidak ada yang muat, kembalikan `None`.")
    expect_returns(tipe_terbaik, 7e9, 16, 0.0, equals="bfloat16", note="`sisa=0.0` berarti semua memori boleh dipakai.")
    exact = "Bobot yang tepat memenuhi ruang masih muat (pakai `<=`)."
    expect_returns(tipe_terbaik, 2e9, 8, 0.0, equals="float32", note=exact)
    expect_returns(tipe_terbaik, 1e9, 2, 0.5, equals="int8", note=exact)


@lesson.check(
    hints=[
        "Mulai dari yang paling sederhana: `skor_huruf + skor_vektor`.",
        "Rentang keduanya boleh berbeda. Membagi masing-masing dengan simpangan bakunya (`.std()`) menyamakannya.",
    ]
)
def gabungkan(gabungkan, skor_huruf, skor_vektor):
    """Latihan 6: dua pencari yang saling melengkapi."""
    import numpy

    for rows, columns in ((2, 3), (1, 1)):
        letters, vectors = numpy.full((rows, columns), 0.25), numpy.full((rows, columns), -0.5)
        with numpy.errstate(all="ignore"):  # nan dilaporkan dengan pesan sendiri
            _same_shape(call(gabungkan, letters, vectors), (rows, columns))
    order = numpy.random.default_rng(6).permutation(skor_huruf.shape[1])
    letters, vectors = skor_huruf[:, order].copy(), skor_vektor[:, order].copy()
    target = numpy.argsort(order)
    seen = _same_shape(call(gabungkan, letters, vectors), letters.shape)
    single = max(_found(skor_huruf[:, order], target), _found(skor_vektor[:, order], target))
    both = _found(seen, target)
    if both <= single:
        raise Wrong(
            f"Dengan skor dari `gabungkan`, {both} dari {len(target)} ulasan masuk lima teratas; pencari terbaik "
            f"sendirian menemukan {single}. Gabungan Anda harus menemukan lebih banyak."
        )


def _same_shape(seen, shape):
    import numpy

    expect_type("hasil gabungkan", seen, numpy.ndarray, "Kembalikan satu larik NumPy.")
    if seen.shape != shape:
        raise Wrong(f"Hasil `gabungkan` seharusnya berbentuk {shape}, larik Anda berbentuk {seen.shape}.")
    if seen.dtype.kind not in "fiu" or not numpy.isfinite(seen).all():
        raise Wrong(
            "Hasil `gabungkan` memuat nilai yang bukan bilangan biasa (`nan` atau tak hingga). Periksa "
            "pembagian dengan nol, misalnya bila semua skor sama."
        )
    return seen


def _found(scores, target, top=5):
    """Banyak baris yang sasarannya termasuk `top` teratas; seri dihitung merugikan."""
    import numpy

    own = scores[numpy.arange(len(target)), target][:, None]
    return int(((scores >= own).sum(axis=1) <= top).sum())
