"""A page in; what is shown of it where somebody shares its address, out: Open Graph and Twitter's card.

Properties are those of https://ogp.me. Twitter takes what its own names do not say from Open Graph.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.core import get_global

from jiazhu.site.articles import ArticleView
from jiazhu.site.cards.card import SIZE
from jiazhu.site.metadata.subject import Subject
from jiazhu.site.view import View
from jiazhu.text.languages import locale_of


def open_graph(subject: Subject, title: str, description: str) -> Iterator[tuple[str, str]]:
    """Go through names and contents of the page's `<meta>` elements; `title` and `description` are what it says."""
    page, view, image = subject.page, subject.view, subject.image
    article = page.context.get("article")
    yield "og:type", "article" if isinstance(article, ArticleView) else "website"
    yield "og:title", title
    if description:
        yield "og:description", description
    yield "og:url", subject.head.canonical
    yield "og:site_name", view.phrase(view.library.config.title).text
    yield "og:locale", locale_with_region(page.language)
    for code in page.real_in:
        if code != page.language:
            yield "og:locale:alternate", locale_with_region(code)
    if isinstance(article, ArticleView):
        yield from _of_article(article, view)
    if image:
        width, height = SIZE
        yield "og:image", image.url
        yield "og:image:type", "image/png"
        yield "og:image:width", str(width)
        yield "og:image:height", str(height)
        yield "og:image:alt", image.alt
        yield "twitter:image:alt", image.alt
    yield "twitter:card", "summary_large_image" if image else "summary"


def _of_article(article: ArticleView, view: View) -> Iterator[tuple[str, str]]:
    yield "article:published_time", article.published.isoformat()
    if article.updated > article.published:
        yield "article:modified_time", article.updated.isoformat()
    yield "article:section", view.phrase(article.source.name).text
    for tag in article.tags:
        yield "article:tag", view.phrase(tag.label).text


def locale_with_region(code: str) -> str:
    """Name a language with the region where most of its readers live, as Open Graph wants: `zh_CN`, `en_US`.

    Regions are the likely subtags of CLDR.
    """
    likely, locale = get_global("likely_subtags"), locale_of(code)
    language, *rest = str(likely.get(locale) or likely.get(locale.partition("_")[0]) or locale).split("_")
    return "_".join([language, *rest[-1:]])
