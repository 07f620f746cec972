"""HTML of a page's parts in, HTML for a feed reader, which knows no style, script or address, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urljoin

from jiazhu.text.sanitizer import is_safe_url
from jiazhu.text.tags import attributes, split_tags

KEPT = frozenset({"href", "src", "alt", "title", "lang", "id", "start", "value", "colspan", "rowspan"})
"""The attributes that say something without a style sheet; validators warn of some others."""

_HOST_AT = len("https://")
_HEADING = re.compile(r"<p class=\"(h[2-6])\">")
_IS_PLAIN = re.compile(r'[^<]*(?:</?[a-z][a-z0-9]*(?: lang="[^"]*")?>[^<]*)*')
"""HTML whose elements have no attribute but their language, as that of a summary."""
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")


def for_readers(html: str, page: str, prefix: str = "") -> str:
    """Make well-formed HTML fit for a feed: plain elements, and nothing that is relative.

    `page` is the absolute address of the page that shows the same. What links to an element by its id stays a link
    within the entry where that is in it, and leads to the page otherwise: ids there have no `prefix`. A link that is
    no address is none. What looks like a heading is one.
    """
    if _IS_PLAIN.fullmatch(html):
        return html
    pieces = split_tags(html)
    ids = {value for tag in pieces[1::2] for name, value in attributes(tag) if name == "id"}
    return "".join(_plain(pieces, page, prefix, ids))


def _plain(pieces: list[str], page: str, prefix: str, ids: set[str]) -> Iterator[str]:
    paragraphs: list[str] = []
    """Those that are open, each by the element that it becomes: a writer's HTML may have some in a heading."""
    for number, piece in enumerate(pieces):
        name = _NAME.match(piece) if number % 2 else None
        looks = _HEADING.fullmatch(piece) if name else None
        if name is None:
            yield piece
        elif looks:
            paragraphs.append(looks[1])
            yield f"<{looks[1]}>"
        elif piece.startswith("</"):
            yield f"</{paragraphs.pop()}>" if name[1] == "p" and paragraphs else piece
        else:
            if name[1] == "p":
                paragraphs.append("p")
            kept = ((attribute, value) for attribute, value in attributes(piece) if attribute in KEPT)
            yield f"<{name[1]}{''.join(_written(*pair, page, prefix, ids) for pair in kept)}>"


def _written(name: str, value: str, page: str, prefix: str, ids: set[str]) -> str:
    if name in {"href", "src"}:
        value = _absolute(value, page, prefix, ids)
        if not value:
            return ""
    return f' {name}="{escape(value)}"'


def _absolute(link: str, page: str, prefix: str, ids: set[str]) -> str:
    """Complete a link; empty where it leads nowhere."""
    if link.startswith("#"):
        return link if link[1:] in ids else f"{page}#{link[1:].removeprefix(prefix)}"
    if link.startswith(page[: page.index("/", _HOST_AT) + 1]):  # as most links of a digest do
        return link
    try:
        whole = urljoin(page, link)
    except ValueError:  # such as an open bracket of an IPv6 host
        return ""
    return whole if is_safe_url(whole) else ""
