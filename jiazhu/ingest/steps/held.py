"""An element of the soup that goes in; its words and the addresses of its pictures and media, to be told, out."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from jiazhu.ingest.steps.characters import visible
from jiazhu.ingest.steps.elements import MEDIA
from jiazhu.ingest.steps.pictures import attribute

_SEEN = ["img", *MEDIA]


def shown(tag: Tag) -> str:
    """Give the words of an element as one line."""
    return " ".join(visible(tag.get_text(" ")).split())


def held(tag: Tag) -> Iterator[str]:
    """Go through what goes with an element: its words, which may be none, then each picture's or medium's address."""
    yield shown(tag)
    for seen in tag.find_all(_SEEN):
        source = first_address(seen)
        if source:
            yield source


def first_address(tag: Tag) -> str:
    """Give the first address that a picture or medium names, as the page wrote it."""
    own = attribute(tag, "src")
    return own or next((attribute(tag, name) for name in tag.attrs if "src" in name or name == "data"), "")
