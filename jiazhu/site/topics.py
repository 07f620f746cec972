"""A view in; the pages that list its articles by tag, by source and by month out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jiazhu.model import Source, Tag, Words
from jiazhu.site.articles import ArticleView
from jiazhu.site.lists import list_pages
from jiazhu.site.page import Page, make_page
from jiazhu.site.view import View
from jiazhu.text.measure import sort_key


def tag_pages(view: View) -> Iterator[Page]:
    """Go through the pages on tags: all of them, then each."""
    tagged: dict[str, list[ArticleView]] = defaultdict(list)
    for article in view.articles:
        for tag in article.tags:
            tagged[tag.id].append(article)
    tags = sorted(view.library.tags.values(), key=lambda tag: _place(view, tag.label))
    counts = {tag.id: len(tagged[tag.id]) for tag in tags}
    yield make_page(view, "tags.html", ("tags",), {"tags": tags, "counts": counts})
    children: dict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        children[tag.parent].append(tag)
    for tag in tags:
        shows = {"topic": tag, "children": children[tag.id]}
        yield from list_pages(view, "tag.html", ("tags", tag.id), tagged[tag.id], shows)
        target = view.urls.page(view.language, "tags", tag.id)
        for alias in tag.aliases:
            yield make_page(view, "redirect.html", ("tags", alias), {"target": target}, ())


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
        yield from list_pages(view, "source.html", ("sources", source.id), articles[source.id], {"source": source})


def archive_pages(view: View) -> Iterator[Page]:
    """Go through the pages of the archive: all of it, then each year and each month."""
    months: dict[tuple[str, str], list[ArticleView]] = defaultdict(list)
    for article in view.articles:
        months[f"{article.published:%Y}", f"{article.published:%m}"].append(article)
    years: dict[str, dict[str, list[ArticleView]]] = defaultdict(dict)
    for (year, month), articles in months.items():
        years[year][month] = articles
    yield make_page(view, "archive.html", ("archive",), {"years": years})
    for year, of_year in years.items():
        yield make_page(view, "archive.html", ("archive", year), {"years": {year: of_year}})
        for month, articles in of_year.items():
            shows = {"year": year, "month": month}
            yield from list_pages(view, "month.html", ("archive", year, month), articles, shows)


def _place(view: View, names: Words) -> tuple[str, str]:
    return sort_key(view.phrase(names).text, view.language)
