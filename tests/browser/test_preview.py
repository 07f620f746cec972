"""The preview in a browser: what is saved is shown in the page that is open, and the place in it stays."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from conftest import copy_sample
from playwright.sync_api import expect
from running import serving, until

from browser.tabs import answer_with_picture
from browser.test_pages import ARTICLE
from jiazhu.site.theme import DEFAULT_THEME

STATE = """
window.here = document.body
window.loadedOnce = true
document.addEventListener("DOMContentLoaded", () => { window.ready = true })  // said again when a new body is in place
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Serve a copy of the sample digest, with a theme of its own beside it; give its folder and its address."""
    folder = tmp_path_factory.mktemp("preview")
    content = copy_sample(folder / "content")
    (folder / "mine" / "static").mkdir(parents=True)
    page = (DEFAULT_THEME / "templates" / "page.html").read_text(encoding="utf-8")
    (folder / "mine" / "templates").mkdir()
    folded = "<details><summary>More</summary>and more</details>{% endblock %}"
    (folder / "mine" / "templates" / "page.html").write_text(folded.join(page.rsplit("{% endblock %}", 1)))
    tag = (DEFAULT_THEME / "templates" / "tag.html").read_text(encoding="utf-8")
    module = """<script src="{{ urls.asset('once.js') }}" type="module"></script>{% endblock %}"""
    (folder / "mine" / "templates" / "tag.html").write_text(module.join(tag.rsplit("{% endblock %}", 1)))
    (folder / "mine" / "static" / "once.js").write_text("document.body.dataset.ran = 'yes'")
    with serving(content, "--port", "0", "--theme", "mine", "--no-search") as running:
        yield folder, f"http://127.0.0.1:{running.port}/watch/", running


@pytest.fixture
def opened(browser, preview):
    """Give a function that opens a page of the preview, all in one browser; an error in its scripts fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    errors = []

    def open_(page: str):
        tab = context.new_page()
        tab.route(
            lambda url: not url.startswith(preview[1].removesuffix("watch/")),
            answer_with_picture,
        )
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(preview[1] + page)
        tab.evaluate(STATE)
        return tab

    yield open_
    context.close()
    assert errors == []


def save(file, text: str) -> None:
    """Write a file as an editor does: no build finds half of it."""
    aside = file.with_name(f"{file.name}~")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)


@contextmanager
def put_back(preview, file, page: str):
    """Put a file back in the end, and wait until its page is as it was: the next test begins in peace."""
    folder, _, running = preview
    text = (folder / file).read_text(encoding="utf-8")

    def shown() -> str:
        return re.sub(r'data-build="\d+"', "", running.get(f"/watch/{page}"))

    before = shown()
    yield folder / file
    save(folder / file, text)
    until(lambda: shown() == before)


@pytest.fixture
def english(preview):
    """Give the file of an article's translation, which is put back in the end."""
    with put_back(preview, f"content/articles/{ARTICLE}/en.md", f"en/articles/{ARTICLE}/") as file:
        yield file


@pytest.fixture
def about(preview):
    """Give the file of a page, which is put back in the end."""
    with put_back(preview, "content/pages/about.en.md", "en/about/") as file:
        yield file


