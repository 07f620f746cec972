"""What a page shows of the records, in one interface language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from written import articles, load, marked, original, translation, view

from jiazhu.forks import WORTH_A_PROCESS
from jiazhu.model import Words
from jiazhu.site.columns import Phrase
from jiazhu.site.material import Material
from jiazhu.site.urls import Urls

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def both(make_content):
    """Give an article in Chinese with a translation into English, and one without."""
    return make_content(
        {
            "articles/one/zh.md": original("a1", title="甲", body="一\n\n二", summary="摘要"),
            "articles/one/en.md": translation(
                "One",
                body=marked("First.\n\nSecond.", "一\n\n二"),
                summary="Sum.",
                translator="张三",
                date="2023-09-01",
            ),
            "articles/two/zh.md": original("a2", title="乙", day="2023-08-17", body="只有中文。"),
        }
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"zh": "中", "en": "E"}, Phrase(text="E", lang="en")),
        ({"zh": "中"}, Phrase(text="中", lang="zh-Hans")),
        ({"ru": "Р"}, Phrase(text="Р", lang="ru")),
        ({"": "host.org"}, Phrase(text="host.org", lang="en")),
        ({}, Phrase(text="", lang="en")),
    ],
)
def test_phrase_prefers_the_pages_language_then_the_default(both, given: Words, expected):
    """Words are the page's language's, else the default language's, else any; each with its lang."""
    assert expected == view(both, "en").phrase(given)


def test_other_is_there_only_where_both_are(both):
    """The words in the other language stand below where the first ones are in the page's own."""
    english = view(both, "en")
    assert Phrase(text="中", lang="zh-Hans") == english.other({"zh": "中", "en": "E"})
    assert english.other({"zh": "中"}) is None
    assert english.other({"en": "E"}) is None


def test_article_speaks_the_pages_language_first(both):
    """Title, summaries and reading time are the page's language's; the columns keep the original first."""
    shown = articles(view(both, "en"))[0]
    assert Phrase(text="One", lang="en") == shown.title
    assert Phrase(text="甲", lang="zh-Hans") == shown.other_title
    assert Phrase(text="Sum.", lang="en") == shown.summary
    assert Phrase(text="摘要", lang="zh-Hans") == shown.other_summary
    assert (shown.original.code, shown.translation.code) == ("zh", "en")
    assert (shown.mine.code, shown.other.code) == ("en", "zh")
    assert shown.translated
    assert shown.url == "/watch/en/articles/one/"


def test_untranslated_article_shows_its_original(both):
    """Where there is no translation, a page shows the original's words in their own lang."""
    shown = articles(view(both, "en"))[1]
    assert Phrase(text="乙", lang="zh-Hans") == shown.title
    assert shown.other_title is None
    assert (shown.spoken, shown.translated) == (False, False)
    assert (shown.languages, shown.real_in) == (("zh",), ("zh",))


@pytest.mark.parametrize(
    ("english", "real_in"),
    [
        (translation("One", body=marked("First.\n\nSecond.", "一\n\n二"), state="machine"), ("zh", "en")),
        (translation("One", body=marked("First.", "一")), ("zh", "en")),
        (translation('""', body=marked("First.\n\nSecond.", "一\n\n二")), ("zh",)),
        (translation("One", body=marked("<!-- 一 -->\nFirst.", "一").replace("First.", "")), ("zh",)),
        (translation("One", body="First.\n\nSecond."), ("zh",)),
    ],
    ids=["machine", "half", "no title", "comments alone", "no markers"],
)
def test_translated_is_title_and_half_of_the_blocks(make_content, english, real_in):
    """By machine or not; what nobody has marked counts as nothing. Its page shows what there is all the same."""
    files = {"articles/one/zh.md": original(title="甲", body="一\n\n二"), "articles/one/en.md": english}
    shown = articles(view(make_content(files), "en"))[0]
    assert (shown.real_in, shown.translated, shown.spoken) == (real_in, "en" in real_in, True)


