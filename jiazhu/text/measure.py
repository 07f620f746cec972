"""Text in; how long it takes to read, a shorter one, or its place in a list out."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate

from jiazhu.text.languages import han_and_words, is_chinese

HAN_A_MINUTE = 400
WORDS_A_MINUTE = 230
"""Reading speeds: characters of Chinese and words of English that a reader takes in a minute."""

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)\"']*|\.[”’)\"']*(?=\s)")
_CLAUSE_END = re.compile(r"[，；：、]|[,;:](?=\s)")
_UNSPOKEN = re.compile(
    r"""
    !\[[^\[\]\n]*\]\([^()\n]*\) | \]\([^()\n]*\) | https?://[!-~]+
    | <!--[^<>]*--> | </?[a-zA-Z][a-zA-Z0-9]*(?:[ /][^<>\n]*)?>
    """,
    re.VERBOSE,
)
"""Pictures, addresses, comments and tags: each ends where another could begin, so that none is sought twice."""


@lru_cache(maxsize=8)
def spoken(markdown: str) -> str:
    """Leave of Markdown what is read aloud, at the cost of a glance: for counting, not for showing."""
    return _UNSPOKEN.sub("", markdown)


def reading_minutes(text: str) -> int:
    """Estimate the minutes a text takes to read, at least 1."""
    han, words = han_and_words(text)
    return max(1, math.ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE))


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Measure a text in columns: a wide character (UAX #11: W or F) takes two."""
    return sum(map(_columns, text))


def truncate(text: str, columns: int) -> str:
    """Cut a plain text to at most so many columns.

    At the end of a sentence if that keeps half of the space filled, else after a clause, else between words or
    Han characters; the last two end in `…`, which is counted.
    """
    text = " ".join(text.split())
    if 2 * len(text) <= columns or width(text) <= columns:
        return text
    room = _fitting(text, columns)
    half = len(_fitting(text, columns // 2))
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, len(room) + 1) if match.end() <= len(room)]
    if ends and ends[-1] >= half:
        return room[: ends[-1]].rstrip()
    room = _fitting(text, columns - 1)
    clauses = [match.start() for match in _CLAUSE_END.finditer(room)]
    if clauses and clauses[-1] >= half:
        return room[: clauses[-1]] + "…"
    space = room.rfind(" ")
    return (room[:space] if _in_word(text, len(room)) and space >= half else room).rstrip() + "…"


def context(text: str, start: int, end: int, columns: int) -> tuple[str, str]:
    """Give what stands before and behind a place in a plain text: the rest of its sentence.

    Of a longer one, at most so many columns on each side; cut at a clause if that keeps half of them, else between
    words or Han characters. `…` stands where it was cut, and is not counted.
    """
    low = start - len(_fitting(text[max(0, start - columns) : start][::-1], columns))
    high = end + len(_fitting(text[end : end + columns], columns))
    return _before(text, low, start), _behind(text, end, high)


def _before(text: str, low: int, start: int) -> str:
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, max(0, low - 1), start + 1)]
    sentences = [place for place in sentences if low <= place <= start]
    if sentences or not low:
        return text[sentences[-1] if sentences else 0 : start].lstrip()
    clause = _CLAUSE_END.search(text, low, (low + start) // 2)
    space = text.find(" ", low, start) if _in_word(text, low) else -1
    return "…" + text[clause.end() if clause else max(low, space) : start].lstrip()


def _behind(text: str, end: int, high: int) -> str:
    sentence = _SENTENCE_END.search(text, end, high + 1)
    if sentence and sentence.end() <= high:
        return text[end : sentence.end()]
    if high == len(text):
        return text[end:].rstrip()
    clauses = [match.start() for match in _CLAUSE_END.finditer(text, (end + high) // 2, high)]
    space = text.rfind(" ", end, high) if _in_word(text, high) else -1
    return text[end : clauses[-1] if clauses else space if space >= 0 else high].rstrip() + "…"


def _in_word(text: str, place: int) -> bool:
    """Tell whether a place is inside a word of a script with spaces."""
    return all(char.isalnum() and width(char) == 1 for char in text[place - 1 : place + 1])


def _fitting(text: str, columns: int) -> str:
    """Take the longest beginning of a text that fits."""
    used = list(accumulate(map(_columns, text[: columns + 1])))
    return text[: bisect_right(used, columns)]


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Give the key by which a reader of the language expects a name in a list: pinyin in Chinese, else no accents."""
    if is_chinese(language):
        if text.isascii():
            return text.casefold(), text
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionaries take long to load

        return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).casefold(), text
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char)), text
