"""What needs room: words that cannot be broken, tables, numbers in Chinese, long notes, on a phone and on a desk."""

from __future__ import annotations

import pytest
from conftest import DIGEST
from written import load, original, translation

from browser.axe import DESK, PHONE
from browser.conftest import serving_site
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme

LONG = f"https://example.org/{'a' * 60}/clips/{'b' * 60}.mp3"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TABLE = (
    "| 国家 | 出口 | 进口 | 说明 |\n|---|---|---|---|\n| 白俄罗斯 | 一百二十亿 | 九十亿 | 两国同意明年举行联合军演 |"
)
NUMBER = "道琼工业指数涨升 250.62 点或"
BODY = f"## {WORD}\n\n[{LONG}]({LONG})\n\n{WORD} 正文。\n\n{TABLE}\n\n```\n中文 = 1\nprint(中文)\n```\n\n{NUMBER}"
NOTES = f"""\
- id: n1
  kind: source
  in: zh
  quote: print(中文)
  note: {{en: "{WORD}", zh: "{LONG}"}}
  by: {WORD}
  sources: [{{url: "{LONG}"}}]
- id: n2
  kind: correction
  in: zh
  quote: 两国同意明年举行
  replacement: {WORD}
  note: {{en: Yes}}
- id: n3
  kind: context
  in: zh
  quote: 道琼工业指数
  note: {{zh: {"长注" * 600}}}
"""
ENTITIES = f"- {{id: one, type: Concept, name: {{zh: {WORD}, en: {WORD}}}, about: {{zh: {WORD}}}}}\n"
TAGS = f"- {{id: long, label: {{zh: {WORD}, en: {WORD}}}, about: {{zh: {WORD}}}}}\n"
STORY = "title: {0}\nstories: [{{headline: {0}, lead: one, also: [{{article: two, adds: {0}}}]}}]\n"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """Serve a digest in which every place has a word that is wider than a phone; give its folder, and its address."""
    folder = tmp_path_factory.mktemp("narrow")
    given = {"authors": f"[{WORD}]", "tags": "[long]"}
    files = {
        "digest.toml": DIGEST.replace("中俄观察", WORD).replace("China–Russia Watch", WORD)
        + f'description.zh = "{WORD}"\n',
        "entities.yaml": ENTITIES,
        "tags.yaml": TAGS,
        "digests/2023-W33.zh.md": f"---\n{STORY.format(WORD)}---\n\n{WORD}\n",
        "articles/one/zh.md": original(title=WORD, body=BODY, caption=WORD, image=f'{{src: "{LONG}"}}', **given),
        "articles/one/notes.yaml": NOTES,
        "articles/one/en.md": translation(WORD, body="", translator=WORD, summary=WORD),
        "articles/two/zh.md": original("a2", title="二", body=f"[{LONG}]({LONG})\n", **given),
        "pages/about.zh.md": f"---\ntitle: {WORD}\n---\n\n{WORD}\n",
    }
    for name, text in files.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, encoding="utf-8")
    build(load(folder / "content"), Theme(), folder / "site")
    with serving_site(folder / "site") as door:
        yield folder / "site", door


@pytest.fixture
def tab(browser, narrow):
    """Give an empty tab that asks no other host."""
    tab = browser.new_page(base_url=narrow[1])
    tab.route(lambda url: not url.startswith(narrow[1]), lambda route: route.abort())
    yield tab
    tab.context.close()


def test_no_page_is_wider_than_the_screen(tab, narrow):
    """Wherever a word stands that is wider than the screen, it is broken; notes that are open included."""
    site, wide = narrow[0], {}
    for page in sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")):
        tab.goto(f"{page}#notes")
        for width in (PHONE, DESK):
            tab.set_viewport_size({"width": width, "height": 800})
            if (shown := tab.evaluate("document.documentElement.scrollWidth")) > width:
                wide[page, width] = shown
    assert wide == {}


def test_cells_of_chinese_have_room_for_words(tab):
    """Four characters stand in a line at least, and the table scrolls in its column."""
    for width in (PHONE, DESK):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto("zh/articles/one/")
        for cell in tab.locator(".original :is(th, td)").all():
            assert cell.evaluate("one => one.clientWidth / parseFloat(getComputedStyle(one).fontSize)") >= 4 + 2 * 0.8


def test_words_of_code_that_a_note_marks_stay_code(tab):
    """Their links and numbers as well."""
    tab.goto("zh/articles/one/")
    fonts = tab.locator("pre").evaluate(
        "one => [...one.querySelectorAll('.quoted')].map(e => getComputedStyle(e).fontFamily)"
    )
    assert fonts
    assert all("monospace" in font for font in fonts)


@pytest.mark.parametrize(("width", "aligned"), [(PHONE, "start"), (DESK, "justify")])
def test_only_wide_columns_are_justified(tab, width, aligned):
    """In a narrow one a number that goes to the next line would leave gaps between all characters."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("zh/articles/one/")
    assert tab.locator(".original p", has_text="250.62").evaluate("one => getComputedStyle(one).textAlign") == aligned


def test_a_long_note_does_not_tear_the_text_apart(tab):
    """In the margin it scrolls, until its number is followed."""
    tab.set_viewport_size({"width": DESK, "height": 800})
    tab.goto("zh/articles/one/")
    note = tab.locator("#note-n3")
    assert note.bounding_box()["height"] < 400
    tab.locator(".noteref a[href='#note-n3']").click()
    assert note.evaluate("one => one.scrollHeight <= one.clientHeight")
