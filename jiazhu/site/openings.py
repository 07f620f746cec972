"""A Library in; what each of its articles opens with, and the stories that its digests hold by themselves, out."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from jiazhu.cache import Plain, Store, key_of
from jiazhu.forks import mapped
from jiazhu.library.load import published
from jiazhu.model import Article, Digest, Library
from jiazhu.site.abstracts import Abstracts, version_of
from jiazhu.site.ingredients import Ingredients
from jiazhu.site.stories import Bond, Opening, Rarity, Story, find_stories

SENTENCE_CHARACTERS = 10
"""Shorter ones are said again by chance."""

_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
"""Outlets end all their articles with the same long links."""
_END = re.compile(r"[。！？!?…\n]|\. ")


class Stories:
    """The stories of digests, found once for all interface languages and kept from run to run."""

    def __init__(
        self,
        library: Library,
        abstracts: Abstracts,
        ingredients: Ingredients,
        *,
        cache: Path | None = None,
    ) -> None:
        self._library = library
        self._abstracts = abstracts
        self._ingredients = ingredients
        self._zone = ZoneInfo(library.config.timezone)
        self._store = Store(cache and cache / "stories")

    def find(self, jobs: int) -> None:
        """Find all that are not kept, in so many processes: who is asked for them later has them."""
        missing = [digest for digest in self._library.digests if self._is_missing(digest)]
        for digest, found in zip(missing, mapped(self._find, missing, jobs), strict=True):
            self._store.put(self._keys[digest.id], found)

    def of(self, digest: Digest) -> list[Story]:
        """Give the stories of those of a digest's articles that its editor has not placed."""
        self._ingredients.use(f"stories {digest.id}")
        if self._is_missing(digest):
            self._store.put(self._keys[digest.id], self._find(digest))
        kept = self._store.get(self._keys[digest.id]) if digest.id in self._keys else ()
        return [
            Story(lead=lead, also=also, bonds=tuple(Bond(**dict(bond)) for bond in bonds))
            for lead, also, bonds in cast("tuple[Any, ...]", kept)
        ]

    def save(self, *, later: bool) -> None:
        """Keep what was found for the next run; `later` is as for a Store."""
        self._store.save(later=later)

    @cached_property
    def _keys(self) -> dict[str, bytes]:
        """Name what the stories of each digest are found in, where it has articles that may tell the same."""
        keys, about = {}, f"{self._rarity.state} {self._zone} {self._library.config.languages}"
        for digest in self._library.digests:
            left = _left(digest)
            if left[1:]:
                given = (f"{version_of(one)} {one.slug} {one.matter.tags} {self._names[one.slug]}" for one in left)
                keys[digest.id] = key_of(about, *given)
        return keys

    def _is_missing(self, digest: Digest) -> bool:
        return digest.id in self._keys and self._store.get(self._keys[digest.id]) is None

    def _find(self, digest: Digest) -> Plain:
        found = find_stories(list(map(self._opening, _left(digest))), self._rarity)
        return cast("Plain", tuple(map(_plain, found)))

    @cached_property
    def _rarity(self) -> Rarity:
        articles = self._library.articles
        return Rarity(list(self._names.values()), [frozenset(article.matter.tags) for article in articles])

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """The entities with which each article opens, by its slug: each once, and in one order."""
        return {
            article.slug: tuple(sorted({*self._abstracts.opens_with(article), *article.matter.entities.add}))
            for article in self._library.articles
        }

    def _opening(self, article: Article) -> Opening:
        sentences = map(str.strip, _END.split(_ADDRESS.sub("", article.body)))
        titled = {code for code, translation in article.translations.items() if translation.matter.title}
        return Opening(
            slug=article.slug,
            moment=published(article, self._zone),
            names=frozenset(self._names[article.slug]),
            tags=frozenset(article.matter.tags),
            sentences=frozenset(sentence for sentence in sentences if len(sentence) >= SENTENCE_CHARACTERS),
            languages=len({article.language, *titled} & {*self._library.config.languages}),
        )


def _left(digest: Digest) -> list[Article]:
    placed = digest.placed
    return [article for article in digest.articles if article.slug not in placed]


def _plain(story: Story) -> tuple[object, ...]:
    return story.lead, story.also, tuple(tuple(asdict(bond).items()) for bond in story.bonds)
