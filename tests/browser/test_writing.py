"""Writing in the preview, in a browser: by pointer, by keyboard and by touch."""

from __future__ import annotations

import re
import time
from itertools import product
from urllib.request import urlopen

import pytest
from conftest import copy_sample
from playwright.sync_api import expect
from running import serving, until
from written import load

from browser.axe import DESK, PHONE, violations
from browser.selecting import select
from browser.test_pages import ARTICLE
from jiazhu.library.articles import load_article

PAGE = f"en/articles/{ARTICLE}/"
TELLING = [("en", "light", PHONE), ("zh", "dark", DESK)]


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Serve a copy of the sample digest; give its folder and its address."""
    content = copy_sample(tmp_path_factory.mktemp("writing") / "content")
    with serving(content, "--port", "0", "--no-search") as running:
        yield content, f"http://127.0.0.1:{running.port}/watch/"


def body_of(preview) -> str:
    """Give the hash of what is on the article's page."""
    with urlopen(f"{preview[1]}{PAGE}") as answer:
        return re.search(r'data-body="(\w+)"', answer.read().decode())[1]


@pytest.fixture
def folder(preview):
    """Give the folder of an article; whatever is written is put back in the end, on its page too."""
    content = preview[0]
    kept = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    page = body_of(preview)
    yield content / "articles" / ARTICLE
    changed = [path for path, data in kept.items() if path.read_bytes() != data]
    assert not changed or until(lambda: body_of(preview) != page)  # else it would be shown in the next test's page
    for path in changed:
        path.write_bytes(kept[path])
    assert until(lambda: body_of(preview) == page)


@pytest.fixture
def opened(browser, preview):
    """Give a function that opens a page of the preview; an error in its scripts fails the test."""
    contexts, errors = [], []

    def open_(page: str = PAGE, *, beside=None, **given):
        if beside is None:
            contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **given}))
        context = beside.context if beside else contexts[-1]
        tab = context.new_page()
        tab.route(lambda url: not url.startswith(preview[1].removesuffix("watch/")), lambda route: route.abort())
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(preview[1] + page)
        tab.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
        return tab  # before that, a browser may drop keys

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


def test_a_build_waits_for_a_page_that_is_still_loading(browser, preview, folder):
    """What is saved meanwhile is shown when the page is whole, and its form is there."""
    before = body_of(preview)

    def late(route):
        (folder / "en.md").write_text((folder / "en.md").read_text("utf-8") + "\nAdded.\n", encoding="utf-8")
        assert until(lambda: body_of(preview) != before)
        time.sleep(0.5)  # so that a page which does not wait has heard of it
        route.continue_()

    tab = browser.new_page()
    tab.route(re.compile("^https:"), lambda route: route.abort())
    tab.route("**/.jiazhu/words.js", late, times=1)
    tab.goto(preview[1] + PAGE)
    expect(tab.locator("main")).to_contain_text("Added.")
    expect(tab.locator(".pen")).to_be_visible()
    tab.context.close()


def form_for(tab, what: str = "Note"):
    """Open the form of a kind; give its dialog."""
    tab.locator(".pen").click()
    sheet = tab.get_by_role("dialog")
    sheet.get_by_role("radio", name=what, exact=True).check(force=True)
    return sheet


def saved(tab, file: str) -> None:
    """Save the form, and wait until it is."""
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("status")).to_contain_text(f"{file}:")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def notes(folder) -> dict[str, str]:
    """Give the words that the article's notes quote, by what they say in English."""
    return {note.note.get("en", "").strip(): (note.in_, note.at, note.quote) for note in load_article(folder).notes}


