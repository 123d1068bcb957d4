"""Kartu Markdown menjadi HTML yang aman dan terbatas.

HTML di dalam kartu ditampilkan sebagai teks, gambar menjadi tautan, dan tautan hanya
boleh menuju http, https, mailto, atau berkas di repositori itu. Waktu menyusun
sebanding dengan jumlah tanda Markdown; karena itu teks dipotong menurut jumlah tanda,
bukan hanya panjangnya.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from class_hub.pages import addresses

MAX_LENGTH = 100_000
MAX_MARKS = 8_000
MAX_CELLS = 20_000
MAX_REFERENCES = 300
MAX_NESTING = 20

_MARK = re.compile(r"[\n\[\]()!*_`|<>&~#\\+-]")
_TABLE_RULE = re.compile(r"^[ \t>|:+*-]*\|[ \t|:-]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_REL = "nofollow noopener noreferrer"


class Rendered(NamedTuple):
    """HTML yang aman, dan apakah seluruh teksnya ikut disusun."""

    html: str
    complete: bool


def render(source: str, target: Callable[[str], str]) -> Rendered:
    """Menyusun Markdown; ``target`` mengubah setiap tautan menjadi alamat.

    Contoh::

        render("# Halo <b>", lambda url: url).html  # '<h2 id="kartu-halo-b">Halo &lt;b&gt;</h2>'
    """
    text = bounded(source)
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable(["strikethrough", "table"])
    parser.disable(_too_costly(text))
    parser.validateLink = addresses.is_allowed
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    environment: dict = {}
    tokens = _without_comments(parser.parse(text, environment))
    used: dict[str, int] = {}
    for token, following in zip(tokens, [*tokens[1:], None]):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"  # h1 sudah dipakai nama repositori
            if following is not None and following.type == "inline":
                token.attrSet("id", _unique(addresses.heading_id(_plain(following)), used))
        elif token.type in ("th_open", "td_open") and (style := str(token.attrs.pop("style", ""))):
            token.attrSet("class", style.rpartition(":")[2])  # gaya di dalam baris ditolak CSP
        elif token.children:
            token.children = list(_safe_inline(token.children, target))
    return Rendered(parser.renderer.render(tokens, parser.options, environment), len(text) == len(source))


def bounded(source: str) -> str:
    """Awal teks sampai ``MAX_LENGTH`` karakter atau ``MAX_MARKS`` tanda Markdown."""
    text = source[:MAX_LENGTH]
    extra = next(islice(_MARK.finditer(text), MAX_MARKS, None), None)
    if extra:
        text = text[: extra.start()]
    if len(text) < len(source):
        text = text[: text.rfind("\n") + 1] or text
    return text


def _too_costly(text: str) -> list[str]:
    """Aturan yang dimatikan untuk teks ini karena biayanya lebih dari sebanding dengan panjangnya.

    Baris tabel yang kurang dilengkapi sampai selebar kepalanya, dan definisi tautan
    (``[a]: b``) dibaca berulang-ulang.
    """
    widest = max((match[0].count("|") + 1 for match in _TABLE_RULE.finditer(text)), default=0)
    rules = ["table"] if widest * (text.count("\n") + 1) > MAX_CELLS else []
    return rules + (["reference"] if text.count("]:") > MAX_REFERENCES else [])


def _without_comments(tokens: list[Token]) -> list[Token]:
    """Tanpa paragraf yang hanya berisi komentar HTML, seperti buatan ``Trainer``."""
    kept: list[Token] = []
    skipped = 0
    for position, token in enumerate(tokens):
        if skipped:
            skipped -= 1
        elif token.type == "paragraph_open" and _COMMENT.fullmatch(tokens[position + 1].content.strip()):
            skipped = 2
        else:
            kept.append(token)
    return kept


def _safe_inline(children: list[Token], target: Callable[[str], str]):
    """Tautan dengan alamat di hub ini, dan gambar sebagai tautan (atau teks di dalam tautan)."""
    inside_link = 0
    for token in children:
        if token.type == "link_open":
            inside_link += 1
            token.attrs = {"href": target(str(token.attrs.get("href", ""))), "rel": _REL}
            yield token
        elif token.type == "link_close":
            inside_link -= 1
            yield token
        elif token.type == "image":
            label = Token("text", "", 0, content=f"Gambar: {_plain(token) or 'tanpa keterangan'}")
            if inside_link:
                yield label
                continue
            href = target(str(token.attrs.get("src", "")))
            yield Token("link_open", "a", 1, attrs={"href": href, "rel": _REL})
            yield label
            yield Token("link_close", "a", -1)
        else:
            yield token


def _plain(token: Token) -> str:
    """Teks sebuah token tanpa tanda Markdown."""
    return "".join(_plain(child) if child.children else child.content for child in token.children or [])


def _unique(name: str, used: dict[str, int]) -> str:
    used[name] = used.get(name, -1) + 1
    return f"{name}-{used[name]}" if used[name] else name


def _table_open(*_) -> str:
    """Tabel lebar digeser di dalam kotaknya sendiri, juga dengan papan ketik."""
    return '<div class="wide" role="region" aria-label="Tabel" tabindex="0"><table>\n'


def _table_close(*_) -> str:
    return "</table></div>\n"
