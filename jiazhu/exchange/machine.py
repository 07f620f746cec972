"""A translation with a place for everything in, what of it has no words out; and a machine's words for that put in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jiazhu.exchange.comments import show_above
from jiazhu.exchange.skeleton import is_shown, source_of
from jiazhu.library.articles import parse_translation
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import WORDS
from jiazhu.library.frontmatter import rewrite_body, rewrite_matter
from jiazhu.library.markers import COMMENT, Marker, Segment, read_segments, write_segment
from jiazhu.library.translations import pair_blocks
from jiazhu.model import Article, Translation, record


@record
class Piece:
    """Something to translate, or its translation."""

    id: str
    """`title`, `summary` or `caption`; else the ids of the blocks, with spaces between them."""
    text: str
    """Plain text of a title, summary or caption; else Markdown."""


def missing_pieces(article: Article, translation: Translation) -> list[Piece]:
    """List what has no words yet: title, summary and caption, then the blocks in the order of the original."""
    blocks = read_blocks(article.body)
    pairs = pair_blocks([block.id for block in blocks], read_segments(translation.body)[1]).pairs
    words = [Piece(id=name, text=getattr(article.matter, name)) for name in WORDS if getattr(article.matter, name)]
    return [piece for piece in words if not getattr(translation.matter, piece.id)] + [
        Piece(id=" ".join(blocks[place].id for place in pair.blocks), text=source_of(blocks, pair))
        for pair in pairs
        if pair.freshness == "missing"
    ]


def is_begun(translation: Translation) -> bool:
    """Tell whether a translation has any words."""
    segments = read_segments(translation.body)[1]
    return any(getattr(translation.matter, name) for name in WORDS) or any(not segment.blank for segment in segments)


def with_answers(path: Path, text: str, answers: Mapping[str, str], translator: str) -> str:
    """Put a machine's words into the text of a translation's file; `answers` are by the ids of missing pieces.

    A translation that had no words is the machine's as a whole, and so is one whose state is `machine`; in any other
    the markers say so. What stood there as the original's wording goes; other comments stay.
    """
    translation = parse_translation(path, text)
    body, matter = translation.body, translation.matter
    keys: dict[str, object] = {}
    if not is_begun(translation):
        keys["state"] = "machine"
        if translator:
            keys["translator"] = translator
    state = None if keys or matter.state == "machine" else matter.state
    for segment in read_segments(body)[1]:
        answer = answers.get(" ".join(segment.marker.ids))
        if answer and segment.blank:
            marker = Marker(ids=segment.marker.ids, state="machine" if state else None)
            body = write_segment(body, segment.number, marker, "\n".join(filter(None, (_by_hand(segment), answer))))
    for name in WORDS:
        if name in answers:
            keys[name] = " ".join(answers[name].split())
            text = show_above(text, name, "", matter.of.get(name, ""))
    return rewrite_body(rewrite_matter(text, path, keys), path, body)


def _by_hand(segment: Segment) -> str:
    """Give the comments of a segment without words, save those that show the original's wording."""
    comments = [
        found[0] for found in COMMENT.finditer(segment.text) if not is_shown(segment.marker.ids, found["words"])
    ]
    return "\n".join(comments)