@pytest.mark.parametrize(
    ("within", "start", "end", "language", "at", "words"),
    [
        (
            ".pair .original",
            "李尚福并表示",
            "美联社称",
            "zh",
            "body",
            "李尚福并表示中国将加强与俄罗斯和白俄罗斯的军事合作。美联社称",
        ),
        (
            ".pair .original",
            "没有参与乌克兰",
            "中国的军",
            "zh",
            "body",
            "没有参与乌克兰战争，卢卡申科周四表示，中国的军",
        ),
        (".pair .translation", "visited ", "having been", "en", "body", "visited Belarus on Thursday, having been"),
        (".pair .translation", "next year", "Li had visited", "en", "body", "next year. Li had visited"),
        (".titles .mine", "pledges", "closer", "en", "title", "pledges closer"),
    ],
)
def test_a_note_is_on_the_words_selected(opened, folder, *, within, start, end, language, at, words):
    """Across names, bold, earlier notes and paragraphs; in either language and in titles; shown without a reload."""
    tab = opened()
    tab.evaluate("window.loadedOnce = true")
    select(tab, start, end, within=within)
    sheet = form_for(tab)
    sheet.get_by_label("The note · English").fill("Said *here*.")
    saved(tab, "notes.yaml")
    expect(tab.locator(".note-text", has_text="Said here.")).to_have_count(1)
    assert tab.evaluate("window.loadedOnce")
    assert notes(folder)["Said *here*."] == (language, at, words)


def test_of_words_that_stand_often_those_selected_are_meant(opened, folder):
    """俄罗斯 is everywhere: the mark is where it was selected."""
    tab = opened()
    select(tab, "俄罗斯的核武器", "俄罗斯的核武器", length=3)
    form_for(tab).get_by_label("The note · English").fill("That one.")
    saved(tab, "notes.yaml")
    note = next(note for note in load_article(folder).notes if note.note.get("en", "").startswith("That"))
    assert (note.quote, note.after[:4]) == ("俄罗斯", "的核武器")
    expect(tab.locator(f"#quote-{note.id}")).to_have_text("俄罗斯")


def test_a_claim_and_a_correction_say_what_they_must(opened, folder):
    """A form asks for what its kind needs, and for nothing else; what is missing is told, and what was typed stays."""
    tab = opened()
    select(tab, "进一步加强双边")
    sheet = form_for(tab)
    for label in ("Whose claim", "The right words"):
        expect(sheet.get_by_label(label)).to_be_hidden()
    sheet.get_by_label("Kind").select_option("correction")
    expect(sheet.get_by_label("Whose claim")).to_be_hidden()
    sheet.get_by_label("The note · English").fill("Wrong.")
    tab.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_contain_text("a correction without `replacement`")
    assert sheet.get_by_label("The note · English").input_value() == "Wrong."
    sheet.get_by_label("Kind").select_option("claim")
    sheet.get_by_label("Whose claim").select_option(label="Alexander Lukashenko")
    sheet.get_by_label("Verdict").select_option("disputed")
    sheet.get_by_label("Address").fill("https://e.org/one")
    sheet.get_by_role("button", name="Another source").click()
    sheet.get_by_label("Address").nth(1).fill("https://e.org/two")
    sheet.get_by_label("Title").nth(1).fill("Two")
    saved(tab, "notes.yaml")
    note = next(note for note in load_article(folder).notes if note.note.get("en") == "Wrong.\n")
    assert (note.claim.by, note.claim.verdict) == ("lukashenko", "disputed")
    assert [(source.url, source.title) for source in note.sources] == [
        ("https://e.org/one", ""),
        ("https://e.org/two", "Two"),
    ]


@pytest.mark.parametrize(("width", "unfolded"), [(PHONE, False), (DESK, True)])
def test_what_is_wrong_does_not_cover_what_is_written_with(opened, folder, width, unfolded):
    """Neither the button nor the form, nor what is said of it, is out of reach below the list of problems."""
    empty = "\n- id: empty\n  kind: context\n  in: zh\n  quote: 明年举行\n  note: {}\n"
    (folder / "notes.yaml").write_text((folder / "notes.yaml").read_text("utf-8") + empty, encoding="utf-8")
    tab = opened(viewport={"width": width, "height": 640})
    bar = tab.locator("#jiazhu-problems summary")
    expect(bar).to_have_text("1 warning")
    if unfolded:
        bar.click()
    select(tab, "进一步加强双边")
    pen = tab.locator(".pen")
    pen.click(position={"x": 20, "y": pen.bounding_box()["height"] - 3})
    sheet = tab.get_by_role("dialog")
    sheet.get_by_role("button", name="Discard").click(trial=True)
    sheet.get_by_label("The note · English").fill("Beside a fault.")
    saved(tab, "notes.yaml")
    tab.get_by_role("status").click(trial=True)
    bar.click(position={"x": 20, "y": 10})


