"""HTML as the cleaner and the writer handle it: a light tree, made from soup or from clean HTML, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

VOID = frozenset({"br", "hr", "img"})


@dataclass(slots=True)
class Node:
    """An element with its attributes and its children: text or more elements."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Go through all elements inside, in document order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """Join all text inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def to_html(node: Node | str) -> str:
    """Write a tree as HTML."""
    if isinstance(node, str):
        return escape(node, quote=False)
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    if node.tag in VOID:
        return f"<{node.tag}{attrs}>"
    return f"<{node.tag}{attrs}>{''.join(map(to_html, node.children))}</{node.tag}>"
