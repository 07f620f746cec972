"""Literal text in, Markdown out that reads as just that text, with as few backslashes as that takes."""

from __future__ import annotations

import re

from markdown_it.common.utils import MD_TRIM_CHARS, isValidEntityCode

from jiazhu.text.flanking import delimiter_run
from jiazhu.text.sanitizer import quote_url

_ENTITY = r"&(?=#?[A-Za-z0-9]{1,31};)"
_BACKSLASH = r"\\(?=[!-/:-@\[-`{-~]|\Z)"  # it would escape what follows
_RUN = r"\*+|_+|~+"
_SPECIAL = re.compile(rf"{_BACKSLASH}|`|\[(?=\^)|\](?=\()|<(?=[A-Za-z/!?]|[^<>\s]*@|\Z)|{_ENTITY}|{_RUN}|!\Z")
_PERHAPS_SPECIAL = re.compile(r"[\\`\[\]<&*_~!]")  # a class is found at once, alternatives are tried at each character
_SPECIAL_IN_LABEL = re.compile(rf"{_BACKSLASH}|`|\[|\]|<(?=[A-Za-z/!?]|[^<>\s]*@|\Z)|{_ENTITY}|{_RUN}|!\Z")

SPACE = " \t\n\r\f"
"""What a browser collapses; NBSP and U+3000 are text."""

_SPACES = re.compile(f"[{SPACE}]+")

_FIRST_LINE = re.compile(r"\#{1,6}(?:[ ]|$)|>|[-+*](?:[ ]|$)|~~~|([-_*])(?:[ ]*\1)*[ ]*$")
_LATER_LINE = re.compile(rf"{_FIRST_LINE.pattern}|=+[ ]*$|[-:|][-:| ]+$")
_FIRST_NUMBER = re.compile(r"(\d{1,9})([.)](?:[ ]|$))", re.ASCII)
_LATER_NUMBER = re.compile(r"(0{0,8}1)([.)](?:[ ]|$))")
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]:", re.DOTALL)
_CLOSING_HASHES = re.compile(r"(?:(?<=[ ])|^)#+$")

_MANY_BRACKETS = 20
"""The parser looks for a link from each `[`, inside one another: with more of them in a text, all are escaped."""


def collapse(text: str) -> str:
    """Make each run of white space one space, as a browser does."""
    return _SPACES.sub(" ", text)


def literal(text: str, before: str, after: str, *, in_label: bool) -> str:
    """Escape text that stands between other inline Markdown.

    `before` and `after` are the neighbouring characters of the Markdown, empty at the ends of the whole;
    `in_label` says that the text is part of a link's words or an image's alt.
    """
    if _PERHAPS_SPECIAL.search(text) is None:
        return text
    special = _SPECIAL_IN_LABEL if in_label or text.count("[") > _MANY_BRACKETS else _SPECIAL
    if special.search(text) is None:
        return text
    context = before + text + after

    def escape(match: re.Match[str]) -> str:
        run = match[0]
        if run == "!" and after != "[":
            return run
        if run[0] not in "*_~":
            return f"\\{run}"
        start, end = match.start() + len(before), match.end() + len(before)
        touches = context[start - 1 : start] == run[0] or context[end : end + 1] == run[0]
        if not touches and (run == "~" or not any(delimiter_run(context, start, end))):
            return run
        return "".join(f"\\{char}" for char in run)

    return special.sub(escape, text)


def line_starts(source: str) -> str:
    """Escape what would begin another block where a line of a paragraph begins; lines end only in hard breaks."""
    first, *later = source.split("\n")
    if _FIRST_LINE.match(first) or _DEFINITION.match(source):
        first = _escaped_start(first)
    lines = [_FIRST_NUMBER.sub(r"\1\\\2", first, count=1) if _FIRST_NUMBER.match(first) else first]
    for line in (line.lstrip(" ") for line in later):
        if _LATER_LINE.match(line):
            lines.append(_escaped_start(line))
        elif number := _LATER_NUMBER.match(line):
            lines.append(f"{number[1]}\\{line[number.end(1) :]}")
        else:
            lines.append(line)
    return edges("\n".join(lines))


def _escaped_start(line: str) -> str:
    """Escape a line's first character; of tildes all, for two that are left could close a mark."""
    tildes = len(line) - len(line.lstrip("~"))
    return "\\~" * tildes + line[tildes:] if tildes else f"\\{line}"


def heading(source: str) -> str:
    """Escape what a heading would lose at its end."""
    return edges(_CLOSING_HASHES.sub(r"\\\g<0>", source))


def edges(source: str) -> str:
    """Write as entities the white space at both ends that the parser would trim though HTML keeps it."""
    if not source or (source[0] not in MD_TRIM_CHARS and source[-1] not in MD_TRIM_CHARS):
        return source
    words = source.strip(MD_TRIM_CHARS)
    start = source.index(words) if words else len(source)
    leading, trailing = source[:start], source[start + len(words) :]
    if trailing[:1] != "\n" and (len(words) - len(words.rstrip("\\"))) % 2:
        words += "\\"  # a literal backslash, which must not escape the entity
    return _entities(leading) + words + _entities(trailing)


def _entities(spaces: str) -> str:
    return "".join(
        char if char in " \n" else f"&#{ord(char)};" for char in spaces if char in " \n" or isValidEntityCode(ord(char))
    )


def destination(url: str) -> str:
    """Write a link's or an image's target, title apart."""
    url = re.sub(rf"{_BACKSLASH}|{_ENTITY}", r"\\\g<0>", quote_url(url))
    return url if _balanced(url) else re.sub(r"[()]", r"\\\g<0>", url)


def _balanced(url: str) -> bool:
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if not 0 <= depth <= _MANY_BRACKETS:
            return False
    return depth == 0


def title(words: str) -> str:
    """Write a link's or an image's title with the space before it; nothing where there is none."""
    words = collapse(words)
    return ' "' + re.sub(rf'{_BACKSLASH}|{_ENTITY}|"', r"\\\g<0>", words) + '"' if words else ""


def code_span(text: str) -> str:
    """Fence code in backticks: one more than any run inside."""
    text = collapse(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    lengths = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, longest + 2) if length not in lengths)
    padded = text[:1] == "`" or text[-1:] == "`" or (text[:1] == text[-1:] == " " and text.strip(" ") != "")
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"
