"""A page in a browser in, what axe finds against it out."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(tab: Page) -> list[tuple[str, list[str]]]:
    """Give the rules that a page breaks, each with the elements that break it."""
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in Axe().run(tab).response["violations"]
    ]


def assert_accessible(tab: Page, width: int) -> None:
    """Make sure that axe finds nothing, that nothing scrolls sideways, and that the console is silent."""
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.errors == []
