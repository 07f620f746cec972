"""Colours in a browser: as the system has them, or as the reader chose; without script too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PAPER = {"light": "rgb(251, 250, 246)", "dark": "rgb(22, 21, 19)"}


def expect_paper(tab, scheme):
    """Make sure which colour the page has."""
    expect(tab.locator("body")).to_have_css("background-color", PAPER[scheme])


def choose(tab, scheme):
    """Choose colours, as a reader does: by their label."""
    tab.locator(f'.schemes label:has([value="{scheme}"])').click()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_reader_turns_the_colours(open_page, system, script):
    """The page is as the system has it, then as the reader does, and back again: script or not."""
    tab = open_page("en/about/", scheme=system, script=script)
    expect_paper(tab, system)
    other = "dark" if system == "light" else "light"
    choose(tab, other)
    expect_paper(tab, other)
    choose(tab, "auto")
    expect_paper(tab, system)


def test_colours_are_remembered(open_page):
    """The next page is painted in them from the start, and its footer shows the choice."""
    tab = open_page("en/about/")
    choose(tab, "dark")
    tab.get_by_role("link", name="Tags", exact=True).click()
    tab.wait_for_url("**/en/tags/")
    expect_paper(tab, "dark")
    expect(tab.locator('.schemes [value="dark"]')).to_be_checked()


def test_the_choice_is_made_by_keyboard(open_page):
    """The arrows go through the colours."""
    tab = open_page("en/about/")
    tab.locator('.schemes [value="auto"]').focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    expect_paper(tab, "dark")
