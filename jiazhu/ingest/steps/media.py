"""A video, audio, frame, embed or object of the soup in; a paragraph that links to it out."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from jiazhu.ingest.steps.addresses import address
from jiazhu.ingest.steps.pictures import attribute, is_pixel, words
from jiazhu.ingest.tree import Node

_EMPTY = frozenset({"embed", "frame"})
_MAX_FALLBACK = 200
"""Characters: what stands in a medium for old browsers is no longer; more is an article in an element left open."""


def medium(tag: Tag, base: str) -> Node | None:
    """Make a paragraph of the link to a medium, shown by its poster, title or address; None where it plays nothing."""
    url = "" if is_pixel(tag) else _address(tag, base)
    poster = address(attribute(tag, "poster"), base)
    title = words(tag, "title") or words(tag, "aria-label")
    if not url and not poster:
        return None
    shown = Node("img", {"src": poster, "alt": title}) if poster else title or url
    return Node("p", {}, [Node("a", {"href": url}, [shown]) if url else shown])


def addresses(tag: Tag, base: str) -> Iterator[str]:
    """Go through what a medium and its poster are at, and what became of these addresses: the first may be empty."""
    for name in ("src", "poster"):
        raw = attribute(tag, name)
        url = address(raw, base)
        if raw or name == "src":
            yield raw if raw == url else f"{raw} → {url}"


def may_hold_media(tag: Tag) -> bool:
    """Tell whether what is in the element is its own: parsers of HTML 4 put into a frame what follows it."""
    return tag.name not in _EMPTY


def holds_only_fallback(tag: Tag, *, plays: bool) -> bool:
    """Tell whether what is in the element is never seen where the medium plays."""
    if not may_hold_media(tag):
        return False
    return tag.name == "iframe" or (plays and len(tag.get_text()) <= _MAX_FALLBACK)


def _address(tag: Tag, base: str) -> str:
    own = (attribute(tag, name) for name in ("src", "data-src", "data-lazy-src", "data"))
    inner = (attribute(other, "src") for other in (tag.find_all("source") if may_hold_media(tag) else ()))
    return next(filter(None, (address(value, base) for value in (*own, *inner) if value)), "")
