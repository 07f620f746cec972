"""Digests for mail: one file with all it needs, in both languages or in one, never too long."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html
from written import marked, original, site, translation

from jiazhu.site.mail import MAIL_BYTES

STORY = "stories:\n  - headline: {}\n    lead: one\n    also: [{{article: two, adds: {}}}]"
INTRODUCTION = "See [the tag](../../tags/), ![](https://e.org/a.png) and a note[^1].\n\n[^1]: Said before."
FILES = {
    "articles/one/zh.md": original("a1", title="甲", body="一", summary="摘要"),
    "articles/one/en.md": translation("One", body=marked("First.", "一"), summary="Sum.", state="machine"),
    "articles/one/notes.yaml": "- {id: n1, kind: context, in: zh, quote: 一, note: {zh: 注}, date: 2023-08-20}\n",
    "articles/two/zh.md": original("a2", title="乙", body="二"),
    "digests/2023-W33.zh.md": f"---\ntitle: 一周\n{STORY.format('头条', '补充')}\n---\n\n导言",
    "digests/2023-W33.en.md": f"---\ntitle: A week\n{STORY.format('Headline', 'More')}\n---\n\n{INTRODUCTION}",
}


@pytest.fixture
def mail(make_content):
    """Give the mails of a digest by the end of their address."""
    files = site(make_content(FILES))
    return {
        name.replace("digests/2023-W33/", ""): text for name, text in files.items() if re.search("mail[^/]*$", name)
    }


def words(page):
    """Give the words of a page."""
    return " ".join(lxml_html.fromstring(page).text_content().split())


def test_a_digest_has_one_in_both_languages_and_one_in_each(mail):
    """In both, the page's language stands first; alone, the other is not there unless there is nothing else."""
    assert set(mail) == {"zh/mail.html", "zh/mail-alone.html", "en/mail.html", "en/mail-alone.html"}
    both, alone = words(mail["en/mail.html"]), words(mail["en/mail-alone.html"])
    for english, chinese in (("A week", "一周"), ("Headline", "头条"), ("Sum.", "摘要"), ("More", "补充")):
        assert both.index(english) < both.index(chinese)
        assert english in alone
        assert chinese not in alone
    assert "导言" in both
    assert "导言" not in alone
    assert "乙" in alone  # what nobody has translated
    assert words(mail["zh/mail.html"]).index("头条") < words(mail["zh/mail.html"]).index("Headline")
    assert "Headline" not in words(mail["zh/mail-alone.html"])


def test_a_digest_of_one_language_has_one_mail(make_content):
    """There is nothing to choose."""
    content = make_content(FILES)
    toml = (content / "digest.toml").read_text(encoding="utf-8").replace('["zh", "en"]', '["zh"]')
    for path in (content / "digests").glob("*.en.md"):
        path.unlink()
    (content / "digest.toml").write_text(toml, encoding="utf-8")
    files = site(content)
    assert [name for name in files if "mail" in name] == ["zh/digests/2023-W33/mail.html"]
    assert 'href="/watch/zh/digests/2023-W33/mail.html"' in files["zh/digests/2023-W33/index.html"]


def test_it_says_what_the_page_says(mail):
    """Days, counts, source, date, notes and the state of a translation, for each article."""
    said = words(mail["en/mail-alone.html"])
    assert "Week 33, 14–20 Aug 2023 · 1 story · 2 articles · 1 note" in said
    assert "e.org · 18 August 2023 Headline Sum. 1 note · machine translation, not reviewed" in said
    assert "More e.org · 18 August 2023 · Chinese only" in said


def test_it_needs_nothing_else(mail):
    """No script, no style sheet, no picture; each address is whole, and an introduction's footnotes stay within."""
    for text in mail.values():
        page = lxml_html.fromstring(text)
        assert not page.xpath("//script | //link | //style | //img | //@class[contains(., 'duo')]")
        links = page.xpath("//@href | //@src")
        assert links
        assert [link for link in links if not re.match(r"https://example\.org/watch/|#fn", link)] == []
    assert "https://example.org/watch/en/tags/" in mail["en/mail-alone.html"]
    assert "#fn-2023-W33-en-1" in mail["en/mail-alone.html"]


def test_search_engines_are_asked_to_leave_it_alone(make_content):
    """It is the page over again: not for their lists, and not in the sitemap."""
    files = site(make_content(FILES))
    mails = [name for name in files if "/mail" in name]
    assert all('<meta name="robots" content="noindex">' in files[name] for name in mails)
    assert "mail" not in files["sitemap.xml"]
    page = lxml_html.fromstring(files["en/digests/2023-W33/index.html"])
    links = page.xpath("//p[contains(@class, 'as-mail')]//@href")
    assert links == [f"/watch/en/digests/2023-W33/{name}" for name in ("mail.html", "mail-alone.html")]


def week(count, title="标题", **keys):
    """Write a week of articles, each with a long summary; the later ones have longer numbers."""
    return {
        f"articles/a{number:04}/zh.md": original(f"id{number}", title=f"{title}{number}", **keys)
        for number in range(count)
    }


def test_a_long_digest_is_cut_to_headlines_and_says_so(make_content):
    """What does not fit in full is a headline with a link; no story is missing, and it says where the rest is."""
    text = site(make_content(week(200, summary="长" * 300)))["zh/digests/2023-W33/mail-alone.html"]
    assert 0.95 * MAIL_BYTES < len(text.encode()) <= MAIL_BYTES
    page = lxml_html.fromstring(text)
    full, listed = page.xpath("//h2/a/@href"), page.xpath("//ul/li/a/@href")
    assert 10 < len(full) < 190
    assert len({*full, *listed}) == 200
    assert "邮件过长会被截断，本期其余内容请见网页。" in words(text)


def test_a_digest_too_long_for_headlines_says_so(make_content):
    """As many headlines as there is room for, and never more bytes."""
    text = site(make_content(week(300, title="很长的标题" * 60)))["zh/digests/2023-W33/mail-alone.html"]
    assert 0.9 * MAIL_BYTES < len(text.encode()) <= MAIL_BYTES
    assert 10 < len(lxml_html.fromstring(text).xpath("//ul/li/a")) < 300
    assert "邮件过长会被截断" in words(text)


def test_an_introduction_without_end_stays_on_the_page(make_content):
    """The stories are worth more."""
    files = {**week(3, summary="摘要"), "digests/2023-W33.zh.md": f"---\ntitle: 一周\n---\n\n{'导言' * 40_000}"}
    text = site(make_content(files))["zh/digests/2023-W33/mail-alone.html"]
    assert len(text.encode()) <= MAIL_BYTES
    assert "导言" not in text
    assert text.count("摘要") == 3
