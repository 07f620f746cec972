"""The site as machines read it: valid HTML, unique ids, feeds without complaint."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from feed_rules import broken_rules
from lxml import etree, html

REPOSITORY = Path(__file__).parent.parent
JAR = Path(os.environ.get("VNU_JAR") or REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")


def check(*paths: Path) -> str:
    """Let the Nu HTML checker read files and folders; give what it says.

    A page's policy is tried in a browser: to the checker a file is of no host, and JSON-LD a script that would run.
    """
    ignored = ["--filterpattern", ".*violates Content Security Policy.*"]
    command = ["java", "-jar", str(JAR), "--skip-non-html", "--format", "gnu", *ignored, *map(str, paths)]
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


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_every_feed_keeps_the_rules(sample_site, language):
    """The sample's feeds are what the W3C's feed validator lets pass, in each format."""
    names = {"atom.xml", "rss.xml", "feed.json"}
    feeds = [path for path in sorted((sample_site / language / "feeds").rglob("*.*")) if path.name in names]
    assert len(feeds) > 30
    for path in feeds:
        address = f"https://example.org/watch/{path.relative_to(sample_site).as_posix()}"
        assert broken_rules(address, path.read_bytes()) == [], path


def test_sitemap_is_one(sample_site):
    """The sitemap is XML of its namespace, with absolute addresses."""
    root = etree.parse(sample_site / "sitemap.xml").getroot()
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert all(url[0].text.startswith("https://example.org/watch/") for url in root)
