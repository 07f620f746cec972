"""HTML from anywhere in, the element that wraps its parsed soup out; and a walk through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from jiazhu.ingest.steps.characters import visible

Leave = Callable[[], None]
"""What is to be done at the end of an element."""

# The parser ends these elements where a paragraph starts inside of them; browsers do not.
_SHORT = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_MARK_ROUND_BLOCK = re.compile(r"<(?:b|i|s|strike)(?:\s[^<>]*)?>[^<]*<(?:p|center)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([a-z]+)((?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+)>""", re.IGNORECASE)  # what is in values is text
_PARAGRAPH_IN_HEADING = re.compile(r"(<h[1-6](?:\s[^<>]*)?>\s*)<p(?:\s[^<>]*)?>", re.IGNORECASE)
_EDGE = re.compile(r"<(/?(?:p|h[1-6]))(?:\s[^<>]*)?>", re.IGNORECASE)
_HEADING_ENDS = re.compile(r"\s*(?:</h[1-6][\s>]|\Z)", re.IGNORECASE)

# No HTML element: a stray end tag of the fragment does not close it.
_WRAPPER = "jiazhu-fragment"


def parse(html: str, log: Callable[[str, str], None]) -> Tag:
    """Parse a fragment; the element that comes back holds all of it, and `:scope` in a rule means it.

    Beautiful Soup with lxml: of the parsers it knows the fastest, and the one that refuses nothing. `log` is told what
    had to be mended for it.
    """
    shown = visible(html)
    if shown != html:
        log("characters", f"{len(html) - len(shown)} dropped, or some changed to spaces")
    soup = BeautifulSoup(
        f"<{_WRAPPER}>{_mended(shown, log)}", "lxml", multi_valued_attributes=None, attribute_dict_class=dict
    )
    wrapper = soup.find(_WRAPPER)
    if not isinstance(wrapper, Tag):  # only if the parser lost what stood first
        raise TypeError(wrapper)
    # What comes after a stray </body> or </html> lands outside.
    outer: Tag = wrapper
    while outer.parent is not None:
        for late in list(outer.next_siblings):
            wrapper.append(late)
        outer = outer.parent
    return wrapper


def _mended(html: str, log: Callable[[str, str], None]) -> str:
    """Spell marks round blocks and paragraphs in headings so that the parser keeps them where they are."""
    found = _MARK_ROUND_BLOCK.search(html)
    if found:
        log("mark round blocks", found[0])
        html = _TAG.sub(lambda tag: f"<{tag[1]}{_SHORT.get(tag[2].lower(), tag[2])}{tag[3]}>", html)
    for opening in _PARAGRAPH_IN_HEADING.findall(html):
        log("paragraph in heading", opening)
    return _without_paragraphs_in_headings(html)


def _without_paragraphs_in_headings(html: str) -> str:
    """Take a heading's first paragraph out of its tags; a line break parts it from what follows in the heading."""
    parts: list[str] = []
    at = 0
    for found in _PARAGRAPH_IN_HEADING.finditer(html):
        parts += [html[at : found.start()], found[1]]
        at = found.end()
        edge = _EDGE.search(html, at)
        if edge and edge[1].lower() == "/p" and not _HEADING_ENDS.match(html, edge.end()):
            parts += [html[at : edge.start()], "<br>"]
            at = edge.end()
    return "".join([*parts, html[at:]])


def taken_whole() -> None:
    """Stand for the end of an element whose inside the walk leaves out."""


def walk(scope: Tag, enter: Callable[[Tag], Leave | None], text: Callable[[NavigableString], None]) -> None:
    """Go through the soup in the order it is read, with a stack of its own: it may nest deeper than Python calls.

    `enter` gets each element, and gives back what to do at its end; `text` gets each string, comments too.
    """
    stack: list[tuple[Iterator[PageElement], Leave | None]] = [(iter(scope.contents), None)]
    while stack:
        children, leave = stack[-1]
        for child in children:
            if isinstance(child, Tag):
                after = enter(child)
                stack.append((iter(() if after is taken_whole else child.contents), after))
                break
            if isinstance(child, NavigableString):
                text(child)
        else:
            stack.pop()
            if leave:
                leave()
