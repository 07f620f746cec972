"""Markdown in, its top-level blocks out: the source, the safe HTML and the plain text of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from markdown_it.token import Token
from markdown_it.utils import EnvType

from jiazhu.text.anchor import bare, plain
from jiazhu.text.markdown import PARSER, sanitize

_MARKS = frozenset(
    "softbreak hardbreak strong_open strong_close em_open em_close s_open s_close link_open link_close".split()
)
"""What stands in a paragraph beside its words."""


class TextBlock:
    """A top-level piece of a text; what is asked of it is worked out then, and once."""

    def __init__(self, tokens: Sequence[Token], env: EnvType, lines: Sequence[str], line: int) -> None:
        self.line = line
        """The line it starts on, counted from 0."""
        self._tokens = tokens
        self._env = env
        self._lines = lines

    @cached_property
    def source(self) -> str:
        """Its Markdown."""
        end = max((token.map[1] for token in self._tokens if token.map), default=self.line)
        return "\n".join(self._lines[self.line : end]).strip("\n")

    @cached_property
    def html(self) -> str:
        """Safe HTML; a footnote's definition is a list that starts with its number."""
        html = PARSER.renderer.render(self._tokens, PARSER.options, self._env)
        first = self._tokens[0]
        if first.type == "footnote_open":
            html = f'<ol class="footnotes-list" start="{first.meta["id"] + 1}">{html}</ol>'
        return sanitize(html)

    @cached_property
    def plain(self) -> str:
        """Its words, as `jiazhu.text.anchor.plain` has them."""
        words = _words_of_paragraph(self._tokens)
        return plain(self.html) if words is None else bare(words)


def split_blocks(markdown: str, *, doc_id: str = "") -> list[TextBlock]:
    """Split a text into its top-level blocks.

    Definitions of footnotes come last, wherever they stand. A comment is no block. `doc_id` keeps the footnotes of two
    texts on one page apart.
    """
    env: EnvType = {"docId": doc_id} if doc_id else {}
    runs: list[list[Token]] = []
    depth = 0
    for token in PARSER.parse(markdown, env):
        if token.type in {"footnote_block_open", "footnote_block_close"}:
            continue
        if depth == 0:
            runs.append([])
        runs[-1].append(token)
        depth += token.nesting
    lines = markdown.split("\n")
    blocks: list[TextBlock] = []
    for tokens in runs:
        # An empty footnote says nothing of its place: it goes with the block before.
        before = blocks[-1].line if blocks else 0
        line = next((token.map[0] for token in tokens if token.map), before)
        block = TextBlock(tokens, env, lines, line)
        if tokens[0].type != "html_block" or block.html.strip():
            blocks.append(block)
    return blocks


def _words_of_paragraph(tokens: Sequence[Token]) -> str | None:
    """Join the words of a paragraph or heading that holds words and marks alone; None for anything else.

    Most blocks are such, and need no HTML to tell their words.
    """
    if len(tokens) != 3 or tokens[1].type != "inline" or tokens[0].tag == "figure":  # noqa: PLR2004 -- open, inline, close
        return None
    children = tokens[1].children or []
    parts = [child.content for child in children if child.type not in _MARKS]
    return "".join(parts) if all(child.type == "text" or child.type in _MARKS for child in children) else None
