"""Entries: what subscribers complain of does not happen."""

from __future__ import annotations

import json

import feedparser
import pytest
from lxml import etree
from msgspec.structs import replace
from written import load, marked, original, site, translation

from jiazhu.library.blocks import read_blocks
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme

BASE = "https://example.org/watch/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

LINKED = '见[此处](../two/)与[注](#fn)。<b href="x">话</b>\n\n![图 href="y"](pic.png)'
NOTE = """\
- id: n1
  kind: context
  in: zh
  quote: 第一段话
  note: {zh: 注, en: A note}
"""


@pytest.fixture
def content(make_content):
    """Write two articles, one of them in both languages."""
    picture = '{src: "https://e.org/p.jpg?a=1&b=2", alt: "图 <1>"}'
    one = original(
        "a1", title="甲\x85", body="第一段。", image=picture, caption="说明", tags="[arms]", authors="[张三]"
    )
    words = marked("First.", "第一段。")
    return make_content(
        {
            "articles/one/zh.md": one,
            "articles/one/en.md": translation("One", body=words, caption="Caption", date="2023-09-01"),
            "articles/two/zh.md": original("a2", title="乙", day="2023-08-17", body=LINKED, url="https://e.org/2"),
            "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms}\n",
        }
    )


@pytest.fixture
def files(content):
    """Give the site of the two articles."""
    return site(content)


def texts(atom: str) -> list[str]:
    """Give the HTML of each entry."""
    return etree.fromstring(atom.encode()).xpath("a:entry/a:content/text()", namespaces=ATOM)


FEEDS = [
    f"{language}/feeds/{path}{name}"
    for language in ("zh", "en")
    for path in ("", "both/")
    for name in ("atom.xml", "rss.xml")
]


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
    """An entry is known by the article's id and the language: by no title, host or folder; in each format."""
    expected = ["tag:example.org,2023:a1/en", "tag:example.org,2023:a2/en"]
    assert expected == [entry.id for entry in feedparser.parse(files["en/feeds/atom.xml"]).entries]
    assert expected == [entry.id for entry in feedparser.parse(files["en/feeds/rss.xml"]).entries]
    assert expected == [item["id"] for item in json.loads(files["en/feeds/feed.json"])["items"]]


def test_parallel_text_is_another_entry(files):
    """Who follows both feeds has two entries, not one that changes its words."""
    ids = [entry.id for entry in feedparser.parse(files["en/feeds/both/atom.xml"]).entries]
    assert ids == ["tag:example.org,2023:a1/en/both", "tag:example.org,2023:a2/en/both"]


def test_identity_survives_every_change(make_content):
    """A new title, folder, source URL, tag, host and base URL change no id, in no feed."""
    tags = "- id: arms\n  label: {zh: 武器}\n- id: trade\n  label: {zh: 贸易}\n"
    before = make_content(
        {
            "articles/old/zh.md": original("a1", title="旧", body="第一段。", tags="[arms]"),
            "articles/old/notes.yaml": NOTE,
            "tags.yaml": tags,
        }
    )
    first = site(before)
    (before / "articles/old").rename(before / "articles/new")
    moved = original(
        "a1", title="新", body="第一段，改。", tags="[trade, arms]", url="https://other.org/9", aliases="[old]"
    )
    (before / "articles/new/zh.md").write_text(moved)
    library = load(before)
    elsewhere = replace(library, config=replace(library.config, base_url="https://new.example/"))
    second = {name: data.decode(errors="replace") for name, data in site_files(elsewhere, Theme())}
    for path in ("", "both/", "notes/", "digests/", "tags/arms/"):
        for language in ("zh", "en"):
            was, now = (feedparser.parse(files[f"{language}/feeds/{path}atom.xml"]) for files in (first, second))
            assert was.feed.id == now.feed.id
            assert [entry.id for entry in was.entries] == [entry.id for entry in now.entries] != []
    assert [entry.title for entry in feedparser.parse(second["zh/feeds/atom.xml"]).entries] == ["新"]


