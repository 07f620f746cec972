"""The bytes of a feed in, its entries out: those that can become fragments, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import quote, urljoin
from xml.sax import SAXException

from bs4 import BeautifulSoup

from jiazhu.ingest.steps.characters import visible
from jiazhu.limits import TITLE_CHARACTERS
from jiazhu.record import Record
from jiazhu.text.addresses import is_web_url

_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*\Z", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKUP_OR_BREAK = re.compile(r'[\s\x00-\x20\x7f<>"\\^`{|}]|\](?=\()')
"""What no address holds as it is (RFC 3986), and what would end a fragment's title too late."""
_VOID_END = re.compile(r"</(?:area|br|col|embed|hr|img|input|source|track|wbr)\s*>")
"""What feedparser makes of XHTML's `<br/>`, `<br></br>`, is two line breaks in HTML."""
_EMPTY_LINES = re.compile(r"\n\s*\n")
_SHOWN = 80


class FeedError(Exception):
    """Raised where what was sent is no feed, or none that can be trusted to be whole; says why, for the editor."""


class Entry(Record):
    """An entry with all that a fragment needs."""

    title: str
    """Plain text on one line; it may be empty."""
    url: str
    html: str
    """As the feed has it: an enemy's."""


class Feed(Record):
    """What could be read of a feed."""

    entries: tuple[Entry, ...]
    """In its order."""
    faults: tuple[str, ...]
    """What is wrong with those that are not among them."""


def read_feed(data: bytes, url: str, content_type: str) -> Feed:
    """Read RSS or Atom that a server sent from an address, as what it calls it. Raises FeedError.

    Faulty XML is read as far as it goes, unless its end is missing: half an entry would be kept for ever.
    """
    parsed = _parsed(data, url, content_type)
    if not parsed.get("version"):
        raise FeedError(f"is no feed: the server calls it `{content_type[:_SHOWN]}`")
    if isinstance(parsed.get("bozo_exception"), SAXException) and not _is_whole(data):
        raise FeedError(f"breaks off: {parsed.bozo_exception}")
    read = [_entry(raw, url) for raw in parsed.entries]
    return Feed(
        entries=tuple(entry for entry in read if isinstance(entry, Entry)),
        faults=tuple(dict.fromkeys(fault for fault in read if isinstance(fault, str))),
    )


def _is_whole(data: bytes) -> bool:
    """Tell whether nothing but comments stands behind the end of the root.

    They are taken off one by one: an expression would try each of them as the end of each before it.
    """
    pieces = data.split(b"<!--")
    while len(pieces) > 1 and pieces[-1].rstrip().endswith(b"-->"):
        pieces.pop()
    return bool(_END.search(pieces[-1]))


def _parsed(data: bytes, url: str, content_type: str) -> Any:
    headers = {"content-location": url, "content-type": content_type}
    try:
        # In a stream: of bytes, feedparser would ask first whether they name a file.
        return import_module("feedparser").parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 -- it stumbles over some faults of feeds, and in many ways
        raise FeedError(f"cannot be read: {type(error).__name__}: {error}") from None


def _entry(raw: Mapping[str, Any], base: str) -> Entry | str:
    """Make an entry, or say what is wrong with it."""
    title = _title(raw)
    link = str(raw.get("link") or "").strip()
    named = f"the entry “{title[:_SHOWN]}”" if title else "an entry without a title"
    if not link:
        return f"{named} has no link"
    url = _joined(base, link)
    if not is_web_url(url):
        return f"{named} leads to `{link[:_SHOWN]}`, which is no address of the web"
    html = _html(raw)
    if not html:
        return f"{named} has neither content nor summary"
    if len(title) > TITLE_CHARACTERS:
        return f"{named} … has a title of more than {TITLE_CHARACTERS} characters"
    return Entry(title=title, url=_MARKUP_OR_BREAK.sub(lambda found: quote(found[0], safe=""), url), html=html)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # such as an open bracket of an IPv6 host
        return ""


def _title(raw: Mapping[str, Any]) -> str:
    detail = raw.get("title_detail") or {}
    value = str(detail.get("value") or "")
    if detail.get("type") in _HTML:
        value = BeautifulSoup(value, "lxml").get_text()
    return " ".join(visible(value).split())


def _html(raw: Mapping[str, Any]) -> str:
    """Choose the whole text where there is one, else the summary; nothing where both are empty."""
    details: Iterable[Mapping[str, Any]] = (*raw.get("content", ()), raw.get("summary_detail") or {})
    for detail in details:
        value, type_ = str(detail.get("value") or "").strip(), detail.get("type")
        if value and type_ in _HTML:
            return _VOID_END.sub("", value)
        if value and type_ == "text/plain":
            return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in _EMPTY_LINES.split(value))
    return ""
