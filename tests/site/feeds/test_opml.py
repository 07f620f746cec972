"""OPML: a list of all feeds that readers can take in."""

from __future__ import annotations

import pytest
from lxml import etree
from written import original, site

BASE = "https://example.org/watch/"


@pytest.fixture
def files(make_content):
    """Give the site of one article with a tag."""
    tags = '- id: arms\n  label: {zh: "武器 & 弹药", en: Arms}\n'
    return site(make_content({"articles/one/zh.md": original(tags="[arms]"), "tags.yaml": tags}))


def test_every_feed_of_the_language_is_listed(files):
    """Each once, with its name, its Atom address and its page, all of them there; in one folder."""
    root = etree.fromstring(files["zh/feeds/feeds.opml"].encode())
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "中俄观察")
    (folder,) = root.findall("body/outline")
    names = {outline.get("xmlUrl"): outline.get("text") for outline in folder}
    feeds = {BASE + name for name in files if name.startswith("zh/feeds/") and name.endswith("atom.xml")}
    assert set(names) == feeds
    assert names[f"{BASE}zh/feeds/tags/arms/atom.xml"] == "武器 & 弹药"
    for outline in folder:
        assert (outline.get("type"), outline.get("language")) == ("rss", "zh-Hans")
        assert f"{outline.get('htmlUrl').removeprefix(BASE)}index.html" in files
        assert outline.get("description")