def test_dates_are_the_articles_own(files):
    """`updated` tells of the last change of the words, the feed's of its newest: no clock is in it."""
    feed = feedparser.parse(files["en/feeds/atom.xml"])
    assert [entry.updated for entry in feed.entries] == ["2023-09-01T00:00:00+08:00", "2023-08-17T12:00:00+08:00"]
    assert feed.entries[0].published == "2023-08-18T12:00:00+08:00"
    assert feed.feed.updated == "2023-09-01T00:00:00+08:00"


def test_a_translation_updates_the_feeds_that_show_it(files):
    """Readers of the original are not told of a translation; those of both are."""
    for path, day in {"": "2023-08-18", "both/": "2023-09-01"}.items():
        assert feedparser.parse(files[f"zh/feeds/{path}atom.xml"]).entries[0].updated.startswith(day)


@pytest.mark.parametrize(
    ("keys", "note", "expected"),
    [
        ({}, "", "2023-08-18T12:00:00+08:00"),
        ({"updated": "2023-10-01"}, "", "2023-10-01T00:00:00+08:00"),
        ({"updated": "2023-10-01T09:30+02:00"}, "", "2023-10-01T09:30:00+02:00"),
        ({}, "  date: 2024-05-05\n", "2024-05-05T00:00:00+08:00"),
    ],
)
def test_an_entry_is_as_new_as_what_it_holds(make_content, keys, note, expected):
    """The latest of the article's date, its `updated` and its notes' dates."""
    files = {"articles/one/zh.md": original(body="第一段。", **keys), "articles/one/notes.yaml": NOTE + note}
    (entry,) = feedparser.parse(site(make_content(files))["zh/feeds/atom.xml"]).entries
    assert expected == entry.updated


def test_a_language_stands_alone(files):
    """A feed of one language has its words and no others."""
    assert texts(files["en/feeds/atom.xml"])[0] == (
        '<p><img src="https://e.org/p.jpg?a=1&amp;b=2" alt="图 &lt;1&gt;"></p>\n'
        '<p lang="en">Caption</p>\n<div lang="en"><p>First.</p>\n</div>'
    )
    assert "First." not in texts(files["zh/feeds/atom.xml"])[0]
    assert '<div lang="zh-Hans"><p>第一段。</p>\n</div>' in texts(files["zh/feeds/atom.xml"])[0]


def test_what_is_not_translated_is_the_original(files):
    """It says so, in the feed's language, and has its own `lang`."""
    text = texts(files["en/feeds/atom.xml"])[1]
    assert text.startswith('<div lang="en"><p>This article is in Chinese; it has not been translated into English yet.')
    assert '<div lang="zh-Hans"><p>见' in text
    langs = [
        entry.get(LANG) for entry in etree.fromstring(files["en/feeds/atom.xml"].encode()).iterfind("a:entry", ATOM)
    ]
    assert langs == ["en", "zh-Hans"]


def test_parallel_text_has_the_pages_language_first(files):
    """Both titles, both captions, and each block beside its translation, all with their `lang`."""
    expected = (
        '<p lang="zh-Hans"><strong>甲</strong></p>\n'
        '<p><img src="https://e.org/p.jpg?a=1&amp;b=2" alt="图 &lt;1&gt;"></p>\n'
        '<p lang="en">Caption</p>\n<p lang="zh-Hans">说明</p>\n'
        '<div lang="en"><p>First.</p>\n</div>\n<div lang="zh-Hans"><p>第一段。</p>\n</div>'
    )
    assert expected == texts(files["en/feeds/both/atom.xml"])[0]


