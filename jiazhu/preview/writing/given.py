"""An article in; what the forms on its page are made from out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiazhu.exchange.skeleton import words_of
from jiazhu.library.anchors import anchor_notes
from jiazhu.library.blocks import Block, read_blocks
from jiazhu.library.coverage import WORDS, freshness_of
from jiazhu.library.markers import read_segments
from jiazhu.library.tags import tag_ids
from jiazhu.library.translations import Freshness, Pair, pair_blocks
from jiazhu.model import Article, Entity, State, Tag, Translation, TranslationMatter, Words
from jiazhu.record import Record
from jiazhu.text.anchor import words
from jiazhu.text.languages import tag_of


class Part(Record):
    """A piece of an article with its translation."""

    part: str
    """`title`, `summary` or `caption`, or the ids of blocks with spaces between them."""
    source: str
    """The original, as Markdown."""
    begins: str
    """Its first words, as they are read."""
    text: str
    """The translation; empty where there is none."""
    freshness: Freshness
    state: State


class Choice(Record):
    """A tag, an entity or a note that can be chosen."""

    id: str
    names: Words
    """What it is called, by language."""
    given: bool = False
    """Whether the article has it."""


class Orphan(Record):
    """A note whose words are gone."""

    id: str
    quote: str
    language: str
    at: str


class Given(Record):
    """What the forms on an article's page are made from."""

    slug: str
    original: str
    """The original's language code."""
    languages: Mapping[str, str]
    """The language tags of the digest's languages, by code."""
    hashes: Mapping[str, str]
    """Of the files as they are now, by name; empty for those that are not there."""
    parts: Mapping[str, tuple[Part, ...]]
    """What there is to translate, by language code."""
    orphans: tuple[Orphan, ...]
    tags: tuple[Choice, ...]
    entities: tuple[Choice, ...]


FIRST_WORDS = 40
"""So many characters of a block tell it from others in a list."""


def given_of(
    article: Article,
    languages: Sequence[str],
    hashes: Mapping[str, str],
    tags: Mapping[str, Tag],
    entities: Mapping[str, Entity],
) -> Given:
    """Gather what the forms on an article's page are made from; `hashes` are those of the files that they change."""
    names = tag_ids(tags)
    has = {names.get(tag, tag) for tag in article.matter.tags}
    blocks = read_blocks(article.body)
    return Given(
        slug=article.slug,
        original=article.language,
        languages={code: article.matter.lang if code == article.language else tag_of(code) for code in languages},
        hashes=hashes,
        parts={code: _parts(article, blocks, code) for code in languages if code != article.language},
        orphans=tuple(
            Orphan(id=note.id, quote=note.quote.strip(), language=note.in_, at=note.at)
            for note in (anchor.note for anchor in anchor_notes(article) if anchor.found is None)
        ),
        tags=tuple(Choice(id=tag.id, names=tag.label, given=tag.id in has) for tag in tags.values()),
        entities=tuple(Choice(id=entity.id, names=entity.name) for entity in entities.values()),
    )


def _parts(article: Article, blocks: Sequence[Block], code: str) -> tuple[Part, ...]:
    translation = article.translations.get(code)
    matter = translation.matter if translation else TranslationMatter(title="")
    told = [
        Part(
            part=name,
            source=getattr(article.matter, name),
            begins=_cut(getattr(article.matter, name)),
            text=getattr(matter, name),
            freshness=freshness,
            state=matter.state,
        )
        for name in WORDS
        if (freshness := freshness_of(name, article.matter, matter))
    ]
    segments = read_segments(translation.body if translation else "")[1]
    pairs = pair_blocks([block.id for block in blocks], segments).pairs
    return (*told, *(_part(blocks, pair, translation, matter.state) for pair in pairs))


def _part(blocks: Sequence[Block], pair: Pair, translation: Translation | None, whole: State) -> Part:
    own = [blocks[place] for place in pair.blocks]
    segment = pair.segment
    return Part(
        part=" ".join(block.id for block in own),
        source="\n\n".join(block.text.source for block in own),
        begins=_cut(words(own[0].text.html)),
        text=words_of(segment) if segment else "",
        freshness=pair.freshness,
        state=(segment.marker.state if segment else None) or (whole if translation else "draft"),
    )


def _cut(text: str) -> str:
    return text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS].rstrip()}…"
