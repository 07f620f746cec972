"""Raw mappings of text in, typed records out: each fault with its key, all of them in one run."""

from __future__ import annotations

import keyword
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from jiazhu.errors import JiazhuError, Kind, Problem, SchemaError, nearest
from jiazhu.files import read_text
from jiazhu.limits import TITLE_CHARACTERS, VALUE_CHARACTERS
from jiazhu.record import Record
from jiazhu.text.characters import first_control

R = TypeVar("R", bound=Record)

_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_PATH_IN_MESSAGE = re.compile(r" - at `\$(.*)`$")
_WANTED = re.compile(r"Expected `(\w+)")
_MISSING = re.compile(r"Object missing required field (`\w+`)")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_EDITORS_WORDS = {
    "array": "a list",
    "object": "keys with values",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "date": "a date such as 2023-08-18",
    "datetime": "a date, perhaps with a time, such as 2023-08-18T11:59+02:00",
}
"""What msgspec's names of types are for somebody who writes content."""


def convert(raw: Mapping[str, object], type_: type[R], *, path: Path, line_of: Callable[[str], int], kind: Kind) -> R:
    """Turn a mapping into a record.

    `line_of` tells the line of a top-level key. Scalars may be strings: they are typed by the record.
    Raises SchemaError with a problem for each unknown key, wrong value and missing key.
    """
    hints = _keys(type_)
    problems: list[Problem] = []
    values: dict[str, Any] = {}

    def fault(key: str, text: str, hint: str) -> None:
        problems.append(Problem(kind=kind, path=path, line=line_of(key), text=text, hint=hint))

    for key, value in raw.items():
        unknown = [(key, hints)] if key not in hints else list(_unknown_keys(value, hints[key], key))
        for where, known in unknown:
            fault(key, f"unknown key `{where}`", nearest(where.rpartition(".")[2], known, f"known: {', '.join(known)}"))
        long = next(_too_long(key, value), None)
        if long:
            fault(key, *long)
        if unknown or long:
            continue
        try:
            values[_attribute(key)] = msgspec.convert(_spelled(value, hints[key]), hints[key], strict=False)
        except msgspec.ValidationError as error:
            fault(key, _explain(key, value, hints[key], str(error)), _way_out(hints[key]))
    for key in _required(type_):
        if key not in raw:
            fault("", f"the key `{key}` is missing", f"add `{key}`")
    if problems:
        raise SchemaError(problems)
    return type_(**values)


_SHORT = frozenset("title headline label name match never aliases authors by translator".split())
"""Keys of what stands in one line."""


def _too_long(key: str, value: object, *, short: bool = False) -> Iterator[tuple[str, str]]:
    """Go through the texts of a value that are longer than any: fault, and what to do."""
    short = short or key in _SHORT
    if isinstance(value, str):
        most = TITLE_CHARACTERS if short else VALUE_CHARACTERS
        if len(value) > most:
            yield f"`{key}` has more than {most:,} characters", "shorten it"
    elif isinstance(value, Mapping):
        for inner, each in value.items():
            yield from _too_long(key if short else str(inner), each, short=short)
    elif isinstance(value, list):
        for each in value:
            yield from _too_long(key, each, short=short)


def _spelled(value: object, hint: Any) -> object:
    """Spell a scalar as msgspec reads it: YAML's other words for true and false; ISO 8601 as Python reads it."""
    if not isinstance(value, str):
        return value
    if hint is bool:
        return _BOOLEANS.get(value.lower(), value)
    if datetime in get_args(hint):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    return value


@cache
def _keys(type_: Any) -> dict[str, Any]:
    """List the keys of a record with their types."""
    return {name.rstrip("_"): hint for name, hint in get_type_hints(type_).items()}


@cache
def _required(type_: type[Record]) -> tuple[str, ...]:
    """Name the keys that a record cannot do without."""
    return tuple(field.name.rstrip("_") for field in msgspec.structs.fields(type_) if field.required)


