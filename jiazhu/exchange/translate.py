"""An article and a language in; its translation's file, with a place for everything, out.

The file is written last, and at once: a fault on the way leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from jiazhu.exchange.machine import Piece, is_begun, missing_pieces, with_answers
from jiazhu.exchange.provider import Answer
from jiazhu.exchange.skeleton import skeleton
from jiazhu.library.articles import parse_translation, read_translation
from jiazhu.library.coverage import WORDS, coverage_of
from jiazhu.library.saving import write_file
from jiazhu.model import Article
from jiazhu.record import Record


class Translated(Record):
    """What became of a translation."""

    path: Path
    written: bool
    """Whether its file changed."""
    added: int
    """Blocks that had no place in it."""
    missing: int
    stale: int
    """Of blocks, title, summary and caption."""
    orphans: int
    machine: int = 0
    """What the provider translated."""
    unanswered: int = 0
    left: tuple[str, ...] = ()
    """What of title, summary and caption the provider was not asked for: a hand's translation has no mark for it."""


def translate(article: Article, code: str, ask: Callable[[Sequence[Piece]], Answer] | None = None) -> Translated:
    """Bring an article's translation into a language up to date, and have what is missing translated if `ask` is given.

    Raises JiazhuError where that cannot be done; then nothing is written.
    """
    path, before = read_translation(article, code)
    made = skeleton(article, code, path, before)
    text, asked, answered = made.text, 0, 0
    left: tuple[str, ...] = ()
    if ask:
        translation = parse_translation(path, text)
        pieces = missing_pieces(article, translation)
        if is_begun(translation) and translation.matter.state != "machine":
            left = tuple(piece.id for piece in pieces if piece.id in WORDS)
        wanted = [piece for piece in pieces if piece.id not in left]
        if wanted:
            answer = ask(wanted)
            words = {piece.id: piece.text for piece in answer.blocks}
            asked, answered = len(wanted), len(words)
            if words:
                text = with_answers(article, path, text, words, answer.translator)
    # What cannot be read again must not be written.
    translation = parse_translation(path, text)
    coverage = coverage_of(replace(article, translations={code: translation}), code)
    words_states = [coverage.title, coverage.summary, coverage.caption]
    if text != before:
        write_file(path, text)
    return Translated(
        path=path,
        written=text != before,
        added=made.added,
        missing=coverage.missing + words_states.count("missing"),
        stale=coverage.stale + words_states.count("stale"),
        orphans=coverage.orphans,
        machine=answered,
        unanswered=asked - answered,
        left=left,
    )
