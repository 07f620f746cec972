"""Foreign text in, the same text without invisible characters out."""

from __future__ import annotations

import re

# C0 (but tab and line feed), DEL, C1, zero-width space, bidi marks, invisible operators, byte order mark,
# interlinear annotation, surrogates, noncharacters, language tag.
# ZWJ and ZWNJ shape letters, soft hyphen and word joiner steer line breaks: they stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2061-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)
# Other ways to break a line; nothing but a space stands for them in HTML.
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_ANY = re.compile(f"{_INVISIBLE.pattern[:-1]}{_BREAKS.pattern[1:-1]}\r]")


def visible(text: str) -> str:
    """Drop characters that nobody sees and that break XML, search or quotes; odd line breaks become spaces.

    Tab, line feed, joiners, soft hyphens and spaces of every width stay. The text is not normalised otherwise.
    """
    if _ANY.search(text) is None:  # nearly always
        return text
    return _INVISIBLE.sub("", _BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
