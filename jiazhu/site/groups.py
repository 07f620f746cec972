"""The articles of a Library in; the lists that they stand in, by tag, source, month and entity, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from jiazhu.cache import key_of
from jiazhu.library.load import published
from jiazhu.library.sources import source_id
from jiazhu.model import Article, Library, Tag
from jiazhu.site.ingredients import Ingredients

Listed = dict[str, list[Article]]


class Groups:
    """The lists of a site's articles, each newest first and each an ingredient.

    There are those of all articles (`all`), and one each by `tag`, `source`, `month` (such as `2023-08`) and `entity`.
    Who uses a list uses which articles are in it, when they were published and whom they are about; and nothing else.
    """

    def __init__(self, library: Library, about: Callable[[Article], Iterable[str]], ingredients: Ingredients) -> None:
        """`about` lists the entities that an article is about, by id."""
        self._library = library
        self._about = about
        self._ingredients = ingredients
        self._zone = ZoneInfo(library.config.timezone)

    def of(self, kind: str, id_: str = "") -> list[Article]:
        """Give the articles of a list: those under a tag with those under the tags beneath it, each once."""
        self._ingredients.use(f"list {kind} {id_}")
        return self._lists[kind].get(id_, [])

    def ids(self, kind: str) -> tuple[str, ...]:
        """Name the lists of a kind: in the order of the Library, else of their newest article."""
        self._ingredients.use(f"lists {kind}")
        return tuple(self._lists[kind])

    def count(self, kind: str, id_: str = "") -> int:
        """Count the articles of a list."""
        return len(self.of(kind, id_))

    def moment(self, article: Article) -> datetime:
        """Tell when an article was published, in the digest's zone; to who has it from a list."""
        return self._moments[article.slug]

    def state(self, kind: str, id_: str) -> str:
        """Name the state of a list."""
        return key_of("\n".join([self._lines[article.slug] for article in self._lists[kind].get(id_, ())])).hex()

    @cached_property
    def _moments(self) -> dict[str, datetime]:
        return {article.slug: published(article, self._zone) for article in self._library.articles}

    @cached_property
    def _lines(self) -> dict[str, str]:
        """What there is to know of each article."""
        about = self._about if self._library.entities else lambda _article: ()
        return {
            article.slug: f"{article.slug} {self._moments[article.slug]} {' '.join(about(article))}"
            for article in self._library.articles
        }

    @cached_property
    def _lists(self) -> Mapping[str, Listed]:
        library = self._library
        by_tag: Listed = {id_: [] for id_ in library.tags}
        by_entity: Listed = {id_: [] for id_ in library.entities}
        by_source: Listed = defaultdict(list)
        by_month: Listed = defaultdict(list)
        above = {id_: tuple(_upwards(id_, library.tags)) for id_ in library.tags}
        for article in library.articles:
            for id_ in dict.fromkeys(up for tag in article.matter.tags for up in above[tag]):
                by_tag[id_].append(article)
            for id_ in self._about(article) if by_entity else ():
                by_entity[id_].append(article)
            by_source[source_id(article)].append(article)
            moment = self._moments[article.slug]
            by_month[f"{moment.year:04}-{moment.month:02}"].append(article)
        return {
            "all": {"": list(library.articles)},
            "tag": by_tag,
            "source": by_source,
            "month": by_month,
            "entity": by_entity,
        }


def _upwards(id_: str, tags: Mapping[str, Tag]) -> Iterator[str]:
    """Go through a tag and those above it: the Library has no circle of them."""
    while id_:
        yield id_
        id_ = tags[id_].parent
