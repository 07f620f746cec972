"""Templates: what the pages say, in their language, and where a faulty template is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from written import marked, original, site, translation

from jiazhu.errors import JiazhuError
from jiazhu.site.columns import Phrase
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls

URLS = Urls("https://example.org/watch/")


@pytest.fixture
def render(tmp_path):
    """Give a function that renders a template's source in a language."""

    def rendered(source, language="en", **shows):
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / "t.html").write_text(source)
        return Templates(Theme(tmp_path), URLS, ("zh", "en"), None).render("t.html", language, shows)

    return rendered


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("en", "{{ moment|day }}", "18 August 2023"),
        ("zh", "{{ moment|day }}", "2023年8月18日"),
        ("en", "{{ moment|moment }}", "18 August 2023 09:05"),
        ("en", "{{ moment|month }}", "August 2023"),
        ("zh", "{{ moment|month }}", "2023年8月"),
        ("en", "{{ (first, last)|days }}", "14–20 Aug 2023"),
        ("zh", "{{ (first, last)|days }}", "2023年8月14日至20日"),
        ("en", "{{ 12345|number }}", "12,345"),
        ("en", "{{ own_names['zh'] }}", "中文"),
        ("en", "{{ 'zh-Hant'|script_in }}", "Traditional Chinese"),
        ("en", "{{ ['zh', 'fr', 'zh-hant']|languages_in }}", "Chinese and French"),
        ("en", "{{ (moment - moment.replace(hour=7))|duration }}", "2 hours"),
        ("zh", "{{ (moment - moment.replace(hour=7))|duration }}", "2小时"),
        ("en", "{{ 'zh'|language_in }}", "Chinese"),
        ("zh", "{{ 'en'|language_in }}", "英语"),
        ("en", "{{ ['甲', '乙', '丙']|listed('zh-Hans') }}", "甲、乙和丙"),
    ],
)
def test_dates_numbers_and_languages_are_the_languages_own(render, language, source, expected):
    """Babel writes dates, spans, numbers and names of languages as the page's readers do."""
    moment = datetime(2023, 8, 18, 9, 5, tzinfo=UTC)
    shown = render(source, language, moment=moment, first=date(2023, 8, 14), last=date(2023, 8, 20))
    assert expected == re.sub(r"[\u2009\u202f]", "", shown)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (Phrase(text="Words & <b>", lang="en"), "Words &amp; &lt;b&gt;"),
        (Phrase(text="中文", lang="zh-Hans"), '<span lang="zh-Hans">中文</span>'),
        (Phrase(text="Called 夹注", lang="en"), 'Called <span lang="zh-Hans">夹注</span>'),
        (Phrase(text="Russe", lang='fr"><script>'), '<span lang="fr&#34;&gt;&lt;script&gt;">Russe</span>'),
    ],
)
def test_phrase_marks_what_is_of_another_language(render, phrase, expected):
    """Words get a lang where it is not the page's; Han in other text gets one; nothing gets through unescaped."""
    assert expected == render("{{ phrase|phrase }}", phrase=phrase)


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("one\n{{ nope }}", 2, "nope"),
        ("one\ntwo\n{% if %}", 3, "Expected an expression"),
        ("{{ 1 / 0 }}", 1, "division"),
        ("\n{{ urls.asset('nope.css') }}", 2, "static/nope.css"),
        ("\n{{ 'x'|nofilter }}", 2, "nofilter"),
        ("\n{% include 't.html' %}", 2, "recursion"),
    ],
)
def test_faulty_template_has_its_place(render, tmp_path, source, line, says):
    """A fault in a template is reported with file and line, not as a traceback."""
    with pytest.raises(JiazhuError) as caught:
        render(source)
    problem = caught.value.problems[0]
    assert (tmp_path / "templates" / "t.html", line) == (problem.path, problem.line)
    assert says in problem.text


@pytest.fixture
def both(make_content):
    """Give the site of an article in both languages and one in Chinese only."""
    return site(
        make_content(
            {
                "articles/one/zh.md": original("a1", title="甲 & 乙", tags="[arms]"),
                "articles/one/en.md": translation("A & B", state="machine", translator="张三"),
                "articles/two/zh.md": original("a2", title="只有中文", day="2023-08-17", url="https://e.org/2"),
                "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms}\n",
                "pages/about.en.md": "---\ntitle: About\n---\nWords.",
            }
        )
    )


