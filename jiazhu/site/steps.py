"""A Library and a theme in; the steps by which its site is made, and the state of whatever they use, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec.msgpack import decode, encode

from jiazhu.cache import state_of
from jiazhu.model import Article, Library
from jiazhu.site.annotations import FILE, annotation_collection
from jiazhu.site.feeds.files import feed_steps
from jiazhu.site.folders import stamp
from jiazhu.site.lists import with_ages
from jiazhu.site.look import dressed
from jiazhu.site.mail import mail_steps
from jiazhu.site.material import Material
from jiazhu.site.metadata.csp import policy_of
from jiazhu.site.metadata.machines import Machines
from jiazhu.site.metadata.told import Told
from jiazhu.site.output import MARK, MARK_WORDS
from jiazhu.site.page import PlannedPage, make_page
from jiazhu.site.pages import language_pages
from jiazhu.site.rights import permitted
from jiazhu.site.search import forget_others, index_step, segment_steps
from jiazhu.site.segments import Segment
from jiazhu.site.step import Files, Step
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View

PAGE = "page"
"""What a page tells is of this kind; what a segment of a search tells, of its language's code."""


class Site:
    """A site before it is made."""

    def __init__(
        self, library: Library, theme: Theme, *, cache: Path | None, jobs: int, search: bool, index: bool
    ) -> None:
        """`index` says whether the page of the search, if there is one, has something to search."""
        library = permitted(library)
        config = library.config
        self._static = dressed(theme.static_files(), library)
        self._urls = Urls(config.base_url, {name: hashed for name, (hashed, _) in self._static.items()})
        self._cache = cache
        self._index = search and index
        self.material = Material(library, self._urls, cache=cache, jobs=jobs)
        self._machines = Machines(config, self._urls)
        self._templates = Templates(theme, self._urls, config.codes, cache, policy_of(config))
        views: dict[str, View] = {}
        self._views = [View(self.material, language, views, has_search=search) for language in config.codes]
        self._told: list[tuple[str, bytes]] = []
        whole = (
            config,
            theme.state(),
            sorted(hashed for hashed, _ in self._static.values()),
            search,
            bool(self.material.notes),
            bool(library.entities),
            sorted(library.pages),
            bool(library.logo),
            self._machines.drawn_with,
        )
        self.whole = state_of(whole)
        """The state of what every file hangs on."""

    def prepare(self, jobs: int) -> None:
        """Work out, in so many processes, what many steps need."""
        self.material.stories.find(jobs)

    def steps(self) -> Iterator[Step]:
        """Go through the steps of all files but those that tell of others."""
        for view in self._views:
            for page in language_pages(view):
                name = self._urls.page_file(page.language, *page.parts)
                make = partial(self._page, name, page, view)
                yield Step(name=name, key=page.key, make=make, age=page.age, seen=True)
            yield from feed_steps(view, self._templates.render)
            yield from mail_steps(view, self._templates.render)
            for article, age in with_ages(view.library.articles):
                if article.notes:
                    name = f"{view.language}/articles/{article.slug}/{FILE}"
                    yield Step(name=name, key=None, make=partial(_annotations, name, view, article), age=age)
            if self._index:
                yield from segment_steps(view, partial(self._tell_segment, view.language), self._cache)
        yield Step(name="index.html", key=None, make=self._door)
        yield Step(name="404.html", key=None, make=self._lost)
        yield Step(name=MARK, key=None, make=lambda: [(MARK, MARK_WORDS)])
        for hashed, data in self._static.values():
            yield Step(name=f"static/{hashed}", key=None, make=partial(_file, f"static/{hashed}", data), seen=True)

    def last_steps(self, told: Iterable[tuple[str, bytes]], used: Iterable[str]) -> Iterator[Step]:
        """Go through the steps of the files that tell of others: given what these told, and what was used for them."""
        by_kind: dict[str, list[bytes]] = defaultdict(list)
        for kind, what in told:
            by_kind[kind].append(what)
        yield from self._machines.steps((decode(one, type=Told) for one in by_kind[PAGE]), self._cache)
        for view in self._views if self._index else ():
            yield index_step(view, [decode(one, type=Segment) for one in by_kind[view.language]])
        for name, path in self.material.pictures.files(used).items():
            yield Step(name=name, key=stamp(path), make=partial(_file, name, path))

    def taken(self) -> list[tuple[str, bytes]]:
        """Give what was told by the files that were made since this was asked last, each with its kind."""
        told, self._told = self._told, []
        return told

    def save(self, *, later: bool = False) -> None:
        """Keep what was worked out for the next run; `later` is as for a Store."""
        self.material.abstracts.save(later=later)
        self.material.stories.save(later=later)
        if self._index and self._cache and not later:
            forget_others(self._views, self._cache)

    def _page(self, name: str, planned: PlannedPage, view: View) -> Files:
        page, render = planned.page(), self._templates.render
        context, told = self._machines.told_by(page, view, render)
        self._told.append((PAGE, encode(told)))
        yield name, render(page.template, page.language, {**context, **page.context}).encode()

    def _tell_segment(self, language: str, segment: Segment) -> None:
        self._told.append((language, encode(segment)))

    def _door(self) -> Files:
        view, render = self._views[0], self._templates.render
        config = view.library.config
        titles = {code: config.title.get(code, view.phrase(config.title).text) for code in config.codes}
        door = make_page(view, "languages.html", (), {"titles": titles})
        context = self._machines.told_by_door(door, view, render)
        yield "index.html", render(door.template, view.language, {**context, **door.context}).encode()

    def _lost(self) -> Files:
        view, render = self._views[0], self._templates.render
        words = {code: render("404-words.html", code, {}) for code in view.library.config.codes}
        yield "404.html", render("404.html", view.language, {"words": words}).encode()


def _annotations(name: str, view: View, article: Article) -> Files:
    view.ingredients.use(f"text {article.slug}")
    yield name, annotation_collection(view, article)


def _file(name: str, data: bytes | Path) -> Files:
    yield name, data
