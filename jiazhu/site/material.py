"""A Library in; what the pages of all its languages are made of, each part worked out once, out."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from jiazhu.cache import state_of
from jiazhu.library.entities import script_names
from jiazhu.model import Article, Digest, Library, Note
from jiazhu.site.abstracts import Abstracts, version_of
from jiazhu.site.columns import Columns
from jiazhu.site.dates import updated
from jiazhu.site.groups import Groups
from jiazhu.site.ingredients import Ingredients, Watched, WatchedAll
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.openings import Stories
from jiazhu.site.pictures import Pictures
from jiazhu.site.urls import Urls

ARTICLE_KINDS = "card", "text", "names"
"""What a page can use of an article: what a list shows of it, its text, and its mentions."""
ArticleState = tuple[str, str, str, str]
"""What they hang on, then the state of each."""


class Material:
    """What pages are made of, and a hash of each ingredient."""

    def __init__(self, library: Library, urls: Urls, *, cache: Path | None = None, jobs: int = 1) -> None:
        self.urls = urls
        self.ingredients = ingredients = Ingredients()
        self.columns = Columns(ingredients)
        self.abstracts = Abstracts(
            library.articles, library.entities, self.columns, ingredients, cache=cache, jobs=jobs
        )
        self._library = library
        self.library = replace(
            library,
            articles=WatchedAll("articles", library.articles, ingredients),
            digests=WatchedAll("digests", library.digests, ingredients),
            tags=Watched("tag", library.tags, ingredients),
            sources=Watched("source", library.sources, ingredients),
            entities=Watched("entity", library.entities, ingredients),
            pictures=Watched("picture", library.pictures, ingredients),
        )
        self.mentioned = Mentioned(self.library, self.columns, self.abstracts, ingredients)
        self.groups = Groups(library, self.mentioned.about, ingredients)
        self.pictures = Pictures(self.library, urls)
        self.stories = Stories(library, self.abstracts, ingredients, cache=cache)
        self.zone = ZoneInfo(library.config.timezone)
        self._told: dict[str, str] = {}

    @cached_property
    def notes(self) -> tuple[tuple[Article, Note], ...]:
        """All notes with their articles, the newest first; a note without a date is as old as its article."""
        found = [(article, note) for article in self._library.articles for note in article.notes]

        def day(pair: tuple[Article, Note]) -> date:
            return pair[1].date or self.groups.moment(pair[0]).date()

        return tuple(sorted(found, key=day, reverse=True))

    @cached_property
    def parents(self) -> dict[str, str]:
        """The tag above each tag, by id; empty where it is below none."""
        return {id_: tag.parent for id_, tag in self._library.tags.items()}

    @cached_property
    def newest(self) -> datetime | None:
        """The latest date of an article."""
        dates = (updated(article, self.zone, article.translations) for article in self._library.articles)
        return max(dates, default=None)

    def article_states(self, last: Mapping[str, ArticleState]) -> dict[str, ArticleState]:
        """Name the states of each article's ingredients; of those that are as they were `last`, these."""
        states, named = {}, self.abstracts.named
        for article in self._library.articles:
            tags = ",".join(article.matter.tags)
            about = f"{version_of(article)} {tags} {article.unpublished} {named}"
            known = last.get(article.slug)
            if known is None or known[0] != about:
                # What its tags are called comes from elsewhere than its files.
                card = f"{self.abstracts.shows(article)} {tags} {article.unpublished}"
                known = about, card, version_of(article), self.abstracts.says(article)
            states[article.slug] = known
        return states

    def plan(self, articles: Mapping[str, ArticleState]) -> str:
        """Name the state of all that is known without reading a text: on nothing else it hangs which pages there are.

        `articles` are the states of each one's ingredients.
        """
        library = self._library
        of_articles = [(slug, card, says) for slug, (_, card, _, says) in articles.items()]
        noted = [(article.slug, article.notes) for article in library.articles if article.notes]
        digests = [*map(self._digest, library.digests)]
        others = library.tags, library.sources, self.abstracts.named, library.pages, library.pictures
        return state_of((of_articles, noted, digests, others))

    def trust(self, states: Mapping[str, str], others: Container[str]) -> None:
        """Take states of another time for those of now, where the `plan` is the same, and so are all texts but some.

        `others` are the slugs of their articles.
        """
        of_texts = {"articles"}
        for digest in self._library.digests:
            if any(article.slug in others for article in digest.articles):
                of_texts.add(f"stories {digest.id}")
        self._told.update((name, state) for name, state in states.items() if name not in of_texts)

    def state(self, name: str) -> str:
        """Name the state of any other ingredient, by a hash of it or by itself where that is short."""
        if name not in self._told:
            kind, _, id_ = name.partition(" ")
            self._told[name] = self._states[kind](id_)
        return self._told[name]

    @cached_property
    def _states(self) -> Mapping[str, Callable[[str], str]]:
        library = self._library
        things: dict[str, Mapping[str, object]] = {
            "tag": library.tags,
            "source": library.sources,
            "entity": library.entities,
            "picture": library.pictures,
            "page": library.pages,
        }
        return {
            **{kind: partial(_of_things, given) for kind, given in things.items()},
            "any": lambda kind: f"{bool(things[kind])}",
            "list": lambda name: self.groups.state(*name.split(" ", 1)),
            "lists": lambda kind: repr(self.groups.ids(kind)),
            "digest": lambda id_: self._digest(self._digests.get(id_)),
            "stories": lambda id_: state_of(self.stories.of(self._digests[id_])) if id_ in self._digests else "",
            "articles": lambda _: state_of([*map(version_of, library.articles)]),
            "digests": lambda _: state_of([*map(self._digest, library.digests)]),
            "newest": lambda _: f"{self.newest}",
            "script": lambda tag: state_of(script_names(library.entities, tag)),
            "parents": lambda _: state_of(self.parents),
        }

    @cached_property
    def _digests(self) -> dict[str, Digest]:
        return {digest.id: digest for digest in self._library.digests}

    def _digest(self, digest: Digest | None) -> str:
        """Name all of a digest but what is in its articles."""
        if digest is None:
            return ""
        slugs = [article.slug for article in digest.articles]
        return state_of((digest.first, digest.last, digest.edition, digest.texts, digest.order, slugs))


def _of_things(things: Mapping[str, object], id_: str) -> str:
    if not id_:
        return state_of(dict(things))
    return state_of(things[id_]) if id_ in things else ""
