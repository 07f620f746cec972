"""A Library and its articles' texts in; which article mentions which entity, and where, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from jiazhu.library.entities import names_of
from jiazhu.library.mentions import Mention, find_mentions
from jiazhu.model import Article, Entity, Library, record
from jiazhu.site.columns import Columns
from jiazhu.site.parallel import parallel_rows
from jiazhu.text.names import Names

MET = 12
"""So many of the entities that articles are about are named above a list of them."""


@record
class Place:
    """Where a block mentions an entity first."""

    code: str
    """The language code of the column."""
    block: int
    """The block's place in it."""
    start: int
    end: int
    """Of the first mention, in the words of the block."""


@record
class Passage:
    """A paragraph in which an entity is mentioned: in one language, or in two side by side."""

    anchor: str
    """What a link to it on the article's page ends in; empty where there is none."""
    places: tuple[Place, ...]
    """The original's first."""


class Mentioned:
    """The mentions in all articles, each text searched once for all interface languages."""

    def __init__(self, library: Library, columns: Columns) -> None:
        self._library = library
        self._columns = columns
        self._names: dict[str, Names] = {}
        self._found: dict[tuple[str, str], tuple[Mention, ...]] = {}
        self._about: dict[str, list[str]] = {}
        self._passages: dict[tuple[str, str], dict[str, list[Passage]]] = {}

    def in_text(self, article: Article, code: str) -> tuple[Mention, ...]:
        """Give all mentions in an article's text in one of its languages, in reading order.

        Blocks are counted as in its column. What the article says it is not about is left out.
        """
        key = article.slug, code
        if key not in self._found:
            self._found[key] = tuple(self._search(article, code)) if self._library.entities else ()
        return self._found[key]

    def names(self, code: str) -> Names:
        """Give the names of a language, ready to be found."""
        if code not in self._names:
            self._names[code] = names_of(self._library.entities, code)
        return self._names[code]

    def in_article(self, article: Article) -> list[str]:
        """List the entities that an article is about, by id: those added by hand, then the most often mentioned."""
        if article.slug in self._about:
            return self._about[article.slug]
        spoken = [code for code in self._library.config.languages if code in article.translations]
        count = Counter(mention.id for code in (article.language, *spoken) for mention in self.in_text(article, code))
        about = list(dict.fromkeys((*article.matter.entities.add, *(id_ for id_, _ in count.most_common()))))
        self._about[article.slug] = about
        return about

    @cached_property
    def articles(self) -> dict[str, list[Article]]:
        """The articles that are about each entity, by its id: newest first."""
        about: dict[str, list[Article]] = {id_: [] for id_ in self._library.entities}
        for article in self._library.articles:
            for id_ in self.in_article(article):
                about[id_].append(article)
        return about

    def met(self, articles: Iterable[Article], *, but: str = "") -> list[tuple[Entity, int]]:
        """List the entities that most of some articles are about, with the number of those articles; all but one."""
        count = Counter(id_ for article in articles for id_ in self.in_article(article) if id_ != but)
        most = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:MET]
        return [(self._library.entities[id_], number) for id_, number in most]

    def passages(self, article: Article, beside: str) -> dict[str, list[Passage]]:
        """Give the passages of an article that mention each entity, by its id, in the order of the page.

        On the page stands the translation `beside` (a language code; empty for none).
        """
        key = article.slug, beside
        if key not in self._passages:
            self._passages[key] = self._side_by_side(article, beside)
        return self._passages[key]

    def _side_by_side(self, article: Article, beside: str) -> dict[str, list[Passage]]:
        codes = [code for code in (article.language, beside) if code]
        columns = [self._columns.of(article, code) for code in codes]
        rows = parallel_rows(columns[0], article.translations.get(beside), columns[1] if columns[1:] else None)
        places = [self._places(article, code) for code in codes]
        passages: dict[str, list[Passage]] = defaultdict(list)
        for row in rows:
            first: dict[str, dict[str, Place]] = defaultdict(dict)
            for blocks, there in zip(row.pieces, places, strict=False):
                for block in sorted(blocks):
                    for id_, place in there.get(block, {}).items():
                        if row.anchors:
                            first[id_].setdefault(place.code, place)
                        else:  # nobody can tell what of the translation belongs to it
                            passages[id_].append(Passage(anchor="", places=(place,)))
            for id_, found in first.items():
                passages[id_].append(Passage(anchor=row.anchors[0], places=tuple(found.values())))
        return passages

    def _places(self, article: Article, code: str) -> dict[int, dict[str, Place]]:
        """Give the first mention of each entity in each block of a body: by block, then by entity."""
        places: dict[int, dict[str, Place]] = defaultdict(dict)
        for at, block, start, end, id_ in self.in_text(article, code):
            if at == "body":
                places[block].setdefault(id_, Place(code=code, block=block, start=start, end=end))
        return places

    def _search(self, article: Article, code: str) -> Iterator[Mention]:
        column = self._columns.of(article, code)
        translation = article.translations.get(code)
        matter = translation.matter if translation else article.matter
        found = find_mentions(
            self.names(code),
            title=matter.title,
            summary=matter.summary,
            blocks=(piece.html for piece in column.pieces),
        )
        return (mention for mention in found if mention.id not in article.matter.entities.skip)
