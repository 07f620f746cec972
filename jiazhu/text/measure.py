"""Text in; how long it takes to read, a shorter one, or its place in a list out."""

from __future__ import annotations

import math
import re
import unicodedata

from jiazhu.text.languages import han_count, is_chinese, word_count

HAN_A_MINUTE = 400
WORDS_A_MINUTE = 230
"""Reading speeds: characters of Chinese and words of English that a reader takes in a minute."""

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)\"']*|\.[”’)\"']*(?=\s)")
_CLAUSE_END = re.compile(r"[，；：、]|[,;:](?=\s)")
_SPACES = re.compile(r"\s+")


def reading_minutes(text: str) -> int:
    """Estimate the minutes a text takes to read, at least 1."""
    return max(1, math.ceil(han_count(text) / HAN_A_MINUTE + word_count(text) / WORDS_A_MINUTE))


def width(text: str) -> int:
    """Measure a text in columns: a wide character (UAX #11: W or F) takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def truncate(text: str, columns: int) -> str:
    """Cut a plain text to at most so many columns.

    At the end of a sentence if that keeps half of the space filled, else after a clause, else between words or
    Han characters; the last two end in `…`, which is counted.
    """
    text = _SPACES.sub(" ", text).strip()
    if width(text) <= columns:
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
    inside_word = all(char.isalnum() and width(char) == 1 for char in text[len(room) - 1 : len(room) + 1])
    return (room[:space] if inside_word and space >= half else room).rstrip() + "…"


def _fitting(text: str, columns: int) -> str:
    """Take the longest beginning of a text that fits."""
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > columns:
            return text[:index]
    return text


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Give the key by which a reader of the language expects a name in a list: pinyin in Chinese, else no accents."""
    if is_chinese(language):
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionaries take long to load

        return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).casefold(), text
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char)), text
