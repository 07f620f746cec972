"""Names and words in, XML out: what Atom, RSS and OPML share."""

from __future__ import annotations

from functools import cache

from lxml import etree

from jiazhu.text.characters import without_controls

ATOM_NAMES = "http://www.w3.org/2005/Atom"
HISTORY_NAMES = "http://purl.org/syndication/history/1.0"
"""Of RFC 5005."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Add an element, in its parent's namespace unless its name has one, with nothing that XML cannot hold."""
    given = {key: without_controls(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, _in_namespace(str(parent.tag), name), given)
    if text:
        element.text = without_controls(text) or None
    return element


@cache
def _in_namespace(parent: str, name: str) -> str:
    namespace, brace, _ = parent.rpartition("}")
    return name if name.startswith("{") else f"{namespace}{brace}{name}"


def written(root: etree._Element) -> bytes:
    """Write a whole document."""
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
