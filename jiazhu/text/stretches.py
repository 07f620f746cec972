"""A text's lines in; the paragraphs and headings that can be nothing else, and what is left for a parser, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

_PLAIN = re.compile(r"\*+(?=[^\s*])|\d+(?![.)\d])|\u3000+(?=\S)|[^\s#>+*=~`|<:_\d-]")
"""How a line starts that begins a paragraph where the line before is empty, and goes on with one where it is not."""
_HEADING = re.compile(r"#{1,6} +[^#\s](?:[^#]*[^#\s])?[ \t]*")
"""A heading in a line of its own, without a mark at its end."""
_ELSEWHERE = re.compile(r"\]:|\x00")
"""What stands in the definition of a link, which counts in all of a text; and what a parser reads otherwise than it is
written."""
_COMMENT = re.compile(r"<!--[^<>]*-->[ \t]*")
"""A comment in a line of its own, such as a translation's marker: it ends whatever stands above, and is no block."""
_GOES_ON = re.compile(r"```|~~~|<")
"""What may begin code or raw HTML, in which an empty line ends nothing."""


class Stretch(NamedTuple):
    """Some lines of a text, by their numbers counted from 0."""

    first: int
    behind: int
    """The one behind the last."""
    kind: Literal["paragraph", "heading", "any"]
    """What they are; `any` may be any number of blocks."""


def stretches(lines: Sequence[str]) -> Iterator[Stretch]:
    """Go through the stretches of a text without footnotes, each of which can be read without the others.

    Empty lines are in none, or at the end of one; comments are in none. As CommonMark has it, paragraphs, lists, quotes
    and tables end at a comment, and where behind an empty line one stands that begins a paragraph, both without
    indentation.
    """
    if _ELSEWHERE.search("\n".join(lines)):
        yield Stretch(0, len(lines), "any")
        return
    at = 0
    while at < len(lines):
        if _is_between(lines[at]):
            at += 1
            continue
        behind = next((place for place in range(at, len(lines)) if _is_between(lines[place])), len(lines))
        if all(map(_PLAIN.match, lines[at:behind])):
            yield Stretch(at, behind, "paragraph")
        elif behind == at + 1 and _HEADING.fullmatch(lines[at]):
            yield Stretch(at, behind, "heading")
        else:
            behind = _end(lines, at)
            yield Stretch(at, behind, "any")
        at = behind


def _end(lines: Sequence[str], at: int) -> int:
    """Find where what begins at a line ends: before a comment or a paragraph, or with the text."""
    for place in range(at, len(lines)):
        if _COMMENT.fullmatch(lines[place]):
            return place
        if _GOES_ON.search(lines[place]):
            return len(lines)
        if place > at and _is_empty(lines[place - 1]) and _PLAIN.match(lines[place]):
            return place
    return len(lines)


def _is_between(line: str) -> bool:
    return _is_empty(line) or (line.startswith("<!--") and _COMMENT.fullmatch(line) is not None)


def _is_empty(line: str) -> bool:
    return not line.strip(" \t")
