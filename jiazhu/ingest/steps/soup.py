"""HTML from anywhere in, the element that wraps its parsed soup out."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from jiazhu.ingest.steps.characters import visible

# No HTML element: a stray end tag of the fragment does not close it.
_WRAPPER = "jiazhu-fragment"


def parse(html: str) -> Tag:
    """Parse a fragment; the element that comes back holds all of it, and `:scope` in a rule means it.

    Beautiful Soup with lxml: of the parsers it knows the fastest, and the one that refuses nothing.
    """
    soup = BeautifulSoup(f"<{_WRAPPER}>{visible(html)}", "lxml", multi_valued_attributes=None)
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
