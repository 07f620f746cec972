"""A `pre` of the soup in, its text as one block of code out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from jiazhu.ingest.steps.characters import visible
from jiazhu.ingest.steps.elements import OUT_OF_CODE
from jiazhu.ingest.steps.held import first_address, shown
from jiazhu.ingest.steps.pictures import attribute
from jiazhu.ingest.tree import Node

_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-([\w+#.-]+)")


def more_than_words(tag: Tag) -> Iterator[str]:
    """Go through what in a `pre` will not be code: its marks, links and pictures, with their words or address."""
    for inside in tag.find_all(OUT_OF_CODE):
        yield f"{inside.name}: {first_address(inside) or shown(inside)}"


def preformatted(tag: Tag) -> list[Node]:
    """Keep the text of a `pre` exactly, but for empty lines at its edges.

    Code holds nothing but text: marks and links inside are gone, their words stay.
    """
    parts: list[str] = []
    language = ""
    for inside in (tag, *tag.descendants):
        if isinstance(inside, Tag):
            if inside.name == "br":
                parts.append("\n")
            elif inside.name in {"pre", "code"} and not language:
                found = _LANGUAGE.search(attribute(inside, "class"))
                language = found[1] if found else ""
        elif isinstance(inside, NavigableString) and not isinstance(inside, PreformattedString):
            parts.append(visible(inside))
    text = "".join(parts).strip("\n")
    if not text.strip():
        return []
    return [Node("pre", {}, [Node("code", {"class": f"language-{language}"} if language else {}, [text])])]
