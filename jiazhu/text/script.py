"""Chinese text or HTML in one script in, the same in the other out: Simplified to Traditional, or back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape, unescape
from itertools import accumulate, pairwise

from jiazhu.text.han import HAN
from jiazhu.text.names import Names
from jiazhu.text.tags import split_tags

VARIANTS = {"zh-Hant": "zh"}
"""The tags of what can be derived from the words of a language, and that language's code."""

_CONFIGS = {"zh-Hant": "s2tw", "zh-Hans": "t2s"}
"""OpenCC's name of the conversion to each script. To Traditional it is the Taiwan standard of characters, with no
change of vocabulary."""

_WORDS = {"zh-Hant": "历史 台湾 表示 表明 制度 复杂 冲突 采取 采用 采访 伙伴 系统 关系统一".split(), "zh-Hans": []}
"""Words that are always converted alone. OpenCC cuts a text from the left by the longest word it knows: 美国历史 begins
with the words 美 and 国历 (the calendar 國曆), and every 25th 历史 of the news that were looked at came out as 曆史."""
_MENDED = {"zh-Hant": {"中俄关系": "中俄關係"}, "zh-Hans": {}}
"""Words that OpenCC's dictionary has wrong: it says 中俄關系."""

_INLINE = re.compile(r"</?(?:a|code|del|em|rp|rt|ruby|span|strong|sub|sup)[\s>]")
"""Tags that stand within a word; all others end it."""
_HAN_RANGES = [(ord(first), ord(last)) for first, last in re.findall("(.)-(.)", HAN)]
_ATTRIBUTE = re.compile(r"""(\s)([a-z-]+)="([^"]*)\"""")


@cache
def simplified_table() -> dict[int, str]:
    """Give the Simplified character for the code point of each Traditional one, as OpenCC writes it alone."""
    from opencc import OpenCC  # noqa: PLC0415 -- as below

    characters = [chr(code) for first, last in _HAN_RANGES for code in range(first, last + 1)]
    written = str(OpenCC(_CONFIGS["zh-Hans"]).convert("\n".join(characters))).split("\n")
    return {ord(was): now for was, now in zip(characters, written, strict=True) if was != now}


class Script:
    """What writes Chinese in one script, that of a BCP 47 tag: `zh-Hant` or `zh-Hans`.

    `names` gives names, as the other script writes them, and their own form in this one: the longest counts, and no
    character of it is converted. OpenCC would write 瓦列里 (Valery) as 瓦列裡.

    OpenCC 1.4.2 keeps the number of characters: each entry of its dictionaries for these two conversions does, and so
    did each line of 3.9 million characters of news. Names need not, and nothing here hangs on it.
    """

    def __init__(self, tag: str, names: Mapping[str, str] | None = None) -> None:
        from opencc import OpenCC  # noqa: PLC0415 -- a site in one script must not load it

        self._tag = tag
        self._other = next(other for other in _CONFIGS if other != tag)
        self._opencc = OpenCC(_CONFIGS[tag])
        words = {word: self._converted(word) for word in _WORDS[tag]}
        self._names = Names(words | _MENDED[tag] | dict(names or {}))

    def text(self, text: str) -> str:
        """Convert a plain text."""
        return "".join(written for _, written in self._parts(text))

    def html(self, html: str) -> str:
        """Convert well-formed HTML, as `render_markdown` makes it.

        The text of a block is converted as a whole, so that a word across `<strong>` is understood, and goes back
        between its tags. Of those, only the words of `alt` and `title` change, and `lang` where it names the other
        script.
        """
        pieces = split_tags(html)
        start = 0
        for index in range(1, len(pieces), 2):
            if not _INLINE.match(pieces[index]):
                pieces[start:index:2] = self._shared_out(pieces[start:index:2])
                start = index + 1
            pieces[index] = _ATTRIBUTE.sub(self._attribute, pieces[index])
        pieces[start::2] = self._shared_out(pieces[start::2])
        return "".join(pieces)

    def _parts(self, text: str) -> Iterator[tuple[str, str]]:
        """Go through a text, name by name and what is between them: as given, and converted."""
        end = 0
        for start, next_end, own_form in self._names.find(text):
            yield text[end:start], self._converted(text[end:start])
            yield text[start:next_end], own_form
            end = next_end
        yield text[end:], self._converted(text[end:])

    def _converted(self, text: str) -> str:
        """Convert what holds no name; OpenCC would end the text at a NUL."""
        return "\0".join(str(self._opencc.convert(part)) for part in text.split("\0"))

    def _shared_out(self, pieces: list[str]) -> list[str]:
        """Convert what is between the tags of a block as one text; what does not change stays escaped as it is."""
        given = [unescape(piece) for piece in pieces]
        parts = list(self._parts("".join(given)))
        written = "".join(now for _, now in parts)
        borders = [0, *self._borders(parts, accumulate(map(len, given)))]
        return [
            piece if was == now else escape(now, quote=False).replace("\xa0", "&nbsp;")
            for piece, was, now in zip(pieces, given, (written[a:b] for a, b in pairwise(borders)), strict=True)
        ]

    def _borders(self, parts: list[tuple[str, str]], ends: Iterable[int]) -> Iterator[int]:
        """Find for places in a text, in rising order, those in the converted text; of a part that changes its length,
        what follows the last place inside takes the difference."""
        rest = iter(parts)
        was, now = next(rest)
        begin = written = place = 0
        for end in ends:
            while begin + len(was) < end:
                begin, written = begin + len(was), written + len(now)
                was, now = next(rest)
            inside = end - begin
            if inside == len(was):
                inside = len(now)
            elif len(was) != len(now):
                inside = min(len(self._converted(was[:inside])), len(now))
            place = max(place, written + inside)
            yield place

    def _attribute(self, found: re.Match[str]) -> str:
        space, name, value = found.groups()
        if name in {"alt", "title"}:
            words = unescape(value)
            converted = self.text(words)
            value = value if words == converted else escape(converted).replace("\xa0", "&nbsp;")
        elif name == "lang" and value == self._other:
            value = self._tag
        return f'{space}{name}="{value}"'
