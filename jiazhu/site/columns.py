"""Articles in; their texts as pages show them, each rendered once for all interface languages, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from jiazhu.library.blocks import read_blocks
from jiazhu.model import Article, State, record
from jiazhu.text.anchor import words
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.measure import truncate
from jiazhu.text.runs import mark_han

WORTH_A_PROCESS = 1000
"""From so many texts on, rendering them in several processes takes less time than starting those."""
SUMMARY_COLUMNS = 180
"""How long the beginning of a text is that stands in for a summary: about four lines of Chinese on a phone."""

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


@record
class Phrase:
    """Words with their language, a BCP 47 tag."""

    text: str
    lang: str
    html: str = ""
    """The same as safe HTML, where some of them are marked."""


@record
class Piece:
    """A block of a text."""

    id: str
    line: int
    """The line of the body it starts on, counted from 0."""
    html: str
    """Safe HTML."""


@record
class Column:
    """An article's text in one language."""

    code: str
    lang: str
    title: Phrase | None
    summary: Phrase | None
    """Its editor's or translator's; else the text's beginning, where the original has none to translate."""
    caption: Phrase | None
    pieces: tuple[Piece, ...]
    state: State | None
    """How far a translation is; None for the original."""
    translator: Phrase | None

    @property
    def html(self) -> str:
        """The whole text."""
        return "".join(piece.html for piece in self.pieces)


class Columns:
    """The texts of articles, each rendered once for all interface languages."""

    def __init__(self, articles: Sequence[Article] = (), jobs: int = 1) -> None:
        self._made: dict[tuple[str, str], Column] = {}
        pairs = [(article, code) for article in articles for code in (article.language, *article.translations)]
        if jobs > 1 and len(pairs) >= WORTH_A_PROCESS:
            # The preview builds in a thread, and a process with threads must not be forked.
            with ProcessPoolExecutor(jobs, get_context("forkserver")) as pool:
                columns = pool.map(_column, *zip(*pairs, strict=True), chunksize=32)
                self._made = {
                    (article.slug, code): column for (article, code), column in zip(pairs, columns, strict=True)
                }

    def of(self, article: Article, code: str) -> Column:
        """Give an article's text in one of its languages."""
        key = article.slug, code
        if key not in self._made:
            self._made[key] = _column(article, code)
        return self._made[key]


def _column(article: Article, code: str) -> Column:
    translation = article.translations.get(code)
    matter = translation.matter if translation else article.matter
    lang = tag_of(code) if translation else article.matter.lang
    blocks = read_blocks(translation.body if translation else article.body, doc_id=f"{article.matter.id}-{code}")
    summary = (
        matter.summary
        if matter.summary or article.matter.summary
        else beginning(block.text.html for block in blocks)[1]
    )

    def phrase(text: str) -> Phrase | None:
        return Phrase(text=text, lang=lang) if text else None

    return Column(
        code=code,
        lang=lang,
        title=phrase(matter.title),
        summary=phrase(summary),
        caption=phrase(matter.caption),
        pieces=tuple(
            Piece(id=block.id, line=block.text.line, html=in_language(block.text.html, lang)) for block in blocks
        ),
        state=translation.matter.state if translation else None,
        translator=phrase(translation.matter.translator) if translation else None,
    )


def in_language(html: str, lang: str) -> str:
    """Mark the runs of Han in text of another language."""
    return html if is_chinese(lang) else mark_han(html)


def beginning(htmls: Iterable[str]) -> tuple[int, str]:
    """Find what a text begins with, given the HTML of its blocks: the place of a block, and words to stand for all.

    They are those of the first paragraph that has some; of the whole text where none has.
    """
    first, every = 0, ""
    for place, html in enumerate(htmls):
        paragraphs = map(words, _PARAGRAPH.findall(html))
        if text := next(filter(None, paragraphs), ""):
            return place, truncate(text, SUMMARY_COLUMNS)
        first = first if words(every) else place
        every += html
    return first, truncate(words(every), SUMMARY_COLUMNS)
