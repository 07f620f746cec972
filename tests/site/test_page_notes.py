"""Notes on an article's page, on the page of all notes, and in feeds."""

from __future__ import annotations

import re

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace
from written import articles, marked, original, site, translation, view

from jiazhu.site.pictures import Pictures
from jiazhu.site.reading import read
from jiazhu.text.anchor import plain as plain_of
from jiazhu.text.markdown import render_markdown

BODY = (
    "前言里说了很多别的话。\n\n卢卡申科**此前曾表示**，见[白俄罗斯](https://e.org/)已经接收了核武器。\n\n"
    "## 小标题在这里\n\n最后一段话到此为止。"
)
ENGLISH = "A preface that says other things.\n\nBelarus has received the weapons.\n\n## A heading\n\nThe last words."


def note(id_, quote, kind="context", **keys):
    """Write a note; `keys` are YAML."""
    given = {"id": id_, "kind": kind, "in": "zh", "quote": quote, "note": "{zh: 注文, en: Words}", **keys}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in given.items()) + "\n"


@pytest.fixture
def annotated(make_content):
    """Give a function that writes an article with notes, and makes its site."""

    def made(*notes, **files):
        told = {"image": "{src: 'https://e.org/1.jpg'}", "caption": "图片的说明文字", "title": "一个有两俄的标题"}
        return make_content(
            {
                "articles/one/zh.md": original("a1", body=BODY, **told),
                "articles/one/en.md": translation("Title", body=marked(ENGLISH, BODY), caption="Caption"),
                "articles/one/notes.yaml": "".join(notes),
                "articles/two/zh.md": original("a2", title="乙", day="2023-08-17"),
                **files,
            }
        )

    return made


def page_of(content, name="en/articles/one/index.html"):
    """Make the site, and parse a page of it."""
    return html.document_fromstring(site(content)[name].encode())


def quoted(page, id_):
    """Join the words that are marked for a note."""
    return "".join(page.xpath(f'//a[@class="quoted"][@href="#note-{id_}"]/text()'))


def test_quoted_words_link_to_their_note_and_back(annotated):
    """The words and the number lead to the note, the note to where they begin; nothing else is marked."""
    page = page_of(annotated(note("n1", "说了很多别的话")))
    assert quoted(page, "n1") == "说了很多别的话"
    assert page.xpath('//*[@id="quote-n1"]//text()') == ["说了很多别的话"]
    assert page.xpath('//sup[@class="noteref"]/a[@href="#note-n1"]/text()') == ["1"]
    assert page.xpath('//li[@id="note-n1"]//a[@href="#quote-n1"]/@role') == ["doc-backlink"]
    assert "Words" in page.xpath('string(//li[@id="note-n1"])')
    assert len(page.xpath('//*[@class="quoted"]')) == 1


def test_words_across_marks_links_and_blocks_are_one_quote(annotated):
    """Each piece is marked where it stands; in a link they are no second link, and the number follows once."""
    page = page_of(annotated(note("n1", "别的话。卢卡申科此前曾表示，见白俄罗斯已经")))
    assert quoted(page, "n1") == "别的话。卢卡申科此前曾表示，见已经"
    assert page.xpath('//a[@href="https://e.org/"]/span[@class="quoted"]/text()') == ["白俄罗斯"]
    assert len(page.xpath('//sup[@class="noteref"]')) == len(page.xpath('//*[@id="quote-n1"]')) == 1
    assert page.xpath("//a//a") == []


def test_overlapping_and_adjacent_notes_all_have_their_number(annotated):
    """Words of two notes belong to the later one; numbers go in reading order, whatever that of the file."""
    page = page_of(
        annotated(
            note("b", "接收了核武器"),
            note("a", "已经接收了"),
            note("c", "。", before="已经接收了核武器", after="小标题在这里最后", kind="source"),
        )
    )
    assert page.xpath('//sup[@class="noteref"]/a/@href') == ["#note-a", "#note-b", "#note-c"]
    assert page.xpath('//sup[@class="noteref"]/a/text()') == ["1", "2", "3"]
    assert (quoted(page, "a"), quoted(page, "b"), quoted(page, "c")) == ("已经", "接收了核武器", "。")
    assert page.xpath('//ol[contains(@class, "beside")]/li/@value') == ["1", "2", "3"]
    assert page.xpath('//ol[contains(@class, "beside")]//span[@class="note-number"]/text()') == ["1", "2", "3"]


