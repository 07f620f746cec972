"""Markdown that takes a parser in; its blocks with their words and their safe HTML, each read when asked for, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from jiazhu.text.markdown import PARSER, make_parser
from jiazhu.text.once import once
from jiazhu.text.sanitizer import sanitize
from jiazhu.text.simple import Seen, at_a_glance
from jiazhu.text.stretches import FOOTNOTE

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


class Parsed:
    """A top-level block as a parser has it."""

    def __init__(self, source: str, env: EnvType, tokens: Sequence[Token], *, is_read: bool) -> None:
        """`is_read` tells whether the tokens know what stands in the block, and not only where it is."""
        self._source = source
        self._env = env
        self._outer = tokens
        if is_read:
            self._inner = tokens
            self._glances = [None] * len(tokens)

    @once
    def html(self) -> str:
        """Safe HTML; a footnote's definition is a list that starts with its number."""
        tokens = self._inner
        html = PARSER.renderer.render(tokens, PARSER.options, self._env)
        if tokens[0].type == "footnote_open":
            html = f'<ol class="footnotes-list" start="{tokens[0].meta["id"] + 1}">{html}</ol>'
        return sanitize(html, raw="<" in self._source)

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

    def words(self) -> str | None:
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
                words.append("".join(child.content for child in children if child.type == "text"))
        return None if any(token.tag == "figure" for token in self._outer) else "\n".join(words)

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing on a page, as a comment is."""
        return self._outer[0].type == "html_block" and not self.html.strip()


def parse_block(source: str) -> Parsed:
    """Parse what is one block, without footnotes or links by reference."""
    env: EnvType = {}
    return Parsed(source, env, _OUTER.parse(source, env), is_read=False)


def parse_blocks(markdown: str, doc_id: str) -> Iterator[tuple[int, str, Parsed]]:
    """Go through the blocks of a text: the line of each, counted from 0, and its source.

    Where there are footnotes, their order and numbers are those in which the whole text speaks of them; `doc_id` keeps
    those of two texts on one page apart.
    """
    if FOOTNOTE in markdown:
        return _blocks(PARSER, markdown, {"docId": doc_id} if doc_id else {})
    return _blocks(_OUTER, markdown, {})


def _blocks(parser: MarkdownIt, markdown: str, env: EnvType) -> Iterator[tuple[int, str, Parsed]]:
    lines = markdown.split("\n")
    runs: list[list[Token]] = []
    depth = 0
    for token in parser.parse(markdown, env):
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
        source = "\n".join(lines[line:behind])
        parsed = Parsed(source, env, tokens, is_read=parser is PARSER)
        if not parsed.is_blank:
            yield line, source, parsed
