"""`content/tags.yaml` in, tags out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from jiazhu.config import faults_of_keys
from jiazhu.errors import Problem, Problems, nearest
from jiazhu.library.clashes import Addresses
from jiazhu.library.frontmatter import LineOf
from jiazhu.library.records import read_records
from jiazhu.model import Tag
from jiazhu.text.addresses import is_slug

KIND: Final = "tags"


def load_tags(path: Path, languages: Sequence[str]) -> dict[str, Tag]:
    """Read every tag, by id; a parent named by an alias is named by its id then.

    `languages` are the codes of the digest's, the default first. Raises SchemaError with every fault of the file.
    """
    problems = Problems()
    addresses = Addresses("tags")
    tags: dict[str, Tag] = {}
    lines: dict[str, LineOf] = {}
    for tag, line_of in read_records(path, Tag, KIND, problems):
        with problems.collect():
            addresses.claim(tag.id, path, partial(line_of, "id"))
        tags[tag.id], lines[tag.id] = tag, line_of
    for tag in tags.values():
        for index, alias in enumerate(tag.aliases):
            with problems.collect():
                addresses.claim(alias, path, partial(lines[tag.id], "aliases", index))
    ids = tag_ids(tags)
    tags = {tag.id: replace(tag, parent=ids.get(tag.parent, tag.parent)) for tag in tags.values()}
    for tag in tags.values():
        for where, text, hint in _faults(tag, tags, languages):
            problems.add(Problem(kind=KIND, path=path, line=lines[tag.id](*where), text=text, hint=hint))
    for circle in _circles(tags):
        first, *others = (lines[id_]("parent") for id_ in circle)
        text = f"a tag is part of itself: {' → '.join(f'`{id_}`' for id_ in (*circle, circle[0]))}"
        further = f", or that on line {' or '.join(map(str, others))}" if others else ""
        problems.add(Problem(kind=KIND, path=path, line=first, text=text, hint=f"take this `parent` away{further}"))
    problems.raise_all()
    return tags


def tag_ids(tags: Mapping[str, Tag]) -> dict[str, str]:
    """Map all names by which a tag may be called, its id and its aliases, to its id."""
    return {name: tag.id for tag in tags.values() for name in (*tag.aliases, tag.id)}


def _faults(
    tag: Tag, tags: Mapping[str, Tag], languages: Sequence[str]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Go through what no type can say: where it stands, fault and hint."""
    if not is_slug(tag.id):
        yield ("id",), f"the tag `{tag.id}` is no address", "letters, digits, `-`"
    for index, alias in enumerate(tag.aliases):
        if not is_slug(alias):
            text = f"the alias `{alias}` of the tag `{tag.id}` is no address"
            yield ("aliases", index), text, "letters of any script, digits, `-`"
    if languages[0] not in tag.label:
        yield ("label",), f"the tag `{tag.id}` has no label in `{languages[0]}`", "add it"
    for name, words in [("label", tag.label), ("about", tag.about)]:
        for key, fault, hint in faults_of_keys(words, languages):
            yield (name, key), f"`{name}.{key}`: `{key}` {fault}", hint
    if tag.parent and tag.parent not in tags:
        text = f"the parent `{tag.parent}` of the tag `{tag.id}` is no tag"
        yield ("parent",), text, nearest(tag.parent, tags, "add it, or mend the name")


def _circles(tags: Mapping[str, Tag]) -> Iterator[list[str]]:
    """Go through the tags that are their own ancestors: each circle once, from its first tag upwards."""
    seen: set[str] = set()
    for id_ in tags:
        way: list[str] = []
        while id_ in tags and id_ not in seen:
            seen.add(id_)
            way.append(id_)
            id_ = tags[id_].parent  # noqa: PLW2901
        if id_ in way:
            yield way[way.index(id_) :]
