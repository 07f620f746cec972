"""The articles of one interface language in, an Atom and an RSS 2.0 feed out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape, unescape
from urllib.parse import urljoin

from lxml import etree

from jiazhu.site.articles import ArticleView
from jiazhu.site.view import View
from jiazhu.text.languages import tag_of
from jiazhu.text.markdown import sanitize

FEED_ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_LINK = re.compile(r'(?<= )(href|src)="([^"]*)"')
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(view: View) -> bytes:
    """Write the Atom feed (RFC 4287) of a language's newest articles, in full."""
    articles = view.articles[:FEED_ENTRIES]
    feed = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: tag_of(view.language)}, nsmap={None: ATOM})
    _add(feed, "id", f"tag:{view.library.config.authority}:feed/{view.language}")
    _add(feed, "title", view.phrase(view.library.config.title).text)
    _add(feed, "subtitle", view.phrase(view.library.config.description).text)
    _add(feed, "updated", _latest(articles).isoformat())
    _add(feed, "link", rel="self", type="application/atom+xml", href=_address(view, "atom.xml"))
    _add(feed, "link", rel="alternate", type="text/html", hreflang=tag_of(view.language), href=_home(view))
    author = _add(feed, "author")
    _add(author, "name", view.phrase(view.library.config.title).text)
    for article in articles:
        entry = _add(feed, "entry")
        entry.set(XML_LANG, article.title.lang)
        _add(entry, "id", _identity(view, article))
        _add(entry, "title", article.title.text)
        _add(entry, "updated", article.updated.isoformat())
        _add(entry, "published", article.published.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=view.urls.absolute(article.url))
        if article.article.matter.url:
            _add(entry, "link", rel="via", href=article.article.matter.url)
        for name in article.authors or (view.phrase(article.source.name),):
            _add(_add(entry, "author"), "name", name.text)
        for tag in article.tags:
            _add(entry, "category", term=tag.id, label=view.phrase(tag.label).text)
        _add(entry, "summary", article.summary.text)
        _add(entry, "content", _content(view, article), type="html")
    return _written(feed)


def rss(view: View) -> bytes:
    """Write the RSS 2.0 feed of a language's newest articles, in full."""
    articles = view.articles[:FEED_ENTRIES]
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "content": CONTENT})
    channel = _add(root, "channel")
    _add(channel, "title", view.phrase(view.library.config.title).text)
    _add(channel, "link", _home(view))
    _add(channel, "description", view.phrase(view.library.config.description).text)
    _add(channel, "language", tag_of(view.language))
    _add(channel, "lastBuildDate", format_datetime(_latest(articles)))
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=_address(view, "rss.xml"))
    for article in articles:
        item = _add(channel, "item")
        _add(item, "title", article.title.text)
        _add(item, "link", view.urls.absolute(article.url))
        _add(item, "guid", _identity(view, article), isPermaLink="false")
        _add(item, "pubDate", format_datetime(article.published))
        for tag in article.tags:
            _add(item, "category", view.phrase(tag.label).text)
        _add(item, "description", article.summary.text)
        _add(item, f"{{{CONTENT}}}encoded", _content(view, article))
    return _written(root)


def _content(view: View, article: ArticleView) -> str:
    """Write an article for a reader that knows no style: its picture, then its text, the page's language first."""
    matter = article.article.matter
    columns = [article.mine, *([article.other] if article.other else [])]
    parts = []
    if matter.image:
        image = etree.Element("img", src=_clean(matter.image.src), alt=_clean(matter.image.alt))
        parts.append(f"<p>{sanitize(etree.tostring(image, encoding='unicode'))}</p>")
        captions = [column.caption for column in columns if column.caption]
        parts += [f'<p lang="{caption.lang}">{escape(caption.text)}</p>' for caption in captions]
    parts += [f'<div lang="{column.lang}">{column.html}</div>' for column in columns]
    return _absolute("\n".join(parts), view.urls.absolute(article.url))


def _absolute(html: str, base: str) -> str:
    """Complete the links of well-formed HTML: a feed has no address of its own."""

    def completed(link: re.Match[str]) -> str:
        try:
            return f'{link[1]}="{escape(urljoin(base, unescape(link[2])))}"'
        except ValueError:  # such as an open bracket of an IPv6 host: it leads nowhere on the page either
            return link[0]

    return _TAG.sub(lambda tag: _LINK.sub(completed, tag[0]), html)


def _identity(view: View, article: ArticleView) -> str:
    """Name an entry for ever (RFC 4151): by the article's id, not by title, address or host."""
    return f"tag:{view.library.config.authority}:{article.id}/{view.language}"


def _latest(articles: Sequence[ArticleView]) -> datetime:
    return max((article.updated for article in articles), default=_NEVER)


def _home(view: View) -> str:
    return view.urls.absolute(view.urls.page(view.language))


def _address(view: View, name: str) -> str:
    return view.urls.absolute(view.urls.file(view.language, "feeds", name))


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
