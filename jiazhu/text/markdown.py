"""Markdown in, safe HTML out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from jiazhu.limits import MARKDOWN_DEPTH
from jiazhu.text.cjk import use_cjk
from jiazhu.text.nesting import without_stray_items
from jiazhu.text.tags import TAG

URL_SCHEMES = frozenset({"http", "https", "mailto"})
"""What a link may start with; anything else that has a scheme is no link here."""

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f\"<>`]")

_TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code hr br strong em del sup sub ruby rt rp a img figure figcaption"
    " table thead tbody tr th td section span".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "code": {"class"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "span": {"lang"},
}
_CLASSES = {
    "a": {"footnote-backref"},
    "hr": {"footnotes-sep"},
    "li": {"footnote-item"},
    "ol": {"footnotes-list"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    **{tag: {"align-left", "align-center", "align-right"} for tag in ("td", "th")},
}
"""Those that the renderer writes: by any other, foreign HTML would take on the look of the page around it."""
_LANGUAGE_CLASS = re.compile(r"language-\S+")
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?[\w.:-]*")
_ROUNDS = 5
"""So often HTML is read again at most; what is then still read otherwise than it is written keeps only its words."""


def _kept_value(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value, or nothing of it: ids are those of footnotes, and code has one class at most."""
    if name == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if name == "class" and tag == "code":
        return value if _LANGUAGE_CLASS.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style"},
    allowed_classes=_CLASSES,
    attribute_filter=_kept_value,
    url_schemes=set(URL_SCHEMES),
    link_rel=None,
)


def sanitize(html: str, *, raw: bool = True) -> str:
    """Take everything out of foreign HTML that could run, load or break out of its place.

    `raw` tells that HTML may be in it which the renderer did not write: taking elements out of that can leave what a
    browser would read otherwise, and so it is read again until nothing changes.
    """
    try:
        clean = _CLEANER.clean(html)
    except UnicodeEncodeError:  # halves of characters, which no file holds
        clean = _CLEANER.clean(html.encode("utf-8", "replace").decode())
    if not raw:
        return clean
    for _ in range(_ROUNDS):
        before, clean = clean, without_stray_items(_CLEANER.clean(clean))
        if clean == before:
            return clean
    return escape(unescape(TAG.sub("", clean)), quote=False)


def is_safe_url(url: str) -> bool:
    """Tell whether a link or image may lead there: relative, or one of `URL_SCHEMES`."""
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in URL_SCHEMES


def quote_url(url: str) -> str:
    """Percent-encode what would break an attribute, and nothing else: URLs come encoded, some twice."""
    return _UNSAFE_IN_URL.sub(lambda match: f"%{ord(match[0]):02X}", url)


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