def test_title_caption_heading_and_translation_can_be_quoted(annotated):
    """In reading order: what is above the text comes first, the original before the translation."""
    page = page_of(
        annotated(
            note("t", "两俄", at="title", before="一个有", after="的标题"),
            note("c", "图片的说明", at="caption"),
            note("h", "小标题在这"),
            note("e", "has received the", **{"in": "en"}),
        )
    )
    assert page.xpath('//section[@class="notes"]//li/@id') == ["note-t", "note-c", "note-e", "note-h"]
    assert page.xpath("string(//h1//a[@href='#note-t'])") == "两俄"
    assert page.xpath("string(//figcaption//a[@href='#note-c'])") == "图片的说明"
    assert page.xpath("string(//h2//a[@class='quoted'])") == "小标题在这"
    rows = page.xpath('//section[@class="notes"]/ol/@class')
    assert rows == ["beside first s2", "beside u2 s1", "beside u3 s2"]
    assert "quoted" not in page.xpath("string(//title)")


def test_orphans_are_published_apart(annotated):
    """With the words that they spoke of: never on other words, never lost."""
    page = page_of(annotated(note("n1", "这些字从来没有在文章里出现过"), note("n2", "说了很多别的话")))
    section = page.xpath('//section[@class="other-notes"]')[0]
    assert section.xpath("string(h2)") == "Notes on an earlier version of this text"
    assert section.xpath(".//li/@id") == ["note-n1"]
    assert "这些字从来没有在文章里出现过" in section.text_content()
    assert page.xpath('//a[@class="quoted"]/@href') == ["#note-n2"]


def test_notes_on_what_the_page_does_not_show_are_kept(annotated):
    """A note on the summary, which lists show, stands behind the others with its words."""
    content = annotated(note("s", "摘要的话"[:4], at="summary", before="", after="在此"))
    path = content / "articles/one/zh.md"
    path.write_text(path.read_text().replace("caption:", "summary: 摘要的话在此\ncaption:"))
    section = page_of(content).xpath('//section[@class="other-notes"]')[0]
    assert section.xpath("string(h2)") == "Further notes"
    assert section.xpath(".//li/@id") == ["note-s"]


def test_a_note_in_one_language_falls_back_with_its_lang(annotated):
    """And its kind is said in the page's language, in words."""
    page = page_of(annotated(note("n1", "说了很多别的话", kind="translation", note="{zh: 只有中文}")))
    (words,) = page.xpath('//li[@id="note-n1"]//div[@class="note-text"]')
    assert (words.get("lang"), words.text_content().strip()) == ("zh-Hans", "只有中文")
    assert page.xpath('string(//li[@id="note-n1"]//span[@class="note-kind"])') == "On the translation"


def test_a_language_left_blank_is_none(annotated):
    """What an editor has still to write falls back to what there is."""
    page = page_of(annotated(note("n1", "说了很多别的话", note="{zh: 只有中文, en: ''}")))
    assert page.xpath('string(//li[@id="note-n1"]//div[@class="note-text"])').strip() == "只有中文"


def test_what_a_kind_needs_is_shown(annotated):
    """A claim has who makes it and a verdict, a correction what to read; sources are links."""
    page = page_of(
        annotated(
            note("a", "已经接收了核武器", kind="claim", claim="{by: nk, verdict: disputed}"),
            note(
                "b",
                "小标题在这",
                kind="correction",
                replacement="大标题",
                sources="[{url: 'https://e.org/s', title: S, lang: en}]",
            ),
            **{"entities.yaml": "- id: nk\n  type: Place\n  name: {zh-Hans: 朝鲜, en: North Korea}\n"},
        )
    )
    assert "by North Korea · disputed" in page.xpath('string(//li[@id="note-a"])')
    assert page.xpath('string(//li[@id="note-b"]//ins)') == "大标题"
    assert page.xpath('//li[@id="note-b"]//ul/li/a/@href') == ["https://e.org/s"]


def test_a_caption_without_a_picture_is_not_on_the_page(annotated):
    """Its note stands among the further ones."""
    content = annotated(note("c", "图片的说明文字", at="caption"))
    path = content / "articles/one/zh.md"
    path.write_text(re.sub("image: .*\n", "", path.read_text()))
    page = page_of(content)
    assert page.xpath('string(//section[@class="other-notes"]/h2)') == "Further notes"
    assert page.xpath('//a[@role="doc-backlink"]') == []


def test_footnotes_and_headings_in_notes_stay_theirs(annotated):
    """Two notes with a footnote each have four ids, and a heading in one is none of the page's."""
    words = '{en: "# Big\n\nWord[^1].\n\n[^1]: Foot."}'
    page = page_of(annotated(note("a", "说了很多别的话", note=words), note("b", "已经接收了核武器", note=words)))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len([one for one in ids if one.startswith("fn")]) == 4
    assert len(page.xpath("//h1")) == 1