@pytest.mark.parametrize("path", ["", "both/"])
def test_feeds_say_what_the_page_says_of_a_translation(make_content, path):
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
    (text,) = texts(site(content)[f"en/feeds/{path}atom.xml"])
    assert "machine translation, not reviewed" in text
    assert text.index("One.") < text.index("The original has changed since.") < text.index("乙。")
    assert text.index("乙。") < text.index("Not translated yet.") < text.index("Three")
    assert ("甲。" in text) == (path == "both/")
    assert "Gone." not in text
    assert '<h2 lang="en">Three</h2>' in text


def test_the_original_is_not_called_a_draft(make_content):
    """A feed of the original alone says nothing of its translation."""
    content = make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation(state="draft")})
    files = site(content)
    assert "译文草稿" not in files["zh/feeds/atom.xml"]
    assert "译文草稿" in files["zh/feeds/both/atom.xml"]


def test_links_in_the_text_are_absolute(files):
    """A reader has no base: relative links and pictures are completed, and words that look like links are not."""
    text = texts(files["zh/feeds/atom.xml"])[1]
    assert f'href="{BASE}zh/articles/two/"' in text
    assert f'href="{BASE}zh/articles/two/#fn"' in text
    assert f'src="{BASE}zh/articles/two/pic.png"' in text
    assert 'alt="图 href=&quot;y&quot;"' in text


@pytest.mark.parametrize("link", ["//[x", "http://\u2100.example/", "https://e.org/?a=1&b=2"])
def test_odd_links_do_not_stop_a_feed(make_content, link):
    """Their words stay."""
    files = site(make_content({"articles/one/zh.md": original(body=f"见[此处]({link})。")}))
    assert "此处</a>" in texts(files["zh/feeds/atom.xml"])[0]


def test_notes_are_plain_elements(make_content):
    """A note says its kind in words, is numbered, and leads back to its words."""
    files = site(make_content({"articles/one/zh.md": original(body="第一段话。"), "articles/one/notes.yaml": NOTE}))
    (text,) = texts(files["zh/feeds/atom.xml"])
    assert '<a id="a1-quote-n1" href="#a1-note-n1">第一段话</a>' in text
    assert '<li id="a1-note-n1" value="1">' in text
    assert '<a href="#a1-quote-n1">↩</a>' in text
    assert "class" not in text


def test_a_note_on_words_that_are_not_there_leads_to_the_page(make_content):
    """A feed of the translation alone has the notes on the original, too."""
    content = make_content(
        {
            "articles/one/zh.md": original(body="第一段话。"),
            "articles/one/en.md": translation(body=marked("First.", "第一段话。")),
            "articles/one/notes.yaml": NOTE,
        }
    )
    (text,) = texts(site(content)["en/feeds/atom.xml"])
    assert f'<a href="{BASE}en/articles/one/#quote-n1">↩</a>' in text
    assert "A note" in text


def test_an_entry_of_the_notes_feed(make_content):
    """It is called by the words it speaks of, leads to its place, and names its kind as a category."""
    note = NOTE + "  by: 编者\n  date: 2023-09-09\n"
    files = site(make_content({"articles/one/zh.md": original(body="第一段话。"), "articles/one/notes.yaml": note}))
    (entry,) = feedparser.parse(files["en/feeds/notes/atom.xml"]).entries
    assert (entry.id, entry.title) == ("tag:example.org,2023:a1/en#n1", "第一段话")
    assert entry.link == f"{BASE}en/articles/one/#note-n1"
    assert [(tag.term, tag.label) for tag in entry.tags] == [("context", "Context")]
    assert (entry.author, entry.summary, entry.updated[:10]) == ("编者", "A note", "2023-09-09")


def test_an_entry_of_the_digests_feed(files):
    """A digest is called by its title or days, is as new as its newest article, and holds its stories."""
    (entry,) = feedparser.parse(files["en/feeds/digests/atom.xml"]).entries
    assert entry.id == "tag:example.org,2023:digests/2023-W33/en"
    assert entry.title == "Week 33, 14–20 Aug 2023"
    assert (entry.published[:10], entry.updated[:10]) == ("2023-08-18", "2023-09-01")
    (text,) = texts(files["en/feeds/digests/atom.xml"])
    assert f'<a href="{BASE}en/articles/one/">One</a>' in text
    assert f'<a href="{BASE}en/articles/two/" lang="zh-Hans">乙</a>' in text


