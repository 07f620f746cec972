"""A document of a feed in, Atom (RFC 4287) with the links of its archives (RFC 5005) out."""

from __future__ import annotations

from lxml import etree

from jiazhu.site.columns import Phrase
from jiazhu.site.feeds.document import Document, Entry
from jiazhu.site.feeds.feed import ATOM
from jiazhu.site.feeds.xml import ATOM_NAMES, HISTORY_NAMES, XML_LANG, add, written


def atom(document: Document) -> bytes:
    """Write a document of a feed as Atom."""
    names = {None: ATOM_NAMES, "fh": HISTORY_NAMES} if document.archive else {None: ATOM_NAMES}
    root = etree.Element(f"{{{ATOM_NAMES}}}feed", {XML_LANG: document.lang}, nsmap=names)
    add(root, "id", document.id)
    add(root, "title", document.title)
    if document.subtitle:
        add(root, "subtitle", document.subtitle)
    add(root, "updated", document.updated.isoformat())
    if document.archive:
        add(root, f"{{{HISTORY_NAMES}}}archive")
    add(root, "link", rel="self", type=ATOM.type, href=document.address)
    add(root, "link", rel="alternate", type="text/html", hreflang=document.lang, href=document.home)
    for lang, address in document.languages:
        add(root, "link", rel="alternate", type=ATOM.type, hreflang=lang, href=address)
    for form, address in document.formats:
        add(root, "link", rel="alternate", type=form.type, hreflang=document.lang, href=address)
    if document.archive:
        add(root, "link", rel="current", type=ATOM.type, href=document.current)
    for rel, address in (("prev-archive", document.older), ("next-archive", document.newer)):
        if address:
            add(root, "link", rel=rel, type=ATOM.type, href=address)
    add(add(root, "author"), "name", document.author)
    for entry in document.entries:
        _entry(add(root, "entry"), entry, document.lang)
    return written(root)


def _entry(item: etree._Element, entry: Entry, page_lang: str) -> None:
    item.set(XML_LANG, entry.lang)
    add(item, "id", entry.id)
    _words(item, "title", entry.title, entry.lang)
    add(item, "updated", entry.updated.isoformat())
    add(item, "published", entry.published.isoformat())
    add(item, "link", rel="alternate", type="text/html", hreflang=page_lang, href=entry.url)
    if entry.via:
        add(item, "link", rel="via", href=entry.via)
    if entry.picture and entry.picture.type:
        add(item, "link", rel="enclosure", type=entry.picture.type, href=entry.picture.url)
    for name in entry.authors:
        add(add(item, "author"), "name", name)
    for term, label in entry.categories:
        category = add(item, "category", term=term, label=label.text)
        _speak(category, label.lang, entry.lang)
    if entry.summary.text:
        _words(item, "summary", entry.summary, entry.lang)
    add(item, "content", entry.content, type="html")


def _words(item: etree._Element, name: str, phrase: Phrase, lang: str) -> None:
    _speak(add(item, name, phrase.text), phrase.lang, lang)


def _speak(element: etree._Element, lang: str, around: str) -> None:
    """Say which language an element is in, where what is around it says another."""
    if lang != around:
        element.set(XML_LANG, lang)
