"""A file of the site in; the rules of feeds that it breaks out: those by which readers lose entries or get them twice.

They are of RFC 4287 (Atom), RSS 2.0 and JSON Feed 1.1.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath

from lxml import etree

from jiazhu.check.links import links_in
from jiazhu.errors import Problem
from jiazhu.record import Record
from jiazhu.site.feeds.feed import ATOM, FORMATS, JSON_FEED
from jiazhu.text.addresses import is_web_url

_NAMES = {"a": "http://www.w3.org/2005/Atom", "content": "http://purl.org/rss/1.0/modules/content/"}
_FILES = {form.file for form in FORMATS}


class _Feed(Record):
    """What the rules ask of a feed, in any format."""

    own: list[str]
    """The addresses that it says are its own."""
    ids: list[str]
    """One an entry: empty where it has none."""
    links: list[str]
    dates: list[str]
    html: list[str]


def feed_faults(name: str, data: bytes | Path, address: str) -> Iterator[Problem]:
    """Name the rules that a file breaks if it is a feed; `address` is where it will be."""
    file = PurePosixPath(name).name
    if not isinstance(data, bytes) or file not in _FILES or name.split("/")[1:2] != ["feeds"]:
        return
    try:
        feed = _json_feed(data) if file == JSON_FEED.file else _atom(data) if file == ATOM.file else _rss(data)
        faults = list(_faults(feed, file, address))
    except (etree.XMLSyntaxError, ValueError, LookupError, TypeError) as error:
        faults = [f"cannot be read: {error}"]
    for fault in faults:
        hint = "see what the theme's `feed-*.html` write; if they are the program's own, it is a fault of the program"
        yield Problem(kind="feed", path=Path(name), text=fault, hint=hint)


def _faults(feed: _Feed, file: str, address: str) -> Iterator[str]:
    if feed.own != [address]:
        yield f"says that it is at {', '.join(feed.own) or 'no address'}, and is at {address}"
    for id_, count in Counter(feed.ids).items():
        if not id_:
            yield "an entry has no id"
        elif count > 1:
            yield f"{count} entries have the id {id_}"
    within = [link for html in feed.html for link in links_in(html) if not link.startswith(("#", "mailto:"))]
    yield from (f"the link `{link}` is not absolute" for link in (*feed.links, *within) if not is_web_url(link))
    yield from (f"`{date}` is no date with a zone" for date in feed.dates if not _is_date(date, file))


def _is_date(text: str, file: str) -> bool:
    try:
        moment = datetime.fromisoformat(text) if file in {ATOM.file, JSON_FEED.file} else parsedate_to_datetime(text)
    except ValueError:
        return False
    return moment.tzinfo is not None


def _atom(data: bytes) -> _Feed:
    root = etree.fromstring(data)
    return _Feed(
        own=root.xpath("a:link[@rel='self']/@href", namespaces=_NAMES),
        ids=[entry.findtext("a:id", "", _NAMES) for entry in root.iterfind("a:entry", _NAMES)],
        links=root.xpath("//a:link/@href", namespaces=_NAMES),
        dates=[
            *(found.findtext("a:updated", "", _NAMES) for found in (root, *root.iterfind("a:entry", _NAMES))),
            *root.xpath("//a:published/text()", namespaces=_NAMES),
        ],
        html=root.xpath("//a:content/text()", namespaces=_NAMES),
    )


def _rss(data: bytes) -> _Feed:
    root = etree.fromstring(data)
    return _Feed(
        own=root.xpath("channel/a:link[@rel='self']/@href", namespaces=_NAMES),
        ids=[item.findtext("guid", "") for item in root.iterfind("channel/item")],
        links=root.xpath("//link/text() | //a:link/@href | //enclosure/@url", namespaces=_NAMES),
        dates=root.xpath("//lastBuildDate/text() | //pubDate/text()"),
        html=root.xpath("//content:encoded/text()", namespaces=_NAMES),
    )


def _json_feed(data: bytes) -> _Feed:
    said = json.loads(data)
    items = said["items"]
    addresses = ("url", "external_url", "image")
    return _Feed(
        own=[said["feed_url"]],
        ids=[item.get("id", "") for item in items],
        links=[said["home_page_url"], *(item[key] for item in items for key in addresses if key in item)],
        dates=[item[key] for item in items for key in ("date_published", "date_modified") if key in item],
        html=[item.get("content_html", "") for item in items],
    )