def test_a_title_that_is_missing_is_the_originals(make_content):
    """With its language; so is a summary that nobody has translated, and not the beginning of the translation."""
    files = {
        "articles/one/zh.md": original(title="甲", summary="摘要"),
        "articles/one/en.md": translation('""'),
    }
    shown = articles(view(make_content(files), "en"))[0]
    assert (shown.title, shown.other_title) == (Phrase(text="甲", lang="zh-Hans"), None)
    assert (shown.summary, shown.other_summary) == (Phrase(text="摘要", lang="zh-Hans"), None)


def test_english_original_with_chinese_translation_is_no_other_case(make_content):
    """The original may be in any of the languages."""
    english = original("a1", title="Words", body="An English text.", lang="en")
    content = make_content({"articles/one/en.md": english, "articles/one/zh.md": translation("译名", body="译文。")})
    shown = articles(view(content, "zh"))[0]
    assert (shown.title.text, shown.other_title and shown.other_title.text) == ("译名", "Words")
    assert (shown.original.code, shown.original.state) == ("en", None)
    assert (shown.translation.code, shown.translation.state) == ("zh", "reviewed")


def test_updated_is_the_latest_date_of_the_words(both):
    """An article is as new as its newest translation: feeds tell of that, not of builds."""
    one, two = articles(view(both, "zh"))
    assert datetime(2023, 9, 1, tzinfo=SHANGHAI) == one.updated
    assert datetime(2023, 8, 17, 12, tzinfo=SHANGHAI) == two.updated == two.published


def test_dates_are_in_the_digests_zone(make_content):
    """A date displayed in Paris late in the evening is the next day's in Shanghai."""
    content = make_content({"articles/one/zh.md": original(published="2023-08-17T23:00+02:00")})
    assert articles(view(content, "zh"))[0].published.isoformat(timespec="minutes") == "2023-08-18T05:00+08:00"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一段。\n\n第二段。", "第一段。"),
        ("## 标题\n\n第一段。", "第一段。"),
        ("![](https://e.org/a.png)\n\n第一段。", "第一段。"),
        ("有注[^1]的话。\n\n[^1]: 注。", "有注的话。"),
        ("- 只有列表", "只有列表"),
    ],
)
def test_summary_is_the_first_paragraph_with_words(make_content, body, expected):
    """Without a summary, lists show the beginning of the text: no heading, no picture, no footnote mark."""
    shown = articles(view(make_content({"articles/one/zh.md": original(body=body)}), "zh"))[0]
    assert expected == shown.summary.text


def test_han_in_english_text_has_its_lang(make_content):
    """A run of Han in a translation is marked as Chinese."""
    files = {"articles/one/zh.md": original(), "articles/one/en.md": translation(body="Called 夹注 of old.")}
    shown = view(make_content(files), "en")
    assert (
        shown.columns.of(shown.library.articles[0], "en").html
        == '<p>Called <span lang="zh-Hans">夹注</span> of old.</p>\n'
    )


def test_footnotes_of_two_columns_stay_apart(make_content):
    """Each column's footnotes have ids of their own."""
    body = "话[^1]。\n\n[^1]: 注。"
    files = {"articles/one/zh.md": original(body=body), "articles/one/en.md": translation(body=body)}
    columns = view(make_content(files), "zh").columns
    (article,) = load(make_content(files)).articles
    assert 'id="fn-a1-zh-1"' in columns.of(article, "zh").html
    assert 'id="fn-a1-en-1"' in columns.of(article, "en").html


def test_several_processes_make_the_same(make_content):
    """What is worked out of texts in processes is what one process works out."""
    small = make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation()})
    library = load(small)
    made = [replace(library.articles[0], slug=f"a{n}", body=f"第{n}段。", version="") for n in range(WORTH_A_PROCESS)]
    library = replace(library, articles=made)
    alone, together = (Material(library, Urls("https://e.org/"), jobs=jobs) for jobs in (1, 2))
    for article in made:
        assert alone.abstracts.known(article) == together.abstracts.known(article)
        assert alone.columns.of(article, "zh") == together.columns.of(article, "zh")
