"""The articles, digests or notes of one interface language in, the entries of its feeds out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from jiazhu.model import Article
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import SUMMARY_COLUMNS, Phrase
from jiazhu.site.digests import DigestView
from jiazhu.site.feeds.content import for_readers
from jiazhu.site.feeds.document import Entry, Picture
from jiazhu.site.feeds.feed import Feed
from jiazhu.site.notes import NoteView
from jiazhu.site.page import Render
from jiazhu.site.pictures import PictureView
from jiazhu.site.view import View
from jiazhu.text.anchor import words
from jiazhu.text.measure import truncate

TITLE_COLUMNS = 60
"""How long the title of a note is that is made of the words it quotes."""

IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""Media types by what an address ends in: nobody asks the outlet, and each system has a table of its own."""

_EMPTY_LINES = re.compile(r"\n{2,}(?=<)")


class Entries:
    """The entries of one interface language's feeds; what several feeds tell of is made once."""

    def __init__(self, view: View, render: Render) -> None:
        self._view = view
        self._render = render
        self._full = view.library.config.feeds == "full"

    def of(self, feed: Feed, start: int, stop: int) -> tuple[Entry, ...]:
        """Give entries of a feed, from one place to another; the newest is at 0."""
        view = self._view
        if feed.kind == "digests":
            return tuple(map(self._digest, map(view.digest, view.library.digests[start:stop])))
        if feed.kind == "notes":
            return tuple(self._note(*view.note(*noted)) for noted in view.notes[start:stop])
        both = feed.kind == "both"
        return tuple(
            view.once(("entry", both, article.slug), partial(self._article, article, both=both))
            for article in view.groups.of(*feed.listed)[start:stop]
        )

    def _article(self, told: Article, *, both: bool) -> Entry:
        view, article, matter = self._view, self._view.article(told), told.matter
        url = view.urls.absolute(article.url)
        prefix = f"{article.id}-"
        shows = {"article": article, "both": both, "full": self._full, "prefix": prefix, "view": view}
        if self._full:
            shows["reading"] = view.reading(article, prefix=prefix)
        return Entry(
            id=self._identity(article, "both" if both else ""),
            title=article.title,
            lang=article.title.lang,
            url=url,
            via=matter.url,
            published=article.published,
            updated=article.updated if both else article.updated_alone,
            authors=tuple(name.text for name in article.authors) or (view.phrase(article.source.name).text,),
            categories=tuple((tag.id, view.phrase(tag.label)) for tag in article.tags),
            summary=article.summary,
            content=self._html("feed-article.html", shows, url, prefix),
            picture=_picture(article.picture, url) if article.picture else None,
        )

    def _note(self, article: ArticleView, note: NoteView) -> Entry:
        view = self._view
        url = view.urls.absolute(article.url)
        moment = view.moment(note.note.date) if note.note.date else article.published
        summary = truncate(words(note.words.html), SUMMARY_COLUMNS)
        shows = {"article": article, "note": note, "full": self._full, "view": view}
        kind = plain_words(view, self._render, what="kind", kind=note.note.kind)
        return Entry(
            id=f"{self._identity(article)}#{note.id}",
            title=Phrase(text=truncate(note.quote.text, TITLE_COLUMNS), lang=note.quote.lang),
            lang=view.speech.tag,
            url=f"{url}#note-{note.id}",
            published=moment,
            updated=moment,
            authors=(note.note.by or view.phrase(view.library.config.title).text,),
            categories=((note.note.kind, Phrase(text=kind, lang=view.speech.tag)),),
            summary=Phrase(text=summary, lang=note.words.lang),
            content=self._html("feed-note.html", shows, url),
        )

    def _digest(self, digest: DigestView) -> Entry:
        view = self._view
        url = view.urls.absolute(digest.url)
        articles = [view.article(article) for article in digest.digest.articles]
        period = plain_words(view, self._render, what="period", digest=digest)
        title = digest.title or Phrase(text=period, lang=view.speech.tag)
        headlines = " · ".join(story.headline.text for story in digest.stories)
        said = digest.introduction
        return Entry(
            id=f"tag:{view.library.config.authority}:digests/{quote(digest.id)}/{view.language}",
            title=title,
            lang=view.speech.tag,
            url=url,
            published=max(article.published for article in articles),
            updated=max(article.updated_alone for article in articles),
            authors=(view.phrase(view.library.config.title).text,),
            categories=(),
            summary=Phrase(text=truncate(words(said.html), SUMMARY_COLUMNS), lang=said.lang)
            if said
            else Phrase(text=headlines, lang=view.speech.tag),
            content=self._html("feed-digest.html", {"digest": digest, "full": self._full, "view": view}, url),
        )

    def _html(self, template: str, shows: Mapping[str, object], page: str, prefix: str = "") -> str:
        return for_readers(
            _EMPTY_LINES.sub("\n", self._render(template, self._view.language, shows)).strip(), page, prefix
        )

    def _identity(self, article: ArticleView, form: str = "") -> str:
        """Name an entry for ever (RFC 4151): by the article's id, not by title, address or host."""
        name = f"tag:{self._view.library.config.authority}:{article.id}/{self._view.language}"
        return f"{name}/{form}" if form else name


def plain_words(view: View, render: Render, **shows: object) -> str:
    """Render words of the interface that a feed has outside its texts; `what` says which."""
    return unescape(render("feed-words.html", view.language, {"view": view, **shows})).strip()


def _picture(shown: PictureView, page: str) -> Picture | None:
    try:
        url = urljoin(page, shown.src)
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    except ValueError:  # such as an open bracket of an IPv6 host
        return None
    return Picture(url=url, type=IMAGE_TYPES.get(suffix, ""), length=shown.copies[-1].size if shown.copies else 0)
