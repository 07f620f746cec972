"""Some articles in; the files in which a search finds their words, and what the list of all such files says, out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import cast

from jiazhu.cache import Plain, key_of, read_kept, write_kept
from jiazhu.record import Record
from jiazhu.site.postings import deflated, places_of, posting_files
from jiazhu.site.searched import Searched
from jiazhu.text.anchor import words
from jiazhu.text.tokens import fold, terms, width

Json = str | int | Sequence["Json"] | Mapping[str, "Json"]
Row = tuple[int, int, str, str, tuple[str, ...], tuple[str, ...]]
"""How many places an article has, and how many of them its title; then its day, source, tags and entities."""
_Terms = tuple[bytes, int, int, str]
"""An article's words as a file; how many places its terms take, and how many of them its title; and all, by line."""


class Segment(Record):
    """The index of some articles, as the list of all says of it."""

    name: str
    """Of its folder."""
    rows: tuple[Row, ...]
    firsts: tuple[str, ...]
    """The first term of each file of postings."""
    characters: str
    """The characters that stand in the articles."""


def segment_of(
    articles: Sequence[Searched], table: Mapping[int, str], cache: Path | None = None
) -> tuple[Segment, list[tuple[str, bytes]]]:
    """Index articles: give the segment, and its files, each with its path below the index.

    `table` gives the Simplified character for the code point of a Traditional one; `cache` is a file for the terms of
    each article, which are the same until its words are others.
    """
    kept = cast("dict[bytes, _Terms]", read_kept(cache)) if cache else {}
    used: dict[bytes, _Terms] = {}
    for article in articles:
        key = key_of(article.slug, article.lang, article.version)
        used[key] = kept.get(key) or _terms(article, table)
    if cache and used != kept:
        write_kept(cache, cast("dict[bytes, Plain]", used))
    places = places_of(listed.split("\n") if count else () for _, count, _, listed in used.values())
    postings = list(posting_files(places))
    files = [
        *((f"terms-{number}.bin", data) for number, (_, data) in enumerate(postings)),
        *((f"words-{number}.bin", data) for number, (data, *_) in enumerate(used.values())),
    ]
    name = name_of(files)
    segment = Segment(
        name=name,
        rows=tuple(
            (count, in_title, article.day, article.source, article.tags, article.entities)
            for article, (_, count, in_title, _) in zip(articles, used.values(), strict=True)
        ),
        firsts=tuple(first for first, _ in postings),
        characters="".join(sorted({char for term in places for char in term})),
    )
    return segment, [(f"{name}/{file}", data) for file, data in files]


def _terms(article: Searched, table: Mapping[int, str]) -> _Terms:
    """Gather the terms of an article; they hold no line's end."""
    given = article.words()
    title = words(given.title)
    blocks, notes = (list(filter(None, map(words, html))) for html in (given.blocks, given.notes))
    found = list(terms(fold("\n".join([title, *blocks, *notes]), table)))
    data = deflated(json_of([article.slug, article.lang, title, blocks, notes]))
    return data, width(found), width(list(terms(fold(title, table)))), "\n".join(found)


def name_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Name files by what is in them: a reader's browser may keep them for ever, and never mixes two builds."""
    digest = blake2b(digest_size=5)
    for _, data in files:
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


def json_of(data: Json) -> bytes:
    """Write JSON, as short as it can be."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
