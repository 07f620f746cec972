"""Markdown in, safe HTML out."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from jiazhu.limits import MARKDOWN_DEPTH
from jiazhu.text.cjk import use_cjk
from jiazhu.text.sanitizer import is_safe_url, quote_url, sanitize


def _figures(state: StateCore) -> None:
    """Turn a paragraph of an image, a hard break and words into a figure with its caption."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or not inline.children:
            continue
        children = inline.children
        kinds = [token.type for token in children[:4]]
        if kinds[:2] == ["image", "hardbreak"]:
            split = 1
        elif kinds == ["link_open", "image", "link_close", "hardbreak"]:
            split = 3
        else:
            continue
        opening.tag = closing.tag = "figure"
        opening.hidden = closing.hidden = False
        caption = [Token("figcaption_open", "figcaption", 1), *children[split + 1 :]]
        inline.children = [*children[:split], *caption, Token("figcaption_close", "figcaption", -1)]


def _alignments(state: StateCore) -> None:
    """Say how a table's column is aligned by a class: pages allow no `style`."""
    for token in state.tokens:
        if token.type in {"th_open", "td_open"} and "style" in token.attrs:
            token.attrSet("class", str(token.attrs.pop("style")).replace("text-align:", "align-"))


def _strike(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return "<del>" if tokens[index].nesting == 1 else "</del>"


def _break(*_: object) -> str:
    """Write a hard break alone: a line end behind it would be one more white space in the text."""
    return "<br>"


def make_parser() -> MarkdownIt:
    """Make a parser of Markdown as this project reads it."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MARKDOWN_DEPTH}).enable(["table", "strikethrough"])
    footnote_plugin(md, inline=False)
    use_cjk(md)
    md.core.ruler.push("figures", _figures)
    md.core.ruler.push("alignments", _alignments)
    md.add_render_rule("hardbreak", _break)
    md.add_render_rule("s_open", _strike)
    md.add_render_rule("s_close", _strike)
    md.normalizeLink = quote_url  # type: ignore[method-assign]  # the library's way of changing it for one parser
    md.validateLink = is_safe_url  # type: ignore[method-assign]  # likewise
    return md


PARSER = make_parser()
"""The one parser of all Markdown."""


def render_markdown(markdown: str, *, doc_id: str = "") -> str:
    """Render Markdown to safe HTML.

    CommonMark with tables, strikethrough and footnotes, read as Chinese needs it (`jiazhu.text.cjk`); raw HTML is
    kept as far as a cleaned body may hold it. `doc_id` keeps the footnotes of two texts on one page apart.
    """
    return sanitize(PARSER.render(markdown, {"docId": doc_id} if doc_id else {}), raw="<" in markdown)
