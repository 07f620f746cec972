"""Markdown in, its top-level blocks out: the source, the safe HTML and the plain text of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from jiazhu.text.anchor import bare, plain
from jiazhu.text.glance import words_at_a_glance
from jiazhu.text.markdown import PARSER, make_parser, sanitize

_FOOTNOTE = "[^"
_LINE_END = re.compile(r"\r\n?|\n")
_OF_WORDS = frozenset(
    f"{name}_{end}"
    for name in "paragraph heading blockquote bullet_list ordered_list list_item table thead tbody tr th td".split()
    for end in ("open", "close")
) | {"inline"}
"""Tokens of blocks that have no words but those of their inline parts."""
_MARKS = frozenset(
    "softbreak hardbreak strong_open strong_close em_open em_close s_open s_close link_open link_close".split()
)
"""What stands in a paragraph beside its words."""


_PARAGRAPH = 3
"""A paragraph is so many tokens: where it opens, what is in it, and where it closes."""
_BARE = re.compile(r"[^\x00-\x1f\x7f-\xa0\\`*_~\[\]<>&\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
"""A line that is the same in Markdown and in HTML, and of which no sanitizer could take anything. Most paragraphs are
such: to parse and to clean them for nothing takes half of the time of rendering."""


def _only(*rules: str) -> MarkdownIt:
    """Make a parser that goes one part of the way: by these rules of the core chain."""
    parser = make_parser()
    parser.core.ruler.enableOnly(list(rules))
    return parser


_OUTER = _only("normalize", "block")
_INNER = _only("inline", "cjk_soft_breaks", "text_join", "figures")
"""Both together do what the one parser does, where there are no footnotes. To read what stands in a block takes longer
than to find it, and most of what is asked of blocks can be told without."""


class TextBlock:
    """A top-level piece of a text; what is asked of it is worked out then, and once."""

    def __init__(self, tokens: Sequence[Token], env: EnvType, lines: Sequence[str], line: int, *, read: bool) -> None:
        self.line = line
        """The line it starts on, counted from 0."""
        self._tokens = tokens
        self._env = env
        self._lines = lines
        self._read = read
        """Whether the tokens hold what stands in the block, and not only where it is."""

    @cached_property
    def source(self) -> str:
        """Its Markdown."""
        end = max((token.map[1] for token in self._tokens if token.map), default=self.line)
        return "\n".join(self._lines[self.line : end]).strip("\n")

    @cached_property
    def html(self) -> str:
        """Safe HTML; a footnote's definition is a list that starts with its number."""
        if not self._read and len(self._tokens) == _PARAGRAPH and self._tokens[0].type == "paragraph_open":
            words = self._tokens[1].content
            if _BARE.fullmatch(words):
                return f"<p>{words}</p>\n"
        tokens = self._inner()
        html = PARSER.renderer.render(tokens, PARSER.options, self._env)
        if tokens[0].type == "footnote_open":
            html = f'<ol class="footnotes-list" start="{tokens[0].meta["id"] + 1}">{html}</ol>'
        return sanitize(html, raw="<" in self.source)

    @cached_property
    def plain(self) -> str:
        """Its words, as `jiazhu.text.anchor.plain` has them."""
        words = self._words()
        return plain(self.html) if words is None else bare(words)

    def _inner(self) -> Sequence[Token]:
        """Give the tokens with what stands in the block."""
        if not self._read:
            _INNER.core.process(StateCore("", _INNER, self._env, list(self._tokens)))
            self._read = True
        return self._tokens

    def _words(self) -> str | None:
        """Join the words of a block that holds words and marks alone; None for anything else.

        Most blocks are such, and need no HTML to tell their words.
        """
        if not {token.type for token in self._tokens} <= _OF_WORDS:
            return None
        inline = [token for token in self._tokens if token.type == "inline"]
        if not self._read:
            glances = [words_at_a_glance(token.content) for token in inline]
            if None not in glances:
                return "".join(filter(None, glances))
        if any(token.tag == "figure" for token in self._inner()):
            return None
        children = [child for token in inline for child in token.children or []]
        if not all(child.type == "text" or child.type in _MARKS for child in children):
            return None
        return "".join(child.content for child in children if child.type == "text")


def split_blocks(markdown: str, *, doc_id: str = "") -> list[TextBlock]:
    """Split a text into its top-level blocks.

    Definitions of footnotes come last, wherever they stand. A comment is no block. `doc_id` keeps the footnotes of two
    texts on one page apart.
    """
    env: EnvType = {"docId": doc_id} if doc_id else {}
    read = _FOOTNOTE in markdown  # their order and numbers are those in which the whole text speaks of them
    runs: list[list[Token]] = []
    depth = 0
    for token in (PARSER if read else _OUTER).parse(markdown, env):
        if token.type in {"footnote_block_open", "footnote_block_close"}:
            continue
        if depth == 0:
            runs.append([])
        runs[-1].append(token)
        depth += token.nesting
    lines = _LINE_END.split(markdown)
    blocks: list[TextBlock] = []
    for tokens in runs:
        # An empty footnote says nothing of its place: it goes with the block before.
        before = blocks[-1].line if blocks else 0
        line = next((token.map[0] for token in tokens if token.map), before)
        block = TextBlock(tokens, env, lines, line, read=read)
        if tokens[0].type != "html_block" or block.html.strip():
            blocks.append(block)
    return blocks
