"""One document in three formats: what each says in its own way."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from lxml import etree
from msgspec.structs import replace

from jiazhu.site.columns import Phrase
from jiazhu.site.feeds.atom import atom
from jiazhu.site.feeds.document import Document, Entry, Picture
from jiazhu.site.feeds.feed import RSS
from jiazhu.site.feeds.json_feed import json_feed
from jiazhu.site.feeds.rss import rss

HERE = "https://e.org/en/feeds/"
NAMES = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ENTRY = Entry(
    id="tag:e.org,2023:a1/en",
    title=Phrase(text="题\x07", lang="zh-Hans"),
    lang="en",
    url="https://e.org/en/articles/one/",
    via="https://news.example/1",
    published=datetime(2023, 8, 18, 12, tzinfo=UTC),
    updated=datetime(2023, 8, 19, 12, tzinfo=UTC),
    authors=("A & B", "C"),
    categories=(("arms", Phrase(text="武器", lang="zh-Hans")),),
    summary=Phrase(text="In short.", lang="en"),
    content="<p>a &lt; b</p>",
    picture=Picture(url="https://news.example/p.png", type="image/png"),
)
DOCUMENT = Document(
    id="tag:e.org,2023:feeds/en",
    title="Watch",
    subtitle="All of it.",
    author="Watch",
    lang="en",
    home="https://e.org/en/",
    entries=(ENTRY,),
    address=f"{HERE}atom.xml",
    current=f"{HERE}atom.xml",
    older=f"{HERE}2/atom.xml",
    languages=(("zh-Hans", "https://e.org/zh/feeds/atom.xml"),),
    formats=((RSS, f"{HERE}rss.xml"),),
)


def test_atom_says_which_words_are_in_another_language():
    """An element has `xml:lang` where its language is not that of the entry."""
    entry = etree.fromstring(atom(DOCUMENT)).find("a:entry", NAMES)
    assert entry.get(LANG) == "en"
    assert (entry.find("a:title", NAMES).get(LANG), entry.findtext("a:title", namespaces=NAMES)) == ("zh-Hans", "题")
    assert entry.find("a:category", NAMES).get(LANG) == "zh-Hans"
    assert entry.find("a:summary", NAMES).get(LANG) is None


def test_atom_leads_to_other_languages_formats_and_archives():
    """By links of their own relation, type and language."""
    links = etree.fromstring(atom(DOCUMENT)).findall("a:link", NAMES)
    found = {(link.get("rel"), link.get("type"), link.get("hreflang")): link.get("href") for link in links}
    assert found == {
        ("self", "application/atom+xml", None): f"{HERE}atom.xml",
        ("alternate", "text/html", "en"): "https://e.org/en/",
        ("alternate", "application/atom+xml", "zh-Hans"): "https://e.org/zh/feeds/atom.xml",
        ("alternate", "application/rss+xml", "en"): f"{HERE}rss.xml",
        ("prev-archive", "application/atom+xml", None): f"{HERE}2/atom.xml",
    }


def test_an_archive_says_that_it_is_one():
    """It leads to both sides, and to what is new (RFC 5005)."""
    archive = replace(DOCUMENT, address=f"{HERE}2/atom.xml", older=f"{HERE}1/atom.xml", newer=f"{HERE}3/atom.xml")
    root = etree.fromstring(atom(archive))
    assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    found = {link.get("rel"): link.get("href") for link in root.findall("a:link", NAMES)}
    assert [found[rel] for rel in ("current", "prev-archive", "next-archive")] == [
        f"{HERE}atom.xml",
        f"{HERE}1/atom.xml",
        f"{HERE}3/atom.xml",
    ]


def test_rss_says_it_in_its_own_way():
    """An identity that is no address, dates of RFC 822, names and language in Dublin Core, an unknown length."""
    item = etree.fromstring(rss(DOCUMENT)).find("channel/item")
    assert (item.find("guid").get("isPermaLink"), item.findtext("guid")) == ("false", ENTRY.id)
    assert item.findtext("pubDate") == "Fri, 18 Aug 2023 12:00:00 +0000"
    assert [creator.text for creator in item.findall("dc:creator", NAMES)] == ["A & B", "C"]
    assert item.findtext("dc:language", namespaces=NAMES) == "en"
    assert dict(item.find("enclosure").attrib) == {
        "url": "https://news.example/p.png",
        "length": "0",
        "type": "image/png",
    }
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == "<p>a &lt; b</p>"


def test_words_are_words_in_rss():
    """A description is HTML to readers: what is written there as HTML is shown as it was written."""
    entry = replace(ENTRY, summary=Phrase(text="<b>1 & 2", lang="en"))
    channel = etree.fromstring(rss(replace(DOCUMENT, entries=(entry,), subtitle="<i>"))).find("channel")
    assert channel.findtext("description") == "&lt;i&gt;"
    assert channel.findtext("item/description") == "&lt;b&gt;1 &amp; 2"


def test_json_feed_says_it_in_its_own_way():
    """Everything by name; what is empty is left out, and controls are gone."""
    said = json.loads(json_feed(replace(DOCUMENT, subtitle="")))
    assert "description" not in said
    (item,) = said["items"]
    assert item == {
        "id": ENTRY.id,
        "url": ENTRY.url,
        "external_url": "https://news.example/1",
        "title": "题",
        "content_html": "<p>a &lt; b</p>",
        "summary": "In short.",
        "date_published": "2023-08-18T12:00:00+00:00",
        "date_modified": "2023-08-19T12:00:00+00:00",
        "authors": [{"name": "A & B"}, {"name": "C"}],
        "tags": ["武器"],
        "language": "en",
        "image": "https://news.example/p.png",
        "attachments": [{"url": "https://news.example/p.png", "mime_type": "image/png"}],
    }


def test_a_feed_of_nothing_was_never_updated():
    """Any other moment would change with each build."""
    assert replace(DOCUMENT, entries=()).updated == datetime(1970, 1, 1, tzinfo=UTC)
