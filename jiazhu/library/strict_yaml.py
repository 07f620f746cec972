"""YAML in, mappings of text out: every scalar a string, and what YAML does behind an editor's back is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from pathlib import Path

import yaml

from jiazhu.errors import JiazhuError

MAX_DEPTH = 20
"""How deep a mapping may nest: deeper is a mistake or an attack (PyYAML's composer recurses)."""
MAX_CHARACTERS = 1_000_000

_REFERENCE = re.compile(r"(?:^|[\s\[{,:-])[&*]\w", re.MULTILINE)
_OPENING = re.compile(r"[\[{]")


class _Loader(yaml.CBaseLoader):
    """Reads scalars as strings and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for index, (key, _) in enumerate(node.value) if key.value in keys[:index])
            raise yaml.constructor.ConstructorError(
                None, None, f"the key `{twice.value}` stands twice", twice.start_mark
            )
        return mapping


def read_yaml(text: str, path: Path, *, first_line: int = 1, kind: str = "yaml") -> object:
    """Read YAML whose scalars are all strings.

    `first_line` is the line of the file on which `text` starts. Raises JiazhuError with the line for a syntax error,
    a key that stands twice, an anchor, an alias, or what is too large or nested too deep.
    """

    def fault(text: str, line: int, hint: str) -> JiazhuError:
        return JiazhuError(text, path, first_line + line, hint, kind)

    if len(text) > MAX_CHARACTERS:
        raise fault(f"more than {MAX_CHARACTERS:,} characters of YAML", 0, "split the file")
    try:
        if _REFERENCE.search(text) or len(_OPENING.findall(text)) > MAX_DEPTH:
            _refuse(text, fault)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a BaseLoader, which makes strings only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = error.problem or "it cannot be read"
        raise fault(
            f"no valid YAML: {message}", mark.line if mark else 0, "quote text that holds `: `, `#` or quotes"
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise fault("a control character, which YAML cannot hold", line, "remove it") from None


def _refuse(text: str, fault: Callable[[str, int, str], JiazhuError]) -> None:
    """Refuse anchors, aliases and deep nesting, event by event."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line if event.start_mark else 0
        anchor = getattr(event, "anchor", None)
        if anchor:
            sign = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            raise fault(f"the YAML {sign} `{anchor}`", line, "write the text out, or put it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise fault(f"nested deeper than {MAX_DEPTH} levels", line, "take brackets out, or put the text in quotes")


def key_lines(text: str, first_line: int = 1) -> Callable[[str], int]:
    """Give a function that tells the line of a top-level key."""

    def line_of(key: str) -> int:
        if not key:
            return first_line
        pattern = re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*:")
        return next(
            (number for number, line in enumerate(text.split("\n"), first_line) if pattern.match(line)), first_line
        )

    return line_of
