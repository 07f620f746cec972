"""Text with Chinese in; whether a run of `*`, `~` or `_` in it can open or close emphasis, out.

The rule is that of the CommonMark CJK-friendly amendments
(https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md). White space and punctuation are those of
markdown-it, whose tables are not asked: to load it takes longer than most texts do that need none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

WHITE_SPACE = "\t\n\v\f\r \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""CommonMark 2.1."""
_TRIMMED = WHITE_SPACE + "\u2028\u2029"


def trimmed(text: str) -> str:
    """Take away the white space around a block's text that does not count."""
    return text.strip(_TRIMMED)


@lru_cache(maxsize=4096)
def is_cjk(char: str) -> bool:
    """Tell whether the character is a CJK character in the sense of the specification.

    East Asian Width W, F or H and no emoji, or Hangul. Python has no emoji property, so wide symbols outside the
    CJK blocks count as emoji.
    """
    code = ord(char)
    if code < 0x1100:
        return False
    if code <= 0x11FF or 0xA960 <= code <= 0xA97C or 0xD7B0 <= code <= 0xD7FB:
        return True
    if unicodedata.east_asian_width(char) not in "WFH":
        return False
    return not unicodedata.category(char).startswith("S") or 0x2E80 <= code <= 0xFFEE


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """Sort a neighbour of a delimiter run: `space`, `cjk`, `mark` (punctuation that is not CJK) or `word`."""
    if char in WHITE_SPACE:
        return "space"
    if is_cjk(char) or 0xE0100 <= ord(char) <= 0xE01EF:
        return "cjk"
    return "mark" if is_punctuation(char) else "word"


def _before(text: str, start: int) -> str:
    """Sort what stands before `start`; a variation selector counts as what it follows."""
    if start == 0:
        return "space"
    if start > 1 and "\ufe00" <= text[start - 1] <= "\ufe0e":
        fullwidth = text[start - 1] == "\ufe01" and text[start - 2] in "\u2018\u2019\u201c\u201d"
        return "cjk" if fullwidth else _kind(text[start - 2])
    return _kind(text[start - 1])


def flanks(before: str, after: str) -> tuple[bool, bool]:
    """Tell whether a run of `*` or `~` between two sorts of neighbours can open, and can close, emphasis."""
    opens = after != "space" and (after != "mark" or before != "word")
    closes = before != "space" and (before != "mark" or after != "word")
    return opens, closes


def delimiter_run(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the run `text[start:end]` of `*`, `~` or `_` can open, and can close, emphasis."""
    before, after = _before(text, start), _kind(text[end]) if end < len(text) else "space"
    opens, closes = flanks(before, after)
    if text[start] != "_" or not (opens and closes):
        return opens, closes
    # Underscores never work inside a word: beside punctuation only, whatever script it is of.
    return before == "mark" or is_punctuation(text[start - 1]), after == "mark" or is_punctuation(text[end])


def is_punctuation(char: str) -> bool:
    """Tell whether a character is Unicode punctuation (CommonMark 2.1)."""
    return unicodedata.category(char).startswith(("P", "S"))
