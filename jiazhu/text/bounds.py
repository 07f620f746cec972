"""Markdown in; what of it would take a parser or a browser too long, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiazhu.limits import BRACKETS, HTML_TAGS, MARKDOWN_CHARACTERS, MARKDOWN_LINES, OPEN_MARKS, PARAGRAPH_LINES

_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^>]*", re.IGNORECASE)
"""Elements that a browser opens again where a block ends before them (HTML, 13.2.4.3)."""


def too_much(markdown: str) -> tuple[int, str, str] | None:
    """Tell what goes beyond a limit: line, counted from 0, fault and what to do; None where nothing does."""
    return next(_excesses(markdown), None)


def _excesses(markdown: str) -> Iterator[tuple[int, str, str]]:
    if len(markdown) > MARKDOWN_CHARACTERS:
        yield 0, f"a text of more than {MARKDOWN_CHARACTERS:,} characters", "no article is that long: split it"
        return
    if markdown.count("\n") >= MARKDOWN_LINES:
        yield MARKDOWN_LINES, f"a text of more than {MARKDOWN_LINES:,} lines", "no article is that long: split it"
    for sign, most in (("[", BRACKETS), ("<", HTML_TAGS)):
        if markdown.count(sign) > most:
            yield 0, f"more than {most:,} times `{sign}` in a text", "split it"
    if markdown.count("\n") >= PARAGRAPH_LINES:
        yield from _long_paragraphs(markdown)
    if "<" in markdown:
        yield from _open_marks(markdown)


def _long_paragraphs(markdown: str) -> Iterator[tuple[int, str, str]]:
    line = 0
    for part in _EMPTY_LINES.split(markdown):
        count = part.count("\n") + 1
        if count > PARAGRAPH_LINES:
            yield line, f"more than {PARAGRAPH_LINES:,} lines without an empty one", "part them by empty lines"
        line += count + 1


def _open_marks(markdown: str) -> Iterator[tuple[int, str, str]]:
    """Count those that are open at a time and differ: of equal ones a browser opens no more than three again."""
    is_open: dict[str, list[str]] = {}
    for mark in _MARK.finditer(markdown):
        named = is_open.setdefault(mark[2].lower(), [])
        if not mark[1]:
            if mark[0] not in named:
                named.append(mark[0])
        elif named:
            named.pop()
        if sum(map(len, is_open.values())) > OPEN_MARKS:
            line = markdown.count("\n", 0, mark.start())
            yield line, f"more than {OPEN_MARKS} marks such as `<{mark[2]}>` that are not closed", "close them"
            return