def test_a_feed_names_its_page_author_source_and_tags(files):
    """A feed has a self link; an entry its author, its category and the outlet's page."""
    feed = feedparser.parse(files["en/feeds/atom.xml"])
    assert f"{BASE}en/feeds/atom.xml" == next(link.href for link in feed.feed.links if link.rel == "self")
    entry = feed.entries[0]
    assert [author.name for author in entry.authors] == ["张三"]
    assert [(tag.term, tag.label) for tag in entry.tags] == [("arms", "Arms")]
    assert next(link.href for link in entry.links if link.rel == "via") == "https://e.org/1"


@pytest.mark.parametrize(
    ("src", "kind"),
    [
        ("https://e.org/p.jpg?a=1", "image/jpeg"),
        ("https://e.org/P.JPEG", "image/jpeg"),
        ("https://e.org/a.b/p.webp", "image/webp"),
        ("https://e.org/p.png/w:1280", None),
        ("https://e.org/p", None),
        ("https://e.org/p.php", None),
    ],
)
def test_the_picture_is_enclosed_where_its_type_is_known(make_content, src, kind):
    """The address tells; where it does not, there is no enclosure, and the picture is still in the text."""
    files = site(make_content({"articles/one/zh.md": original(image=f'{{src: "{src}"}}')}))
    (entry,) = feedparser.parse(files["zh/feeds/atom.xml"]).entries
    assert [(link.href, link.type) for link in entry.get("enclosures", [])] == ([(src, kind)] if kind else [])
    (item,) = json.loads(files["zh/feeds/feed.json"])["items"]
    assert item["image"] == src
    assert item.get("attachments", []) == ([{"url": src, "mime_type": kind}] if kind else [])
    assert f'<img src="{src}"' in texts(files["zh/feeds/atom.xml"])[0]


def test_summaries_instead_of_texts(make_content):
    """With `feeds = "summary"`, entries hold what lists show: in the feed of two languages, both."""
    content = make_content(
        {
            "articles/one/zh.md": original(body="第一段。", summary="概要。"),
            "articles/one/en.md": translation(body=marked("First.", "第一段。"), summary="In short."),
            "articles/one/notes.yaml": NOTE,
        }
    )
    settings = content / "digest.toml"
    settings.write_text(settings.read_text() + 'feeds = "summary"\n')
    files = site(content)
    assert texts(files["en/feeds/atom.xml"]) == ['<p lang="en">In short.</p>']
    both = '<p lang="zh-Hans"><strong>标题</strong></p>\n<p lang="en">In short.</p>\n<p lang="zh-Hans">概要。</p>'
    assert texts(files["en/feeds/both/atom.xml"]) == [both]
    assert "第一段" not in texts(files["en/feeds/notes/atom.xml"])[0]
    assert not any("First." in text for name, text in files.items() if "/feeds/" in name)


@pytest.mark.parametrize("name", FEEDS)
def test_control_characters_stay_out(make_content, name):
    """What XML cannot hold does not reach a feed, in words or attributes."""
    tag = '- id: arms\n  label: {zh: "武\\u0085器\\N"}\n'
    one = original(
        title='"坏\\u0085题"',
        body="坏&#133;字&#11;符",
        tags="[arms]",
        image='{src: "https://e.org/p.jpg", alt: "\\u0085"}',
    )
    files = site(make_content({"articles/one/zh.md": one, "tags.yaml": tag}))
    assert "坏字" in etree.tostring(etree.fromstring(files[name].encode()), encoding="unicode").replace("\ufffd", "")
    assert "武器" in files[name]
