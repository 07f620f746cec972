"""A view of a Library in; every page of its site out, each with its address, its template and what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from jiazhu.site.lists import list_pages, with_neighbours
from jiazhu.site.mail import mail_names
from jiazhu.site.page import Page, make_page
from jiazhu.site.topics import archive_pages, entity_pages, source_pages, tag_pages
from jiazhu.site.view import View

RECENT_ARTICLES = 10
RECENT_DIGESTS = 5
"""So many stand on the home page."""


def language_pages(view: View) -> Iterator[Page]:
    """Go through the pages of one interface language."""
    yield make_page(view, "home.html", (), _news(view))
    yield from _articles(view)
    if view.notes:
        yield from list_pages(view, "notes.html", ("notes",), view.notes, {}, name="notes")
    yield from _digests(view)
    yield from tag_pages(view)
    yield from entity_pages(view)
    yield from source_pages(view)
    yield from archive_pages(view)
    yield from _own_pages(view)
    if view.has_search:
        yield make_page(view, "search.html", ("search",), {})
    yield make_page(view, "subscribe.html", ("subscribe",), {})


def _news(view: View) -> dict[str, object]:
    """Gather what the home page shows: the latest digests, and the newest articles that are not in the first."""
    digests = view.digests[:RECENT_DIGESTS]
    told = {article.slug for article in digests[0].digest.articles} if digests else set()
    recent = [article for article in view.articles if article.slug not in told]
    return {"digests": digests, "articles": recent[:RECENT_ARTICLES]}


def _articles(view: View) -> Iterator[Page]:
    for newer, article, older in with_neighbours(view.articles):
        shows = {"article": article, "reading": view.reading(article), "newer": newer, "older": older}
        yield make_page(view, "article.html", ("articles", article.slug), shows, article.real_in)
        for alias in article.article.matter.aliases:
            yield make_page(view, "redirect.html", ("articles", alias), {"target": article.url}, ())


def _digests(view: View) -> Iterator[Page]:
    yield from list_pages(view, "digests.html", ("digests",), view.digests, {}, name="digests")
    for newer, digest, older in with_neighbours(view.digests):
        shows = {"digest": digest, "newer": newer, "older": older, "mails": mail_names(view)}
        yield make_page(view, "digest.html", ("digests", digest.id), shows)


def _own_pages(view: View) -> Iterator[Page]:
    """Go through the pages that the editor wrote."""
    for name, texts in view.library.pages.items():
        shows = {
            "title": view.phrase({code: text.title for code, text in texts.items()}),
            "body": view.speech.prose({code: text.body for code, text in texts.items()}),
        }
        yield make_page(view, "page.html", (name,), shows, texts)
