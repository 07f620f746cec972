"""A text of an article and the names of its language in; where it mentions which entity out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Literal, NamedTuple

from jiazhu.text.names import Names
from jiazhu.text.tags import TAG, TAG_ROUND_WORDS


class Mention(NamedTuple):
    """A name in a text, and whose it is."""

    at: Literal["title", "summary", "body"]
    block: int
    """The place of its block in the body, counted from 0; 0 elsewhere."""
    start: int
    end: int
    """In the words of the title, the summary or the block: those of its HTML, as `MarkedText` gives them."""
    id: str
    """The entity's."""


def find_mentions(names: Names, *, title: str = "", summary: str = "", blocks: Iterable[str] = ()) -> list[Mention]:
    """Find all mentions in a text, in reading order; blocks are safe HTML."""
    found = [Mention("title", 0, *span) for span in names.find(title)]
    found += [Mention("summary", 0, *span) for span in names.find(summary)]
    for number, html in enumerate(blocks):
        for at, words in _runs(html):
            found += [Mention("body", number, at + start, at + end, id_) for start, end, id_ in names.find(words)]
    return found


def text_of(html: str) -> str:
    """Give the words of HTML, in which mentions are placed."""
    if "<" not in html and "&" not in html:
        return unicodedata.normalize("NFC", html)
    # Each piece by itself, as in MarkedText: an accent behind a tag stays a character of its own.
    return "".join(unicodedata.normalize("NFC", unescape(piece)) for piece in TAG.split(html))


def _runs(html: str) -> Iterator[tuple[int, str]]:
    """Go through the words between tags that part them, each run with its place in the whole."""
    at = 0
    for part in TAG_ROUND_WORDS.split(html):
        words = text_of(part)
        if words:
            yield at, words
        at += len(words)
