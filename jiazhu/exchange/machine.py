"""A translation with a place for everything in, what of it has no words out; and a machine's words for that put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jiazhu.exchange.comments import show_above
from jiazhu.exchange.skeleton import comments_kept, source_of
from jiazhu.library.articles import parse_translation
from jiazhu.library.blocks import Block, read_blocks
from jiazhu.library.coverage import WORDS
from jiazhu.library.frontmatter import rewrite_body, rewrite_matter
from jiazhu.library.markers import Marker, read_segments, write_segment
from jiazhu.library.translations import Pair, pair_blocks
from jiazhu.model import Article, Translation
from jiazhu.record import Record


class Piece(Record):
    """Something to translate, or its translation."""

    id: str
    """`title`, `summary` or `caption`; else the ids of the blocks, with spaces between them."""
    text: str
    """Plain text of a title, summary or caption; else Markdown."""


def missing_pieces(article: Article, translation: Translation) -> list[Piece]:
    """List what has no words yet: title, summary and caption, then the blocks in the order of the original."""
    blocks = read_blocks(article.body)
    words = [Piece(id=name, text=getattr(article.matter, name)) for name in WORDS if getattr(article.matter, name)]
    return [piece for piece in words if not getattr(translation.matter, piece.id)] + [
        Piece(id=id_, text=source_of(blocks, pair)) for id_, pair in _missing_blocks(blocks, translation.body).items()
    ]


def _missing_blocks(blocks: Sequence[Block], body: str) -> dict[str, Pair]:
    """Gather the blocks that have no words yet, by the ids of their pieces."""
    pairs = pair_blocks([block.id for block in blocks], read_segments(body)[1]).pairs
    return {" ".join(blocks[place].id for place in pair.blocks): pair for pair in pairs if pair.freshness == "missing"}


def is_begun(translation: Translation) -> bool:
    """Tell whether a translation has any words."""
    segments = read_segments(translation.body)[1]
    return any(getattr(translation.matter, name) for name in WORDS) or any(not segment.blank for segment in segments)


def with_answers(article: Article, path: Path, text: str, answers: Mapping[str, str], translator: str) -> str:
    """Put a machine's words into the text of a translation's file; `answers` are by the ids of missing pieces.

    A translation that had no words is the machine's as a whole, and so is one whose state is `machine`; in any other
    the markers say so. What stood there as the original's wording goes; other comments stay.
    """
    translation = parse_translation(path, text)
    body, matter = translation.body, translation.matter
    keys: dict[str, object] = {}
    if not is_begun(translation):
        keys["state"] = "machine"
        if translator and not matter.translator:
            keys["translator"] = translator
    whole = bool(keys) or matter.state == "machine"
    for id_, pair in _missing_blocks(read_blocks(article.body), body).items():
        segment = pair.segment
        if segment and id_ in answers:
            marker = Marker(ids=segment.marker.ids, state=None if whole else "machine")
            body = write_segment(body, segment.number, marker, comments_kept(segment) + answers[id_])
    for name in WORDS:
        if name in answers:
            keys[name] = " ".join(answers[name].split())
            text = show_above(text, name, "", matter.of.get(name, ""))
    return rewrite_body(rewrite_matter(text, path, keys), path, body)
