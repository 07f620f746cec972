"""A page in a browser in, what axe finds against it out."""

from __future__ import annotations

from collections.abc import Iterable

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESK = 320, 1280
STILL = "Promise.all(document.getAnimations().map(one => one.finished)).then(() => true)"
"""What comes up slowly is pale for a moment."""
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def violations(tab: Page) -> list[tuple[str, list[str]]]:
    """Give the rules that a page breaks, each with the elements that break it."""
    if tab.evaluate("!('axe' in window)"):
        tab.evaluate(AXE_SCRIPT)
    return [(found["id"], [node["html"] for node in found["nodes"]]) for found in tab.evaluate(RUN)]


def assert_accessible(tab: Page, *, widths: Iterable[int] = (PHONE, DESK), schemes: Iterable[str] = ()) -> None:
    """Make sure that axe finds nothing, that nothing scrolls sideways, and that the console is silent.

    At each width, in each of the colours: in light and dark unless they are named.
    """
    for scheme in schemes or ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        for width in widths:
            tab.set_viewport_size({"width": width, "height": 800})
            tab.evaluate(STILL)
            assert (scheme, width, violations(tab)) == (scheme, width, [])
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.errors == []
