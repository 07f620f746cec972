"""Language codes of files and addresses in; BCP 47 tags and locale names out.

Files, keys and addresses say `zh`, `en`, `zh-hant`; pages say `zh-Hans`, `en`, `zh-Hant` (BCP 47, RFC 5646);
Babel's catalogs are `zh_Hans`, `en`, `zh_Hant`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from jiazhu.text.han import HAN

CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""What a language code looks like."""

_DEFAULT_SCRIPT = {"zh": "zh-Hans"}
"""Codes whose BCP 47 tag names a script, since readers of the language write two."""

MAX_DISTANCE = 5
"""How far a language may be from one that stands in for it, in the numbers of langcodes (CLDR's): as British English
from American. Related languages, and the other script of the same, are further away."""

_HAN_OR_WORD = re.compile(f"[{HAN}]+|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_SIMPLIFIED = frozenset("们这个为说国时来会对学发后经过吗东车门问间见让还进运远达连选适边")
_TRADITIONAL = frozenset("們這個為說國時來會對學發後經過嗎東車門問間見讓還進運遠達連選適邊")


def tag_of(code: str) -> str:
    """Give the BCP 47 tag of a language code: `zh` is `zh-Hans`, `zh-hant` is `zh-Hant`."""
    if code in _DEFAULT_SCRIPT:
        return _DEFAULT_SCRIPT[code]
    language, *rest = code.split("-")
    return "-".join([language, *map(_subtag, rest)])


def _subtag(part: str) -> str:
    """Write a script as `Hans`, a region as `TW`, and anything else as it is (RFC 5646, 2.1.1)."""
    return part.title() if len(part) == len("Hans") else part.upper() if len(part) == len("TW") else part


def locale_of(code: str) -> str:
    """Give the name of Babel's locale and catalog for a language code."""
    return tag_of(code).replace("-", "_")


def closest(tag: str, supported: Iterable[str]) -> str | None:
    """Choose the tag that serves a reader of a language: the same, else a variety of it; None where there is none.

    `zh-TW` and `zh-HK` are served by `zh-Hant`, `zh` and `zh-CN` by `zh-Hans`, `pt-BR` by `pt`; `fr` never by `en`.
    """
    wanted = tag_of(tag.lower())
    known = list(supported)
    for name in known:
        if tag_of(name.lower()) == wanted:
            return name
    from langcodes import closest_supported_match  # noqa: PLC0415 -- most sites never need it
    from langcodes.tag_parser import LanguageTagError  # noqa: PLC0415 -- likewise

    with suppress(LanguageTagError):
        return closest_supported_match(wanted, known, max_distance=MAX_DISTANCE)
    return None


def shortest(tag: str) -> str:
    """Give a tag as BCP 47 has it, with the shortest code of its language; nothing where it names no known language.

    `eng` is `en`: RFC 5646, 2.2.1.
    """
    if not CODE.fullmatch(tag.lower()):
        return ""
    from langcodes import standardize_tag, tag_is_valid  # noqa: PLC0415 -- most sites never need it

    return standardize_tag(tag) if tag_is_valid(tag) else ""


def code_of(tag: str) -> str:
    """Give the code under which a file in the language of a BCP 47 tag is kept: its primary language."""
    return tag.partition("-")[0].lower()


def is_chinese(tag: str) -> bool:
    """Tell whether a tag or code names Chinese."""
    return code_of(tag) == "zh"


def han_and_words(text: str) -> tuple[int, int]:
    """Count the Han characters, and the words in Latin script."""
    found = _HAN_OR_WORD.findall(text)
    han = [run for run in found if run >= HAN[0]]  # Latin script stands before it
    return sum(map(len, han)), len(found) - len(han)


def guess_tag(text: str) -> str:
    """Guess the language of a news text: `zh-Hans`, `zh-Hant` or `en`.

    A Han character carries about what two thirds of an English word do; the script is told by 33 frequent
    characters that the two write differently.
    """
    han, words = han_and_words(text)
    if han < 2 * words:
        return "en"
    simplified = sum(char in _SIMPLIFIED for char in text)
    traditional = sum(char in _TRADITIONAL for char in text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
