"""Articles in; their texts as pages show them, each rendered once for all interface languages, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from jiazhu.model import Article, State, record
from jiazhu.text.anchor import words
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.markdown import render_markdown
from jiazhu.text.measure import truncate
from jiazhu.text.runs import mark_han

WORTH_A_PROCESS = 1000
"""From so many texts on, rendering them in several processes takes less time than starting those."""
SUMMARY_COLUMNS = 180
"""How long the beginning of a text is that stands in for a summary: about four lines of Chinese on a phone."""

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>')


@record
class Phrase:
    """Words with their language, a BCP 47 tag."""

    text: str
    lang: str


@record
class Column:
    """An article's text in one language."""

    code: str
    lang: str
    title: Phrase
    summary: Phrase
    caption: Phrase | None
    html: str
    state: State | None
    """How far a translation is; None for the original."""
    translator: Phrase | None


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
    html = render_markdown(translation.body if translation else article.body, doc_id=f"{article.matter.id}-{code}")
    return Column(
        code=code,
        lang=lang,
        title=Phrase(text=matter.title, lang=lang),
        summary=Phrase(text=matter.summary or truncate(_beginning(html), SUMMARY_COLUMNS), lang=lang),
        caption=Phrase(text=matter.caption, lang=lang) if matter.caption else None,
        html=in_language(html, lang),
        state=translation.matter.state if translation else None,
        translator=Phrase(text=translation.matter.translator, lang=lang)
        if translation and translation.matter.translator
        else None,
    )


def in_language(html: str, lang: str) -> str:
    """Mark the runs of Han in text of another language."""
    return html if is_chinese(lang) else mark_han(html)


def _beginning(html: str) -> str:
    """Give the words of the first paragraph that has some; without footnote marks."""
    paragraphs = (words(_FOOTNOTE_MARK.sub("", found)) for found in _PARAGRAPH.findall(html))
    return next(filter(None, paragraphs), "") or words(html)
