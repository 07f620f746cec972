"""A view in; the pages that list its articles by tag, by name, by source and by month out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from jiazhu.model import Article, Source, Tag, Words
from jiazhu.site.chart import chart
from jiazhu.site.entities import EntityViews
from jiazhu.site.lists import list_pages, with_neighbours
from jiazhu.site.page import PlannedPage, Shows, plan_page, plan_redirect
from jiazhu.site.view import View
from jiazhu.text.measure import sort_key


def tag_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages on tags: all of them, then each with its redirects; a tag has its children's articles."""
    yield plan_page(view, "tags.html", ("tags",), partial(_tags, view))
    for id_, tag in view.library.tags.items():
        yield from _list_of(view, "tag.html", ("tags", id_), "tag", partial(_tag, view, id_), but=id_)
        for alias in tag.aliases:
            yield plan_redirect(view, ("tags", alias), view.urls.page(view.language, "tags", id_))


def _tags(view: View) -> Shows:
    """Gather what the page of all tags shows: each tag's children, by name, and how many articles it has."""
    children: dict[str, list[Tag]] = defaultdict(list)
    for tag in sorted(view.library.tags.values(), key=lambda tag: _place(view, tag.label)):
        children[tag.parent].append(tag)
    return {"children": children, "counts": _counts(view, "tag", view.library.tags)}


def _tag(view: View, id_: str) -> Shows:
    beneath = view.once("children", partial(_tags_by_parent, view)).get(id_, [])
    children = sorted((view.library.tags[child] for child in beneath), key=lambda tag: _place(view, tag.label))
    return {
        "topic": view.library.tags[id_],
        "children": children,
        "counts": _counts(view, "tag", beneath),
    }


def _tags_by_parent(view: View) -> Mapping[str, Sequence[str]]:
    view.ingredients.use("parents")
    children: dict[str, list[str]] = defaultdict(list)
    for id_, parent in view.material.parents.items():
        children[parent].append(id_)
    return children


def entity_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages on entities, where there are any: all of them, then each."""
    if not view.library.entities:
        return
    views = EntityViews(view)
    yield plan_page(view, "entities.html", ("entities",), partial(dict, entities=views))
    for id_ in view.library.entities:
        shows, noted = partial(_entity, view, views, id_), views.note_names(id_)
        yield from _list_of(view, "entity.html", ("entities", id_), "entity", shows, key=noted, but=id_)


def _entity(view: View, views: EntityViews, id_: str) -> Shows:
    return {"entity": view.library.entities[id_], "entities": views}


def source_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages on the sources that have articles: all of them, then each."""
    yield plan_page(view, "sources.html", ("sources",), partial(_sources, view))
    for id_ in view.groups.ids("source"):
        yield from _list_of(view, "source.html", ("sources", id_), "source", partial(_source, view, id_))


def _sources(view: View) -> Shows:
    ids = view.groups.ids("source")
    sources: list[Source] = sorted(
        (view.library.sources[id_] for id_ in ids), key=lambda source: _place(view, source.name)
    )
    return {"sources": sources, "counts": _counts(view, "source", ids)}


def _source(view: View, id_: str) -> Shows:
    return {"source": view.library.sources[id_]}


def archive_pages(view: View) -> Iterator[PlannedPage]:
    """Go through the pages of the archive: all of it, then each year and each month."""
    months = view.groups.ids("month")
    yield plan_page(view, "archive.html", ("archive",), partial(_archive, view, months), key=months)
    for year in dict.fromkeys(month[:4] for month in months):
        of_year = [month for month in months if month.startswith(year)]
        yield plan_page(view, "archive.html", ("archive", year), partial(_archive, view, of_year), key=tuple(of_year))
    for newer, month, older, age in with_neighbours(months):
        articles, beside = view.groups.of("month", month), partial(_beside, view, newer, older)
        parts, key = ("archive", *month.split("-")), (newer, older)
        yield from list_pages(
            view, "month.html", parts, articles, view.article, shows=beside, named=_slug, key=key, age=age
        )


def _archive(view: View, months: Sequence[str]) -> Shows:
    """Gather what a page of the archive shows: how many articles each month has, by year."""
    years: dict[str, dict[str, Sequence[Article]]] = defaultdict(dict)
    for month in months:
        year, _, number = month.partition("-")
        years[year][number] = view.groups.of("month", month)
    found = [article for by_month in years.values() for articles in by_month.values() for article in articles]
    return {
        "years": {
            year: [(view.groups.moment(articles[0]), len(articles)) for articles in by_month.values()]
            for year, by_month in years.items()
        },
        "chart": chart(map(view.groups.moment, found)),
    }


def _beside(view: View, newer: str | None, older: str | None) -> Shows:
    def moment(month: str | None) -> object:
        return month and view.groups.moment(view.groups.of("month", month)[0])

    return {"newer": moment(newer), "older": moment(older)}


def _list_of(
    view: View,
    template: str,
    parts: tuple[str, str],
    kind: str,
    shows: Callable[[], Shows],
    *,
    key: object = None,
    but: str = "",
) -> Iterator[PlannedPage]:
    """Go through the pages of a list of articles, whose id is the last part of its address.

    On the first stand a chart of all of them, and the names most met in them, `but` one.
    """
    articles = view.groups.of(kind, parts[1])
    overview = partial(_overview, view, kind, parts[1], but)
    yield from list_pages(
        view, template, parts, articles, view.article, shows=shows, first=overview, named=_slug, key=key
    )


def _slug(article: Article) -> str:
    return article.slug


def _counts(view: View, kind: str, ids: Sequence[str] | Mapping[str, object]) -> dict[str, int]:
    return {id_: view.groups.count(kind, id_) for id_ in ids}


def _overview(view: View, kind: str, id_: str, but: str) -> Shows:
    articles = view.groups.of(kind, id_)
    return {"chart": chart(map(view.groups.moment, articles)), "met": view.mentioned.met(articles, but=but)}


def _place(view: View, names: Words) -> tuple[str, str]:
    return sort_key(view.phrase(names).text, view.language)
