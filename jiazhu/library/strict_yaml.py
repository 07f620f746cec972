"""YAML in, mappings of text out: every scalar a string, and what YAML does behind an editor's back is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import yaml

from jiazhu.errors import JiazhuError, Kind
from jiazhu.limits import YAML_CHARACTERS, YAML_DEPTH
from jiazhu.text.characters import first_control

_REFERENCE = re.compile(r"(?:^|[\s\[{,:-])[&*][\w-]", re.MULTILINE)
_ESCAPE = re.compile(r"\\[0abefvxuU]")
"""What in quotes may stand for a control character."""
_OPENING = re.compile(r"[\[{]")
_DEEP_BLOCK = re.compile(rf"^[ \t?:-]{{{YAML_DEPTH}}}", re.MULTILINE)
"""A line that starts so far to the right, or with so many dashes, may nest too deep."""


class _TwiceError(Exception):
    """Raised for a key that stands twice: the key, and its second line, counted from 0."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key, line)
        self.key, self.line = key, line


class _Loader(yaml.CBaseLoader):
    """Reads scalars as strings and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            seen: set[str] = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise _TwiceError(key.value, key.start_mark.line)
                seen.add(key.value)
        return mapping


def read_yaml(text: str, path: Path, *, first_line: int = 1, kind: Kind = "front-matter") -> object:
    """Read YAML whose scalars are all strings.

    `first_line` is the line of the file on which `text` starts. Raises JiazhuError with the line for a syntax error,
    a key that stands twice, an anchor, an alias, a control character, or what is too large or nested too deep.
    """

    def fault(text: str, line: int, hint: str) -> JiazhuError:
        return JiazhuError(text, path, first_line + line, hint, kind)

    if len(text) > YAML_CHARACTERS:
        raise fault(f"more than {YAML_CHARACTERS:,} characters of YAML", 0, "split the file")
    try:
        if _REFERENCE.search(text) or _DEEP_BLOCK.search(text) or len(_OPENING.findall(text)) > YAML_DEPTH:
            _refuse(text, fault)
        if _ESCAPE.search(text):
            _refuse_controls(text, fault)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a BaseLoader, which makes strings only
    except _TwiceError as error:
        raise fault(f"the key `{error.key}` stands twice", error.line, "keep one of them") from None
    except yaml.MarkedYAMLError as error:
        quote = _open_quote(text, error)
        if quote is not None:
            raise fault("no valid YAML: a quote is not closed on its line", quote, "close it") from None
        raise fault(
            f"no valid YAML: {error.problem or 'it cannot be read'}",
            _line(error),
            "quote text that holds `: `, `#` or quotes",
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position)  # libyaml counts bytes
        raise fault("a control character, which YAML cannot hold", line, "remove it") from None


def yaml_line(text: str, *where: str | int, first_line: int = 1) -> int:
    """Tell the line of what stands at a path of keys and indexes, such as `yaml_line(text, "stories", 1, "lead")`.

    `text` is valid YAML. Where there is nothing at the end of the path, it is the line of the last that is there.
    """
    node, line = _composed(text), 0
    for step in where:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            pairs = {key.value: (key, value) for key, value in node.value}
            if step not in pairs:
                break
            key, node = pairs[step]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return first_line + line


@lru_cache(maxsize=2)
def _composed(text: str) -> yaml.Node | None:
    """Read the nodes of YAML, which know their lines: once for all faults of a file."""
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def _line(error: yaml.MarkedYAMLError) -> int:
    """Choose the line to look at, from 0: what is not closed is noticed far below where it opens."""
    open_ended = error.context and "flow" in error.context
    mark = (error.context_mark if open_ended else None) or error.problem_mark or error.context_mark
    return mark.line if mark else 0


def _open_quote(text: str, error: yaml.MarkedYAMLError) -> int | None:
    """Find the line, from 0, of a quote that goes on to where the error is: what closes it was to open another."""
    if error.context and "quoted" in error.context and error.context_mark:
        return int(error.context_mark.line)
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in {'"', "'"} and error.problem_mark:
                first, last = token.start_mark.line, token.end_mark.line
                if first < last == error.problem_mark.line:
                    return int(first)
    return None


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
        if depth > YAML_DEPTH:
            raise fault(f"nested deeper than {YAML_DEPTH} levels", line, "take brackets out, or put the text in quotes")


def _refuse_controls(text: str, fault: Callable[[str, int, str], JiazhuError]) -> None:
    """Refuse control characters that are written as escapes, event by event."""
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.ScalarEvent) and (control := first_control(event.value)):
            line = event.start_mark.line if event.start_mark else 0
            raise fault(f"a control character, U+{ord(control[0]):04X}", line, "remove it")
