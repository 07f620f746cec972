"""Clean or rendered HTML in, the light tree out."""

from __future__ import annotations

from lxml import etree

from jiazhu.ingest.tree import Node

_PARSER = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")


def parse(html: str) -> Node:
    """Read HTML that needs no repair into a tree; its root is a `div` that holds the blocks.

    Fast, for HTML that came from `clean_html` or `render_markdown`; what outlets write is for the cleaner.
    """
    root = etree.fromstring(f"<html><body><div>{html}</div></body></html>".encode(), _PARSER)
    return _node(root[0][0])


def _node(element: etree._Element) -> Node:
    children: list[Node | str] = []
    if element.text:
        children.append(element.text)
    for child in element:
        children.append(_node(child))
        if child.tail:
            children.append(child.tail)
    attrs = {str(name): str(value) for name, value in element.attrib.items()}
    return Node(str(element.tag), attrs, children)
