"""An article and the code of a language in; how much of it a translation covers, and in what state, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import msgspec

from jiazhu.cache import Store, key_of
from jiazhu.library.blocks import read_blocks
from jiazhu.library.endings import leaves_open
from jiazhu.library.markers import read_segments
from jiazhu.library.translations import Freshness, pair_blocks
from jiazhu.model import Article, OriginalMatter, TranslationMatter
from jiazhu.record import Record
from jiazhu.text.anchor import bare, block_hash

WORDS = ("title", "summary", "caption")
"""What is translated beside the body."""


class Coverage(Record):
    """How much of an article a translation covers, in blocks of the original."""

    blocks: int
    fresh: int
    stale: int
    missing: int
    reviewed: int
    """Fresh ones that a person has reviewed."""
    orphans: int
    """Segments whose blocks are gone."""
    marked: bool
    """Whether the translation has markers: without them nobody can tell which blocks it covers."""
    open: tuple[int, ...]
    """Lines of markers in the body, counted from 0, with text below that would take in the segment behind it."""
    title: Freshness | None
    summary: Freshness | None
    caption: Freshness | None
    """None where the original has none."""

    @property
    def translated(self) -> bool:
        """Whether the article counts as translated: its title and at least half of its blocks, machine or not."""
        return self.title != "missing" and 2 * self.missing <= self.blocks

    @property
    def share(self) -> float:
        """The editor's coverage: the share of blocks, from 0 to 1, that are fresh and reviewed."""
        return self.reviewed / self.blocks if self.blocks else 1.0


class Coverages:
    """The coverage of articles, kept from run to run in a file of the `cache` folder."""

    def __init__(self, cache: Path | None = None) -> None:
        self._store = Store(cache / "coverage" if cache else None)

    def of(self, article: Article, code: str) -> Coverage:
        """Tell what `coverage_of` does."""
        matter, translation = article.matter, article.translations[code]
        words = translation.matter
        key = key_of(
            article.body,
            translation.body,
            words.state,
            *(getattr(matter, name) for name in WORDS),
            *(getattr(words, name) for name in WORDS),
            *(words.of.get(name, "") for name in WORDS),
        )
        kept = self._store.get(key)
        if kept is None:
            kept = msgspec.msgpack.encode(coverage_of(article, code))
            self._store.put(key, kept)
        return msgspec.msgpack.decode(cast("bytes", kept), type=Coverage)

    def save(self) -> None:
        """Keep what was told for the next run."""
        self._store.save()


def words_hash(text: str) -> str:
    """Name the wording of a title, summary or caption, as `of` does: 8 digits of the hash of its words."""
    return block_hash(bare(text))


def freshness_of(name: str, matter: OriginalMatter, words: TranslationMatter) -> Freshness | None:
    """Tell the state of a translated title, summary or caption; None where the original has none.

    What `of` does not speak of counts as fresh: an import that changes the original's writes it there.
    """
    original, translated = getattr(matter, name), getattr(words, name)
    if not original:
        return None
    if not translated:
        return "missing"
    return "fresh" if words.of.get(name) in {None, words_hash(original)} else "stale"


def coverage_of(article: Article, code: str, ids: Sequence[str] | None = None) -> Coverage:
    """Tell how much of an article its translation into a language covers; `ids` are those of its blocks, if known.

    Raises KeyError where there is no such translation.
    """
    translation = article.translations[code]
    ids = [block.id for block in read_blocks(article.body)] if ids is None else ids
    segments = read_segments(translation.body)[1]
    pairing = pair_blocks(ids, segments)
    counts = {"fresh": 0, "stale": 0, "missing": 0}
    reviewed = 0
    for pair in pairing.pairs:
        counts[pair.freshness] += len(pair.blocks)
        state = (pair.segment.marker.state if pair.segment else None) or translation.matter.state
        if pair.freshness == "fresh" and state == "reviewed":
            reviewed += len(pair.blocks)
    return Coverage(
        blocks=len(ids),
        reviewed=reviewed,
        orphans=len(pairing.orphans),
        open=tuple(segment.line for segment in segments if leaves_open(segment.text)),
        marked=bool(segments) or not translation.body,
        title=freshness_of("title", article.matter, translation.matter),
        summary=freshness_of("summary", article.matter, translation.matter),
        caption=freshness_of("caption", article.matter, translation.matter),
        **counts,
    )
