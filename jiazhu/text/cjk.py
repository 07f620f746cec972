"""Chinese in Markdown: a parser goes in and comes out reading emphasis and soft breaks as Chinese needs them.

The flanking rule is that of the CommonMark CJK-friendly amendments
(https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md), put on one parser object:
the library itself stays as it is for everybody else in the process.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter


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
    if isWhiteSpace(ord(char)):
        return "space"
    if is_cjk(char) or 0xE0100 <= ord(char) <= 0xE01EF:
        return "cjk"
    return "mark" if _is_punctuation(char) else "word"


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
    return before == "mark" or _is_punctuation(text[start - 1]), after == "mark" or _is_punctuation(text[end])


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read a run of `*`, `_` or `~~`, as the library's rules do but with the flanking rule above."""
    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_~":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - start
    text = state.src[: state.posMax]
    opens, closes = delimiter_run(text, start, end)
    if marker == "~":
        if length < 2:
            return False
        step, weight = 2, 0
        if length % 2:
            state.push("text", "", 0).content = marker
    else:
        step, weight = 1, length
    for _ in range(length // step):
        state.push("text", "", 0).content = marker * step
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=weight, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _soft_breaks(state: StateCore) -> None:
    """Drop a soft line break between two CJK characters: Chinese has no space there."""
    for block in state.tokens:
        children = block.children or []
        for index, token in enumerate(children):
            if token.type != "softbreak":
                continue
            before = next((t.content for t in reversed(children[:index]) if t.content), "")
            after = next((t.content for t in children[index + 1 :] if t.content), "")
            if before and after and is_cjk(before[-1]) and is_cjk(after[0]):
                token.type, token.tag, token.content = "text", "", ""


def use_cjk(md: MarkdownIt) -> None:
    """Give this one parser the CJK rules for emphasis, strikethrough and soft breaks."""
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("strikethrough", _emphasis)
    md.core.ruler.after("inline", "cjk_soft_breaks", _soft_breaks)
