"""A translated text from elsewhere in; what keeps it out of a translation's file out."""

from __future__ import annotations

from jiazhu.library.endings import leaves_open
from jiazhu.library.markers import holds_marker
from jiazhu.text.characters import first_control


def fault_of(text: str) -> tuple[str, str] | None:
    """Tell what is wrong with a text that shall stand below a marker, and what to do; None where nothing is."""
    if control := first_control(text):
        return f"the character U+{ord(control[0]):04X}", "leave it out"
    if holds_marker(text):
        return "a marker", "a line such as `<!-- 5d740250 -->` would start another block"
    if leaves_open(text):
        return "something open", "close its code fence, comment or HTML: it would take in what follows"
    return None
