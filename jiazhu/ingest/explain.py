"""A fragment's bytes in, a text that shows step by step what becomes of it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.ingest.clean import Logged
from jiazhu.ingest.convert import clean_fragment, cleaning, convert_fragment
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.library.originals import original_text
from jiazhu.model import Fragment, Source

_WIDTH = 100
"""Characters of a line of what a step took."""
_LIKE = 3
"""How many steps of one sort are shown one by one."""


def explain(data: bytes, path: Path, sources: Sequence[Source]) -> str:
    """Tell how a fragment is read, which rule cleans it, what each step takes, and what is left.

    `path` is where it came from. Raises JiazhuError where it is no fragment, is too long, or takes too long.
    """
    fragment = parse_fragment(data, path.name, path)
    with cleaning(fragment, path, sources) as rule:
        cleaned = clean_fragment(fragment, path, rule)
    lines = ["# Header", *_header(fragment), "", "# Rule", _rule(rule, fragment.url), "", "# Steps"]
    lines += _steps(cleaned.steps) or ["nothing was taken away or changed"]
    lines += ["", "# Result", ""]
    try:
        converted = convert_fragment(data, path, sources)
    except JiazhuError as error:
        return "\n".join([*lines, f"none: {error.problems[0]}", ""])
    if converted.difference:
        lines += [f"The Markdown does not come back the same: {converted.difference}", ""]
    return "\n".join([*lines, original_text(converted.matter, converted.body)])


def _header(fragment: Fragment) -> Iterator[str]:
    fetched = datetime.fromtimestamp(fragment.epoch / 1000, UTC)
    yield f"fetched  {fragment.epoch} ({fetched:%Y-%m-%d %H:%M:%S} UTC)"
    yield f"title    {fragment.title}"
    yield f"url      {fragment.url}"
    yield f"body     from line {fragment.line}, {len(fragment.html):,} characters"


def _rule(rule: Source | None, url: str) -> str:
    if rule is None:
        return f"none has the host and path of {url or 'a fragment without URL'}: everything is kept"
    return f"sources/{rule.id}.toml"


def _steps(steps: Iterable[Logged]) -> list[str]:
    """List the steps in order; of many of one sort in a row the first ones, and how many more."""
    lines = []
    for name, group in groupby(steps, key=lambda step: step.name):
        alike = list(group)
        shown = alike if name == "remove" else alike[:_LIKE]
        lines += [f"{name:<10} {_short(step.what)}{_taken(step)}" for step in shown]
        if len(alike) > len(shown):
            lines.append(f"{name:<10} and {len(alike) - len(shown)} more")
    return lines


def _taken(step: Logged) -> str:
    return f"\n{'':<10} took: {_short(step.taken) or 'no words'}" if step.name == "remove" else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
