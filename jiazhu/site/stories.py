"""What articles open with in, the stories that several of them tell, with the reasons, out.

Articles tell one story where they open with the same rare names within a few days, or where the one is a copy of the
other. A story holds only articles each of which goes with each other: two wrongly joined are worse than two that stand
apart. The figures below were found by reading what came of 270 articles of some twenty outlets (docs/digests.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, combinations
from math import fsum, log, sqrt

from jiazhu.cache import state_of
from jiazhu.record import Record
from jiazhu.site.sentences import length_of

NEAR_DAYS = 3
"""Articles further apart tell two stories, unless the one is a copy of the other."""
ENOUGH = 1.2
"""So much weigh the names and tags that two articles have in common: two rare ones at least."""
LIKE = 0.5
"""So large a part they are of all that both open with: 1 where there are no others."""
ELSEWHERE = 5
"""So many articles with other names are thought to stand beside the library's: else a small one had no rare names."""
COPIED = 0.5
"""So large a part of the shorter text a copy has, in whole sentences."""
COPIED_CHARACTERS = 200
"""And so many characters at least."""
BOILERPLATE = 10
"""A sentence that more articles have is no sign of a copy."""


class Opening(Record):
    """What an article opens with: what stands in its title, its summary and its first paragraphs."""

    slug: str
    moment: datetime
    """When it was published, in the digest's zone."""
    names: frozenset[str] = frozenset()
    """Entities, by id."""
    tags: frozenset[str] = frozenset()
    sentences: frozenset[int] = frozenset()
    """Of the whole text, by number."""
    languages: int = 1
    """In how many of the digest's languages it has a title."""

    @property
    def day(self) -> date:
        """The day it was published."""
        return self.moment.date()


class Bond(Record):
    """Why two articles tell one story."""

    names: tuple[str, ...]
    """The entities with which both open, the rarest first."""
    tags: tuple[str, ...]
    """The tags of both, the rarest first."""
    days: int
    """How far apart they are."""
    copied: float
    """The share of the shorter text, from 0 to 1, that stands in the other too; 0 where they are no copies."""
    weight: float
    """How much the names and tags weigh."""


