"""Which pages there are, and what each shows."""

from __future__ import annotations

import pytest
from written import original, translation, view

from jiazhu.site.pages import LIST_SIZE, language_pages

TAGS = "- id: arms\n  label: {zh: 武器, en: Arms}\n- id: trade\n  label: {zh: 贸易, en: Trade}\n  parent: arms\n"


def pages_of(content, language="zh"):
    """Give the pages of a language by what their address is made of."""
    return {page.parts: page for page in language_pages(view(content, language))}


def days(count, first=1, **keys):
    """Write articles of following days of 2023, each in its folder."""
    return {
        f"articles/a{n:03}/zh.md": original(f"id{n}", day=f"2023-{1 + n // 28:02}-{1 + n % 28:02}", **keys)
        for n in range(first, first + count)
    }


def slugs(page):
    """List the articles a page shows."""
    return [article.slug for article in page.context["articles"]]


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
        ("subscribe",): "subscribe.html",
    }
    assert expected == {parts: page.template for parts, page in pages_of(content).items()}


def test_all_languages_have_the_same_pages(make_content):
    """Each page has its counterpart in every interface language, so that a page can link to itself there."""
    files = {**days(60, tags="[arms]"), "tags.yaml": TAGS, "pages/about.zh.md": "---\ntitle: 关于\n---\n话。"}
    content = make_content(files)
    assert set(pages_of(content, "zh")) == set(pages_of(content, "en"))


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, {("tags", "arms"): 0}),
        (1, {("tags", "arms"): 1}),
        (LIST_SIZE, {("tags", "arms"): 50}),
        (LIST_SIZE + 1, {("tags", "arms"): 1, ("tags", "arms", "1"): 50}),
        (2 * LIST_SIZE + 3, {("tags", "arms"): 3, ("tags", "arms", "2"): 50, ("tags", "arms", "1"): 50}),
    ],
)
def test_lists_go_by_fifty(make_content, count, expected):
    """The newest page has no number and holds what is over; all others are full."""
    pages = pages_of(make_content({**days(count, tags="[arms]"), "tags.yaml": TAGS}))
    found = {parts: len(slugs(page)) for parts, page in pages.items() if page.template == "tag.html"}
    assert expected == {parts: length for parts, length in found.items() if "arms" in parts}


def test_a_new_article_moves_none_on_the_numbered_pages(make_content):
    """Numbers count from the oldest: what stands on a numbered page stays there."""
    before = pages_of(make_content({**days(LIST_SIZE + 1, tags="[arms]"), "tags.yaml": TAGS}))
    after = pages_of(make_content(days(20, first=LIST_SIZE + 2, tags="[arms]")))
    assert slugs(before["tags", "arms", "1"]) == slugs(after["tags", "arms", "1"])
    assert [f"a{n:03}" for n in range(LIST_SIZE, 0, -1)] == slugs(after["tags", "arms", "1"])
    assert slugs(after["tags", "arms"])[0] == "a071"


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


def test_archive_goes_by_year_and_month_of_the_digests_zone(make_content):
    """The last evening of a year in London is the next year in Shanghai."""
    content = make_content({"articles/one/zh.md": original(published="2022-12-31T20:00+00:00")})
    assert ("archive", "2023", "01") in pages_of(content)


def test_chinese_lists_are_sorted_by_pinyin(make_content):
    """Tags are in the order in which the page's readers look for them."""
    labels = {"b": "中国", "c": "白俄", "a": "军事"}
    written = "".join(f"- id: {id_}\n  label: {{zh: {label}}}\n" for id_, label in labels.items())
    content = make_content({"tags.yaml": written})
    assert [tag.id for tag in pages_of(content)["tags",].context["tags"]] == ["c", "a", "b"]


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