def replace(file, old: str, new: str) -> None:
    """Change words of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    save(file, text.replace(old, new))


def last_words(file) -> str:
    """Give words of the last paragraph of a translation."""
    return file.read_text(encoding="utf-8").rstrip().rpartition("\n")[2][-25:]


def test_a_translation_is_shown_where_the_reader_is(opened, english):
    """Its words change without a reload; scroll, mode, colours and what is open stay, and scripts work as before."""
    tab = opened(f"en/articles/{ARTICLE}/")
    tab.locator('label:has([name="mode"][value="en"])').click()
    tab.locator('.schemes label:has([value="dark"])').click()
    tab.evaluate("document.querySelector('.article-foot').scrollIntoView()")
    place = tab.evaluate("scrollY")
    assert place > 100
    replace(english, last_words(english), "changed words at the end.")
    expect(tab.locator("main")).to_contain_text("changed words at the end.")
    assert tab.evaluate("[window.loadedOnce, window.here.isConnected]") == [True, False]
    until(lambda: tab.evaluate("Boolean(window.ready)"))  # the page's policy lets nobody ask from within
    assert abs(tab.evaluate("scrollY") - place) < 60
    expect(tab.locator('[name="mode"][value="en"]')).to_be_checked()
    expect(tab.locator('.schemes [value="dark"]')).to_be_checked()
    expect(tab.locator("html")).to_have_attribute("data-scheme", "dark")
    tab.locator('.schemes label:has([value="light"])').click()
    expect(tab.locator("html")).to_have_attribute("data-scheme", "light")
    tab.locator('label:has([name="mode"][value="zh"])').click()
    until(lambda: tab.evaluate("localStorage.getItem('reading-mode')") == "zh")


def test_words_stay_at_their_height_when_more_come_above(opened, english):
    """What is read does not move, though a paragraph above it grows."""
    tab = opened(f"en/articles/{ARTICLE}/")
    last = tab.locator("main [id^=b-]").last
    last.evaluate("element => { element.scrollIntoView(); scrollBy({top: -100, behavior: 'instant'}); }")
    height = last.evaluate("element => element.getBoundingClientRect().top")
    first = english.read_text(encoding="utf-8").partition("-->\n")[2].partition("\n")[0]
    replace(english, first, first + " Many more words." * 60)
    expect(tab.locator("main")).to_contain_text("Many more words.")
    assert abs(tab.locator("main [id^=b-]").last.evaluate("e => e.getBoundingClientRect().top") - height) < 3


def test_what_was_opened_stays_open(opened, about):
    """A `<details>` that the reader opened is open in the new body."""
    tab = opened("en/about/")
    tab.locator("summary", has_text="More").click()
    save(about, about.read_text(encoding="utf-8") + "\nAdded words.\n")
    expect(tab.locator("main")).to_contain_text("Added words.")
    assert tab.evaluate("window.here.isConnected") is False
    expect(tab.locator("main details")).to_have_attribute("open", "")


def test_a_page_with_a_module_is_loaded_again(opened, english):
    """What a browser runs only once needs a new page."""
    tab = opened("en/tags/russia-china-military/")
    expect(tab.locator("body")).to_have_attribute("data-ran", "yes")
    replace(english, '\ntitle: "', '\ntitle: "New words: ')
    expect(tab.locator("main")).to_contain_text("New words: ")
    expect(tab.locator("body")).to_have_attribute("data-ran", "yes")
    assert tab.evaluate("window.loadedOnce") is None


def test_a_style_sheet_is_exchanged_alone(opened, preview):
    """A change of the theme's style shows at once, and the body stays the very same."""
    sheet = preview[0] / "mine" / "static" / "style.css"
    tab = opened("en/about/")
    sheet.write_text("body { background: rgb(1, 2, 3); }", encoding="utf-8")
    try:
        expect(tab.locator("body")).to_have_css("background-color", "rgb(1, 2, 3)")
        assert tab.evaluate("[window.loadedOnce, window.here === document.body]") == [True, True]
        expect(tab.locator('head link[rel="stylesheet"]')).to_have_count(1)
    finally:
        sheet.unlink()
    expect(tab.locator("body")).not_to_have_css("background-color", "rgb(1, 2, 3)")


def test_a_fault_is_shown_until_it_is_mended(opened, english):
    """Front matter that breaks is told with file, line and excerpt over the last good page, which stays as it is."""
    tab = opened(f"en/articles/{ARTICLE}/")
    tab.evaluate("scrollTo(0, 300)")
    replace(english, "\nstate:", "\nstaet:")
    panel = tab.get_by_role("alert")
    expect(panel).to_contain_text("en.md:")
    expect(panel.locator("pre")).to_contain_text("staet: ")
    expect(panel).to_contain_text("state")
    expect(tab.locator("#jiazhu-problems")).to_have_css("position", "fixed")
    replace(english, "\nstaet:", "\nstate:")
    expect(panel).to_have_count(0)
    assert tab.evaluate("[window.here === document.body, scrollY]") == [True, 300]


def test_faulty_settings_leave_the_page_as_it_was(opened, preview):
    """A fault that stops the build shows over the last good page, whose body and place stay."""
    settings = preview[0] / "content" / "digest.toml"
    text = settings.read_text(encoding="utf-8")
    tab = opened(f"en/articles/{ARTICLE}/")
    tab.evaluate("scrollTo(0, 300)")
    try:
        save(settings, text + "\nnope = [")
        expect(tab.get_by_role("alert")).to_contain_text("digest.toml:")
        assert tab.evaluate("[window.here === document.body, scrollY]") == [True, 300]
    finally:
        save(settings, text)
    expect(tab.get_by_role("alert")).to_have_count(0)
    assert tab.evaluate("[window.here === document.body, scrollY]") == [True, 300]


@pytest.mark.slow
def test_seven_tabs_keep_working(opened, english):
    """However many are open, each loads, and each shows what was saved."""
    tabs = [opened(f"en/articles/{ARTICLE}/") for _ in range(7)]
    replace(english, last_words(english), "words in seven tabs.")
    for tab in tabs:
        expect(tab.locator("main")).to_contain_text("words in seven tabs.")
        assert tab.evaluate("window.loadedOnce")
    tabs[0].close()  # the one that listened for all
    replace(english, "words in seven tabs.", "words in six tabs.")
    for tab in tabs[1:]:
        expect(tab.locator("main")).to_contain_text("words in six tabs.")
