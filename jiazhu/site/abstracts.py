"""Articles in; what is known of each without reading it, worked out once for each state of its files, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from jiazhu.cache import Plain, Store, key_of, state_of
from jiazhu.forks import mapped
from jiazhu.library.coverage import Coverage, coverage_of
from jiazhu.library.entities import names_of
from jiazhu.library.mentions import Mention, find_mentions
from jiazhu.model import Article, Entity
from jiazhu.record import Record
from jiazhu.site.columns import Column, Columns, Side, column_of, pack
from jiazhu.site.ingredients import Ingredients
from jiazhu.site.sentences import sentences_of
from jiazhu.text.names import Names

FIRST_BLOCKS = 3
"""An article opens with so many blocks below its title: in news, what it is about stands there."""
_ABSTRACT, _SHOWS, _SAYS, _OPENS, _SENTENCES = range(5)
"""The places of what is kept of an article: the abstract as bytes, two hashes, the names with which it opens, and the
numbers of its sentences."""


class Abstract(Record):
    """What is known of an article without reading it."""

    sides: Mapping[str, Side]
    """Its texts, by language code."""
    coverages: Mapping[str, Coverage]
    """Of its translations, by language code."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """In each of its texts, in reading order; blocks are counted as in its column. What the article says it is not
    about is left out."""
    language: str
    """The code of the original's."""

    @property
    def real_in(self) -> tuple[str, ...]:
        """The codes of the languages that it counts as translated into, the original first."""
        return (self.language, *(code for code, coverage in self.coverages.items() if coverage.translated))


class Abstracts:
    """The abstracts of articles, kept from run to run in a file of the `cache` folder."""

    def __init__(
        self,
        articles: Sequence[Article],
        entities: Mapping[str, Entity],
        columns: Columns,
        ingredients: Ingredients | None = None,
        *,
        cache: Path | None = None,
        jobs: int = 1,
    ) -> None:
        """Work out what is not kept, in so many processes; `columns` takes the texts that are rendered for it."""
        self._ingredients = ingredients or Ingredients()
        self._entities = entities
        self._names: dict[str, Names] = {}
        self.named = key_of(*map(repr, entities.values())).hex() if entities else ""
        """The state of all names that are looked for."""
        self._store = Store(cache and cache / "abstracts")
        self._made: dict[str, Abstract] = {}
        self._kept: dict[str, Plain] = {article.slug: self._store.get(self._key(article)) for article in articles}
        missing = [article for article in articles if self._kept[article.slug] is None]
        for article, (kept, texts) in zip(missing, mapped(self._work, missing, jobs, "texts"), strict=True):
            self._keep(article, kept)
            columns.keep(article, texts)

    def of(self, article: Article) -> Abstract:
        """Give an article's abstract."""
        self._ingredients.use(f"card {article.slug}")
        return self.known(article)

    def mentions(self, article: Article, code: str) -> tuple[Mention, ...]:
        """Give the mentions in an article's text in one of its languages."""
        self._ingredients.use(f"names {article.slug}")
        return self.known(article).mentions.get(code, ())

    def known(self, article: Article) -> Abstract:
        """Give an article's abstract, to who asks on no page's behalf."""
        if article.slug not in self._made:
            self._made[article.slug] = msgspec.msgpack.decode(self._of(article)[_ABSTRACT], type=Abstract)
        return self._made[article.slug]

    def shows(self, article: Article) -> str:
        """Give the hash of all that a list can show of an article."""
        return str(self._of(article)[_SHOWS])

    def says(self, article: Article) -> str:
        """Give the hash of an article's mentions."""
        return str(self._of(article)[_SAYS])

    def opens_with(self, article: Article) -> tuple[str, ...]:
        """Name the entities with which an article opens, by id."""
        return cast("tuple[str, ...]", self._of(article)[_OPENS])

    def sentences(self, article: Article) -> bytes:
        """Give the numbers of the sentences of an article's original."""
        return cast("bytes", self._of(article)[_SENTENCES])

    def _of(self, article: Article) -> tuple[Any, ...]:
        if article.slug not in self._kept:
            self._keep(article, self._work(article)[0])
        return cast("tuple[Any, ...]", self._kept[article.slug])

    def _keep(self, article: Article, kept: Plain) -> None:
        self._store.put(self._key(article), kept)
        self._kept[article.slug] = kept

    def names(self, code: str) -> Names:
        """Give the names of a language, ready to be found."""
        if code not in self._names:
            self._names[code] = names_of(self._entities, code)
        return self._names[code]

    def save(self, *, later: bool) -> None:
        """Keep what was worked out for the next run; `later` is as for a Store."""
        self._store.save(later=later)

    def _key(self, article: Article) -> bytes:
        return f"{version_of(article)} {self.named}".encode()

    def _work(self, article: Article) -> tuple[Plain, bytes]:
        columns = [column_of(article, code) for code in (article.language, *article.translations)]
        ids = [piece.id for piece in columns[0].pieces]
        coverages = {code: coverage_of(article, code, ids) for code in article.translations}
        mentions = {column.code: self._search(article, column) for column in columns} if self._entities else {}
        opening = (one for one in mentions.get(article.language, ()) if one.at != "body" or one.block < FIRST_BLOCKS)
        dates = [note.date for note in article.notes]
        covered = [(coverage.summary, coverage.translated) for coverage in coverages.values()]
        sides = {column.code: _side(column) for column in columns}
        shown = (article.matter, dates, sides, covered)
        translated = {code: translation.matter for code, translation in article.translations.items()}
        kept = (
            msgspec.msgpack.encode(
                Abstract(sides=sides, coverages=coverages, mentions=mentions, language=article.language)
            ),
            state_of((shown, translated)),
            state_of((mentions, article.matter.entities.add)),
            tuple(sorted({mention.id for mention in opening})),
            sentences_of(article.body),
        )
        return cast("Plain", kept), pack(columns)

    def _search(self, article: Article, column: Column) -> tuple[Mention, ...]:
        translation = article.translations.get(column.code)
        matter = translation.matter if translation else article.matter
        found = find_mentions(
            self.names(column.code),
            title=matter.title,
            summary=matter.summary,
            blocks=(piece.html for piece in column.pieces),
        )
        return tuple(mention for mention in found if mention.id not in article.matter.entities.skip)


def version_of(article: Article) -> str:
    """Name the state of an article: by a hash of its files, or where it was made of others by what is in it."""
    return article.version or state_of(article)


def _side(column: Column) -> Side:
    return Side(**{name: getattr(column, name) for name in Side.__struct_fields__})
