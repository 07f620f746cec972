"""A Library in; what each of its articles opens with, and the stories that its digests hold by themselves, out."""

from __future__ import annotations

import re
from functools import cached_property
from zoneinfo import ZoneInfo

from jiazhu.library.load import published
from jiazhu.model import Article, Digest, Library
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.stories import Opening, Rarity, Story, find_stories

FIRST_BLOCKS = 3
"""An article opens with so many blocks below its title: in news, what it is about stands there."""
SENTENCE_CHARACTERS = 10
"""Shorter ones are said again by chance."""

_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
"""Outlets end all their articles with the same long links."""
_END = re.compile(r"[。！？!?…\n]|\. ")


class Stories:
    """The stories of digests, found once for all interface languages."""

    def __init__(self, library: Library, mentioned: Mentioned) -> None:
        self._library = library
        self._mentioned = mentioned
        self._zone = ZoneInfo(library.config.timezone)
        self._found: dict[str, list[Story]] = {}

    def of(self, digest: Digest) -> list[Story]:
        """Find the stories of those of a digest's articles that its editor has not placed."""
        if digest.id not in self._found:
            left = [article for article in digest.articles if article.slug not in digest.placed]
            self._found[digest.id] = find_stories(list(map(self._opening, left)), self._rarity) if left[1:] else []
        return self._found[digest.id]

    @cached_property
    def _rarity(self) -> Rarity:
        articles = self._library.articles
        return Rarity(list(map(self._names, articles)), [frozenset(article.matter.tags) for article in articles])

    def _names(self, article: Article) -> frozenset[str]:
        mentions = self._mentioned.in_text(article, article.language)
        opens = (mention.id for mention in mentions if mention.at != "body" or mention.block < FIRST_BLOCKS)
        return frozenset((*opens, *article.matter.entities.add))

    def _opening(self, article: Article) -> Opening:
        sentences = map(str.strip, _END.split(_ADDRESS.sub("", article.body)))
        titled = {code for code, translation in article.translations.items() if translation.matter.title}
        return Opening(
            slug=article.slug,
            moment=published(article, self._zone),
            names=self._names(article),
            tags=frozenset(article.matter.tags),
            sentences=frozenset(sentence for sentence in sentences if len(sentence) >= SENTENCE_CHARACTERS),
            languages=len({article.language, *titled} & {*self._library.config.languages}),
        )
