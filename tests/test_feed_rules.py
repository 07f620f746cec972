"""The rules that feeds are held to do find what breaks them."""

from __future__ import annotations

import pytest
from feed_rules import broken_rules
from written import original, site

BASE = "https://example.org/watch/zh/feeds/"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give the feeds of one article."""
    content = tmp_path_factory.mktemp("rules")
    (content / "articles/one").mkdir(parents=True)
    (content / "articles/one/zh.md").write_text(original(image='{src: "https://e.org/p.jpg"}', body="见[此](/x)。"))
    settings = 'title = {zh = "观察"}\nbase_url = "https://example.org/watch/"\n'
    (content / "digest.toml").write_text(f'{settings}languages = ["zh", "en"]\nauthority = "example.org,2023"\n')
    return site(content)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_what_keeps_the_rules_breaks_none(files, name):
    """Else the others would prove nothing."""
    assert broken_rules(BASE + name, files[f"zh/feeds/{name}"].encode()) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("atom.xml", "<id>tag:example.org,2023:a1/zh</id>", ""),
        ("atom.xml", "<id>tag:example.org,2023:a1/zh</id>", "<id>a b</id>"),
        ("atom.xml", "T04:00:00+00:00</updated>", "</updated>"),
        ("atom.xml", "<published>", "<published>x"),
        ("atom.xml", "<title>标题</title>", "<title></title>"),
        ("atom.xml", "<title>标题</title>", "<title>标题</title><title>标题</title>"),
        ("atom.xml", "<name>观察</name>", "<nom>观察</nom>"),
        ("atom.xml", 'rel="enclosure" type="image/jpeg"', 'rel="enclosure"'),
        ("atom.xml", 'hreflang="en"', 'hreflang="e n"'),
        ("atom.xml", f"{BASE}atom.xml", f"{BASE}other.xml"),
        ("atom.xml", "https://e.org/p.jpg", "p.jpg"),
        ("atom.xml", "https://example.org/x", "/x"),
        ("atom.xml", "&lt;p&gt;", "&lt;p onclick=&quot;&quot;&gt;"),
        ("atom.xml", "&lt;p&gt;", "&lt;p&gt;&lt;script&gt;&lt;/script&gt;"),
        ("atom.xml", "&lt;p&gt;", "&lt;p id=&quot;a&quot;&gt;&lt;i id=&quot;a&quot;&gt;&lt;/i&gt;"),
        ("atom.xml", "&lt;/p&gt;", ""),
        ("atom.xml", 'type="html"', 'type="text"'),
        ("rss.xml", 'isPermaLink="false"', ""),
        ("rss.xml", 'length="0"', 'length=""'),
        ("rss.xml", "+0000</pubDate>", "</pubDate>"),
        ("rss.xml", "<pubDate>Fri", "<pubDate>Mon"),
        ("rss.xml", "<language>zh-Hans</language>", "<language>Chinese</language>"),
        ("rss.xml", "<dc:creator>", "<author>x</author><dc:creator>"),
        ("rss.xml", "<link>https://example.org/watch/zh/articles", "<link>/articles"),
        ("feed.json", "version/1.1", "version/1"),
        ("feed.json", f"{BASE}feed.json", "feed.json"),
        ("feed.json", '"mime_type": "image/jpeg"', '"mime_type": ""'),
        ("feed.json", "T04:00:00+00:00", ""),
        ("feed.json", '"external_url"', '"via"'),
        ("feed.json", "标题", "标\\u0007题"),
    ],
)
def test_each_rule_finds_what_breaks_it(files, name, old, new):
    """A small fault anywhere is told."""
    text = files[f"zh/feeds/{name}"]
    assert old in text
    assert broken_rules(BASE + name, text.replace(old, new).encode()) != []
