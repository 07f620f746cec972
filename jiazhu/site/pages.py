"""A view of a Library in; every page of its site out, each with its address, its template and what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from jiazhu.model import Article, Digest, Note, PageText
from jiazhu.site.lists import list_pages, with_neighbours
from jiazhu.site.mail import mail_names
from jiazhu.site.page import PlannedPage, Shows, plan_page, plan_redirect
from jiazhu.site.topics import archive_pages, entity_pages, source_pages, tag_pages
from jiazhu.site.view import View

RECENT_ARTICLES = 10
RECENT_DIGESTS = 5
"""So many stand on the home page."""


def language_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages of one interface language."""
    yield _home(view)
    yield from _articles(view)
    yield from _notes(view)
    yield from _digests(view)
    yield from tag_pages(view)
    yield from entity_pages(view)
    yield from source_pages(view)
    yield from archive_pages(view)
    yield from _own_pages(view)
    if view.has_search:
        yield plan_page(view, "search.html", ("search",), dict)
    yield plan_page(view, "subscribe.html", ("subscribe",), dict)


def _home(view: View) -> PlannedPage:
    """Plan the home page: the latest digests, and the newest articles that are not in the first."""
    digests = view.library.digests[:RECENT_DIGESTS]
    told = {article.slug for article in digests[0].articles} if digests else set()
    recent = [article for article in view.library.articles if article.slug not in told][:RECENT_ARTICLES]

    def shows() -> Shows:
        return {"digests": [*map(view.digest, digests)], "articles": [*map(view.article, recent)]}

    key = tuple(digest.id for digest in digests), tuple(article.slug for article in recent)
    return plan_page(view, "home.html", (), shows, key=key)


def _articles(view: View) -> Iterator[PlannedPage]:
    for newer, article, older, age in with_neighbours(view.library.articles):
        beside = tuple(one.slug if one else "" for one in (newer, older))
        shows = partial(_article, view, article, newer, older)
        parts, written_in = ("articles", article.slug), partial(_real_in, view, article)
        yield plan_page(view, "article.html", parts, shows, written_in=written_in, key=beside, age=age)
        for alias in article.matter.aliases:
            target = view.urls.page(view.language, "articles", article.slug)
            yield plan_redirect(view, ("articles", alias), target)


def _article(view: View, article: Article, newer: Article | None, older: Article | None) -> Shows:
    shown = view.article(article)
    return {
        "article": shown,
        "reading": view.reading(shown),
        "newer": newer and view.article(newer),
        "older": older and view.article(older),
    }


def _real_in(view: View, article: Article) -> tuple[str, ...]:
    return view.article(article).real_in


def _notes(view: View) -> Iterator[PlannedPage]:
    def name(noted: tuple[Article, Note]) -> tuple[str, str]:
        return noted[0].slug, noted[1].id

    if view.notes:
        shown = partial(_note, view)
        yield from list_pages(view, "notes.html", ("notes",), view.notes, shown, name="notes", named=name)


def _note(view: View, noted: tuple[Article, Note]) -> object:
    return view.note(*noted)


def _digests(view: View) -> Iterator[PlannedPage]:
    digests = view.library.digests
    yield from list_pages(view, "digests.html", ("digests",), digests, view.digest, name="digests", named=_id)
    for newer, digest, older, age in with_neighbours(digests):
        key = tuple(one.id if one else "" for one in (newer, older))
        shows = partial(_digest, view, digest, newer, older)
        yield plan_page(view, "digest.html", ("digests", digest.id), shows, key=key, age=age)


def _digest(view: View, digest: Digest, newer: Digest | None, older: Digest | None) -> Shows:
    return {
        "digest": view.digest(digest),
        "newer": newer and view.digest(newer),
        "older": older and view.digest(older),
        "mails": mail_names(view),
    }


def _id(digest: Digest) -> str:
    return digest.id


def _own_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages that the editor wrote."""
    for name in view.library.pages:
        yield plan_page(
            view, "page.html", (name,), partial(_own_page, view, name), written_in=partial(_texts, view, name)
        )


def _own_page(view: View, name: str) -> Shows:
    texts = _texts(view, name)
    return {
        "title": view.phrase({code: text.title for code, text in texts.items()}),
        "body": view.speech.prose({code: text.body for code, text in texts.items()}),
    }


def _texts(view: View, name: str) -> Mapping[str, PageText]:
    view.ingredients.use(f"page {name}")
    return view.library.pages[name]