def test_a_quote_of_a_traditional_text_is_one(make_content):
    """It has the language of the text that it is quoted from."""
    content = make_content(
        {
            "articles/one/zh.md": original(lang="zh-Hant", body="這是歷史的問題所在。"),
            "articles/one/notes.yaml": note("n1", "這是歷史的問題", note="{en: Words}"),
        }
    )
    assert '<q><span lang="zh-Hant">這是歷史的問題</span></q>' in site(content)["en/notes/index.html"]


def test_notes_are_safe(annotated):
    """Markdown inside, and nothing that runs."""
    page = page_of(annotated(note("n1", "说了很多别的话", note='{en: "<script>x</script> *y*"}')))
    assert page.xpath('//li[@id="note-n1"]//script') == []


def test_every_id_is_there_once(annotated):
    """Links to notes and back lead somewhere."""
    page = page_of(annotated(note("a", "已经接收了"), note("b", "接收了核武器"), note("o", "没有出现过的字句在此")))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_notes_are_counted_and_listed(annotated):
    """On the card, above the article, and on the page of all notes: newest first, with links to their places."""
    content = annotated(
        note("old", "说了很多别的话"), note("new", "接收了核武器", kind="source", date="2023-09-01", by="ed")
    )
    files = site(content)
    assert '<a class="note-count" href="/watch/en/articles/one/#notes">2 notes</a>' in files["en/index.html"]
    assert '<a class="note-count" href="#notes">2 notes</a>' in files["en/articles/one/index.html"]
    page = html.document_fromstring(files["en/notes/index.html"].encode())
    assert page.xpath("//li[@data-kind]/@data-kind") == ["source", "context"]
    assert page.xpath('//p[@class="note-of"]/a/@href') == [
        "/watch/en/articles/one/#note-new",
        "/watch/en/articles/one/#note-old",
    ]
    assert "1 September 2023" in page.xpath("string(//li[@data-kind='source'])")


def test_without_notes_there_is_no_page_of_them(annotated):
    """No menu entry, no feed."""
    files = site(annotated())
    assert not [name for name in files if "notes" in name]
    assert "/notes/" not in files["en/index.html"]


def test_feeds_hold_notes_as_plain_elements(annotated):
    """With ids that no other article of the feed has, and links that stay within the entry."""
    files = site(annotated(note("n1", "说了很多别的话"), note("o", "没有出现过的字句在此")))
    (entry,) = [
        one for one in feedparser.parse(files["en/feeds/both/atom.xml"]).entries if one.id.endswith("a1/en/both")
    ]
    content = html.fromstring(re.sub("<img[^>]*>", "", files["en/feeds/both/atom.xml"]).encode())
    assert content is not None
    text = entry.content[0].value
    assert 'href="#a1-note-n1"' in files["en/feeds/both/atom.xml"].replace("&quot;", '"')
    assert "Context" in text
    assert text.index("The last words.") < text.index("Notes")
    newest = feedparser.parse(files["en/feeds/notes/atom.xml"]).entries
    assert [one.link for one in newest] == [
        "https://example.org/watch/en/articles/one/#note-n1",
        "https://example.org/watch/en/articles/one/#note-o",
    ]
    assert len({one.id for one in newest}) == 2


def test_notes_on_the_same_words_all_lead_back(annotated):
    """Where others have all the words of a note, its link back leads to its number."""
    page = page_of(annotated(note("a", "已经接收了"), note("b", "已经接收了"), note("c", "接收了核", before="已经")))
    assert page.xpath('//*[starts-with(@id, "quote-")]/@id') == ["quote-a", "quote-c", "quote-b"]
    assert (quoted(page, "a"), quoted(page, "b"), quoted(page, "c")) == ("已经", "", "接收了核")
    assert page.xpath('//sup[@id="quote-b"]/a/@href') == ["#note-b"]


