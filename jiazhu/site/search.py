"""A view of a Library in; the steps by which the files are made that its search page reads, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from math import ceil
from pathlib import Path

from jiazhu.model import Article, Concept
from jiazhu.site.columns import Phrase
from jiazhu.site.postings import deflated
from jiazhu.site.searched import searched
from jiazhu.site.segments import Json, Segment, json_of, name_of, segment_of
from jiazhu.site.step import Files, Step
from jiazhu.site.view import View
from jiazhu.text.names import UNSPACED
from jiazhu.text.script import simplified_table
from jiazhu.text.tokens import fold

SEGMENT = 1024
"""So many articles are indexed together, counted from the oldest: a new one, or an edit, changes one segment. All
articles count, those of other languages too, so that a translation moves none."""
INDEX = "index.json"

FOLDER = "search"
"""Of the cache: a file for each segment, with the terms of its articles."""

Tell = Callable[[Segment], None]


def segment_steps(view: View, tell: Tell, cache: Path | None = None) -> Iterator[Step]:
    """Plan the index of one interface language, segment by segment, the oldest first; each is told of when it is made.

    `cache` is a folder for what makes the next build cheap.
    """
    oldest_first = view.groups.of("all")[::-1]
    for start in range(0, len(oldest_first), SEGMENT):
        articles, number = oldest_first[start : start + SEGMENT], start // SEGMENT
        make = partial(_segment, view, articles, tell, cache and cache / FOLDER / _kept_as(view, number))
        yield Step(
            name=f"{view.language}/search/{number}",
            key=tuple(article.slug for article in articles),
            make=make,
            age=1 - start / len(oldest_first),
        )


def forget_others(views: Iterable[View], cache: Path) -> None:
    """Take from the cache what was kept of segments that are no more."""
    names = {_kept_as(view, number) for view in views for number in range(ceil(len(view.groups.of("all")) / SEGMENT))}
    with suppress(OSError):
        for path in (cache / FOLDER).iterdir():
            if path.name not in names:
                path.unlink()


def _kept_as(view: View, number: int) -> str:
    return f"{view.language}-{number}"


def _segment(view: View, articles: Sequence[Article], tell: Tell, cache: Path | None) -> Files:
    found = [searched(view, shown) for shown in map(view.article, articles) if shown.translated]
    if found:
        segment, files = segment_of(found, simplified_table(), cache)
        tell(segment)
        yield from ((f"{view.language}/search/{name}", data) for name, data in files)


def index_step(view: View, segments: Sequence[Segment]) -> Step:
    """Plan the files that list the segments of one interface language."""
    name = f"{view.language}/search/{INDEX}"
    return Step(name=name, key=segments, make=partial(_index, view, segments))


def _index(view: View, segments: Sequence[Segment]) -> Files:
    table = simplified_table()
    for name, data in index_files(segments, table, _labels(view, table)):
        yield f"{view.language}/search/{name}", data


def index_files(
    segments: Sequence[Segment], table: Mapping[int, str], named: Mapping[str, Json]
) -> Iterator[tuple[str, bytes]]:
    """Go through the files that list segments.

    `table` gives the Simplified character for the code point of a Traditional one; `named` is what results are narrowed
    by, and what entities are called.
    """
    listed = deflated(json_of([row for segment in segments for row in segment.rows]))
    file = f"articles-{name_of([('', listed)])}.bin"
    yield file, listed
    met = {char for segment in segments for char in segment.characters}
    needed = {chr(was): now for was, now in table.items() if now in met}
    manifest: dict[str, Json] = {
        "unspaced": UNSPACED,
        "traditional": "".join(needed),
        "simplified": "".join(needed.values()),
        "articles": file,
        "segments": [[segment.name, len(segment.rows), segment.firsts] for segment in segments],
        **named,
    }
    yield INDEX, json_of(manifest)


def _labels(view: View, table: Mapping[int, str]) -> dict[str, Json]:
    """Name what results are narrowed by, and give the folded names of each entity, in all languages."""

    def label(phrase: Phrase) -> Json:
        return [phrase.text, "" if phrase.lang == view.speech.tag else phrase.lang]

    def each(concepts: Mapping[str, Concept]) -> Json:
        return {id_: label(view.phrase(concept.names)) for id_, concept in concepts.items()}

    library = view.library
    forms = {
        id_: [*entity.name.values(), *chain.from_iterable(entity.match.values())]
        for id_, entity in library.entities.items()
    }
    sources = {id_: label(view.phrase(source.name)) for id_, source in library.sources.items()}
    return {
        "labels": {"source": sources, "tag": each(library.tags), "entity": each(library.entities)},
        "names": {id_: sorted({fold(form, table) for form in written}) for id_, written in forms.items()},
    }
