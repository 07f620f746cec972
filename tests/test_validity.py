"""The site as machines read it: valid HTML, unique ids, feeds without complaint."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

REPOSITORY = Path(__file__).parent.parent
JAR = Path(os.environ.get("VNU_JAR") or REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")

FEEDS = [
    f"{language}/feeds/{name}" for language in ("zh", "en", "zh-hant") for name in ("atom.xml", "rss.xml", "notes.xml")
]


def check(*paths: Path) -> str:
    """Let the Nu HTML checker read files and folders; give what it says."""
    command = ["java", "-jar", str(JAR), "--skip-non-html", "--format", "gnu", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


needs_checker = pytest.mark.skipif(
    not JAR.exists() or shutil.which("java") is None, reason="no Nu HTML checker: it takes java and npm's vnu-jar"
)


@needs_checker
def test_every_page_is_valid_html(sample_site):
    """The Nu HTML checker finds no error and no warning in any page."""
    assert check(sample_site) == ""


@needs_checker
def test_the_checker_finds_faults(tmp_path):
    """The checker does read what it is given."""
    page = tmp_path / "a.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a">')
    assert "Duplicate ID" in check(page)


def test_ids_are_unique(sample_site):
    """No page has two elements of one id."""
    for page in sorted(sample_site.rglob("*.html")):
        ids = Counter(html.document_fromstring(page.read_bytes()).xpath("//@id"))
        assert [id_ for id_, count in ids.items() if count > 1] == [], page


def test_every_page_has_a_language_a_title_and_one_heading(sample_site):
    """Each page says its language, has a title, and one main heading."""
    for page in sorted(sample_site.rglob("*.html")):
        tree = html.document_fromstring(page.read_bytes())
        assert tree.get("lang") in {"zh-Hans", "zh-Hant", "en"}, page
        assert tree.findtext("head/title").strip(), page
        assert len(tree.findall(".//h1")) == 1, page


@pytest.mark.parametrize("name", FEEDS)
def test_feed_readers_do_not_complain(sample_site, name):
    """A feed parses, its ids are unique, its dates are dates, its links absolute."""
    feed = feedparser.parse((sample_site / name).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == len({entry.id for entry in feed.entries}) > 0
    for entry in feed.entries:
        assert entry.published_parsed
        assert all(urlsplit(link.href).scheme for link in [*feed.feed.links, *entry.links])


@pytest.mark.parametrize("name", FEEDS)
def test_text_in_feeds_is_absolute_and_tame(sample_site, name):
    """The text of an entry has no relative link but to its own notes, no relative picture, and nothing that runs."""
    tree = etree.parse(sample_site / name)
    texts = tree.xpath("//*[local-name()='content' or local-name()='encoded']/text()")
    assert texts
    for text in texts:
        fragment = html.fragment_fromstring(text, create_parent="div")
        links = {link for link in fragment.xpath("//@href | //@src") if link[1:] not in fragment.xpath("//@id")}
        assert {urlsplit(link).scheme for link in links} <= {"http", "https", "mailto"}
        assert fragment.xpath("//script | //iframe | //object | //@onclick | //@onerror") == []


def test_sitemap_is_one(sample_site):
    """The sitemap is XML of its namespace, with absolute addresses."""
    root = etree.parse(sample_site / "sitemap.xml").getroot()
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert all(url[0].text.startswith("https://example.org/watch/") for url in root)
