"""Markdown in, its top-level blocks out: the source, the safe HTML and the plain text of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from jiazhu.text.anchor import bare, plain
from jiazhu.text.once import once
from jiazhu.text.simple import Seen
from jiazhu.text.simple_blocks import GLANCES
from jiazhu.text.stretches import stretches

if TYPE_CHECKING:
    from jiazhu.text.parsed import Parsed

_LINE_END = re.compile(r"\r\n?")


class TextBlock:
    """A top-level piece of a text; what is asked of it is worked out then, and once."""

    def __init__(
        self,
        line: int,
        source: str,
        glance: Callable[[str], Seen | None] = lambda _source: None,
        parsed: Parsed | None = None,
    ) -> None:
        """`glance` may tell without a parser what stands in it; `parsed` is what a parser has told already."""
        self.line = line
        """The line it starts on, counted from 0."""
        self.source = source
        """Its Markdown."""
        self._look = glance
        if parsed:
            self._parsed = parsed

    @once
    def html(self) -> str:
        """Safe HTML; a footnote's definition is a list that starts with its number."""
        return self._seen.html if self._seen else self._parsed.html

    @once
    def plain(self) -> str:
        """Its words, as `jiazhu.text.anchor.plain` has them."""
        words = self._seen.words if self._seen else self._parsed.words()
        return plain(self.html) if words is None else bare(words)

    @once
    def _seen(self) -> Seen | None:
        return self._look(self.source)

    @once
    def _parsed(self) -> Parsed:
        from jiazhu.text.parsed import parse_block  # noqa: PLC0415 -- many texts need no parser, which takes long to load

        return parse_block(self.source)


def split_blocks(markdown: str, *, doc_id: str = "") -> list[TextBlock]:
    """Split a text into its top-level blocks.

    Definitions of footnotes come last, wherever they stand. A comment is no block. `doc_id` keeps the footnotes of two
    texts on one page apart.
    """
    if "\r" in markdown:
        markdown = _LINE_END.sub("\n", markdown)
    blocks: list[TextBlock] = []
    for line, source, kind in stretches(markdown):
        if kind == "any":
            from jiazhu.text.parsed import parse_blocks  # noqa: PLC0415 -- likewise

            blocks += [TextBlock(line + at, part, parsed=parsed) for at, part, parsed in parse_blocks(source, doc_id)]
        else:
            blocks.append(TextBlock(line, source, GLANCES[kind]))
    return blocks
