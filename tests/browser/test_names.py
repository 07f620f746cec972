"""Names in a browser: what they show by pointer, keyboard and tap, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.axe import DESK, PHONE, assert_accessible

ARTICLE = "articles/2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo/"
SHOWN = ".tip:visible"
PAGES = ["entities/", "entities/belarus/", "entities/lukashenko/"]


def name(tab, id_="lukashenko-en"):
    """Find a name in the text."""
    return tab.locator(f'a.name[href="#name-{id_}"]')


def inside(tab, width):
    """Tell whether what is shown is on the screen, and the page no wider than it."""
    box = tab.locator(SHOWN).bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= width == tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_a_tap_opens_a_name_and_a_tap_elsewhere_closes_it(open_page, width, script):
    """With script or without; it is all on the screen, and its link leads to the name's page."""
    tab = open_page(f"en/{ARTICLE}", width=width, script=script)
    expect(tab.locator(SHOWN)).to_have_count(0)
    name(tab).click()
    expect(tab.locator(SHOWN)).to_have_count(1)
    assert tab.locator(SHOWN).inner_text().startswith("Alexander Lukashenko 卢卡申科 Lúkǎshēnkē")
    if script:
        assert inside(tab, width)
    tab.locator("h1").click()
    expect(tab.locator(SHOWN)).to_have_count(0)
    name(tab).click()
    tab.locator(SHOWN).get_by_role("link").click()
    expect(tab).to_have_url(re.compile("/en/entities/lukashenko/$"))


def test_a_tap_leaves_the_page_where_it_is(open_page):
    """What is opened comes to the reader."""
    tab = open_page(f"en/{ARTICLE}")
    name(tab).scroll_into_view_if_needed()
    before = tab.evaluate("scrollY")
    name(tab).click()
    expect(tab.locator(SHOWN)).to_have_count(1)
    assert tab.evaluate("scrollY") == before


def test_a_pointer_shows_a_name_and_reaches_what_it_shows(open_page):
    """Hovering is enough, and the way from the name to its link is without a gap."""
    tab = open_page(f"en/{ARTICLE}")
    name(tab).hover()
    expect(tab.locator(SHOWN)).to_have_count(1)
    box, start = tab.locator(SHOWN).bounding_box(), name(tab).bounding_box()
    tab.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    for y in range(int(start["y"] + start["height"] / 2), int(box["y"]) + 20, 2):
        tab.mouse.move(start["x"] + 20, y)
        expect(tab.locator(SHOWN)).to_have_count(1)
    tab.mouse.move(5, 5)
    expect(tab.locator(SHOWN)).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_names_work_by_keyboard(open_page, script):
    """Tab comes to the name, which shows; then to its link; then on, and what it showed is gone."""
    tab = open_page(f"en/{ARTICLE}", script=script)
    name(tab).focus()
    expect(tab.locator(SHOWN)).to_have_count(1)
    tab.keyboard.press("Tab")
    expect(tab.locator(SHOWN).locator("a:focus")).to_have_count(1)
    tab.keyboard.press("Tab")
    expect(name(tab).locator("xpath=../*[contains(@class, 'tip')]")).to_be_hidden()


def test_escape_closes_a_name(open_page):
    """By keyboard and under the pointer; it opens again when one comes back."""
    tab = open_page(f"en/{ARTICLE}")
    name(tab).focus()
    tab.keyboard.press("Escape")
    expect(tab.locator(SHOWN)).to_have_count(0)
    tab.locator("h1").click()
    name(tab).hover()
    expect(tab.locator(SHOWN)).to_have_count(1)
    tab.keyboard.press("Escape")
    expect(tab.locator(SHOWN)).to_have_count(0)
    tab.mouse.move(5, 5)
    name(tab).hover()
    expect(tab.locator(SHOWN)).to_have_count(1)


def test_a_name_is_described_to_those_who_hear_it(open_page):
    """The tooltip's words are the link's description, though they are hidden."""
    tab = open_page(f"en/{ARTICLE}")
    assert "卢卡申科" in tab.evaluate(
        "id => document.getElementById(document.querySelector(`a.name[href='#${id}']`)"
        ".getAttribute('aria-describedby')).textContent",
        "name-lukashenko-en",
    )


@pytest.mark.parametrize("page", PAGES)
def test_pages_on_names_are_accessible(open_page, page, looks):
    """axe finds nothing, and nothing scrolls sideways."""
    assert_accessible(open_page(f"zh/{page}"), looks)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_open_name_is_accessible(open_page, width):
    """axe finds nothing, what it shows is on the screen, and nothing scrolls sideways."""
    tab = open_page(f"zh/{ARTICLE}", width=width)
    name(tab).focus()
    expect(tab.locator(SHOWN)).to_have_count(1)
    assert inside(tab, width)
    assert_accessible(tab, [("light", width), ("dark", width)])


def test_print_shows_text_alone(open_page):
    """No tooltip, and no dotted line."""
    tab = open_page(f"en/{ARTICLE}")
    name(tab).focus()
    tab.emulate_media(media="print")
    expect(tab.locator(SHOWN)).to_have_count(0)
    expect(name(tab)).to_have_css("text-decoration-line", "none")
