"""Entities on the pages: the first mention of each, and the pages on them."""

from __future__ import annotations

import re

import pytest
from lxml import html
from written import marked, original, site, translation, view

from jiazhu.library.mentions import find_mentions
from jiazhu.site.columns import Column, Piece
from jiazhu.site.entities import EntityViews
from jiazhu.site.names import first_mentions
from jiazhu.text.marks import MarkedText
from jiazhu.text.names import Names, Span

ENTITIES = """\
- id: belarus
  type: Place
  name: {zh-Hans: 白俄罗斯, zh-Hant: 白俄羅斯, en: Belarus}
  about: {zh: 一个国家。, en: A country.}
  same_as: [https://www.wikidata.org/wiki/Q184]
- id: russia
  type: Place
  name: {zh-Hans: 俄罗斯, en: Russia}
  match: {zh: [俄国], en: [the Federation]}
- id: li-shangfu
  type: Person
  name: {zh-Hans: 李尚福, en: Li Shangfu}
- id: nobody
  type: Person
  name: {fr: Personne}
"""
BODY = "李尚福访问白俄罗斯。他又到俄罗斯。\n\n## 俄国\n\n白俄罗斯欢迎。"
ENGLISH = "Li Shangfu visits Belarus.\n\n## Russia\n\nBelarus & the *Federation*."
FILES = {
    "entities.yaml": ENTITIES,
    "tags.yaml": "- id: belarus\n  label: {zh: 白俄, en: On Belarus}\n",
    "articles/one/zh.md": original("a1", title="访问", body=BODY),
    "articles/one/en.md": translation("A visit", body=marked(ENGLISH, BODY)),
    "articles/two/zh.md": original(
        "a2", title="无名", body="俄国。", day="2023-08-19", entities="{add: [belarus], skip: [russia]}"
    ),
}


@pytest.fixture
def files(make_content):
    """Give the site of two articles, with entities."""
    return site(make_content(FILES))


def chosen(body, taken=None):
    """Choose the first mentions in a column of one piece; give them as words."""
    names = Names({"俄罗斯": "russia", "中国": "china"})
    column = Column(
        code="zh",
        lang="zh-Hans",
        title=None,
        summary=None,
        caption=None,
        pieces=(Piece(id="x", line=0, html=body),),
        state=None,
        translator=None,
        minutes=1,
    )
    found = first_mentions(column, find_mentions(names, title="中国", blocks=[body]), taken)
    text = MarkedText(body).text
    return [(span.start, text[span.start : span.end]) for span in found.get(0, [])]


@pytest.mark.parametrize(
    ("body", "taken", "expected"),
    [
        ("<p>俄罗斯和俄罗斯</p>", [], [(0, "俄罗斯")]),
        ("<p>俄罗斯和俄罗斯</p>", [Span(2, 5, "n")], []),
        ("<p>俄罗斯和俄罗斯</p>", [Span(2, 3, "n")], [(4, "俄罗斯")]),
        ("<p>俄罗斯和</p>", [Span(3, 4, "n")], [(0, "俄罗斯")]),
        ('<p><a href="#">俄罗斯</a>和<strong>俄罗斯</strong></p>', [], [(4, "俄罗斯")]),
        ("<h2>俄罗斯</h2>\n<p><code>俄罗斯</code>，俄<em>罗斯</em>，俄罗斯</p>", [], [(12, "俄罗斯")]),
        ("<p><ruby>俄罗斯<rt>é</rt></ruby>&amp;中国</p>", [], [(5, "中国")]),
    ],
)
def test_the_first_mention_that_can_be_a_link_is_chosen(body, taken, expected):
    """Not in a link, code, heading or gloss, not across a tag, not over words of a note: then a later one, or none."""
    assert expected == chosen(body, {0: taken})


def test_an_article_links_each_name_once_in_each_language(files):
    """With name, reading, the other language's name and a line about it in the reader's language."""
    page = html.fromstring(files["en/articles/one/index.html"])
    assert [link.text for link in page.xpath("//a[@class='name']")] == [
        "李尚福", "白俄罗斯", "俄罗斯", "Li Shangfu", "Belarus",
    ]  # fmt: skip
    for link in page.xpath("//a[@class='name']"):
        assert link.get("href") == f"#{link.get('aria-describedby')}"
        (tip,) = page.xpath(f"//*[@id='{link.get('aria-describedby')}']")
        assert (tip.get("role"), tip.get("hidden"), tip.getparent()) == ("tooltip", "", link.getparent())
    (tip,) = page.xpath("//*[@id='name-belarus-zh']")
    assert [(part.text, part.get("lang")) for part in tip.xpath("./*[1]/*")] == [
        ("白俄罗斯", "zh-Hans"),
        ("Bái’éluósī", "zh-Latn-pinyin"),
        ("Belarus", "en"),
    ]
    assert [(part.text, part.get("lang")) for part in tip.xpath("./*[2]")] == [("A country.", "en")]
    assert tip.xpath(".//a/@href") == ["/watch/en/entities/belarus/"]
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_what_an_article_skips_is_not_linked(files):
    """Nor is it on the entity's page; what it adds is, without a passage."""
    assert 'class="name"' not in files["en/articles/two/index.html"]
    assert "/articles/two/" not in files["en/entities/russia/index.html"]
    page = html.fromstring(files["zh/entities/belarus/index.html"])
    assert page.xpath("//article//h3/a/@href") == ["/watch/zh/articles/two/", "/watch/zh/articles/one/"]
    assert len(page.xpath("//article[1]//p[@lang]")) == 0


