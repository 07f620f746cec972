"""Raw mappings of text in, typed records out: each fault with its key, all of them in one run."""

from __future__ import annotations

import difflib
import keyword
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from jiazhu.errors import JiazhuError, Problem, SchemaError

R = TypeVar("R")

_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_PATH_IN_MESSAGE = re.compile(r" - at `\$(.*)`$")


def convert(
    raw: Mapping[str, object], type_: Callable[..., R], *, path: Path, line_of: Callable[[str], int], kind: str
) -> R:
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
            close = difflib.get_close_matches(where.rpartition(".")[2], known, 1)
            fault(
                key, f"unknown key `{where}`", f"did you mean `{close[0]}`?" if close else f"known: {', '.join(known)}"
            )
        if unknown:
            continue
        try:
            values[_attribute(key)] = msgspec.convert(_spelled(value, hints[key]), hints[key], strict=False)
        except msgspec.ValidationError as error:
            fault(key, _explain(key, value, str(error)), "see docs/content.md for what each key takes")
    for item in fields(type_):  # type: ignore[arg-type]  # a record is a dataclass
        key = item.name.rstrip("_")
        if item.default is MISSING and item.default_factory is MISSING and key not in raw:
            fault("", f"the key `{key}` is missing", f"add `{key}`")
    if problems:
        raise SchemaError(problems)
    return type_(**values)


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


def _attribute(key: str) -> str:
    return f"{key}_" if keyword.iskeyword(key) else key


def _unknown_keys(value: object, hint: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the keys inside a value that its record does not know, with those that it does."""
    if is_dataclass(hint) and isinstance(hint, type):
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


def read_toml(path: Path, type_: Callable[..., R], *, kind: str) -> R:
    """Read a TOML file as a record.

    Raises JiazhuError where the file cannot be read as UTF-8 TOML, and SchemaError where keys are wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        raise JiazhuError("no such file", path, hint="create it; docs/content.md shows one", kind=kind) from None
    except (OSError, UnicodeDecodeError) as error:
        raise JiazhuError(f"cannot be read: {error}", path, hint="expected a UTF-8 text file", kind=kind) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise JiazhuError(
            f"no valid TOML: {error}", path, int(found[1]) if found else 0, hint="mend the syntax there", kind=kind
        ) from None
    lines = text.split("\n")

    def line_of(key: str) -> int:
        pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0) if key else 0

    return convert(raw, type_, path=path, line_of=line_of, kind=kind)


def _explain(key: str, value: object, message: str) -> str:
    """Word a fault for an editor: with the key, the value found, and what was expected."""
    place = _PATH_IN_MESSAGE.search(message)
    fault = _PATH_IN_MESSAGE.sub("", message)
    found = f" is `{value}`" if isinstance(value, str | int | float) else ""
    return f"`{key}{place[1] if place else ''}`{found}: {fault[:1].lower()}{fault[1:]}"
