"""A YAML file that holds a list in, records out: tags, and whatever else is kept as such a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.frontmatter import read_text
from jiazhu.library.strict_yaml import read_yaml
from jiazhu.schema import convert

R = TypeVar("R")

_ITEM = re.compile(r"( *)- ")


def read_records(path: Path, type_: Callable[..., R], kind: str, problems: Problems) -> Iterator[tuple[R, int]]:
    """Go through the records of a file, each with its line; a faulty one is left out and reported."""
    if not path.exists():
        return
    with problems.collect():
        text = read_text(path, kind)
        raw = read_yaml(text, path, kind=kind) or []
        if not isinstance(raw, list):
            raise JiazhuError("expected a list", path, 1, "start each entry with `- id:`", kind)
        lines = text.split("\n")
        for item, (start, end) in zip(raw, _spans(lines), strict=True):
            with problems.collect():
                if not isinstance(item, dict):
                    raise JiazhuError("expected keys", path, start, "write `- id: …` and the other keys below", kind)
                yield convert(item, type_, path=path, line_of=_line_in(lines, start, end), kind=kind), start


def _spans(lines: list[str]) -> list[tuple[int, int]]:
    """Find the first line of each entry and of what follows it, counted from 1."""
    starts = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _ITEM.match(line))]
    outer = [number for number, indent in starts if indent == starts[0][1]]
    return list(pairwise([*outer, len(lines) + 1]))


def _line_in(lines: list[str], start: int, end: int) -> Callable[[str], int]:
    def line_of(key: str) -> int:
        pattern = re.compile(rf"[ -]*[\"']?{re.escape(key)}[\"']?\s*:")
        return next((number for number in range(start, end) if key and pattern.match(lines[number - 1])), start)

    return line_of
