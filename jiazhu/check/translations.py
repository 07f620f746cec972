"""Articles in; what their translations lack out."""

from __future__ import annotations

from collections.abc import Container, Iterator

from jiazhu.errors import Problem
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import WORDS, Coverage, Coverages
from jiazhu.library.frontmatter import body_line
from jiazhu.library.markers import Marker, Segment, read_segments
from jiazhu.library.translations import pair_blocks
from jiazhu.model import Article, Library, Translation

MOST_LINES = 20
"""So many lines of blocks that are not translated are named."""


def untranslated(library: Library) -> Iterator[Problem]:
    """Name the languages of the digest that an article lacks."""
    for article in library.articles:
        for code in library.config.languages:
            if code != article.language and code not in article.translations:
                yield Problem(
                    kind="translation",
                    path=article.path,
                    text=f"not translated into `{code}`",
                    hint=f"`translate {article.slug} --to {code}` begins it",
                    severity="warning",
                )


def states(library: Library, coverages: Coverages) -> Iterator[Problem]:
    """Tell what of each translation is stale, missing or orphan, and what nobody can tell."""
    for article in library.articles:
        for code, translation in article.translations.items():
            if code not in library.config.languages:
                continue
            coverage = coverages.of(article, code)
            for text, hint in (*_of_blocks(article, coverage), *_of_words(article, translation, coverage)):
                yield Problem(kind="translation", path=translation.path, text=text, hint=hint, severity="warning")
            yield from _open_ends(translation, coverage)
            if coverage.marked and (coverage.stale or coverage.missing or coverage.orphans):
                yield from _in_places(article, code, translation)


def _of_blocks(article: Article, coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Say what is wrong with the blocks of a translation, and what to do."""
    counts = {"stale": coverage.stale, "missing": coverage.missing, "orphan": coverage.orphans}
    if not coverage.marked:
        hint = f"`translate {article.slug}` puts them there, where both have as many blocks"
        yield "no markers tell which blocks it translates", hint
    elif any(counts.values()):
        told = ", ".join(f"{state} {count}" for state, count in counts.items() if count)
        yield f"not as the original is now: {told} of {coverage.blocks} blocks", "mend what is told with its line"


def _of_words(article: Article, translation: Translation, coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a translated title, summary and caption, and what to do."""
    states = {name: getattr(coverage, name) for name in WORDS}
    for name, state in states.items():
        if state == "missing":
            yield f"the {name} is missing", "write it in the front matter"
        if state == "stale":
            hint = f"correct it, take `{name}` out of `of`, and run `translate {article.slug}`"
            yield f"the {name} is stale", hint
    unsure = [name for name, state in states.items() if state == "fresh" and name not in translation.matter.of]
    if unsure:
        yield (
            f"`of` does not say which {', '.join(unsure)} this translates: a change would not show",
            f"`translate {article.slug}` writes it, once you have seen that it fits",
        )


def _open_ends(translation: Translation, coverage: Coverage) -> Iterator[Problem]:
    """Tell of segments that a page would show with what follows them, or not at all."""
    if not coverage.open:
        return
    start = body_line(translation.path, translation.body)
    for line in coverage.open:
        yield Problem(
            kind="translation",
            path=translation.path,
            line=start + line,
            text="the text below this marker leaves something open",
            hint="close its code fence, comment or HTML: it takes in what follows",
            severity="warning",
        )


def _in_places(article: Article, code: str, translation: Translation) -> Iterator[Problem]:
    """Tell where a translation is stale, what it lacks, and which of its words stand nowhere on the page."""
    blocks = read_blocks(article.body)
    ids = [block.id for block in blocks]
    pairing = pair_blocks(ids, read_segments(translation.body)[1])
    start = body_line(translation.path, translation.body)

    def at(segment: Segment, text: str, hint: str) -> Problem:
        line = start + segment.line
        return Problem(kind="translation", path=translation.path, line=line, text=text, hint=hint, severity="warning")

    for pair in pairing.pairs:
        if pair.segment and pair.freshness == "stale":
            text = f"the original of what is below `{pair.segment.marker}` has changed since"
            yield at(pair.segment, text, _way(article, {ids[place] for place in pair.blocks}, pair.segment.marker))
    missing = [
        blocks[place].text.line for pair in pairing.pairs if pair.freshness == "missing" for place in pair.blocks
    ]
    if missing:
        first = body_line(article.path, article.body)
        lines = [first + line for line in missing]
        told = ", ".join(map(str, lines[:MOST_LINES])) + (" …" if lines[MOST_LINES:] else "")
        yield Problem(
            kind="translation",
            path=article.path,
            line=lines[0],
            text=f"not translated into `{code}` yet: the blocks on the lines {told}",
            hint=f"`translate {article.slug} --to {code}` shows them in {translation.path.name}",
            severity="warning",
        )
    for segment in pairing.orphans:
        twice = any(id_ in ids for id_ in segment.marker.ids)
        why = "its block has another translation" if twice else "its block is gone"
        text = f"the words below `{segment.marker}` are on no page: {why}"
        yield at(segment, text, "move them to where they belong, or delete them")


def _way(article: Article, named: Container[str], marker: Marker) -> str:
    """Say how a stale segment becomes fresh, given the ids of the blocks that it belongs to."""
    if marker.was:
        return "see that it fits, then take the `was` out of its marker"
    if any(id_ in named for id_ in marker.ids):
        return "see that it fits without the block that is gone, then take the id of that out of its marker"
    return f"see that it fits; `translate {article.slug}` writes a `was` into its marker: take that out again"
