"""Jawaban keliru untuk latihan Bab 3."""

from functools import cache


def _numbers(texts, tokenizer, **options):
    return [i for text in texts for i in tokenizer(text, **options)["input_ids"]]


def _with_special_tokens(daftar, tokenizer):
    numbers = _numbers(daftar, tokenizer)
    words = sum(len(text.split()) for text in daftar)
    return len(numbers) / words, numbers.count(tokenizer.unk_token_id) / len(numbers)


def _mean_of_texts(daftar, tokenizer):
    filled = [text for text in daftar if text.split()]
    if not filled:
        raise ValueError
    ratios = [len(_numbers([t], tokenizer, add_special_tokens=False)) / len(t.split()) for t in filled]
    return sum(ratios) / len(ratios), 0.0


def _unknown_per_word(daftar, tokenizer):
    numbers = _numbers(daftar, tokenizer, add_special_tokens=False)
    words = sum(len(text.split()) for text in daftar)
    return len(numbers) / words, numbers.count(tokenizer.unk_token_id) / words


def _only_fertility(daftar, tokenizer):
    return _unknown_per_word(daftar, tokenizer)[0]


def _divides_by_zero(daftar, tokenizer):
    numbers = _numbers(daftar, tokenizer, add_special_tokens=False)
    words = sum(len(text.split()) for text in daftar)
    return len(numbers) / words, numbers.count(tokenizer.unk_token_id) / len(numbers)


def _merge(parts, pair, once=False):
    result, i = [], 0
    while i < len(parts):
        if tuple(parts[i : i + 2]) == pair and not (once and pair in result):
            result.append(parts[i] + parts[i + 1])
            i += 2
        else:
            result.append(parts[i])
            i += 1
    return result


def _dictionary_order(kata, peringkat):
    parts = list(kata)
    for pair in peringkat:
        parts = _merge(parts, pair)
    return parts


def _sorted_once(kata, peringkat):
    return _dictionary_order(kata, sorted(peringkat, key=peringkat.get))


def _leftmost_first(kata, peringkat):
    parts = list(kata)
    while True:
        known = [p for p in zip(parts, parts[1:]) if p in peringkat]
        if not known:
            return parts
        parts = _merge(parts, known[0])


def _largest_rank(kata, peringkat):
    parts = list(kata)
    while True:
        known = [p for p in zip(parts, parts[1:]) if p in peringkat]
        if not known:
            return parts
        parts = _merge(parts, max(known, key=peringkat.get))


def _one_round(kata, peringkat):
    parts = list(kata)
    known = [p for p in zip(parts, parts[1:]) if p in peringkat]
    return _merge(parts, min(known, key=peringkat.get)) if known else parts


def _empties_the_ranks(kata, peringkat):
    parts = list(kata)
    while True:
        known = [p for p in zip(parts, parts[1:]) if p in peringkat]
        if not known:
            return parts
        pair = min(known, key=peringkat.get)
        parts = _merge(parts, pair)
        del peringkat[pair]


def _one_at_a_time(kata, peringkat):
    parts = list(kata)
    while True:
        known = [p for p in zip(parts, parts[1:]) if p in peringkat]
        if not known:
            return parts
        place = list(zip(parts, parts[1:])).index(min(known, key=peringkat.get))
        parts = [*parts[:place], parts[place] + parts[place + 1], *parts[place + 2 :]]


def _longest_known(kata, peringkat):
    pieces = {a + b for a, b in peringkat} | set(kata)
    result = []
    while kata:
        size = max(i for i in range(1, len(kata) + 1) if kata[:i] in pieces)
        result.append(kata[:size])
        kata = kata[size:]
    return result


def _fewest_pieces(kata, log_p):
    best = {0: (0, 0.0, [])}
    for i in range(1, len(kata) + 1):
        ways = [(best[j][0] - 1, best[j][1] + log_p[kata[j:i]], best[j][2] + [kata[j:i]])
                for j in range(i) if j in best and kata[j:i] in log_p]  # fmt: skip
        if ways:
            best[i] = max(ways)
    if len(kata) not in best:
        raise ValueError
    return best[len(kata)][2]


