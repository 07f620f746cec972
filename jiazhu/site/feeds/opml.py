"""The feeds of a language in, a list of them that feed readers take in as a whole (OPML 2.0) out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from jiazhu.site.feeds.document import Outline
from jiazhu.site.feeds.xml import add, written


def opml(title: str, outlines: Iterable[Outline]) -> bytes:
    """Write a list of feeds as OPML 2.0, in one folder of this title; `type="rss"` stands for a feed of any format."""
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", title)
    folder = add(add(root, "body"), "outline", text=title)
    for one in outlines:
        given = {"text": one.name, "title": f"{title} · {one.name}", "type": "rss", "language": one.lang}
        add(folder, "outline", **given, description=one.about, xmlUrl=one.feed, htmlUrl=one.page)
    return written(root)
