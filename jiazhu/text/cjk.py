"""Chinese in Markdown: a parser goes in and comes out reading emphasis and soft breaks as Chinese needs them.

The rules are put on one parser object: the library itself stays as it is for everybody else in the process.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from jiazhu.text.flanking import delimiter_run, is_cjk


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read a run of `*`, `_` or `~~`, as the library's rules do but with another flanking rule."""
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
