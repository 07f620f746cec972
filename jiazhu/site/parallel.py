"""An article in two languages in; its rows, a block beside its translation each, out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from jiazhu.library.blocks import read_blocks
from jiazhu.library.markers import Marker, read_segments
from jiazhu.library.translations import Pair, pair_blocks
from jiazhu.model import Article, State, record
from jiazhu.site.columns import in_language
from jiazhu.text.languages import tag_of
from jiazhu.text.markdown import render_blocks, render_markdown


@record
class Row:
    """Blocks of the original with their translation."""

    anchors: tuple[str, ...]
    """What the row's links end in: its blocks' ids, then those of their earlier wordings."""
    original: str
    translation: str
    """Safe HTML; empty where it is missing."""
    stale: bool
    state: State | None
    """How far the translation is, where that is not how far the whole is."""


def parallel_rows(article: Article, code: str) -> list[Row]:
    """Set an article's original beside its translation, row by row in the order of the original.

    A translation without any marker is one row.
    """
    translation = article.translations[code]
    blocks = read_blocks(article.body)
    originals = [html for _, html in render_blocks(article.body, doc_id=f"{article.matter.id}-{article.language}")]
    segments = read_segments(translation.body)[1]
    if not segments:
        html = render_markdown(translation.body, doc_id=f"{article.matter.id}-{code}")
        whole = "".join(in_language(original, article.matter.lang) for original in originals)
        return [Row(anchors=(), original=whole, translation=in_language(html, tag_of(code)), stale=False, state=None)]
    words: dict[int, str] = defaultdict(str)
    for line, html in render_blocks(translation.body, doc_id=f"{article.matter.id}-{code}"):
        words[bisect_right(segments, line, key=lambda segment: segment.line)] += html

    def row(pair: Pair) -> Row:
        marker = pair.segment.marker if pair.segment else Marker(ids=())
        number = segments.index(pair.segment) + 1 if pair.segment else 0
        return Row(
            anchors=tuple(dict.fromkeys([*(blocks[place].id for place in pair.blocks), *marker.was])),
            original="".join(in_language(originals[place], article.matter.lang) for place in pair.blocks),
            translation=in_language(words[number], tag_of(code)) if number else "",
            stale=pair.stale,
            state=marker.state if marker.state != translation.matter.state else None,
        )

    return [row(pair) for pair in pair_blocks(blocks, segments).pairs]