def test_by_keyboard_alone(opened, folder):
    """A shortcut opens the form for what is selected, with the focus in it; Escape closes it, and the focus is back."""
    tab = opened()
    tab.locator(".brand").first.focus()
    select(tab, "明年举行")
    tab.keyboard.press("Alt+n")
    sheet = tab.get_by_role("dialog")
    expect(sheet.get_by_label("The note · English")).to_be_focused()
    tab.keyboard.type("Typed.")
    tab.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(tab.locator(".brand").first).to_be_focused()
    tab.keyboard.press("Alt+n")
    assert sheet.get_by_label("The note · English").input_value() == "Typed."
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("status")).to_contain_text("notes.yaml:")
    assert notes(folder)["Typed."] == ("zh", "body", "明年举行")


def test_words_are_typed_where_none_are_selected(opened, folder):
    """Who cannot select words writes them; those that are not there are told, with the nearest that are."""
    tab = opened()
    tab.keyboard.press("Alt+n")
    sheet = tab.get_by_role("dialog")
    expect(sheet.get_by_label("The words")).to_be_focused()
    tab.keyboard.type("strongman presidents of Belarus")
    sheet.get_by_label("The note · English").fill("Typed.")
    tab.keyboard.press("Control+Enter")
    expect(sheet.get_by_role("alert")).to_contain_text("strongman president of Belarus")
    sheet.get_by_label("The words").fill("strongman president of Belarus")
    saved(tab, "notes.yaml")
    assert notes(folder)["Typed."][0] == "en"


def test_on_a_phone_by_touch(opened, folder):
    """A button shows that words are selected; the form is a sheet at the foot, above which the words are seen."""
    tab = opened(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    select(tab, "进一步加强双边")
    pen = tab.locator(".pen")
    box = pen.bounding_box()
    assert box["height"] >= 24
    assert box["width"] >= 24
    pen.tap()
    sheet = tab.get_by_role("dialog")
    expect(sheet).to_be_visible()
    assert sheet.get_by_label("The words").input_value() == "进一步加强双边"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    above = tab.evaluate("CSS.highlights.get('jiazhu').values().next().value.getBoundingClientRect().bottom")
    assert 0 < above <= sheet.bounding_box()["y"]
    sheet.get_by_label("The note · English").fill("By touch.")
    sheet.get_by_role("button", name="Save").tap()
    expect(tab.get_by_role("status")).to_contain_text("notes.yaml:")
    assert "By touch." in notes(folder)


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        pytest.param(*case, marks=() if case in TELLING else pytest.mark.slow)
        for case in product(["en", "zh"], ["light", "dark"], [PHONE, DESK])
    ],
)
def test_forms_are_accessible(opened, folder, language, scheme, width):
    """axe finds nothing against any of them, and nothing scrolls sideways."""
    lost = "\n- id: lost\n  kind: context\n  in: zh\n  quote: 无此文字可寻\n  note: {en: Gone}\n"
    (folder / "notes.yaml").write_text((folder / "notes.yaml").read_text("utf-8") + lost, encoding="utf-8")
    tab = opened(
        PAGE.replace("en", language, 1), viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True
    )
    expect(tab.locator("#note-lost")).to_have_count(1)
    select(tab, "进一步加强双边")
    assert violations(tab) == []
    tab.locator(".pen").click()
    forms = tab.get_by_role("dialog").locator(".choice input")
    expect(forms).to_have_count(5)
    for number in range(5):
        forms.nth(number).check(force=True)
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_translation_is_edited_and_marked_reviewed(opened, folder):
    """Of the paragraph that words are selected in; its marker says so, and no other line changes."""
    before = (folder / "en.md").read_text("utf-8").split("\n")
    tab = opened()
    select(tab, "双方均未透露")
    sheet = form_for(tab, "Translation")
    text = sheet.get_by_role("textbox", name="Translation")
    assert text.input_value().startswith("Neither side disclosed")
    text.fill("Neither side told any **details**.")
    sheet.get_by_label("Reviewed").check()
    saved(tab, "en.md")
    expect(tab.locator(".translation strong", has_text="details")).to_have_count(1)
    after = (folder / "en.md").read_text("utf-8").split("\n")
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert [other for _, other in changed] == ["<!-- aeb02f81 reviewed -->", "Neither side told any **details**."]


