"""A Markdown file's text and what a key of its front matter shall list in; the text with that list out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml

from jiazhu.errors import JiazhuError
from jiazhu.library.frontmatter import read_mapping, rewrite_matter, scalar, split

KIND: Final = "front-matter"


def rewrite_list(text: str, path: Path, key: str, items: Sequence[str]) -> str:
    """Put a list into a file's front matter; what was in it already is written as it was, in its place.

    New items come last. Raises JiazhuError where that cannot be done without changing more.
    """
    raw, body, line_of = read_mapping(text, path)
    present = raw.get(key)
    if present == list(items) or (not present and not items):
        return text
    matter, _ = split(text, path)
    node = _node(matter, key)
    if not present or not items or not isinstance(node, yaml.SequenceNode):
        new = rewrite_matter(text, path, {key: list(items)})
    else:
        above = text.index(matter)
        new = text[:above] + _rewritten(matter, node, items) + text[above + len(matter) :]
    try:
        found, below, _ = read_mapping(new, path)
    except JiazhuError:
        found, below = {}, ""
    if found != {**raw, key: list(items)} or below != body:
        hint = f"write {key}: [{', '.join(map(scalar, items))}]"
        raise JiazhuError("this list must be changed by hand", path, line_of(key), hint, KIND)
    return new


def _node(matter: str, key: str) -> yaml.Node | None:
    root = yaml.compose(matter, Loader=yaml.CBaseLoader)
    return next((value for name, value in root.value if name.value == key), None) if root else None


def _rewritten(matter: str, node: yaml.SequenceNode, items: Sequence[str]) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    written = {item.value: matter[item.start_mark.index : item.end_mark.index].strip() for item in node.value}
    if node.flow_style:
        if "\n" in matter[start:end]:  # what may stand behind an item there, such as a comment, would be lost
            return matter
        return f"{matter[:start]}[{', '.join(written.get(item) or scalar(item) for item in items)}]{matter[end:]}"
    # A list of lines: those of items that go are left out, those of new ones follow the last that stays.
    starts = [matter.rindex("\n", 0, item.start_mark.index) + 1 for item in node.value]
    ends = [_line_end(matter, item.end_mark.index) for item in node.value]
    lines = [
        matter[line:stop] for item, line, stop in zip(node.value, starts, ends, strict=True) if item.value in items
    ]
    between = [matter[stop:line] for stop, line in zip(ends, starts[1:], strict=False)]
    indent = " " * node.start_mark.column
    new = [f"{indent}- {scalar(item)}\n" for item in items if item not in written]
    return matter[: starts[0]] + "".join([*lines, *filter(None, between), *new]) + matter[ends[-1] :]


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", max(at - 1, 0))
    return len(text) if found < 0 else found + 1
