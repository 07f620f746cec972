"""Markdown in, its top-level blocks out: the source, the safe HTML and the plain text of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from jiazhu.text.anchor import bare, plain
from jiazhu.text.markdown import PARSER, make_parser, sanitize
from jiazhu.text.once import once
from jiazhu.text.simple import Seen, at_a_glance, bullet_list, heading, paragraph
from jiazhu.text.stretches import stretches

_FOOTNOTE = "[^"
_LINE_END = re.compile(r"\r\n?")
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


def _only(*rules: str) -> MarkdownIt:
    """Make a parser that goes one part of the way: by these rules of the core chain."""
    parser = make_parser()
    parser.core.ruler.enableOnly(list(rules))
    return parser


_OUTER = _only("normalize", "block")
_INNER = _only("inline", "cjk_soft_breaks", "text_join", "figures", "alignments")
"""Both together do what the one parser does, where there are no footnotes. To read what stands in a block takes longer
than to find it, and most of what is asked of blocks can be told without."""


class TextBlock:
    """A top-level piece of a text; what is asked of it is worked out then, and once."""

    def __init__(
        self, line: int, source: str, env: EnvType, look: Callable[[str], Seen | None] = lambda _source: None
    ) -> None:
        self.line = line
        """The line it starts on, counted from 0."""
        self.source = source
        """Its Markdown."""
        self._env = env
        self._look = look
        """How its words and its HTML may be told at a glance."""

    @once
    def html(self) -> str:
        """Safe HTML; a footnote's definition is a list that starts with its number."""
        if self._glance:
            return self._glance.html
        tokens = self._inner
        html = PARSER.renderer.render(tokens, PARSER.options, self._env)
        if tokens[0].type == "footnote_open":
            html = f'<ol class="footnotes-list" start="{tokens[0].meta["id"] + 1}">{html}</ol>'
        return sanitize(html, raw="<" in self.source)

    @once
    def plain(self) -> str:
        """Its words, as `jiazhu.text.anchor.plain` has them."""
        words = self._glance.words if self._glance else self._words()
        return plain(self.html) if words is None else bare(words)

    @once
    def _glance(self) -> Seen | None:
        return self._look(self.source)

    @once
    def _outer(self) -> Sequence[Token]:
        """The tokens of the block, which tell where in it something stands."""
        return _OUTER.parse(self.source, self._env)

    @once
    def _glances(self) -> Sequence[Seen | None]:
        """What stands there, beside each token, where that can be told at a glance."""
        if self._env.get("references"):
            return [None] * len(self._outer)
        return [at_a_glance(token.content) if token.type == "inline" else None for token in self._outer]

    @once
    def _inner(self) -> Sequence[Token]:
        """The tokens with what stands there."""
        left = []
        for token, glance in zip(self._outer, self._glances, strict=True):
            if glance:
                token.children = [Token("html_inline", "", 0, content=glance.html)]
            else:
                left.append(token)
        _INNER.core.process(StateCore("", _INNER, self._env, left))
        return self._outer

    def _words(self) -> str | None:
        """Join the words of a block that holds words and marks alone; None for anything else.

        Most blocks are such, and need no HTML to tell their words.
        """
        if not {token.type for token in self._outer} <= _OF_WORDS:
            return None
        words = []
        for token, glance in zip(self._outer, self._glances, strict=True):
            if glance:
                words.append(glance.words)
            elif token.type == "inline":
                _ = self._inner
                children = token.children or []
                if not all(child.type == "text" or child.type in _MARKS for child in children):
                    return None
                words += [child.content for child in children if child.type == "text"]
        return None if any(token.tag == "figure" for token in self._outer) else "".join(words)


class _Parsed(TextBlock):
    """A block that a parser found; `is_read` tells whether it knows what stands in it, and not only where it is."""

    def __init__(self, line: int, source: str, env: EnvType, tokens: Sequence[Token], *, is_read: bool) -> None:
        super().__init__(line, source, env)
        self._outer = tokens
        if is_read:
            self._inner = tokens
            self._glances = [None] * len(tokens)


_FOUND = {"paragraph": paragraph, "heading": heading, "list": bullet_list}


def split_blocks(markdown: str, *, doc_id: str = "") -> list[TextBlock]:
    """Split a text into its top-level blocks.

    Definitions of footnotes come last, wherever they stand. A comment is no block. `doc_id` keeps the footnotes of two
    texts on one page apart.
    """
    env: EnvType = {"docId": doc_id} if doc_id else {}
    if "\r" in markdown:
        markdown = _LINE_END.sub("\n", markdown)
    if _FOOTNOTE in markdown:  # their order and numbers are those in which the whole text speaks of them
        return list(_parsed(PARSER, markdown, 0, env))
    blocks: list[TextBlock] = []
    for line, source, kind in stretches(markdown):
        blocks += _parsed(_OUTER, source, line, env) if kind == "any" else [TextBlock(line, source, env, _FOUND[kind])]
    return blocks


def _parsed(parser: MarkdownIt, source: str, above: int, env: EnvType) -> Iterator[TextBlock]:
    """Go through the blocks of a stretch of a text; so many lines stand `above` it."""
    lines = source.split("\n")
    runs: list[list[Token]] = []
    depth = 0
    for token in parser.parse(source, env):
        if token.type in {"footnote_block_open", "footnote_block_close"}:
            continue
        if depth == 0:
            runs.append([])
        runs[-1].append(token)
        depth += token.nesting
    line = 0
    for tokens in runs:
        maps = [token.map for token in tokens if token.map]
        # An empty footnote says nothing of its place: it goes with the block before.
        line = maps[0][0] if maps else line
        behind = max((end for _, end in maps), default=line)
        while behind > line and not lines[behind - 1].strip(" \t"):
            behind -= 1
        block = _Parsed(above + line, "\n".join(lines[line:behind]), env, tokens, is_read=parser is PARSER)
        if tokens[0].type != "html_block" or block.html.strip():
            yield block
