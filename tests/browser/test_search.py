"""The search page in a browser: in both languages, by keyboard, with its address, and without script."""

from __future__ import annotations

import re
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from browser.axe import assert_accessible
from jiazhu.text.names import UNSPACED
from jiazhu.text.script import simplified_table
from jiazhu.text.tokens import fold, placed, terms

LI_SHANGFU = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"
SAID = "#found"


@pytest.fixture
def search(open_page):
    """Give a function that opens the search page with something looked for, and waits for what is found."""

    def opened(query="", language="zh", **more):
        tab = open_page(f"{language}/search/{query and '?q='}{query}", **more)
        if query:
            expect(tab.locator(SAID)).to_have_text(re.compile(r"\d|没有|沒有|No "))
        return tab

    return opened


def titles(tab):
    """List the titles of what is found."""
    return tab.locator(".results h2").all_inner_texts()


def marked(tab):
    """List the different words that are marked."""
    return {*tab.locator(".results mark").all_inner_texts()}


def choose(tab, facet, value):
    """Tick one of the choices that narrow a search."""
    tab.locator(f'input[name="{facet}"][value="{value}"]').check()
    tab.wait_for_url(re.compile(f"{facet}={value}"))


@contextmanager
def written_anew(tab, selector):
    """Wait until the elements of a page that are there before a change have been replaced by those after it."""
    tab.evaluate("path => document.querySelectorAll(path).forEach(one => { one.dataset.old = ''; })", selector)
    expect(tab.locator(f"{selector}[data-old]")).not_to_have_count(0)
    yield
    expect(tab.locator(f"{selector}[data-old]")).to_have_count(0)


@pytest.mark.parametrize("query", ["核武器", "核武", "核"])
def test_chinese_is_found(search, query):
    """A word or a part of it, in its context, under the base path; the link leads to the article."""
    tab = search(query)
    assert {query} == marked(tab)
    assert query in tab.locator(".context").first.inner_text()
    assert int(re.search(r"\d+", tab.locator(SAID).inner_text())[0]) == len(titles(tab)) > 0
    tab.locator(".results h2 a").first.click()
    expect(tab).to_have_url(re.compile(r"/watch/zh/articles/[^/]+/$"))
    expect(tab.locator("h1")).to_have_count(1)
    assert tab.errors == []


def test_traditional_finds_simplified_and_the_other_way_round(search):
    """Whatever the page writes."""
    assert {"俄罗斯"} == marked(search("俄羅斯"))
    assert {"俄羅斯"} == marked(search("俄罗斯", "zh-hant"))


def test_english_is_found(search):
    """Words that begin so; several must all be there, and those in quotation marks as they stand."""
    tab = search("sanction", "en")
    assert {"sanctions", "Sanctions"} >= marked(tab) != set()
    assert titles(search('"nuclear weapons"', "en"))
    assert titles(search("weapons nuclear", "en"))
    assert not titles(search('"weapons nuclear"', "en"))


def test_a_name_is_found_in_every_language(search):
    """普京 finds Putin on the English page, and says so."""
    tab = search("普京", "en")
    assert titles(tab)
    assert "Putin" in marked(tab) or "Vladimir Putin" in marked(tab)
    assert "Is about Vladimir Putin" in tab.locator(".results .card-words .meta:visible").first.inner_text()


def test_a_name_leads_to_its_page_and_the_question_to_other_languages(search):
    """Whoever looks for a name finds the page on it; a change of language takes the question along."""
    tab = search("普京")
    assert ["/watch/zh/entities/putin/"] == tab.locator("#named a").evaluate_all("all => all.map(a => a.pathname)")
    assert not search("军演").locator("#named").is_visible()
    tab.locator(".languages a[hreflang=en]").click()
    tab.wait_for_url(re.compile("/en/search/"))
    tab.wait_for_selector(".results mark")
    expect(tab.locator("input[name=q]")).to_have_value("普京")
    assert "Putin" in marked(tab) or "Vladimir Putin" in marked(tab)


def test_results_are_narrowed_and_the_address_tells(search):
    """A choice narrows what is shown and how much there is of the others; going back takes it away."""
    tab = search("俄罗斯")
    everything = titles(tab)
    choose(tab, "source", "voa-zh")
    expect(tab.locator(".results h2")).not_to_have_count(len(everything))
    narrowed = titles(tab)
    assert "q=" in tab.url
    years = dict(line.rsplit(" ", 1) for line in tab.locator('[data-facet="year"] li').all_inner_texts())
    assert sum(map(int, years.values())) == len(narrowed)
    tab.reload()
    tab.wait_for_selector(".results h2")
    assert narrowed == titles(tab)
    expect(tab.locator('input[value="voa-zh"]')).to_be_checked()
    tab.go_back()
    expect(tab.locator(".results h2")).to_have_count(len(everything))
    assert everything == titles(tab)


