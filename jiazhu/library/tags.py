"""`content/tags.yaml` in, tags out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jiazhu.errors import Problem, Problems, nearest
from jiazhu.library.frontmatter import LineOf
from jiazhu.library.records import read_records
from jiazhu.model import Tag
from jiazhu.text.addresses import is_slug

KIND = "tags"


def load_tags(path: Path, default_language: str) -> dict[str, Tag]:
    """Read every tag, by id. Raises SchemaError with every fault of the file."""
    problems = Problems()
    tags: dict[str, Tag] = {}
    lines: dict[str, LineOf] = {}
    for tag, line_of in read_records(path, Tag, KIND, problems):
        if tag.id in tags:
            hint = f"it is on line {lines[tag.id]('id')} too: keep one"
            problems.add(_problem(path, line_of("id"), f"the tag `{tag.id}` stands twice", hint))
        tags[tag.id], lines[tag.id] = tag, line_of
    for tag in tags.values():
        problems.add(
            *(_problem(path, lines[tag.id](key), *said) for key, *said in _faults(tag, tags, default_language))
        )
    problems.raise_all()
    return tags


def _faults(tag: Tag, tags: Mapping[str, Tag], default_language: str) -> Iterator[tuple[str, str, str]]:
    """Go through what no type can say: key, fault and hint."""
    if not is_slug(tag.id):
        yield "id", f"the tag `{tag.id}` is no address", "letters, digits, `-`"
    if default_language not in tag.label:
        yield "label", f"the tag `{tag.id}` has no label in `{default_language}`", "add it"
    if tag.parent and tag.parent not in tags:
        text = f"the parent `{tag.parent}` of the tag `{tag.id}` is no tag"
        yield "parent", text, nearest(tag.parent, tags, "add it, or mend the name")


def _problem(path: Path, line: int, text: str, hint: str) -> Problem:
    return Problem(kind=KIND, path=path, line=line, text=text, hint=hint)
