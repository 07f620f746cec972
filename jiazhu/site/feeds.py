"""A feed's entries in, Atom and RSS 2.0 out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from jiazhu.site.entries import Feed

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom (RFC 4287)."""
    root = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: feed.lang}, nsmap={None: ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _latest(feed).isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", hreflang=feed.lang, href=feed.home)
    _add(_add(root, "author"), "name", feed.author)
    for entry in feed.entries:
        item = _add(root, "entry")
        item.set(XML_LANG, entry.lang)
        _add(item, "id", entry.id)
        _add(item, "title", entry.title)
        _add(item, "updated", entry.updated.isoformat())
        _add(item, "published", entry.published.isoformat())
        _add(item, "link", rel="alternate", type="text/html", href=entry.url)
        if entry.via:
            _add(item, "link", rel="via", href=entry.via)
        for name in entry.authors:
            _add(_add(item, "author"), "name", name)
        for term, label in entry.categories:
            _add(item, "category", term=term, label=label)
        _add(item, "summary", entry.summary)
        _add(item, "content", entry.content, type="html")
    return _written(root)


def rss(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "content": CONTENT})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.subtitle)
    _add(channel, "language", feed.lang)
    _add(channel, "lastBuildDate", format_datetime(_latest(feed)))
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=feed.address)
    for entry in feed.entries:
        item = _add(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", entry.url)
        _add(item, "guid", entry.id, isPermaLink="false")
        _add(item, "pubDate", format_datetime(entry.published))
        for _, label in entry.categories:
            _add(item, "category", label)
        _add(item, "description", entry.summary)
        _add(item, f"{{{CONTENT}}}encoded", entry.content)
    return _written(root)


def _latest(feed: Feed) -> datetime:
    return max((entry.updated for entry in feed.entries), default=_NEVER)


def _clean(text: str) -> str:
    """Take out what XML cannot hold."""
    return _NOT_XML.sub("", text)


def _add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Add an element, in its parent's default namespace."""
    namespace = parent.nsmap.get(None)
    qualified = f"{{{namespace}}}{name}" if namespace and not name.startswith("{") else name
    element = etree.SubElement(parent, qualified, {key: _clean(value) for key, value in attributes.items()})
    element.text = _clean(text) or None
    return element


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
