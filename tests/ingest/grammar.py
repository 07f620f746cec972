"""The grammar of clean HTML, read with the standard library's parser: a string goes in, its faults come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"br", "img", "hr"}
TEXTS = {"p", "h2", "h3", "h4"}
BLOCKS = {*TEXTS, "ul", "ol", "blockquote", "pre", "hr", "table", "figure"}
PLAIN = {"strong", "em", "del", "code", "sup", "sub"}
INLINE = {*PLAIN, "ruby", "rt", "rp", "a", "img", "br"}
ATTRS = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "code": {"class"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


class Element:
    def __init__(self, tag, attrs):
        self.tag, self.attrs, self.children = tag, attrs, []

    def words(self):
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)

    def leaves(self):
        """Go through text, breaks and images in order."""
        for child in self.children:
            if isinstance(child, str) or child.tag in VOID:
                yield child
            else:
                yield from child.leaves()

    def elements(self):
        return [child for child in self.children if isinstance(child, Element)]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Element("body", {})]
        self.faults = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        if set(element.attrs) - ATTRS.get(tag, set()):
            self.faults.append(f"<{tag}> has {element.attrs}")
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> ends <{self.open[-1].tag}>")

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        self.faults.append(f"comment {data}")


def faults(html: str) -> list[str]:
    """List what is not as the clean HTML has to be."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    body = reader.open[0]
    found = reader.faults + [f"<{element.tag}> stays open" for element in reader.open[1:]]
    body.children = [child for child in body.children if child != "\n"]
    if html:
        blocks(body, found)
    levels = [1, *map(int, re.findall("<h([234])>", html))]
    found += [f"h{level} below h{above}" for above, level in pairwise(levels) if level > above + 1]
    return found


def blocks(parent: Element, found: list[str]) -> None:
    if not parent.children:
        found.append(f"<{parent.tag}> is empty")
    for block in parent.children:
        if isinstance(block, str) or block.tag not in BLOCKS:
            found.append(f"no block in <{parent.tag}>: {block if isinstance(block, str) else block.tag}")
        else:
            CHECKS.get(block.tag, run)(block, found)


def table(block: Element, found: list[str]) -> None:
    for row in [row for part in block.elements() for row in part.elements()]:
        for cell in row.elements():
            content(cell, found)
        if row.tag != "tr" or not row.children or {cell.tag for cell in row.elements()} - {"th", "td"}:
            found.append("no row of cells")


def figure(block: Element, found: list[str]) -> None:
    if [child.tag for child in block.elements()][1:] != ["figcaption"] or not is_picture(block.children[0]):
        found.append("no picture with its caption")
    else:
        run(block.children[1], found)


def pre(block: Element, found: list[str]) -> None:
    if [child.tag for child in block.elements()] != ["code"] or block.children[0].elements():
        found.append("pre holds more than one code")


def nothing(block: Element, found: list[str]) -> None:
    if block.children:
        found.append(f"<{block.tag}> is not empty")


def content(cell: Element, found: list[str]) -> None:
    kinds = {isinstance(child, Element) and child.tag in BLOCKS for child in cell.children}
    if len(kinds) > 1:
        found.append("a cell of words and blocks")
    elif kinds == {True}:
        blocks(cell, found)
    elif kinds:
        run(cell, found)


def items(block: Element, found: list[str]) -> None:
    tight = set()
    for item in block.elements():
        start = [child for child in item.children if isinstance(child, str) or child.tag not in BLOCKS]
        rest = item.children[len(start) :]
        if any(isinstance(child, str) or child.tag not in BLOCKS for child in rest) or item.tag != "li":
            found.append("words after blocks in an item")
        elif start:
            words = Element("li", {})
            words.children = start
            run(words, found)
            tight.add(all(child.tag in {"ul", "ol"} for child in rest) or found.append("words before blocks"))
        elif not all(child.tag in {"ul", "ol"} for child in rest) or not rest:
            tight.add(False)
        lists = Element("li", {})
        lists.children = rest
        if rest or not start:
            blocks(lists, found)
    if len(tight) > 1 or not block.children:
        found.append("a list both tight and loose, or empty")


def is_picture(child: Element | str) -> bool:
    if isinstance(child, str):
        return False
    return child.tag == "img" or (child.tag == "a" and len(child.children) == 1 and is_picture(child.children[0]))


def run(block: Element, found: list[str]) -> None:
    """Check the inline content of one block."""
    inline(block, (), found)
    leaves = list(block.leaves())
    line = "".join(leaf if isinstance(leaf, str) else {"br": "\n"}.get(leaf.tag, "x") for leaf in leaves)
    if not line or line != line.strip():
        found.append(f"white space at the edge of <{block.tag}>: {line!r}")
    if re.search(r"  | \n|\n |[\t\r\f]", line):
        found.append(f"white space in <{block.tag}>: {line!r}")
    second = block.children[1] if len(block.children) > 1 else ""
    if block.tag == "p" and is_picture(block.children[0]) and isinstance(second, Element) and second.tag == "br":
        found.append("a figure drawn as a paragraph")


def inline(parent: Element, within: tuple[str, ...], found: list[str]) -> None:
    before = ""
    for child in parent.children:
        tag = "" if isinstance(child, str) else child.tag
        if tag and tag not in INLINE:
            found.append(f"<{tag}> in text")
        elif tag == "img" and not re.match("https?://", child.attrs.get("src", "")):
            found.append(f"picture of {child.attrs}")
        elif tag and tag not in VOID:
            if tag in within or (tag in PLAIN and tag == before):
                found.append(f"<{tag}> in or beside itself")
            mark(child, found)
            inline(child, (*within, tag), found)
        before = tag


def mark(element: Element, found: list[str]) -> None:
    """Check one element round words."""
    tag = element.tag
    line = "".join(leaf if isinstance(leaf, str) else {"br": "\n"}.get(leaf.tag, "x") for leaf in element.leaves())
    if not line or line != line.strip():
        found.append(f"white space at the edge of <{tag}>: {line!r}")
    if tag == "code" and element.elements():
        found.append("elements in code")
    if tag == "a" and not re.match("https?://|mailto:", element.attrs.get("href", "")):
        found.append(f"link to {element.attrs}")


CHECKS: dict[str, Callable[[Element, list[str]], None]] = {
    "blockquote": blocks,
    "ul": items,
    "ol": items,
    "table": table,
    "figure": figure,
    "pre": pre,
    "hr": nothing,
}