def test_a_missing_paragraph_is_offered_first(opened, folder):
    """Without any words selected, the form is for what is not translated yet."""
    text = (folder / "en.md").read_text("utf-8")
    (folder / "en.md").write_text(re.sub(r"<!-- c04c2e21 -->\n.*\n\n", "", text), encoding="utf-8")
    tab = opened()
    expect(tab.locator(".pair .state", has_text="Not translated yet")).to_have_count(1)
    sheet = form_for(tab, "Translation")
    assert sheet.locator(".original blockquote").text_content() == "李尚福在前往白俄罗斯之前访问了俄罗斯。"
    sheet.get_by_role("textbox", name="Translation").fill("Before Belarus, Li was in Russia.")
    saved(tab, "en.md")
    expect(tab.locator(".translation", has_text="Before Belarus, Li was")).to_have_count(1)
    assert "<!-- c04c2e21 draft -->\nBefore Belarus, Li was in Russia.\n" in (folder / "en.md").read_text("utf-8")


def test_an_orphan_is_anchored_to_new_words(opened, folder):
    """It comes back from below the text into the margin; the words that it had are kept in its entry."""
    path = folder / "zh.md"
    path.write_text(path.read_text("utf-8").replace("双方均未透露合作内容的细节，", ""), encoding="utf-8")
    lost = "\n- id: lost\n  kind: context\n  in: zh\n  quote: 双方均未透露合作内容的细节\n  note: {en: Nothing told}\n"
    (folder / "notes.yaml").write_text((folder / "notes.yaml").read_text("utf-8") + lost, encoding="utf-8")
    tab = opened()
    expect(tab.locator(".other-notes", has_text="Nothing told")).to_have_count(1)
    select(tab, "两国同意明年")
    sheet = form_for(tab, "Anchor")
    sheet.get_by_role("radio", name="双方均未透露合作内容的细节").check()
    saved(tab, "notes.yaml")
    expect(tab.locator(".beside", has_text="Nothing told")).to_have_count(1)
    note = next(note for note in load_article(folder).notes if note.id == "lost")
    assert (note.quote, note.was) == ("两国同意明年", ("双方均未透露合作内容的细节",))


def test_a_name_is_added_and_the_article_tagged(opened, folder, preview):
    """A name is found in the texts at once; a tag stands at the article's foot."""
    tab = opened()
    select(tab, "双边军事合作")
    sheet = form_for(tab, "Name")
    assert sheet.get_by_label("Name · Chinese").input_value() == "双边军事合作"
    sheet.get_by_label("Name · English").fill("Bilateral Military Coöperation")
    assert sheet.get_by_label("Address of its page").input_value() == "bilateral-military-cooperation"
    sheet.get_by_label("What it is").select_option("Concept")
    saved(tab, "entities.yaml")
    expect(tab.locator(".named .name", has_text="双边军事合作")).to_have_count(1)

    sheet = form_for(tab, "Tags")
    sheet.get_by_label("Arms and arms supplies").check()
    sheet.get_by_label("Belarus").uncheck()
    saved(tab, "zh.md")
    expect(tab.locator(".article-foot .tags")).to_contain_text("Arms and arms supplies")
    expect(tab.locator(".article-foot .tags")).not_to_contain_text("Belarus")
    assert "\ntags: [russia-china-military, ukraine-war, arms]\n" in (folder / "zh.md").read_text("utf-8")
    assert "bilateral-military-cooperation" in load(preview[0]).entities