def _longest_from_the_right(kata, log_p):
    result = []
    while kata:
        starts = [i for i in range(len(kata)) if kata[i:] in log_p]
        if not starts:
            raise ValueError
        result.insert(0, kata[starts[0] :])
        kata = kata[: starts[0]]
    return result


def _longest_first(kata, log_p):
    result, start = [], 0
    while start < len(kata):
        for end in range(len(kata), start, -1):
            if kata[start:end] in log_p:
                break
        else:
            raise ValueError
        result.append(kata[start:end])
        start = end
    return result


def _all_ways(kata, log_p):
    if not kata:
        return [[]]
    return [
        [kata[:i], *rest]
        for i in range(1, len(kata) + 1)
        if kata[:i] in log_p
        for rest in _all_ways(kata[i:], log_p)
    ]


def _enumerates(kata, log_p):
    ways = _all_ways(kata, log_p)
    if not ways:
        raise ValueError
    return max(ways, key=lambda way: sum(log_p[t] for t in way))


def _best_next(kata, log_p):
    result = []
    while kata:
        choices = [kata[:i] for i in range(1, len(kata) + 1) if kata[:i] in log_p]
        if not choices:
            raise ValueError
        result.append(max(choices, key=log_p.get))
        kata = kata[len(result[-1]) :]
    return result


def _never_raises(kata, log_p):
    best = {0: (0.0, [])}
    for i in range(1, len(kata) + 1):
        ways = [(best[j][0] + log_p[kata[j:i]], best[j][1] + [kata[j:i]])
                for j in range(i) if j in best and kata[j:i] in log_p]  # fmt: skip
        if ways:
            best[i] = max(ways)
    return best[max(best)][1]


def _pairs(teks, tokenizer):
    encoded = tokenizer(teks, return_offsets_mapping=True)
    return list(zip(encoded.tokens(), encoded["offset_mapping"]))


def _edges_count(teks, awal, akhir, tokenizer):
    return [t for t, (a, b) in _pairs(teks, tokenizer) if a <= akhir and b >= awal]


def _only_inside(teks, awal, akhir, tokenizer):
    return [t for t, (a, b) in _pairs(teks, tokenizer) if awal <= a < b <= akhir]


def _cuts_the_text(teks, awal, akhir, tokenizer):
    return tokenizer.tokenize(teks[awal:akhir])


@cache
def _trained(languages, size, parts=("train",)):
    """Tokenizer tingkat byte yang dilatih dengan ulasan bahasa-bahasa itu."""
    from datasets import load_dataset
    from transformers import AutoTokenizer

    texts = []
    for part in parts:
        for code in languages:
            texts += list(load_dataset("mini/ulasan-nusantara", data_dir=code, split=part)["text"])
    old = AutoTokenizer.from_pretrained("mini/gpt-pantun")
    return old.train_new_from_iterator(texts, vocab_size=size, show_progress=False)


def _shelf(name):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(name)


def _no_stop(ids, panjang, tumpang):
    if not 0 <= tumpang < panjang:
        raise ValueError
    return [ids[i : i + panjang] for i in range(0, len(ids), panjang - tumpang)]


def _no_overlap(ids, panjang, tumpang):
    if not 0 <= tumpang < panjang:
        raise ValueError
    return [ids[i : i + panjang] for i in range(0, len(ids), panjang)]


def _drops_the_tail(ids, panjang, tumpang):
    if not 0 <= tumpang < panjang:
        raise ValueError
    starts = range(0, len(ids) - panjang + 1, panjang - tumpang)
    return [ids[i : i + panjang] for i in starts]


def _accepts_any_overlap(ids, panjang, tumpang):
    result, start = [], 0
    while start < len(ids):
        result.append(ids[start : start + panjang])
        if start + panjang >= len(ids):
            break
        start += max(1, panjang - tumpang)
    return result


