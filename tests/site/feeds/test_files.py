"""The files of all feeds: valid, archived, and the same where their contents are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from feed_rules import broken_rules
from lxml import etree
from written import load, marked, original, translation

from jiazhu.site.feeds.files import feed_steps
from jiazhu.site.material import Material
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View

BASE = "https://example.org/watch/"
ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
FEED_FILES = ("atom.xml", "rss.xml", "feed.json")
TAGS = "- id: arms\n  label: {zh: 武器, en: Arms}\n- id: trade\n  label: {zh: 贸易}\n"


def many(count: int) -> dict[str, str]:
    """Write articles, one a day: each third translated, with a picture and a note, each second under a tag."""
    files = {"tags.yaml": TAGS}
    for number in range(count):
        folder, day = f"articles/{number:03}", f"2023-{number // 28 + 1:02}-{number % 28 + 1:02}"
        keys = {"tags": "[arms]"} if number % 2 else {}
        if number % 3 == 0:
            keys["image"] = '{src: "https://e.org/p.jpg", alt: "图"}'
            files[f"{folder}/en.md"] = translation(f"Number {number}", body=marked("Words."))
            quote = "quote: 正文\n  note: {zh: 注, en: A note.}\n"
            files[f"{folder}/notes.yaml"] = f"- id: n1\n  kind: context\n  in: zh\n  date: {day}\n  {quote}"
        files[f"{folder}/zh.md"] = original(
            f"a{number}", title=f"第{number}篇", day=day, url=f"https://e.org/{number}", **keys
        )
    return files


@pytest.fixture
def feeds(make_content):
    """Give a function that makes the files of the feeds of so many articles."""

    def made(count: int, **changed: str) -> dict[str, str]:
        return feeds_alone(make_content({**many(count), **changed}))

    return made


def feeds_alone(content: Path) -> dict[str, str]:
    """Make the files of the feeds of a content folder, in all languages, and no pages."""
    library = load(content)
    material = Material(library, Urls(library.config.base_url))
    render = Templates(Theme(), material.urls, library.config.codes, None).render
    steps = [step for code in library.config.codes for step in feed_steps(View(material, code), render)]
    return {name: data.decode() for step in steps for name, data in step.make()}


def links(atom: str, rel: str) -> list[str]:
    """List where a document's own links of a relation lead, below the site's base."""
    root = etree.fromstring(atom.encode())
    return [link.removeprefix(BASE) for link in root.xpath(f"a:link[@rel='{rel}']/@href", namespaces=ATOM)]


def ids(atom: str) -> list[str]:
    """List the ids of a document's entries."""
    return etree.fromstring(atom.encode()).xpath("a:entry/a:id/text()", namespaces=ATOM)


def broken(files: dict[str, str]) -> dict[str, list[str]]:
    """List the rules that files break, by their names."""
    found = {name: broken_rules(BASE + name, text.encode()) for name, text in files.items()}
    return {name: rules for name, rules in found.items() if rules}


def test_every_file_keeps_the_rules(feeds):
    """All feeds of 120 articles, with their archives, in both languages."""
    files = {name: text for name, text in feeds(120).items() if name.endswith(FEED_FILES)}
    assert len(files) > 50
    assert broken(files) == {}


def test_feeds_of_nothing_keep_the_rules(make_content):
    """A digest without articles has feeds, with a date that never changes."""
    files = {name: text for name, text in feeds_alone(make_content({})).items() if name.endswith(FEED_FILES)}
    assert len(files) == 18
    assert broken(files) == {}
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in files["zh/feeds/atom.xml"]


@pytest.mark.parametrize("path", ["zh/feeds/", "zh/feeds/both/", "en/feeds/tags/arms/"])
def test_archives_hold_what_is_no_longer_new(feeds, path):
    """From the newest entries, `prev-archive` leads through all the others; each archive tells which it is."""
    files = feeds(120)
    name, seen, before = f"{path}atom.xml", [], ""
    while name:
        document = files[name]
        seen += ids(document)
        assert links(document, "next-archive") == ([before] if before.count("/") > path.count("/") else [])
        assert links(document, "current") == ([] if not before else [f"{path}atom.xml"])
        assert ("fh:archive" in document) == bool(before)
        name, before = next(iter(links(document, "prev-archive")), ""), name
    assert len(set(seen)) == (60 if "arms" in path else 120)


def test_other_formats_have_the_newest_entries(feeds):
    """RSS and JSON Feed name the Atom feed, whose archives hold the others."""
    files = feeds(120)
    items = json.loads(files["zh/feeds/feed.json"])["items"]
    assert [item["id"] for item in items] == ids(files["zh/feeds/atom.xml"])
    assert files["zh/feeds/rss.xml"].count("<item>") == 50
    assert f'href="{BASE}zh/feeds/atom.xml"' in files["zh/feeds/rss.xml"]
    assert {name for name in files if name.startswith("zh/feeds/1/")} == {"zh/feeds/1/atom.xml"}


def test_a_feed_leads_to_its_page_languages_and_formats(feeds):
    """And not to itself as another one."""
    assert links(feeds(1)["zh/feeds/tags/arms/atom.xml"], "alternate") == [
        "zh/tags/arms/",
        "en/feeds/tags/arms/atom.xml",
        "zh/feeds/tags/arms/rss.xml",
        "zh/feeds/tags/arms/feed.json",
    ]


def test_archives_are_counted_from_the_oldest(feeds):
    """Up to 50 entries there is none; a new article changes no archive, and a new archive adds a link to the last."""
    assert not any(name.startswith("zh/feeds/1/") for name in feeds(50))
    at_51, at_100, at_101, at_102 = (feeds(count) for count in (51, 100, 101, 102))
    assert "zh/feeds/1/atom.xml" in at_51
    assert at_51["zh/feeds/1/atom.xml"] == at_100["zh/feeds/1/atom.xml"]
    assert (
        ids(at_100["zh/feeds/1/atom.xml"])
        == ids(at_101["zh/feeds/1/atom.xml"])
        == [f"tag:example.org,2023:a{number}/zh" for number in range(49, -1, -1)]
    )
    assert "zh/feeds/2/atom.xml" not in at_100
    for number in (1, 2):
        assert at_101[f"zh/feeds/{number}/atom.xml"] == at_102[f"zh/feeds/{number}/atom.xml"]


def test_a_feed_changes_with_its_own_contents_alone(feeds):
    """An article that changes under one tag leaves the feeds of another, and of the other things, as they were."""
    before = feeds(6)
    changed = original("a4", title="改", day="2023-01-05", url="https://e.org/4", tags="[trade]")
    after = feeds(6, **{"articles/004/zh.md": changed})
    assert set(before) == set(after)
    differ = {name.split("/", 2)[2].rpartition("/")[0] for name in before if before[name] != after[name]}
    assert differ == {"", "both", "digests", "tags/trade", "sources/e-org"}


def test_the_same_contents_are_the_same_bytes(feeds):
    """No clock, order or place is in a feed."""
    assert feeds(3) == feeds(3)
