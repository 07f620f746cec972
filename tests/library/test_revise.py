"""Another wording of an original: its translations know what they were written for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from written import original, translation

from jiazhu.library.articles import load_article
from jiazhu.library.coverage import Coverages, words_hash
from jiazhu.library.revise import revise_article

OLD = f"{{title: {words_hash('标题')}}}"


@pytest.fixture
def folder(make_content):
    """Give an article's folder."""
    return make_content({"articles/one/zh.md": original(caption="图")}) / "articles" / "one"


def revised(folder, text, **keys):
    """Give a translation's text after the original got other words; and see that a second time changes nothing."""
    (folder / "en.md").write_text(text, encoding="utf-8")
    article = load_article(folder)
    matter = replace(article.matter, **keys)
    assert revise_article(article, matter, article.body)
    after = (folder / "en.md").read_text("utf-8")
    article = load_article(folder)
    assert not revise_article(article, matter, article.body)
    return after


def test_a_title_that_changes_makes_its_translation_stale(folder):
    """`of` says what it was written for; no other line changes."""
    text = translation(caption="C", remark="'r'")

    assert revised(folder, text, title="新") == text.replace("'r'\n", f"'r'\nof: {OLD}\n")
    coverage = Coverages().of(load_article(folder), "en")
    assert (coverage.title, coverage.caption) == ("stale", "fresh")


def test_a_caption_that_changes_makes_its_translation_stale(folder):
    """And the title's stays as it is."""
    text = translation(caption="C", of=OLD)
    revised(folder, text, caption="新图")

    coverage = Coverages().of(load_article(folder), "en")
    assert (coverage.title, coverage.caption) == ("fresh", "stale")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (translation(of="{title: aaaaaaaa}"), {"title": "新"}),
        (translation(), {"title": "标 题"}),
        (translation(title='""'), {"title": "新"}),
        (translation(), {"caption": "新图"}),
        (translation(), {"summary": "要", "url": "https://e.org/2"}),
    ],
)
def test_nothing_else_changes_a_translation(folder, text, keys):
    """What `of` says already, another spacing, what is not translated, and what no import writes."""
    assert revised(folder, text, **keys) == text


def test_a_wording_that_returns_is_fresh_again(folder):
    """The `of` that was written stays true."""
    text = revised(folder, translation(), title="新")
    revised(folder, text, title="标题")

    assert Coverages().of(load_article(folder), "en").title == "fresh"
