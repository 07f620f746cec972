"""Clean HTML in, Markdown out that renders to the same HTML: the lossless writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from jiazhu.ingest.escape import SPACE, edges, heading, line_starts
from jiazhu.ingest.inline import HARD_BREAK, INLINE, RAW_BREAK, write_inline
from jiazhu.ingest.parse import parse
from jiazhu.ingest.tree import Node, to_html

_HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}
_LISTS = ("ul", "ol")
_HIGHEST_NUMBER = 999_999_999
_DEEPEST = 40
"""Of quotes and lists in one another; what is deeper is written as HTML (the renderer stops at `MARKDOWN_DEPTH`)."""

_SEPARATOR = "<!-- -->"
"""A block that renders to nothing."""


def to_markdown(html: str) -> str:
    """Write clean HTML as Markdown; it ends in a newline, and is empty for an empty body.

    Raises ValueError for an element that is no part of a clean body.
    """
    return write(parse(html))


def write(body: Node) -> str:
    """Write a cleaned body, a root that holds the blocks, as Markdown. Raises as `to_markdown` does."""
    lines = _blocks(body.children, 0)
    return "\n".join([*lines, ""]) if lines else ""


def _blocks(nodes: Sequence[Node | str], depth: int) -> list[str]:
    """Write blocks one under the other, an empty line between them."""
    lines: list[str] = []
    neighbour: tuple[str, bool] = ("", False)
    for block in _block_nodes(nodes):
        if lines:
            lines.append("")
        # The parser tells apart two lists that follow each other only by another marker.
        neighbour = (block.tag, block.tag == neighbour[0] and not neighbour[1])
        lines += _block(block, depth, other_marker=neighbour[1])
    return lines


def _block_nodes(nodes: Sequence[Node | str]) -> list[Node]:
    """Take the blocks; text among them becomes a paragraph."""
    blocks: list[Node] = []
    for inline, group in groupby(nodes, _is_inline):
        content = list(group)
        if not inline:
            blocks += [node for node in content if isinstance(node, Node)]
        elif any(isinstance(node, Node) or node.strip(SPACE) for node in content):
            blocks.append(Node("p", {}, content))
    return blocks


def _is_inline(node: Node | str) -> bool:
    return isinstance(node, str) or node.tag in INLINE


def _block(node: Node, depth: int, *, other_marker: bool) -> list[str]:
    if node.tag in _LISTS:
        return _list(node, depth, other_marker=other_marker)
    if node.tag == "blockquote":
        return _quote(node, depth)
    if node.tag not in _LEAVES:
        raise ValueError(f"<{node.tag}> is no block of a clean body")
    return _LEAVES[node.tag](node)


def _quote(node: Node, depth: int) -> list[str]:
    if depth > _DEEPEST:
        return [_raw(node)]
    return [f"> {line}" if line else ">" for line in _blocks(node.children, depth + 1)]


def _heading(node: Node) -> list[str]:
    return [_HEADINGS[node.tag] + heading(write_inline(node.children, RAW_BREAK))]


def _rule(_: Node) -> list[str]:
    return ["---"]


def _paragraph(node: Node) -> list[str]:
    return _text(node.children)


def _text(nodes: Sequence[Node | str]) -> list[str]:
    # An image and a hard break would read as a figure.
    line_break = RAW_BREAK if _starts_like_figure(nodes) else HARD_BREAK
    return line_starts(write_inline(nodes, line_break)).split("\n")


def _starts_like_figure(nodes: Sequence[Node | str]) -> bool:
    first, second, *_ = [*(node for node in nodes if isinstance(node, Node) or node.strip(SPACE)), "", ""]
    if isinstance(first, Node) and first.tag == "a" and len(first.children) == 1:
        first = first.children[0]
    return isinstance(first, Node) and first.tag == "img" and isinstance(second, Node) and second.tag == "br"


def _figure(node: Node) -> list[str]:
    image, caption = [child for child in node.children if isinstance(child, Node)]
    return line_starts(f"{write_inline([image])}{HARD_BREAK}{write_inline(caption.children)}").split("\n")


def _code_block(node: Node) -> list[str]:
    code = next((child for child in node.children if isinstance(child, Node)), node)
    text = code.text().removesuffix("\n")
    language = code.attrs.get("class", "").removeprefix("language-")
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + language, *(text.split("\n") if text else []), fence]


def _list(node: Node, depth: int, *, other_marker: bool) -> list[str]:
    items = [child for child in node.children if isinstance(child, Node)]
    if depth > _DEEPEST or any(not _is_writable(inner) for inner in (node, *node.walk()) if inner.tag == "ol"):
        return [_raw(node)]
    tight = all(_is_tight(item) for item in items)
    lines: list[str] = []
    for number, item in enumerate(items, _start(node)):
        marker = ("+ " if other_marker else "- ") if node.tag == "ul" else f"{number}{') ' if other_marker else '. '}"
        content = _tight_item(item, depth) if tight else _item(item, depth, alone=len(items) == 1)
        if lines and not tight:
            lines.append("")
        indent = " " * len(marker)
        first, *rest = content or [""]
        lines += [f"{marker}{first}".rstrip(" "), *(f"{indent}{line}" if line else "" for line in rest)]
    return lines


def _start(node: Node) -> int:
    return int(node.attrs.get("start", "1")) if node.tag == "ol" else 1


def _is_writable(node: Node) -> bool:
    """Tell whether Markdown can number the list: it has no negative numbers, and no long ones."""
    return 0 <= _start(node) <= _HIGHEST_NUMBER - len(node.children)


def _is_tight(item: Node) -> bool:
    return all(_is_inline(child) or child.tag in _LISTS for child in item.children if isinstance(child, Node))


def _item(item: Node, depth: int, *, alone: bool) -> list[str]:
    blocks = _block_nodes(item.children)
    lines = _blocks(blocks, depth + 2)
    if blocks and blocks[0].tag == "hr":
        lines[0] = "___"  # after a `-` the other sort would make a rule of both
    if alone and [block.tag for block in blocks] == ["p"]:
        lines += ["", _SEPARATOR]  # only an empty line inside makes one paragraph more than the item's text
    return lines


def _tight_item(item: Node, depth: int) -> list[str]:
    words = [child for child in item.children if _is_inline(child)]
    lines: list[str] = []
    if any(isinstance(child, Node) or child.strip(SPACE) for child in words):
        lines = _text(words)
    last, other_marker = "", False
    for inner in [child for child in item.children if isinstance(child, Node) and child.tag in _LISTS]:
        if lines and not last and _start(inner) != 1:
            lines.append(_SEPARATOR)  # only a list from 1 may follow text without an empty line
        other_marker = inner.tag == last and not other_marker
        last = inner.tag
        lines += _list(inner, depth + 2, other_marker=other_marker)
    return lines


def _rows(table: Node) -> list[Node]:
    return [node for node in table.walk() if node.tag == "tr"]


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node)]


def _is_simple(table: Node) -> bool:
    """Tell whether a pipe table can hold it."""
    sections = [child for child in table.children if isinstance(child, Node)]
    rows = _rows(table)
    if not rows or sections[0].tag != "thead" or len(_cells(sections[0])) != 1:
        return False
    head = _cells(rows[0])
    return (
        all(cell.tag == "th" and not cell.attrs for cell in head)
        and all(len(_cells(row)) == len(head) for row in rows)
        and all(cell.tag == "td" and not cell.attrs for row in rows[1:] for cell in _cells(row))
        and all(node.tag in INLINE and node.tag != "br" for row in rows for cell in _cells(row) for node in cell.walk())
    )


def _table(node: Node) -> list[str]:
    return _pipe_table(node) if _is_simple(node) else _html_table(node)


def _pipe_table(table: Node) -> list[str]:
    lines = ["| " + " | ".join(_cell(cell) for cell in _cells(row)) + " |" for row in _rows(table)]
    return [lines[0], "|" + " --- |" * len(_cells(_rows(table)[0])), *lines[1:]]


def _cell(cell: Node) -> str:
    return edges(write_inline(cell.children)).replace("|", "\\|")


def _html_table(table: Node) -> list[str]:
    """Write a table as an HTML block, a row a line."""
    lines = ["<table>"]
    for section in _cells(table):
        if section.tag == "tr":
            lines.append(_raw(section))
        else:
            lines += [f"<{section.tag}>", *map(_raw, _cells(section)), f"</{section.tag}>"]
    return [*lines, "</table>"]


def _raw(node: Node) -> str:
    """Write HTML on one line: an empty one would end the block."""
    return to_html(node).replace("\n", "&#10;")


_LEAVES: dict[str, Callable[[Node], list[str]]] = {
    "p": _paragraph,
    **dict.fromkeys(_HEADINGS, _heading),
    "pre": _code_block,
    "hr": _rule,
    "figure": _figure,
    "table": _table,
}
"""How to write the blocks that hold no other blocks, or hold them as HTML."""
