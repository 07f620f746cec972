"""Pages that list articles by tag, by source and by month."""

from __future__ import annotations

import pytest
from lxml import html
from written import days, original, pages_of, site, slugs

TAGS = """\
- id: arms
  label: {zh: 武器, en: Arms}
- id: drills
  label: {zh: 军演, en: Drills}
  parent: arms
"""
ENTITIES = """\
- {id: russia, type: Place, name: {zh: 俄罗斯, en: Russia}}
- {id: belarus, type: Place, name: {zh: 白俄罗斯, en: Belarus}}
- {id: arms, type: Concept, name: {zh: 武器, en: Arms}}
"""


def texts(page, path):
    """Give the words of the elements at an XPath, white space made single."""
    return [" ".join(found.text_content().split()) for found in html.fromstring(page).xpath(path)]


@pytest.fixture
def files(make_content):
    """Give the site of a tag with a part, and articles of four months."""
    return site(
        make_content(
            {
                "tags.yaml": TAGS,
                "entities.yaml": ENTITIES,
                "articles/a/zh.md": original(
                    "a", day="2022-12-31", tags="[drills]", body="俄罗斯。", updated="2023-01-01"
                ),
                "articles/b/zh.md": original("b", day="2023-02-01", tags="[arms, drills]", body="俄罗斯武器。"),
                "articles/c/zh.md": original("c", day="2023-02-20", tags="[arms]", body="白俄罗斯的武器。"),
                "articles/d/zh.md": original("d", day="2023-03-01"),
            }
        )
    )


def test_archive_goes_by_year_and_month_of_the_digests_zone(make_content):
    """The last evening of a year in London is the next year in Shanghai."""
    content = make_content({"articles/one/zh.md": original(published="2022-12-31T20:00+00:00")})
    assert ("archive", "2023", "01") in pages_of(content)


def test_chinese_lists_are_sorted_by_pinyin(make_content):
    """Tags are in the order in which the page's readers look for them."""
    labels = {"b": "中国", "c": "白俄", "a": "军事"}
    written = "".join(f"- id: {id_}\n  label: {{zh: {label}}}\n" for id_, label in labels.items())
    content = make_content({"tags.yaml": written})
    assert [tag.id for tag in pages_of(content)["tags",].context["children"][""]] == ["c", "a", "b"]


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_the_alias_of_a_tag_leads_to_it(make_content, language):
    """In every language, whatever script it is in: a page that search engines leave out, and that knows the tag's."""
    tags = "- {id: drills, label: {zh: 军演, en: Drills}, aliases: [中俄军演]}\n"
    settings = make_content({"tags.yaml": tags}) / "digest.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'variants = ["zh-Hant"]\n', encoding="utf-8")
    files = site(settings.parent)
    page = files[f"{language}/tags/中俄军演/index.html"]

    assert f'content="0; url=/watch/{language}/tags/drills/"' in page
    assert f'<link rel="canonical" href="https://example.org/watch/{language}/tags/drills/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "%E4%B8" not in files["sitemap.xml"]


def test_a_tag_has_the_articles_of_its_parts_each_once(make_content):
    """Its page lists them, and the list of tags counts them so."""
    tagged = {
        "articles/a/zh.md": original("a", day="2023-08-01", tags="[drills]"),
        "articles/b/zh.md": original("b", day="2023-08-02", tags="[arms, drills]"),
        "articles/c/zh.md": original("c", day="2023-08-03", tags="[arms]"),
    }
    pages = pages_of(make_content({"tags.yaml": TAGS, **tagged}))

    assert slugs(pages["tags", "arms"]) == ["c", "b", "a"]
    assert slugs(pages["tags", "drills"]) == ["b", "a"]
    assert pages["tags",].context["counts"] == {"arms": 3, "drills": 2}


def test_tags_stand_beneath_those_that_they_are_part_of(files):
    """In the list of all tags, and linked both ways on their pages."""
    index = html.fromstring(files["en/tags/index.html"])
    assert [link.get("href") for link in index.xpath("//main//ul/li/ul/li/a")] == ["/watch/en/tags/drills/"]
    assert texts(files["en/tags/arms/index.html"], "//span[contains(., 'Narrower')]") == ["Narrower Drills 2"]
    assert texts(files["en/tags/drills/index.html"], "//span[contains(., 'Part of')]") == ["Part of Arms"]


