"""Reading modes in a browser: what each shows, without script too, and what is remembered with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.axe import DESK, PHONE, assert_accessible

ARTICLE = "articles/2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo/"
STATES = "articles/2023-10-26-mei-ri-han-lian-he-qian-ze-chao-xian-xiang-e-luo/"
LISTS = ["", "digests/russia-china-2023/", "tags/north-korea/", "sources/rfi-zh/", "archive/2023/08/"]


def choose(tab, mode):
    """Choose a reading mode, as a reader does: by its label."""
    tab.locator(f".modes label:has(.mode-{mode})").click()
    expect(tab.locator(f".modes .mode-{mode}")).to_be_checked()


def seen(tab, lang):
    """Tell which paragraphs of an article are to be seen in a language."""
    return [cell.is_visible() for cell in tab.locator(f".pairs [lang={lang}]:is(.original, .translation)").all()]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("mode", "english", "chinese"), [("mine", True, False), ("other", False, True), ("tap", True, False)]
)
def test_a_mode_shows_its_language(open_page, script, mode, english, chinese):
    """One language alone, or the page's own first: title, caption and each paragraph, with script or without."""
    tab = open_page(f"en/{ARTICLE}", script=script)
    assert (all(seen(tab, "en")), all(seen(tab, "zh-Hans"))) == (True, True)
    choose(tab, mode)
    assert len(seen(tab, "en")) == len(seen(tab, "zh-Hans")) == 9
    assert (set(seen(tab, "en")), set(seen(tab, "zh-Hans"))) == ({english}, {chinese})
    assert tab.locator("h1 .mine").is_visible() == english
    assert tab.locator("h1 .other").is_visible() == chinese


@pytest.mark.parametrize("script", [True, False])
def test_a_tap_shows_the_other_language_of_one_paragraph(open_page, script):
    """And another tap hides it; by keyboard, space does."""
    tab = open_page(f"zh/{ARTICLE}", script=script, width=390)
    choose(tab, "tap")
    pair = tab.locator(".pair").nth(2)
    pair.locator(".tap").click()
    expect(pair.locator(".tap input")).to_be_checked()
    assert seen(tab, "en") == [False, False, True, *[False] * 6]
    pair.locator(".tap input").press("Space")
    expect(pair.locator(".tap input")).not_to_be_checked()
    assert not any(seen(tab, "en"))
    assert pair.locator(".mine").bounding_box()["y"] < pair.locator(".tap").bounding_box()["y"]


def test_what_is_missing_is_shown_in_the_original_in_every_mode(open_page):
    """With a word of notice; a stale paragraph says so beside the old translation."""
    tab = open_page(f"en/{STATES}")
    missing, stale = tab.locator(".pair:not(.duo)"), tab.locator(".pair", has_text="The original has changed since.")
    assert (missing.count(), stale.count()) == (1, 1)
    for mode in ("mine", "other", "tap"):
        choose(tab, mode)
        assert missing.locator(".original").is_visible()
        assert missing.get_by_text("Not translated yet.").is_visible()
    choose(tab, "mine")
    assert stale.get_by_text("The original has changed since.").is_visible()


@pytest.mark.parametrize("page", LISTS)
def test_lists_have_the_same_modes(open_page, page):
    """Headlines and summaries are there in both languages, or in the one that was chosen."""
    tab = open_page(f"en/{page}")
    headlines = tab.locator(".card .headline")
    assert headlines.count() > 0
    for mode, mine, other in (("mine", True, False), ("other", False, True)):
        choose(tab, mode)
        for part in (".headline", ".summary"):
            assert {found.is_visible() for found in tab.locator(f".card {part}.mine, .card {part} .mine").all()} == {
                mine
            }
            found = tab.locator(f".card {part}.other, .card {part} .other").all()
            assert {one.is_visible() for one in found} == {other}


def test_the_mode_is_remembered(open_page):
    """From page to page, in the reader's browser; both languages where nothing was chosen."""
    tab = open_page(f"en/{ARTICLE}")
    expect(tab.locator("[name=mode]:checked")).to_have_value("both")
    choose(tab, "other")
    tab.goto(tab.url.replace(f"/en/{ARTICLE}", "/en/"))
    expect(tab.locator("[name=mode]:checked")).to_have_value("zh")
    tab.goto(tab.url.replace("/en/", "/zh/"))
    expect(tab.locator("[name=mode]:checked")).to_have_class("mode-mine")


def test_modes_work_by_keyboard(open_page):
    """The group is one stop of the Tab key, arrows choose."""
    tab = open_page(f"en/{ARTICLE}")
    tab.locator("[name=mode]").first.focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("[name=mode]:checked")).to_have_value("en")
    assert not any(seen(tab, "zh-Hans"))
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_count(1)
    expect(tab.locator("[name=mode]:focus")).to_have_count(0)


def test_print_shows_both(open_page):
    """Whatever is chosen on the screen; and no radio buttons."""
    tab = open_page(f"en/{ARTICLE}")
    choose(tab, "mine")
    tab.emulate_media(media="print")
    expect(tab.locator(".modes").first).to_be_hidden()
    assert all(seen(tab, "en"))
    assert all(seen(tab, "zh-Hans"))


@pytest.mark.parametrize("mode", ["mine", "other", "tap"])
def test_modes_are_accessible(open_page, mode):
    """axe finds nothing in any mode, and nothing scrolls sideways."""
    tab = open_page(f"zh/{ARTICLE}")
    choose(tab, mode)
    assert_accessible(tab, [("light", width) for width in (PHONE, 390, 768, DESK)])


def test_headings_stand_once_in_the_outline(open_page):
    """A heading of the text is one heading in two languages."""
    tab = open_page("en/articles/2021-12-04-zhong-e-jia-shen-fei-zheng-shi-tong-meng-guan-xi/")
    headings = tab.locator(":is(h1, .pairs :is(h2, h3))").all()
    assert len(headings) == 3
    assert all(heading.locator("[lang=zh-Hans], .original").count() >= 1 for heading in headings)


def test_a_paragraph_link_leads_to_its_row(open_page):
    """Its mark shows when a pointer or the keyboard comes to it, and its address is that of the row."""
    tab = open_page(f"en/{ARTICLE}")
    link = tab.locator(".permalink").nth(3)
    link.focus()
    expect(link).to_have_css("opacity", "1")
    tab.keyboard.press("Enter")
    expect(tab.locator(".pair:target > .permalink")).to_have_attribute("href", link.get_attribute("href"))


@pytest.mark.parametrize("width", [320, 768])
def test_long_words_break(open_page, width):
    """A long word or URL in a paragraph makes no page scroll sideways."""
    tab = open_page(f"en/{ARTICLE}", width=width)
    tab.evaluate("""document.querySelectorAll('.pair p').forEach((p, n) => {
        p.append(n % 2 ? 'https://example.org/' + 'x'.repeat(200) : 'W'.repeat(200));
    })""")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
