"""An article's text and its translation in; its rows, a block beside its translation each, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from jiazhu.library.markers import Marker, read_segments
from jiazhu.library.translations import Freshness, pair_blocks
from jiazhu.model import State, Translation
from jiazhu.record import Record
from jiazhu.site.columns import Column

_HEADING = re.compile(r"<h([1-6])>((?:(?!</h\1>).)*)</h\1>\n?", re.DOTALL)
_HEADING_TAG = re.compile(r"<(/?)h([1-6])>")


class Row(Record):
    """Blocks of the original with their translation."""

    anchors: tuple[str, ...]
    """What the row's links end in: its blocks' ids, then those of their earlier wordings."""
    heading: str
    """`h2` … where both are one heading, then without their tags: a page's outline has it once. Else empty."""
    original: str
    translation: str
    """Safe HTML; empty where it is missing. Its headings are paragraphs: the original's are in the outline."""
    freshness: Freshness
    state: State | None
    """How far the translation is, where that is not how far the whole is."""
    pieces: tuple[frozenset[int], frozenset[int]]
    """The places of its blocks in the original's column and in the translation's."""


def parallel_rows(original: Column, translation: Translation | None, beside: Column | None) -> list[Row]:
    """Set an article's original beside its translation, row by row in the order of the original.

    A translation without any marker is one row.
    """
    if translation is None or beside is None:
        return [_row((piece.id,), piece.html, pieces=([place], [])) for place, piece in enumerate(original.pieces)]
    segments = read_segments(translation.body)[1]
    if beside.pieces and not segments:
        every = range(len(original.pieces)), range(len(beside.pieces))
        return [_row((), original.html, beside.html, "fresh", pieces=every)]
    places: dict[int, list[int]] = defaultdict(list)
    for place, piece in enumerate(beside.pieces):
        places[bisect_right(segments, piece.line, key=lambda segment: segment.line) - 1].append(place)
    ids = [piece.id for piece in original.pieces]
    taken = set(ids)  # a link to an earlier wording leads to one place: where the words are now, else where they were
    rows = []
    for pair in pair_blocks(ids, segments).pairs:
        marker = pair.segment.marker if pair.segment else Marker(ids=())
        earlier = [id_ for id_ in dict.fromkeys(marker.was) if id_ not in taken]
        taken.update(earlier)
        there = places[pair.segment.number] if pair.segment and pair.freshness != "missing" else []
        rows.append(
            _row(
                (*(ids[place] for place in pair.blocks), *earlier),
                "".join(original.pieces[place].html for place in pair.blocks),
                "".join(beside.pieces[place].html for place in there),
                pair.freshness,
                marker.state if marker.state != beside.state else None,
                pieces=(pair.blocks, there),
            )
        )
    return rows


def _row(
    anchors: tuple[str, ...],
    original: str,
    translation: str = "",
    freshness: Freshness = "missing",
    state: State | None = None,
    *,
    pieces: tuple[Iterable[int], Iterable[int]],
) -> Row:
    heading = ""
    if translation:
        one, other = _HEADING.fullmatch(original), _HEADING.fullmatch(translation)
        if one and other:
            heading, original, translation = f"h{one[1]}", one[2], other[2]
        else:
            translation = without_headings(translation)
    return Row(
        anchors=anchors,
        heading=heading,
        original=original,
        translation=translation,
        freshness=freshness,
        state=state,
        pieces=(frozenset(pieces[0]), frozenset(pieces[1])),
    )


def without_headings(html: str) -> str:
    """Turn headings into paragraphs: what is no part of the page's outline looks like one, and is none."""
    return _HEADING_TAG.sub(_as_paragraph, html)


def _as_paragraph(tag: re.Match[str]) -> str:
    return "</p>" if tag[1] else f'<p class="h{tag[2]}">'
