"""Notes in a browser: each can be reached and left again, by tap and by keyboard, with script and without."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest
from playwright.sync_api import expect

from browser.axe import assert_accessible

ARTICLES = [
    "2021-12-04-zhong-e-jia-shen-fei-zheng-shi-tong-meng-guan-xi",
    "2023-07-23-zhong-e-ri-ben-hai-jun-shi-yan-xi-jie-shu-le",
    "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo",
]
DESK, TABLET, PHONE = 1280, 800, 390
TELLING = [
    (ARTICLES[0], PHONE, True),
    (ARTICLES[0], DESK, False),
    (ARTICLES[1], TABLET, True),
    (ARTICLES[2], DESK, True),
    (ARTICLES[2], PHONE, False),
]
"""Each article, each width, with script and without."""
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""A browser that follows a link within the page moves what Tab goes on from with the next frame."""


def ends(link):
    """Tell how the address ends once a link within the page is followed."""
    return re.compile(re.escape(link.get_attribute("href")) + "$")


@pytest.mark.parametrize(
    ("article", "width", "script"),
    [
        pytest.param(*case, marks=() if case in TELLING else pytest.mark.slow)
        for case in product(ARTICLES, (DESK, TABLET, PHONE), (True, False))
    ],
)
def test_each_note_is_reached_and_left_by_tap(open_page, article, width, script):
    """Its number leads to it, its arrow back to the words; on a phone it opens, and closes again."""
    tab = open_page(f"en/articles/{article}/", width=width, script=script)
    numbers = tab.locator(".noteref a").all()
    assert numbers
    for number in numbers:
        note = tab.locator(number.get_attribute("href"))
        expect(note).to_be_visible(visible=width != PHONE)
        number.click()
        expect(tab).to_have_url(ends(number))
        expect(note).to_be_visible()
        note.locator(".back").click()
        expect(tab).to_have_url(re.compile("#quote-"))
        expect(note).to_be_visible(visible=width != PHONE)


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_count_of_notes_opens_them_all(open_page, script):
    """Each where its words are; the next number that is tapped opens its note alone."""
    tab = open_page(f"en/articles/{ARTICLES[1]}/", width=PHONE, script=script)
    notes = tab.locator(".notes .note")
    assert notes.count() > 1
    tab.locator("a.note-count").first.click()
    for note in notes.all():
        expect(note).to_be_visible()
    tab.locator(".noteref a").first.click()
    expect(notes.filter(visible=True)).to_have_count(1)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_each_note_is_reached_and_left_by_keyboard(open_page, width):
    """Enter on its number leads to it; the next stop of Tab is its arrow, and Enter leads back."""
    tab = open_page(f"zh/articles/{ARTICLES[0]}/", width=width)
    for number in tab.locator(".noteref a").all():
        number.focus()
        tab.keyboard.press("Enter")
        note = tab.locator(number.get_attribute("href"))
        expect(tab).to_have_url(ends(number))
        expect(note).to_be_visible()
        tab.evaluate(DRAWN)
        tab.keyboard.press("Tab")
        expect(note.locator(".back")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(ends(note.locator(".back")))


def pair_of(tab, note):
    """Give the box of the row in which the words begin that a note speaks of."""
    begin = tab.locator(note.locator(".back").get_attribute("href"))
    return begin.locator("xpath=ancestor::div[contains(@class, 'pair')][1]").bounding_box()


def test_on_a_desk_notes_stand_beside_their_words(open_page):
    """In the margin, in the row of the words they speak of; none covers another."""
    tab = open_page(f"en/articles/{ARTICLES[0]}/", width=DESK)
    boxes = []
    for number in tab.locator(".pairs .noteref a").all():
        note = tab.locator(number.get_attribute("href"))
        pair = pair_of(tab, note)
        box = note.bounding_box()
        assert box["x"] >= pair["x"] + pair["width"]
        assert abs(note.locator("xpath=..").bounding_box()["y"] - pair["y"]) < 40
        boxes.append(box)
    boxes.sort(key=lambda box: box["y"])
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]


def test_on_a_tablet_notes_stand_beneath_their_pair(open_page):
    """Across both columns."""
    tab = open_page(f"en/articles/{ARTICLES[0]}/", width=TABLET)
    for number in tab.locator(".pairs .noteref a").all():
        note = tab.locator(number.get_attribute("href"))
        pair = pair_of(tab, note)
        assert note.bounding_box()["y"] >= pair["y"] + pair["height"]


def test_in_print_and_without_style_notes_are_a_list_at_the_end(open_page):
    """In the order of the document they follow the text."""
    tab = open_page(f"en/articles/{ARTICLES[0]}/", width=PHONE)
    tab.emulate_media(media="print")
    notes = tab.locator(".notes .note").all()
    for note in notes:
        expect(note).to_be_visible()
    last = tab.locator(".pair").last.bounding_box()
    assert all(note.bounding_box()["y"] > last["y"] for note in notes)


@pytest.mark.parametrize("page", [*(f"en/articles/{article}/" for article in ARTICLES), "zh/notes/", "en/notes/"])
def test_notes_are_accessible(open_page, page, looks):
    """axe finds nothing, open notes included, and nothing scrolls sideways."""
    tab = open_page(page)
    if tab.locator(".noteref a").count():
        tab.locator(".noteref a").first.click()
        expect(tab.locator(".note:target")).to_be_visible()
    assert_accessible(tab, looks)


def choose(tab, kind):
    """Choose which notes are shown."""
    tab.locator(f"label:has([value={kind}])").click()
    expect(tab.locator(f"label [value={kind}]")).to_be_checked()


def test_notes_can_be_filtered_by_kind(open_page):
    """Without script: the page of all notes shows those of one kind."""
    tab = open_page("en/notes/", script=False)
    total = tab.locator("[data-kind]").count()
    assert total > 10
    for kind in ("context", "translation", "claim", "correction", "source"):
        choose(tab, kind)
        shown = [note.get_attribute("data-kind") for note in tab.locator("[data-kind]").all() if note.is_visible()]
        assert set(shown) == {kind}
    choose(tab, "all")
    assert sum(note.is_visible() for note in tab.locator("[data-kind]").all()) == total
