"""Articles in; their texts as pages show them, each rendered once for all interface languages, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from jiazhu.library.blocks import read_blocks
from jiazhu.model import Article, State
from jiazhu.record import Record
from jiazhu.site.ingredients import Ingredients, Made
from jiazhu.text.anchor import words
from jiazhu.text.blocks import split_blocks
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.measure import reading_minutes, spoken, truncate
from jiazhu.text.runs import QUOTED, mark_han

V = TypeVar("V")

SUMMARY_COLUMNS = 180
"""How long the beginning of a text is that stands in for a summary: about four lines of Chinese on a phone."""

AT_HAND = 256
"""So many texts are at hand at once."""

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
_ADDRESS = re.compile(r"<p>(?:<a [^>]*>)?https?://[^<\s]*(?:</a>)?</p>")
"""A paragraph that is an address alone, such as that of a recording."""


class Phrase(Record):
    """Words with their language, a BCP 47 tag."""

    text: str
    lang: str
    html: str = ""
    """The same as safe HTML, where some of them are marked."""


class Piece(Record):
    """A block of a text."""

    id: str
    """What translations know it by; empty for a block of one."""
    line: int
    """The line of the body it starts on, counted from 0."""
    html: str
    """Safe HTML."""


class Side(Record):
    """What is known of an article's text in one language without reading it."""

    code: str
    lang: str
    title: Phrase | None
    summary: Phrase | None
    """Its editor's or translator's; else the text's beginning, where the original has none to translate."""
    caption: Phrase | None
    state: State | None
    """How far a translation is; None for the original."""
    translator: Phrase | None
    minutes: int
    """How long it takes to read."""


class Column(Side):
    """An article's text in one language."""

    pieces: tuple[Piece, ...]

    @property
    def html(self) -> str:
        """The whole text."""
        return "".join(piece.html for piece in self.pieces)


class Columns:
    """The texts of articles, each rendered once for all interface languages.

    Whoever asks for one asks for its other languages next: what was asked for long ago is given back, for all texts of
    an archive are more than fits into memory.
    """

    def __init__(self, ingredients: Ingredients | None = None) -> None:
        self._ingredients = ingredients or Ingredients()
        self._packed: dict[str, bytes] = {}
        self._made: dict[tuple[str, str], Column] = {}
        self._once: Made = {}

    def of(self, article: Article, code: str) -> Column:
        """Give an article's text in one of its languages."""
        self._ingredients.use(f"text {article.slug}")
        key = article.slug, code
        if key not in self._made:
            if len(self._made) >= AT_HAND:
                self._made.clear()
                self._once.clear()
            packed = self._packed.get(article.slug)
            columns = _unpack(packed) if packed else [column_of(article, code)]
            self._made.update(((article.slug, column.code), column) for column in columns)
        return self._made[key]

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """Make something of texts, or give what was made before, while they are at hand."""
        return self._ingredients.once(key, make, self._once)

    def keep(self, article: Article, packed: bytes) -> None:
        """Keep an article's texts that were rendered elsewhere."""
        self._packed[article.slug] = packed


def pack(columns: Sequence[Column]) -> bytes:
    """Pack texts that were rendered in one process for another, which may never read them."""
    return msgspec.msgpack.encode(columns)


_unpack = msgspec.msgpack.Decoder(list[Column]).decode


def column_of(article: Article, code: str) -> Column:
    """Render an article's text in one of its languages."""
    translation = article.translations.get(code)
    matter = translation.matter if translation else article.matter
    lang = tag_of(code) if translation else article.matter.lang
    doc_id = f"{article.matter.id}-{code}"
    if translation:
        blocks = [("", text) for text in split_blocks(translation.body, doc_id=doc_id)]
    else:
        blocks = [(block.id, block.text) for block in read_blocks(article.body, doc_id=doc_id)]
    summary = (
        matter.summary if matter.summary or article.matter.summary else beginning(text.html for _, text in blocks)[1]
    )

    def phrase(text: str) -> Phrase | None:
        return Phrase(text=text, lang=lang) if text else None

    quoted = article.matter.lang if is_chinese(article.matter.lang) else QUOTED
    pieces = tuple(Piece(id=id_, line=text.line, html=in_language(text.html, lang, quoted)) for id_, text in blocks)
    return Column(
        code=code,
        lang=lang,
        title=phrase(matter.title),
        summary=phrase(summary),
        caption=phrase(matter.caption),
        pieces=pieces,
        state=translation.matter.state if translation else None,
        translator=phrase(translation.matter.translator) if translation else None,
        minutes=reading_minutes(spoken(translation.body if translation else article.body)),
    )


def in_language(html: str, lang: str, quoted: str = QUOTED) -> str:
    """Mark the runs of Han in text of another language; `quoted` is their own."""
    return html if is_chinese(lang) else mark_han(html, quoted)


def beginning(htmls: Iterable[str]) -> tuple[int, str]:
    """Find what a text begins with, given the HTML of its blocks: the place of a block, and words to stand for all.

    They are those of the first paragraph that has some; of the whole text where none has. An address alone is no words.
    """
    first, every = 0, ""
    for place, html in enumerate(_ADDRESS.sub("", html) for html in htmls):
        paragraphs = map(words, _PARAGRAPH.findall(html))
        if text := next(filter(None, paragraphs), ""):
            return place, truncate(text, SUMMARY_COLUMNS)
        first = first if words(every) else place
        every += html
    return first, truncate(words(every), SUMMARY_COLUMNS)
