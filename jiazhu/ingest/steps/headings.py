"""Clean blocks in, the same blocks out with headings of regular levels, bold paragraphs read as what they mean."""

from __future__ import annotations

from jiazhu.ingest.tree import Node

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOP, _LOWEST = 2, 4


def regular_levels(root: Node) -> list[str]:
    """Renumber headings in place: the highest is h2, the lowest h4, and none skips a level on the way down.

    Gives a line for each heading that changed.
    """
    above: list[int] = []
    changes: list[str] = []
    for node in root.walk():
        level = _HEADINGS.get(node.tag)
        if level is None:
            continue
        while above and above[-1] >= level:
            above.pop()
        tag = f"h{min(_TOP + len(above), _LOWEST)}"
        above.append(level)
        if tag != node.tag:
            changes.append(f"{node.tag} → {tag}: {node.text()}")
            node.tag = tag
    return changes


def is_all_bold(node: Node | str) -> bool:
    """Tell whether a block is a paragraph that is bold throughout, and words only."""
    if not isinstance(node, Node) or node.tag != "p" or len(node.children) != 1:
        return False
    only = node.children[0]
    if not isinstance(only, Node) or only.tag != "strong":
        return False
    return all(inside.tag not in {"img", "br"} for inside in only.walk())


def bold_to_headings(root: Node, level: int) -> list[str]:
    """Turn bold paragraphs between others into headings, in place; give their words.

    The first block of words is a lead, and a heading has something below it: neither the first nor the last changes.
    """
    found: list[str] = []
    first = next((at for at, block in enumerate(root.children) if isinstance(block, Node) and block.text().strip()), 0)
    for at, block in enumerate(root.children[:-1]):
        if at > first and isinstance(block, Node) and is_all_bold(block):
            bold = block.children[0]
            if isinstance(bold, Node):
                block.tag, block.children = f"h{level}", bold.children
                found.append(block.text())
    return found


def drop_repeated_lead(root: Node) -> str:
    """Drop the paragraph below a bold lead, in place, where it says the same again; give its words."""
    words = [at for at, block in enumerate(root.children) if isinstance(block, Node) and block.text().strip()]
    if len(words) > 1 and is_all_bold(root.children[words[0]]):
        lead, repeat = root.children[words[0]], root.children[words[1]]
        if isinstance(lead, Node) and isinstance(repeat, Node) and repeat.tag == "p":
            said = repeat.text()
            links_or_images = any(inside.tag in {"a", "img"} for inside in repeat.walk())
            if "".join(said.split()) == "".join(lead.text().split()) and not links_or_images:
                del root.children[words[1]]
                return said
    return ""
