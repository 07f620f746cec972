"""A Markdown file in, its front matter as a record and its body out; and the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from jiazhu.errors import JiazhuError
from jiazhu.files import read_text
from jiazhu.library.strict_yaml import read_yaml, yaml_line
from jiazhu.record import Record
from jiazhu.schema import convert
from jiazhu.text.bounds import too_much
from jiazhu.text.characters import writable

R = TypeVar("R", bound=Record)

LineOf = Callable[..., int]
"""Tells the line of what stands at a path of keys and indexes, as `yaml_line` does."""

_FIRST_LINE = 2
"""Of the YAML: the fence is above it."""
_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"^\S.*\n?(?:^(?:[ \t].*)?(?:\n|\Z)|^[-\]}].*\n?)*", re.MULTILINE)
"""A top-level key with the lines that belong to it, or a comment."""
_ONE_LINE = re.compile(
    r"""[^:]+:[ ]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\n]|'')*'|[^"'#\n](?:[^#\n]|(?<![ \t])\#)*?)"""
    r"""(?P<comment>[ \t]+\#.*|[ \t]*)"""
)
"""A key, its value and a comment, where it is plain that they are."""
_PLAINLY_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_NUMBER_LIKE = re.compile(r"[\d._+-]+(?:[eE][\d.+-]*)?|0[bxo][\da-fA-F_]*")
_OTHER_MEANING = frozenset("y n yes no on off true false null nan inf".split())
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_YAML_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def split(text: str, path: Path) -> tuple[str, str]:
    """Split a file into the YAML of its front matter and its body.

    Raises JiazhuError where the front matter does not start on the first line, or does not end.
    """
    start, end, below = _bounds(text, path)
    return text[start:end], text[below:].strip("\n")


def _bounds(text: str, path: Path) -> tuple[int, int, int]:
    """Tell where the YAML starts and ends, and where what is below its fence starts."""
    opening = _FENCE.match(text)
    if not opening:
        raise JiazhuError("no front matter", path, 1, "start the file with a line `---`", "front-matter")
    closing = _FENCE.search(text, opening.end())
    if not closing:
        raise JiazhuError("the front matter does not end", path, 1, "close it with a line `---`", "front-matter")
    return opening.end(), closing.start(), closing.end()


def lines_above(text: str, body: str) -> int:
    """Count the lines of a file's text that stand above its body."""
    text = text.rstrip("\n")
    return text.count("\n", 0, len(text) - len(body))


def body_line(path: Path, body: str) -> int:
    """Tell the line of a file on which the body starts that was read from it before."""
    return lines_above(read_text(path, "front-matter"), body) + 1


def read_mapping(text: str, path: Path) -> tuple[Mapping[str, object], str, LineOf]:
    """Read a file's front matter as raw keys, its body, and a function that tells the line of a key.

    Raises JiazhuError for a body beyond the limits, too.
    """
    matter, body = split(text, path)
    raw = read_yaml(matter, path, first_line=_FIRST_LINE, kind="front-matter")
    if not isinstance(raw, dict):
        hint = "write lines such as `title: …`"
        raise JiazhuError("the front matter holds no keys", path, _FIRST_LINE, hint, "front-matter")
    if excess := too_much(body):
        line, fault, hint = excess
        raise JiazhuError(fault, path, lines_above(text, body) + line + 1, hint, "front-matter")
    return raw, body, partial(yaml_line, matter, first_line=_FIRST_LINE)


def line_in(path: Path, *where: str | int) -> int:
    """Tell the line of a value in a file's front matter that was read before, such as `line_in(path, "tags", 2)`."""
    _, _, line_of = read_mapping(read_text(path, "front-matter"), path)
    return line_of(*where)


def read_matter(path: Path, type_: type[R]) -> tuple[R, str]:
    """Read a file's front matter as a record, and its body.

    Raises JiazhuError, or SchemaError with every fault of the front matter.
    """
    raw, body, line_of = read_mapping(read_text(path, "front-matter"), path)
    return convert(raw, type_, path=path, line_of=line_of, kind="front-matter"), body


def scalar(value: str) -> str:
    """Write a string as YAML: plain where no reader of YAML could take it for something else, else quoted.

    Control characters are left out: no file of the content may hold them.
    """
    value = writable(value)
    if _PLAINLY_SAFE.fullmatch(value) and not _NUMBER_LIKE.fullmatch(value) and value.lower() not in _OTHER_MEANING:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _YAML_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def comment_line(text: str) -> str:
    """Write a text as a comment of YAML: on one line, without control characters, which YAML cannot hold."""
    return "# " + _CONTROL.sub("", " ".join(text.split()))


def dump(keys: Mapping[str, object], body: str) -> str:
    """Write front matter and body as a file's text.

    Values are strings, numbers, datetimes with their zone, sequences of strings, or mappings of strings.
    """
    lines = [f"{key}: {_value(value)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", body.strip("\n"), ""])


def rewrite(text: str, path: Path, keys: Mapping[str, object | None], body: str) -> str:
    """Put other values and another body into a file's text; no line changes that need not.

    A key whose value is None is taken out; one that is new comes last. All other keys, and comments, stay as they are.
    """
    matter, _ = split(text, path)
    return "\n".join(["---", *_rewritten_lines(matter, keys), "---", "", body.strip("\n"), ""])


def rewrite_matter(text: str, path: Path, keys: Mapping[str, object | None]) -> str:
    """Put other values into a file's front matter, as `rewrite` does; all below it stays as it is."""
    start, end, _ = _bounds(text, path)
    lines = [*_rewritten_lines(text[start:end], keys), ""]
    return text[:start] + "\n".join(lines) + text[end:]


def rewrite_body(text: str, path: Path, body: str) -> str:
    """Put another body into a file's text; front matter and blank lines around the body stay as they are."""
    _, _, below = _bounds(text, path)
    old = text[below:]
    if not old.strip("\n"):
        return f"{text[:below].rstrip()}\n\n{body}\n" if body else text
    start, end = len(old) - len(old.lstrip("\n")), len(old.rstrip("\n"))
    return text[: below + start] + body + (old[end:] or "\n")


def _rewritten_lines(matter: str, keys: Mapping[str, object | None]) -> list[str]:
    left = dict(keys)
    lines = []
    for entry in _ENTRY.findall(matter):
        key = entry.partition(":")[0].strip("\"' ")
        if key not in keys:
            lines.append(entry.removesuffix("\n"))
        elif (value := left.pop(key, None)) is not None:
            lines.append(_rewritten(entry.removesuffix("\n"), key, f"{key}: {_value(value)}"))
    return lines + [f"{key}: {_value(value)}" for key, value in left.items() if value is not None]


def _rewritten(entry: str, key: str, line: str) -> str:
    """Give a key's entry if it says what a line says, however it says it, else the line; a comment at its end stays."""
    with suppress(JiazhuError):  # where an entry of several lines is none by itself
        if read_yaml(entry, Path(key)) == read_yaml(line, Path(key)):
            return entry
    found = _ONE_LINE.fullmatch(entry)
    return line + found["comment"] if found else line


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