WRONG = {
    "ukur": [
        (lambda: {"ukur": _with_special_tokens}, "Token khusus ikut terhitung"),
        (lambda: {"ukur": _mean_of_texts}, "bukan rata-rata per teks"),
        (lambda: {"ukur": _unknown_per_word}, "bukan banyaknya kata"),
        (lambda: {"ukur": _only_fertility}, "dua bilangan"),
        (lambda: {"ukur": _divides_by_zero}, "bila tidak ada kata"),
        (lambda: {"ukur": lambda daftar, tokenizer: (1.0, 0.0)}, "seharusnya"),
    ],
    "potong_bpe": [
        (lambda: {"potong_bpe": _dictionary_order}, "peringkatnya paling kecil"),
        (lambda: {"potong_bpe": _sorted_once}, "periksa lagi dari peringkat terkecil"),
        (lambda: {"potong_bpe": _leftmost_first}, "peringkatnya paling kecil"),
        (lambda: {"potong_bpe": _largest_rank}, "peringkatnya paling kecil"),
        (lambda: {"potong_bpe": _one_round}, "seharusnya"),
        (lambda: {"potong_bpe": _one_at_a_time}, "semua kemunculan"),
        (lambda: {"potong_bpe": _longest_known}, "seharusnya"),
        (lambda: {"potong_bpe": _empties_the_ranks}, "milik pemanggil"),
        (lambda: {"potong_bpe": lambda kata, peringkat: [kata]}, "seharusnya"),
    ],
    "potong_unigram": [
        (lambda: {"potong_unigram": _longest_first}, "jumlah `log_p`"),
        (lambda: {"potong_unigram": _best_next}, "jumlah `log_p`"),
        (lambda: {"potong_unigram": _fewest_pieces}, "seharusnya"),
        (lambda: {"potong_unigram": _longest_from_the_right}, "seharusnya"),
        (lambda: {"potong_unigram": _enumerates}, "mencacah"),
        (lambda: {"potong_unigram": _never_raises}, "tidak dapat disusun"),
        (lambda: {"potong_unigram": lambda kata, log_p: list(kata)}, "seharusnya"),
    ],
    "token_di": [
        (lambda: {"token_di": _edges_count}, "Token di tepi"),
        (lambda: {"token_di": _only_inside}, "seharusnya"),
        (lambda: {"token_di": _cuts_the_text}, "Potong dahulu seluruh teks"),
        (lambda: {"token_di": lambda teks, awal, akhir, tokenizer: []}, "seharusnya"),
    ],
    "jendela": [
        (lambda: {"jendela": _no_stop}, "seharusnya"),
        (lambda: {"jendela": _no_overlap}, "potongan sebelumnya"),
        (lambda: {"jendela": _drops_the_tail}, "lebih pendek"),
        (lambda: {"jendela": _accepts_any_overlap}, "ValueError"),
    ],
    "tokenizer_saya": [
        (lambda: {"tokenizer_saya": _shelf("mini/gpt-pantun")}, "paling mahal"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min"), 2048)}, "`eng`"),
        (lambda: {"tokenizer_saya": _trained(("eng",), 2048)}, "paling mahal"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min", "eng"), 2048)}, "`jav` dengan 2.535"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min", "eng"), 2048, ("validation",))}, "ikut dilatihkan"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min", "eng"), 2048, ("train", "validation"))}, "ikut dilatihkan"),
        (lambda: {"yang_membayar": "jav"}, "naik lebih banyak"),
        (lambda: {"yang_membayar": "ban"}, "salah satu dari"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min", "eng"), 4096)}, "Anggarannya"),
        (lambda: {"tokenizer_saya": _trained(("ind", "jav", "sun", "min", "eng"), 900)}, "paling mahal"),
        (lambda: {"tokenizer_saya": _trained(("ind",), 300).backend_tokenizer}, "train_new_from_iterator"),
    ],
}
