"""The inline content of a block in, its Markdown out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiazhu.ingest.emphasis import DELIMITERS, Edge, LinkEdge, Mark, Piece, settle
from jiazhu.ingest.escape import code_span, collapse, destination, literal, title
from jiazhu.ingest.tree import Node

INLINE = frozenset("strong em del code sup sub ruby rt rp a img br".split())
"""The elements that may stand in text."""

HARD_BREAK = "\\\n"
RAW_BREAK = "<br>"
"""A line break where a line of Markdown must not end."""


@dataclass(slots=True)
class _Words:
    """Text not yet escaped: that depends on its neighbours."""

    text: str
    in_label: bool


def write_inline(nodes: Sequence[Node | str], line_break: str = HARD_BREAK) -> str:
    """Write inline content as Markdown on one line, or as many as there are line breaks.

    The start of a line is not escaped yet: that depends on the block. Raises ValueError for an element that
    is none of `INLINE`.
    """
    if all(isinstance(node, str) for node in nodes):
        return literal(collapse("".join(map(str, nodes))).strip(" "), "", "", in_label=False)
    pieces: list[Piece | _Words] = []
    _flatten(nodes, pieces, line_break, in_label=False)
    first, last = pieces[0], pieces[-1]
    if isinstance(first, _Words):  # before the marks are settled: what stands beside them decides
        first.text = first.text.lstrip(" ")
    if isinstance(last, _Words):
        last.text = last.text.rstrip(" ")
    return settle(_escaped(pieces)).strip(" ")


def _flatten(nodes: Sequence[Node | str], pieces: list[Piece | _Words], line_break: str, *, in_label: bool) -> None:
    for node in nodes:
        if isinstance(node, str):
            if pieces and isinstance(last := pieces[-1], _Words) and last.in_label == in_label:
                last.text = collapse(last.text + node)
            elif node:
                pieces.append(_Words(collapse(node), in_label))
        elif node.tag in DELIMITERS:
            mark = Mark(node.tag)
            pieces.append(Edge(mark, opening=True))
            _flatten(node.children, pieces, line_break, in_label=in_label)
            pieces.append(Edge(mark, opening=False))
        elif node.tag == "a":
            pieces.append(LinkEdge("[", opening=True))
            _flatten(node.children, pieces, line_break, in_label=True)
            target = destination(node.attrs.get("href", "")) + title(node.attrs.get("title", ""))
            pieces.append(LinkEdge(f"]({target})", opening=False))
        elif node.tag in ("sup", "sub", "ruby", "rt", "rp"):
            pieces.append(f"<{node.tag}>")
            _flatten(node.children, pieces, line_break, in_label=in_label)
            pieces.append(f"</{node.tag}>")
        else:
            pieces.append(_whole(node, line_break, in_label=in_label))


def _whole(node: Node, line_break: str, *, in_label: bool) -> str:
    """Write an element that holds no Markdown of its own."""
    if node.tag == "br":
        return line_break
    if node.tag == "code":
        code = node.text()
        if in_label and "]:" in code:  # at a paragraph's start the link would be taken for a definition
            return f"<code>{literal(collapse(code), '>', '<', in_label=True)}</code>"
        return code_span(code)
    if node.tag == "img":
        alt = literal(collapse(node.attrs.get("alt", "")), "[", "]", in_label=True)
        target = destination(node.attrs.get("src", "")) + title(node.attrs.get("title", ""))
        return f"![{alt}]({target})"
    raise ValueError(f"<{node.tag}> has no place in the text of a clean body")


def _escaped(pieces: list[Piece | _Words]) -> list[Piece]:
    done: list[Piece] = []
    for index, piece in enumerate(pieces):
        if not isinstance(piece, _Words):
            done.append(piece)
            continue
        before = _source(done[-1])[-1:] if done else ""
        after = _source(pieces[index + 1])[:1] if index + 1 < len(pieces) else ""
        done.append(literal(piece.text, before, after, in_label=piece.in_label))
    return done


def _source(piece: Piece | _Words) -> str:
    if isinstance(piece, Edge):
        return piece.source()
    if isinstance(piece, LinkEdge):
        return piece.source
    return piece if isinstance(piece, str) else piece.text
