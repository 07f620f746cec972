"""The sample site in a browser: readable by everybody, on any screen, with or without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.axe import assert_accessible

ARTICLE = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"
PAGES = [
    "",
    "404.html",
    *(
        pytest.param(f"{language}/{page}", marks=marks)
        for language, marks in (("zh", ()), ("en", ()), ("zh-hant", pytest.mark.slow))
        for page in (
            "",
            "digests/",
            "digests/russia-china-2023/",
            f"articles/{ARTICLE}/",
            "tags/",
            "tags/russia-china/",
            "sources/",
            "sources/rfi-zh/",
            "archive/",
            "archive/2023/08/",
            "about/",
            "subscribe/",
        )
    ),
]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_accessible(open_page, page, looks):
    """axe finds nothing, nothing scrolls sideways, and the console stays silent: on any screen, in light and dark."""
    assert_accessible(open_page(page), looks)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_reads_without_script(open_page, language):
    """With JavaScript off, both columns of an article are there to be read."""
    tab = open_page(f"{language}/articles/{ARTICLE}/", script=False)
    assert tab.locator(".original p").first.is_visible()
    assert tab.locator(".translation p").first.is_visible()
    assert "卢卡申科" in tab.locator(".pairs").inner_text()
    assert "Lukashenko" in tab.locator(".pairs").inner_text()


def test_keyboard_reaches_the_text_first(open_page):
    """The first Tab shows the link that skips to the text, and Enter follows it."""
    tab = open_page("en/")
    assert tab.locator(".skip").bounding_box()["x"] < 0
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_text("Skip to the text")
    expect(tab.locator(".skip")).to_be_in_viewport(ratio=1)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/en/#main$"))


def test_each_block_stands_beside_its_translation_where_there_is_room(open_page):
    """On a wide screen each row starts on one line in both languages; on a phone the translation is below."""
    for page, width, beside in (
        (ARTICLE, 1280, True),
        (ARTICLE, 768, True),
        (ARTICLE, 320, False),
        ("2023-10-26-mei-ri-han-lian-he-qian-ze-chao-xian-xiang-e-luo", 1280, True),
    ):
        pairs = open_page(f"en/articles/{page}/", width=width).locator(".pair.duo").all()
        assert len(pairs) == 9
        for pair in pairs:
            original, translation = (pair.locator(name).bounding_box() for name in (".original", ".translation"))
            assert beside == (translation["y"] == original["y"])
            assert beside == (translation["x"] >= original["x"] + original["width"])
            assert beside or translation["y"] >= original["y"] + original["height"]


def test_language_menu_leads_to_the_same_page(open_page):
    """A reader changes the language and stays on the article."""
    tab = open_page(f"en/articles/{ARTICLE}/")
    tab.get_by_role("navigation", name="Languages").get_by_text("简体中文").click()
    expect(tab).to_have_url(re.compile(f"/zh/articles/{ARTICLE}/$"))
    expect(tab.locator("html")).to_have_attribute("lang", "zh-Hans")
