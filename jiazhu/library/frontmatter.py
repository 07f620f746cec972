"""A Markdown file in, its front matter as a record and its body out; and the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from jiazhu.errors import JiazhuError
from jiazhu.library.strict_yaml import key_lines, read_yaml
from jiazhu.schema import convert

R = TypeVar("R")

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_PLAINLY_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_NUMBER_LIKE = re.compile(r"[\d._+-]+(?:[eExXoO][\d.+-]*)?")
_OTHER_MEANING = frozenset("y n yes no on off true false null nan inf".split())
_YAML_CONTROL = re.compile("[\x7f-\x9f\ufeff\ufffe\uffff]")


def read_text(path: Path, kind: str) -> str:
    """Read a file of the editor's as UTF-8 with `\\n` line ends.

    Raises JiazhuError where it is not UTF-8, or not there.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise JiazhuError("not UTF-8", path, line, "save the file as UTF-8", kind) from None
    except OSError as error:
        raise JiazhuError(f"cannot be read: {error.strerror}", path, kind=kind) from None


def split(text: str, path: Path) -> tuple[str, str]:
    """Split a file into the YAML of its front matter and its body.

    Raises JiazhuError where the front matter does not start on the first line, or does not end.
    """
    opening = _FENCE.match(text)
    if not opening:
        raise JiazhuError("no front matter", path, 1, "start the file with a line `---`", "front-matter")
    for closing in re.finditer(r"^---[ \t]*$\n?", text[opening.end() :], re.MULTILINE):
        matter = text[opening.end() : opening.end() + closing.start()]
        return matter, text[opening.end() + closing.end() :].strip("\n")
    raise JiazhuError("the front matter does not end", path, 1, "close it with a line `---`", "front-matter")


def read_mapping(text: str, path: Path) -> tuple[Mapping[str, object], str, Callable[[str], int]]:
    """Read a file's front matter as raw keys, its body, and a function that tells the line of a key."""
    matter, body = split(text, path)
    raw = read_yaml(matter, path, first_line=2, kind="front-matter")
    if not isinstance(raw, dict):
        raise JiazhuError("the front matter holds no keys", path, 2, "write `key: value` lines", "front-matter")
    return raw, body, key_lines(matter, 2)


def read_matter(path: Path, type_: Callable[..., R]) -> tuple[R, str]:
    """Read a file's front matter as a record, and its body.

    Raises JiazhuError, or SchemaError with every fault of the front matter.
    """
    raw, body, line_of = read_mapping(read_text(path, "front-matter"), path)
    return convert(raw, type_, path=path, line_of=line_of, kind="front-matter"), body


def scalar(value: str) -> str:
    """Write a string as YAML: plain where no reader of YAML could take it for something else, else quoted."""
    if _PLAINLY_SAFE.fullmatch(value) and not _NUMBER_LIKE.fullmatch(value) and value.lower() not in _OTHER_MEANING:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _YAML_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def dump(keys: Mapping[str, object], body: str) -> str:
    """Write front matter and body as a file's text.

    Values are strings, numbers, datetimes with their zone, sequences of strings, or mappings of strings.
    """
    lines = [f"{key}: {_value(value)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", body.strip("\n"), ""])


def _value(value: object) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    return str(value)
