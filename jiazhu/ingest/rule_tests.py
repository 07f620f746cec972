"""A source with its tests in, what its rule does otherwise than they say out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import asdict

from jiazhu.errors import JiazhuError, Problem
from jiazhu.ingest.convert import Converted, convert_fragment
from jiazhu.ingest.rules import find_source, lines_of_tests
from jiazhu.model import ExpectedFields, RuleTest, Source
from jiazhu.schema import toml_line

_FETCHED = 1_600_000_000_000
"""Any moment will do for a fragment that a test brings along."""


def rule_faults(source: Source, path: Path, raw: Path) -> list[Problem]:
    """Run the tests of a source's rule; give a problem for each that fails, with its line.

    `path` is the source's file, `raw` the folder of the fragments that tests name.
    """
    if not source.test:
        return []
    lines = _lines_of_tests(path, len(source.test))
    return [
        Problem(kind="rule-test", path=path, line=line, text=text, hint="mend the rule, or its test")
        for test, line in zip(source.test, lines, strict=True)
        for text in _faults(source, test, raw)
    ]


def _lines_of_tests(path: Path, count: int) -> list[int]:
    text = path.read_text(encoding="utf-8")
    lines = lines_of_tests(text.split("\n"))
    return lines if len(lines) == count else [toml_line(text, "test")] * count


def _faults(source: Source, test: RuleTest, raw: Path) -> Iterator[str]:
    try:
        data = (raw / test.fragment).read_bytes() if test.fragment else _fragment(test)
        converted = convert_fragment(data, Path(test.fragment or "test.txt"), [source])
    except OSError as error:
        yield f"`{test.fragment}` cannot be read: {error.strerror}"
        return
    except JiazhuError as error:
        yield error.problems[0].text
        return
    if find_source([source], converted.matter.url) is None:
        yield f"the URL `{converted.matter.url}` is none of this source: see `hosts` and `path`"
        return
    for words in test.contains:
        if words not in converted.body:
            yield f"the body does not contain `{_short(words)}`"
    for words in test.absent:
        if words in converted.body:
            yield f"the body contains `{_short(words)}`"
    if test.fields:
        yield from _other_fields(test.fields, converted)
    if converted.difference:
        yield f"the Markdown does not come back the same: {converted.difference}"


def _other_fields(expected: ExpectedFields, converted: Converted) -> Iterator[str]:
    matter = converted.matter
    found = ExpectedFields(
        title=matter.title,
        published=matter.published,
        authors=matter.authors,
        caption=matter.caption,
        image=matter.image.src if matter.image else "",
    )
    for name, wanted in asdict(expected).items():
        got = getattr(found, name)
        if wanted is not None and _said(wanted) != _said(got):
            yield f"`{name}` is `{_said(got)}`, expected `{_said(wanted)}`"


def _said(value: object) -> str:
    """Word a value so that equal words are equal values: a date with its offset from Greenwich."""
    if isinstance(value, datetime):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _fragment(test: RuleTest) -> bytes:
    return f"<!--{_FETCHED}-->\n[{test.title or 'test'}]({test.url})\n------\n\n{test.html}".encode()


def _short(words: str) -> str:
    line = words.replace("\n", "⏎")
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004  # a line of a terminal
