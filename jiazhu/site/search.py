"""A view of a Library in; the files that its search page reads, out: an index of the words of its pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import cast

from jiazhu.cache import Store, key_of
from jiazhu.model import Concept, record
from jiazhu.site.columns import Phrase
from jiazhu.site.postings import deflated, places_of, posting_files
from jiazhu.site.searched import Searched, searched
from jiazhu.site.step import Step
from jiazhu.site.view import View
from jiazhu.text.anchor import words
from jiazhu.text.names import UNSPACED
from jiazhu.text.script import simplified_table
from jiazhu.text.tokens import fold, terms

SEGMENT = 1024
"""So many articles are indexed together, counted from the oldest: a new one, or an edit, changes one segment. All
articles count, those of other languages too, so that a translation moves none."""
INDEX = "index.json"

Json = str | int | Sequence["Json"] | Mapping[str, "Json"]
_Sizes = tuple[tuple[int, int], ...]
_Files = tuple[tuple[str, bytes], ...]


@record
class Segment:
    """The index of some articles."""

    sizes: _Sizes
    """How many places each article has, and how many of them its title."""
    firsts: tuple[str, ...]
    """The first term of each file of postings."""
    characters: str
    """The characters that stand in the articles."""
    files: _Files


def search_step(view: View, cache: Path | None = None) -> Step:
    """Plan the index of one interface language."""
    return Step(name=f"{view.language}/search/{INDEX}", key=None, make=partial(search_files, view, cache))


def search_files(view: View, cache: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Go through the files of the index of one interface language, each with its path below the output folder.

    `cache` is a folder for what makes the next build cheap.
    """
    table = simplified_table()
    store = Store(cache and cache / f"search-{view.language}")
    oldest_first = view.groups.of("all")[::-1]
    groups = (
        [
            searched(view, shown)
            for shown in map(view.article, oldest_first[start : start + SEGMENT])
            if shown.translated
        ]
        for start in range(0, len(oldest_first), SEGMENT)
    )
    for name, data in index_files(groups, table, labels(view, table), store):
        yield f"{view.language}/search/{name}", data
    store.save()


def index_files(
    groups: Iterable[Sequence[Searched]], table: Mapping[int, str], named: Mapping[str, Json], store: Store
) -> Iterator[tuple[str, bytes]]:
    """Go through the files of an index: those of each group of articles, and those that list them.

    `table` gives the Simplified character for the code point of a Traditional one, `named` what `labels` makes, and
    `store` what was made before.
    """
    segments: list[Json] = []
    rows: list[Json] = []
    met: set[str] = set()
    for articles in filter(None, groups):
        segment = _kept(articles, table, store)
        name = _name(segment.files)
        yield from ((f"{name}/{file}", data) for file, data in segment.files)
        segments.append([name, len(articles), segment.firsts])
        rows += [
            [*size, article.day, article.source, article.tags, article.entities]
            for article, size in zip(articles, segment.sizes, strict=True)
        ]
        met.update(segment.characters)
    listed = deflated(_json(rows))
    file = f"articles-{_name([('', listed)])}.bin"
    yield file, listed
    needed = {chr(was): now for was, now in table.items() if now in met}
    manifest: dict[str, Json] = {
        "unspaced": UNSPACED,
        "traditional": "".join(needed),
        "simplified": "".join(needed.values()),
        "articles": file,
        "segments": segments,
        **named,
    }
    yield INDEX, _json(manifest)


def _kept(articles: Sequence[Searched], table: Mapping[int, str], store: Store) -> Segment:
    """Index articles, or take what was made of them before, while their words are the same."""
    key = key_of(*(part for article in articles for part in (article.slug, article.lang, article.version)))
    kept = cast("tuple[_Sizes, tuple[str, ...], str, _Files] | None", store.get(key))
    if kept is None:
        segment = segment_of(articles, table)
        store.put(key, (segment.sizes, segment.firsts, segment.characters, segment.files))
        return segment
    sizes, firsts, characters, files = kept
    return Segment(sizes=sizes, firsts=firsts, characters=characters, files=files)


def segment_of(articles: Sequence[Searched], table: Mapping[int, str]) -> Segment:
    """Index articles; `table` gives the Simplified character for the code point of a Traditional one."""
    texts: list[bytes] = []
    found: list[list[str]] = []
    sizes: list[tuple[int, int]] = []
    for article in articles:
        given = article.words()
        title = words(given.title)
        blocks, notes = (list(filter(None, map(words, html))) for html in (given.blocks, given.notes))
        texts.append(deflated(_json([article.slug, article.lang, title, blocks, notes])))
        found.append(list(terms(fold("\n".join([title, *blocks, *notes]), table))))
        sizes.append((len(found[-1]), sum(1 for _ in terms(fold(title, table)))))
    places = places_of(found)
    postings = list(posting_files(places))
    return Segment(
        sizes=tuple(sizes),
        firsts=tuple(first for first, _ in postings),
        characters="".join(sorted({char for term in places for char in term})),
        files=(
            *((f"terms-{number}.bin", data) for number, (_, data) in enumerate(postings)),
            *((f"words-{number}.bin", data) for number, data in enumerate(texts)),
        ),
    )


def labels(view: View, table: Mapping[int, str]) -> dict[str, Json]:
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


def _name(files: Iterable[tuple[str, bytes]]) -> str:
    """Name files by what is in them: a reader's browser may keep them for ever, and never mixes two builds."""
    digest = blake2b(digest_size=5)
    for _, data in files:
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


def _json(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
