"""A text in; paragraphs, headings, quotes and lists that can be nothing else, and what is left for a parser, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

FOOTNOTE = "[^"
"""With this begins what speaks of a footnote, and its definition."""
_PLAIN = r"(?:\*+(?=[^\s*])|\d+(?![.)\d])|\u3000+(?=\S)|<(?=https?://)|[^\s#>+*=~`|<:_\d-])"
"""How a line starts that begins a paragraph where the line before is empty, and goes on with one where it is not."""
_COMMENT = r"<!--[^<>\n]*-->[ \t]*\n"
"""A comment in a line of its own, such as a translation's marker: it ends whatever stands above, and is no block."""
_EMPTY = r"[ \t]*\n"
_NEXT = rf"(?= {_EMPTY} | {_COMMENT} | \Z )"
_NEXT_TO_LIST = rf"(?= (?:{_EMPTY})*(?:{_COMMENT} | \Z) | (?:{_EMPTY})+ (?:{_PLAIN} | \#{{1,6}}[ ]) )"
"""A list goes on behind empty lines, unless what stands there can only be something else."""
_GOES_ON = rf"(?:[ ][ ]{_PLAIN}.*\n)*"
_STRETCH = re.compile(
    rf"""
    (?P<between> (?:{_EMPTY} | {_COMMENT})+ )
    | (?P<paragraph> (?:{_PLAIN}.*\n)+ ) {_NEXT}
    | (?P<heading> \#{{1,6}}[ ]+ [^\#\s] (?:[^\#\n]*[^\#\s])? [ \t]*\n ) {_NEXT}
    | (?P<quote> (?:>[ ]{_PLAIN}.*\n)+ ) {_NEXT}
    | (?P<bullets> (?:-[ ]{_PLAIN}.*\n{_GOES_ON})+ | (?:\*[ ]{_PLAIN}.*\n{_GOES_ON})+ ) {_NEXT_TO_LIST}
    | (?P<numbers> (?:\d{{1,9}}\.[ ]{_PLAIN}.*\n)+ ) {_NEXT_TO_LIST}
    """,
    re.VERBOSE,
)
"""What can be told by its lines: a heading without a mark at its end, a quote, a list whose items hold a paragraph."""
_END = re.compile(
    rf"""
    (?P<before> ^{_COMMENT} )
    | ^ [ \t>*+\d.)-]* (?:```|~~~|<(?!https?://))
    | (?P<behind> ^{_EMPTY} ) (?={_PLAIN})
    """,
    re.MULTILINE | re.VERBOSE,
)
"""What ends any other: a comment, or a paragraph behind an empty line. In code and raw HTML, neither ends anything."""

Kind = Literal["paragraph", "heading", "quote", "bullets", "numbers", "any"]


class Stretch(NamedTuple):
    """Some lines of a text."""

    line: int
    """The first of them, counted from 0."""
    source: str
    """All, without what ends the last."""
    kind: Kind
    """What they are; `any` may be any number of blocks."""


def stretches(markdown: str) -> Iterator[Stretch]:
    """Go through the stretches of a text, each of which can be read without the others.

    Empty lines are in none, or at the end of one; comments are in none. As CommonMark has it, paragraphs, lists, quotes
    and tables end at a comment, and where behind an empty line one stands that begins a paragraph, both without
    indentation. A line ends with a line feed, and nothing else.
    """
    text, at, line = f"{markdown}\n", 0, 0
    # Footnotes, and the definition of a link, count in all of a text; NUL a parser reads otherwise than it is written.
    elsewhere = FOOTNOTE in text or "]:" in text or "\0" in text
    while at < len(text):
        found = None if elsewhere else _STRETCH.match(text, at)
        kind = found.lastgroup if found else "any"
        end = found.end() if found else len(text) if elsewhere else _end(text, at)
        if kind != "between":
            yield Stretch(line, text[at : end - 1], cast("Kind", kind))
        line += text.count("\n", at, end)
        at = end


def _end(text: str, at: int) -> int:
    """Find where what begins at a line ends: before a comment or a paragraph, or with the text."""
    found = _END.search(text, at)
    if found is None or found.lastgroup is None:
        return len(text)
    return found.start() if found.lastgroup == "before" else found.end()
