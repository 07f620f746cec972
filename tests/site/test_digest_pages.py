"""What pages show of a digest."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from written import digests, original, site, view

from jiazhu.site.columns import Phrase


def test_stories_of_a_digest_are_its_editors_and_then_the_rest(make_content):
    """An editor's headline stands over its article; an article in no story makes one of its own."""
    story = "stories:\n  - headline: {}\n    lead: one\n    also: [{{article: two, adds: {}}}]"
    content = make_content(
        {
            "articles/one/zh.md": original("a1", title="甲"),
            "articles/two/zh.md": original("a2", title="乙"),
            "articles/three/zh.md": original("a3", title="丙"),
            "digests/2023-W33.zh.md": f"---\n{story.format('头条', '补充')}\n---\n",
            "digests/2023-W33.en.md": f"---\n{story.format('Headline', 'More')}\n---\n",
        }
    )
    first, second = digests(view(content, "en"))[0].stories
    assert (Phrase(text="Headline", lang="en"), Phrase(text="头条", lang="zh-Hans")) == (
        first.headline,
        first.other_headline,
    )
    assert [("two", Phrase(text="More", lang="en"))] == [(also.article.slug, also.adds) for also in first.also]
    assert (Phrase(text="丙", lang="zh-Hans"), "three", ()) == (second.headline, second.lead.slug, second.also)


ENTITIES = (
    "- id: minsk\n  type: Place\n  name: {zh-Hans: 明斯克, en: Minsk}\n"
    "- id: lukashenko\n  type: Person\n  name: {zh-Hans: 卢卡申科, en: Lukashenko}\n"
)


def told(digest):
    """List a digest's stories by their articles, the lead first."""
    return [tuple(article.slug for article in story.articles) for story in digest.stories]


def week(matter=None):
    """Write a week of two articles on one thing, and two on others; and the words of its editor, if any."""
    articles = {
        "articles/a/zh.md": original("a1", day="2023-08-16", title="明斯克", body="卢卡申科说。"),
        "articles/b/zh.md": original("a2", day="2023-08-17", title="别的"),
        "articles/c/zh.md": original("a3", day="2023-08-18", title="卢卡申科", body="他在明斯克。"),
        "articles/d/zh.md": original("a4", day="2023-08-19", title="又一件"),
        "entities.yaml": ENTITIES,
    }
    return {**articles, **({"digests/2023-W33.zh.md": f"---\n{matter}\n---\n"} if matter else {})}


def test_a_digest_without_words_tells_its_stories_by_itself(make_content):
    """Stories of several articles first, under their lead's title; then the others, newest first."""
    (digest,) = digests(view(make_content(week()), "zh"))
    assert told(digest) == [("c", "a"), ("d",), ("b",)]
    assert digest.stories[0].headline.text == "卢卡申科"
    assert digest.stories[0].also[0].adds is None


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("stories: [{headline: x, lead: b}]", [("b",), ("c", "a"), ("d",)]),
        ("stories: [{headline: x, lead: a}]", [("a",), ("d",), ("c",), ("b",)]),
        ("articles: [b, a]", [("b",), ("a",), ("d",), ("c",)]),
        ("stories: [{headline: x, lead: d}]\narticles: [a, d]", [("d",), ("a",), ("c",), ("b",)]),
    ],
    ids=["the rest joins", "what is told does not", "what is listed stands alone", "stories, then the list"],
)
def test_what_the_editor_has_placed_stays_there(make_content, matter, expected):
    """Stories by hand come first, then the articles listed, then what is left makes stories by itself."""
    (digest,) = digests(view(make_content(week(matter)), "zh"))
    assert told(digest) == expected


