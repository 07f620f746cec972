"""A YAML file that holds a list in, records out: tags, and whatever else is kept as such a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from jiazhu.errors import JiazhuError, Kind, Problems
from jiazhu.files import read_text
from jiazhu.library.frontmatter import LineOf
from jiazhu.library.strict_yaml import read_yaml, yaml_line
from jiazhu.record import Record
from jiazhu.schema import convert

R = TypeVar("R", bound=Record)


def read_records(
    path: Path, type_: type[R], kind: Kind, problems: Problems, text: str | None = None
) -> Iterator[tuple[R, LineOf]]:
    """Go through the records of a file, each with what tells the lines of its keys; a faulty one is reported.

    `text` is what the file will hold, where that is not written yet. Raises JiazhuError where it holds no list.
    """
    if text is None and not path.exists():
        return
    text = read_text(path, kind) if text is None else text
    for index, item in enumerate(read_list(text, path, kind)):
        line_of = partial(yaml_line, text, index)
        with problems.collect():
            yield convert(with_keys(item, path, line_of, kind), type_, path=path, line_of=line_of, kind=kind), line_of


def read_list(text: str, path: Path, kind: Kind) -> list[object]:
    """Read the list that a file holds. Raises JiazhuError where that is none."""
    raw = read_yaml(text, path, kind=kind) or []
    if not isinstance(raw, list):
        raise JiazhuError("expected a list", path, 1, "start each entry with `- id:`", kind)
    return raw


def with_keys(item: object, path: Path, line_of: LineOf, kind: Kind) -> Mapping[str, object]:
    """Give what stands in a list as the mapping that it has to be. Raises JiazhuError where it is none."""
    if not isinstance(item, dict):
        raise JiazhuError("expected keys", path, line_of(), "write `- id: …` and the other keys below", kind)
    return item