def _is_record(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Record)


def _attribute(key: str) -> str:
    return f"{key}_" if keyword.iskeyword(key) else key


def _unknown_keys(value: object, hint: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the keys inside a value that its record does not know, with those that it does."""
    if _is_record(hint):
        if isinstance(value, Mapping):
            known = _keys(hint)
            for key, inner in value.items():
                if key in known:
                    yield from _unknown_keys(inner, known[key], f"{where}.{key}")
                else:
                    yield f"{where}.{key}", known
        return
    for inner_hint in get_args(hint):
        for inner in value if isinstance(value, list | tuple) else [value]:
            yield from _unknown_keys(inner, inner_hint, where)


def read_toml(path: Path, type_: type[R], *, kind: Kind) -> R:
    """Read a TOML file as a record.

    Raises JiazhuError where the file cannot be read as UTF-8 TOML or holds control characters, and SchemaError where
    keys are wrong.
    """
    text = read_text(path, kind)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1  # else at the end
        message = _AT_LINE.sub("", str(error))
        raise JiazhuError(f"no valid TOML: {message}", path, line, "mend the syntax there", kind) from None
    except RecursionError:
        raise JiazhuError("nested too deep", path, hint="take brackets out", kind=kind) from None
    for key, value in raw.items():
        if control := next(filter(None, map(first_control, _texts(value))), None):
            said = f"`{key}`: a control character, U+{ord(control[0]):04X}"
            raise JiazhuError(said, path, toml_line(text, key), "remove it", kind)
    return convert(raw, type_, path=path, line_of=partial(toml_line, text), kind=kind)


def _texts(value: object) -> Iterator[str]:
    """Go through the texts in a value, and its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def toml_line(text: str, key: str) -> int:
    """Tell the line on which a key, or a table of that name, is first given a value; 0 where there is none.

    `key[2]` is the third of an array of tables.
    """
    name, _, place = key.partition("[")
    if not name:
        return 0
    given = re.compile(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=\].]", re.MULTILINE)
    found = list(given.finditer(text))[int(place.rstrip("]") or 0) :][:1] or list(given.finditer(text))[:1]
    return text.count("\n", 0, found[0].start()) + 1 if found else 0


def _explain(key: str, value: object, hint: Any, message: str) -> str:
    """Word a fault for an editor: with the key, the value found, and what was expected."""
    place = _PATH_IN_MESSAGE.search(message)
    found = f" is `{value}`" if isinstance(value, str | int | float) else ""
    return f"`{key}{place[1] if place else ''}`{found}: {_fault(_PATH_IN_MESSAGE.sub('', message), hint)}"


def _fault(message: str, hint: Any) -> str:
    """Say what was expected, in an editor's words, where msgspec says what it found."""
    wanted, missing = _WANTED.match(message), _MISSING.match(message)
    if wanted and wanted[1] in _EDITORS_WORDS:
        return f"expected {_EDITORS_WORDS[wanted[1]]}"
    if missing:
        return f"the key {missing[1]} is missing"
    if message.startswith("Invalid RFC3339"):
        return f"expected {_EDITORS_WORDS['datetime' if message.endswith('datetime') else 'date']}"
    choices = _choices(hint)
    if message.startswith("Invalid enum") and choices:
        return f"expected one of {', '.join(choices)}"
    return f"{message[:1].lower()}{message[1:]}"


def _way_out(hint: Any) -> str:
    """Say what to do about a wrong value: which keys it takes, where it takes any."""
    records = [part for part in (hint, *get_args(hint)) if _is_record(part)]
    return f"it takes {', '.join(_keys(records[0]))}" if records else "mend the value"


def _choices(hint: Any) -> list[str]:
    """List the words that a value may be one of."""
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    inner = get_type_hints(hint).values() if _is_record(hint) else get_args(hint)
    return [choice for part in inner for choice in _choices(part)]
