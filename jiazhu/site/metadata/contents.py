"""A page in; what it holds, for machines, out: its articles, when they changed, and a line about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import cast

from jiazhu.model import Concept
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import Phrase
from jiazhu.site.digests import DigestView
from jiazhu.site.notes import NoteView
from jiazhu.site.page import Page
from jiazhu.site.speech import Prose
from jiazhu.site.view import View
from jiazhu.text.anchor import words
from jiazhu.text.measure import truncate

DESCRIPTION_COLUMNS = 180
"""How long a description is at most: what search engines show of one."""

LISTED = 30
"""So many names are looked at of those that a page lists: more do not go into a description."""

_TIMELESS = frozenset({"page.html", "subscribe.html", "search.html", "redirect.html"})
"""Pages that no article changes."""


def articles_on(page: Page) -> list[ArticleView]:
    """List the articles that a page shows or gathers, in its order; none where it tells of all of them."""
    shows = page.context
    if isinstance(article := shows.get("article"), ArticleView):
        return [article]
    if isinstance(digest := shows.get("digest"), DigestView):
        return [shown for story in digest.stories for shown in (story.lead, *(also.article for also in story.also))]
    if "notes" in shows:
        return [article for article, _ in _noted(page)]
    return list(cast("Iterable[ArticleView]", shows.get("articles", ()))) if page.parts else []


def changed(page: Page, view: View) -> datetime | None:
    """Give the latest date of what a page shows; None where nothing on it has one.

    A page that tells of the whole digest is as new as the newest article.
    """
    if page.template in _TIMELESS:
        return None
    of_some = bool({"article", "articles", "digest", "notes"} & page.context.keys()) and page.parts
    return max((article.updated for article in articles_on(page)), default=None) if of_some else view.newest


def description(page: Page, view: View) -> str:
    """Say in a line what is on a page: what its editor says of it, else what it begins with."""
    found = next(filter(None, (" ".join(text.split()) for text in _descriptions(page, view))), "")
    return truncate(found, DESCRIPTION_COLUMNS)


def _descriptions(page: Page, view: View) -> Iterator[str]:
    """Go through what could describe a page, the best first."""
    shows = page.context
    if isinstance(article := shows.get("article"), ArticleView):
        yield article.summary.text
    if isinstance(digest := shows.get("digest"), DigestView):
        yield words(digest.introduction.html) if digest.introduction else ""
        yield _listed(story.headline for story in digest.stories)
    if isinstance(concept := shows.get("topic") or shows.get("entity"), Concept) and shows["number"] == shows["last"]:
        yield view.phrase(concept.about).text
    if isinstance(body := shows.get("body"), Prose):
        yield words(body.html)
    if "notes" in shows:
        yield " · ".join(words(note.words.html) for _, note in _noted(page))
    elif page.parts:
        yield _listed(article.title for article in articles_on(page))
    if page.template in _INDEXES:
        yield _listed(_INDEXES[page.template](view))
    yield view.phrase(view.library.config.description).text


_INDEXES: Mapping[str, Callable[[View], Iterable[Phrase]]] = {
    "digests.html": lambda view: (
        digest.title or digest.stories[0].headline for digest in map(view.digest, view.library.digests)
    ),
    "tags.html": lambda view: (view.phrase(tag.label) for tag in view.library.tags.values()),
    "entities.html": lambda view: (view.phrase(entity.name) for entity in view.library.entities.values()),
    "sources.html": lambda view: (view.phrase(view.library.sources[id_].name) for id_ in view.groups.ids("source")),
}
"""What the pages list that lead to others: the names of those."""


def _listed(names: Iterable[Phrase]) -> str:
    return " · ".join(name.text for name in islice(names, LISTED))


def _noted(page: Page) -> list[tuple[ArticleView, NoteView]]:
    return list(cast("Iterable[tuple[ArticleView, NoteView]]", page.context["notes"]))
