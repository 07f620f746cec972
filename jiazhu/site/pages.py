"""A Library in; every page of its site out, each with its address, its template and what it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from math import ceil
from typing import TypeVar

from jiazhu.model import Source, Tag, record
from jiazhu.site.articles import ArticleView
from jiazhu.site.entities import EntityViews
from jiazhu.site.view import View
from jiazhu.text.measure import sort_key

T = TypeVar("T")

LIST_SIZE = 50
"""Lists go by so many articles."""
RECENT_ARTICLES = 10
RECENT_DIGESTS = 5
"""So many stand on the home page."""


@record
class Page:
    """One page of the site, before it is rendered."""

    language: str
    parts: tuple[str, ...]
    """What its address is made of, below the language."""
    template: str
    context: Mapping[str, object]
    real_in: tuple[str, ...]
    """The languages that have its words; in any other the page is a fallback, for people and not for search engines."""


def language_pages(view: View) -> Iterator[Page]:
    """Go through the pages of one interface language."""
    return _Pages(view).all()


class _Pages:
    """The pages of one interface language."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._library = view.library

    def all(self) -> Iterator[Page]:
        """Go through all pages."""
        library, view = self._library, self._view
        yield self._page("home.html", (), self._news())
        for newer, article, older in _with_neighbours(view.articles):
            shows = {"article": article, "reading": view.reading(article), "newer": newer, "older": older}
            yield self._page("article.html", ("articles", article.slug), shows, article.real_in)
            for alias in article.article.matter.aliases:
                yield self._page("redirect.html", ("articles", alias), {"target": article.url}, ())
        if view.notes:
            yield from self._list("notes.html", ("notes",), view.notes, {}, "notes")
        yield self._page("digests.html", ("digests",), {"digests": library.digests})
        for newer_digest, digest, older_digest in _with_neighbours(library.digests):
            told = {"digest": digest, "newer": newer_digest, "older": older_digest}
            yield self._page("digest.html", ("digests", digest.id), told)
        yield from self._tags()
        yield from self._entities()
        yield from self._sources()
        yield from self._archive()
        for name, texts in library.pages.items():
            shown = {
                "title": view.phrase({code: text.title for code, text in texts.items()}),
                "body": view.speech.prose({code: text.body for code, text in texts.items()}),
            }
            yield self._page("page.html", (name,), shown, texts)
        yield self._page("subscribe.html", ("subscribe",), {})

    def _page(
        self,
        template: str,
        parts: tuple[str, ...],
        shows: Mapping[str, object],
        written_in: Container[str] | None = None,
    ) -> Page:
        """Make a page whose words are written in some languages, given by their codes, or in all."""
        config = self._library.config
        return Page(
            language=self._view.language,
            parts=parts,
            template=template,
            context={"view": self._view, **shows},
            real_in=tuple(code for code in config.codes if written_in is None or config.base_of(code) in written_in),
        )

    def _news(self) -> dict[str, object]:
        """Gather what the home page shows: the latest digests, and the newest articles that are not in the first."""
        digests = self._library.digests[:RECENT_DIGESTS]
        told = {article.slug for article in digests[0].articles} if digests else set()
        recent = [article for article in self._view.articles if article.slug not in told]
        return {"digests": digests, "articles": recent[:RECENT_ARTICLES]}

    def _tags(self) -> Iterator[Page]:
        view = self._view
        tagged: dict[str, list[ArticleView]] = defaultdict(list)
        for article in view.articles:
            for tag in article.tags:
                tagged[tag.id].append(article)
        tags = sorted(self._library.tags.values(), key=lambda tag: self._place(tag.label))
        counts = {tag.id: len(tagged[tag.id]) for tag in tags}
        yield self._page("tags.html", ("tags",), {"tags": tags, "counts": counts})
        children: dict[str, list[Tag]] = defaultdict(list)
        for tag in tags:
            children[tag.parent].append(tag)
        for tag in tags:
            shows = {"topic": tag, "children": children[tag.id]}
            yield from self._list("tag.html", ("tags", tag.id), tagged[tag.id], shows)

    def _entities(self) -> Iterator[Page]:
        if not self._library.entities:
            return
        views = EntityViews(self._view)
        yield self._page("entities.html", ("entities",), {"entities": views})
        for entity in self._library.entities.values():
            shows = {"entity": entity, "entities": views}
            yield from self._list("entity.html", ("entities", entity.id), views.articles(entity), shows)

    def _sources(self) -> Iterator[Page]:
        articles: dict[str, list[ArticleView]] = defaultdict(list)
        for article in self._view.articles:
            articles[article.source.id].append(article)
        sources: list[Source] = sorted(
            (source for source in self._library.sources.values() if source.id in articles),
            key=lambda source: self._place(source.name),
        )
        counts = {id_: len(found) for id_, found in articles.items()}
        yield self._page("sources.html", ("sources",), {"sources": sources, "counts": counts})
        for source in sources:
            yield from self._list("source.html", ("sources", source.id), articles[source.id], {"source": source})

    def _archive(self) -> Iterator[Page]:
        months: dict[tuple[str, str], list[ArticleView]] = defaultdict(list)
        for article in self._view.articles:
            months[f"{article.published:%Y}", f"{article.published:%m}"].append(article)
        years: dict[str, dict[str, list[ArticleView]]] = defaultdict(dict)
        for (year, month), articles in months.items():
            years[year][month] = articles
        yield self._page("archive.html", ("archive",), {"years": years})
        for year, of_year in years.items():
            yield self._page("archive.html", ("archive", year), {"years": {year: of_year}})
            for month, articles in of_year.items():
                yield from self._list("month.html", ("archive", year, month), articles, {"year": year, "month": month})

    def _list(
        self,
        template: str,
        base: tuple[str, ...],
        items: Sequence[object],
        shows: Mapping[str, object],
        name: str = "articles",
    ) -> Iterator[Page]:
        """Go through the pages of one list, which its template knows by a `name`.

        The newest page has no number; the others are counted from the oldest, so that what stands on them stays there.
        """
        last = max(1, ceil(len(items) / LIST_SIZE))
        for number in range(1, last + 1):
            end = len(items) - (number - 1) * LIST_SIZE
            parts = base if number == last else (*base, str(number))
            yield self._page(
                template,
                parts,
                {
                    name: items[max(0, end - LIST_SIZE) : end],
                    "total": len(items),
                    "base": base,
                    "number": number,
                    "last": last,
                    **shows,
                },
            )

    def _place(self, names: dict[str, str]) -> tuple[str, str]:
        return sort_key(self._view.phrase(names).text, self._view.language)


def _with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Go through items, each with the one before and the one after."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