class Story(Record):
    """Articles that tell of the same, by slug."""

    lead: str
    also: tuple[str, ...]
    """Newest first."""
    bonds: tuple[Bond, ...]
    """What each of them has in common with the lead."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """All of them, the lead first."""
        return (self.lead, *self.also)


class Rarity:
    """How much a name or a tag tells, from 0 to 1: the more, the fewer articles of the library have it."""

    def __init__(self, names: Sequence[Iterable[str]], tags: Sequence[Iterable[str]]) -> None:
        """`names` and `tags` are what each article of the library opens with and has; each once."""
        self._names = Counter(chain.from_iterable(names))
        self._tags = Counter(chain.from_iterable(tags))
        self._all = len(names) + 1 + ELSEWHERE
        self.state = state_of((self._all, sorted(self._names.items()), sorted(self._tags.items())))
        """A hash of all that there is to know of it."""

    def name(self, id_: str) -> float:
        """Tell the rarity of a name: the logarithm of its inverse frequency, as a part of the greatest there can be."""
        return self._of(self._names[id_])

    def tag(self, id_: str) -> float:
        """Tell the rarity of a tag, likewise."""
        return self._of(self._tags[id_])

    def weight(self, names: Iterable[str], tags: Iterable[str]) -> float:
        """Add up the rarities of names and tags; in whatever order, the sum is the same."""
        return fsum([*map(self.name, names), *map(self.tag, tags)])

    def _of(self, articles: int) -> float:
        return max(0.0, log(self._all / max(articles, 1)) / log(self._all))


def find_stories(openings: Sequence[Opening], rarity: Rarity) -> list[Story]:
    """Find the stories that two articles or more tell; what is found does not depend on the order of the articles.

    Copies join first, then the strongest bonds. The lead is the article that has a title in most languages; of those,
    the one that opens with most of the names that the story's articles share; then the newest. The stories of most
    articles come first, then those of the newest lead.
    """
    by_slug = {opening.slug: opening for opening in openings}
    bonds = {frozenset((one.slug, other.slug)): bond for one, other, bond in _bonds(openings, rarity)}
    together = {slug: frozenset((slug,)) for slug in by_slug}
    for pair in sorted(bonds, key=lambda pair: (-bonds[pair].copied, -bonds[pair].weight, sorted(pair))):
        one, other = (together[slug] for slug in sorted(pair))
        if one != other and all(frozenset((a, b)) in bonds for a in one for b in other):
            together |= dict.fromkeys(one | other, one | other)
    found = [
        _story([by_slug[slug] for slug in slugs], bonds) for slugs in dict.fromkeys(together.values()) if len(slugs) > 1
    ]
    return sorted(found, key=lambda story: (-len(story.also), _newest_first(by_slug[story.lead])))


def _bonds(openings: Sequence[Opening], rarity: Rarity) -> Iterator[tuple[Opening, Opening, Bond]]:
    """Go through the pairs of articles that tell one story."""
    copied = _copied(openings)
    total = {opening.slug: rarity.weight(opening.names, opening.tags) for opening in openings}
    for one, other in _pairs(openings, copied):
        names, share = one.names & other.names, copied.get(frozenset((one.slug, other.slug)), 0.0)
        if not names and not share:
            continue
        tags = one.tags & other.tags
        weight = rarity.weight(names, tags)
        if share or (weight >= ENOUGH and weight >= LIKE * sqrt(total[one.slug] * total[other.slug])):
            yield (
                one,
                other,
                Bond(
                    names=_rarest_first(names, rarity.name),
                    tags=_rarest_first(tags, rarity.tag),
                    days=_apart(one, other),
                    copied=share,
                    weight=weight,
                ),
            )


def _pairs(openings: Sequence[Opening], copied: Iterable[frozenset[str]]) -> Iterator[tuple[Opening, Opening]]:
    """Go through the pairs that are near in time and open with a name, and those of copies.

    The square of a large archive is too much.
    """
    by_slug = {opening.slug: opening for opening in openings}
    named = sorted((opening for opening in openings if opening.names), key=lambda opening: (opening.day, opening.slug))
    for place, one in enumerate(named):
        for other in named[place + 1 :]:
            if _apart(one, other) > NEAR_DAYS:
                break
            yield one, other
    for pair in copied:
        first, second = (by_slug[slug] for slug in sorted(pair))
        if not (first.names and second.names) or _apart(first, second) > NEAR_DAYS:
            yield first, second


def _copied(openings: Iterable[Opening]) -> dict[frozenset[str], float]:
    """Tell of each pair of copies which share of the shorter text stands in the other."""
    holding: dict[int, list[str]] = defaultdict(list)
    lengths = {}
    for opening in openings:
        lengths[opening.slug] = sum(map(length_of, opening.sentences))
        for sentence in opening.sentences:
            holding[sentence].append(opening.slug)
    common: Counter[frozenset[str]] = Counter()
    for sentence, slugs in holding.items():
        if 1 < len(slugs) <= BOILERPLATE:
            for pair in combinations(slugs, 2):
                common[frozenset(pair)] += length_of(sentence)
    shares = {pair: length / min(lengths[slug] for slug in pair) for pair, length in common.items()}
    return {pair: share for pair, share in shares.items() if share >= COPIED and common[pair] >= COPIED_CHARACTERS}


def _story(openings: Sequence[Opening], bonds: dict[frozenset[str], Bond]) -> Story:
    held = Counter(name for opening in openings for name in opening.names)
    shared = {name for name, articles in held.items() if articles > 1}
    lead, *_ = sorted(
        openings,
        key=lambda opening: (-opening.languages, -len(opening.names & shared), _newest_first(opening)),
    )
    also = sorted((opening for opening in openings if opening != lead), key=_newest_first)
    return Story(
        lead=lead.slug,
        also=tuple(opening.slug for opening in also),
        bonds=tuple(bonds[frozenset((lead.slug, opening.slug))] for opening in also),
    )


def _apart(one: Opening, other: Opening) -> int:
    return abs((one.day - other.day).days)


def _newest_first(opening: Opening) -> tuple[float, str]:
    return -opening.moment.timestamp(), opening.slug


def _rarest_first(ids: Iterable[str], rarity: Callable[[str], float]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id_: (-rarity(id_), id_)))
