"""Well-formed HTML in, the same with no list item outside of a list out."""

from __future__ import annotations

import re

from jiazhu.text.tags import split_tags

_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "hr", "img"})
_LISTS = frozenset({"ul", "ol"})


def without_stray_items(html: str) -> str:
    """Take the tags of list items away that stand in no list; their words stay.

    A browser that meets one ends the item around it, through any `div` between the two (HTML, 13.2.6.4.7): so it would
    end the note that it stands in.
    """
    if "<li" not in html:
        return html
    pieces = split_tags(html)
    around: list[tuple[str, bool]] = []
    for at in range(1, len(pieces), 2):
        found = _NAME.match(pieces[at])
        if not found or found[2] in _VOID:
            continue
        if found[1]:
            _, stray = around.pop()
        else:
            stray = found[2] == "li" and (not around or around[-1][0] not in _LISTS)
            around.append((found[2], stray))
        if stray:
            pieces[at] = ""
    return "".join(pieces)
