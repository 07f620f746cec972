"""Text in; the same without characters that no document should hold, or the first of them, out."""

from __future__ import annotations

import re
from functools import cache, partial

_control = cache(partial(re.compile, "[^\t\n\r\u0020-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"))
"""Finds what XML 1.0 (section 2.2) cannot hold, and the control characters that it advises against. Made when it is
needed, as it takes long."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What a hand may not write: control characters that end no line and are no white space, and what is no character."""


def first_control(text: str) -> re.Match[str] | None:
    """Find the first control character that nobody writes on purpose, in a text that was read as UTF-8."""
    return _FORBIDDEN.search(text)


def writable(text: str) -> str:
    """Take out what `first_control` finds."""
    return _FORBIDDEN.sub("", text)


def without_controls(text: str) -> str:
    """Take out control characters, but not tabs and line ends; and what is no character at all."""
    return text if text.isprintable() else _control().sub("", text)
