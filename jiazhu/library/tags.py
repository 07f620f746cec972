"""`content/tags.yaml` in, tags out."""

from __future__ import annotations

from pathlib import Path

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.records import read_records
from jiazhu.model import Tag


def load_tags(path: Path, default_language: str, problems: Problems) -> dict[str, Tag]:
    """Read every tag, by id; a faulty one is left out and reported."""
    tags: dict[str, Tag] = {}
    lines: dict[str, int] = {}
    for tag, line in read_records(path, Tag, "tags", problems):
        with problems.collect():
            if tag.id in tags:
                raise JiazhuError(
                    f"the tag `{tag.id}` stands twice", path, line, f"it is on line {lines[tag.id]} too", "tags"
                )
            if default_language not in tag.label:
                raise JiazhuError(
                    f"the tag `{tag.id}` has no label in `{default_language}`", path, line, "add it", "tags"
                )
            tags[tag.id], lines[tag.id] = tag, line
    for tag in tags.values():
        with problems.collect():
            if tag.parent and tag.parent not in tags:
                raise JiazhuError(
                    f"the parent `{tag.parent}` of the tag `{tag.id}` is no tag",
                    path,
                    lines[tag.id],
                    "add it, or mend the name",
                    "tags",
                )
    return tags
