"""Pictures in a browser: the room that is kept for them, and what is left where they do not come."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from running import until

ARTICLE = "en/articles/2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo/"
PICTURED = "en/articles/2021-12-04-zhong-e-jia-shen-fei-zheng-shi-tong-meng-guan-xi/"


def test_a_picture_that_does_not_come_leaves_its_caption(open_page):
    """And no empty frame; where it has no words at all, nothing."""
    tab = open_page(PICTURED, pictures=False)
    expect(tab.locator(".picture img")).to_have_count(0)
    expect(tab.locator(".frame")).to_have_count(0)
    expect(tab.locator(".picture figcaption")).to_be_visible()
    tab = open_page(ARTICLE, pictures=False)
    expect(tab.locator(".picture img")).to_have_count(0)
    expect(tab.locator(".picture")).to_have_count(0)


@pytest.mark.parametrize("page", [ARTICLE, PICTURED])
def test_pictures_that_come_stay(open_page, page):
    """Late or not: each is as it was in the page."""
    tab = open_page(page)
    before = tab.content().count("<img ")
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(lambda: tab.evaluate("[...document.images].every(image => image.complete && image.naturalWidth)"))
    assert tab.locator("img").count() == before > 0
    assert tab.errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_as_pictures_come(open_page, width):
    """The page is as high without them as with them."""
    heights = {
        tab.evaluate("document.documentElement.scrollHeight")
        for tab in (
            open_page(ARTICLE, width=width, script=False, pictures=False),
            open_page(ARTICLE, width=width, script=False),
        )
    }
    assert len(heights) == 1
