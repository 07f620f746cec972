"""What `check` finds of feeds."""

from __future__ import annotations

import pytest
from written import original, site

from jiazhu.check.feeds import feed_faults

BASE = "https://example.org/watch/"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give the files of a site of two articles."""
    content = tmp_path_factory.mktemp("feeds")
    for name in ("one", "two"):
        (content / "articles" / name).mkdir(parents=True)
        text = original(f"a-{name}", body="见[此](/x)和[注](#a)。", image='{src: "https://e.org/p.jpg"}')
        (content / "articles" / name / "zh.md").write_text(text, encoding="utf-8")
    settings = (
        f'title = {{zh = "观察"}}\nbase_url = "{BASE}"\nlanguages = ["zh", "en"]\nauthority = "example.org,2023"\n'
    )
    (content / "digest.toml").write_text(settings, encoding="utf-8")
    return site(content)


def faults(name, text):
    """List what is wrong with a file of the site."""
    found = list(feed_faults(name, text.encode(), BASE + name))
    assert {fault.kind for fault in found} <= {"feed"}
    return [fault.text for fault in found]


def test_feeds_as_they_are_have_no_faults(files):
    """None of a site has, and there are some in each format."""
    feeds = [name for name in files if "/feeds/" in name]
    assert {"zh/feeds/atom.xml", "zh/feeds/rss.xml", "en/feeds/both/feed.json"} <= set(feeds)
    assert [fault for name in files for fault in faults(name, files[name])] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("atom.xml", "</entry>", "", "cannot be read: "),
        ("rss.xml", "<channel>", "<channel>\x07", "cannot be read: "),
        ("feed.json", '"items"', '"entries"', "cannot be read: 'items'"),
        ("feed.json", "{", "", "cannot be read: "),
        ("atom.xml", "a-one/zh", "a-two/zh", "2 entries have the id tag:example.org,2023:a-two/zh"),
        ("rss.xml", "a-one/zh", "a-two/zh", "2 entries have the id tag:example.org,2023:a-two/zh"),
        ("feed.json", "a-one/zh", "a-two/zh", "2 entries have the id tag:example.org,2023:a-two/zh"),
        ("atom.xml", "<id>tag:example.org,2023:a-one/zh</id>", "", "an entry has no id"),
        ("atom.xml", f"{BASE}zh/feeds/atom.xml", f"{BASE}other.xml", f"says that it is at {BASE}other.xml, and is at "),
        ("rss.xml", f"{BASE}zh/feeds/rss.xml", f"{BASE}other.xml", f"says that it is at {BASE}other.xml, and is at "),
        ("feed.json", f"{BASE}zh/feeds/feed.json", "feed.json", "says that it is at feed.json, and is at "),
        ("atom.xml", f"{BASE}zh/articles/one/", "/one/", "the link `/one/` is not absolute"),
        ("rss.xml", f"{BASE}zh/articles/one/", "/one/", "the link `/one/` is not absolute"),
        ("feed.json", f"{BASE}zh/articles/one/", "/one/", "the link `/one/` is not absolute"),
        ("atom.xml", "https://example.org/x", "/x", "the link `/x` is not absolute"),
        ("rss.xml", "https://example.org/x", "/x", "the link `/x` is not absolute"),
        ("feed.json", "https://example.org/x", "/x", "the link `/x` is not absolute"),
        (
            "atom.xml",
            "T04:00:00+00:00</updated>",
            "T04:00:00</updated>",
            "`2023-08-18T04:00:00` is no date with a zone",
        ),
        ("rss.xml", "04:00:00 +0000</pubDate>", "</pubDate>", "`Fri, 18 Aug 2023 ` is no date with a zone"),
        ("feed.json", "T04:00:00+00:00", "T04:00:00", "`2023-08-18T04:00:00` is no date with a zone"),
    ],
)
def test_what_readers_would_stumble_on_is_told(files, name, old, new, fault):
    """By ids, addresses and dates, in each format."""
    text = files[f"zh/feeds/{name}"]
    assert old in text
    assert any(found.startswith(fault) for found in faults(f"zh/feeds/{name}", text.replace(old, new)))


def test_other_files_are_no_feeds():
    """Neither pages, nor files of that name elsewhere, nor the list of all feeds."""
    for name in ("en/index.html", "atom.xml", "en/articles/feed.json", "en/feeds/feeds.opml"):
        assert faults(name, "x") == []
