"""Well-formed HTML in, its tags and the words between them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_INSIDE = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
"""What is left of a tag behind its name: a `>` in a quoted value does not end it."""

TAG = re.compile(f"<{_INSIDE}")
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?""")
_TAG_APART = re.compile(f"({TAG.pattern})")
TAG_ROUND_WORDS = re.compile(rf"<(?!/?(?:a|b|code|del|em|i|img|mark|rp|rt|ruby|s|span|strong|sub|sup|u)\b){_INSIDE}")
"""A tag across which no word goes on: any but those that stand within one."""


def split_tags(html: str) -> list[str]:
    """Cut HTML into words, at the even places, and the tags between them, at the odd ones."""
    return _TAG_APART.split(html)


def attributes(tag: str) -> Iterator[tuple[str, str]]:
    """Go through the attributes of a tag: names and values; a name within another's value is none."""
    for name, *values in _ATTRIBUTE.findall(tag):
        yield name, unescape("".join(values))