@pytest.mark.parametrize("page", ["en/tags/arms/index.html", "en/digests/2023-W33/index.html"])
def test_lists_show_both_headlines(both, page):
    """Digest and tag pages give an article's headline in both languages."""
    mine, other = '<span class="mine">A &amp; B</span>', '<span class="other" lang="zh-Hans">甲 &amp; 乙</span>'
    assert f'<a href="/watch/en/articles/one/">{mine} {other}</a>' in both[page]


def test_fallback_page_says_so(both):
    """An article without a translation shows its original in its own lang, under a notice."""
    page = both["en/articles/two/index.html"]
    assert "This article is in Chinese; it has not been translated into English yet." in page
    assert '<div class="prose original" lang="zh-Hans">\n<p>正文。</p>' in page
    assert "has not been translated" not in both["en/articles/one/index.html"]


@pytest.mark.parametrize(
    ("english", "notice"),
    [
        (translation("One", of="{title: 00000000}"), "The original has changed since."),
        (translation('""'), "Not translated yet."),
        (translation("One", summary="Sum.", of="{summary: 00000000}"), "The original has changed since."),
        (translation("One", caption="Cap.", of="{caption: 00000000}"), "The original has changed since."),
        (translation("One", body="Words."), "The translation is not set against the original paragraph by paragraph"),
        (
            translation("One", body=marked("Words.").replace("Words.", "<!-- x -->")),
            "Less than half of this article has been translated.",
        ),
        (translation("One", state="machine"), "machine translation, not reviewed"),
    ],
)
def test_article_and_card_say_what_is_not_as_it_should_be(make_content, english, notice):
    """A stale or missing title, summary, caption or text, in the page's language; one that is fresh says nothing."""
    told = {"summary": "摘要", "image": "{src: 'https://e.org/1.jpg'}", "caption": "图"}
    words = {"articles/one/zh.md": original(**told), "articles/one/en.md": english}
    files = site(make_content(words))
    assert notice in files["en/articles/one/index.html"] + files["en/index.html"]
    fresh = translation("One", summary="Sum.", caption="Cap.")
    files = site(make_content({**words, "articles/one/en.md": fresh}))
    assert notice not in files["en/articles/one/index.html"] + files["en/index.html"]


def test_page_of_the_editors_without_words_says_so(both):
    """An about page that exists in English only is shown as English to Chinese readers, under a notice."""
    page = both["zh/about/index.html"]
    assert '<p class="notice">仅英语</p>' in page
    assert '<div class="prose" lang="en"><p>Words.</p>' in page


def test_machine_translation_is_labelled(both):
    """A machine translation is called one, in the language of the page."""
    assert "machine translation, not reviewed" in both["en/articles/one/index.html"]
    assert "机器翻译，未经审读" in both["zh/articles/one/index.html"]


def test_translator_is_named_in_a_marked_name(both):
    """A Chinese name on an English page has its lang."""
    assert '<dd><span lang="zh-Hans">张三</span></dd>' in both["en/articles/one/index.html"]


def test_alias_redirects(make_content):
    """An earlier address of an article leads to the present one, and is not indexed."""
    page = site(make_content({"articles/one/zh.md": original(aliases="[old]")}))["zh/articles/old/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=/watch/zh/articles/one/">' in page
    assert '<link rel="canonical" href="https://example.org/watch/zh/articles/one/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_title_is_escaped_everywhere(make_content):
    """A title that is markup stays words; in JSON all are."""
    evil = "'\"><script>alert(1)</script>'"
    for name, text in site(make_content({"articles/one/zh.md": original(title=evil, summary=evil)})).items():
        assert "<script>alert" not in text or name.endswith(".json"), name


def test_a_language_that_nobody_named_is_shown_by_its_code(make_content):
    """An article in it does not end the build."""
    files = {"articles/one/nan.md": original(lang="nan", authors="[甲, 乙]")}

    assert "nan only" in site(make_content(files))["en/index.html"]


def test_compiled_templates_take_each_others_place(tmp_path):
    """What one was before is written over; what is compiled of it now is what it says now."""
    (tmp_path / "templates").mkdir()
    for words in ("one", "two", "three"):
        (tmp_path / "templates" / "t.html").write_text(words)
        for _ in range(2):
            made = Templates(Theme(tmp_path), URLS, ("en",), tmp_path / "cache")
            assert made.render("t.html", "en", {}) == words
    assert len([*(tmp_path / "cache" / "templates").iterdir()]) == 1
