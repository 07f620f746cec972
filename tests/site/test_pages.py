"""Which pages there are, and what each shows."""

from __future__ import annotations

from written import days, original, pages_of, slugs, translation

from jiazhu.library.clashes import SECTIONS

TAGS = "- id: arms\n  label: {zh: 武器, en: Arms}\n- id: trade\n  label: {zh: 贸易, en: Trade}\n  parent: arms\n"


def test_every_page_of_a_small_site(make_content):
    """One tagged article makes its page, its digest, its tag, its source, its archive, and the lists of each."""
    content = make_content(
        {
            "articles/one/zh.md": original(tags="[arms]", aliases="[alt]"),
            "tags.yaml": TAGS,
            "pages/about.zh.md": "---\ntitle: 关于\n---\n话。",
        }
    )
    expected = {
        (): "home.html",
        ("articles", "one"): "article.html",
        ("articles", "alt"): "redirect.html",
        ("digests",): "digests.html",
        ("digests", "2023-W33"): "digest.html",
        ("tags",): "tags.html",
        ("tags", "arms"): "tag.html",
        ("tags", "trade"): "tag.html",
        ("sources",): "sources.html",
        ("sources", "e-org"): "source.html",
        ("archive",): "archive.html",
        ("archive", "2023"): "archive.html",
        ("archive", "2023", "08"): "month.html",
        ("about",): "page.html",
        ("search",): "search.html",
        ("subscribe",): "subscribe.html",
    }
    assert expected == {parts: page.template for parts, page in pages_of(content).items()}


def test_no_page_of_the_editors_can_take_the_sites_own_addresses(sample):
    """Whatever else stands below a home page is a section that the content's reader knows, and keeps free."""
    pages = pages_of(sample).values()
    assert {page.parts[0] for page in pages if page.parts and page.template != "page.html"} <= SECTIONS


def test_all_languages_have_the_same_pages(make_content):
    """Each page has its counterpart in every interface language, so that a page can link to itself there."""
    files = {**days(60, tags="[arms]"), "tags.yaml": TAGS, "pages/about.zh.md": "---\ntitle: 关于\n---\n话。"}
    content = make_content(files)
    assert set(pages_of(content, "zh")) == set(pages_of(content, "en"))


def test_home_shows_recent_articles_once(make_content):
    """An article of the latest digest is not repeated among the recent ones."""
    content = make_content(
        {
            "articles/old/zh.md": original("a1", day="2023-08-01"),
            "articles/new/zh.md": original("a2", day="2023-08-18"),
        }
    )
    home = pages_of(content)[()]
    assert [digest.id for digest in home.context["digests"]] == ["2023-W33", "2023-W31"]
    assert slugs(home) == ["old"]


def test_articles_have_their_neighbours_in_time(make_content):
    """An article links to the next newer and the next older one."""
    shown = pages_of(make_content(days(3)))["articles", "a002"].context
    assert (shown["newer"].slug, shown["older"].slug) == ("a003", "a001")
    assert pages_of(make_content({}))["articles", "a003"].context["newer"] is None


def test_fallback_pages_are_real_in_the_other_language_only(make_content):
    """An article without a translation is real in its own language; with one, in both."""
    content = make_content(
        {
            "articles/one/zh.md": original("a1"),
            "articles/two/zh.md": original("a2"),
            "articles/two/en.md": translation(),
        }
    )
    pages = pages_of(content, "en")
    assert pages["articles", "one"].real_in == ("zh",)
    assert pages["articles", "two"].real_in == ("zh", "en")
    assert pages["tags",].real_in == ("zh", "en")


def test_page_falls_back_to_the_language_it_has(make_content):
    """A page of the editor's that has no words in a language shows the other's."""
    content = make_content({"pages/about.en.md": "---\ntitle: About\n---\nWords."})
    page = pages_of(content, "zh")["about",]
    assert (page.context["title"].text, page.context["body"].lang, page.real_in) == ("About", "en", ("en",))