def test_feeds_and_summaries_show_no_tooltips(files):
    """Where there is no style sheet, a text is its own words."""
    for name, text in files.items():
        assert ("tooltip" in text) == (name.endswith("articles/one/index.html")), name


def test_an_entity_page_shows_every_passage_in_both_languages(files):
    """Each with the name as a link to its paragraph; where one language alone has it, that one."""
    page = html.fromstring(files["en/entities/belarus/index.html"])
    passages = page.xpath("//*[contains(@class, 'passage')]")
    assert [[part.text_content() for part in passage.xpath("./p")] for passage in passages] == [
        ["Li Shangfu visits Belarus.", "李尚福访问白俄罗斯。"],
        ["Belarus & the Federation.", "白俄罗斯欢迎。"],
    ]
    links = [link for passage in passages for link in passage.xpath("./p/a")]
    assert [link.text_content() for link in links] == ["Belarus", "白俄罗斯"] * 2
    article = files["en/articles/one/index.html"]
    for link in links:
        address, anchor = link.get("href").split("#")
        assert address == "/watch/en/articles/one/"
        assert f'id="{anchor}"' in article
    russia = html.fromstring(files["zh/entities/russia/index.html"])
    assert [
        [part.text_content() for part in passage.xpath("./p")]
        for passage in russia.xpath("//*[contains(@class, 'passage')]")
    ] == [["他又到俄罗斯。"], ["俄国", "Russia"], ["Belarus & the Federation."]]


def test_an_entity_page_says_who_it_is(files):
    """Names in all languages with their reading, other forms, what is elsewhere, its tag, and what it appears with."""
    page = html.fromstring(files["en/entities/belarus/index.html"])
    words = " ".join(page.xpath("//main")[0].text_content().split())
    assert "Belarus 白俄罗斯 A country. 一个国家。" in words.replace(" Chinese", "", 1)
    assert "Simplified Chinese白俄罗斯 Bái’éluósī Traditional Chinese白俄羅斯 Bái’éluósī EnglishBelarus" in words
    assert "Elsewherewww.wikidata.org" in words
    assert page.xpath("//a[@rel='external']/@href") == ["https://www.wikidata.org/wiki/Q184"]
    assert page.xpath("//a[text()='As a tag']/@href") == ["/watch/en/tags/belarus/"]
    assert "Appears with Li Shangfu 1 Russia 1" in words
    assert "Also written 俄国 · the Federation" in files["en/entities/russia/index.html"].replace(
        '<span lang="zh-Hans">俄国</span>', "俄国"
    ).replace("</dt><dd>", " ")
    assert 'href="/watch/en/entities/belarus/">As a name</a>' in files["en/tags/belarus/index.html"]


def test_the_index_goes_by_type_and_first_letter(files):
    """By pinyin in Chinese, by letter in English; a name in another language stands in that."""

    def index(name):
        return [
            (section.xpath("string(h2)"), [
                (group.xpath("string(dt)"), group.xpath("dd/a/@href")) for group in section.xpath("dl/div")
            ])
            for section in html.fromstring(files[name]).xpath("//main/section")
        ]  # fmt: skip

    def address(language, *ids):
        return [f"/watch/{language}/entities/{id_}/" for id_ in ids]

    assert index("en/entities/index.html") == [
        ("Persons", [("L", address("en", "li-shangfu")), ("P", address("en", "nobody"))]),
        ("Places", [("B", address("en", "belarus")), ("R", address("en", "russia"))]),
    ]
    assert [letters for _, letters in index("zh/entities/index.html")][1] == [
        ("B", address("zh", "belarus")),
        ("E", address("zh", "russia")),
    ]


def test_notes_that_concern_an_entity_stand_on_its_page(make_content):
    """Those whose quoted words name it, and those that are claims of its."""
    notes = (
        "- {id: n1, kind: context, in: zh, quote: 访问白俄罗斯, note: {en: Once more.}}\n"
        "- {id: n2, kind: claim, in: zh, quote: 欢迎, claim: {by: li-shangfu, verdict: disputed}, note: {en: Who?}}\n"
    )
    made = view(make_content({**FILES, "articles/one/notes.yaml": notes}), "en")
    entities = EntityViews(made)
    told = {id_: [note.id for _, note in entities.notes(entity)] for id_, entity in made.library.entities.items()}
    assert told == {"belarus": ["n1"], "russia": [], "li-shangfu": ["n2"], "nobody": []}


def test_a_note_takes_the_words_it_quotes(make_content):
    """The name is then linked where it stands next."""
    notes = "- {id: n1, kind: context, in: zh, quote: 访问白俄罗斯, note: {en: Once more.}}\n"
    files = site(make_content({**FILES, "articles/one/notes.yaml": notes}))
    page = html.fromstring(files["en/articles/one/index.html"])
    (link,) = page.xpath("//a[@href='#name-belarus-zh']")
    assert link.xpath("string(ancestor::*[@class][@id][1]//p[1])").startswith("白俄罗斯")
    assert page.xpath("//a[contains(@class, 'quoted')]//a") == []


def test_no_entities_are_no_pages(make_content):
    """Nothing speaks of names where there are none."""
    files = site(make_content({"articles/one/zh.md": original()}))
    assert not [name for name in files if "entities" in name]
    assert not [
        name for name, text in files.items() if name.endswith(".html") and re.search(r"/entities/|names\.", text)
    ]
