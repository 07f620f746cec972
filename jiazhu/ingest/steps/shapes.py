"""A container filled by the builder in, the blocks that the clean HTML has for it out."""

from __future__ import annotations

from collections.abc import Callable

from jiazhu.ingest.tree import Node
from jiazhu.limits import SPAN

LISTS = frozenset({"ul", "ol"})
BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote pre hr table figure".split())

_START_DIGITS = 9  # as many as CommonMark reads in a list's number


_PARTS = frozenset("li dt dd tr headrow td th caption figcaption".split())


def finished(node: Node, log: Callable[[str, str], None]) -> list[Node]:
    """Bring a container that is complete into its clean shape; an empty one becomes nothing.

    `log` is told what no longer stands in a table, or in its place.
    """
    if node.tag in _PARTS:
        return [node]  # shaped with the whole it is a part of
    if node.tag in LISTS:
        return _finished_list(node)
    if node.tag == "dl":
        return _finished_definitions(node)
    if node.tag == "table":
        return _finished_table(node, log)
    if node.tag == "figure":
        return _finished_figure(node, log)
    return [node] if node.children else []


def fitting(block: Node, within: Node) -> Node | None:
    """Wrap a block so that it may stand in a container; None where the container's last part took it."""
    tag = within.tag
    if tag in LISTS and block.tag != "li":
        last = within.children[-1] if within.children else None
        if block.tag in LISTS and isinstance(last, Node):
            last.children.append(block)
            return None
        return Node("li", {}, [block])
    if tag == "dl" and block.tag not in {"dt", "dd"}:
        return Node("dd", {}, [block])
    if tag == "table" and block.tag not in {"tr", "headrow", "caption"}:
        return Node("tr", {}, [Node("td", {}, [block])])
    if tag in {"tr", "headrow"} and block.tag not in {"td", "th"}:
        return Node("td", {}, [block])
    return block


def paragraphs(content: list[Node | str]) -> list[Node]:
    """Make the blocks of a paragraph's inline content: an image on its first line makes a figure of it."""
    blocks: list[Node] = []
    while len(content) > 1 and isinstance(content[1], Node) and content[1].tag == "br":
        picture = Node("p", {}, content[:1])
        if not is_picture(picture):
            break
        content = _from_first_word(content[1:])
        if any(isinstance(child, Node) and (child.tag == "img" or _holds_image(child)) for child in content):
            blocks.append(picture)
        else:
            return [*blocks, figure(picture, [Node("p", {}, content)])]
    return [*blocks, Node("p", {}, content)]


def _holds_image(node: Node) -> bool:
    return any(inside.tag == "img" for inside in node.walk())


def _from_first_word(content: list[Node | str]) -> list[Node | str]:
    for at, child in enumerate(content):
        if isinstance(child, str):
            words = child.lstrip()
            if words:
                return [words, *content[at + 1 :]]
        elif child.tag != "br":
            return content[at:]
    return []


def _finished_definitions(node: Node) -> list[Node]:
    """Make a list of a dl: the term, which the builder made bold, and below it what is said of it."""
    items: list[Node | str] = []
    before = "dd"
    for part in _nodes(node):
        if not part.children:
            continue
        item = items[-1] if items else None
        if not isinstance(item, Node) or (part.tag == "dt" and before == "dd"):
            items.append(Node("li", {}, part.children))
        else:
            term, words = item.children[-1], part.children[0]
            if isinstance(term, Node) and isinstance(words, Node) and before == "dt" and term.tag == words.tag == "p":
                term.children += [Node("br"), *words.children]
                item.children += part.children[1:]
            else:
                item.children += part.children
        before = part.tag
    return _finished_list(Node("ul", {}, items))


def _finished_list(node: Node) -> list[Node]:
    """Drop empty items; make the list tight where each item is at most words and then lists."""
    items = [item for item in node.children if isinstance(item, Node) and item.children]
    node.children = list(items)
    if items and all(_is_tight(item) for item in items):
        for item in items:
            first = item.children[0]
            if isinstance(first, Node) and first.tag == "p":
                item.children[:1] = first.children
    return [node] if items else []