def test_back_leads_to_what_was_looked_for_before(search):
    """Each question that was sent has an address of its own."""
    tab = search("核武器")
    first = titles(tab)
    for query in ("军演", "普京"):
        tab.locator("input[name=q]").fill(query)
        tab.keyboard.press("Enter")
        expect(tab.locator(".results mark").first).to_have_text(query)
    tab.go_back()
    expect(tab.locator(".results mark").first).to_have_text("军演")
    expect(tab.locator("input[name=q]")).to_have_value("军演")
    tab.go_back()
    expect(tab.locator(".results mark").first).to_have_text("核武器")
    assert first == titles(tab)


def test_it_works_by_keyboard(search):
    """`/` leads to the field, typing is enough, and Tab leads to the choices and the results."""
    tab = search("核武器", width=1280)
    tab.keyboard.press("/")
    expect(tab.locator("input[name=q]")).to_be_focused()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("普京")
    expect(tab.locator(".results mark").first).to_have_text("普京")
    expect(tab).to_have_url(re.compile(f"q={quote('普京')}$"))
    with written_anew(tab, ".results li"):
        tab.keyboard.type("/")
        expect(tab.locator("input[name=q]")).to_have_value("普京/")
    seen = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate("document.activeElement.closest('h2, [data-facet]')?.tagName"))
    assert {"H2", "DETAILS"} <= {*seen}


def test_a_choice_keeps_the_focus(search):
    """Though the choices are written anew."""
    tab = search("俄罗斯")
    with written_anew(tab, 'input[name="year"]'):
        tab.locator('input[name="year"]').first.focus()
        tab.keyboard.press("Space")
        tab.wait_for_url(re.compile("year="))
    expect(tab.locator('input[name="year"]:checked')).to_be_focused()


def test_the_count_is_announced(search):
    """In a live region, and when nothing is found too."""
    tab = search("核武器")
    assert tab.locator(SAID).get_attribute("role") == "status"
    tab.locator("input[name=q]").fill("没有这样的词")
    expect(tab.locator(SAID)).to_contain_text("没有")
    assert titles(tab) == []


def test_words_have_their_language(search):
    """Han in English text is told, and so is a title in another language than the page's."""
    tab = search("", "en")
    tab.goto(tab.url + "?year=2023")
    tab.wait_for_selector(".results h2")
    bare = tab.evaluate(
        "[...document.querySelectorAll('.results *, .facets *')].flatMap(e => [...e.childNodes]"
        ".filter(n => n.nodeType === 3 && /\\p{Script=Han}/u.test(n.data) && !n.parentElement.closest('[lang^=zh]')))"
        ".map(n => n.data)"
    )
    assert bare == []


def test_without_script_the_page_leads_elsewhere(open_page):
    """It says why, and there is no field that would do nothing."""
    tab = open_page("zh/search/", script=False)
    assert tab.locator("input").count() == 0 or not tab.locator("input").first.is_visible()
    links = tab.locator("noscript a, main p a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert ["/watch/zh/archive/", "/watch/zh/tags/", "/watch/zh/entities/"] == links


def test_an_index_that_cannot_be_read_is_told(open_page):
    """The page says so, and stays usable."""
    tab = open_page("zh/search/")
    tab.context.route("**/search/**", lambda route: route.abort())
    tab.locator("input[name=q]").fill("核武器")
    expect(tab.locator(SAID)).to_contain_text("未能读取")
    tab.context.unroute("**/search/**")
    tab.locator("input[name=q]").fill("核武")
    tab.wait_for_selector(".results mark")


@pytest.mark.parametrize(("language", "query"), [("zh", "俄罗斯"), ("en", "普京")])
def test_search_is_accessible(search, language, query, looks):
    """axe finds nothing, with all choices open, and nothing scrolls sideways."""
    tab = search(query, language)
    tab.evaluate("document.querySelectorAll('.facets details').forEach(details => { details.open = true; })")
    assert_accessible(tab, looks)


def test_page_and_build_read_the_same(search, sample):
    """The browser finds the same units at the same places as the build does, in all that the sample digest says."""
    table = simplified_table()
    tab = search()
    tokens = {"unspaced": UNSPACED, "traditional": "".join(map(chr, table)), "simplified": "".join(table.values())}
    for path in sample.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        found = tab.evaluate(
            """async ([text, manifest]) => {
                const { Tokens } = await import(document.getElementById("search").dataset.engine);
                const tokens = new Tokens(manifest);
                return tokens.units(tokens.fold(text)).map(({ text, place }) => [place, text]);
            }""",
            [text, tokens],
        )
        expected = [
            [place, term[0] if re.match(f"[{UNSPACED}]", term) else term]
            for place, term in placed(terms(fold(text, table)))
        ]
        assert expected == found
