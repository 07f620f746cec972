"""Articles cut to what may be published of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace
from written import articles, load, marked, original, site, translation, view

from jiazhu.model import Article
from jiazhu.site.columns import Columns
from jiazhu.site.parallel import Row, parallel_rows
from jiazhu.site.rights import paragraph, permitted
from jiazhu.text.anchor import bare, words
from jiazhu.text.markdown import render_markdown

LONG = (
    "河港新桥的工程师说，桥面在冬天来到以前就能通车，虽然今年的雨水比往年都多；渡船公司则认为，旅客仍会选择便宜的旧路。"
    "市长没有回答记者的问题，他的办公室只说预算还在讨论。到此为止。"
)
BODY = f"![图](https://e.org/1.jpg)\\\n图片说明\n\n{LONG}\n\n第二段的话在后面，讲的是另外的事。"
ENGLISH = "![p](https://e.org/1.jpg)\\\nCaption\n\nFirst.\n\nSecond."


@pytest.fixture
def written(make_content):
    """Give a function that writes an article, of which an excerpt is shown unless its keys say otherwise."""

    def write(english="", notes="", **keys):
        given = {"rights": "excerpt", "body": BODY, **keys}
        files = {
            "articles/one/zh.md": original(**given),
            "articles/one/en.md": english,
            "articles/one/notes.yaml": notes,
        }
        return make_content({name: text for name, text in files.items() if text})

    return write


def cut(content) -> Article:
    """Give the only article, as it may be published."""
    return permitted(load(content)).articles[0]


def rows(article: Article) -> list[Row]:
    """Set an article's text beside its translation."""
    columns = Columns()
    return parallel_rows(columns.of(article, "zh"), article.translations["en"], columns.of(article, "en"))


def page(content, name="en/articles/one/index.html"):
    """Make the site, and parse a page of it."""
    return html.document_fromstring(site(content)[name].encode())


@pytest.mark.parametrize(
    ("article", "source", "expected"),
    [
        ("", "", "link"),
        ("", "excerpt", "excerpt"),
        ("full", "excerpt", "full"),
        ("excerpt", "full", "excerpt"),
    ],
)
def test_the_narrowest_word_on_rights_counts(make_content, article, source, expected):
    """An article's own, else its source's, else the digest's; afterwards the article says it itself."""
    own = {"rights": article} if article else {}
    of_source = f'rights = "{source}"\n' if source else ""
    content = make_content(
        {
            "articles/one/zh.md": original(source="some", **own),
            "sources/some.toml": f'hosts = ["e.org"]\nname = {{zh = "某社"}}\n{of_source}',
        }
    )
    library = load(content)
    library = replace(library, config=replace(library.config, rights="link"))
    assert permitted(library).articles[0].matter.rights == expected


def test_digests_hold_the_cut_articles(written):
    """A digest's articles are those of the Library, and not as they were before."""
    library = permitted(load(written()))
    assert library.digests[0].articles == library.articles
    assert "后面" not in library.digests[0].articles[0].body


def test_an_excerpt_is_the_beginning_that_lists_show(written):
    """Its first paragraph, cut as a list cuts it; a caption is no beginning."""
    shown = words(render_markdown(cut(written()).body))
    assert LONG.startswith(shown.removesuffix("…"))
    assert 80 <= len(shown) <= 90


@pytest.mark.parametrize("rights", ["excerpt", "link"])
def test_no_picture_is_shown(written, rights):
    """Not the lead picture, nor its caption, nor one of the text."""
    lead = {"image": "{src: 'https://e.org/lead.jpg'}", "caption": "说明"}
    english = translation("One", body=marked(ENGLISH, BODY), caption="Caption")
    files = site(written(english, rights=rights, **lead))
    assert not [name for name, text in files.items() if "<img" in text or "lead.jpg" in text]


@pytest.mark.parametrize(
    ("english", "freshness", "says"),
    [
        (marked(ENGLISH, BODY), "fresh", "First."),
        (marked(ENGLISH, BODY).replace(" -->\nFirst", " was 0123abcd -->\nFirst"), "stale", "First."),
        (marked(ENGLISH, BODY).replace("First.", ""), "missing", ""),
        ("First.\n\nSecond.", "fresh", "First."),
    ],
)
def test_the_translation_is_that_of_the_same_words(written, english, freshness, says):
    """As far as it is; what is missing is not made up for by what comes later."""
    shown = rows(cut(written(translation("One", body=english))))
    assert [(row.freshness, words(row.translation)) for row in shown] == [(freshness, says)]


def test_the_state_of_the_shown_words_is_theirs(written):
    """What a machine translated is called so, in a translation that is reviewed elsewhere."""
    english = marked(ENGLISH, BODY).replace(" -->\nFirst", " machine -->\nFirst")
    assert [row.state for row in rows(cut(written(translation("One", body=english))))] == ["machine"]