def test_a_change_on_disk_is_told_and_what_was_typed_is_kept(opened, folder):
    """Nothing is overwritten; the form shows what is in the file now, and saves once that was looked at."""
    tab = opened()
    select(tab, "双方均未透露")
    sheet = form_for(tab, "Translation")
    sheet.get_by_role("textbox", name="Translation").fill("Mine.")
    path = folder / "en.md"
    path.write_text(path.read_text("utf-8").replace("Neither side", "Neither of them"), encoding="utf-8")
    theirs = path.read_bytes()
    expect(tab.locator(".translation", has_text="Neither of them")).to_have_count(1)  # the page is put anew beneath
    tab.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_contain_text("has changed on disk")
    assert (path.read_bytes(), sheet.get_by_role("textbox", name="Translation").input_value()) == (theirs, "Mine.")
    sheet.get_by_role("button", name="Look at it as it is now").click()
    expect(sheet.locator(".present blockquote")).to_contain_text("Neither of them disclosed")
    assert sheet.get_by_role("textbox", name="Translation").input_value() == "Mine."
    saved(tab, "en.md")
    assert "<!-- aeb02f81 draft -->\nMine.\n" in path.read_text("utf-8")


@pytest.mark.slow
def test_seven_tabs_write_at_once(opened, folder):
    """In one browser: forms opened before the first was saved are told of it, one by one; in the end all is there."""
    tabs = [opened()]
    tabs += [opened(beside=tabs[0]) for _ in range(6)]
    for number, tab in enumerate(tabs):
        select(tab, "进一步加强双边")
        form_for(tab).get_by_label("The note · English").fill(f"Tab {number}")
    for number, tab in enumerate(tabs):
        tab.get_by_role("button", name="Save").click()
        if number:
            expect(tab.get_by_role("alert")).to_contain_text("has changed on disk")
            tab.get_by_role("button", name="Look at it as it is now").click()
            expect(tab.get_by_role("alert")).to_contain_text("now based on the file")
            tab.get_by_role("button", name="Save").click()
        expect(tab.get_by_role("status")).to_contain_text("notes.yaml:")
    for tab in tabs:
        for number in range(7):
            expect(tab.locator(".note-text", has_text=f"Tab {number}")).to_have_count(1)
    assert {f"Tab {number}" for number in range(7)} <= notes(folder).keys()


def test_what_is_typed_outlives_a_reload(opened):
    """And an end of the preview is no end of it either."""
    tab = opened()
    select(tab, "双方均未透露")
    form_for(tab).get_by_label("The note · English").fill("Half a note")
    tab.get_by_role("button", name="Another source").click()
    tab.get_by_label("Address").nth(1).fill("https://e.org/two")
    tab.reload()
    sheet = tab.get_by_role("dialog")
    assert sheet.get_by_label("The note · English").input_value() == "Half a note"
    assert sheet.get_by_label("The words").input_value() == "双方均未透露"
    assert sheet.get_by_label("Address").nth(1).input_value() == "https://e.org/two"
    tab.route("**/.jiazhu/write/**", lambda route: route.abort())
    tab.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_contain_text("does not answer")
    assert sheet.get_by_label("The note · English").input_value() == "Half a note"
    sheet.get_by_role("button", name="Discard").click()
    tab.reload()
    expect(tab.locator(".pen")).to_be_visible()
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_only_articles_as_files_have_them_are_written_on(opened, preview):
    """Lists have no form, nor has a page in a derived script: its words stand in no file."""
    for page in ("en/", "en/about/", "en/notes/", PAGE.replace("en", "zh-hant", 1)):
        assert opened(page).locator("jiazhu-writing").count() == 0
    assert until(lambda: "jiazhu-writing" not in (preview[0].parent / "site" / PAGE / "index.html").read_text("utf-8"))
