"""A view in, the files of its feeds out: each with its newest entries, the earlier ones in archives, and OPML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from math import ceil
from urllib.parse import quote

from jiazhu.site.feeds.document import Document, Entry, Outline
from jiazhu.site.feeds.entries import Entries, plain_words
from jiazhu.site.feeds.feed import ATOM, FORMATS, Feed, Format, opml_parts
from jiazhu.site.page import Render
from jiazhu.site.step import Files, Step
from jiazhu.site.view import View
from jiazhu.text.languages import tag_of

FEED_ENTRIES = 50
"""A feed has so many of its newest entries; so has an archive."""


def feed_steps(view: View, render: Render) -> Iterator[Step]:
    """Go through the files of one interface language's feeds: a step makes a feed's newest entries, or an archive."""
    entries = Entries(view, render)
    for feed in view.all_feeds:
        maker, told = _Documents(feed, view, render), _ids(view, feed)
        last = max(0, ceil(len(told) / FEED_ENTRIES) - 1)
        for number in range(last + 1):
            # Archives are counted from the oldest entry, so that what is in one stays there. They are in Atom alone, of
            # which RFC 5005 speaks: in each format, they would take as much room as all pages of the site.
            start = len(told) - number * FEED_ENTRIES if number else 0
            names = tuple(told[start : start + FEED_ENTRIES])
            make = partial(_write, maker, entries, start, number, last)
            key = feed.name, feed.about, names, number, last
            yield Step(name=maker.file(ATOM, number), key=key, make=make, age=start / len(told) if told else 0.0)
    yield Step(name="/".join(opml_parts(view.language)), key=None, make=partial(_list, view, render))


def _ids(view: View, feed: Feed) -> Sequence[str]:
    """Name what a feed tells of, the newest first."""
    if feed.kind == "digests":
        return [digest.id for digest in view.library.digests]
    if feed.kind == "notes":
        return [f"{article.slug} {note.id}" for article, note in view.notes]
    return [article.slug for article in view.groups.of(*feed.listed)]


def _write(maker: _Documents, entries: Entries, start: int, number: int, last: int) -> Files:
    from jiazhu.site.feeds.formats import WRITERS  # noqa: PLC0415 -- after most edits a build writes no feed

    told = entries.of(maker.feed, start, start + FEED_ENTRIES)
    for form in [ATOM] if number else FORMATS:
        yield maker.file(form, number), WRITERS[form](maker.document(told, form, number, last))


def _list(view: View, render: Render) -> Files:
    from jiazhu.site.feeds.opml import opml  # noqa: PLC0415 -- likewise

    outlines = [_Documents(feed, view, render).outline() for feed in view.feeds]
    yield "/".join(opml_parts(view.language)), opml(view.phrase(view.library.config.title).text, outlines)


class _Documents:
    """The documents of one feed."""

    def __init__(self, feed: Feed, view: View, render: Render) -> None:
        self.feed = feed
        self._view = view
        self._render = render

    def file(self, form: Format, number: int = 0) -> str:
        """Give the path of a document below the output folder."""
        return "/".join(self.feed.parts(self._view.language, form, number))

    @cached_property
    def _name(self) -> str:
        return plain_words(self._view, self._render, what="name", feed=self.feed)

    @cached_property
    def _about(self) -> str:
        return plain_words(self._view, self._render, what="about", feed=self.feed)

    def document(self, entries: tuple[Entry, ...], form: Format, number: int, last: int) -> Document:
        """Make the document with the newest entries (0), or an archive; `last` is how many archives there are."""
        feed, view, config = self.feed, self._view, self._view.library.config
        site = view.phrase(config.title).text
        older = number - 1 if number else last
        newer = number + 1 if 0 < number < last else 0
        return Document(
            id=f"tag:{config.authority}:{'/'.join(('feeds', *map(quote, feed.path), view.language))}",
            title=f"{site} · {self._name}" if feed.path else site,
            subtitle=self._about,
            author=site,
            lang=view.speech.tag,
            home=self._home(),
            entries=entries,
            address=self._at(form, number),
            current=self._at(form),
            older=self._at(ATOM, older) if older else "",
            newer=self._at(ATOM, newer) if newer else "",
            languages=tuple(
                (tag_of(code), self._at(form, number, code)) for code in config.codes if code != view.language
            ),
            formats=tuple((other, self._at(other)) for other in FORMATS if other != form and not number),
        )

    def outline(self) -> Outline:
        """Make the feed's place in a list of feeds."""
        lang = self._view.speech.tag
        return Outline(name=self._name, about=self._about, lang=lang, feed=self._at(ATOM), page=self._home())

    def _at(self, form: Format, archive: int = 0, code: str = "") -> str:
        urls = self._view.urls
        return urls.absolute(urls.file(*self.feed.parts(code or self._view.language, form, archive)))

    def _home(self) -> str:
        return self._view.urls.absolute(self._view.urls.page(self._view.language, *self.feed.page))
