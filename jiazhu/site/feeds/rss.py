"""A document of a feed in, RSS 2.0 out."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from lxml import etree

from jiazhu.site.feeds.document import Document, Entry
from jiazhu.site.feeds.feed import RSS
from jiazhu.site.feeds.xml import ATOM_NAMES, add, written

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def rss(document: Document) -> bytes:
    """Write a document of a feed as RSS 2.0, as the RSS Advisory Board's Best Practices Profile has it.

    Names of authors and the language of an item are in Dublin Core: RSS has a mail address only, and none. A
    description is HTML to readers, and a title words.
    """
    names = {"atom": ATOM_NAMES, "content": CONTENT, "dc": DUBLIN_CORE}
    root = etree.Element("rss", {"version": "2.0"}, nsmap=names)
    channel = add(root, "channel")
    add(channel, "title", document.title)
    add(channel, "link", document.home)
    add(channel, "description", escape(document.subtitle, quote=False))
    add(channel, "language", document.lang)
    add(channel, "lastBuildDate", format_datetime(document.updated))
    add(channel, f"{{{ATOM_NAMES}}}link", rel="self", type=RSS.type, href=document.address)
    for lang, address in document.languages:
        add(channel, f"{{{ATOM_NAMES}}}link", rel="alternate", type=RSS.type, hreflang=lang, href=address)
    for form, address in document.formats:
        add(channel, f"{{{ATOM_NAMES}}}link", rel="alternate", type=form.type, hreflang=document.lang, href=address)
    for entry in document.entries:
        _item(add(channel, "item"), entry)
    return written(root)


def _item(item: etree._Element, entry: Entry) -> None:
    add(item, "title", entry.title.text)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    for name in entry.authors:
        add(item, f"{{{DUBLIN_CORE}}}creator", name)
    add(item, f"{{{DUBLIN_CORE}}}language", entry.lang)
    for _, label in entry.categories:
        add(item, "category", label.text)
    if entry.picture and entry.picture.type:
        # Nobody asks the outlet how large its picture is: the Profile has 0 for a length that is not known.
        add(item, "enclosure", url=entry.picture.url, length=f"{entry.picture.length}", type=entry.picture.type)
    add(item, "description", escape(entry.summary.text, quote=False))
    add(item, f"{{{CONTENT}}}encoded", entry.content)