def test_articles_stand_under_their_months(files):
    """Each month once, the newest first, and a link to the archive."""
    page = files["en/tags/arms/index.html"]
    assert texts(page, "//h2[@class='month']") == ["February 2023", "December 2022"]
    assert '<h2 class="month"><a href="/watch/en/archive/2022/12/">December 2022</a></h2>' in page
    order = [element.tag for element in html.fromstring(page).xpath("//*[@class='list']/*")]
    assert order == ["h2", "article", "article", "h2", "article"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("en/tags/arms/", "3 articles, December 2022 – February 2023; most in February 2023: 2"),
        ("en/tags/drills/", "2 articles, December 2022 – February 2023; at most 1 in a month"),
        ("zh/tags/arms/", "2022年12月至2023年2月，3 篇文章；2023年2月最多，为 2 篇"),
        ("zh/tags/drills/", "2022年12月至2023年2月，2 篇文章；每月最多 1 篇"),
        ("en/sources/e-org/", "4 articles, December 2022 – March 2023; most in February 2023: 2"),
        ("en/entities/russia/", "2 articles, December 2022 – February 2023; at most 1 in a month"),
        ("en/archive/", "4 articles, December 2022 – March 2023; most in February 2023: 2"),
        ("en/archive/2023/", "3 articles, February – March 2023; most in February 2023: 2"),
    ],
)
def test_a_chart_tells_its_numbers_in_words(files, page, said):
    """How many, from when to when, and when the most; the picture itself is one thing to who hears the page."""
    assert texts(files[f"{page}index.html"], "//svg[@role='img']/title") == [said]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("en/tags/arms/", ["2", "Dec 2022", "Feb 2023"]),
        ("zh/tags/arms/", ["2", "2022年12月", "2023年2月"]),
        ("en/tags/drills/", ["Dec 2022", "Feb 2023"]),
    ],
)
def test_a_chart_names_its_ends_and_its_peak(files, page, words):
    """Beneath, and above the highest bar; a single article needs no number."""
    assert texts(files[f"{page}index.html"], "//svg//text") == words


def test_what_is_of_one_month_has_no_chart(files):
    """There is nothing to be compared."""
    assert not any("<svg" in files[f"en/{page}index.html"] for page in ("archive/2022/", "archive/2023/02/"))


def test_the_names_most_met_are_told(files):
    """Those that most of the articles are about, with how many; but not what the page itself is on."""
    names = "//p[contains(@class, 'company')]"
    assert texts(files["en/tags/arms/index.html"], names) == ["Names most met Russia 2 Belarus 1"]
    assert texts(files["zh/sources/e-org/index.html"], names) == ["最常出现的专名 武器 2 俄罗斯 2 白俄罗斯 1"]


def test_a_source_leads_to_its_host(files):
    """A link, and nothing that is loaded from there."""
    assert '<a href="https://e.org/" rel="external" lang="zxx">e.org</a>' in files["en/sources/e-org/index.html"]


def test_months_of_the_archive_lead_to_each_other(files):
    """To the next that has articles, whether the year is the same or not."""
    page = files["en/archive/2023/02/index.html"]
    assert texts(page, "//nav[@class='neighbours']/p") == ["Older December 2022", "Newer March 2023"]
    assert '<a href="/watch/en/archive/2022/12/">December 2022</a>' in page


def test_a_long_list_shows_its_months_on_each_page(make_content):
    """Of 120 articles, the newest page has 20 under the last month, the others 50; chart and names stand once."""
    content = make_content({**days(120, tags="[arms]", body="俄罗斯。"), "tags.yaml": TAGS, "entities.yaml": ENTITIES})
    files = site(content)
    pages = [files[f"en/tags/arms/{number}index.html"] for number in ("", "2/", "1/")]

    assert [len(texts(page, "//article")) for page in pages] == [20, 50, 50]
    assert [texts(page, "//h2[@class='month']") for page in pages] == [
        ["May 2023", "April 2023"],
        ["April 2023", "March 2023", "February 2023"],
        ["February 2023", "January 2023"],
    ]
    assert [("<svg" in page, "Names most met" in page) for page in pages] == [(True, True), *[(False, False)] * 2]
    assert texts(pages[1], "//nav[@class='numbered']/a[@aria-current]") == ["2"]