@pytest.mark.parametrize("rights", ["excerpt", "link"])
@pytest.mark.parametrize(("of", "freshness"), [("{}", "fresh"), ("{summary: any}", "stale")])
def test_a_summary_stands_in_the_place_of_the_text(written, rights, of, freshness):
    """The editor's words, and their translation: stale where the summary has changed since."""
    english = translation("One", body="", summary="Told.", of=of)
    one = cut(written(english, rights=rights, summary="概*要*。"))
    assert words(render_markdown(one.body)) == "概*要*。"
    assert [(words(row.translation), row.freshness) for row in rows(one)] == [("Told.", freshness)]


@pytest.mark.parametrize(
    ("keys", "english", "translated"),
    [
        ({"rights": "link"}, translation("One", body=""), True),
        ({"rights": "link"}, translation('""', body=marked(ENGLISH, BODY)), False),
        ({}, translation("One", body=marked(ENGLISH, BODY)), True),
        ({}, translation("One", body=marked(ENGLISH, BODY).replace("First.", "")), False),
        ({"summary": "概要"}, translation("One", body=marked(ENGLISH, BODY)), False),
        ({"summary": "概要"}, translation("One", body="", summary="Told."), True),
    ],
)
def test_translated_is_title_and_what_is_shown(written, keys, english, translated):
    """Search engines are told of a language that has the title and the excerpt or summary, if there is one."""
    head = page(written(english, **keys)).xpath('//link[@rel="canonical"]/@href')
    assert head == [f"https://example.org/watch/{'en' if translated else 'zh'}/articles/one/"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(bare))
def test_words_come_through_as_they_are(text):
    """No mark of Markdown in a summary means anything in the paragraph that is made of it."""
    made = render_markdown(paragraph(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", made)
    assert bare(unescape(made[3:-5])) == bare(text)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"rights": "full"}, ""),
        ({}, "This is an excerpt: the rest of the text is not shown here."),
        ({"rights": "link"}, "The text of this article is not shown here."),
        ({"rights": "link", "summary": "概要"}, "This is a summary: the text is not shown here."),
    ],
)
def test_the_page_says_how_much_it_shows(written, keys, says):
    """And leads to the whole at its source; how long the whole takes to read is said where it stands."""
    shown = page(written(**keys))
    assert shown.xpath("string(//*[@class='cut']/p[1])") == says
    assert shown.xpath("//*[@class='cut']//a/@href") == (["https://e.org/1"] if says else [])
    assert ("min" in shown.xpath("string(//header/p[@class='meta'])")) == (not says)


def test_a_feed_says_so_too(written):
    """In the entry, with the same link."""
    assert "Read the whole at" in site(written())["en/feeds/atom.xml"]


def note(id_, quote, at="body", before="", after=""):
    """Write a note on the original."""
    beside = f"  before: {before}\n  after: {after}\n" if before or after else ""
    head = f"- id: {id_}\n  kind: context\n  in: zh\n  at: {at}\n"
    return f"{head}  quote: {quote}\n{beside}  note: {{zh: 注文, en: Words}}\n"


NOTES = (
    note("shown", "虽然今年的雨水比往年都多", before="就能通车，", after="；渡船公司")
    + note("beyond", "第二段的话在后面", before="预算还在讨论。到此为止。", after="，讲的是另外的事。")
    + note("caption", "图的说明文字", at="caption")
    + note("gone", "标题里从来没有的字", at="title")
)


def test_notes_stand_by_what_is_left_of_their_words(written):
    """The others are apart, under a heading that says why; those on an earlier version are what they were."""
    shown = page(written(notes=NOTES, caption="图的说明文字"))
    assert shown.xpath('//section[@class="notes"]//li/@id') == ["note-shown"]
    apart = {
        section.xpath("string(h2)"): section.xpath(".//li/@id")
        for section in shown.xpath('//section[@class="other-notes"]')
    }
    assert apart == {
        "Notes on words that are not shown here": ["note-beyond", "note-caption"],
        "Notes on an earlier version of this text": ["note-gone"],
    }


def test_notes_say_nothing_of_what_stands_beside_their_words(written):
    """Neither the context that they keep, nor the text's, is in what other programs are told."""
    told = site(written(notes=NOTES, rights="link"))["zh/articles/one/annotations.jsonld"]
    assert "第二段的话在后面" in told
    assert not [words for words in ("到此为止", "另外的事", "就能通车", "渡船公司") if words in told]


def test_a_note_finds_no_place_in_a_summary(written):
    """The editor's own words are not those of the text, though they be the same."""
    shown = page(written(notes=NOTES, summary="第二段的话在后面，讲的是另外的事。"))
    assert "note-beyond" in shown.xpath('//section[@class="other-notes"][1]//li/@id')


def test_entities_are_those_of_what_is_shown(written):
    """A name that stands only in the rest leads nowhere."""
    content = written(body="甲说了话。\n\n朝鲜在后面。")
    (content / "entities.yaml").write_text("- id: nk\n  type: Place\n  name: {zh: 朝鲜}\n", encoding="utf-8")
    assert not page(content, "zh/entities/nk/index.html").xpath('//article[@class="card"]')


def test_a_view_of_a_whole_article_says_full(written):
    """What is not cut is shown whole."""
    assert articles(view(written(rights="full"), "en"))[0].rights == "full"
