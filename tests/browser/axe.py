"""A page in a browser in, what axe finds against it out."""

from __future__ import annotations

from collections.abc import Iterable

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESK = 320, 1280
LOOKS = [("light", PHONE), ("dark", DESK)]
"""How a page is looked at: each of the colours and of the widths; and, in what is slow, both of both."""
STILL = "Promise.all(document.getAnimations().map(one => one.finished)).then(() => true)"
"""What comes up slowly is pale for a moment."""
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def violations(tab: Page) -> list[tuple[str, list[str]]]:
    """Give the rules that a page breaks, each with the elements that break it."""
    if tab.evaluate("!('axe' in window)"):
        tab.evaluate(AXE_SCRIPT)
    return [(found["id"], [node["html"] for node in found["nodes"]]) for found in tab.evaluate(RUN)]


def assert_accessible(tab: Page, looks: Iterable[tuple[str, int]]) -> None:
    """Make sure that axe finds nothing, that nothing scrolls sideways, and that the console is silent.

    However it is looked at: in each of the colours, at the width.
    """
    for scheme, width in looks:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 800})
        tab.evaluate(STILL)
        assert (scheme, width, violations(tab)) == (scheme, width, [])
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.errors == []
