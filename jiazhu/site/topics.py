"""A view in; the pages that list its articles by tag, by name, by source and by month out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jiazhu.model import Source, Tag, Words
from jiazhu.site.articles import ArticleView
from jiazhu.site.chart import chart
from jiazhu.site.entities import EntityViews
from jiazhu.site.lists import list_pages, with_neighbours
from jiazhu.site.page import Page, make_page
from jiazhu.site.tagged import articles_by_tag
from jiazhu.site.view import View
from jiazhu.text.measure import sort_key


def tag_pages(view: View) -> Iterator[Page]:
    """Go through the pages on tags: all of them, then each with its redirects; a tag has its children's articles."""
    tagged = articles_by_tag(view.library)
    counts = {id_: len(articles) for id_, articles in tagged.items()}
    children: dict[str, list[Tag]] = defaultdict(list)
    for tag in sorted(view.library.tags.values(), key=lambda tag: _place(view, tag.label)):
        children[tag.parent].append(tag)
    yield make_page(view, "tags.html", ("tags",), {"children": children, "counts": counts})
    for tag in view.library.tags.values():
        articles = [view.article(article) for article in tagged[tag.id]]
        shows = {"topic": tag, "children": children[tag.id], "counts": counts, **_overview(view, articles, but=tag.id)}
        yield from list_pages(view, "tag.html", ("tags", tag.id), articles, shows)
        target = view.urls.page(view.language, "tags", tag.id)
        for alias in tag.aliases:
            yield make_page(view, "redirect.html", ("tags", alias), {"target": target}, ())


def entity_pages(view: View) -> Iterator[Page]:
    """Go through the pages on entities, where there are any: all of them, then each."""
    if not view.library.entities:
        return
    views = EntityViews(view)
    yield make_page(view, "entities.html", ("entities",), {"entities": views})
    for entity in view.library.entities.values():
        articles = views.articles(entity)
        shows = {"entity": entity, "entities": views, **_overview(view, articles, but=entity.id)}
        yield from list_pages(view, "entity.html", ("entities", entity.id), articles, shows)


def source_pages(view: View) -> Iterator[Page]:
    """Go through the pages on the sources that have articles: all of them, then each."""
    articles: dict[str, list[ArticleView]] = defaultdict(list)
    for article in view.articles:
        articles[article.source.id].append(article)
    sources: list[Source] = sorted(
        (source for source in view.library.sources.values() if source.id in articles),
        key=lambda source: _place(view, source.name),
    )
    counts = {id_: len(found) for id_, found in articles.items()}
    yield make_page(view, "sources.html", ("sources",), {"sources": sources, "counts": counts})
    for source in sources:
        found = articles[source.id]
        shows = {"source": source, **_overview(view, found)}
        yield from list_pages(view, "source.html", ("sources", source.id), found, shows)


def archive_pages(view: View) -> Iterator[Page]:
    """Go through the pages of the archive: all of it, then each year and each month."""
    months: dict[tuple[str, str], list[ArticleView]] = defaultdict(list)
    for article in view.articles:
        months[f"{article.published:%Y}", f"{article.published:%m}"].append(article)
    years: dict[str, dict[str, list[ArticleView]]] = defaultdict(dict)
    for (year, month), articles in months.items():
        years[year][month] = articles
    over_time = chart(article.published for article in view.articles)
    yield make_page(view, "archive.html", ("archive",), {"years": years, "chart": over_time})
    for year, of_year in years.items():
        over_time = chart(article.published for articles in of_year.values() for article in articles)
        yield make_page(view, "archive.html", ("archive", year), {"years": {year: of_year}, "chart": over_time})
    for newer, parts, older in with_neighbours([*months]):
        shows = {
            "newer": newer and months[newer][0].published,
            "older": older and months[older][0].published,
        }
        yield from list_pages(view, "month.html", ("archive", *parts), months[parts], shows)


def _overview(view: View, articles: Sequence[ArticleView], but: str = "") -> dict[str, object]:
    """Gather what stands above a list of articles: a chart of them, and the names most met in them."""
    return {
        "chart": chart(article.published for article in articles),
        "met": view.mentioned.met((article.article for article in articles), but=but),
    }


def _place(view: View, names: Words) -> tuple[str, str]:
    return sort_key(view.phrase(names).text, view.language)
