"""A Library in, the files of the site out: the same each time, at addresses of their own."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from written import load, original, site, translation

from jiazhu.errors import JiazhuError
from jiazhu.site.builder import build, site_files
from jiazhu.site.output import Built
from jiazhu.site.theme import Theme


def small(make_content, **files):
    """Write a content folder of one article."""
    return make_content({"articles/one/zh.md": original(), **files})


def test_site_has_its_files(make_content):
    """Beside the pages there are feeds a language, the door, the 404 page, sitemap, robots and the mark of Pages."""
    files = site(small(make_content))
    expected = {"index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll"}
    expected |= {
        f"{language}/feeds/{name}" for language in ("zh", "en") for name in ("atom.xml", "rss.xml", "feed.json")
    }
    assert expected < set(files)
    assert "Sitemap: https://example.org/watch/sitemap.xml\n" in files["robots.txt"]


def test_built_twice_is_built_once(make_content, tmp_path):
    """The second build of the same content writes nothing."""
    content = small(make_content)
    first = build(load(content), Theme(), tmp_path / "site")
    again = build(load(content), Theme(), tmp_path / "site")
    assert again == Built(written=0, unchanged=first.written, removed=0, whole=True)


def test_cache_changes_nothing(make_content, tmp_path):
    """With a cache, filled or not, the files are those without one."""
    library = load(small(make_content))
    plain = dict(site_files(library, Theme()))
    assert plain == dict(site_files(library, Theme(), cache=tmp_path / "cache"))
    assert plain == dict(site_files(library, Theme(), cache=tmp_path / "cache"))


def test_digest_without_articles_is_a_site(make_content):
    """A digest that has just begun has all its pages."""
    files = site(make_content({}))
    assert "There are no articles yet." in files["en/index.html"]
    assert "zh/archive/index.html" in files


def test_one_language_is_a_site(make_content):
    """A digest in one language has its pages, and no hreflang."""
    content = small(make_content)
    toml = (content / "digest.toml").read_text(encoding="utf-8")
    (content / "digest.toml").write_text(toml.replace('["zh", "en"]', '["zh"]'), encoding="utf-8")
    files = site(content)
    assert not [name for name in files if name.startswith("en/")]
    assert 'rel="alternate" hreflang' not in files["zh/articles/one/index.html"]


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/a/b/"])
def test_base_path_is_in_every_internal_link_once(make_content, base):
    """Every link of the site starts with the base path, whatever it is."""
    content = small(make_content)
    toml = (content / "digest.toml").read_text(encoding="utf-8")
    (content / "digest.toml").write_text(toml.replace("https://example.org/watch/", base), encoding="utf-8")
    path = base.removeprefix("https://example.org")
    for name, text in site(content).items():
        if name.endswith(".html"):
            links = re.findall(r'(?:href|src)="([^"]*)"', text)
            internal = [link for link in links if not link.startswith(("http", "#"))]
            assert internal or "/mail" in name, name  # a mail has whole addresses alone
            assert all(re.match(rf"{path}(zh|en|static|$)", link) for link in internal), (name, internal)


def test_two_pages_at_one_address_are_a_fault(make_content, tmp_path):
    """What the reader of the content would let through ends the build: no site is written."""
    library = load(small(make_content, **{"pages/about.zh.md": "---\ntitle: 标签\n---\n话。"}))
    library = replace(library, pages={"tags": library.pages["about"]})
    with pytest.raises(JiazhuError, match=r"zh/tags/index\.html.*two pages"):
        build(library, Theme(), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_door_leads_to_every_language(make_content):
    """`/` and `/404.html` speak each language, marked with its lang."""
    files = site(make_content({}))
    assert '<a href="/watch/zh/" lang="zh-Hans" hreflang="zh-Hans">中文</a>' in files["index.html"]
    assert '<a href="/watch/en/" lang="en" hreflang="en">English</a>' in files["index.html"]
    assert '<div lang="en"><p>There is no page at this address.' in files["404.html"]
    assert '<div lang="zh-Hans"><p>这个地址没有网页。' in files["404.html"]


def test_no_script_and_no_foreign_resource(make_content):
    """Reading needs no script, what there is remembers, and a page loads nothing from elsewhere but pictures."""
    files = site(small(make_content, **{"articles/one/en.md": translation()}))
    for name, text in files.items():
        if name.endswith(".html"):
            scripts = re.findall(r'<script(?! type="application/ld\+json").*?</script>', text)
            own = r'<script src="/watch/static/(?:modes|scheme)\.\w+\.js"></script>'
            if "/search/" in name:
                own += r'|<script src="/watch/static/search\.\w+\.js" type="module"></script>'
            assert all(re.fullmatch(own, tag) for tag in scripts), name
            loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|img)[^>]*(?:href|src)="([^"]*)"', text)
            assert all(link.startswith("/watch/static/") for link in loaded), name
    assert "@import" not in "".join(text for name, text in files.items() if name.endswith(".css"))
