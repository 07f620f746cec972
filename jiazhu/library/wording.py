"""An article in; its texts as readers see them, with and without white space, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import accumulate
from pathlib import Path

from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import body_line, line_in
from jiazhu.model import Article, Translation
from jiazhu.text.anchor import plain
from jiazhu.text.han import HAN
from jiazhu.text.quotes import context_of
from jiazhu.text.tags import split_tags

PARTS = ("title", "summary", "caption", "body")
"""What notes can be anchored to."""
MOST_OF_A_WORD = 16
"""So many characters are added to have a word whole; what is longer is an address, or no word."""

_SPACE = re.compile(r"\s+")
_GAP = "\0"
"""Stands for white space while all white space is taken out: neither Markdown nor YAML lets it through."""


@cache
def _letter() -> re.Pattern[str]:
    """Find a letter of a word; it takes long to compile."""
    return re.compile(rf"[^\W{HAN}]")


class Wording:
    """One text of an article. Places are counted in its plain text, as in `jiazhu.text.quotes`."""

    def __init__(self, htmls: Sequence[str]) -> None:
        """Read the blocks of a text, each as safe HTML."""
        plains = [plain(html) for html in htmls]
        self.plain = "".join(plains)
        self._written = " ".join(map(_as_written, htmls))
        self._places = [at for at, char in enumerate(self._written) if not char.isspace()]
        self._ends = list(accumulate(map(len, plains)))

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """Give the words before a place, in it and behind it, as they are written.

        Those beside are so many that with them the place is the only one, 16 characters at least where there are so
        many; a word of letters is not cut.
        """
        before, after = context_of(self.plain, start, end)
        first, last = self._places[start], self._places[end - 1] + 1
        left = self._places[start - len(before)]
        right = self._places[end + len(after) - 1] + 1
        for _ in range(MOST_OF_A_WORD):
            left -= self._in_a_word(left)
            right += self._in_a_word(right)
        return self._written[left:first], self._written[first:last], self._written[last:right]

    def block(self, place: int) -> int:
        """Tell which block a place is in, counted from 0."""
        return bisect_right(self._ends, place)

    def _in_a_word(self, at: int) -> bool:
        """Tell whether a word goes on where a cut would be."""
        return 0 < at < len(self._written) and all(map(_letter().match, self._written[at - 1 : at + 1]))


def _as_written(html: str) -> str:
    """Reduce HTML to its words, as `plain` does, but with a space where there is white space."""
    pieces = split_tags(html)
    pieces[::2] = [_SPACE.sub(_GAP, piece) for piece in pieces[::2]]
    return plain("".join(pieces)).replace(_GAP, " ").strip()


class Wordings:
    """The texts of an article, each read when it is asked for, and once."""

    def __init__(self, article: Article, blocks_of: Callable[[str], Sequence[str]] | None = None) -> None:
        """Take an article; `blocks_of` gives the blocks of its body in a language where they were rendered before."""
        self._article = article
        self._blocks_of = blocks_of or self._rendered
        self._known: dict[tuple[str, str], Wording] = {}
        self.languages = (article.language, *article.translations)

    def of(self, code: str, at: str) -> Wording:
        """Give the title, summary, caption or body in a language; without words where there is none."""
        if (code, at) not in self._known:
            self._known[code, at] = self._read(code, at)
        return self._known[code, at]

    def plain(self, code: str, at: str) -> str:
        """Give the plain text of the same."""
        return self.of(code, at).plain

    def path(self, code: str) -> Path:
        """Give the file of the texts in a language."""
        return self._article.path.with_name(f"{code}.md")

    def all(self, code: str = "", at: str = "") -> Iterator[tuple[str, str, Wording]]:
        """Go through the texts, or those of one language, or of one name: language, name and wording."""
        for language in self.languages:
            for part in PARTS:
                if code in {"", language} and at in {"", part}:
                    yield language, part, self.of(language, part)

    def line(self, code: str, at: str, place: int) -> int:
        """Tell the line of the file on which the block starts that a place in a text is in."""
        path, body = self.path(code), self._body(code)
        if at != "body":
            return line_in(path, at)
        return body_line(path, body) + read_blocks(body)[self.of(code, at).block(place)].text.line

    def _read(self, code: str, at: str) -> Wording:
        text = self._text(code)
        if text is None:
            return Wording([])
        if at == "body":
            return Wording(self._blocks_of(code))
        words = getattr(text.matter, at)
        return Wording([escape(words, quote=False)] if words else [])

    def _text(self, code: str) -> Article | Translation | None:
        return self._article if code == self._article.language else self._article.translations.get(code)

    def _body(self, code: str) -> str:
        text = self._text(code)
        return text.body if text else ""

    def _rendered(self, code: str) -> list[str]:
        return [block.text.html for block in read_blocks(self._body(code))]