def _is_tight(item: Node) -> bool:
    tags = [child.tag for child in item.children if isinstance(child, Node)]
    return tags[0] in ("p", *LISTS) and all(tag in LISTS for tag in tags[1:])


def _finished_table(node: Node, log: Callable[[str, str], None]) -> list[Node]:
    """Sort rows into head and body, cells into inline content or blocks; a caption comes first, as a paragraph."""
    captions: list[Node] = []
    rows: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            (rows if child.tag in {"tr", "headrow"} else captions).append(child)
    rows = [row for row in rows if row.children]
    blocks = [block for caption in captions for block in _nodes(caption)]
    cells = [cell for row in rows for cell in _nodes(row)]
    for cell in cells:
        only = cell.children[0] if len(cell.children) == 1 else None
        if isinstance(only, Node) and only.tag == "p":
            cell.children = only.children
    if not any(cell.children for cell in cells):
        log("empty", f"a table of {len(cells)} cells")
        return blocks
    if len(cells) == 1:  # a box drawn as a table
        log("box", cells[0].text())
        content = cells[0].children
        if all(isinstance(child, Node) and child.tag in BLOCKS for child in content):
            return blocks + _nodes(cells[0])
        return [*blocks, Node("p", {}, content)]
    head: list[Node | str] = []
    while rows and (rows[0].tag == "headrow" or (not head and all(cell.tag == "th" for cell in _nodes(rows[0])))):
        for cell in _nodes(rows[0]):
            cell.tag = "th"
        head.append(Node("tr", {}, rows.pop(0).children))
    body: list[Node | str] = [Node("tr", {}, row.children) for row in rows]
    parts = (Node(tag, {}, part) for tag, part in (("thead", head), ("tbody", body)) if part)
    return [*blocks, Node("table", {}, [*parts])]


def list_start(value: str, log: Callable[[str, str], None]) -> dict[str, str]:
    """Read the number an ordered list starts with, as its attribute; none for 1, or what Markdown could not write.

    `log` is told a number that is not kept.
    """
    digits = value.strip().lstrip("0") or value.strip()[:1]
    if digits in ("", "1"):
        return {}
    if not digits.isascii() or not digits.isdigit() or len(digits) > _START_DIGITS:
        log("start", value)
        return {}
    return {"start": digits}


def span(value: str) -> str:
    """Read a colspan or rowspan; empty unless it joins cells."""
    number = int(value) if value.isdecimal() and len(value) < len(str(SPAN)) + 1 else 1
    return str(number) if 1 < number <= SPAN else ""


def _finished_figure(node: Node, log: Callable[[str, str], None]) -> list[Node]:
    """Join one picture and the words around it to a figure; give everything else back as it stood."""
    blocks = _nodes(node)
    pictures = [block for block in blocks if is_picture(block)]
    if len(pictures) == 1:
        lines = [line for block in blocks if block is not pictures[0] for line in _lines(block)]
        if not lines:
            return pictures
        if all(line.tag == "p" for line in lines):
            if blocks[0] is not pictures[0]:
                log("caption", lines[0].text())
            return [figure(pictures[0], lines)]
    shaped: list[Node] = []
    for block in blocks:
        caption = _lines(block)
        words = block.tag == "figcaption" and all(line.tag == "p" for line in caption)
        if words and caption and shaped and is_picture(shaped[-1]):
            shaped[-1] = figure(shaped[-1], caption)
        else:
            shaped += caption
    return shaped


def figure(picture: Node, lines: list[Node]) -> Node:
    """Make a figure of a picture's paragraph and the paragraphs of its caption."""
    caption: list[Node | str] = []
    for line in lines:
        caption += [Node("br"), *line.children] if caption else line.children
    return Node("figure", {}, [*picture.children, Node("figcaption", {}, caption)])


def is_picture(block: Node) -> bool:
    """Tell whether a block is a paragraph of one image, linked or not, and nothing else."""
    if block.tag != "p" or len(block.children) != 1:
        return False
    only = block.children[0]
    if isinstance(only, Node) and only.tag == "a" and len(only.children) == 1:
        only = only.children[0]
    return isinstance(only, Node) and only.tag == "img"


def _lines(block: Node) -> list[Node]:
    return _nodes(block) if block.tag == "figcaption" else [block]


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]
