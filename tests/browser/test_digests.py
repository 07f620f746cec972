"""The digest page and its mails in a browser: for everybody, on any screen, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.axe import assert_accessible

DIGEST = "digests/russia-china-2023/"
MAILS = [f"en/{DIGEST}mail.html", f"zh/{DIGEST}mail-alone.html"]


def choose(tab, mode):
    """Choose a reading mode by its words."""
    tab.locator(".modes").get_by_text(mode, exact=True).click()
    expect(tab.locator(".modes").get_by_label(mode, exact=True)).to_be_checked()


@pytest.mark.parametrize("page", MAILS)
def test_a_mail_is_accessible(open_page, page, looks):
    """axe finds nothing, nothing scrolls sideways, and the console stays silent."""
    assert_accessible(open_page(page), looks)


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (320, False)])
def test_source_and_date_stand_beside_the_story(open_page, width, beside):
    """In a narrow column on the left where there is room, else above the headline."""
    card = open_page(f"en/{DIGEST}", width=width).locator("article.card").first
    meta, headline = (card.locator(name).bounding_box() for name in (".card-meta", ".headline"))
    assert beside == (meta["x"] + meta["width"] <= headline["x"])
    assert beside or meta["y"] + meta["height"] <= headline["y"]


def test_only_notes_are_vermilion(open_page):
    """Of all words of the digest, those that count notes, and no others."""
    tab = open_page(f"en/{DIGEST}")
    red = tab.evaluate(
        """[...document.querySelectorAll('main *')].filter(
            one => getComputedStyle(one).color === 'rgb(181, 48, 31)' && one.textContent.trim()
        ).map(one => one.textContent.trim())"""
    )
    assert len(red) == 5
    assert all(text.endswith(" notes") for text in red)


def test_one_language_hides_the_other(open_page):
    """In titles, introduction, stories and what stands beneath them; what there is in one language stays."""
    tab = open_page(f"en/{DIGEST}")
    assert "军舰" in tab.locator("main").inner_text()
    choose(tab, "English")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in tab.locator("main").inner_text())
    choose(tab, "English first, the other on tap")
    story = tab.locator("article.card").first
    story.locator(".tap").click()
    expect(story.locator(".tap input")).to_be_checked()
    assert "北京与莫斯科" in story.inner_text()
    assert "七月两国海军" in story.inner_text()


def test_print_shows_both_languages_and_nothing_to_click(open_page):
    """Stories are not torn apart between pages; menus, modes, mails and neighbours are not there."""
    tab = open_page(f"en/{DIGEST}", width=800)
    tab.emulate_media(media="print")
    for name in (".menu", ".languages", ".modes", ".as-mail", ".neighbours", ".foot nav"):
        expect(tab.locator(name).first, name).to_be_hidden()
    said = tab.locator("main").inner_text()
    assert "The armies of Beijing and Moscow draw closer" in said
    assert "北京与莫斯科的军队越走越近" in said
    assert tab.locator("article.card").first.evaluate("card => getComputedStyle(card).breakInside") == "avoid"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ["mail.html", "mail-alone.html"])
def test_mail_asks_for_nothing(open_page, name):
    """It is all in one file: a mail program that loads nothing shows the same."""
    tab = open_page(f"en/{DIGEST}{name}")
    assert tab.evaluate("performance.getEntriesByType('resource').filter(one => !/favicon/.test(one.name)).length") == 0
    assert tab.locator("h2").count() == 2
