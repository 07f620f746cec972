"""A Library and a theme in, the files of the site out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.library.coverage import Coverages
from jiazhu.model import Library
from jiazhu.progress import told
from jiazhu.site.annotations import FILE, annotation_collection
from jiazhu.site.columns import Columns
from jiazhu.site.feeds.files import feed_files
from jiazhu.site.look import dressed
from jiazhu.site.mail import mail_files
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.metadata.csp import policy_of
from jiazhu.site.metadata.machines import Machines
from jiazhu.site.openings import Stories
from jiazhu.site.output import MARK, MARK_WORDS, Built, staging
from jiazhu.site.page import make_page
from jiazhu.site.pages import language_pages
from jiazhu.site.pictures import Pictures
from jiazhu.site.rights import permitted
from jiazhu.site.search import search_files
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View


def site_files(
    library: Library, theme: Theme, *, cache: Path | None = None, jobs: int = 1, search: bool = True, index: bool = True
) -> Iterator[tuple[str, bytes | Path]]:
    """Go through the files of the site: each path below the output folder, with its bytes, or the file it is.

    `cache` is a folder for what makes the next build cheap; without `search` there is no index, and no page for it;
    without `index` alone, the page has nothing to search, which does for who only looks at pages.
    Raises JiazhuError for a fault in the theme, for two files of one name, and for a name that leads out of the folder.
    """
    seen = set()
    for name, data in _files(library, theme, cache, jobs, search=search, index=search and index):
        if name in seen:
            raise JiazhuError("two pages at this address", Path(name), hint="rename one of them", kind="address")
        if any(step in {"", ".", ".."} for step in name.split("/")):
            hint = "rename the tag, page or alias it is made of"
            raise JiazhuError("no address of a page", Path(name), hint=hint, kind="address")
        seen.add(name)
        yield name, data


def _files(
    library: Library, theme: Theme, cache: Path | None, jobs: int, *, search: bool, index: bool
) -> Iterator[tuple[str, bytes | Path]]:
    library = permitted(library)
    config = library.config
    static = dressed(theme.static_files(), library)
    urls = Urls(config.base_url, {name: hashed for name, (hashed, _) in static.items()})
    templates = Templates(theme, urls, config.codes, cache, policy_of(config))
    columns = Columns(library.articles, jobs)
    coverages = Coverages(cache)
    mentioned = Mentioned(library, columns)
    pictures = Pictures(library, urls)
    stories = Stories(library, mentioned)
    machines = Machines(config, urls)
    for language in config.codes:
        view = View(
            library,
            urls,
            language,
            columns,
            coverages,
            mentioned=mentioned,
            pictures=pictures,
            stories=stories,
            has_search=search,
        )
        for page in language_pages(view):
            told = machines.told_by(page, view, templates.render)
            html = templates.render(page.template, language, {**told, **page.context})
            yield urls.path_of(urls.page(language, *page.parts)), html.encode()
        yield from feed_files(view, templates.render)
        yield from mail_files(view, templates.render)
        for article in library.articles:
            if article.notes:
                yield f"{language}/articles/{article.slug}/{FILE}", annotation_collection(view, article)
        if index:
            yield from search_files(view, cache)
    coverages.save()
    view = View(library, urls, config.languages[0], columns, coverages, mentioned=mentioned, has_search=search)
    yield from _of_no_language(view, templates, machines)
    yield from machines.files(cache, jobs)
    yield MARK, MARK_WORDS
    for hashed, data in static.values():
        yield f"static/{hashed}", data
    yield from pictures.files().items()


def _of_no_language(view: View, templates: Templates, machines: Machines) -> Iterator[tuple[str, bytes]]:
    """Go through the pages that belong to no language; `view` is that of the default one."""
    config, render = view.library.config, templates.render
    titles = {code: config.title.get(code, view.phrase(config.title).text) for code in config.codes}
    door = make_page(view, "languages.html", (), {"titles": titles})
    told = machines.told_by_door(door, view, render)
    yield "index.html", render(door.template, view.language, {**told, **door.context}).encode()
    words = {code: render("404-words.html", code, {}) for code in config.codes}
    yield "404.html", render("404.html", view.language, {"words": words}).encode()


def build(
    library: Library, theme: Theme, output: Path, *, cache: Path | None = None, jobs: int = 1, search: bool = True
) -> Built:
    """Write the site, whole or not at all.

    Raises JiazhuError for a fault in the theme or the output; the last site is then left as it was.
    """
    with staging(output) as new:
        for name, data in told(site_files(library, theme, cache=cache, jobs=jobs, search=search), "files"):
            if isinstance(data, Path):
                new.link(name, data)
            else:
                new.write(name, data)
        return new.publish()
