"""A translated text from elsewhere in; what keeps it out of a translation's file out."""

from __future__ import annotations

from jiazhu.library.markers import holds_marker
from jiazhu.text.blocks import split_blocks


def fault_of(text: str) -> tuple[str, str] | None:
    """Tell what is wrong with a text that shall stand below a marker, and what to do; None where nothing is."""
    if "\0" in text:
        return "the character U+0000", "leave it out"
    if holds_marker(text):
        return "a marker", "a line such as `<!-- 5d740250 -->` would start another block"
    following = text.count("\n") + 2
    if all(block.line != following for block in split_blocks(f"{text}\n\nx")):
        return "something open", "close its code fence, comment or HTML: it would take in what follows"
    return None
