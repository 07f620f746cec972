"""A Library and its articles' texts in; which article mentions which entity, and where, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from jiazhu.library.mentions import Mention
from jiazhu.model import Article, Entity, Library
from jiazhu.record import Record
from jiazhu.site.abstracts import Abstracts
from jiazhu.site.columns import Columns
from jiazhu.site.ingredients import Ingredients
from jiazhu.site.parallel import parallel_rows
from jiazhu.text.names import Names

MET = 12
"""So many of the entities that articles are about are named above a list of them."""


class FirstMention(Record):
    """Where a block mentions an entity first."""

    code: str
    """The language code of the column."""
    block: int
    """The block's place in it."""
    start: int
    end: int
    """Of the first mention, in the words of the block."""


class Passage(Record):
    """A paragraph in which an entity is mentioned: in one language, or in two side by side."""

    anchor: str
    """What a link to it on the article's page ends in; empty where there is none."""
    places: tuple[FirstMention, ...]
    """The original's first."""


class Mentioned:
    """The mentions in all articles, each text searched once for all interface languages."""

    def __init__(self, library: Library, columns: Columns, abstracts: Abstracts, ingredients: Ingredients) -> None:
        self._library = library
        self._columns = columns
        self._abstracts = abstracts
        self._ingredients = ingredients
        self._about: dict[str, list[str]] = {}
        self._passages: dict[tuple[str, str], dict[str, list[Passage]]] = {}

    def in_text(self, article: Article, code: str) -> tuple[Mention, ...]:
        """Give all mentions in an article's text in one of its languages, in reading order.

        Blocks are counted as in its column. What the article says it is not about is left out.
        """
        return self._abstracts.mentions(article, code) if self._library.entities else ()

    def names(self, code: str) -> Names:
        """Give the names of a language, ready to be found."""
        return self._abstracts.names(code)

    def in_article(self, article: Article) -> list[str]:
        """List the entities that an article is about, by id: those added by hand, then the most often mentioned."""
        self._ingredients.use(f"names {article.slug}")
        return self.about(article)

    def about(self, article: Article) -> list[str]:
        """List the same, for one who has the article from a list."""
        if article.slug not in self._about:
            mentions = self._abstracts.known(article).mentions
            spoken = [code for code in self._library.config.languages if code in article.translations]
            every = (mention.id for code in (article.language, *spoken) for mention in mentions.get(code, ()))
            count = Counter(every).most_common()
            self._about[article.slug] = list(dict.fromkeys((*article.matter.entities.add, *(id_ for id_, _ in count))))
        return self._about[article.slug]

    def met(self, articles: Iterable[Article], *, but: str = "") -> list[tuple[Entity, int]]:
        """List the entities that most articles of a list are about, with the number of those articles; all but one."""
        count = Counter(id_ for article in articles for id_ in self.about(article) if id_ != but)
        most = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:MET]
        return [(self._library.entities[id_], number) for id_, number in most]

    def passages(self, article: Article, beside: str) -> dict[str, list[Passage]]:
        """Give the passages of an article that mention each entity, by its id, in the order of the page.

        On the page stands the translation `beside` (a language code; empty for none).
        """
        key = article.slug, beside
        self._ingredients.use(f"names {article.slug}")
        self._ingredients.use(f"text {article.slug}")
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
            first: dict[str, dict[str, FirstMention]] = defaultdict(dict)
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

    def _places(self, article: Article, code: str) -> dict[int, dict[str, FirstMention]]:
        """Give the first mention of each entity in each block of a body: by block, then by entity."""
        places: dict[int, dict[str, FirstMention]] = defaultdict(dict)
        for at, block, start, end, id_ in self.in_text(article, code):
            if at == "body":
                places[block].setdefault(id_, FirstMention(code=code, block=block, start=start, end=end))
        return places