def test_left_out_leads_set_their_articles_free(make_content):
    """A story whose lead is a draft is none; what stood beneath it joins the others."""
    files = week("stories: [{headline: x, lead: e, also: [{article: a}]}]")
    content = make_content({**files, "articles/e/zh.md": original("a5", draft="true")})
    assert told(digests(view(content, "zh"))[0])[0] == ("c", "a")


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_an_edition_is_the_same_whatever_the_period(make_content, period):
    """Its address, what is on its page, and its mails; so is a digest named after a period of another kind."""
    edition = "---\ntitle: 特刊\nfrom: 2023-08-16\nto: 2023-08-18\n---\n"
    files = {**week(), "digests/special.zh.md": edition, "digests/2023-08.zh.md": "---\ntitle: 八月\n---\n"}
    content = make_content(files)
    toml = (content / "digest.toml").read_text(encoding="utf-8")
    (content / "digest.toml").write_text(f'{toml}period = "{period}"\n', encoding="utf-8")
    built = site(content)
    shown = {digest.id: digest for digest in digests(view(content, "zh"))}
    assert told(shown["special"]) == [("c", "a"), ("b",)]
    assert told(shown["2023-08"]) == [("c", "a"), ("d",), ("b",)]
    assert shown["special"].url == "/watch/zh/digests/special/"
    assert shown["2023-08"].url == "/watch/zh/digests/2023-08/"
    assert "2023年8月16日至18日" in built["zh/digests/special/index.html"]
    assert "2023年8月</span> <span" in built["zh/digests/2023-08/index.html"]
    assert "特刊" in built["zh/digests/special/mail.html"]


def page_of(content, name):
    """Read a page of the site."""
    return lxml_html.fromstring(site(content)[name])


def words(element):
    """Give the words of an element."""
    return " ".join(element.text_content().split())


def test_the_page_counts_stories_articles_and_notes(make_content):
    """Above the title, the notes in their colour."""
    note = "- {id: n1, kind: context, in: zh, quote: 明斯克, at: title, note: {zh: 注}, date: 2023-08-20}\n"
    content = make_content({**week("title: 一周"), "articles/a/notes.yaml": note})
    (line,) = page_of(content, "en/digests/2023-W33/index.html").xpath("//main/header/p")
    assert words(line) == "Week 33, 14–20 Aug 2023 3 stories 4 articles 1 note"
    assert [words(count) for count in line.xpath("span[@class='note-count']")] == ["1 note"]


def test_an_article_beneath_a_lead_says_where_it_is_from(make_content):
    """Its title, what it adds in both languages, source, date, notes and the state of its translation."""
    story = "stories:\n  - headline: {}\n    lead: c\n    also: [{{article: a, adds: {}}}]"
    note = "- {id: n1, kind: context, in: zh, quote: 明斯克, at: title, note: {zh: 注}, date: 2023-08-20}\n"
    files = {
        **week(story.format("头条", "补充")),
        "digests/2023-W33.en.md": f"---\n{story.format('Headline', 'More')}\n---\n",
        "articles/a/notes.yaml": note,
    }
    (also,) = page_of(make_content(files), "en/digests/2023-W33/index.html").xpath("//ul[@class='also']/li")
    assert words(also) == "明斯克 More 补充 e.org 16 August 2023 1 note Chinese only"


def test_digests_are_listed_with_both_titles_and_what_they_hold(make_content):
    """By fifty; those without a title by their days."""
    files = {**week("title: 一周"), "digests/2023-W33.en.md": "---\ntitle: A week\n---\n"}
    old = {"articles/old/zh.md": original("a9", day="2023-08-01")}
    first, second = page_of(make_content({**files, **old}), "en/digests/index.html").xpath("//main//li")
    assert words(first) == "A week 一周 Week 33, 14–20 Aug 2023 3 stories 4 articles"
    assert words(second) == "Week 31, 31 Jul – 6 Aug 2023 1 story 1 article"
    assert words(second.xpath("a")[0]) == "Week 31, 31 Jul – 6 Aug 2023"


def test_home_shows_the_latest_digest_as_its_page_does(make_content):
    """The same stories, with what stands beneath them."""
    files = site(make_content(week()))
    home, page = (lxml_html.fromstring(files[name]) for name in ("zh/index.html", "zh/digests/2023-W33/index.html"))
    stories = [[words(card) for card in each.xpath("//div[contains(@class, 'list')]/article")] for each in (home, page)]
    assert stories[0][:3] == stories[1]
    assert len(stories[1]) == 3
