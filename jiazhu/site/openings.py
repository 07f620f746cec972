"""A Library in; what each of its articles opens with, and the stories that its digests hold by themselves, out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from msgspec.msgpack import decode, encode

from jiazhu.cache import Plain, Store, key_of
from jiazhu.forks import mapped
from jiazhu.library.load import published
from jiazhu.model import Article, Digest, Library
from jiazhu.site.abstracts import Abstracts, version_of
from jiazhu.site.ingredients import Ingredients
from jiazhu.site.sentences import read_sentences
from jiazhu.site.stories import Opening, Rarity, Story, find_stories

_NONE = encode([])


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
        missing = [digest for digest in self._library.digests if self._kept(digest) is None]
        for digest, found in zip(missing, mapped(self._find, missing, jobs), strict=True):
            self._store.put(self._key(digest), found)

    def trust(self) -> None:
        """Keep those that nobody asks for, too: somebody knows that they are as they were."""
        self._store.keep_all()

    def of(self, digest: Digest) -> list[Story]:
        """Give the stories of those of a digest's articles that its editor has not placed."""
        self._ingredients.use(f"stories {digest.id}")
        kept = self._kept(digest)
        if kept is None:
            kept = self._find(digest)
            self._store.put(self._key(digest), kept)
        return decode(cast("bytes", kept), type=list[Story])

    def save(self, *, later: bool) -> None:
        """Keep what was found for the next run; `later` is as for a Store."""
        self._store.save(later=later)

    def _kept(self, digest: Digest) -> Plain:
        """Give the stories that are kept; none are told of fewer than two articles."""
        return self._store.get(self._key(digest)) if _left(digest)[1:] else _NONE

    def _key(self, digest: Digest) -> bytes:
        """Name what the stories of a digest are found in."""
        about = f"{self._rarity.state} {self._zone} {self._library.config.languages}"
        given = (f"{version_of(one)} {one.slug} {one.matter.tags} {self._names(one)}" for one in _left(digest))
        return key_of(about, *given)

    def _find(self, digest: Digest) -> Plain:
        return encode(find_stories(list(map(self._opening, _left(digest))), self._rarity))

    @cached_property
    def _rarity(self) -> Rarity:
        articles = self._library.articles
        return Rarity([*map(self._names, articles)], [article.matter.tags for article in articles])

    def _names(self, article: Article) -> tuple[str, ...]:
        """Name the entities with which an article opens: each once, and in one order."""
        opens, added = self._abstracts.opens_with(article), article.matter.entities.add
        return tuple(sorted({*opens, *added})) if added else opens

    def _opening(self, article: Article) -> Opening:
        titled = {code for code, translation in article.translations.items() if translation.matter.title}
        return Opening(
            slug=article.slug,
            moment=published(article, self._zone),
            names=frozenset(self._names(article)),
            tags=frozenset(article.matter.tags),
            sentences=read_sentences(self._abstracts.sentences(article)),
            languages=len({article.language, *titled} & {*self._library.config.languages}),
        )


def _left(digest: Digest) -> list[Article]:
    placed = digest.placed
    return [article for article in digest.articles if article.slug not in placed]
