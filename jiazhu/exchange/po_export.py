"""Articles and a language in, the entries of a PO file out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from jiazhu.errors import Problem, Problems
from jiazhu.exchange.po import KIND, Entry, portable
from jiazhu.exchange.skeleton import source_of, words_of
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import WORDS, freshness_of
from jiazhu.library.entities import Glossary
from jiazhu.library.load import published
from jiazhu.library.markers import Segment, read_segments
from jiazhu.library.translations import Freshness, pair_blocks
from jiazhu.model import Article, Entity, State, TranslationMatter
from jiazhu.text.anchor import words

CHANGED = "the original has changed since this was translated"


def entries_of_all(
    articles: Sequence[Article], code: str, entities: Mapping[str, Entity], problems: Problems
) -> list[Entry]:
    """List what there is to translate of articles into a language, with the names of `entities` that occur in it."""
    tags = {article.matter.lang for article in articles}
    glossaries = {tag: Glossary(entities, tag, code) for tag in tags}
    return [
        entry for article in articles for entry in entries_of(article, code, glossaries[article.matter.lang], problems)
    ]


def moment_of(articles: Sequence[Article]) -> datetime:
    """Give the date of the newest article, in UTC; 1970 where there is none."""
    return max((published(article, ZoneInfo("UTC")) for article in articles), default=datetime.fromtimestamp(0, UTC))


def entries_of(article: Article, code: str, glossary: Glossary, problems: Problems) -> Iterator[Entry]:
    """Go through what there is to translate of an article: title, summary, caption, then the blocks.

    `glossary` knows the names that translators are told. Of a translation without markers nobody knows which blocks it
    translates: these are reported, and left out.
    """
    translation = article.translations.get(code)
    matter = translation.matter if translation else TranslationMatter(title="")
    for name in WORDS:
        wording, freshness = getattr(article.matter, name), freshness_of(name, article.matter, matter)
        if portable(wording) and freshness:
            text = portable(getattr(matter, name))
            names = glossary.names_in(wording)
            yield _entry(article, name, wording, text, names=names, freshness=freshness, state=matter.state)
    segments = read_segments(translation.body)[1] if translation else []
    if translation and translation.body and not segments:
        text = "no markers tell which blocks it translates: they are left out"
        hint = f"`translate {article.slug}` puts them there"
        problems.add(Problem(kind=KIND, path=translation.path, text=text, hint=hint, severity="warning"))
        return
    blocks = read_blocks(article.body)
    for pair in pair_blocks([block.id for block in blocks], segments).pairs:
        source = source_of(blocks, pair)
        if portable(source):
            ids = " ".join(blocks[place].id for place in pair.blocks)
            said = " ".join(words(blocks[place].text.html) for place in pair.blocks)
            text = carried_words(pair.segment) if pair.segment else ""
            state = (pair.segment.marker.state if pair.segment else None) or matter.state
            names = glossary.names_in(said)
            yield _entry(article, ids, source, text, names=names, freshness=pair.freshness, state=state)


def carried_words(segment: Segment) -> str:
    """Give a segment's words as a PO file has them."""
    return portable(words_of(segment))


def _entry(
    article: Article,
    part: str,
    source: str,
    text: str,
    *,
    names: Sequence[tuple[str, str]],
    freshness: Freshness,
    state: State,
) -> Entry:
    entry = Entry(
        article=article.slug,
        part=part,
        source=portable(source),
        text=text,
        fuzzy=is_fuzzy(text, freshness, state),
        comments=(*([CHANGED] if freshness == "stale" else []), *(f"{name} = {other}" for name, other in names)),
        reference=f"articles/{article.slug}/{article.path.name}",
    )
    return replace(entry, exported=entry.stamp)


def is_fuzzy(text: str, freshness: Freshness, state: State) -> bool:
    """Tell whether somebody has to look at a translation again."""
    return bool(text) and (freshness == "stale" or state != "reviewed")