def test_notes_on_any_words_lead_there_and_back(make_content):
    """However they overlap, each has its words or number as the one place to come back to, and one number."""
    body = (
        "甲乙![图](https://e.org/a.png)丙\n\n丁**戊己**[庚![像](https://e.org/b.png)壬](https://e.org/)\n\n- 癸\n- 子丑"
    )
    files = {"articles/one/zh.md": original(body=body), "articles/one/notes.yaml": note("n", "甲乙", after="丙")}
    shown = view(make_content(files), "zh")
    (article,) = shown.library.articles
    (first,) = article.notes
    plain = plain_of(render_markdown(body))
    pictures = Pictures(shown.library, shown.urls)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, len(plain) - 1), st.integers(1, 30)), min_size=1, max_size=6))
    def check(places):
        notes = [
            replace(first, id=f"n{number}", quote=plain[at : at + n], before=plain[:at], after=plain[at + n :])
            for number, (at, n) in enumerate(places)
        ]
        noted = replace(article, notes=tuple(notes))
        reading = read(noted, "", shown.columns, shown.speech, shown.library, pictures=pictures)
        assert all(one.placed for one in reading.notes)
        page = reading.columns[0].html
        ids = sorted(note.id for note in notes)
        assert sorted(re.findall(r' id="quote-(\w+)"', page)) == ids
        assert sorted(re.findall(r'href="#note-(\w+)" role="doc-noteref"', page)) == ids

    check()


def test_an_image_can_be_quoted(annotated):
    """By its words; the number stands behind it, in its paragraph, and is what the note leads back to."""
    body = "前面的话。\n\n![一张很好的图](https://e.org/a.png)\n\n后面的话。"
    content = annotated(
        note("n1", "一张很好的图"), **{"articles/one/zh.md": original(body=body), "articles/one/en.md": translation()}
    )
    page = page_of(content, "zh/articles/one/index.html")
    assert page.xpath('//a[@class="quoted"]') == []
    assert page.xpath('//p/img/following-sibling::sup[@id="quote-n1"]/a/@href') == ["#note-n1"]


def test_traditional_pages_mark_the_same_words(make_content):
    """The words are found in the text as its source wrote it, and converted with it."""
    digest = 'title = {zh = "甲"}\nbase_url = "https://e.org/"\nauthority = "e.org,2023"\n'
    digest += 'languages = ["zh"]\nvariants = ["zh-Hant"]\n'
    content = make_content(
        {
            "digest.toml": digest,
            "articles/one/zh.md": original(body="这是关于历**史发**展的话。"),
            "articles/one/notes.yaml": note("n1", "历史发展", before="这是关于", after="的话"),
        }
    )
    page = page_of(content, "zh-hant/articles/one/index.html")
    assert quoted(page, "n1") == "歷史發展"
    shown = view(content, "zh-hant")
    assert shown.reading(articles(shown)[0]).notes[0].quote.lang == "zh-Hant"


def test_marks_cut_no_word_that_is_converted(make_content):
    """A note's number and a name's hidden tooltip are no part of the words around them."""
    digest = 'title = {zh = "甲"}\nbase_url = "https://e.org/"\nauthority = "e.org,2023"\n'
    digest += 'languages = ["zh", "en"]\nvariants = ["zh-Hant"]\n'
    content = make_content(
        {
            "digest.toml": digest,
            "entities.yaml": "- id: li\n  type: Person\n  name: {zh-Hans: 李皇, en: Li}\n  about: {zh: 发展中的女皇}\n",
            "articles/one/zh.md": original(body="我昨天看到他的头发很长这是真的。\n\n李皇后来了。"),
            "articles/one/notes.yaml": note("n1", "我昨天看到他的头"),
        }
    )
    page = page_of(content, "zh-hant/articles/one/index.html")
    assert quoted(page, "n1") == "我昨天看到他的頭"
    assert page.xpath('//sup[@class="noteref"]')[0].tail == "髮很長這是真的。"
    tip = page.xpath('//span[@class="tip"]')[0]
    assert tip.xpath('.//span[@class="tip-about"]/text()') == ["發展中的女皇"]
    assert tip.xpath('.//*[@class="tip-about"]/@lang') == ["zh-Hant"]
    assert tip.getparent().tail == "後來了。"


@pytest.mark.parametrize(
    ("blocks", "annotated_text", "row"), [(5, True, "beside u5 s1"), (120, True, "beside h1 t2 s1"), (1000, False, "")]
)
def test_note_stands_in_the_row_of_its_words(make_content, blocks, annotated_text, row):
    """The row of a grid is said digit by digit; notes on a text of a thousand blocks stand behind it."""
    body = "\n\n".join(f"第{number}段。" for number in range(1, blocks + 1))
    words = note("a", f"第{blocks}段。")
    page = page_of(
        make_content({"articles/one/zh.md": original(body=body), "articles/one/notes.yaml": words}),
        "zh/articles/one/index.html",
    )
    assert bool(page.xpath('//div[@class="sheet annotated"]')) == annotated_text
    (beside,) = page.xpath('//ol[contains(@class, "beside")]/@class')
    assert not row or row == beside
    last = page.xpath('//div[starts-with(@class, "pair")]/@class')[-1]
    assert last == (row.replace("beside", "pair").removesuffix(" s1") or "pair")
