"""Which feeds there are, where they are, and which a page names."""

from __future__ import annotations

import pytest
from lxml import html
from written import original, site, view

from jiazhu.site.feeds.feed import ATOM, FORMATS, JSON_FEED, Feed, announced

TAGS = """\
- id: china
  label: {zh: 中国, en: China}
  about: {zh: 关于中国。, en: On China.}
- id: beijing
  label: {zh: 北京, en: Beijing}
  parent: china
- id: zoo
  label: {zh: 阿尔卑斯, en: Alps}
"""
NOTE = "- id: n1\n  kind: context\n  in: zh\n  quote: 正文\n  note: {zh: 注}\n"


@pytest.fixture
def content(make_content):
    """Write two articles of one source, one of them with a tag and a note."""
    return make_content(
        {
            "articles/one/zh.md": original("a1", tags="[beijing]", source="e-org"),
            "articles/one/notes.yaml": NOTE,
            "articles/two/zh.md": original("a2", day="2023-08-17", url="https://e.org/2", source="e-org"),
            "sources/e-org.toml": 'hosts = ["e.org"]\nname = { zh = "某报", en = "A Paper" }\nlang = "zh-Hans"\n',
            "tags.yaml": TAGS,
        }
    )


def test_there_is_a_feed_of_each_kind(content):
    """Of all articles, in one language and in two, of digests, of notes, then of each tag and source by its name."""
    of_all, of_tags = [(), ("both",), ("digests",), ("notes",)], [("tags", id_) for id_ in ("zoo", "beijing", "china")]
    assert [feed.path for feed in view(content, "en").feeds] == [*of_all, *of_tags, ("sources", "e-org")]
    assert [feed.name.text for feed in view(content, "zh").feeds if feed.name] == ["阿尔卑斯", "北京", "中国", "某报"]


def test_a_tags_feed_has_the_articles_of_the_tags_beneath_it(content):
    """As its page has."""
    shown = view(content, "en")
    slugs = {feed.path: [article.slug for article in shown.groups.of(*feed.listed)] for feed in shown.feeds}
    assert slugs["tags", "china"] == slugs["tags", "beijing"] == ["one"]
    assert slugs["sources", "e-org"] == ["one", "two"]


def test_one_language_needs_no_feed_in_two(make_content):
    """A digest in one language has no parallel text; and no feed of notes without notes."""
    settings = 'title = {zh = "观察"}\nbase_url = "https://e.org/"\nlanguages = ["zh"]\nauthority = "e.org,2023"\n'
    content = make_content({"digest.toml": settings, "articles/one/zh.md": original()})
    paths = [feed.path for feed in view(content, "zh").feeds]
    assert ("both",) not in paths
    assert ("notes",) not in paths


def test_addresses_are_regular():
    """Below the language: what the feed is of, the number of an archive, the format."""
    assert Feed(kind="articles").parts("en", ATOM) == ("en", "feeds", "atom.xml")
    tag = Feed(kind="tag", path=("tags", "arms"))
    assert tag.parts("zh", JSON_FEED, 1) == ("zh", "feeds", "tags", "arms", "1", "feed.json")


def test_a_page_names_its_own_feed_first(content):
    """In each format; then those of the whole digest."""
    shown = view(content, "en")

    def named(*parts):
        return list(announced(shown.feeds_near(parts), parts))

    on_page = [(feed.path, form.name) for feed, form in named("tags", "beijing", "1")]
    assert on_page[:3] == [(("tags", "beijing"), form.name) for form in FORMATS]
    assert on_page[3:] == [((), "Atom"), (("both",), "Atom"), (("digests",), "Atom"), (("notes",), "Atom")]
    at_home = [(feed.path, form.name) for feed, form in named()]
    assert at_home[:3] == [((), form.name) for form in FORMATS]
    of_digest = [feed.path for feed, _ in named("digests", "2023-W33")]
    assert of_digest[0] == ("digests",)
    assert of_digest.count(("digests",)) == 3


def test_pages_lead_readers_to_feeds(content):
    """Each page links to feeds that are there, with their types and names in the page's language."""
    files = site(content)
    for name in [name for name in files if name.endswith("index.html") and "/" in name and "articles/" not in name]:
        page = html.fromstring(files[name])
        language = name.partition("/")[0]
        types = {form.type for form in FORMATS}
        links = [link for link in page.iterfind("head/link") if link.get("type") in types]
        assert len(links) >= 6, name
        assert all(link.get("href").removeprefix("/watch/") in files for link in links), name
        assert all(link.get("href").startswith(f"/watch/{language}/feeds/") for link in links), name
    tag = html.fromstring(files["zh/tags/beijing/index.html"])
    first = next(link for link in tag.iterfind("head/link") if link.get("type") == ATOM.type)
    assert (first.get("href"), first.get("title")) == ("/watch/zh/feeds/tags/beijing/atom.xml", "北京 (Atom)")


@pytest.mark.parametrize("page", ["tags/beijing", "sources/e-org", "digests", "notes"])
def test_lists_show_their_feed(content, page):
    """A reader finds the feed of a list on its page, in each format."""
    files = site(content)
    shown = html.fromstring(files[f"en/{page}/index.html"]).xpath("//main//*[@class='formats']/a/@href")
    assert shown == [f"/watch/en/feeds/{page}/{form.file}" for form in FORMATS]


def test_the_subscribe_page_lists_every_feed(content):
    """Each with a link in each format; with OPML, and the way to the other languages."""
    files = site(content)
    page = html.fromstring(files["en/subscribe/index.html"])
    links = page.xpath("//main//a/@href")
    for feed in view(content, "en").feeds:
        for form in FORMATS:
            assert f"/watch/{'/'.join(feed.parts('en', form))}" in links
    assert "/watch/en/feeds/feeds.opml" in links
    assert "/watch/zh/subscribe/" in links
    assert "On China." in page.text_content()
