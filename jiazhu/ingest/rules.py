"""A source's rule and a fragment's soup in; what belongs into the front matter out, boilerplate gone from the soup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import soupsieve
from bs4 import Tag

from jiazhu.errors import Problem, SchemaError
from jiazhu.ingest.steps import pictures
from jiazhu.ingest.steps.characters import visible
from jiazhu.model import DateRule, Image, Source, TextRule, record

MAX_DEPTH = 256
"""Selectors look at every element in an element: in soup that nests deeper they would take for ever."""

Notes = Callable[[str, str], None]
"""Takes the name of a step or key, and what it was about."""

_BETWEEN_AUTHORS = re.compile(r"\s*[,，、;；/]\s*")


@record
class Matter:
    """What a page displays that belongs into the front matter."""

    published: datetime | None = None
    image: Image | None = None
    caption: str = ""
    authors: tuple[str, ...] = ()


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
        except (soupsieve.SelectorSyntaxError, re.error, ZoneInfoNotFoundError, ValueError) as error:
            lines = lines or (path.read_text(encoding="utf-8").split("\n") if path.is_file() else [])
            reason = str(error).split("\n")[0]
            problems.append(
                Problem(
                    kind="source",
                    path=path,
                    line=_line_of(lines, key, value),
                    text=f"`{key}` is `{value}`: {reason}",
                    hint="see docs/content.md for what each key takes",
                )
            )
    if problems:
        raise SchemaError(problems)


def shown_title(title: str, rule: Source | None) -> str:
    """Take what a source adds off a header's title: its `title.regex` keeps group 1, or the whole match."""
    if rule is None or rule.title is None or not rule.title.regex:
        return title
    found = re.search(rule.title.regex, title)
    return _group(found).strip() or title if found else title


def take_out(scope: Tag, rule: Source, base: str, note: Notes) -> Matter:
    """Take date, image, caption, authors and boilerplate out of the soup.

    What a selector finds but the rest of its key cannot read stays in the text. `note` is told each key that took
    something or found nothing.
    """
    if _is_deeper(scope, MAX_DEPTH):
        note("rule", f"left out: elements nest deeper than {MAX_DEPTH}")
        return Matter()
    taken: list[Tag] = []
    matter = Matter(
        published=_published(scope, rule, taken, note),
        image=_image(scope, rule, base, taken, note),
        caption=_words("caption", scope, rule.caption, taken, note),
        authors=_names(_words("authors", scope, rule.authors, taken, note)),
    )
    for selector in rule.remove:  # in order: a later one may look at what an earlier one left
        found = _select(selector, scope)
        if found:
            note("remove", selector)
        for tag in found:
            tag.extract()
    for tag in taken:
        tag.extract()
    return matter


def _published(scope: Tag, rule: Source, taken: list[Tag], note: Notes) -> datetime | None:
    for tag, words in _found(scope, rule.date) if rule.date else ():
        moment = _moment(words, rule.date) if rule.date else None
        if moment:
            taken.append(tag)
            note("date", words)
            return moment
    if rule.date:
        note("date", "not found")
    return None


def _image(scope: Tag, rule: Source, base: str, taken: list[Tag], note: Notes) -> Image | None:
    for tag in _select(rule.image.select, scope) if rule.image else ():
        url = pictures.source(tag, base)
        if url:
            taken.append(tag)
            note("image", url)
            return Image(src=url, alt=pictures.words(tag, "alt"))
    if rule.image:
        note("image", "not found")
    return None


def _words(key: str, scope: Tag, rule: TextRule | None, taken: list[Tag], note: Notes) -> str:
    for tag, words in _found(scope, rule) if rule else ():
        taken.append(tag)
        note(key, words)
        return words
    return ""


def _names(words: str) -> tuple[str, ...]:
    """Part the names of authors; some pages say each twice."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN_AUTHORS.split(words))))


def _select(selector: str, scope: Tag) -> list[Tag]:
    return soupsieve.compile(selector).select(scope)


def _found(scope: Tag, rule: TextRule | DateRule) -> Iterator[tuple[Tag, str]]:
    """Go through the elements whose words a rule can read, with those words."""
    for tag in _select(rule.select, scope):
        words = " ".join(visible(tag.get_text(" ")).split())
        match = re.search(rule.regex, words) if rule.regex else None
        if match or not rule.regex:
            chosen = _group(match) if match else words
            if chosen:
                yield tag, chosen


def _group(match: re.Match[str]) -> str:
    return (match[1] if match.re.groups else match[0]) or ""


def _moment(words: str, rule: DateRule) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words) if rule.format == "iso" else datetime.strptime(words, rule.format)  # noqa: DTZ007  # the zone follows
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(rule.tz))


def _is_deeper(scope: Tag, limit: int) -> bool:
    level = [scope]
    for _ in range(limit):
        level = [child for tag in level for child in tag.contents if isinstance(child, Tag)]
        if not level:
            return False
    return True


def _readable(source: Source) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Go through the values of a rule that have a syntax of their own, with what reads them."""
    yield "path", source.path, re.compile
    rules = {
        "title": source.title, "date": source.date, "authors": source.authors,
        "image": source.image, "caption": source.caption,
    }  # fmt: skip
    for key, rule in rules.items():
        if rule is None:
            continue
        if rule.select or key != "title":
            yield f"{key}.select", rule.select, soupsieve.compile
        if not isinstance(rule, TextRule | DateRule):
            continue
        yield f"{key}.regex", rule.regex, re.compile
        if isinstance(rule, DateRule):
            yield f"{key}.tz", rule.tz, ZoneInfo
            yield f"{key}.format", rule.format, _check_format
    for at, selector in enumerate(source.remove):
        yield f"remove[{at}]", selector, soupsieve.compile


def _check_format(value: str) -> None:
    if value != "iso":
        sample = datetime(2001, 2, 3, 4, 5, 6).astimezone().strftime(value)  # any moment will do
        datetime.strptime(sample, value)  # noqa: DTZ007  # only its syntax matters


def _line_of(lines: list[str], key: str, value: str) -> int:
    """Find the line of a value, else of its key; 0 where the file has neither."""
    top = key.partition(".")[0].partition("[")[0]
    name = re.compile(rf"\s*\[*\s*[\"']?{top}[\"']?\s*[=\].]")
    starts = [number for number, line in enumerate(lines, 1) if name.match(line)]
    first = starts[0] if starts else 1
    for number, line in enumerate(lines[first - 1 :], first):
        if value and value in line:
            return number
    return starts[0] if starts else 0
