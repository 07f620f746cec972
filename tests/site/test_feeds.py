"""Feeds: what subscribers complain of does not happen."""

from __future__ import annotations

import feedparser
import pytest
from lxml import etree
from written import marked, original, site, translation

from jiazhu.library.blocks import read_blocks

BASE = "https://example.org/watch/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}

LINKED = '见[此处](../two/)与[注](#fn)。<b href="x">话</b>\n\n![图](pic.png)'


@pytest.fixture
def files(make_content):
    """Give the site of two articles, one of them in both languages."""
    picture = '{src: "https://e.org/p.jpg?a=1&b=2", alt: "图 <1>"}'
    one = original(
        "a1", title="甲\x85", body="第一段。", image=picture, caption="说明", tags="[arms]", authors="[张三]"
    )
    return site(
        make_content(
            {
                "articles/one/zh.md": one,
                "articles/one/en.md": translation(
                    "One", body=marked("First.", "第一段。"), caption="Caption", date="2023-09-01"
                ),
                "articles/two/zh.md": original("a2", title="乙", day="2023-08-17", body=LINKED, url="https://e.org/2"),
                "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms}\n",
            }
        )
    )


FEEDS = ["zh/feeds/atom.xml", "en/feeds/atom.xml", "zh/feeds/rss.xml", "en/feeds/rss.xml"]


@pytest.mark.parametrize("name", FEEDS)
def test_readers_understand_the_feed(files, name):
    """A feed parses without complaint, each entry with id, title, link, date and full text."""
    feed = feedparser.parse(files[name])
    assert not feed.bozo
    assert len(feed.entries) == 2
    for entry in feed.entries:
        assert entry.id.startswith("tag:example.org,2023:a")
        assert entry.link.startswith(BASE)
        assert entry.title
        assert entry.published_parsed
        assert entry.content[0].value


def test_identity_is_the_articles_own(files):
    """An entry is known by the article's id and the language: by no title, host or folder."""
    ids = [entry.id for entry in feedparser.parse(files["en/feeds/atom.xml"]).entries]
    assert ids == ["tag:example.org,2023:a1/en", "tag:example.org,2023:a2/en"]
    assert ids == [entry.id for entry in feedparser.parse(files["en/feeds/rss.xml"]).entries]


def test_dates_are_the_articles_own(files):
    """`updated` tells of the last change of the words, the feed's of its newest: no clock is in it."""
    feed = feedparser.parse(files["en/feeds/atom.xml"])
    assert [entry.updated for entry in feed.entries] == ["2023-09-01T00:00:00+08:00", "2023-08-17T12:00:00+08:00"]
    assert feed.entries[0].published == "2023-08-18T12:00:00+08:00"
    assert feed.feed.updated == "2023-09-01T00:00:00+08:00"


def test_entry_is_whole_and_in_the_pages_language_first(files):
    """The text holds the picture with its captions, and both columns with their lang."""
    root = etree.fromstring(files["en/feeds/atom.xml"].encode())
    expected = (
        '<p><img src="https://e.org/p.jpg?a=1&amp;b=2" alt="图 &lt;1&gt;"></p>\n'
        '<p lang="en">Caption</p>\n<p lang="zh-Hans">说明</p>\n'
        '<div lang="en"><p>First.</p>\n</div>\n<div lang="zh-Hans"><p>第一段。</p>\n</div>'
    )
    assert expected == root.findtext("a:entry/a:content", namespaces=ATOM)


def test_feeds_say_what_the_page_says_of_a_translation(make_content):
    """A machine's is labelled, a stale block and a missing one have their notice, and an orphan is nowhere."""
    body = "甲。\n\n乙。\n\n## 丙"
    first, _, last = (block.id for block in read_blocks(body))
    english = f"<!-- {first} was 00000000 -->\nOne.\n\n<!-- 11111111 -->\nGone.\n\n<!-- 22222222 -->\nToo.\n\n"
    english += f"<!-- {last} -->\n## Three"
    content = make_content(
        {
            "articles/one/zh.md": original(body=body),
            "articles/one/en.md": translation(body=english, state="machine"),
        }
    )
    text = feedparser.parse(site(content)["en/feeds/atom.xml"], sanitize_html=False).entries[0].content[0].value
    assert "machine translation, not reviewed" in text
    assert text.index("One.") < text.index("The original has changed since.") < text.index("甲。")
    assert text.index("甲。") < text.index("乙。") < text.index("Not translated yet.") < text.index("Three")
    assert "Gone." not in text
    assert '<h2 lang="en">Three</h2>' in text


def test_an_entry_is_as_new_as_its_notes(make_content):
    """Notes are part of what a feed holds."""
    note = "- id: n1\n  kind: context\n  in: zh\n  quote: 正文\n  note: {zh: 注}\n  date: 2024-05-05\n"
    content = make_content({"articles/one/zh.md": original(), "articles/one/notes.yaml": note})
    (entry,) = feedparser.parse(site(content)["zh/feeds/atom.xml"]).entries
    assert entry.updated.startswith("2024-05-05")


def test_links_in_the_text_are_absolute(files):
    """A reader has no base: relative links and pictures are completed, and words that look like links are not."""
    root = etree.fromstring(files["zh/feeds/atom.xml"].encode())
    text = root.findtext("a:entry[2]/a:content", namespaces=ATOM)
    assert f'<a href="{BASE}zh/articles/two/" ' not in text
    assert f'href="{BASE}zh/articles/two/"' in text
    assert f'href="{BASE}zh/articles/two/#fn"' in text
    assert f'src="{BASE}zh/articles/two/pic.png"' in text


@pytest.mark.parametrize("link", ["//[x", "http://\u2100.example/", "https://e.org/?a=1&b=2"])
def test_odd_links_do_not_stop_a_feed(make_content, link):
    """A link that is no address stays as it is."""
    files = site(make_content({"articles/one/zh.md": original(body=f"见[此处]({link})。")}))
    text = feedparser.parse(files["zh/feeds/atom.xml"]).entries[0].content[0].value
    assert "此处</a>" in text


def test_untranslated_entry_is_marked(files):
    """An entry in the other language has its lang."""
    root = etree.fromstring(files["en/feeds/atom.xml"].encode())
    langs = [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in root.iterfind("a:entry", ATOM)]
    assert langs == ["en", "zh-Hans"]


def test_atom_names_itself_its_page_author_source_and_tags(files):
    """A feed has a self link; an entry its author, its category and the outlet's page."""
    feed = feedparser.parse(files["en/feeds/atom.xml"])
    assert f"{BASE}en/feeds/atom.xml" == next(link.href for link in feed.feed.links if link.rel == "self")
    entry = feed.entries[0]
    assert [author.name for author in entry.authors] == ["张三"]
    assert [(tag.term, tag.label) for tag in entry.tags] == [("arms", "Arms")]
    assert next(link.href for link in entry.links if link.rel == "via") == "https://e.org/1"


def test_feed_of_nothing_is_valid(make_content):
    """A digest without articles has feeds, with a date that never changes."""
    files = site(make_content({}))
    for name in FEEDS:
        feed = feedparser.parse(files[name])
        assert not feed.bozo
        assert feed.entries == []
    assert feedparser.parse(files["zh/feeds/atom.xml"]).feed.updated == "1970-01-01T00:00:00+00:00"


def test_control_characters_stay_out(make_content):
    """What XML cannot hold does not reach a feed."""
    files = site(make_content({"articles/one/zh.md": original(body="坏\x0b字\x00符")}))
    for name in FEEDS:
        assert "坏" in etree.tostring(etree.fromstring(files[name].encode()), encoding="unicode")
