"""The text of a `notes.yaml`, or of a file like it, in; the same with one entry more, or other words in one, out.

What is not part of the change stays, to the character. A file that is written in a way that would not allow it is an
error: nothing is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import yaml

from jiazhu.errors import JiazhuError, Kind
from jiazhu.files import read_text
from jiazhu.library.frontmatter import scalar
from jiazhu.library.notes import KIND
from jiazhu.library.records import read_list, with_keys
from jiazhu.library.strict_yaml import yaml_line

Entry = Mapping[str, object]
"""What is said of a note: by key, strings, mappings of strings, or lists of such mappings."""

_Edit = tuple[int, int, str]
"""What takes the place of the characters from one to before another."""

_LITERAL = re.compile(r"(?!\s)[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+(?<!\s)\n")
"""A text that YAML can hold as it is, on lines of its own."""


def read_entries(text: str, path: Path, kind: Kind = KIND) -> list[Entry]:
    """Read the entries of a file, faulty ones too. Raises JiazhuError where it is no list of entries."""
    return [
        with_keys(entry, path, partial(yaml_line, text, index), kind)
        for index, entry in enumerate(read_list(text, path, kind))
    ]


def entry_line(path: Path, id_: str, *where: str) -> int:
    """Tell the line of a value in the entry of a note that was read before."""
    text = read_text(path, KIND)
    index = next(at for at, entry in enumerate(read_entries(text, path)) if entry.get("id") == id_)
    return yaml_line(text, index, *where)


def add_entry(text: str, path: Path, entry: Entry, kind: Kind = KIND) -> tuple[str, int]:
    """Put an entry at the end of a file's text, below a blank line; give that and the line of the entry.

    What a note says stands on lines of its own where it ends with a line's end, as a paragraph does. Raises JiazhuError
    where the file is no list of entries, or its end is not the end of the list.
    """
    if text and not text.endswith("\n"):
        text += "\n"
    known = read_entries(text, path, kind)
    last = text.count("\n")
    if text and not text.endswith("\n\n"):
        text += "\n"
    root = yaml.compose(text, Loader=yaml.CBaseLoader) if known else None
    indent = " " * (root.start_mark.column if root else 0)
    lines = [line for key, value in entry.items() for line in _lines(key, value)]
    new = text + "".join(f"{indent}{'  ' if at else '- '}{line}\n" if line else "\n" for at, line in enumerate(lines))
    line = text.count("\n") + 1
    hint = "write each as `- id: …` with its keys below, and nothing behind the last"
    _check(new, path, [*known, entry], JiazhuError("no entry can be added below this", path, last, hint, kind))
    return new, line


def change_entry(text: str, path: Path, index: int, words: Mapping[str, str], was: str = "") -> str:
    """Put other words into an entry's `quote`, `before` and `after`, and earlier ones behind those in its `was`.

    A key that is not there, and has words now, comes behind these three. Raises JiazhuError where that cannot be done
    without changing more.
    """
    entries = read_entries(text, path)
    node = _node(text, index)
    values = {key.value: value for key, value in node.value}
    edits: list[_Edit] = []
    new = []
    for key, value in words.items():
        if key not in values:
            new += [f"{key}: {scalar(value)}"] if value else []
        elif values[key].value != value:
            edits.append((*_span(text, values[key]), scalar(value) + _comment(text, values[key])))
    if was and "was" in values:
        edits.append(_one_more(text, values["was"], scalar(was)))
    elif was:
        new.append(f"was: [{scalar(was)}]")
    end = max(_span(text, values[key])[1] for key in ("quote", "before", "after") if key in values)
    if node.flow_style:
        edits += [(end, end, f", {each}") for each in reversed(new)]
    else:
        indent = " " * node.start_mark.column
        edits += [(at, at, f"\n{indent}{each}") for at in [_line_end(text, end)] for each in reversed(new)]
    changed = text
    for start, stop, replacement in sorted(edits, key=lambda edit: edit[0], reverse=True):
        changed = changed[:start] + replacement + changed[stop:]
    entry = {**entries[index], **{key: value for key, value in words.items() if value or key in values}}
    if was:
        entry["was"] = [*values_of(entries[index].get("was")), was]
    told = ", ".join(f"{key}: {scalar(value)}" for key, value in words.items())
    fault = JiazhuError("this entry must be changed by hand", path, yaml_line(text, index), f"write {told}", KIND)
    _check(changed, path, [*entries[:index], entry, *entries[index + 1 :]], fault)
    return changed


def values_of(raw: object) -> list[object]:
    """Give what a key lists; nothing where it is not there."""
    return list(raw) if isinstance(raw, list) else []


def _check(text: str, path: Path, expected: list[Entry], fault: JiazhuError) -> None:
    try:
        if read_entries(text, path) == expected:
            return
    except JiazhuError:
        pass  # the fault says what to do about it
    raise fault


def _lines(key: str, value: object) -> list[str]:
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    if isinstance(value, Mapping):
        if key == "note":
            return [f"{key}:", *(f"  {line}" if line else "" for each in value.items() for line in _said(*each))]
        return [f"{key}: {_flow(value)}"]
    return [f"{key}:", *(f"  - {_flow(item)}" for item in _listed(value))]


def _listed(value: object) -> Sequence[Mapping[str, str]]:
    return value if isinstance(value, Sequence) else []


def _flow(value: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {scalar(item)}' for name, item in value.items())}}}"


def _said(code: str, words: str) -> list[str]:
    if not _LITERAL.fullmatch(words):
        return [f"{code}: {scalar(words)}"]
    return [f"{code}: |", *(f"  {line}" if line else "" for line in words[:-1].split("\n"))]


def _node(text: str, index: int) -> yaml.MappingNode:
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    node: yaml.MappingNode = root.value[index]  # type: ignore[union-attr]  # it was read as a list of mappings
    return node


def _span(text: str, node: yaml.Node) -> tuple[int, int]:
    """Tell where a value stands, without white space at its end."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _comment(text: str, node: yaml.ScalarNode) -> str:
    """Give the comment behind the header of a text in a block (`quote: |  # why`), with the space before it."""
    if node.style not in {"|", ">"}:
        return ""
    start = node.start_mark.index
    header, mark, comment = text[start : _line_end(text, start)].partition("#")
    return header[len(header.rstrip()) :] + mark + comment if mark else ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _one_more(text: str, node: yaml.SequenceNode, value: str) -> _Edit:
    """Put a value behind the last of a list."""
    if node.flow_style:
        at = node.end_mark.index - 1
        return at, at, f", {value}" if node.value else value
    at = _line_end(text, _span(text, node.value[-1])[1])
    return at, at, f"\n{' ' * node.start_mark.column}- {value}"
