"""A Chinese name in, how it is read out: pinyin with tone marks, in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, pairwise

from jiazhu.text.han import HAN

TAG = "zh-Latn-pinyin"
"""The BCP 47 tag of what comes out."""
LONGEST_WORD = 4
"""A name of more characters than these is several words. Nobody can tell which: its syllables stand apart. Only a
foreigner's name, which a dot tells, is one word on each side of it."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile("[aoeāáǎàōóǒòēéěè]")


def pinyin(name: str, latin: str = "") -> str:
    """Write how a Chinese name is read, each word with a capital; nothing where it holds no Han.

    `latin` is the same name in a language of Latin script. Where it is pinyin itself, as `Xi Jinping` is, it tells
    the words. An apostrophe parts syllables as in Xī’ān (ISO 7098).
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionaries take long to load

    if not _HAN_RUN.search(name):
        return ""
    syllables = {run.start(): lazy_pinyin(run[0], style=Style.TONE) for run in _HAN_RUN.finditer(name)}
    words = _LETTERS.findall(latin)
    if len(syllables) == 1 and _HAN_RUN.fullmatch(name) and (split := _split(syllables[0], words)):
        return " ".join(map(_word, split))
    apart = "·" not in name and max(map(len, syllables.values())) > LONGEST_WORD

    def written(run: re.Match[str]) -> str:
        return " ".join(syllables[run.start()]).capitalize() if apart else _word(syllables[run.start()])

    return _HAN_RUN.sub(written, name)


def _word(syllables: list[str]) -> str:
    first, *rest = syllables
    return (first + "".join(f"’{each}" if _VOWEL.match(each) else each for each in rest)).capitalize()


def _split(syllables: list[str], words: list[str]) -> list[list[str]]:
    """Put syllables into words of the same letters; nothing where they are not."""
    ends = list(accumulate(len(_bare(each)) for each in syllables))
    borders = [0, *accumulate(len(_bare(word)) for word in words)]
    if _bare("".join(syllables)) != _bare("".join(words)) or not {*borders[1:]} <= {*ends}:
        return []
    return [list(_between(syllables, ends, start, end)) for start, end in pairwise(borders)]


def _between(syllables: list[str], ends: list[int], start: int, end: int) -> Iterator[str]:
    return (each for each, place in zip(syllables, ends, strict=True) if start < place <= end)


def _bare(text: str) -> str:
    """Take accents and capitals away."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if char.isalpha())
