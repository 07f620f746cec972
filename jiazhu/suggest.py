"""A Library in; tags that articles lack, and frequent names that are no entities yet, with the reasons, out.

What is said here is a suggestion: nothing is assigned.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale, UnknownLocaleError

from jiazhu.library.mentions import text_of
from jiazhu.model import Article, Library
from jiazhu.record import Record
from jiazhu.site.material import Material
from jiazhu.text.candidates import EDGE, Candidate, likely_names
from jiazhu.text.common import COMMON
from jiazhu.text.han import HAN
from jiazhu.text.languages import code_of, locale_of
from jiazhu.text.names import Names

NEIGHBOURS = 5
"""The tags of so many similar articles are looked at."""
LIKE = 0.08
"""So similar they are at least: the cosine of what two articles speak of."""
SHARE = 1 / 3
"""So much of the similarity has a tag that is suggested."""
FEATURES = 60
"""What an article speaks of: so many of its entities and of its rare words or pairs of Han."""
NAMED = 2
"""So many times as much as a rare word counts an entity."""
REASONS = 5
"""So many of them are named where articles share them."""

_COMMON = Names(dict.fromkeys(COMMON, ""))
_PAIR = re.compile(f"(?=([{HAN}]{{2}}))")
_WORD = re.compile(r"[^\W\d_]{4,}")


class TagGuess(Record):
    """A tag that an article may lack."""

    article: str
    """Its slug."""
    tag: str
    share: float
    """How much of the similarity to other articles speaks for it, from 0 to 1; 0 where its name alone does."""
    like: tuple[str, ...] = ()
    """The similar articles that have it, by slug, the most similar first."""
    shared: tuple[str, ...] = ()
    """What the article shares with them: names and rare words."""
    named: int = 0
    """How often a name of the tag stands in the article."""


class Suggestions:
    """What can be suggested for the articles of a Library."""

    def __init__(self, library: Library, material: Material) -> None:
        self._library = library
        self._columns = material.columns
        self._mentioned = material.mentioned
        self._features: dict[str, dict[str, float]] = self._weighed(library.articles)
        self._holding: dict[str, list[str]] = defaultdict(list)
        self._tags = {article.slug: article.matter.tags for article in library.articles if article.matter.tags}
        for slug in self._tags:
            for feature in self._features[slug]:
                self._holding[feature].append(slug)
        self._labels: dict[str, Names] = {}

    def tags(self, article: Article) -> list[TagGuess]:
        """Suggest tags for an article: those of similar articles, and those whose name stands in it."""
        near = self._near(article.slug)
        total = sum(likeness for _, likeness in near)
        named = self._named(article)
        have = {*article.matter.tags, *self._above(article.matter.tags)}
        guesses = []
        for tag in sorted(({tag for slug, _ in near for tag in self._tags[slug]} | named.keys()) - have):
            like = [(slug, likeness) for slug, likeness in near if tag in self._tags[slug]]
            share = sum(likeness for _, likeness in like) / total if total else 0.0
            if share >= SHARE or named[tag]:
                slugs = tuple(slug for slug, _ in like)
                shared = self._shared(article.slug, slugs)
                guess = TagGuess(
                    article=article.slug, tag=tag, share=share, like=slugs, shared=shared, named=named[tag]
                )
                guesses.append(guess)
        return sorted(guesses, key=lambda guess: (-guess.share, -guess.named, guess.tag))

    def names(self, articles: Sequence[Article], language: str) -> list[Candidate]:
        """Suggest names that stand often in articles' texts in a language, and are no entity's; the likeliest first."""
        inside = {article.slug for article in articles}
        texts = [text for article in articles if (text := self._unnamed(article, language))]
        others = [
            text
            for article in self._library.articles
            if article.slug not in inside and (text := self._unnamed(article, language))
        ]
        dates = _dates(language)
        found = likely_names(texts, others)
        return [name for name in found if name.text not in dates]

    def _near(self, slug: str) -> list[tuple[str, float]]:
        """List the tagged articles that are most like one: its slug and the cosine."""
        likeness: dict[str, float] = defaultdict(float)
        for feature, weight in self._features[slug].items():
            for other in self._holding.get(feature, ()):
                if other != slug:
                    likeness[other] += weight * self._features[other][feature]
        near = [(other, value) for other, value in likeness.items() if value >= LIKE]
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:NEIGHBOURS]

    def _shared(self, slug: str, others: Sequence[str]) -> tuple[str, ...]:
        weight: dict[str, float] = defaultdict(float)
        for other in others:
            for feature in self._features[slug].keys() & self._features[other].keys():
                weight[feature] += self._features[slug][feature] * self._features[other][feature]
        first = sorted(weight, key=lambda feature: (-weight[feature], feature))[:REASONS]
        entities = self._library.entities
        return tuple(
            next(iter(entities[feature[1:]].name.values())) if feature[0] == "@" else feature for feature in first
        )

    def _weighed(self, articles: Sequence[Article]) -> dict[str, dict[str, float]]:
        """Weigh what articles speak of: the more often and the fewer others do, the more (tf-idf, length 1)."""
        holding = Counter(feature for article in articles for feature in self._counted(article))
        weighed = {}
        for article in articles:
            weights = {
                feature: (NAMED if feature[0] == "@" else 1)
                * (1 + math.log(count))
                * math.log(len(articles) / holding[feature])
                for feature, count in self._counted(article).items()
                if holding[feature] > 1
            }
            first = sorted(weights, key=lambda feature: (-weights[feature], feature))[:FEATURES]
            length = math.sqrt(sum(weights[feature] ** 2 for feature in first)) or 1.0
            weighed[article.slug] = {feature: weights[feature] / length for feature in first}
        return weighed

    def _counted(self, article: Article) -> Counter[str]:
        """Count an article's mentions of entities, as `@` and the id; in the rest, pairs of Han and long words."""
        text = self._unnamed(article, article.language)
        for start, end, _ in reversed(_COMMON.find(text)):
            text = f"{text[:start]}\n{text[end:]}"
        pairs = (pair for pair in _PAIR.findall(text) if not EDGE & {*pair})
        words = (word.lower() for word in _WORD.findall(text) if not _PAIR.search(word))
        spoken = [mention.id for mention in self._mentioned.in_text(article, article.language)]
        return Counter([*pairs, *words, *(f"@{id_}" for id_ in (*spoken, *article.matter.entities.add))])

    def _unnamed(self, article: Article, code: str) -> str:
        """Give an article's body in a language, a line break in the place of each name; nothing without one."""
        if code != article.language and code not in article.translations:
            return ""
        texts = [text_of(piece.html) for piece in self._columns.of(article, code).pieces]
        for at, block, start, end, _ in reversed(self._mentioned.in_text(article, code)):
            if at == "body":
                texts[block] = f"{texts[block][:start]}\n{texts[block][end:]}"
        return "\n".join(texts)

    def _named(self, article: Article) -> Counter[str]:
        """Count how often an article names a tag: by label or alias, or as the entity of the same id."""
        code = article.language
        text = "\n".join(text_of(piece.html) for piece in self._columns.of(article, code).pieces)
        if code not in self._labels:
            forms = {
                form: tag.id
                for tag in self._library.tags.values()
                for form in (*(name for key, name in tag.label.items() if code_of(key) == code_of(code)), *tag.aliases)
            }
            self._labels[code] = Names(forms)
        named = Counter(span.id for span in self._labels[code].find(text))
        mentioned = Counter(mention.id for mention in self._mentioned.in_text(article, code))
        return named | Counter({id_: count for id_, count in mentioned.items() if id_ in self._library.tags})

    def _above(self, tags: Iterable[str]) -> Iterator[str]:
        """Go through the tags that tags are part of."""
        for tag in tags:
            seen = {tag}
            while (tag := self._library.tags[tag].parent) and tag not in seen:
                seen.add(tag)
                yield tag


def _dates(language: str) -> frozenset[str]:
    """Give the names of months and days, which have capitals in some languages and are no names in any."""
    try:
        locale = Locale.parse(locale_of(language))
    except (UnknownLocaleError, ValueError):
        return frozenset()
    kinds: list[Mapping[str, Mapping[str, Mapping[int, str]]]] = [locale.months, locale.days]
    return frozenset(
        name for kind in kinds for width in ("wide", "abbreviated") for name in kind["format"][width].values()
    )
