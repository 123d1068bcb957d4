"""Mengembalikan ejaan yang disamarkan, tanpa merusak harga, jam, dan nomor."""

import re
import unicodedata

# Angka dan lambang yang sering dipakai sebagai huruf. Angka 1 menjadi l di antara dua vokal.
LOOKALIKES = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "i", "€": "e",
}  # fmt: skip
# Huruf Kiril dan Yunani yang bentuknya sama dengan huruf Latin.
FOREIGN = str.maketrans("аеорсухіјѕԁ" + "αεικνορτυ", "aeopcyxijsd" + "aeikvoptu")

PROTECTED = re.compile(
    r"https?://\S+|www\.\S*|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w+", re.IGNORECASE
)
SPACED = re.compile(r"(?<!\S)[^\W_](?: [^\W_]){3,}(?!\w)")
DOTTED = re.compile(r"(?<!\w)[^\W_](?P<mark>[.\-_*·~|])[^\W_](?:(?P=mark)[^\W_])+(?!\w)")
AMOUNT = re.compile(r"[$€]\d|\d(?:x|g|gb|mb|rb|jt)$")  # us$5, dari5x, sinyal4g
LONGEST = 8  # huruf; tanda seru di dalam deret yang lebih panjang memisahkan dua kata
TOKEN = re.compile(r"[a-z0-9@$!€]+")
REPEATED = re.compile(r"([a-z])\1{2,}")
ROMAN = re.compile(r"[ivxlcdm]+")


def normalize_spelling(text: str) -> str:
    """Teks dengan ejaan samaran yang dikembalikan, huruf kecil semua.

    Dipakai untuk mencari, bukan untuk ditampilkan. Urutannya: bentuk Unicode diseragamkan (NFKC,
    tanpa tanda aksen, huruf tak tampak, dan huruf Kiril/Yunani yang mirip Latin); huruf yang
    dipisah-pisah dirapatkan (``b.o.d.o.h``, ``b o d o h``); angka atau lambang yang diapit huruf di
    dalam satu kata menjadi huruf; huruf yang diulang tiga kali atau lebih menjadi satu.

    Yang dibiarkan: bilangan, harga (``Rp5rb``), jam (``07.30``), kata ulang (``anak2``), angka di
    awal atau akhir kata (``3x``, ``RT03``), singkatan pendek (``P3K``), angka Romawi, alamat surel,
    tautan, dan sebutan (``@nama``).

    Args:
        text: teks apa pun.

    Returns:
        Teks baru; panjangnya dapat berubah.

    Contoh::

        >>> normalize_spelling("N0R4K bangettt, b-o-d-o-h! Harga Rp5rb, jam 07.30, anak2 RT03.")
        'norak banget, bodoh! harga rp5rb, jam 07.30, anak2 rt03.'
    """
    return aligned(text)[0]


def aligned(text: str, edges: bool = False) -> tuple[str, list[int]]:
    """Teks yang dinormalkan dan, untuk setiap hurufnya, letaknya di teks asal.

    Args:
        text: teks apa pun.
        edges: ubah juga angka di awal dan akhir kata (``4pa``, ``beg0``); hanya untuk mencocokkan
            dengan daftar kata, karena ``3kali`` pun ikut berubah.
    """
    characters, places = _unicode(text)
    kept = _protected("".join(characters))
    joined = _without_separators("".join(characters), places, kept)
    characters, places = joined
    kept = _protected("".join(characters))
    for found in TOKEN.finditer("".join(characters)):
        if not kept[found.start()]:
            characters[found.start() : found.end()] = _letters(found.group(), edges)
    return _without_repeats(characters, places, kept)


def _unicode(text: str) -> tuple[list[str], list[int]]:
    """Huruf kecil yang diseragamkan, dan letak asalnya."""
    characters, places = [], []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character)):
            if unicodedata.category(part) in ("Mn", "Me", "Cf"):
                continue
            for lower in part.lower().translate(FOREIGN):
                characters.append(lower)
                places.append(place)
    return characters, places


def _protected(text: str) -> list[bool]:
    """Untuk setiap huruf: apakah ia bagian tautan, surel, atau sebutan."""
    kept = [False] * len(text)
    for found in PROTECTED.finditer(text):
        kept[found.start() : found.end()] = [True] * (found.end() - found.start())
    return kept


def _without_separators(text: str, places: list[int], kept: list[bool]) -> tuple[list[str], list[int]]:
    """Merapatkan huruf yang dipisah titik, garis, atau spasi."""
    drop = set()
    for pattern in (DOTTED, SPACED):
        for found in pattern.finditer(text):
            units = range(found.start(), found.end(), 2)
            letters = sum(text[place].isalpha() for place in units)
            if letters > len(units) / 2 and not any(kept[found.start() : found.end()]):
                drop.update(range(found.start() + 1, found.end(), 2))
    left = [place for place in range(len(text)) if place not in drop]
    return [text[place] for place in left], [places[place] for place in left]


def _letters(token: str, edges: bool) -> str:
    """Angka dan lambang di dalam sebuah kata menjadi huruf; panjangnya tetap."""
    letters = sum(character.isalpha() for character in token)
    digits = sum(character.isdigit() for character in token)
    if (
        len(token) < (3 if edges else 4)
        or letters <= digits
        or token.startswith("rp")
        or AMOUNT.search(token)
    ):
        return token
    made = list(token)
    for run in re.finditer(r"(\d+|[@$!€]+)", token):
        inside = run.start() > 0 and run.end() < len(token)
        several = len(set(run.group())) > 1  # 10 di tengah kata adalah bilangan
        shout = run.group().startswith("!") and (len(run.group()) > 1 or not inside or len(token) > LONGEST)
        if several or not (inside or edges) or shout:
            continue
        for place in range(run.start(), run.end()):
            made[place] = LOOKALIKES.get(token[place], token[place])
    for place in range(1, len(made) - 1):
        if token[place] == "1" and made[place] == "i" and {made[place - 1], made[place + 1]} <= set("aeiou"):
            made[place] = "l"
    return "".join(made)


def _without_repeats(characters, places, kept) -> tuple[str, list[int]]:
    """Huruf yang diulang tiga kali atau lebih menjadi satu, kecuali di angka Romawi."""
    text = "".join(characters)
    drop = set()
    for token in TOKEN.finditer(text):
        if kept[token.start()] or ROMAN.fullmatch(token.group()):
            continue
        for run in REPEATED.finditer(token.group()):
            drop.update(range(token.start() + run.start() + 1, token.start() + run.end()))
    left = [place for place in range(len(text)) if place not in drop]
    return "".join(text[place] for place in left), [places[place] for place in left]
