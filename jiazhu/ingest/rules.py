"""Sources and a URL in, the source whose rule cleans its page out; a rule in, what of it cannot be read out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import soupsieve

from jiazhu.errors import Problem, SchemaError
from jiazhu.model import DateRule, ImageRule, RemoveRule, RuleTest, Source, TextRule

_UNREADABLE = (soupsieve.SelectorSyntaxError, re.error, ZoneInfoNotFoundError, ValueError, NotImplementedError)
"""The last is what Soup Sieve raises for CSS that it knows but cannot select by, such as `::before`."""

_TEST = re.compile(r"\s*\[\[\s*test\s*\]\]")


def find_source(sources: Iterable[Source], url: str) -> Source | None:
    """Find the source of a URL: by its host or a domain above it, then by its path where the source names one."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # such as an open bracket of an IPv6 host
        return None
    for source in sources:
        known = any(host == name or host.endswith(f".{name}") for name in map(str.lower, source.hosts))
        if known and (not source.path or re.search(source.path, re.sub("^/+", "/", parts.path))):
            return source
    return None


def check_source(source: Source, path: Path) -> None:
    """Make sure that each selector, regular expression, format and zone of a rule can be read.

    `path` is the source's file. Raises SchemaError with a problem for each that cannot, naming its line and key.
    """
    problems: list[Problem] = []
    lines: list[str] = []
    for key, value, read in _readable(source):
        try:
            read(value)
        except _UNREADABLE as error:
            lines = lines or (path.read_text(encoding="utf-8").split("\n") if path.is_file() else [])
            reason = str(error).split("\n")[0]
            problems.append(
                Problem(
                    kind="source",
                    path=path,
                    line=_line_of(lines, key, value),
                    text=f"`{key}` is `{value}`: {reason}",
                    hint=_HINTS.get(read, "mend the test"),
                )
            )
    if problems:
        raise SchemaError(problems)


def lines_of_tests(lines: Iterable[str]) -> list[int]:
    """Tell on which lines of a source's file its tests begin, where they are written as tables."""
    return [number for number, line in enumerate(lines, 1) if _TEST.match(line)]


def shown_title(title: str, rule: Source | None) -> str:
    """Take what a source adds off a header's title: its `title.regex` keeps group 1, or the whole match."""
    if rule is None or rule.title is None or not rule.title.regex:
        return title
    found = re.search(rule.title.regex, title)
    return chosen(found) or title if found else title


def chosen(match: re.Match[str]) -> str:
    """Give what a rule's regular expression takes: group 1 where it has one, else the whole match."""
    return ((match[1] if match.re.groups else match[0]) or "").strip()


def _readable(source: Source) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Go through the values of a rule that have a syntax of their own, with what reads them."""
    yield "path", source.path, re.compile
    for key in ("title", "date", "authors", "image", "caption", "credit"):
        rule: TextRule | DateRule | ImageRule | None = getattr(source, key)
        if rule is None:
            continue
        if rule.select or not (key == "title" or (isinstance(rule, DateRule) and rule.url)):
            yield f"{key}.select", rule.select, soupsieve.compile
        if isinstance(rule, TextRule | DateRule):
            yield f"{key}.regex", rule.regex, re.compile
        if isinstance(rule, DateRule):
            yield f"{key}.url", rule.url, re.compile
            yield f"{key}.tz", rule.tz, ZoneInfo
            yield f"{key}.format", rule.format, _check_format
    yield from _readable_lists(source)


def _readable_lists(source: Source) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    for at, selector in enumerate(source.figures):
        yield f"figures[{at}]", selector, soupsieve.compile
    for at, removal in enumerate(source.remove):
        rule = RemoveRule(select=removal) if isinstance(removal, str) else removal
        yield f"remove[{at}]", rule.select, soupsieve.compile
        yield f"remove[{at}].regex", rule.regex, re.compile
        if rule.next:
            yield f"remove[{at}].next", rule.next, soupsieve.compile
    for at, test in enumerate(source.test):
        yield f"test[{at}]", test.fragment or test.url, partial(_check_test, test)


def _check_test(test: RuleTest, _value: str) -> None:
    if bool(test.fragment) == bool(test.html):
        raise ValueError("expected either `fragment` or `html`")
    if bool(test.html) != bool(test.url):
        raise ValueError("`html` and `url` go together")
    if not (test.contains or test.absent or test.fields):
        raise ValueError("it tests nothing: expected `contains`, `absent` or `fields`")


def _check_format(value: str) -> None:
    if value != "iso":
        sample = datetime(2001, 2, 3, 4, 5, 6).astimezone().strftime(value)  # any moment will do
        datetime.strptime(sample, value)  # noqa: DTZ007  # only its syntax matters


_HINTS: dict[Callable[[str], object], str] = {
    soupsieve.compile: "write a CSS selector, such as p:first-child",
    re.compile: "write a regular expression, in single quotes",
    ZoneInfo: "write a time zone, such as Europe/Paris",
    _check_format: "write iso, or how a date is written, such as %d/%m/%Y",
}
"""What to do about a value, by what reads it."""


def _line_of(lines: list[str], key: str, value: str) -> int:
    """Find the line of a value, else of its key; 0 where the file has neither."""
    top, _, at = key.partition(".")[0].rstrip("]").partition("[")
    name = re.compile(rf"\s*\[*\s*[\"']?{top}[\"']?\s*[=\].]")
    starts = [number for number, line in enumerate(lines, 1) if name.match(line)]
    if top == "test":
        starts = lines_of_tests(lines)[int(at) :]
    first = starts[0] if starts else 1
    for number, line in enumerate(lines[first - 1 :], first):
        if value and value in line:
            return number
    return starts[0] if starts else 0
