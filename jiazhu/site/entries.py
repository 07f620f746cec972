"""The articles or notes of one interface language in, the entries of a feed out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from html import escape, unescape
from urllib.parse import urljoin

from jiazhu.model import record
from jiazhu.site.articles import ArticleView
from jiazhu.site.notes import NoteView
from jiazhu.site.view import View
from jiazhu.text.anchor import words
from jiazhu.text.languages import tag_of
from jiazhu.text.measure import truncate
from jiazhu.text.tags import TAG

FEED_ENTRIES = 50
TITLE_COLUMNS = 60
"""How long the title of a note is that is made of the words it quotes."""

Render = Callable[[str, Mapping[str, object]], str]
"""Renders a template, given by its name, with what it shows."""

_EMPTY_LINES = re.compile(r"\n{2,}(?=<)")
_LINK = re.compile(r'(?<= )(href|src)="([^"]*)"')


@record
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    lang: str
    url: str
    """All addresses are absolute."""
    via: str = ""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    """Term and label of each."""
    summary: str
    content: str
    """HTML for a reader that knows no style."""


@record
class Feed:
    """What a feed says of itself, and its newest entries."""

    id: str
    title: str
    subtitle: str
    author: str
    lang: str
    home: str
    address: str
    entries: tuple[Entry, ...]

    def at(self, address: str) -> Feed:
        """Give the same feed at another address."""
        return replace(self, address=address)


def article_feed(view: View, render: Render) -> Feed:
    """Gather the newest articles, in full: each text, then its notes as plain elements."""
    return _feed(
        view, f"feed/{view.language}", "", tuple(_article(view, one, render) for one in view.articles[:FEED_ENTRIES])
    )


def note_feed(view: View, render: Render, title: str) -> Feed:
    """Gather the newest notes."""
    entries = tuple(_note(view, article, note, render) for article, note in view.notes[:FEED_ENTRIES])
    return _feed(view, f"notes/{view.language}", title, entries)


def feed_address(view: View, name: str) -> str:
    """Give the absolute address of a feed."""
    return view.urls.absolute(view.urls.file(view.language, "feeds", name))


def _feed(view: View, name: str, title: str, entries: tuple[Entry, ...]) -> Feed:
    config = view.library.config
    site = view.phrase(config.title).text
    return Feed(
        id=f"tag:{config.authority}:{name}",
        title=f"{site} · {title}" if title else site,
        subtitle=view.phrase(config.description).text,
        author=site,
        lang=tag_of(view.language),
        home=view.urls.absolute(view.urls.page(view.language, *(["notes"] if title else []))),
        address="",
        entries=entries,
    )


def _article(view: View, article: ArticleView, render: Render) -> Entry:
    prefix = f"{article.id}-"
    shows = {"article": article, "reading": view.reading(article, prefix=prefix), "prefix": prefix, "view": view}
    matter = article.article.matter
    url = view.urls.absolute(article.url)
    return Entry(
        id=_identity(view, article),
        title=article.title.text,
        lang=article.title.lang,
        url=url,
        via=matter.url,
        published=article.published,
        updated=article.updated,
        authors=tuple(name.text for name in article.authors) or (view.phrase(article.source.name).text,),
        categories=tuple((tag.id, view.phrase(tag.label).text) for tag in article.tags),
        summary=article.summary.text,
        content=_absolute(_EMPTY_LINES.sub("\n", render("feed-article.html", shows)).strip(), url, f"#{prefix}"),
    )


def _note(view: View, article: ArticleView, note: NoteView, render: Render) -> Entry:
    url = f"{view.urls.absolute(article.url)}#note-{note.id}"
    moment = view.moment(note.note.date) if note.note.date else article.published
    return Entry(
        id=f"{_identity(view, article)}#{note.id}",
        title=truncate(note.quote.text, TITLE_COLUMNS),
        lang=note.quote.lang,
        url=url,
        published=moment,
        updated=moment,
        authors=(note.note.by or view.phrase(view.library.config.title).text,),
        categories=((note.note.kind, note.note.kind),),
        summary=truncate(words(note.words.html), 3 * TITLE_COLUMNS),
        content=_absolute(render("feed-note.html", {"article": article, "note": note, "view": view}), url, "#"),
    )


def _identity(view: View, article: ArticleView) -> str:
    """Name an entry for ever (RFC 4151): by the article's id, not by title, address or host."""
    return f"tag:{view.library.config.authority}:{article.id}/{view.language}"


def _absolute(html: str, base: str, own: str) -> str:
    """Complete the links of well-formed HTML, since a feed has no address; those that start with `own` stay within."""

    def completed(link: re.Match[str]) -> str:
        if link[2].startswith(own):
            return link[0]
        try:
            return f'{link[1]}="{escape(urljoin(base, unescape(link[2])))}"'
        except ValueError:  # such as an open bracket of an IPv6 host: it leads nowhere on the page either
            return link[0]

    return TAG.sub(lambda tag: _LINK.sub(completed, tag[0]), html)
